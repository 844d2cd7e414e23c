//! Finds the statements of a ledger again in an article that was edited.
//!
//! A statement is looked for by its words, wherever it went; then by what
//! stood around it and by most of its words. It is better to lose one than to
//! take another for it: a statement that stood beside the lost one when the
//! ledger was written is another one, and the less of the surroundings is left
//! the less may differ.

use std::cmp::Reverse;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::detect::Article;
use crate::detect::ledger::likeness::{ALIKE, Index, Saying, Words};
use crate::detect::ledger::{Entry, State};
use crate::structure::{Section, SectionKind};
use crate::text::Span;

/// Where an entry's statement stands now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor {
    pub how: How,
    /// Bytes of the article.
    pub span: Span,
    /// Index into [`Article::claims`]; `None` where the sentence is no longer
    /// read as a claim.
    pub claim: Option<usize>,
    /// It says something else than what was checked.
    pub changed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The same words under the same heading.
    Exact,
    /// The same words under another heading.
    Moved,
    /// Other words in its place, or almost the same ones.
    Near,
}

impl Anchor {
    /// What the entry's state is worth here. A missing source is still missing
    /// when the figure is another one.
    pub fn state(&self, entry: &Entry) -> State {
        if self.changed && entry.state.is_checked() { State::Stale } else { entry.state }
    }
}

/// Characters kept on each side of a quote.
pub(super) const CONTEXT: usize = 32;

/// So many characters beside a statement tell that it is the same place.
const TELLING: usize = 20;

/// A neighbour is known by so many bytes of it.
const BESIDE: usize = 12;

/// In its old surroundings a statement may change so much.
const ROUGH: f64 = 0.5;

/// A group of equal statements larger than this is taken in its order.
const MOST_PAIRS: usize = 10_000;

/// A statement of the article.
struct Spot {
    span: Span,
    sentence: Span,
    claim: Option<usize>,
    words: Words,
    /// Where it starts, in characters.
    start: u64,
}

/// The text of an article, as it is stored.
pub fn text_of(article: &Article) -> String {
    article.layout.passages().map(|it| it.passage.text.as_ref()).collect()
}

/// Of each entry, where its statement stands; no two stand in one place.
/// `text` is that of the article. Takes about as long as reading the text.
pub fn anchor(article: &Article, text: &str, entries: &[Entry]) -> Vec<Option<Anchor>> {
    let spots = spots(article, text);
    let search = Search { article, text, spots: &spots };
    let mut res = vec![None; entries.len()];
    let mut taken: FxHashSet<usize> = FxHashSet::default();
    search.exact(entries, &mut res, &mut taken);
    if res.iter().any(Option::is_none) {
        search.near(entries, &mut res, &taken);
    }
    res
}

fn spots(article: &Article, text: &str) -> Vec<Spot> {
    let claims = article.claims();
    let claimed: FxHashSet<usize> = claims.iter().map(|it| it.sentence.start()).collect();
    let own = claims.iter().enumerate().map(|(at, it)| (it.span, it.sentence, Some(at)));
    let rest = article.passages().flat_map(|(placed, facts, _)| {
        facts.sentences.iter().map(move |it| it.span.shift(placed.start))
    });
    let rest = rest.filter(|it| !claimed.contains(&it.start())).map(|it| (it, it, None));
    let mut res: Vec<Spot> = own
        .chain(rest)
        .map(|(span, sentence, claim)| {
            let words = Words::of(span.of(text));
            Spot { span, sentence, claim, words, start: 0 }
        })
        .filter(|it| !it.words.is_empty())
        .collect();
    res.sort_by_key(|it| it.span);
    let (mut byte, mut chars) = (0, 0);
    for spot in &mut res {
        chars += text.get(byte..spot.span.start()).map_or(0, |it| it.chars().count() as u64);
        byte = spot.span.start();
        spot.start = chars;
    }
    res
}

struct Search<'a> {
    article: &'a Article,
    text: &'a str,
    spots: &'a [Spot],
}

/// How well equal words fit: sides that are as they were, the section, and how
/// near they are.
type Fit = (usize, bool, Reverse<u64>);

/// What an entry may be tied to, and how well it fits.
struct Pair {
    entry: usize,
    spot: usize,
    /// It says what was checked.
    says: bool,
    /// Sides that are as they were.
    sides: usize,
    same_section: bool,
    likeness: f64,
}

impl Search<'_> {
    fn exact(&self, entries: &[Entry], res: &mut [Option<Anchor>], taken: &mut FxHashSet<usize>) {
        let mut by_key: FxHashMap<u64, (Vec<usize>, Vec<usize>)> = FxHashMap::default();
        for (at, entry) in entries.iter().enumerate() {
            by_key.entry(Words::of(&entry.quote.exact).key()).or_default().0.push(at);
        }
        for (at, spot) in self.spots.iter().enumerate() {
            if let Some((_, own)) = by_key.get_mut(&spot.words.key()) {
                own.push(at);
            }
        }
        let mut groups: Vec<(Vec<usize>, Vec<usize>)> = by_key.into_values().collect();
        groups.sort_unstable();
        for (wanted, found) in groups {
            for (entry, spot) in self.pairs_of(entries, wanted, &found) {
                let Some((it, place)) = entries.get(entry).zip(self.spots.get(spot)) else {
                    continue;
                };
                let how = if self.in_section(it, place) { How::Exact } else { How::Moved };
                taken.insert(spot);
                if let Some(slot) = res.get_mut(entry) {
                    *slot = Some(self.tie(it, place, how));
                }
            }
        }
    }

    /// Of equal statements, which is which: by surroundings, then by place.
    fn pairs_of(
        &self,
        entries: &[Entry],
        mut wanted: Vec<usize>,
        found: &[usize],
    ) -> Vec<(usize, usize)> {
        let place = |it: &usize| entries.get(*it).and_then(|it| it.position).map_or(0, |it| it.0);
        wanted.sort_by_key(place);
        if wanted.len() * found.len() <= 1 || MOST_PAIRS < wanted.len() * found.len() {
            return wanted.into_iter().zip(found.iter().copied()).collect();
        }
        let mut all: Vec<(Fit, usize, usize)> = Vec::new();
        for entry in &wanted {
            for spot in found {
                let Some((it, there)) = entries.get(*entry).zip(self.spots.get(*spot)) else {
                    continue;
                };
                let away = it.position.map_or(0, |it| it.0.abs_diff(there.start));
                let score = (self.sides(it, there), self.in_section(it, there), Reverse(away));
                all.push((score, *entry, *spot));
            }
        }
        all.sort_by(|a, b| b.0.cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        one_to_one(all.into_iter().map(|it| (it.1, it.2)))
    }

    fn near(&self, entries: &[Entry], res: &mut [Option<Anchor>], taken: &FxHashSet<usize>) {
        let free = || self.spots.iter().enumerate().filter(|(at, _)| !taken.contains(at));
        let index = Index::new(free().map(|(at, it)| (at, &it.words)));
        let mut by_side: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (at, spot) in free() {
            let key = tail(&self.before(spot.span));
            by_side.entry(key).or_default().push(at);
        }
        let mut pairs: Vec<Pair> = Vec::new();
        let mut most: FxHashMap<usize, f64> = FxHashMap::default();
        let lost =
            entries.iter().enumerate().filter(|(at, _)| res.get(*at).is_some_and(Option::is_none));
        for (at, entry) in lost {
            let own = Saying::of(&entry.quote.exact, self.article.lang);
            let mut near = index.nearest(&own.words);
            let beside = by_side.get(&tail(&entry.quote.prefix)).map_or(&[][..], |it| it);
            near.extend(beside.iter().take(4));
            near.sort_unstable();
            near.dedup();
            for it in near {
                let Some(spot) = self.spots.get(it) else { continue };
                let likeness = own.words.likeness(&spot.words);
                let best = most.entry(it).or_insert(likeness);
                *best = best.max(likeness);
                pairs.extend(self.pair(at, entry, &own, it, likeness));
            }
        }
        // Another lost statement may have more in common with what stands there.
        pairs.retain(|it| it.says || most.get(&it.spot).is_none_or(|most| *most <= it.likeness));
        pairs.sort_by(|a, b| {
            (b.says, b.sides, b.same_section)
                .cmp(&(a.says, a.sides, a.same_section))
                .then(b.likeness.total_cmp(&a.likeness))
                .then((a.entry, a.spot).cmp(&(b.entry, b.spot)))
        });
        for (entry, spot) in one_to_one(pairs.iter().map(|it| (it.entry, it.spot))) {
            let Some((it, place)) = entries.get(entry).zip(self.spots.get(spot)) else { continue };
            if let Some(slot) = res.get_mut(entry) {
                *slot = Some(self.tie(it, place, How::Near));
            }
        }
    }

    /// Whether the one may have become the other.
    fn pair(
        &self,
        at: usize,
        entry: &Entry,
        own: &Saying,
        spot: usize,
        likeness: f64,
    ) -> Option<Pair> {
        let place = self.spots.get(spot)?;
        if self.stood_beside(entry, place) {
            return None;
        }
        let sides = self.sides(entry, place);
        let lang = self.article.lang;
        let says = ALIKE <= likeness && own.still_says(&Saying::of(place.span.of(self.text), lang));
        let fits = match sides {
            _ if says => true,
            2 => ROUGH <= likeness,
            1 => ALIKE <= likeness && !own.words.is_replaced(&place.words, lang),
            _ => false,
        };
        let same_section = self.in_section(entry, place);
        fits.then_some(Pair { entry: at, spot, says, sides, same_section, likeness })
    }

    fn tie(&self, entry: &Entry, spot: &Spot, how: How) -> Anchor {
        let now = spot.span.of(self.text);
        let checked = entry.checked_words();
        let same = Words::of(checked).key() == spot.words.key();
        let says = |text| Saying::of(text, self.article.lang);
        let changed = !same && !says(checked).still_says(&says(now));
        Anchor { how, span: spot.span, claim: spot.claim, changed }
    }

    fn in_section(&self, entry: &Entry, spot: &Spot) -> bool {
        section_of(self.article, spot.span.start()) == entry.section
    }

    fn before(&self, span: Span) -> String {
        before(self.text, span.start())
    }

    /// How many of the two sides are as they were.
    fn sides(&self, entry: &Entry, spot: &Spot) -> usize {
        let left = tail(&entry.quote.prefix) == tail(&self.before(spot.span));
        let right = head(&entry.quote.suffix) == head(&after(self.text, spot.span.end()));
        usize::from(left) + usize::from(right)
    }

    /// Whether the spot's sentence was the one before the entry's, or the one
    /// after it.
    fn stood_beside(&self, entry: &Entry, spot: &Spot) -> bool {
        let sentence = one_line(spot.sentence.of(self.text));
        let (left, right) = (one_line(&entry.quote.prefix), one_line(&entry.quote.suffix));
        let begins = (0..right.len())
            .filter_map(|it| right.get(it..))
            .any(|it| BESIDE <= it.len() && is_cut(&right, it) && sentence.starts_with(it));
        let ends = (0..=left.len())
            .filter_map(|it| left.get(..it))
            .any(|it| BESIDE <= it.len() && sentence.ends_with(it.trim_end()));
        begins || ends
    }
}

/// Whether a tail of a text begins at a word.
fn is_cut(text: &str, tail: &str) -> bool {
    let head = text.get(..text.len() - tail.len()).unwrap_or_default();
    tail.starts_with(char::is_alphanumeric) && !head.ends_with(char::is_alphanumeric)
}

/// The first pair of each entry and of each spot.
fn one_to_one(pairs: impl Iterator<Item = (usize, usize)>) -> Vec<(usize, usize)> {
    let (mut entries, mut spots) = (FxHashSet::default(), FxHashSet::default());
    pairs
        .filter(|(entry, spot)| {
            let free = !entries.contains(entry) && !spots.contains(spot);
            if free {
                entries.insert(*entry);
                spots.insert(*spot);
            }
            free
        })
        .collect()
}

/// The headings over a byte, the outermost first.
pub(super) fn section_of(article: &Article, byte: usize) -> Vec<String> {
    let mut res = Vec::new();
    let mut level: &[Section] = article.sections();
    loop {
        let at = level.partition_point(|it| it.span.start() <= byte);
        let Some(over) = at.checked_sub(1).and_then(|it| level.get(it)) else { return res };
        if over.span.end() < byte || over.kind == SectionKind::Item {
            return res;
        }
        res.push(one_line(article.text(over.heading)));
        level = &over.children;
    }
}

/// Up to 32 characters before a byte.
pub(super) fn before(text: &str, byte: usize) -> String {
    let head = text.get(..byte).unwrap_or_default();
    let start = head.char_indices().rev().take(CONTEXT).last().map_or(byte, |it| it.0);
    head.get(start..).unwrap_or_default().to_owned()
}

/// Up to 32 characters from a byte on.
pub(super) fn after(text: &str, byte: usize) -> String {
    text.get(byte..).unwrap_or_default().chars().take(CONTEXT).collect()
}

/// The last few characters, blanks made one.
fn tail(text: &str) -> String {
    let line = one_line(text);
    let start = line.char_indices().rev().take(TELLING).last().map_or(0, |it| it.0);
    line.get(start..).unwrap_or_default().to_owned()
}

fn head(text: &str) -> String {
    one_line(text).chars().take(TELLING).collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}
