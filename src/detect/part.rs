//! What a segment's passages say, each by itself. Versions of an article share
//! these by pointer.

use std::sync::Arc;

use crate::detect::graft::Before;
use crate::detect::support::{sorted, taken};
use crate::detect::{Brief, Facts, resolve};
use crate::knowledge::{Base, EntityId};
use crate::lang::{Token, Tongue, Votes, by_letters, tokens};
use crate::structure::{BlockKind, Format, Kept, Layout, Passage, Places, Segment, Slot, lies_at};
use crate::text::Span;

/// So many bytes of a block have a say in the article's language.
const BALLOT: usize = 320;

/// The votes of an article.
#[derive(Default)]
pub(super) struct Ballots {
    segments: Vec<Arc<Ballot>>,
    sum: Vote,
}

/// The votes of a segment's passages.
#[derive(Default)]
struct Ballot {
    each: Box<[Vote]>,
    sum: Vote,
}

/// The function words of some text.
#[derive(Clone, Copy, Default)]
pub(super) struct Vote {
    all: Votes,
    /// Those that are not quoted: whom an article quotes has no say in its
    /// language.
    own: Votes,
}

impl Vote {
    fn add(&mut self, other: &Vote) {
        self.all.add(&other.all);
        self.own.add(&other.own);
    }

    fn lose(&mut self, other: &Vote) {
        self.all.lose(&other.all);
        self.own.lose(&other.own);
    }

    /// What the writer's own words say, or all words where those say nothing.
    fn heard(&self) -> &Votes {
        if self.own.is_tie() { &self.all } else { &self.own }
    }
}

/// The facts of a segment.
pub(super) struct Part {
    /// Of each passage.
    pub(super) facts: Box<[Arc<Facts>]>,
    /// Entities that a name says without doubt, each once, in order.
    pub(super) sure: Box<[EntityId]>,
    /// Short forms that it defines for somebody else; each once, in order.
    pub(super) taken: Box<[u32]>,
    /// Whether a comment for us stands in it.
    pub(super) directs: bool,
}

/// An earlier version: its layout, what it has for each segment, and which of
/// its segments are left.
pub(super) type Earlier<'a, T> = Option<(&'a Layout, &'a [T], Kept)>;

/// The passages of some segments in a row, each with what was found of it.
fn old<'a, T>(slots: impl Iterator<Item = (&'a Arc<Segment>, &'a [T])>) -> Places<&'a T> {
    let each = slots.flat_map(|(segment, found)| segment.passages().zip(found));
    Places::new(each.map(|(it, found)| (lies_at(it.passage), found)))
}

impl Ballots {
    /// `before`: an earlier version's layout and ballots, and which of its segments
    /// are left.
    pub(super) fn of(layout: &Layout, before: Option<(&Layout, &Ballots, Kept)>) -> Ballots {
        let gone = before.map(|(layout, ballots, kept)| {
            let slots = layout.slots().get(kept.gone()).unwrap_or_default();
            slots.iter().zip(ballots.segments.get(kept.gone()).unwrap_or_default())
        });
        let old = gone.clone().map(|it| old(it.map(|(a, b)| (&a.segment, b.each.as_ref()))));
        let read = |segment: &Segment| {
            let each = segment.passages().map(|it| {
                let known = old.as_ref().and_then(|old| old.get(lies_at(it.passage)));
                known.map_or_else(|| vote(it.passage), |it| **it)
            });
            let each: Box<[Vote]> = each.collect();
            let mut sum = Vote::default();
            each.iter().for_each(|it| sum.add(it));
            Ballot { each, sum }
        };
        let mut sum = before.map_or(Vote::default(), |it| it.1.sum);
        gone.into_iter().flatten().for_each(|it| sum.lose(&it.1.sum));
        let mut read = |slot: &Slot| {
            let new = read(&slot.segment);
            sum.add(&new.sum);
            Arc::new(new)
        };
        let slots = layout.slots();
        let segments = match before {
            Some((_, old, kept)) => {
                let new = slots.get(kept.fresh()).unwrap_or_default();
                let mut new = new.iter();
                kept.carry(&old.segments, |_| new.next().map_or_else(Arc::default, &mut read))
            }
            None => slots.iter().map(read).collect(),
        };
        Ballots { segments, sum }
    }
}

/// How an article's passages are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) tongue: Tongue,
    /// Passages that are plainly in another language are read in that one: the
    /// article is in `tongue`, and not only said to be.
    pub(super) mixed: bool,
}

impl Reading {
    /// The user's word comes first, then the article's own, then its function
    /// words. A page's word counts less: many papers leave their template's there.
    pub(super) fn of(layout: &Layout, brief: &Brief, ballots: &Ballots) -> Reading {
        let votes = ballots.sum.heard();
        let mut elected = votes.elect();
        if votes.is_tie()
            && let Tongue::Known(_) = elected
            && let Some(lang) = by_letters(&opening(layout))
        {
            elected = Tongue::Known(lang);
        }
        let told = meta_lang(layout).filter(|it| {
            brief.format != Format::Html || *it == elected || !votes.agree(elected, 3)
        });
        let tongue = brief.lang.map(Tongue::Known).or(told).unwrap_or(elected);
        Reading { tongue, mixed: tongue == elected }
    }
}

impl Part {
    /// `before` must have been read in the same way. `None` once `stale`
    /// says so.
    pub(super) fn of(
        layout: &Layout,
        reading: Reading,
        ballots: &Ballots,
        base: &Base,
        before: Earlier<'_, Arc<Part>>,
        stale: &dyn Fn() -> bool,
    ) -> Option<Vec<Arc<Part>>> {
        let old = before.map(|(layout, parts, kept)| {
            let gone = layout.slots().iter().zip(parts).skip(kept.gone().start);
            old(gone.take(kept.gone().len()).map(|(a, b)| (&a.segment, b.facts.as_ref())))
        });
        // What is typed in one passage leaves as many as there were.
        let mut paired = before.and_then(|(old, parts, kept)| {
            let gone = old.slots().get(kept.gone())?.iter().zip(parts.get(kept.gone())?);
            let count = |it: &[Slot]| it.iter().map(|it| it.segment.len()).sum::<usize>();
            let fresh = layout.slots().get(kept.fresh())?;
            let same = count(fresh) == count(old.slots().get(kept.gone())?);
            let each = gone.flat_map(|(slot, part)| slot.segment.passages().zip(&part.facts));
            let each = each.map(|(it, facts)| Before { passage: it.passage, facts });
            same.then_some(each)
        });
        let slots = layout.slots();
        let (front, fresh, back) = match before {
            Some((_, all, kept)) => {
                let fresh = kept.fresh();
                (all.get(..fresh.start), fresh, all.get(kept.gone().end..))
            }
            None => (None, 0..slots.len(), None),
        };
        let mut res = Vec::with_capacity(slots.len());
        res.extend_from_slice(front.unwrap_or_default());
        for (at, slot) in slots.iter().enumerate().take(fresh.end).skip(fresh.start) {
            let mut facts = Vec::with_capacity(slot.segment.len());
            let votes = ballots.segments.get(at).map_or(&[][..], |it| &it.each);
            for (it, votes) in slot.segment.passages().zip(votes) {
                let earlier = paired.as_mut().and_then(Iterator::next);
                let known = old.as_ref().and_then(|old| old.get(lies_at(it.passage)));
                facts.push(match known {
                    Some(known) => Arc::clone(*known),
                    None if stale() => return None,
                    None => {
                        let around = reading.tongue;
                        let tongue = if reading.mixed { votes.all.within(around) } else { around };
                        Arc::new(Facts::read(it.passage, tongue, base, earlier))
                    }
                });
            }
            let sure = sorted(facts.iter().flat_map(|it| resolve::sure(it)));
            let prose = slot.segment.passages().map(|it| it.passage.prose());
            let taken = sorted(prose.zip(&facts).flat_map(|(prose, it)| taken(prose, it)));
            let (sure, taken) = (sure.into(), taken.into());
            let directs = facts.iter().any(|it| !it.directives.is_empty());
            res.push(Arc::new(Part { facts: facts.into(), sure, taken, directs }));
        }
        res.extend_from_slice(back.unwrap_or_default());
        Some(res)
    }
}

/// Function words of each language.
fn vote(passage: &Passage) -> Vote {
    let text = passage.prose();
    let mut res = Vote::default();
    for block in passage.blocks.iter().filter(|it| it.kind.is_prose()) {
        // The first words of a paragraph tell as much as all of them.
        let end = text.floor_char_boundary(block.content.end().min(block.content.start() + BALLOT));
        let span = Span::new(block.content.start(), end);
        let all = Votes::of_stretch(text, span);
        let own = match block.kind {
            BlockKind::Quote => Votes::default(),
            _ if may_quote(span.of(text)) => {
                Votes::of(text, &unquoted(text, span, tokens(text, span)))
            }
            _ => all,
        };
        res.add(&Vote { all, own });
    }
    res
}

/// Whether it can hold a quotation mark: those that are no ASCII begin with
/// these bytes.
fn may_quote(text: &str) -> bool {
    memchr::memchr3(b'"', 0xe2, 0xc2, text.as_bytes()).is_some()
}

/// The words outside quotation marks.
fn unquoted(text: &str, span: Span, words: Vec<Token>) -> Vec<Token> {
    let (mut at, mut inside) = (span.start(), false);
    let mut own = words;
    own.retain(|it| {
        for mark in Span::new(at, it.span.start()).of(text).chars() {
            match mark {
                '“' | '„' | '«' => inside = true,
                '”' | '»' => inside = false,
                '"' => inside = !inside,
                _ => {}
            }
        }
        at = it.span.start();
        !inside
    });
    own
}

/// The first prose of an article, as much of it as its letters need to tell.
fn opening(layout: &Layout) -> String {
    const ENOUGH: usize = 1000;
    let mut res = String::new();
    for placed in layout.passages() {
        let blocks = placed.passage.blocks.iter().filter(|it| it.kind.is_prose());
        for block in blocks {
            res.push_str(block.content.of(placed.passage.prose()));
            res.push('\n');
            if ENOUGH <= res.len() {
                return res;
            }
        }
    }
    res
}

fn meta_lang(layout: &Layout) -> Option<Tongue> {
    Tongue::from_tag(layout.passage(0)?.passage.meta.as_ref()?.lang.as_ref()?)
}
