//! An article as passages, in segments that its versions share: an edit makes
//! one segment anew, whatever the article's length.

use std::sync::Arc;

use crate::structure::{Format, Passage};

/// A fresh segment has so many passages.
const FULL: usize = 12;

/// A segment with more is split.
const MOST: usize = 18;

/// A segment with fewer takes its neighbour in.
const FEWEST: usize = 5;

/// An article as passages, in order and without gaps.
#[derive(Clone, Debug)]
pub struct Layout {
    pub format: Format,
    slots: Vec<Slot>,
}

/// Where a segment stands in its article.
#[derive(Clone, Debug)]
pub struct Slot {
    /// Byte offset of the segment in the article.
    pub start: usize,
    /// How many passages stand before it.
    pub first: usize,
    /// How many line ends stand before it (LF, CR or CRLF).
    pub line: usize,
    pub segment: Arc<Segment>,
}

/// Some passages in a row. Which passages stand in one is a matter of history,
/// so no answer may depend on it.
#[derive(Debug)]
pub struct Segment {
    pieces: Box<[Piece]>,
    /// In bytes.
    len: usize,
    /// How many line ends stand in it.
    breaks: usize,
}

#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// Byte offset in the segment.
    start: usize,
    /// Line ends before it in the segment.
    line: usize,
    /// Line ends in it.
    breaks: usize,
    pub(super) passage: Arc<Passage>,
}

/// Where a passage stands in its article.
#[derive(Clone, Copy, Debug)]
pub struct Placed<'a> {
    /// Byte offset of the passage in the article.
    pub start: usize,
    pub passage: &'a Arc<Passage>,
}

impl Placed<'_> {
    /// Byte offset behind the passage in the article.
    pub fn end(&self) -> usize {
        self.start + self.passage.text.len()
    }
}

impl Piece {
    pub(super) fn new(passage: Arc<Passage>) -> Piece {
        let text = passage.text.as_bytes();
        // A passage is whole lines, so none of its line ends is cut in two.
        let breaks = memchr::memchr2_iter(b'\n', b'\r', text)
            .filter(|at| text.get(*at) == Some(&b'\n') || text.get(at + 1) != Some(&b'\n'))
            .count();
        Piece { start: 0, line: 0, breaks, passage }
    }
}

impl Segment {
    fn new(pieces: &[Piece]) -> Segment {
        let (mut len, mut breaks) = (0, 0);
        let mut placed = Vec::with_capacity(pieces.len());
        for piece in pieces {
            placed.push(Piece { start: len, line: breaks, ..piece.clone() });
            len += piece.passage.text.len();
            breaks += piece.breaks;
        }
        Segment { pieces: placed.into(), len, breaks }
    }

    /// How many passages stand in it.
    pub fn len(&self) -> usize {
        self.pieces.len()
    }

    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Its passages, their starts counted from its own.
    pub fn passages(&self) -> impl DoubleEndedIterator<Item = Placed<'_>> + ExactSizeIterator {
        self.pieces.iter().map(|it| Placed { start: it.start, passage: &it.passage })
    }

    /// The passage of this index, its start counted from the segment's.
    pub fn passage(&self, at: usize) -> Option<Placed<'_>> {
        self.pieces.get(at).map(|it| Placed { start: it.start, passage: &it.passage })
    }

    /// How many line ends stand in the segment before this passage.
    pub fn line(&self, at: usize) -> usize {
        self.pieces.get(at).map_or(self.breaks, |it| it.line)
    }

    /// Index of the passage that holds this byte of the segment.
    pub fn passage_at(&self, byte: usize) -> usize {
        self.pieces.partition_point(|it| it.start <= byte).saturating_sub(1)
    }
}

impl Layout {
    pub(super) fn new(format: Format, pieces: &[Piece]) -> Layout {
        let mut res = Layout { format, slots: Vec::with_capacity(pieces.len() / FULL + 1) };
        res.push(pieces, FULL);
        res
    }

    /// A layout of nothing.
    pub fn empty(format: Format) -> Layout {
        Layout { format, slots: Vec::new() }
    }

    /// This layout with the passages from `first` up to `behind` (indices)
    /// replaced. Segments that are not touched are shared.
    pub(super) fn splice(&self, first: usize, behind: usize, new: &[Piece]) -> Layout {
        let mut from = self.slot_of(first).min(self.slots.len().saturating_sub(1));
        let mut to = match self.slots.get(self.slot_of(behind)) {
            // All of it stays.
            Some(slot) if slot.first == behind => self.slot_of(behind),
            Some(_) => self.slot_of(behind) + 1,
            None => self.slots.len(),
        };
        to = to.max(from);
        let kept = |slots: &[Slot]| slots.iter().map(|it| it.segment.len()).sum::<usize>();
        let gone = behind - first;
        let rest = |from: usize, to: usize| {
            kept(self.slots.get(from..to).unwrap_or_default()) + new.len() - gone
        };
        if rest(from, to) < FEWEST {
            if to < self.slots.len() {
                to += 1;
            } else {
                from = from.saturating_sub(1);
            }
        }
        let pieces = self.slots.get(from..to).unwrap_or_default();
        let base = pieces.first().map_or(first, |it| it.first);
        let flat = || pieces.iter().flat_map(|it| it.segment.pieces.iter());
        let mut all: Vec<Piece> = flat().take(first - base).cloned().collect();
        all.extend_from_slice(new);
        all.extend(flat().skip(behind - base).cloned());

        let mut res = Layout {
            format: self.format,
            slots: self.slots.get(..from).unwrap_or_default().to_vec(),
        };
        res.push(&all, MOST);
        for slot in self.slots.get(to..).unwrap_or_default() {
            res.put(Arc::clone(&slot.segment));
        }
        res
    }

    /// As even segments of at most `most` passages.
    fn push(&mut self, pieces: &[Piece], most: usize) {
        if pieces.is_empty() {
            return;
        }
        let count = if pieces.len() <= most { 1 } else { pieces.len().div_ceil(FULL) };
        for chunk in pieces.chunks(pieces.len().div_ceil(count)) {
            self.put(Arc::new(Segment::new(chunk)));
        }
    }

    fn put(&mut self, segment: Arc<Segment>) {
        let (start, first, line) = self.slots.last().map_or((0, 0, 0), |it| {
            let Segment { pieces, len, breaks } = it.segment.as_ref();
            (it.start + len, it.first + pieces.len(), it.line + breaks)
        });
        self.slots.push(Slot { start, first, line, segment });
    }

    /// The segments in order.
    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// How many passages there are.
    pub fn len(&self) -> usize {
        self.slots.last().map_or(0, |it| it.first + it.segment.len())
    }

    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// In bytes.
    pub fn text_len(&self) -> usize {
        self.slots.last().map_or(0, |it| it.start + it.segment.len)
    }

    /// The passages in order.
    pub fn passages(&self) -> impl DoubleEndedIterator<Item = Placed<'_>> + Clone {
        self.slots.iter().flat_map(|slot| {
            slot.segment
                .pieces
                .iter()
                .map(|it| Placed { start: slot.start + it.start, passage: &it.passage })
        })
    }

    /// The passages from this index on.
    pub fn passages_from(&self, at: usize) -> impl Iterator<Item = Placed<'_>> {
        (at..self.len()).map_while(|it| self.passage(it))
    }

    pub fn passage(&self, at: usize) -> Option<Placed<'_>> {
        let slot = self.slots.get(self.slot_of(at))?;
        let piece = slot.segment.pieces.get(at - slot.first)?;
        Some(Placed { start: slot.start + piece.start, passage: &piece.passage })
    }

    /// Index of the passage that holds this byte of the article.
    pub fn passage_at(&self, byte: usize) -> usize {
        let at = self.slots.partition_point(|it| it.start <= byte).saturating_sub(1);
        self.slots.get(at).map_or(0, |it| it.first + it.segment.passage_at(byte - it.start))
    }

    /// Index of the segment that holds the passage of this index; behind the
    /// last one where there is no such passage.
    pub fn slot_of(&self, passage: usize) -> usize {
        if self.len() <= passage {
            return self.slots.len();
        }
        self.slots.partition_point(|it| it.first <= passage).saturating_sub(1)
    }
}

/// Which of the things that an earlier version had in a row still stand in the
/// new one: those at the front and those at the back that are the very same.
#[derive(Clone, Copy, Debug)]
pub struct Kept {
    front: usize,
    back: usize,
    new: usize,
    old: usize,
}

impl Kept {
    /// `same(a, b)`: whether the new one at `a` is the old one at `b`.
    pub fn of(new: usize, old: usize, same: impl Fn(usize, usize) -> bool) -> Kept {
        let most = new.min(old);
        let front = (0..most).take_while(|at| same(*at, *at)).count();
        let back = (0..most - front).take_while(|at| same(new - 1 - at, old - 1 - at)).count();
        Kept { front, back, new, old }
    }

    /// Where the earlier version had what stands at `at` now.
    pub fn place(&self, at: usize) -> Option<usize> {
        match at {
            _ if at < self.front => Some(at),
            _ if self.new - self.back <= at => Some(at + self.old - self.new),
            _ => None,
        }
    }

    /// What of the earlier version is gone.
    pub fn gone(&self) -> std::ops::Range<usize> {
        self.front..self.old - self.back
    }

    /// What an earlier version had of all, and what `make` gives for the new ones.
    pub fn carry<T>(&self, old: &[Arc<T>], make: impl FnMut(usize) -> Arc<T>) -> Vec<Arc<T>> {
        let mut res = Vec::with_capacity(self.new);
        res.extend_from_slice(old.get(..self.front).unwrap_or_default());
        res.extend(self.fresh().map(make));
        res.extend_from_slice(old.get(self.gone().end..).unwrap_or_default());
        res
    }

    /// Where no more than so many at the front and at the back are as they were.
    #[must_use]
    pub fn at_most(self, front: usize, back: usize) -> Kept {
        Kept { front: self.front.min(front), back: self.back.min(back), ..self }
    }

    /// What is new.
    pub fn fresh(&self) -> std::ops::Range<usize> {
        self.front..self.new - self.back
    }
}

impl Layout {
    /// Which segments an earlier version has too.
    pub fn kept(&self, before: &Layout) -> Kept {
        Kept::of(self.slots.len(), before.slots.len(), |a, b| {
            let pair = (self.slots.get(a), before.slots.get(b));
            matches!(pair, (Some(a), Some(b)) if Arc::ptr_eq(&a.segment, &b.segment))
        })
    }
}
