//! What one passage says, by itself: everything here depends only on the
//! passage's text and the language it is read in, so it is kept for as long as
//! the passage stays. All spans are bytes of the passage.

use std::ops::Range;
use std::sync::OnceLock;

use crate::detect::acronym::{self, Acronym};
use crate::detect::attribution::{self, Attribution};
use crate::detect::bodies;
use crate::detect::claim::{self, Draft};
use crate::detect::date::{self, DateMention};
use crate::detect::directive::{self, Directive};
use crate::detect::entity::{self, Candidate};
use crate::detect::heard::{Said, Ticket, heard, settled};
use crate::detect::names::{Class, Recognised, Recogniser, hits};
use crate::detect::quantity::{self, Quantity};
use crate::detect::quote::{self, Quote};
use crate::detect::recall::recalled;
use crate::detect::stranger;
use crate::detect::view::{View, inside};
use crate::detect::when::{self, When};
use crate::knowledge::Base;
use crate::lang::{CueClass, Lang, Mark, Token, Tongue, Votes, sentences, tokens};
use crate::structure::{BlockKind, Passage};
use crate::text::Span;

/// A quotation of fewer words is in the language around it.
const SHORT_QUOTE: usize = 6;

/// See the module.
#[derive(Debug)]
pub struct Facts {
    /// The language it was read in.
    pub tongue: Tongue,
    /// Whom the names below may mean.
    pub(crate) base: Base,
    pub tokens: Vec<Token>,
    pub marks: Vec<Mark>,
    pub sentences: Vec<Sentence>,
    pub quotes: Vec<Quote>,
    /// Quotations inside others, in order.
    pub nested: Vec<Quote>,
    pub acronyms: Vec<Acronym>,
    /// Days that are written with their month.
    pub dates: Vec<DateMention>,
    /// Everything that tells when, those days too; in order, none over another.
    pub whens: Vec<When>,
    pub quantities: Vec<Quantity>,
    pub attributions: Vec<Attribution>,
    /// Comments that are for us; in plain text there are none.
    pub directives: Vec<Directive>,
    /// Names that the base knows, in order.
    pub candidates: Vec<Candidate>,
    pub(crate) drafts: Vec<Draft>,
    /// The day that a byline gives: "By Jane Doe, 4 February 2026".
    pub(super) byline: Option<DateMention>,
    /// See [`Facts::names`].
    names: OnceLock<Box<[Recognised]>>,
}

/// So many bytes of a list may be unused.
const SPARE: usize = 64;

/// One sentence, or one line that holds none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    pub span: Span,
    /// Index of its block in the passage.
    pub block: usize,
    /// Indices into [`Facts::tokens`].
    pub tokens: Range<usize>,
    /// Indices into [`Facts::marks`].
    pub marks: Range<usize>,
}

impl Facts {
    /// In a language that has no pack, only what needs none is read: sentences,
    /// names, quotations.
    ///
    /// `again`: some of it was read a moment ago, and is remembered.
    pub fn read(passage: &Passage, tongue: Tongue, base: &Base, again: bool) -> Facts {
        let lang = tongue.nearest();
        let text = passage.prose();
        let directives = directive::find(passage);
        let mut res = Facts { base: base.clone(), directives, ..Facts::new(tongue) };
        let mut parts = Vec::new();
        for (index, block) in passage.blocks.iter().enumerate() {
            let readable = block.kind.is_prose() || block.kind == BlockKind::Table;
            if readable {
                res.read_block(text, index, block.content, &mut parts);
            } else if block.kind == BlockKind::Byline && res.byline.is_none() {
                // Who wrote the article is not named in it: only the day counts.
                let mut credit = Facts::new(tongue);
                credit.read_block(text, index, block.content, &mut Vec::new());
                res.byline = date::find(text, &credit, lang.pack()).into_iter().next();
            }
        }
        let found = base.names_in(text, &res.tokens, lang);
        if !found.is_empty() {
            res.candidates = entity::candidates(text, &res, found);
        }
        res.acronyms = acronym::find(text, &res);
        if let Tongue::Other(_) = tongue {
            return res;
        }
        res.dates = date::find(text, &res, lang.pack());
        res.whens = when::find(text, &res, lang);
        res.quantities = quantity::find(text, &res, &parts, lang);
        let tickets = res.hear(passage, lang, &parts, again);
        res.hand_back();
        quote::sort(text, &mut res);
        res.settle(text, lang, &parts, &tickets);
        res.trim();
        res
    }

    /// Gives back what was asked for in advance: an article keeps its facts for as
    /// long as it is open.
    fn trim(&mut self) {
        fn trim<T>(all: &mut Vec<T>) {
            if SPARE < (all.capacity() - all.len()) * size_of::<T>() {
                all.shrink_to_fit();
            }
        }
        trim(&mut self.tokens);
        trim(&mut self.marks);
        trim(&mut self.sentences);
        trim(&mut self.quotes);
        trim(&mut self.dates);
        trim(&mut self.whens);
        trim(&mut self.quantities);
        trim(&mut self.attributions);
        trim(&mut self.candidates);
        trim(&mut self.drafts);
    }

    /// Who says what in each sentence, and what it claims; for each claim, where
    /// its sentence is remembered.
    fn hear(
        &mut self,
        passage: &Passage,
        lang: Lang,
        parts: &[u64],
        again: bool,
    ) -> Vec<Option<Ticket>> {
        let mut tickets = Vec::new();
        for at in 0..self.sentences.len() {
            let Some(view) = self.view(passage.prose(), at, lang) else { continue };
            let view = view.knowing(parts);
            let block = self.sentences.get(at).map_or(0, |it| it.block);
            let kind = passage.blocks.get(block).map(|it| it.kind);
            let may_claim = kind.is_some_and(|it| {
                matches!(it, BlockKind::Paragraph | BlockKind::Item | BlockKind::Quote)
            });
            let linked = claim::is_linked(&passage.links, view.span);
            let read = || {
                let attributions = attribution::find(&view);
                let by = attributed(&attributions);
                let draft = may_claim.then(|| claim::draft(&view, by, linked)).flatten();
                Said { attributions, draft }
            };
            let (said, ticket) = match again {
                true => heard(&view, may_claim, linked, read),
                false => (read(), None),
            };
            if let Some(draft) = said.draft {
                self.drafts.push(Draft { sentence: at, ..draft });
                tickets.push(ticket);
            }
            self.attributions.extend(said.attributions);
        }
        tickets
    }

    fn new(tongue: Tongue) -> Facts {
        Facts {
            base: Base::default(),
            tongue,
            tokens: Vec::new(),
            marks: Vec::new(),
            sentences: Vec::new(),
            quotes: Vec::new(),
            nested: Vec::new(),
            acronyms: Vec::new(),
            dates: Vec::new(),
            whens: Vec::new(),
            quantities: Vec::new(),
            attributions: Vec::new(),
            candidates: Vec::new(),
            drafts: Vec::new(),
            byline: None,
            names: OnceLock::new(),
            directives: Default::default(),
        }
    }

    /// The types of the claims, now that quotations have their speakers.
    fn settle(&mut self, text: &str, lang: Lang, parts: &[u64], tickets: &[Option<Ticket>]) {
        let mut drafts = std::mem::take(&mut self.drafts);
        for (draft, ticket) in drafts.iter_mut().zip(tickets) {
            if let Some(view) = self.view(text, draft.sentence, lang) {
                let view = view.knowing(parts);
                settled(draft, &view, *ticket, |it| claim::settle(it, &view));
            }
        }
        self.drafts = drafts;
    }

    /// Who speaks says all the sentences of the quotation.
    fn hand_back(&mut self) {
        for it in &self.attributions {
            for content in [it.content, it.content_rest].into_iter().flatten() {
                let sentence = |draft: &Draft| self.sentences.get(draft.sentence);
                let first = self.drafts.partition_point(|draft| {
                    sentence(draft).is_some_and(|it| it.span.end() <= content.start())
                });
                let end = self.drafts.partition_point(|draft| {
                    sentence(draft).is_some_and(|it| it.span.start() < content.end())
                });
                let said = self.drafts.get_mut(first..end.max(first)).unwrap_or_default();
                for draft in said.iter_mut().filter(|it| it.quoted && it.attribution.is_none()) {
                    draft.attribution = Some(*it);
                }
            }
        }
    }

    /// `parts` gets those that each of its tokens plays, a bit each.
    fn read_block(&mut self, text: &str, block: usize, content: Span, parts: &mut Vec<u64>) {
        let pack = self.tongue.nearest().pack();
        let base = self.tokens.len();
        let words = tokens(text, content);
        let quotes = quote::find(text, block, content);
        let first_mark = self.marks.len();
        // A quotation in another language is read in its own.
        let (mut rest, mut done) = (&*words, base);
        for quote in &quotes.outer {
            let first = words.partition_point(|it| it.span.start() < quote.inner.start());
            let end = words.partition_point(|it| it.span.start() < quote.inner.end());
            let Some(inner) = words.get(first..end).filter(|it| SHORT_QUOTE <= it.len()) else {
                continue;
            };
            let tongue = Votes::of(text, inner).within(self.tongue);
            if tongue != self.tongue {
                let before = rest.get(..(base + first).saturating_sub(done)).unwrap_or_default();
                self.mark((text, before), done, self.tongue, &mut |it| parts.push(it));
                self.mark((text, inner), base + first, tongue, &mut |_| ());
                parts.extend(inner.iter().map(|it| pack.lexicon.parts(it.span.of(text))));
                (rest, done) = (words.get(end..).unwrap_or_default(), base + end);
            }
        }
        self.mark((text, rest), done, self.tongue, &mut |it| parts.push(it));
        self.tokens.extend(words);
        self.quotes.extend(quotes.outer);
        self.nested.extend(quotes.nested);
        let (mut token, mut mark) = (base, first_mark);
        for span in sentences(text, content, pack) {
            let (from_token, from_mark) = (token, mark);
            while self.tokens.get(token).is_some_and(|it| it.span.start() < span.end()) {
                token += 1;
            }
            while self.marks.get(mark).is_some_and(|it| it.span.start() < span.end()) {
                mark += 1;
            }
            self.sentences.push(Sentence {
                span,
                block,
                tokens: from_token..token,
                marks: from_mark..mark,
            });
        }
    }

    /// Finds the words of the lists among tokens, the first of which is at `first` in
    /// the passage; `parts` hears what each of them plays.
    fn mark(
        &mut self,
        (text, tokens): (&str, &[Token]),
        first: usize,
        tongue: Tongue,
        parts: &mut impl FnMut(u64),
    ) {
        if let Tongue::Known(lang) = tongue {
            lang.pack().lexicon.read(text, tokens, first, &mut self.marks, parts);
        }
    }

    /// The sentences one by one.
    pub(super) fn views<'a>(&'a self, text: &'a str, lang: Lang) -> impl Iterator<Item = View<'a>> {
        (0..self.sentences.len()).filter_map(move |at| self.view(text, at, lang))
    }

    /// Names that were recognised in `text`, the passage's prose, whether the
    /// base knows them or not; in order, none inside another. Read when somebody
    /// asks for the first time: no rule does, so no keystroke waits for it.
    pub fn names(&self, text: &str) -> &[Recognised] {
        self.names.get_or_init(|| {
            let Tongue::Known(lang) = self.tongue else { return Box::default() };
            let recogniser = Recogniser::of(lang);
            let found = self.base.names_in(text, &self.tokens, lang);
            let hits = hits(&self.base, &found, self.tokens.len());
            let mut res = Vec::new();
            for it in &self.sentences {
                let tokens = self.tokens.get(it.tokens.clone()).unwrap_or_default();
                let hits = hits.get(it.tokens.clone()).unwrap_or_default();
                let first = it.tokens.start;
                let sentence = it.span.of(text);
                let read =
                    || recogniser.map_or_else(Vec::new, |it| it.names(text, tokens, hits, None));
                let found = recalled(sentence, lang, hits, read).into_iter();
                let found = found.map(|it| Recognised {
                    first: first + it.first,
                    end: first + it.end,
                    ..it
                });
                let found = found.collect();
                res.extend(bodies::mended(text, self, lang, it.tokens.clone(), found));
            }
            res.into()
        })
    }

    /// Those of [`Facts::names`] that are sure by themselves: bytes of the
    /// passage, without titles.
    pub fn sure_names(&self, text: &str) -> impl Iterator<Item = (Span, Class)> {
        let sure = self.names(text).iter().filter(|it| stranger::SURE <= it.confidence);
        sure.filter_map(move |it| Some((stranger::span(self, it, text)?, it.class)))
    }

    /// The highest score of its claims, with or without somebody to vouch for
    /// them. `None` where nothing is stated.
    pub fn worth(&self) -> Option<f32> {
        self.drafts.iter().map(|it| it.score).max_by(f32::total_cmp)
    }

    /// The sentence that holds this byte of the passage.
    pub fn sentence_at(&self, byte: usize) -> Option<&Sentence> {
        self.sentence_index(byte).and_then(|it| self.sentences.get(it))
    }

    /// Index of the sentence that holds this byte of the passage.
    pub fn sentence_index(&self, byte: usize) -> Option<usize> {
        let at = self.sentences.partition_point(|it| it.span.end() < byte);
        self.sentences.get(at).filter(|it| it.span.start() <= byte).map(|_| at)
    }

    /// The attributions whose cue stands in a span.
    pub fn attributions_in(&self, span: Span) -> &[Attribution] {
        inside(&self.attributions, span, |it| it.cue)
    }

    /// The quantities that start in a span.
    pub fn quantities_in(&self, span: Span) -> &[Quantity] {
        inside(&self.quantities, span, |it| it.span)
    }

    /// The names that start in a span.
    pub fn candidates_in(&self, span: Span) -> &[Candidate] {
        inside(&self.candidates, span, |it| it.span)
    }

    /// The words of the lists that start in a span.
    pub fn marks_in(&self, span: Span) -> &[Mark] {
        inside(&self.marks, span, |it| it.span)
    }

    /// The tokens of a sentence.
    pub fn tokens_of(&self, sentence: &Sentence) -> &[Token] {
        self.tokens.get(sentence.tokens.clone()).unwrap_or_default()
    }

    /// Whether a span lies inside a quotation.
    pub fn is_quoted(&self, span: Span) -> bool {
        let at = self.quotes.partition_point(|it| it.span.end() <= span.start());
        self.quotes.get(at).is_some_and(|it| it.inner.contains(span))
    }
}

/// The one by which a sentence is known: the first that names somebody; in "rejected the
/// listing and said it would appeal", what they say.
fn attributed(all: &[Attribution]) -> Option<&Attribution> {
    let first = all.iter().find(|it| it.source.is_some())?;
    let says = |it: &&Attribution| it.source == first.source && it.class != CueClass::Deny;
    let denies = first.class == CueClass::Deny;
    Some(all.iter().find(says).filter(|_| denies).unwrap_or(first))
}
