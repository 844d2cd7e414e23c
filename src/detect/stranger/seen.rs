//! What a segment holds of strangers, kept for as long as it stays as it is.

use std::cell::RefCell;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use rustc_hash::FxHasher;

use crate::detect::entity::is_ministry;
use crate::detect::names::{Class, Recognised};
use crate::detect::stranger::{AROUND, Sighting, is_name, overlaps, span};
use crate::detect::{Article, Facts, Form, Unit};
use crate::knowledge::EntityId;
use crate::text::Span;

/// So many times 64 bits tell it of one segment.
const FEW: usize = 4;

/// What a segment holds of strangers: depends on nothing but the segment, its
/// roles and the known names in it. Spans are bytes of the passage.
pub(in crate::detect) struct Seen {
    /// The recognised names that known ones leave; the last says whether it may
    /// begin an entity.
    pub(super) sights: Box<[(Sighting, Class, bool)]>,
    /// Capitalised words that are in no known name: passage and token, and a
    /// hash of the word.
    pub(super) words: Box<[(usize, usize, u64)]>,
    /// Passages with short forms that are explained.
    pub(super) acronyms: Box<[usize]>,
    /// Which words may stand in those names and short forms: a bit each.
    bits: [u64; FEW],
}

/// What one passage holds of them. Spans are bytes of the passage.
struct Piece {
    facts: Arc<Facts>,
    /// The known names in it.
    known: Box<[(EntityId, Span)]>,
    /// The recognised names that these leave, each with its block.
    sights: Box<[(Span, f32, Class, usize)]>,
    /// Capitalised words outside of these, and their hashes.
    words: Box<[(usize, u64)]>,
    bits: [u64; FEW],
}

/// So many passages are remembered: those of a few segments.
const MOST: usize = 64;

thread_local! {
    /// Those of the segments that were looked at last, the latest first: while
    /// somebody types in one, a single passage is another each time.
    static LAST: RefCell<Vec<Arc<Piece>>> = RefCell::default();
}

impl Seen {
    /// That of the passages from `first` on; passages count from there.
    pub(super) fn of(article: &Article, first: usize, count: usize) -> Seen {
        let last = LAST.take();
        let pieces = (first..first + count).zip(0..).filter_map(|(passage, nth)| {
            let facts = article.facts(passage)?;
            let names = || article.names_of(passage).map(|it| (it.0, it.2));
            let known = last.iter().find(|it| Arc::ptr_eq(&it.facts, facts));
            let known = known.filter(|it| names().eq(it.known.iter().copied()));
            Some((
                nth,
                match known {
                    Some(it) => Arc::clone(it),
                    None => Arc::new(Piece::of(article, passage, facts)?),
                },
            ))
        });
        let pieces: Vec<(usize, Arc<Piece>)> = pieces.collect();
        let (mut sights, mut words, mut acronyms) = (Vec::new(), Vec::new(), Vec::new());
        let mut bits = [0_u64; FEW];
        for (nth, piece) in &pieces {
            let roles = article.roles(first + nth);
            sights.extend(piece.sights.iter().map(|&(span, confidence, class, block)| {
                let weak = roles.get(block).is_some_and(|it| it.is_heading());
                (Sighting { span, passage: *nth, form: Form::Full, confidence }, class, weak)
            }));
            words.extend(piece.words.iter().map(|(at, hash)| (*nth, *at, *hash)));
            acronyms.extend((!piece.facts.acronyms.is_empty()).then_some(*nth));
            bits.iter_mut().zip(piece.bits).for_each(|(all, it)| *all |= it);
        }
        let own = pieces.iter().map(|it| &it.1);
        let fresh = |it: &Arc<Piece>| !own.clone().any(|own| Arc::ptr_eq(&own.facts, &it.facts));
        let rest = last.iter().filter(|it| fresh(it));
        LAST.set(own.clone().chain(rest).take(MOST).map(Arc::clone).collect());
        Seen { sights: sights.into(), words: words.into(), acronyms: acronyms.into(), bits }
    }

    /// Whether a word stands in one of the names, or is one of the short forms.
    pub(super) fn holds(&self, article: &Article, first: usize, word: &str, hash: u64) -> bool {
        let (at, bit) = place::<FEW>(hash);
        if self.bits.get(at).is_none_or(|it| it & bit == 0) {
            return false;
        }
        let prose = |nth: usize| article.layout.passage(first + nth).map(|it| it.passage.prose());
        let in_name = |span: Span, nth: usize| {
            prose(nth).is_some_and(|it| span.of(it).split(' ').any(|it| it == word))
        };
        self.sights.iter().any(|(it, ..)| in_name(it.span, it.passage))
            || self.acronyms.iter().any(|nth| {
                let facts = article.facts(first + nth).zip(prose(*nth));
                facts.is_some_and(|(it, prose)| {
                    it.acronyms.iter().any(|it| it.short.of(prose) == word)
                })
            })
    }
}

impl Piece {
    fn of(article: &Article, passage: usize, facts: &Arc<Facts>) -> Option<Piece> {
        let prose = article.layout.passage(passage)?.passage.prose();
        let known: Box<[(EntityId, Span)]> =
            article.names_of(passage).map(|it| (it.0, it.2)).collect();
        let spans: Vec<Span> = known.iter().map(|it| it.1).collect();
        let own = facts.names(prose).iter();
        let own = own.filter(|it| !is_known_office(article, passage, it));
        let left = own.filter_map(|it| left(facts, it, prose, &spans));
        let sights: Box<[(Span, f32, Class, usize)]> = left
            .map(|(span, it)| {
                let block = facts.sentence_at(span.start()).map_or(0, |it| it.block);
                (span, it.confidence, it.class, block)
            })
            .collect();
        let tokens = facts.tokens.iter().enumerate();
        let tokens = tokens.filter(|(_, it)| is_name(it, prose) && !overlaps(&spans, it.span));
        let words = tokens.map(|(at, it)| (at, hash(it.span.of(prose)))).collect();
        let mut bits = [0_u64; FEW];
        let shorts = facts.acronyms.iter().map(|it| it.short.of(prose));
        for word in sights.iter().flat_map(|it| it.0.of(prose).split(' ')).chain(shorts) {
            let (at, bit) = place::<FEW>(hash(word));
            if let Some(bits) = bits.get_mut(at) {
                *bits |= bit;
            }
        }
        Some(Piece { facts: Arc::clone(facts), known, sights, words, bits })
    }
}

/// Which word of a sieve, and which of its bits.
pub(super) fn place<const SIZE: usize>(hash: u64) -> (usize, u64) {
    ((hash >> 6) as usize % SIZE, 1_u64 << (hash & 63))
}

pub(super) fn hash(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    word.hash(&mut hasher);
    hasher.finish()
}

/// "Kemlu RI": a known ministry, its country, and no third name.
fn is_known_office(article: &Article, passage: usize, name: &Recognised) -> bool {
    if name.class != Class::Org || !article.holds_ministry(passage) {
        return false;
    }
    let Some((placed, facts, _)) = article.passage(passage) else { return false };
    let Some(words) = facts.tokens.get(name.first..name.end) else { return false };
    let known: Vec<Span> = article.names_of(passage).map(|it| it.2).collect();
    let prose = placed.passage.prose();
    let mut names = words.iter().filter(|it| is_name(it, prose));
    let ministry = article.names_of(passage).any(|(entity, _, span)| {
        is_ministry(&article.base, entity) && words.iter().any(|it| it.span.overlaps(span))
    });
    ministry && names.all(|it| overlaps(&known, it.span))
}

/// A recognised name and where it stands, unless a known one takes it.
fn left<'a>(
    facts: &Facts,
    name: &'a Recognised,
    prose: &str,
    known: &[Span],
) -> Option<(Span, &'a Recognised)> {
    let span = span(facts, name, prose)?;
    if !matches!(name.class, Class::Person | Class::Place | Class::Org) {
        return None;
    }
    let from = known.partition_point(|known| known.end() <= span.start());
    let mut inside = known.iter().skip(from).take_while(|it| it.start() < span.end());
    let around = matches!(name.class, Class::Org | Class::Place) && AROUND <= name.confidence;
    let taken = inside.any(|known| !around || !span.contains(*known) || *known == span);
    // "Dolar AS": what a sum is counted in.
    let sentence = facts.sentence_at(span.start()).map_or(span, |it| it.span);
    let counted = facts.quantities_in(sentence).iter();
    let counted = counted.filter(|it| it.unit == Unit::Money).any(|it| it.whole.contains(span));
    (!taken && !counted).then_some((span, name))
}
