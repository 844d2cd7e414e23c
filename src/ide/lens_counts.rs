//! What stands over sections, in words: counted segment by segment, so that an
//! edit counts anew what it touches. Says what [`lenses`] says.
//!
//! [`lenses`]: crate::ide::lens::lenses

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::detect::{Article, Strips};
use crate::ide::Snapshot;
use crate::ide::card::Uses;
use crate::ide::lens::{Held, words_of_article, words_of_section};
use crate::ide::lists::{is_named, sources, who};
use crate::structure::{Outline, SectionKind, Step, title_of_meta};
use crate::text::{Encoding, Position, Ruler, Span};

/// So many titles are remembered.
const MOST: usize = 1 << 10;

/// Those that were counted last, for an editor that counts columns like this.
#[derive(Default)]
pub(super) struct Counts {
    of: Option<Encoding>,
    strips: Strips<Strip>,
    /// Many sections hold as much as others.
    words: FxHashMap<(Held, &'static str), Option<Arc<str>>>,
}

/// What is counted segment by segment, and kept for the next version.
#[derive(Default)]
pub(super) struct Kept {
    pub(super) uses: Uses,
    pub(super) counts: Counts,
}

/// A heading and the words over it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Titled {
    pub start: Position,
    pub end: Position,
    pub title: Arc<str>,
}

/// What a segment holds, in order. Lines count from its first.
#[derive(Default)]
struct Strip {
    parts: Vec<Part>,
    /// Everybody who speaks in it, headings included, each once.
    speakers: Vec<(Arc<str>, bool)>,
}

enum Part {
    /// Blocks up to the next heading, with what stands in them.
    Text(Step, Run),
    Head(Step, (Position, Position)),
}

/// What stands in some blocks.
#[derive(Default)]
struct Run {
    claims: usize,
    unsourced: usize,
    quotes: usize,
    /// Each once, in no order of theirs.
    speakers: Vec<Arc<str>>,
}

/// The same as [`lenses`], without the places.
///
/// [`lenses`]: crate::ide::lens::lenses
pub fn titles(snapshot: &Snapshot, encoding: Encoding) -> Vec<Titled> {
    let article = snapshot.article();
    let mut kept = snapshot.kept();
    let Counts { of, strips, words } = &mut kept.counts;
    if MOST < words.len() {
        words.clear();
    }
    if of.replace(encoding) != Some(encoding) {
        *strips = Strips::default();
    }
    let mut ruler = Ruler::new(snapshot.buffer(), encoding);
    strips.renew(article, |at| Strip::of(article, at, &mut ruler).unwrap_or_default());
    // Whoever speaks first under a name decides what kind of source it is.
    let mut known: FxHashMap<&str, bool> = FxHashMap::default();
    for (name, named) in strips.iter().flat_map(|it| &it.speakers) {
        known.entry(name).or_insert(*named);
    }
    let lang = snapshot.message_lang();
    let mut res: Vec<Titled> = Vec::new();
    let over_all = || {
        let named = known.values().filter(|it| **it).count();
        let title = || words_of_article(named, known.len() - named, lang);
        (!known.is_empty()).then(|| Arc::<str>::from(title()))
    };
    let mut outline: Outline<()> = Outline::default();
    let mut section: Option<Section<'_>> = None;
    let mut close = |section: &mut Option<Section<'_>>, res: &mut Vec<Titled>| {
        let Some(Section { start, end, held, .. }) = section.take() else { return };
        let title = words
            .entry((held, lang.tag()))
            .or_insert_with(|| words_of_section(&held, lang).map(Arc::from));
        res.extend(title.clone().map(|title| Titled { start, end, title }));
    };
    let parts = || strips.iter().flat_map(|it| &it.parts);
    let titled = parts().any(|it| matches!(it, Part::Head(Step::Title, _)));
    if !titled && let Some((heading, _)) = title_of_meta(&article.layout) {
        outline.begin(SectionKind::Title, 1, ());
        let (start, end) = Ruler::new(snapshot.buffer(), encoding).range(heading);
        res.extend(over_all().map(|title| Titled { start, end, title }));
    }
    for (slot, strip) in article.layout.slots().iter().zip(strips.iter()) {
        let line = u32::try_from(slot.line).unwrap_or(u32::MAX);
        let below = |it: Position| Position { line: it.line.saturating_add(line), ..it };
        for part in &strip.parts {
            match part {
                Part::Head(step, (start, end)) => {
                    outline.add(*step, ());
                    // What is headed inside an item belongs to the section around it.
                    if outline.is_in_item() {
                        continue;
                    }
                    close(&mut section, &mut res);
                    let (start, end) = (below(*start), below(*end));
                    match step {
                        Step::Title => {
                            res.extend(over_all().map(|title| Titled { start, end, title }));
                        }
                        _ => section = Some(Section::new(start, end)),
                    }
                }
                Part::Text(step, run) => {
                    outline.add(*step, ());
                    section.iter_mut().for_each(|it| it.add(run, &known));
                }
            }
        }
    }
    close(&mut section, &mut res);
    res
}

/// A section while its text is counted.
struct Section<'a> {
    start: Position,
    end: Position,
    held: Held,
    seen: FxHashSet<&'a str>,
}

impl<'a> Section<'a> {
    fn new(start: Position, end: Position) -> Section<'a> {
        Section { start, end, held: Held::default(), seen: FxHashSet::default() }
    }

    fn add(&mut self, run: &'a Run, known: &FxHashMap<&str, bool>) {
        self.held.claims += run.claims;
        self.held.unsourced += run.unsourced;
        self.held.quotes += run.quotes;
        for name in &run.speakers {
            if !self.seen.insert(name) {
                continue;
            }
            match known.get(name.as_ref()) {
                Some(true) => self.held.named += 1,
                _ => self.held.anonymous += 1,
            }
        }
    }
}

impl Strip {
    fn of(article: &Article, at: usize, ruler: &mut Ruler<'_>) -> Option<Strip> {
        let slot = article.layout.slots().get(at)?;
        let line = u32::try_from(slot.line).ok()?;
        let mut res = Strip::default();
        let mut seen: FxHashSet<Arc<str>> = FxHashSet::default();
        for passage in slot.first..slot.first + slot.segment.len() {
            let (placed, facts, roles) = article.passage(passage)?;
            let blocks = &placed.passage.blocks;
            let mut runs: Vec<Run> = blocks.iter().map(|_| Run::default()).collect();
            // In which block a byte of the passage stands.
            let block =
                |byte: usize| blocks.partition_point(|it| it.span.start() <= byte).checked_sub(1);
            for claim in article.claims_of(passage) {
                let start = claim.sentence.start().saturating_sub(placed.start);
                if let Some(run) = block(start).and_then(|it| runs.get_mut(it)) {
                    run.claims += 1;
                    run.unsourced += usize::from(!claim.is_sourced());
                }
            }
            for quote in facts.quotes.iter().filter(|it| it.is_speech()) {
                if let Some(run) = block(quote.span.start()).and_then(|it| runs.get_mut(it)) {
                    run.quotes += 1;
                }
            }
            for (source, class) in sources(facts) {
                let name: Arc<str> = who(article, passage, source.shift(placed.start)).into();
                if let Some(run) = block(source.start()).and_then(|it| runs.get_mut(it)) {
                    run.speakers.push(Arc::clone(&name));
                }
                if seen.insert(Arc::clone(&name)) {
                    res.speakers.push((name, is_named(class)));
                }
            }
            for ((block, role), run) in blocks.iter().zip(roles).zip(runs) {
                let step = Step::of(block, *role);
                if matches!(step, Step::Title | Step::Heading(_)) {
                    let heading = block.content.shift(placed.start);
                    res.parts.push(Part::Head(step, place(ruler, heading, line)));
                    continue;
                }
                match res.parts.last_mut() {
                    Some(Part::Text(Step::Body, last)) if step == Step::Body => last.add(run),
                    _ => res.parts.push(Part::Text(step, run)),
                }
            }
        }
        for part in &mut res.parts {
            if let Part::Text(_, run) = part {
                run.speakers.sort_unstable();
                run.speakers.dedup();
            }
        }
        Some(res)
    }
}

fn place(ruler: &mut Ruler<'_>, heading: Span, line: u32) -> (Position, Position) {
    let (start, end) = ruler.range(heading);
    let above = |it: Position| Position { line: it.line.saturating_sub(line), ..it };
    (above(start), above(end))
}

impl Run {
    fn add(&mut self, other: Run) {
        self.claims += other.claims;
        self.unsourced += other.unsourced;
        self.quotes += other.quotes;
        self.speakers.extend(other.speakers);
    }
}
