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
use crate::detect::graft::{Before, Graft, Said};
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
pub(super) const SHORT_QUOTE: usize = 6;

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
    /// `before`: what was read of the passage that this one was. It saves work and
    /// changes nothing.
    pub(super) fn read(
        passage: &Passage,
        tongue: Tongue,
        base: &Base,
        before: Option<Before<'_>>,
    ) -> Facts {
        let lang = tongue.nearest();
        let text = passage.prose();
        let mut res = Facts { base: base.clone(), ..Facts::new(tongue) };
        let mut parts = Vec::new();
        let graft = before.and_then(|it| Graft::read(it, passage, &mut res, &mut parts));
        let graft = graft.as_ref();
        if graft.is_none() {
            res = Facts { base: base.clone(), ..Facts::new(tongue) };
            parts.clear();
            res.read_blocks(passage, lang, &mut parts);
        }
        res.directives = directive::find(passage);
        let found = base.names_in(text, &res.tokens, lang);
        if !found.is_empty() {
            res.candidates = entity::candidates(text, &res, found);
        }
        res.acronyms = acronym::find(text, &res);
        if let Tongue::Other(_) = tongue {
            return res;
        }
        res.count(text, lang, &parts, graft);
        let known = res.hear(passage, lang, &parts, graft);
        res.hand_back();
        quote::sort(text, &mut res);
        res.settle(passage, lang, &parts, graft.map(|it| (it, &*known)));
        res.trim();
        res
    }

    fn read_blocks(&mut self, passage: &Passage, lang: Lang, parts: &mut Vec<u64>) {
        let text = passage.prose();
        for (index, block) in passage.blocks.iter().enumerate() {
            let readable = block.kind.is_prose() || block.kind == BlockKind::Table;
            if readable {
                self.read_block(text, index, block.content, parts);
            } else if block.kind == BlockKind::Byline && self.byline.is_none() {
                // Who wrote the article is not named in it: only the day counts.
                let mut credit = Facts::new(self.tongue);
                credit.read_block(text, index, block.content, &mut Vec::new());
                self.byline = date::find(text, &credit, lang.pack()).into_iter().next();
            }
        }
    }

    /// Dates, what else tells when, and quantities.
    fn count(&mut self, text: &str, lang: Lang, parts: &[u64], graft: Option<&Graft<'_>>) {
        let kept = |at: usize| graft.and_then(|it| Some((it, it.kept(at)?)));
        let mut dates = Vec::new();
        for (at, sentence) in self.sentences.iter().enumerate() {
            match kept(at) {
                Some((graft, there)) => dates.extend(graft.dates(at, there)),
                None => date::read(text, self, sentence, lang.pack(), &mut dates),
            }
        }
        self.dates = dates;
        let mut whens = Vec::new();
        for (at, sentence) in self.sentences.iter().enumerate() {
            match kept(at).and_then(|(graft, there)| graft.whens(self, at, there)) {
                Some(known) => whens.extend(known),
                None => when::read(text, self, sentence, lang, &mut whens),
            }
        }
        self.whens = whens;
        let mut quantities = Vec::new();
        for at in 0..self.sentences.len() {
            match kept(at) {
                Some((graft, there)) => quantities.extend(graft.quantities(self, at, there)),
                None => quantity::read(text, self, at, (parts, lang), &mut quantities),
            }
        }
        self.quantities = quantities;
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

    /// Who says what in each sentence, and what it claims; for each claim, which one it
    /// was before.
    fn hear(
        &mut self,
        passage: &Passage,
        lang: Lang,
        parts: &[u64],
        graft: Option<&Graft<'_>>,
    ) -> Vec<Option<usize>> {
        let mut res = Vec::new();
        for at in 0..self.sentences.len() {
            let kept = graft.and_then(|it| Some((it, it.kept(at)?)));
            let known = kept.and_then(|(it, there)| it.said(self, (at, there), &passage.links));
            if let Some(Said { attributions, draft }) = known {
                if let Some((draft, nth)) = draft {
                    let by = attributed(&attributions).copied();
                    self.drafts.push(Draft { attribution: by, ..draft });
                    res.push(Some(nth));
                }
                self.attributions.extend(attributions);
                continue;
            }
            let Some(view) = self.view(passage.prose(), at, lang) else { continue };
            let linked = claim::is_linked(&passage.links, view.span);
            let view = if kept.is_none() { view.knowing(parts) } else { view };
            let block = self.sentences.get(at).map_or(0, |it| it.block);
            let kind = passage.blocks.get(block).map(|it| it.kind);
            let may_claim = kind.is_some_and(|it| {
                matches!(it, BlockKind::Paragraph | BlockKind::Item | BlockKind::Quote)
            });
            let attributions = attribution::find(&view);
            let by = attributed(&attributions);
            let draft = may_claim.then(|| claim::draft(&view, by, linked)).flatten();
            if let Some(draft) = draft {
                self.drafts.push(Draft { sentence: at, ..draft });
                res.push(None);
            }
            self.attributions.extend(attributions);
        }
        res
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

    /// The types of the claims, now that quotations have their speakers. `known` are
    /// the claims that they were.
    fn settle(
        &mut self,
        passage: &Passage,
        lang: Lang,
        parts: &[u64],
        known: Option<(&Graft<'_>, &[Option<usize>])>,
    ) {
        let mut drafts = std::mem::take(&mut self.drafts);
        for (at, draft) in drafts.iter_mut().enumerate() {
            let old = known.and_then(|(it, all)| Some((it, (*all.get(at)?)?)));
            if old.is_some_and(|(graft, nth)| graft.is_settled(draft, nth, self)) {
                continue;
            }
            let Some(view) = self.view(passage.prose(), draft.sentence, lang) else { continue };
            let fresh = known.is_none_or(|(it, _)| it.kept(draft.sentence).is_none());
            let view = if fresh { view.knowing(parts) } else { view };
            if old.is_some() {
                // It was settled already, in another light.
                let by = attributed(self.attributions_in(view.span));
                let linked = claim::is_linked(&passage.links, view.span);
                let (sentence, attribution) = (draft.sentence, draft.attribution);
                if let Some(it) = claim::draft(&view, by, linked) {
                    *draft = Draft { sentence, attribution, ..it };
                }
            }
            claim::settle(draft, &view);
        }
        self.drafts = drafts;
    }

    /// Who speaks says all the sentences of the quotation.
    fn hand_back(&mut self) {
        if self.quotes.is_empty() {
            return;
        }
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
        self.divide(sentences(text, content, pack), block, (base, first_mark));
    }

    /// Gives the sentences of a block their tokens and marks, from these on.
    pub(super) fn divide(
        &mut self,
        sentences: impl IntoIterator<Item = Span>,
        block: usize,
        (mut token, mut mark): (usize, usize),
    ) {
        for span in sentences {
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
            let words = (text, tokens);
            lang.pack().lexicon.read(words, tokens.len(), first, &mut self.marks, parts);
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
