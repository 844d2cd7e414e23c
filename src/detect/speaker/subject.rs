//! Who acts in a sentence that tells nobody's words: by name, by office, by
//! pronoun. A quotation behind it, or "ujarnya", may mean them.

use crate::detect::pointing::Who;
use crate::detect::speaker::names::{Person, inside, is_office, nouns, opening_name};
use crate::detect::speaker::{Known, MEMORY, Voice, Walk, gender};
use crate::detect::{Facts, Sentence};
use crate::lang::{Lang, List, Mark, Part, TokenKind};
use crate::structure::Placed;
use crate::text::Span;

/// Of several names in a sentence, the first acts where it begins in so many bytes.
const FIRST: usize = 60;

/// Who is named later in the sentence than this, in bytes, does not act in it.
const SUBJECT: usize = 80;

impl Walk<'_> {
    /// Whether the office may be that of a state which has acted since whom it would
    /// mean was named.
    pub(super) fn is_anothers(&self, voice: Voice, source: Span, offices: &[String]) -> bool {
        let entity = voice.entity.and_then(|it| self.article.entities().get(it));
        let who = entity.map(|it| Who::Entity(it.known));
        let who = who.or(voice.stranger.map(Who::Stranger)).unwrap_or(Who::Name);
        let last = self.persons.partition_point(|it| it.name.start() < source.start());
        let same = |it: &&Person| match voice.entity {
            Some(_) => it.entity == voice.entity,
            None => voice.stranger.is_some() && it.stranger == voice.stranger,
        };
        let near = self.persons.iter().take(last).rev().take(MEMORY).find(same);
        let name = near.map_or(voice.name, |it| it.name);
        !offices.is_empty() && self.article.is_anothers((who, name), offices, source.start())
    }

    /// Who acts in a sentence: the only person in it, else the one it begins with.
    pub(super) fn acts(
        &mut self,
        at: usize,
        placed: Placed<'_>,
        facts: &Facts,
        sentence: &Sentence,
    ) -> Option<Voice> {
        let here = sentence.span.shift(placed.start);
        let found = self.named_in(placed, facts, sentence);
        if found.is_empty() {
            return self.points(at, placed, facts, sentence);
        }
        let opens = |it: &&Person| it.name.start() <= here.start() + FIRST;
        let Person { name, entity, stranger } =
            found.first().filter(|it| found.len() == 1 || opens(it)).copied()?;
        let from = here.start().min(name.start());
        let local = Span::new(from - placed.start, name.end() - placed.start);
        let text = placed.passage.prose();
        let (nouns, gender) = (nouns(text, facts, local), gender(facts, local.of(text)));
        let voice = Voice { source: name, name, entity, stranger, followed: true };
        self.remember(Known { voice, passage: at, person: true, nouns, gender });
        (name.start() <= here.start() + SUBJECT).then_some(voice)
    }

    /// The persons whom a sentence names outside of quotations, in order.
    fn named_in(&self, placed: Placed<'_>, facts: &Facts, sentence: &Sentence) -> Vec<Person> {
        let text = placed.passage.prose();
        let here = sentence.span.shift(placed.start);
        let local = |it: Span| Span::new(it.start() - placed.start, it.end() - placed.start);
        let all = inside(&self.persons, here);
        let mut res: Vec<Person> = all.filter(|it| !facts.is_quoted(local(it.name))).collect();
        // Somebody whom nothing else recognised, by a word of the name.
        let tokens = facts.tokens_of(sentence);
        let named: Vec<Span> = res.iter().map(|it| it.name).collect();
        for token in tokens.iter().filter(|it| it.kind == TokenKind::Word) {
            let word = token.span.of(text);
            if !word.starts_with(char::is_uppercase) || facts.is_quoted(token.span) {
                continue;
            }
            let there = token.span.shift(placed.start);
            let near = named.partition_point(|it| it.end() <= there.start());
            let taken = named.get(near).is_some_and(|it| it.overlaps(there));
            if taken || self.is_other(there) {
                continue;
            }
            let names = |it: &&Known| {
                it.person && self.article.text(it.voice.name).split(' ').any(|it| it == word)
            };
            if let Some(known) = self.known.iter().rev().find(names) {
                let Voice { entity, stranger, .. } = known.voice;
                res.push(Person { name: there, entity, stranger });
            }
        }
        let quoted = tokens.first().is_some_and(|it| facts.is_quoted(it.span));
        if res.is_empty()
            && !quoted
            && let Some(name) = opening_name(text, facts, sentence)
        {
            let name = name.shift(placed.start);
            // "Direktur PT Rimba Abadi Bram Siahaan": the office and the name behind it
            // were taken for one body.
            let office = name.start() != here.start() && self.is_other_to(name);
            if !self.is_other(name) || office {
                res.push(Person { name, entity: None, stranger: None });
            }
        }
        res.sort_by_key(|it| it.name);
        res
    }

    pub(super) fn is_other(&self, name: Span) -> bool {
        let at = self.others.partition_point(|it| it.end() <= name.start());
        self.others.get(at).is_some_and(|it| it.overlaps(name))
    }

    /// Whether another's name begins before this one and ends with it.
    fn is_other_to(&self, name: Span) -> bool {
        let at = self.others.partition_point(|it| it.end() <= name.start());
        let other = self.others.get(at);
        other.is_some_and(|it| it.start() < name.start() && it.end() == name.end())
    }

    /// "Dia tertawa", "Tetua itu kehilangan kebun", "A woman stood up": whom the
    /// first words mean.
    fn points(
        &mut self,
        at: usize,
        placed: Placed<'_>,
        facts: &Facts,
        sentence: &Sentence,
    ) -> Option<Voice> {
        let text = placed.passage.prose();
        let lexicon = &facts.tongue.nearest().pack().lexicon;
        let marks = facts.marks.get(sentence.marks.clone())?;
        let led = marks
            .first()
            .filter(|it| it.list == List::Connective && it.first as usize == sentence.tokens.start);
        let from = led.map_or(sentence.tokens.start, |it| it.end as usize);
        let tokens = facts.tokens.get(from..sentence.tokens.end)?;
        let sign = usize::from(tokens.first().is_some_and(|it| it.kind == TokenKind::Sign));
        let first = tokens.get(sign)?;
        if facts.is_quoted(first.span) {
            return None;
        }
        let starts = |it: &&Mark| it.span.start() == first.span.start();
        if let Some(it) = marks.iter().filter(starts).find(|it| it.list == List::Pronoun) {
            let source = it.span.shift(placed.start);
            let it = self.last_person(at, source, gender(facts, it.span.of(text)))?;
            return Some(it);
        }
        let plays = |at: usize, part: Part| {
            tokens.get(sign + at).is_some_and(|it| lexicon.plays(it.span.of(text), part))
        };
        let near = |it: &&Mark| {
            it.list == List::PersonNoun
                && from <= it.first as usize
                && it.first as usize <= from + sign + 2
        };
        let noun = marks.iter().find(near);
        // "Seorang ibu datang tergesa": whatever noun follows.
        let indefinite = plays(0, Part::Indefinite);
        let somebody = tokens.get(sign + 1).filter(|_| indefinite && self.article.lang == Lang::Id);
        let end = noun.map(|it| it.span).or_else(|| somebody.map(|it| it.span))?;
        let whole = first.span.cover(end);
        let source = whole.shift(placed.start);
        let gender = gender(facts, whole.of(text));
        if indefinite {
            return Some(Voice {
                source,
                name: source,
                entity: None,
                stranger: None,
                followed: false,
            });
        }
        // "The minister", "tetua Sungai Aro itu".
        let behind = noun?.end as usize - from - sign;
        let apart =
            (behind..behind + 4).any(|it| plays(it, Part::Apart) && plays(it, Part::Definite));
        if !plays(0, Part::Definite) && !apart {
            return None;
        }
        let voice = self.called(
            (at, is_office(text, facts, whole)),
            source,
            &nouns(text, facts, whole),
            gender,
        )?;
        let (nouns, passage) = (Vec::new(), at);
        self.remember(Known { voice, passage, person: true, nouns, gender });
        Some(voice)
    }
}
