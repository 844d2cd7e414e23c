//! An article, read: its passages, and what only the whole can tell. After an
//! edit, passages that stayed keep their facts.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::detect::claim::ClaimId;
use crate::detect::dateline;
use crate::detect::ledger::Cleared;
use crate::detect::missing::Missing;
use crate::detect::named::{Named, Names};
use crate::detect::part::{Ballots, Part, Reading};
use crate::detect::speaker::Speakers;
use crate::detect::stated::{Stated, Statement};
use crate::detect::{Claim, Entity, Facts, Form, Mention, Stranger, stranger};
use crate::knowledge::{Base, EntityId};
use crate::lang::{Lang, Tongue, hints};
use crate::structure::{Format, Kept, Layout, Placed, Role, Roles, Section, Slot, sections};
use crate::text::{Buffer, Span, Untouched};

/// What is said of an article from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brief {
    pub format: Format,
    /// Wins over what the article says of itself.
    pub lang: Option<Lang>,
    /// Wins over what the article says of itself.
    pub article_date: Option<Date>,
    /// The day its file was written.
    pub file_date: Option<Date>,
    pub today: Date,
    /// Who is who.
    pub base: Base,
}

/// The day on which an article's facts must be true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ArticleDate {
    pub day: Date,
    pub from: DateFrom,
}

/// What an article's date was taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateFrom {
    /// Somebody asked for this day.
    Asked,
    Settings,
    FrontMatter,
    Dateline,
    File,
    Today,
}

/// An article as it was read. Immutable.
///
/// What is folded over its passages is kept segment by segment, and shared
/// with the version before where nothing that it depends on has changed.
pub struct Article {
    pub layout: Layout,
    /// The language in which it is read and spoken of: its own, or the nearest.
    pub lang: Lang,
    /// The language it is written in.
    pub tongue: Tongue,
    pub date: ArticleDate,
    /// Whom the entities are indices of.
    pub base: Base,
    reading: Reading,
    ballots: Ballots,
    roles: Roles,
    pub(super) parts: Vec<Arc<Part>>,
    pub(super) named: Names,
    pub(super) stated: Vec<Arc<Stated>>,
    /// Made when somebody asks.
    sections: OnceLock<Vec<Section>>,
    names: OnceLock<(Vec<Entity>, Vec<Mention>)>,
    strangers: OnceLock<Vec<Stranger>>,
    claims: OnceLock<Vec<Claim>>,
    pub(super) speakers: OnceLock<Speakers>,
    cleared: Option<Arc<Cleared>>,
    missing: Option<Arc<Missing>>,
    /// The segment that was asked about last: the next question is about it, too.
    nearby: AtomicUsize,
}

impl Article {
    /// Reads a text from nothing.
    pub fn read(buffer: &Buffer, brief: &Brief) -> Article {
        let layout = Layout::read(buffer, brief.format, hints());
        let read = Article::fold(layout, brief, None, &|| false);
        // Nothing is ever stale here.
        read.unwrap_or_else(|| Article::nothing(brief))
    }

    /// Reads a text that came from `before` by edits that left `untouched`
    /// alone. Equal to [`Article::read`]. `None` once `stale` says so.
    pub fn reread(
        before: Option<(&Article, Untouched)>,
        buffer: &Buffer,
        brief: &Brief,
        stale: &dyn Fn() -> bool,
    ) -> Option<Article> {
        let before = before.filter(|(it, _)| it.layout.format == brief.format);
        let layout = match before {
            Some((it, untouched)) => it.layout.reread(buffer, untouched, hints()),
            None => Layout::read(buffer, brief.format, hints()),
        };
        Article::fold(layout, brief, before.map(|(it, _)| it), stale)
    }

    fn nothing(brief: &Brief) -> Article {
        let lang = brief.lang.unwrap_or(Lang::Id);
        let tongue = Tongue::Known(lang);
        Article {
            layout: Layout::empty(brief.format),
            lang,
            tongue,
            reading: Reading { tongue, mixed: false },
            date: ArticleDate { day: brief.today, from: DateFrom::Today },
            base: brief.base.clone(),
            ballots: Ballots::default(),
            roles: Roles::default(),
            parts: Vec::new(),
            named: Names::nothing(brief.today),
            stated: Vec::new(),
            sections: OnceLock::new(),
            names: OnceLock::new(),
            strangers: OnceLock::new(),
            claims: OnceLock::new(),
            speakers: OnceLock::new(),
            cleared: None,
            missing: None,
            nearby: AtomicUsize::new(0),
        }
    }

    fn fold(
        layout: Layout,
        brief: &Brief,
        before: Option<&Article>,
        stale: &dyn Fn() -> bool,
    ) -> Option<Article> {
        let before = before.map(|it| (it, layout.kept(&it.layout)));
        let old = before.map(|(it, kept)| (&it.layout, &it.ballots, kept));
        let ballots = Ballots::of(&layout, old);
        let reading = Reading::of(&layout, brief, &ballots);
        let tongue = reading.tongue;
        let same_terms = before.filter(|(it, _)| it.reading == reading && it.base == brief.base);
        let old = same_terms.map(|(it, kept)| (&it.layout, it.parts.as_slice(), kept));
        let parts = Part::of(&layout, reading, &ballots, &brief.base, old, stale)?;
        let (roles, alike) = Roles::after(&layout, before.map(|(it, kept)| (&it.roles, kept)));
        let alike = same_terms.map(|it| it.0).zip(alike);
        let old = alike.map(|(it, kept)| (it.parts.as_slice(), &it.roles, &it.named, kept));
        let date = article_date(&layout, &parts, brief);
        let named = Names::of(&layout, &parts, &roles, &brief.base, date.day, old);
        let stated =
            Stated::of(&layout, &parts, &roles, alike.map(|(it, kept)| (&*it.stated, kept)));
        Some(Article {
            lang: tongue.nearest(),
            tongue,
            reading,
            date,
            base: brief.base.clone(),
            ballots,
            roles,
            parts,
            named,
            stated,
            sections: OnceLock::new(),
            names: OnceLock::new(),
            strangers: OnceLock::new(),
            claims: OnceLock::new(),
            speakers: OnceLock::new(),
            cleared: None,
            missing: None,
            nearby: AtomicUsize::new(0),
            layout,
        })
    }

    /// Whether a comment for us stands anywhere in the text.
    pub fn is_directed(&self) -> bool {
        self.parts.iter().any(|it| it.directs)
    }

    /// The same, with what people have found out about its claims.
    #[must_use]
    pub fn with_cleared(self, cleared: Option<Arc<Cleared>>) -> Article {
        Article { cleared, ..self }
    }

    /// The same, where these of the files that it links to are not there.
    #[must_use]
    pub fn with_missing(self, missing: Option<Arc<Missing>>) -> Article {
        Article { missing, ..self }
    }

    pub(crate) fn missing(&self) -> Option<&Missing> {
        self.missing.as_deref()
    }

    /// What people have found out about its claims.
    pub(crate) fn cleared(&self) -> Option<&Cleared> {
        self.cleared.as_deref()
    }

    /// What one passage says.
    pub fn facts(&self, at: usize) -> Option<&Arc<Facts>> {
        let slot = self.layout.slot_of(at);
        let first = self.layout.slots().get(slot)?.first;
        self.parts.get(slot)?.facts.get(at - first)
    }

    /// What the blocks of one passage are in the article.
    pub fn roles(&self, at: usize) -> &[Role] {
        let slot = self.layout.slot_of(at);
        let first = self.layout.slots().get(slot).map_or(0, |it| it.first);
        self.roles.segment(slot).get(at - first).map_or(&[], AsRef::as_ref)
    }

    /// Of each block of one passage, whether blank lines, or the article's
    /// ends, stand right before and right after it.
    pub fn apart(&self, at: usize) -> impl Iterator<Item = (bool, bool)> {
        let slot = self.layout.slot_of(at);
        let found = self.layout.slots().get(slot);
        let (first, blocks) = found.map_or((0, 0), |it| {
            let before = it.segment.passages().take(at - it.first);
            let own = it.segment.passage(at - it.first).map_or(0, |it| it.passage.blocks.len());
            (before.map(|it| it.passage.blocks.len()).sum(), own)
        });
        (first..first + blocks).filter_map(move |it| self.roles.apart(slot, it))
    }

    /// Everything there is about one passage.
    pub fn passage(&self, at: usize) -> Option<(Placed<'_>, &Facts, &[Role])> {
        let nearby = self.nearby.load(Ordering::Relaxed);
        let here = self.layout.slots().get(nearby);
        let here = here.filter(|it| it.first <= at && at < it.first + it.segment.len());
        let index = if here.is_some() { nearby } else { self.layout.slot_of(at) };
        self.nearby.store(index, Ordering::Relaxed);
        let slot = self.layout.slots().get(index)?;
        let nth = at - slot.first;
        let placed = slot.segment.passage(nth)?;
        let placed = Placed { start: slot.start + placed.start, ..placed };
        let facts = self.parts.get(index)?.facts.get(nth)?;
        Some((placed, facts, self.roles.segment(index).get(nth).map_or(&[], AsRef::as_ref)))
    }

    /// The passages in order.
    pub fn passages(&self) -> impl Iterator<Item = (Placed<'_>, &Facts, &[Role])> + Clone {
        let facts = self.parts.iter().flat_map(|it| it.facts.iter().map(AsRef::as_ref));
        self.layout.passages().zip(facts).zip(self.roles.passages()).map(|((a, b), c)| (a, b, c))
    }

    /// The passages from this index on.
    pub fn passages_from(&self, at: usize) -> impl Iterator<Item = (Placed<'_>, &Facts, &[Role])> {
        (at..self.layout.len()).map_while(|it| self.passage(it))
    }

    /// Index of the passage that holds this byte of the article.
    pub fn passage_at(&self, byte: usize) -> usize {
        self.layout.passage_at(byte)
    }

    /// Sections by level, items under the heading they stand under.
    pub fn sections(&self) -> &[Section] {
        self.sections.get_or_init(|| sections(&self.layout, &self.roles))
    }

    /// In the order of their first mention.
    pub fn entities(&self) -> &[Entity] {
        &self.names().0
    }

    /// In the article's order.
    pub fn mentions(&self) -> &[Mention] {
        &self.names().1
    }

    /// Who is named and the base does not know, in the order of their first
    /// mention.
    pub fn strangers(&self) -> &[Stranger] {
        self.strangers.get_or_init(|| stranger::find(self))
    }

    fn names(&self) -> &(Vec<Entity>, Vec<Mention>) {
        self.names.get_or_init(|| {
            let mut entities: Vec<Entity> = Vec::new();
            let mut mentions: Vec<Mention> = Vec::new();
            let mut by_id: FxHashMap<EntityId, usize> = FxHashMap::default();
            for (slot, named) in self.layout.slots().iter().zip(self.named.iter()) {
                for it in &named.names {
                    let start = slot.segment.passage(it.passage).map_or(0, |it| it.start);
                    let entity = *by_id.entry(it.entity).or_insert_with(|| {
                        entities.push(Entity { known: it.entity, mentions: Vec::new() });
                        entities.len() - 1
                    });
                    if let Some(it) = entities.get_mut(entity) {
                        it.mentions.push(mentions.len());
                    }
                    mentions.push(Mention {
                        span: it.span.shift(slot.start + start),
                        entity,
                        form: it.form,
                        confidence: it.confidence,
                        passage: slot.first + it.passage,
                    });
                }
            }
            (entities, mentions)
        })
    }

    /// In the article's order.
    pub fn claims(&self) -> &[Claim] {
        self.claims.get_or_init(|| {
            let mut said: FxHashMap<u64, u32> = FxHashMap::default();
            let mut res: Vec<Claim> = Vec::new();
            for (slot, stated) in self.layout.slots().iter().zip(&self.stated) {
                for it in &stated.claims {
                    let Some(mut claim) = self.claim(slot.first + it.passage, it) else { continue };
                    let nth = said.entry(claim.id.hash).and_modify(|it| *it += 1).or_insert(1);
                    claim.id.nth = *nth;
                    res.push(claim);
                }
            }
            res
        })
    }

    /// The claims of one passage. Their ids count each as the article's first
    /// of these words.
    pub fn claims_of(&self, passage: usize) -> impl Iterator<Item = Claim> {
        let slot = self.layout.slot_of(passage);
        let first = self.layout.slots().get(slot).map_or(0, |it| it.first);
        let all = self.stated.get(slot).map_or(&[][..], |it| &it.claims);
        let own = inside_passage(all, passage.saturating_sub(first), |it| it.passage);
        own.iter().filter_map(move |it| self.claim(passage, it))
    }

    /// How many claims stand before a passage.
    pub(super) fn claims_before(&self, passage: usize) -> usize {
        let slot = self.layout.slot_of(passage);
        let first = self.layout.slots().get(slot).map_or(0, |it| it.first);
        let before: usize = self.stated.iter().take(slot).map(|it| it.claims.len()).sum();
        let own = self.stated.get(slot).map_or(&[][..], |it| &it.claims);
        before + own.partition_point(|it| first + it.passage < passage)
    }

    /// The hash of each claim's words, in the article's order.
    pub(super) fn claim_hashes(&self) -> impl Iterator<Item = u64> {
        self.stated.iter().zip(&self.parts).flat_map(|(stated, part)| {
            stated.claims.iter().filter_map(|it| {
                let facts = part.facts.get(it.passage)?;
                facts.drafts.get(it.draft).map(|it| it.hash)
            })
        })
    }

    /// The segments with their names.
    pub(super) fn named_segments(&self) -> impl ExactSizeIterator<Item = (&Slot, &Arc<Named>)> {
        self.layout.slots().iter().zip(self.named.iter())
    }

    fn claim(&self, passage: usize, statement: &Statement) -> Option<Claim> {
        let (placed, facts, _) = self.passage(passage)?;
        let draft = facts.drafts.get(statement.draft)?;
        let sentence = facts.sentences.get(draft.sentence)?;
        let inherited = statement.inherited.as_ref().and_then(|it| {
            let from = self.layout.passage(passage.checked_sub(it.back)?)?;
            Some(it.attribution.shift(from.start))
        });
        let own = draft.attribution.map(|it| it.shift(placed.start));
        Some(Claim {
            id: ClaimId { hash: draft.hash, nth: 1 },
            span: draft.span.shift(placed.start),
            sentence: sentence.span.shift(placed.start),
            passage,
            kind: draft.kind,
            modality: draft.modality,
            negated: draft.negated,
            score: draft.score,
            reasons: Arc::clone(&draft.reasons),
            figures: Arc::clone(&draft.figures),
            attribution: own.or(inherited),
            inherited: own.is_none() && inherited.is_some(),
            linked: draft.linked,
            quoted: draft.quoted,
        })
    }

    /// The entities that a passage names, in its order.
    pub fn named_in(&self, passage: usize) -> impl Iterator<Item = (EntityId, Form)> {
        let slot = self.layout.slot_of(passage);
        let first = self.layout.slots().get(slot).map_or(0, |it| it.first);
        let all = self.named.get(slot).map_or(&[][..], |it| &it.names);
        let own = inside_passage(all, passage.saturating_sub(first), |it| it.passage);
        own.iter().map(|it| (it.entity, it.form))
    }

    /// As [`Article::named_in`], each with where it stands, in bytes of the
    /// passage.
    pub fn names_of(&self, passage: usize) -> impl Iterator<Item = (EntityId, Form, Span)> {
        let slot = self.layout.slot_of(passage);
        let first = self.layout.slots().get(slot).map_or(0, |it| it.first);
        let all = self.named.get(slot).map_or(&[][..], |it| &it.names);
        let own = inside_passage(all, passage.saturating_sub(first), |it| it.passage);
        own.iter().map(|it| (it.entity, it.form, it.span))
    }

    /// Of a passage's claims: which inherit an attribution, and from how many
    /// passages before.
    pub(crate) fn inherited_in(&self, passage: usize) -> impl Iterator<Item = (usize, usize)> {
        let slot = self.layout.slot_of(passage);
        let first = self.layout.slots().get(slot).map_or(0, |it| it.first);
        let all = self.stated.get(slot).map_or(&[][..], |it| &it.claims);
        let own = inside_passage(all, passage.saturating_sub(first), |it| it.passage);
        own.iter().filter_map(|it| Some((it.draft, it.inherited.as_ref()?.back)))
    }

    /// Which segments are read here just as `before` read them.
    pub(crate) fn kept(&self, before: &Article) -> Kept {
        let alike = (self.tongue, self.date) == (before.tongue, before.date)
            && self.base == before.base
            && self.cleared().map(Cleared::stamp) == before.cleared().map(Cleared::stamp)
            && self.missing().map(Missing::stamp) == before.missing().map(Missing::stamp);
        let (own, others) = (self.layout.slots().len(), before.layout.slots().len());
        Kept::of(own, others, |a, b| alike && self.same_segment(a, before, b))
    }

    fn same_segment(&self, at: usize, before: &Article, there: usize) -> bool {
        fn same<T>(a: &[Arc<T>], at: usize, b: &[Arc<T>], there: usize) -> bool {
            matches!((a.get(at), b.get(there)), (Some(a), Some(b)) if Arc::ptr_eq(a, b))
        }
        same(&self.parts, at, &before.parts, there)
            && self.named.same(at, &before.named, there)
            && same(&self.stated, at, &before.stated, there)
            && self.roles.same(at, &before.roles, there)
    }

    /// The source text of a span that lies within one passage; what reaches
    /// beyond it is cut off.
    pub fn text(&self, span: Span) -> &str {
        let Some(placed) = self.layout.passage(self.passage_at(span.start())) else {
            return "";
        };
        let start = span.start() - placed.start;
        let end = (span.end() - placed.start).min(placed.passage.text.len());
        Span::new(start, end).of(&placed.passage.text)
    }

    /// As [`Article::text`], with markup blank and what is no prose NUL.
    pub fn prose(&self, span: Span) -> &str {
        let Some(placed) = self.layout.passage(self.passage_at(span.start())) else {
            return "";
        };
        let start = span.start() - placed.start;
        let end = (span.end() - placed.start).min(placed.passage.text.len());
        Span::new(start, end).of(placed.passage.prose())
    }
}

/// Those of one passage, of things in the passages' order.
fn inside_passage<T>(all: &[T], passage: usize, place: impl Fn(&T) -> usize) -> &[T] {
    let first = all.partition_point(|it| place(it) < passage);
    let end = all.partition_point(|it| place(it) <= passage);
    all.get(first..end).unwrap_or_default()
}

fn article_date(layout: &Layout, parts: &[Arc<Part>], brief: &Brief) -> ArticleDate {
    let found = |day: Option<Date>, from| day.map(|day| ArticleDate { day, from });
    let meta = layout.passage(0).and_then(|it| it.passage.meta.as_ref());
    let (date, lastmod) = meta.map(|it| (it.date, it.lastmod)).unwrap_or_default();
    let dateline = || {
        let by = brief.file_date.unwrap_or(brief.today);
        // The title may stand before it.
        let mut passages = layout.passages().zip(parts.iter().flat_map(|it| &it.facts)).take(6);
        let date = passages.find_map(|(placed, facts)| dateline::date(placed.passage, facts, by));
        // A slip in the year must not move the article to another age.
        date.filter(|it| it.year() <= brief.today.year().saturating_add(1))
    };
    found(brief.article_date, DateFrom::Settings)
        .or_else(|| found(date, DateFrom::FrontMatter))
        .or_else(|| found(dateline(), DateFrom::Dateline))
        .or_else(|| found(lastmod, DateFrom::FrontMatter))
        .or_else(|| found(brief.file_date, DateFrom::File))
        .unwrap_or(ArticleDate { day: brief.today, from: DateFrom::Today })
}
