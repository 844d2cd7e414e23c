//! An article, read: its passages, and what only the whole can tell. After an
//! edit, passages that stayed keep their facts.

use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::detect::claim::ClaimId;
use crate::detect::claim::FLOOR;
use crate::detect::{Attribution, Claim, Entity, Facts, Mention, SourceClass};
use crate::detect::{dateline, resolve};
use crate::lang::{self, Lang, hints, tokens};
use crate::structure::{
    BlockKind, Format, Layout, Passage, Placed, Role, Section, roles, sections,
};
use crate::text::{Buffer, Span, Untouched};

/// What is said of an article from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Brief {
    pub format: Format,
    /// Wins over what the article says of itself.
    pub lang: Option<Lang>,
    /// Wins over what the article says of itself.
    pub article_date: Option<Date>,
    /// The day its file was written.
    pub file_date: Option<Date>,
    pub today: Date,
}

/// The day on which an article's facts must be true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArticleDate {
    pub day: Date,
    pub from: DateFrom,
}

/// What an article's date was taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateFrom {
    Settings,
    FrontMatter,
    Dateline,
    File,
    Today,
}

/// An article as it was read. Immutable.
pub struct Article {
    pub layout: Layout,
    /// For each passage, what its blocks are in the article.
    pub roles: Vec<Box<[Role]>>,
    pub sections: Vec<Section>,
    pub lang: Lang,
    pub date: ArticleDate,
    /// For each passage.
    pub facts: Vec<Arc<Facts>>,
    /// In the order of their first mention.
    pub entities: Vec<Entity>,
    /// In the article's order.
    pub mentions: Vec<Mention>,
    /// In the article's order.
    pub claims: Vec<Claim>,
    votes: Vec<[u32; Lang::ALL.len()]>,
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
        Article {
            layout: Layout { format: brief.format, passages: Vec::new() },
            roles: Vec::new(),
            sections: Vec::new(),
            lang: brief.lang.unwrap_or(Lang::Id),
            date: ArticleDate { day: brief.today, from: DateFrom::Today },
            facts: Vec::new(),
            entities: Vec::new(),
            mentions: Vec::new(),
            claims: Vec::new(),
            votes: Vec::new(),
        }
    }

    fn fold(
        layout: Layout,
        brief: &Brief,
        before: Option<&Article>,
        stale: &dyn Fn() -> bool,
    ) -> Option<Article> {
        let kept = kept(&layout, before);
        let votes: Vec<_> = layout
            .passages
            .iter()
            .zip(&kept)
            .map(|(placed, kept)| {
                let known = kept.and_then(|it| before?.votes.get(it).copied());
                known.unwrap_or_else(|| vote(&placed.passage))
            })
            .collect();
        let lang = brief.lang.or_else(|| meta_lang(&layout)).unwrap_or_else(|| elect(&votes));
        let same_lang = before.is_some_and(|it| it.lang == lang);
        let mut facts = Vec::with_capacity(layout.passages.len());
        for (placed, kept) in layout.passages.iter().zip(&kept) {
            let known = kept.filter(|_| same_lang).and_then(|it| before?.facts.get(it));
            facts.push(match known {
                Some(facts) => facts.clone(),
                None if stale() => return None,
                None => Arc::new(Facts::read(&placed.passage, lang)),
            });
        }
        let roles = roles(&layout);
        let sections = sections(&layout, &roles);
        let date = article_date(&layout, &facts, brief);
        let all = || {
            let roles = roles.iter().map(AsRef::as_ref);
            layout.passages.iter().zip(&facts).zip(roles).map(|((a, b), c)| (a, b.as_ref(), c))
        };
        let (entities, mentions) = resolve::resolve(all());
        let claims = claims(all());
        Some(Article {
            entities,
            mentions,
            claims,
            roles,
            sections,
            lang,
            date,
            facts,
            votes,
            layout,
        })
    }

    /// Everything there is about one passage.
    pub fn passage(&self, at: usize) -> Option<(&Placed, &Facts, &[Role])> {
        Some((self.layout.passages.get(at)?, self.facts.get(at)?, self.roles.get(at)?))
    }

    /// The passages in order.
    pub fn passages(&self) -> impl Iterator<Item = (&Placed, &Facts, &[Role])> {
        (0..self.layout.passages.len()).filter_map(|it| self.passage(it))
    }

    /// Index of the passage that holds this byte of the article.
    pub fn passage_at(&self, byte: usize) -> usize {
        self.layout.passages.partition_point(|it| it.start <= byte).saturating_sub(1)
    }

    /// The source text of a span that lies within one passage; what reaches
    /// beyond it is cut off.
    pub fn text(&self, span: Span) -> &str {
        let Some(placed) = self.layout.passages.get(self.passage_at(span.start())) else {
            return "";
        };
        let start = span.start() - placed.start;
        let end = (span.end() - placed.start).min(placed.passage.text.len());
        Span::new(start, end).of(&placed.passage.text)
    }

    /// As [`Article::text`], with markup blank and what is no prose NUL.
    pub fn prose(&self, span: Span) -> &str {
        let Some(placed) = self.layout.passages.get(self.passage_at(span.start())) else {
            return "";
        };
        let start = span.start() - placed.start;
        let end = (span.end() - placed.start).min(placed.passage.text.len());
        Span::new(start, end).of(placed.passage.prose())
    }

    /// The mention that a caret at this byte touches.
    pub fn mention_at(&self, byte: usize) -> Option<&Mention> {
        let at = self.mentions.partition_point(|it| it.span.end() < byte);
        self.mentions.get(at).filter(|it| it.span.touches(byte))
    }
}

/// So many bytes of a block have a say in the article's language.
const BALLOT: usize = 320;

/// For each passage where the earlier version has it: passages are shared from
/// version to version, first from the front, then from the back.
fn kept(layout: &Layout, before: Option<&Article>) -> Vec<Option<usize>> {
    let len = layout.passages.len();
    let Some(before) = before else { return vec![None; len] };
    let old = &before.layout.passages;
    let same = |a: &Placed, b: &Placed| Arc::ptr_eq(&a.passage, &b.passage);
    let front = layout.passages.iter().zip(old).take_while(|(a, b)| same(a, b)).count();
    let back = layout.passages.iter().rev().zip(old.iter().rev());
    let back = back.take_while(|(a, b)| same(a, b)).count().min(len - front);
    let place = |at: usize| match at {
        _ if at < front => Some(at),
        _ if len - back <= at => Some(at + old.len() - len),
        _ => None,
    };
    (0..len).map(place).collect()
}

/// Function words of each language.
fn vote(passage: &Passage) -> [u32; Lang::ALL.len()] {
    let text = passage.prose();
    let mut res = [0; Lang::ALL.len()];
    for block in passage.blocks.iter().filter(|it| it.kind.is_prose()) {
        // The first words of a paragraph tell as much as all of them.
        let end = text.floor_char_boundary(block.content.end().min(block.content.start() + BALLOT));
        let words = tokens(text, Span::new(block.content.start(), end));
        for (lang, votes) in Lang::ALL.iter().zip(&mut res) {
            *votes += lang.pack().lexicon.function_words(text, &words);
        }
    }
    res
}

fn elect(votes: &[[u32; Lang::ALL.len()]]) -> Lang {
    let total = |at: usize| -> u32 { votes.iter().filter_map(|it| it.get(at)).sum() };
    let mut best = (Lang::Id, total(0));
    for (at, lang) in Lang::ALL.iter().enumerate() {
        if best.1 < total(at) {
            best = (*lang, total(at));
        }
    }
    best.0
}

fn meta_lang(layout: &Layout) -> Option<Lang> {
    lang::Lang::from_tag(layout.passages.first()?.passage.meta.as_ref()?.lang.as_ref()?)
}

fn article_date(layout: &Layout, facts: &[Arc<Facts>], brief: &Brief) -> ArticleDate {
    let found = |day: Option<Date>, from| day.map(|day| ArticleDate { day, from });
    let meta = layout.passages.first().and_then(|it| it.passage.meta.as_ref()?.date);
    let dateline = || {
        // The title may stand before it.
        let mut passages = layout.passages.iter().zip(facts).take(6);
        passages.find_map(|(placed, facts)| dateline::date(&placed.passage, facts))
    };
    found(brief.article_date, DateFrom::Settings)
        .or_else(|| found(meta, DateFrom::FrontMatter))
        .or_else(|| found(dateline(), DateFrom::Dateline))
        .or_else(|| found(brief.file_date, DateFrom::File))
        .unwrap_or(ArticleDate { day: brief.today, from: DateFrom::Today })
}

fn claims<'a>(passages: impl Iterator<Item = (&'a Placed, &'a Facts, &'a [Role])>) -> Vec<Claim> {
    let mut res: Vec<Claim> = Vec::new();
    let mut said: FxHashMap<u64, u32> = FxHashMap::default();
    // The attribution of a sentence that ends in a colon and brings a list.
    let mut lead: Option<Attribution> = None;
    for (index, (placed, facts, roles)) in passages.enumerate() {
        let text = placed.passage.prose();
        let mut drafts = facts.drafts.iter().peekable();
        for (at, sentence) in facts.sentences.iter().enumerate() {
            let Some(block) = placed.passage.blocks.get(sentence.block) else { continue };
            let item = block.kind == BlockKind::Item;
            let role = roles.get(sentence.block).copied().unwrap_or(Role::Body);
            let heading = role.is_heading() || role == Role::Caption;
            let draft = drafts.next_if(|it| it.sentence == at);
            if !item {
                lead = None;
            }
            let own = draft.and_then(|it| it.attribution);
            let inherited = (item && own.is_none()).then_some(lead).flatten();
            if let Some(draft) = draft
                && !heading
                && (FLOOR <= draft.score || own.or(inherited).is_some())
            {
                let span = draft.span.shift(placed.start);
                let nth = said.entry(draft.hash).and_modify(|it| *it += 1).or_insert(1);
                res.push(Claim {
                    id: ClaimId { hash: draft.hash, nth: *nth },
                    span,
                    sentence: sentence.span.shift(placed.start),
                    passage: index,
                    kind: draft.kind,
                    modality: draft.modality,
                    negated: draft.negated,
                    score: draft.score,
                    reasons: draft.reasons.clone(),
                    figures: draft.figures.clone(),
                    attribution: own.map(|it| shift(it, placed.start)).or(inherited),
                    inherited: own.is_none() && inherited.is_some(),
                    linked: draft.linked,
                    quoted: draft.quoted,
                    heading,
                });
            }
            if sentence.span.of(text).trim_end().ends_with(':') {
                lead = facts
                    .attributions_in(sentence.span)
                    .first()
                    .filter(|it| it.source_class != SourceClass::None)
                    .map(|it| shift(*it, placed.start));
            }
        }
    }
    res
}

fn shift(attribution: Attribution, by: usize) -> Attribution {
    Attribution {
        source: attribution.source.map(|it| it.shift(by)),
        cue: attribution.cue.shift(by),
        content: attribution.content.map(|it| it.shift(by)),
        ..attribution
    }
}
