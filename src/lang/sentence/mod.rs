//! Where sentences end. One walk over the text, from one run of characters
//! between blanks ([`Chunk`]) to the next; what decides about a gap stands
//! within a few chunks of it.

mod chunk;
mod stop;

use crate::lang::{List, Pack};
use crate::text::Span;

use chunk::{Chunk, Kind, Sign, chunks};

/// The sentences of `text` between the ends of `span`, trimmed, in order.
/// Spans are relative to `text`. Every character that is not blank is in one.
pub fn sentences(text: &str, span: Span, pack: &Pack) -> Vec<Span> {
    let mut res = Vec::new();
    sentences_until((text, span), None, pack, &mut res, |_, _| false);
    res
}

/// The sentences of a stretch that begins where one begins, put behind those of
/// `res`. `item` is what [`item_behind`] says of the sentences before. Ends before
/// the sentence of which `is_known` says so: it is given its first byte and the
/// item behind those before it.
pub(crate) fn sentences_until(
    (text, span): (&str, Span),
    item: Option<u32>,
    pack: &Pack,
    res: &mut Vec<Span>,
    mut is_known: impl FnMut(usize, Option<u32>) -> bool,
) {
    let mut walk = Walk { item, ..Walk::default() };
    let mut open: Option<Span> = None;
    for chunk in chunks(span.of(text)) {
        let own = Span::new(chunk.start, chunk.end).shift(span.start());
        open = match open {
            Some(sentence) if walk.ends_before(&chunk, pack) => {
                res.push(sentence);
                walk.begin();
                if is_known(own.start(), walk.item) {
                    return;
                }
                Some(own)
            }
            Some(sentence) => Some(sentence.cover(own)),
            None => Some(own),
        };
        walk.pass(chunk);
    }
    res.extend(open);
}

/// The number that an item would have behind some sentences, which are given in
/// their order: all that is known of one sentence in another.
pub(crate) fn item_behind<'a>(sentences: impl DoubleEndedIterator<Item = &'a str>) -> Option<u32> {
    let number = |it: &str| {
        let may = it.starts_with(|it: char| it.is_ascii_digit() || it == '+');
        may.then(|| chunks(it).next()?.item_number()).flatten()
    };
    sentences.rev().find_map(number).map(|it| it + 1)
}

/// A bracket that is still open after so many chunks has been forgotten.
const LONGEST_ASIDE: usize = 40;

/// What is known when a gap between two chunks is reached.
#[derive(Default)]
struct Walk<'a> {
    /// How many chunks the sentence has so far.
    chunks: usize,
    /// Its first chunk, and the one before `last`.
    first: Option<Chunk<'a>>,
    before: Option<Chunk<'a>>,
    /// The last chunk that is more than a footnote mark or a face.
    last: Option<Chunk<'a>>,
    /// What stands behind `last`: it belongs to the sentence that ended there.
    trailer: Option<Kind>,
    /// Brackets that the sentence opened, but not with its first character.
    depth: usize,
    /// How many chunks ago the last one was opened.
    inside: usize,
    /// The number that an item "3." would have here.
    item: Option<u32>,
}

impl<'a> Walk<'a> {
    fn begin(&mut self) {
        let item = self.item;
        *self = Walk { item, ..Walk::default() };
    }

    fn pass(&mut self, chunk: Chunk<'a>) {
        let number = chunk.item_number();
        if self.chunks == 0 && number.is_some() {
            self.item = number.map(|it| it + 1);
        }
        if chunk.breaks == 0 && self.last.is_some() && chunk.kind.trails() {
            self.trailer = Some(chunk.kind);
        } else {
            self.inside = if 0 < chunk.opened { 0 } else { self.inside + 1 };
            self.depth = match self.chunks {
                0 => 0,
                _ if LONGEST_ASIDE < self.inside => 0,
                _ => (self.depth + chunk.opened).saturating_sub(chunk.shut),
            };
            self.trailer = None;
            self.before = self.last.replace(chunk);
        }
        if self.chunks == 0 {
            self.first = Some(chunk);
        }
        self.chunks += 1;
    }

    /// Whether the sentence ends before `next`.
    fn ends_before(&self, next: &Chunk<'a>, pack: &Pack) -> bool {
        let Some(last) = self.last else { return false };
        // Between two words of one line.
        if last.sign == Sign::None
            && next.breaks == 0
            && self.trailer.is_none()
            && last.kind == Kind::Plain
            && next.is_word()
        {
            return false;
        }
        if 2 <= next.breaks {
            return true;
        }
        if next.breaks == 1 && next.kind == Kind::Bullet {
            return true;
        }
        if last.kind == Kind::Rule || next.kind == Kind::Rule {
            return true;
        }
        if self.is_next_item(&last, next) {
            return true;
        }
        if self.is_caption(&last, next, pack) {
            return true;
        }
        if next.kind.trails() && (last.sign != Sign::None || next.kind == Kind::Face) {
            return false;
        }
        match self.trailer {
            Some(Kind::Face) if last.sign == Sign::None => next.starts_high(),
            _ => stop::ends(self, &last, next, pack),
        }
    }

    /// "Kapal itu sandar di Priok Foto: Antara": whose picture it is, behind
    /// words without a stop. Not inside "Sumber Foto: …", "Photo caption: …".
    fn is_caption(&self, last: &Chunk<'_>, next: &Chunk<'_>, pack: &Pack) -> bool {
        let label =
            |it: &Chunk<'_>| pack.lexicon.is_in(it.word.trim_end_matches(':'), &[List::Caption]);
        next.text.ends_with(':')
            && 2 <= self.chunks
            && last.sign == Sign::None
            && last.text.ends_with(|it: char| it.is_alphanumeric() || it == ')')
            && next.text.starts_with(char::is_uppercase)
            && label(next)
            && !label(last)
    }

    /// "… 1. Harga. 2. Mutu.": an item whose number follows the last one's,
    /// or the first behind a colon.
    fn is_next_item(&self, last: &Chunk<'_>, next: &Chunk<'_>) -> bool {
        let Some(number) = next.item_number() else { return false };
        match number {
            1 => last.text.ends_with(':'),
            _ => {
                self.item == Some(number)
                    && (last.sign != Sign::None || last.text.ends_with([';', ':']))
            }
        }
    }
}
