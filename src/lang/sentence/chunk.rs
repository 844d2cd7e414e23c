//! Runs of characters between blanks, and the signs at their ends.

/// Signs that close what was opened before the stop. NUL stands for a byte of
/// markup, the asterisk for markup that is not one.
const CLOSERS: [char; 10] = ['"', '”', '’', '\'', '»', ')', ']', '*', '\u{203a}', '\0'];
const OPENERS: [char; 13] =
    ['"', '“', '„', '‘', '\'', '«', '(', '[', '*', '¿', '¡', '\u{2039}', '\0'];
const QUOTES: [char; 6] = ['"', '”', '’', '\'', '»', '\u{203a}'];
const STOPS: [char; 4] = ['.', '!', '?', '…'];

/// How faces are written from characters.
const FACES: [&str; 32] = [
    ":)", ":-)", ";)", ";-)", "=)", ":(", ":-(", "=(", ":D", ":-D", "=D", ":P", ":-P", ":p", ";P",
    ";p", "<3", ":/", ":-/", ":\\", ":o)", ":]", "=]", "(:", ":))", ":)))", "^_^", "^^", "-_-",
    ":'(", ":o", ":O",
];

/// A run of characters without blanks.
#[derive(Clone, Copy)]
pub(super) struct Chunk<'a> {
    pub(super) text: &'a str,
    /// Bytes of the source.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Line breaks before it.
    pub(super) breaks: usize,
    pub(super) kind: Kind,
    /// Without quotes and brackets at its ends, and without its final stops.
    pub(super) word: &'a str,
    pub(super) sign: Sign,
    /// What opens before the word, and what closes behind the sign.
    pub(super) quoted: Quoted,
    /// Brackets.
    pub(super) opened: usize,
    pub(super) shut: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Plain,
    /// "[3]", a mark for a footnote.
    Footnote,
    /// ":-)"
    Face,
    /// A line of signs that keeps two texts apart.
    Rule,
    /// "-", "•"
    Bullet,
}

/// What may end a sentence, at the end of a chunk.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sign {
    None,
    Stop,
    Ellipsis,
    /// An exclamation or question mark.
    Call,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Quoted {
    pub(super) opens: bool,
    pub(super) closes: bool,
    /// A bracket closes behind the sign.
    pub(super) shuts: bool,
    /// Something closes between the word and the sign.
    pub(super) before_sign: bool,
}

/// The chunks of a text, in order.
pub(super) fn chunks(source: &str) -> impl Iterator<Item = Chunk<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = run(source, at, is_blank);
        let end = run(source, start, |it| !it.is_whitespace());
        let gap = source.get(at..start)?;
        let text = source.get(start..end)?.trim_end_matches('\0');
        if text.is_empty() {
            return None;
        }
        at = end;
        Some(Chunk::new(text, start, breaks(gap)))
    })
}

/// Where the run of such characters ends that begins at a byte.
fn run(source: &str, from: usize, is_such: impl Fn(char) -> bool) -> usize {
    let bytes = source.as_bytes();
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        // Most of it is ASCII letters, which are told without decoding.
        let char = match byte {
            b'a'..=b'z' | b'A'..=b'Z' => 'a',
            0..=0x7f => char::from(*byte),
            _ => match source.get(at..).and_then(|it| it.chars().next()) {
                Some(char) => char,
                None => return at,
            },
        };
        if !is_such(char) {
            return at;
        }
        at += char.len_utf8();
    }
    at
}

fn is_blank(char: char) -> bool {
    char.is_whitespace() || char == '\0'
}

/// Line breaks; a carriage return belongs to the line feed behind it.
fn breaks(gap: &str) -> usize {
    let feeds = gap.bytes().filter(|it| *it == b'\n').count();
    if feeds == 0 { gap.bytes().filter(|it| *it == b'\r').count() } else { feeds }
}

impl<'a> Chunk<'a> {
    fn new(text: &'a str, start: usize, breaks: usize) -> Chunk<'a> {
        let mut res = Chunk {
            text,
            start,
            end: start + text.len(),
            breaks,
            kind: Kind::Plain,
            word: text,
            sign: Sign::None,
            quoted: Quoted::default(),
            opened: 0,
            shut: 0,
        };
        // Most words have nothing at their ends, or a comma or stop at the second.
        match text.as_bytes() {
            [first, .., last] if first.is_ascii_alphabetic() && last.is_ascii_alphanumeric() => {}
            [first, inner @ .., b'.' | b','] if is_plain(*first, inner) => {
                if text.ends_with('.') {
                    res.word = text.strip_suffix('.').unwrap_or(text);
                    res.sign = Sign::Stop;
                }
            }
            _ if text.starts_with(char::is_alphabetic) && text.ends_with(char::is_alphanumeric) => {
            }
            _ => res.look_at_ends(),
        }
        res
    }

    fn look_at_ends(&mut self) {
        let text = self.text;
        let open = text.trim_start_matches(OPENERS);
        let closed = open.trim_end_matches(CLOSERS);
        let word = closed.trim_end_matches(STOPS);
        self.word = word.trim_end_matches(CLOSERS);
        self.kind = kind(text);
        let lead = text.get(..text.len() - open.len()).unwrap_or_default();
        let stops = closed.get(word.len()..).unwrap_or_default();
        let tail = open.get(closed.len()..).unwrap_or_default();
        self.sign = sign(stops);
        self.quoted = Quoted {
            opens: !lead.is_empty(),
            closes: tail.contains(QUOTES),
            shuts: tail.contains([')', ']']),
            before_sign: self.word.len() < word.len(),
        };
        // Not those in the middle: ":-(", "f(x)".
        let count = |within: &str, signs: [char; 2]| within.matches(signs).count();
        self.opened = count(lead, ['(', '[']);
        self.shut = count(text, [')', ']']).saturating_sub(count(text, ['(', '[']) - self.opened);
    }

    /// Whether it begins and ends with a letter.
    #[inline]
    pub(super) fn is_word(&self) -> bool {
        let bytes = self.text.as_bytes();
        let letter = |it: Option<&u8>| it.is_some_and(u8::is_ascii_alphabetic);
        letter(bytes.first()) && letter(bytes.last())
    }

    /// Its first character behind what opens.
    pub(super) fn first(&self) -> Option<char> {
        // Most begin with a letter.
        let first = self.text.chars().next()?;
        if first.is_ascii_alphanumeric() {
            return Some(first);
        }
        self.text.trim_start_matches(OPENERS).chars().next().or(Some(first))
    }

    /// Whether a sentence may well start with it: not a small letter, unless
    /// it is a name like "iPhone" or an address.
    pub(super) fn starts_high(&self) -> bool {
        let Some(first) = self.first() else { return false };
        if first.is_lowercase() {
            return self.word.chars().nth(1).is_some_and(char::is_uppercase)
                || self.word.contains("://")
                || self.word.starts_with("www.");
        }
        first.is_alphanumeric()
    }

    /// The number of an item: "3." or "3)".
    pub(super) fn item_number(&self) -> Option<u32> {
        let (last, digits) = self.text.as_bytes().split_last()?;
        if !matches!(last, b'.' | b')') || 2 < digits.len() {
            return None;
        }
        let digits = self.text.get(..digits.len())?;
        if digits.len() <= 2 { digits.parse().ok() } else { None }
    }
}

impl Kind {
    /// Whether it belongs to the sentence before it.
    pub(super) fn trails(self) -> bool {
        matches!(self, Kind::Footnote | Kind::Face)
    }
}

/// Whether all of a word before its last sign is letters and figures.
fn is_plain(first: u8, inner: &[u8]) -> bool {
    first.is_ascii_alphanumeric() && inner.iter().all(u8::is_ascii_alphanumeric)
}

fn sign(stops: &str) -> Sign {
    match stops {
        "" => Sign::None,
        "." => Sign::Stop,
        _ if stops.contains(['!', '?']) => Sign::Call,
        _ => Sign::Ellipsis,
    }
}

fn kind(text: &str) -> Kind {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return Kind::Plain };
    if first.is_alphanumeric() {
        return Kind::Plain;
    }
    if matches!(text, "-" | "–" | "•" | "*" | "·" | "▪" | "‣") {
        return Kind::Bullet;
    }
    if FACES.contains(&text) {
        return Kind::Face;
    }
    if matches!(first, '-' | '*' | '=' | '~' | '#')
        && 4 <= text.len()
        && chars.all(|it| it == first)
    {
        return Kind::Rule;
    }
    let number = text.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
    match number {
        Some(number) if is_note(number) => Kind::Footnote,
        _ => Kind::Plain,
    }
}

/// "12", "a", "note 3" has a blank and is none.
fn is_note(mark: &str) -> bool {
    !mark.is_empty() && mark.len() <= 3 && mark.chars().all(|it| it.is_ascii_digit())
        || mark.len() == 1 && mark.chars().all(|it| it.is_ascii_lowercase())
}
