//! A stretch of text, in bytes.

/// Half-open range of byte offsets into UTF-8 text. Invariant: `start <= end`.
/// What it is an offset *into* (a passage, an article) is said where it is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// Ends that are swapped are put in order; ends past 4 GiB mean 4 GiB.
    #[inline]
    pub fn new(start: usize, end: usize) -> Span {
        let clamp = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
        let (a, b) = (clamp(start), clamp(end));
        Span { start: a.min(b), end: a.max(b) }
    }

    #[inline]
    pub fn start(self) -> usize {
        self.start as usize
    }

    #[inline]
    pub fn end(self) -> usize {
        self.end as usize
    }

    #[inline]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    #[inline]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The same stretch in a text that has `by` bytes before this one.
    #[inline]
    #[must_use]
    pub fn shift(self, by: usize) -> Span {
        Span::new(self.start() + by, self.end() + by)
    }

    /// Smallest span that holds both.
    #[inline]
    #[must_use]
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    #[inline]
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether a caret at `byte` touches the stretch, its two ends included.
    pub fn touches(self, byte: usize) -> bool {
        self.start() <= byte && byte <= self.end()
    }

    /// Whether the two share at least one byte, or meet at an end.
    pub fn meets(self, other: Span) -> bool {
        self.start <= other.end && other.start <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The stretch of `text`, or nothing where the span does not fit it.
    #[inline]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start()..self.end()).unwrap_or_default()
    }
}
