//! Whose words a quotation holds, across sentences and paragraphs: by name, by
//! office ("menteri itu"), by pronoun ("ujarnya", "she said"). What the article
//! does not tell is left open.

use crate::detect::attribution::Attribution;
use crate::detect::{Article, EntityKind, Facts, Quote, Sentence, SourceClass};
use crate::lang::{List, Mark, Part, Token, TokenKind};
use crate::structure::{BlockKind, Placed};
use crate::text::Span;

/// A quotation and whose words it holds. Spans are bytes of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// Marks included.
    pub quote: Span,
    pub voice: Option<Voice>,
}

/// Somebody who speaks in an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Voice {
    /// The words that say who it is, right beside what is said: "dia", "ujarnya",
    /// "Menteri Pertanian Andi Amran Sulaiman".
    pub source: Span,
    /// Where the article names who is meant; here or before. Where it names nobody
    /// it is the source.
    pub name: Span,
    /// Index into [`Article::entities`].
    pub entity: Option<usize>,
    /// A pronoun or an office was followed to its name.
    pub followed: bool,
}

/// What is known of who speaks in an article.
#[derive(Debug, Default)]
pub(super) struct Speakers {
    /// Those quotations that hold somebody's words, in order.
    pub(super) quotes: Vec<Spoken>,
    /// Each cue, in bytes of the article and in order, with whom it hands over to.
    voices: Vec<(Span, Voice)>,
}

/// Of those who spoke before, the last so many may be meant.
const MEMORY: usize = 24;

/// A name has at most so many words.
const LONGEST_NAME: usize = 4;

/// One who spoke, with the office that the article gives.
struct Known {
    voice: Voice,
    /// Index of the passage.
    passage: usize,
    person: bool,
    /// Words for persons in what was said of them, in lower case.
    nouns: Vec<String>,
}

struct Walk<'a> {
    article: &'a Article,
    known: Vec<Known>,
    res: Speakers,
    /// Quotations at the end that go on in the next paragraph.
    open: usize,
    /// Who spoke last in the paragraph before, with words left open.
    goes_on: Option<Voice>,
    /// Who spoke last in the paragraph before.
    spoke: Option<Voice>,
}

/// Reads an article from its beginning.
pub(super) fn spoken(article: &Article) -> Speakers {
    let mut walk = Walk {
        article,
        known: Vec::new(),
        res: Speakers::default(),
        open: 0,
        goes_on: None,
        spoke: None,
    };
    for (at, (placed, facts, _)) in article.passages().enumerate() {
        walk.passage(at, placed, facts);
    }
    walk.res
}

impl Speakers {
    /// Whom the attribution with this cue means; bytes of the article.
    pub(super) fn at(&self, cue: Span) -> Option<Voice> {
        let at = self.voices.partition_point(|it| it.0.start() < cue.start());
        self.voices.get(at).filter(|it| it.0 == cue).map(|it| it.1)
    }
}

impl Article {
    /// Whose words the quotations hold, in the article's order. Those that only
    /// set a word apart are left out.
    pub fn spoken(&self) -> &[Spoken] {
        &self.speakers().quotes
    }

    /// Whom an attribution in bytes of the article means, such as a claim's.
    pub fn voice_of(&self, attribution: &Attribution) -> Option<Voice> {
        self.speakers().at(attribution.cue)
    }

    fn speakers(&self) -> &Speakers {
        self.speakers.get_or_init(|| spoken(self))
    }

    /// Who an attribution of one passage means; `None` where it names nobody.
    fn named(
        &self,
        placed: Placed<'_>,
        facts: &Facts,
        it: &Attribution,
    ) -> Option<(Span, Option<usize>)> {
        let source = it.source?;
        let here = source.shift(placed.start);
        let mentions = self.mentions();
        let first = mentions.partition_point(|it| it.span.start() < here.start());
        let inside = mentions.iter().skip(first).take_while(|it| it.span.start() < here.end());
        let kind = |entity: usize| self.entities().get(entity).map(|it| self.base.kind(it.known));
        let mut body = None;
        for it in inside {
            if kind(it.entity) == Some(EntityKind::Person) {
                return Some((it.span, Some(it.entity)));
            }
            body = Some((it.span, Some(it.entity)));
        }
        match it.source_class {
            SourceClass::Named => {
                let name = own_name(placed.passage.prose(), facts, source);
                name.map(|it| (it.shift(placed.start), None))
            }
            SourceClass::Institution => body.or(Some((here, None))),
            SourceClass::Document => Some((here, None)),
            _ => None,
        }
    }
}

impl Walk<'_> {
    fn passage(&mut self, at: usize, placed: Placed<'_>, facts: &Facts) {
        let mut voices = Vec::with_capacity(facts.attributions.len());
        let mut all = facts.attributions.iter().peekable();
        for sentence in &facts.sentences {
            let mut speaks = false;
            while let Some(it) = all.next_if(|it| it.cue.start() < sentence.span.end()) {
                let voice = self.voice(at, placed, facts, it);
                self.res.voices.extend(voice.map(|voice| (it.cue.shift(placed.start), voice)));
                voices.push(voice);
                speaks |= voice.is_some();
            }
            if !speaks {
                self.appears(at, placed, facts, sentence);
            }
        }
        let before = self.spoke.take();
        self.spoke = voices.iter().rev().find_map(|it| *it);
        let mut block = None;
        // Who spoke last in this block.
        let mut last: Option<Voice> = None;
        for quote in facts.quotes.iter().filter(|it| it.is_speech()) {
            let begins = block != Some(quote.block);
            if begins {
                block = Some(quote.block);
                last = None;
                if 0 < self.open && !continues(placed, quote) {
                    self.open = 0;
                    self.goes_on = None;
                }
            }
            let own = saying(facts, quote).and_then(|it| voices.get(it).copied().flatten());
            let voice = own
                .or_else(|| last.filter(|_| opens_sentence(facts, quote)))
                .or(if begins { self.goes_on } else { None })
                // A paragraph that is a quotation and nothing else.
                .or_else(|| before.filter(|_| voices.is_empty() && stands_alone(placed, quote)));
            if begins && 0 < self.open {
                let from = self.res.quotes.len().saturating_sub(self.open);
                for it in self.res.quotes.iter_mut().skip(from) {
                    it.voice = it.voice.or(voice);
                }
            }
            self.open = if quote.closed { 0 } else { self.open + 1 };
            self.goes_on = voice.filter(|_| !quote.closed);
            last = voice;
            self.spoke = voice.or(self.spoke);
            self.res.quotes.push(Spoken { quote: quote.span.shift(placed.start), voice });
        }
    }

    fn voice(
        &mut self,
        at: usize,
        placed: Placed<'_>,
        facts: &Facts,
        it: &Attribution,
    ) -> Option<Voice> {
        let source = it.source?.shift(placed.start);
        let text = placed.passage.prose();
        let nouns = nouns(text, facts, it.source?);
        if let Some((name, entity)) = self.article.named(placed, facts, it) {
            let kind = entity.and_then(|it| self.article.entities().get(it));
            let kind = kind.map(|it| self.article.base.kind(it.known));
            let person = match it.source_class {
                SourceClass::Named => kind.is_none_or(|it| it == EntityKind::Person),
                _ => false,
            };
            let voice = Voice { source, name, entity, followed: false };
            self.remember(Known { voice, passage: at, person, nouns });
            return Some(voice);
        }
        let voice = |known: &Known| Voice { source, followed: true, ..known.voice };
        match it.source_class {
            // "Menteri itu", "the general": by the office, else whoever spoke last.
            SourceClass::Named => {
                let same = self.known.iter().rev().filter(|it| it.person);
                let by_noun = same.clone().find(|it| {
                    it.nouns.iter().any(|it| nouns.contains(it))
                        || it.voice.entity.is_some_and(|it| self.holds(it, &nouns))
                });
                let found = by_noun.map(voice).or_else(|| self.by_office(&nouns, source));
                found.or_else(|| self.last_person(at).map(voice))
            }
            SourceClass::Pronoun => {
                let words = it.source.map_or("", |it| it.of(text));
                // "It says": a paper or a body.
                if words.eq_ignore_ascii_case("it") {
                    return self.known.iter().rev().find(|it| !it.person).map(voice);
                }
                if words.eq_ignore_ascii_case("they") || words.eq_ignore_ascii_case("mereka") {
                    return None;
                }
                self.last_person(at).map(voice)
            }
            // Nobody is named; "he said" means them all the same.
            SourceClass::Anonymous | SourceClass::Vague => {
                let voice = Voice { source, name: source, entity: None, followed: false };
                let person = it.source_class == SourceClass::Anonymous;
                self.remember(Known { voice, passage: at, person, nouns });
                Some(voice)
            }
            SourceClass::Institution | SourceClass::Document | SourceClass::None => None,
        }
    }

    /// Who acts in a sentence may be meant by the next "ujarnya": the only person
    /// in it, else the one it begins with.
    fn appears(&mut self, at: usize, placed: Placed<'_>, facts: &Facts, sentence: &Sentence) {
        let text = placed.passage.prose();
        let own = |it: Span| !facts.is_quoted(it);
        let article = self.article;
        let here = sentence.span.shift(placed.start);
        let mentions = article.mentions();
        let first = mentions.partition_point(|it| it.span.start() < here.start());
        let mut found: Vec<(Span, Option<usize>)> = Vec::new();
        let mut others: Vec<Span> = Vec::new();
        for it in mentions.iter().skip(first).take_while(|it| it.span.start() < here.end()) {
            let kind = article.entities().get(it.entity).map(|it| article.base.kind(it.known));
            if kind == Some(EntityKind::Person) {
                found.push((it.span, Some(it.entity)));
            } else {
                others.push(it.span);
            }
        }
        found.retain(|it| here.contains(it.0));
        // Somebody whom the base does not know, by a word of the name.
        let tokens = facts.tokens_of(sentence);
        for token in tokens.iter().filter(|it| it.kind == TokenKind::Word && own(it.span)) {
            let word = token.span.of(text);
            if !word.starts_with(char::is_uppercase) {
                continue;
            }
            let names = |it: &&Known| {
                it.person && article.text(it.voice.name).split(' ').any(|it| it == word)
            };
            let there = token.span.shift(placed.start);
            if found.iter().any(|it| it.0.overlaps(there)) {
                continue;
            }
            if let Some(known) = self.known.iter().rev().find(names) {
                found.push((there, known.voice.entity));
            }
        }
        let quoted = tokens.first().is_some_and(|it| facts.is_quoted(it.span));
        if found.is_empty()
            && !quoted
            && let Some(name) = opening_name(text, facts, sentence)
            && !others.iter().any(|it| it.overlaps(name.shift(placed.start)))
        {
            found.push((name.shift(placed.start), None));
        }
        found.sort_by_key(|it| it.0);
        let opens = |it: &(Span, Option<usize>)| it.0.start() <= here.start() + 60;
        let Some(it) = found.first().filter(|it| found.len() == 1 || opens(it)).copied() else {
            return;
        };
        let before = Span::new(here.start().min(it.0.start()), it.0.start());
        let local = Span::new(before.start() - placed.start, it.0.end() - placed.start);
        let nouns = nouns(text, facts, local);
        let voice = Voice { source: it.0, name: it.0, entity: it.1, followed: true };
        self.remember(Known { voice, passage: at, person: true, nouns });
    }

    /// The person who spoke last, here or in one of the paragraphs right before.
    fn last_person(&self, at: usize) -> Option<&Known> {
        let near = |it: &&Known| it.person && at <= it.passage + 3;
        self.known.iter().rev().find(near)
    }

    /// Whom the article has named and who held such an office on its day; the
    /// last of them.
    fn by_office(&self, nouns: &[String], source: Span) -> Option<Voice> {
        let article = self.article;
        let before = article.mentions().partition_point(|it| it.span.start() < source.start());
        let recent = article.mentions().iter().take(before).rev().take(MEMORY);
        recent
            .filter(|it| self.holds(it.entity, nouns))
            .map(|it| Voice { source, name: it.span, entity: Some(it.entity), followed: true })
            .next()
    }

    /// Whether an entity holds, on the article's day, an office of such a name.
    fn holds(&self, entity: usize, nouns: &[String]) -> bool {
        let article = self.article;
        let roles = article.entities().get(entity);
        let roles = roles.map(|it| it.entry(&article.base).roles.as_slice());
        roles.unwrap_or_default().iter().any(|role| {
            let title = format!("{} {}", role.title_id, role.title_en).to_lowercase();
            let named = |it: &String| title.split(' ').any(|word| word == it);
            role.holds_on(article.date.day) && nouns.iter().any(named)
        })
    }

    fn remember(&mut self, known: Known) {
        if 2 * MEMORY <= self.known.len() {
            self.known.drain(..MEMORY);
        }
        // What was said of somebody before is still so.
        let same =
            |it: &&Known| known.voice.entity.is_some() && it.voice.entity == known.voice.entity;
        let nouns = self.known.iter().rev().find(same).map(|it| it.nouns.clone());
        let mut known = known;
        known.nouns.extend(nouns.unwrap_or_default());
        known.nouns.truncate(MEMORY);
        self.known.push(known);
    }
}

/// Whether a paragraph begins with the words that the one before left open.
fn continues(placed: Placed<'_>, quote: &Quote) -> bool {
    let block = placed.passage.blocks.get(quote.block);
    block.is_some_and(|it| it.content.start() == quote.span.start())
}

/// Whether a paragraph holds these quoted words and nothing else, and they are a
/// statement.
fn stands_alone(placed: Placed<'_>, quote: &Quote) -> bool {
    let text = placed.passage.prose();
    let block = placed.passage.blocks.get(quote.block);
    let words = |it: &Span| it.of(text).split_whitespace().count();
    block.is_some_and(|it| {
        it.kind == BlockKind::Paragraph && it.content.of(text).trim() == quote.span.of(text)
    }) && 3 <= words(&quote.inner)
}

/// The attribution that a quotation belongs to.
pub(super) fn saying(facts: &Facts, quote: &Quote) -> Option<usize> {
    let touches = |it: &Attribution| {
        [it.content, it.content_rest].into_iter().flatten().any(|it| it.overlaps(quote.inner))
    };
    // The cue stands in the sentences that the quotation touches, or right behind.
    let first = facts.attributions.partition_point(|it| {
        facts.sentence_at(it.cue.start()).is_none_or(|it| it.span.end() < quote.span.start())
    });
    let near = facts.attributions.iter().enumerate().skip(first).take(MEMORY);
    near.take_while(|(_, it)| it.cue.start() <= quote.span.end() + 400)
        .find(|(_, it)| touches(it))
        .map(|it| it.0)
        .or_else(|| {
            let before = facts.attributions.iter().enumerate().take(first).rev().take(4);
            before.into_iter().find(|(_, it)| touches(it)).map(|it| it.0)
        })
}

/// Whether a sentence begins with the quotation.
fn opens_sentence(facts: &Facts, quote: &Quote) -> bool {
    let sentence = facts.sentence_at(quote.span.start());
    sentence.is_some_and(|it| quote.span.start() <= it.span.start() + 1)
}

/// The name at which a source that nobody knows is called: "Direktur TNK, Haris
/// Nasution", "Siti, pedagang di Pasar Induk", "Juru Bicara KPK Wira Santoso".
fn own_name(text: &str, facts: &Facts, source: Span) -> Option<Span> {
    let first = facts.tokens.partition_point(|it| it.span.start() < source.start());
    let end = facts.tokens.partition_point(|it| it.span.start() < source.end());
    let tokens = facts.tokens.get(first..end)?;
    let words = |at: usize| tokens.get(at).map_or("", |it| it.span.of(text));
    let is_name = |at: usize| words(at).starts_with(char::is_uppercase);
    let listed = |at: usize| {
        tokens
            .get(at)
            .is_some_and(|it| facts.marks_in(it.span).iter().any(|it| it.list == List::PersonNoun))
    };
    let commas: Vec<usize> = (0..tokens.len()).filter(|it| words(*it) == ",").collect();
    let stretch = |from: usize, to: usize| {
        Some(tokens.get(from)?.span.cover(tokens.get(to.checked_sub(1)?)?.span))
    };
    // A name that stands alone between commas.
    let starts = commas.iter().map(|it| it + 1);
    let ends = commas.iter().skip(1).copied().chain([tokens.len()]);
    for (from, to) in starts.zip(ends) {
        let whole = from < to && to - from <= LONGEST_NAME && (from..to).all(is_name);
        if whole && !listed(from) {
            return stretch(from, to);
        }
    }
    // Else the last capitals of the first part.
    let to = commas.first().copied().unwrap_or(tokens.len());
    let last = (0..to).rev().find(|it| is_name(*it) && !listed(*it))?;
    // "Pelaku pasar": a capital that the start of the sentence asks for.
    let begins =
        facts.sentence_at(source.start()).is_some_and(|it| it.span.start() == source.start());
    if last == 0 && begins && 1 < to {
        return None;
    }
    let before = (0..=last).rev().take_while(|it| is_name(*it) && !listed(*it));
    let from = before.take(LONGEST_NAME).last()?;
    stretch(from, last + 1)
}

/// The name that a sentence begins with: "Aminata Sow has not been paid", "Anggota
/// Komisi XI Lestari Hutabarat meminta …". One capital at its start is no name.
fn opening_name(text: &str, facts: &Facts, sentence: &Sentence) -> Option<Span> {
    let tokens = facts.tokens_of(sentence);
    let is_name = |it: &&Token| it.span.of(text).starts_with(char::is_uppercase);
    let run = tokens.iter().take(2 * LONGEST_NAME).take_while(is_name).count();
    let (first, last) = (tokens.first()?, tokens.get(run.checked_sub(1)?)?);
    let span = first.span.cover(last.span);
    let lists = |list: List| facts.marks_in(span).iter().any(|it| it.list == list);
    let office = lists(List::PersonNoun);
    if run < 2 || !office && (LONGEST_NAME <= run || lists(List::Institution)) {
        return None;
    }
    own_name(text, facts, span)
}

/// The words for persons in a source, in lower case.
fn nouns(text: &str, facts: &Facts, source: Span) -> Vec<String> {
    let noun = |it: &&Mark| it.list == List::PersonNoun && source.contains(it.span);
    let all = facts.marks_in(source).iter().filter(noun);
    let mut res: Vec<String> = all.map(|it| it.span.of(text).to_lowercase()).collect();
    // "Geolog itu": what no list has is a noun here as well.
    let words = source.of(text).split_whitespace();
    let apart = |it: &str| facts.tongue.nearest().pack().lexicon.plays(it, Part::Apart);
    let plain = words.filter(|it| !it.starts_with(char::is_uppercase) && !apart(it));
    res.extend(plain.take(2).map(str::to_owned));
    // "Geolog Hasan": the first word of a sentence.
    if let Some(first) = source.of(text).split_whitespace().next() {
        res.push(first.to_lowercase());
    }
    res
}
