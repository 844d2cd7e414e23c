//! Whose words a quotation holds, across sentences and paragraphs: by name, by
//! office ("menteri itu"), by pronoun ("ujarnya", "she said"). What the article
//! does not tell is left open.

mod followed;
mod names;
mod subject;

use crate::detect::attribution::Attribution;
use crate::detect::names::Class;
use crate::detect::speaker::names::{Person, inside, is_office, nouns, offices, own_name, persons};
use crate::detect::{Article, EntityKind, Facts, Quote, SourceClass};
use crate::lang::Part;
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
    /// Index into [`Article::strangers`].
    pub stranger: Option<usize>,
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

/// Between a quotation and the sentence that tells who acts lie at most so many.
const BACK: usize = 3;

/// Of so many words a quotation is a statement, with or without a stop.
const STATEMENT: usize = 5;

/// One who spoke or acted, with what the article calls them.
struct Known {
    voice: Voice,
    /// Index of the passage.
    passage: usize,
    person: bool,
    /// Words for persons in what was said of them, in lower case.
    nouns: Vec<String>,
    /// [`Part::Female`] or [`Part::Male`], where a word tells.
    gender: Option<Part>,
}

struct Walk<'a> {
    article: &'a Article,
    /// In order.
    persons: Vec<Person>,
    /// Names of others than persons, in order.
    others: Vec<Span>,
    known: Vec<Known>,
    res: Speakers,
    /// Quotations at the end that go on in the next paragraph.
    open: usize,
    /// Who spoke last in the paragraph before, with words left open.
    goes_on: Option<Voice>,
    /// Who spoke or acted last in the paragraph before.
    spoke: Option<Voice>,
    /// The paragraph before ended with somebody's words.
    said: bool,
}

/// A paragraph while its quotations are given to their speakers.
struct Scene<'a> {
    placed: Placed<'a>,
    facts: &'a Facts,
    /// Who speaks or acts in each sentence.
    acts: &'a [Option<Voice>],
    /// Who spoke or acted last in the paragraph before.
    before: Option<Voice>,
    /// The paragraph before ended with somebody's words.
    said: bool,
    /// No words here say who speaks.
    silent: bool,
}

/// Reads an article from its beginning.
pub(super) fn spoken(article: &Article) -> Speakers {
    let mut walk = Walk {
        article,
        persons: persons(article),
        others: others(article),
        known: Vec::new(),
        res: Speakers::default(),
        open: 0,
        goes_on: None,
        spoke: None,
        said: false,
    };
    for (at, (placed, facts, _)) in article.passages().enumerate() {
        walk.passage(at, placed, facts);
    }
    walk.res
}

fn others(article: &Article) -> Vec<Span> {
    let is_person = |entity: usize| {
        let entity = article.entities().get(entity);
        entity.is_some_and(|it| article.base.kind(it.known) == EntityKind::Person)
    };
    let known = article.mentions().iter().filter(|it| !is_person(it.entity)).map(|it| it.span);
    let strangers = article.strangers().iter().filter(|it| it.class != Class::Person);
    let strangers = strangers.flat_map(|it| it.mentions.iter().map(|it| it.span));
    let mut res: Vec<Span> = known.chain(strangers).collect();
    res.sort_unstable();
    res
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
}

impl Walk<'_> {
    fn passage(&mut self, at: usize, placed: Placed<'_>, facts: &Facts) {
        let mut voices = Vec::with_capacity(facts.attributions.len());
        let mut acts = Vec::with_capacity(facts.sentences.len());
        for sentence in &facts.sentences {
            let mut who = None;
            for it in facts.attributions_in(sentence.span) {
                let voice = self.voice(at, placed, facts, it);
                self.res.voices.extend(voice.map(|voice| (it.cue.shift(placed.start), voice)));
                voices.push(voice);
                who = voice.or(who);
            }
            acts.push(who.or_else(|| self.acts(at, placed, facts, sentence)));
        }
        let silent = voices.is_empty();
        let (before, said) = (self.spoke.take(), std::mem::take(&mut self.said));
        let scene = Scene { placed, facts, acts: &acts, before, said, silent };
        let mut block = None;
        // The last quotation of this block: in which sentence it ends, and who spoke.
        let mut last: Option<(usize, Option<Voice>)> = None;
        let mut ended = None;
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
                .or(if begins { self.goes_on } else { None })
                .or_else(|| scene.around(quote, last));
            if begins && 0 < self.open {
                let from = self.res.quotes.len().saturating_sub(self.open);
                for it in self.res.quotes.iter_mut().skip(from) {
                    it.voice = it.voice.or(voice);
                }
            }
            self.open = if quote.closed { 0 } else { self.open + 1 };
            self.goes_on = voice.filter(|_| !quote.closed);
            let end = facts.sentence_index(quote.span.end()).unwrap_or_default();
            last = Some((end, voice));
            ended = Some((end, voice));
            self.res.quotes.push(Spoken { quote: quote.span.shift(placed.start), voice });
        }
        let acted = acts.iter().enumerate().rev().find_map(|(at, it)| it.map(|it| (at, it)));
        let from = acted.map_or(0, |it| it.0);
        self.said = ended.is_some_and(|it| facts.sentences.len() <= it.0 + 1);
        let spoke = ended.filter(|it| from <= it.0).and_then(|it| it.1);
        self.spoke = spoke.or(acted.map(|it| it.1));
    }

    /// Who an attribution of one passage means; `None` where it names nobody.
    fn named(&self, placed: Placed<'_>, facts: &Facts, it: &Attribution) -> Option<Voice> {
        let source = it.source?;
        let here = source.shift(placed.start);
        let plain =
            Voice { source: here, name: here, entity: None, stranger: None, followed: false };
        let mut all = inside(&self.persons, here);
        if let Some(first) = all.next() {
            // "Juru bicara Prabowo, Hasan Nasbi", "Trump's lawyer, Todd Blanche".
            let second = all.next().filter(|second| {
                let gap = Span::new(first.name.end(), second.name.start());
                let gap = self.article.text(gap);
                here.start() < first.name.start() && gap.trim() == ","
                    || gap.starts_with("'s ")
                    || gap.starts_with("’s ")
            });
            let Person { name, entity, stranger } = second.unwrap_or(first);
            return Some(Voice { name, entity, stranger, ..plain });
        }
        let mentions = self.article.mentions();
        let first = mentions.partition_point(|it| it.span.start() < here.start());
        let inside = mentions.iter().skip(first).take_while(|it| it.span.start() < here.end());
        let body = inside.last().map(|it| (it.span, Some(it.entity)));
        match it.source_class {
            SourceClass::Named => {
                let name = own_name(placed.passage.prose(), facts, source)?;
                Some(Voice { name: name.shift(placed.start), ..plain })
            }
            SourceClass::Institution => {
                let (name, entity) = body.unwrap_or((here, None));
                Some(Voice { name, entity, ..plain })
            }
            SourceClass::Document => Some(plain),
            _ => None,
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
        let gender = gender(facts, it.source?.of(text));
        if let Some(voice) = self.named(placed, facts, it) {
            let kind = voice.entity.and_then(|it| self.article.entities().get(it));
            let kind = kind.map(|it| self.article.base.kind(it.known));
            let person = match it.source_class {
                SourceClass::Named => kind.map_or_else(
                    || voice.stranger.is_some() || !self.is_other(voice.name),
                    |it| it == EntityKind::Person,
                ),
                _ => false,
            };
            self.remember(Known { voice, passage: at, person, nouns, gender });
            return Some(voice);
        }
        match it.source_class {
            SourceClass::Named => {
                let office = is_office(text, facts, it.source?);
                let voice = self.called((at, office), source, &nouns, gender)?;
                let offices = offices(text, facts, it.source?);
                (!self.is_anothers(voice, source, &offices)).then_some(voice)
            }
            SourceClass::Pronoun => {
                let words = it.source.map_or("", |it| it.of(text));
                // "It says": a paper or a body.
                if words.eq_ignore_ascii_case("it") {
                    let known = self.known.iter().rev().find(|it| !it.person)?;
                    return Some(Voice { source, followed: true, ..known.voice });
                }
                if words.eq_ignore_ascii_case("they") || words.eq_ignore_ascii_case("mereka") {
                    return None;
                }
                self.last_person(at, source, gender)
            }
            // Nobody is named; "he said" means them all the same.
            SourceClass::Anonymous | SourceClass::Vague => {
                let voice =
                    Voice { source, name: source, entity: None, stranger: None, followed: false };
                let person = it.source_class == SourceClass::Anonymous;
                self.remember(Known { voice, passage: at, person, nouns, gender });
                Some(voice)
            }
            SourceClass::Institution | SourceClass::Document | SourceClass::None => None,
        }
    }

    /// "Menteri itu", "the general": who was called so, by the office, else
    /// whoever spoke or acted last.
    fn called(
        &mut self,
        (at, office): (usize, bool),
        source: Span,
        nouns: &[String],
        gender: Option<Part>,
    ) -> Option<Voice> {
        let mut same = self.known.iter().rev().filter(|it| it.person);
        let by_noun = same.find(|it| {
            it.nouns.iter().any(|it| nouns.contains(it))
                || it.voice.entity.is_some_and(|it| self.holds(it, nouns))
        });
        let found = by_noun.map(|it| self.followed(source, it.voice));
        found.or_else(|| self.by_office(nouns, source)).or_else(|| {
            let last = self.last_person(at, source, gender)?;
            // "The minister" is not the president who spoke last.
            let other = office && last.entity.is_some_and(|it| self.has_office(it));
            (!other).then_some(last)
        })
    }

    fn has_office(&self, entity: usize) -> bool {
        let article = self.article;
        let entity = article.entities().get(entity);
        let mut roles = entity.into_iter().flat_map(|it| it.entry(&article.base).roles.iter());
        roles.any(|it| it.holds_on(article.date.day))
    }

    /// The person who spoke or acted last, here or in one of the paragraphs right
    /// before. What a pronoun tells of them is kept.
    fn last_person(&mut self, at: usize, source: Span, gender: Option<Part>) -> Option<Voice> {
        let near = |it: &&mut Known| it.person && at <= it.passage + 3;
        let fits =
            |it: &&mut Known| gender.is_none() || it.gender.is_none_or(|it| Some(it) == gender);
        let known = self.known.iter_mut().rev().filter(near).find(fits)?;
        known.gender = known.gender.or(gender);
        let voice = known.voice;
        Some(self.followed(source, voice))
    }

    /// The same person, told by other words: by the full name where there is one.
    fn followed(&self, source: Span, voice: Voice) -> Voice {
        let stranger = voice.stranger.and_then(|it| self.article.strangers().get(it));
        let full = stranger.and_then(|it| it.mentions.first());
        let name = full.map(|it| it.span).filter(|it| voice.name.len() < it.len());
        Voice { source, name: name.unwrap_or(voice.name), followed: true, ..voice }
    }

    /// Whom the article has named and who held such an office on its day; the
    /// last of them.
    fn by_office(&self, nouns: &[String], source: Span) -> Option<Voice> {
        let article = self.article;
        let before = article.mentions().partition_point(|it| it.span.start() < source.start());
        let recent = article.mentions().iter().take(before).rev().take(MEMORY);
        let mut held = recent.filter(|it| self.holds(it.entity, nouns));
        let (name, entity) = held.next().map(|it| (it.span, Some(it.entity)))?;
        Some(Voice { source, name, entity, stranger: None, followed: true })
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

    fn remember(&mut self, mut known: Known) {
        if 2 * MEMORY <= self.known.len() {
            self.known.drain(..MEMORY);
        }
        // What was said of somebody before is still so.
        let (entity, stranger) = (known.voice.entity, known.voice.stranger);
        let same = |it: &&Known| {
            entity.is_some() && it.voice.entity == entity
                || stranger.is_some() && it.voice.stranger == stranger
        };
        if let Some(before) = self.known.iter().rev().find(same) {
            known.nouns.extend(before.nouns.iter().cloned());
            known.gender = known.gender.or(before.gender);
        }
        known.nouns.truncate(MEMORY);
        self.known.push(known);
    }
}

impl Scene<'_> {
    /// Whose words a quotation holds that no cue hands to anybody: of its own
    /// sentence's subject, of who spoke or acted right before, or, at the start of
    /// a paragraph, of who acts right behind.
    fn around(&self, quote: &Quote, last: Option<(usize, Option<Voice>)>) -> Option<Voice> {
        let Scene { placed, facts, acts, .. } = *self;
        let kind = placed.passage.blocks.get(quote.block).map(|it| it.kind);
        if !matches!(kind, Some(BlockKind::Paragraph | BlockKind::Item | BlockKind::Quote)) {
            return None;
        }
        let here = facts.sentence_index(quote.span.start())?;
        let act = |at: usize| acts.get(at).copied().flatten();
        if !opens_sentence(facts, quote) {
            // "“But it is not never,” she went on, “and …”".
            let broken = last.filter(|it| it.0 == here).and_then(|it| it.1);
            return broken.or_else(|| act(here));
        }
        let inner = quote.inner.of(placed.passage.prose());
        let words = inner.split_whitespace().count();
        let stopped = inner.trim_end().ends_with(['.', '!', '?', '…']);
        let states = stopped || !quote.closed || STATEMENT <= words;
        let in_block =
            |at: usize| facts.sentences.get(at).is_some_and(|it| it.block == quote.block);
        let mut at = here;
        while 0 < at && in_block(at - 1) && here - at < BACK {
            at -= 1;
            if let Some((end, voice)) = last
                && at <= end
            {
                return voice.or_else(|| act(at));
            }
            if let Some(voice) = act(at) {
                return Some(voice).filter(|_| states);
            }
        }
        if !states || 0 < at && in_block(at - 1) || at < here {
            return None;
        }
        if self.silent && stands_alone(placed, quote) || self.said && STATEMENT <= words + 2 {
            return self.before;
        }
        let behind = facts.sentence_index(quote.span.end())? + 1;
        act(behind).filter(|_| in_block(behind))
    }
}

/// What a source's words tell: [`Part::Female`], [`Part::Male`], or nothing.
fn gender(facts: &Facts, words: &str) -> Option<Part> {
    let lexicon = &facts.tongue.nearest().pack().lexicon;
    // "Innes, whose grandfather kept the light".
    let cut = [", who", ", yang "].iter().find_map(|it| words.find(it));
    let words = words.get(..cut.unwrap_or(words.len())).unwrap_or_default();
    words.split(' ').find_map(|word| {
        let genders = [Part::Female, Part::Male];
        genders.into_iter().find(|it| lexicon.plays(word, *it))
    })
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
