//! Words that point back: whom "ujarnya", "she", "sang presiden", "the Russian
//! president" stand for. Asked for one place at a time. What the article does
//! not settle is answered with all that may be meant; where it names nobody,
//! with nothing.

mod back;
mod offices;
mod owner;
mod play;

use rustc_hash::FxHashSet;

use crate::detect::names::Class;
use crate::detect::{Article, Attribution, EntityKind, Facts, Form, Sentence, Stranger, Voice};
use crate::knowledge::{EntityId, NameKind};
use crate::lang::{List, Part, Token};
use crate::structure::Placed;
use crate::text::Span;

/// A word that points back and whom it means. Spans are bytes of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pointing {
    /// The words themselves: "presiden itu".
    pub span: Span,
    /// Each once; never empty.
    pub meant: Vec<Meant>,
}

/// Somebody whom a word may mean, and where the name stands that it goes back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meant {
    pub name: Span,
    pub who: Who,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Who {
    Entity(EntityId),
    /// Index into [`Article::strangers`].
    Stranger(usize),
    /// Somebody of whom no more is known than the name.
    Name,
}

/// How many sentences with names a word may look back over, and how many
/// without any lie between.
const BACK: usize = 8;

/// What a word under the caret says of whom it means.
enum Word {
    /// "dia", "she".
    One,
    /// "mereka", "they".
    Several,
    /// "kedua pemimpin", "both countries".
    Both(EntityKind),
    /// An office or a trade, in lower case.
    Office(String),
}

/// One passage, and where the caret is in it.
struct Here<'a> {
    article: &'a Article,
    placed: Placed<'a>,
    facts: &'a Facts,
    /// Index of the passage.
    passage: usize,
}

impl Article {
    /// The word at this byte that points back, and whom it means.
    pub fn pointing_at(&self, byte: usize) -> Option<Pointing> {
        let passage = self.passage_at(byte);
        let (placed, facts, _) = self.passage(passage)?;
        let here = Here { article: self, placed, facts, passage };
        let local = byte.checked_sub(placed.start)?;
        let (span, meant) = match here.word(local) {
            Some((span, word)) => (span, here.meant(span, &word)),
            // "Perempuan itu menolak": no office, but somebody who speaks.
            None => {
                let source = |it: &Attribution| it.source.filter(|it| it.touches(local));
                let span = facts.attributions.iter().find_map(source)?;
                (span, here.voice(span).into_iter().collect())
            }
        };
        let (span, none) = (span.shift(placed.start), meant.is_empty());
        (!none).then_some(Pointing { span, meant })
    }
}

impl<'a> Here<'a> {
    fn meant(&self, span: Span, word: &Word) -> Vec<Meant> {
        // What hangs on a cue is settled where speakers are.
        let spoken = || self.voice(span).map(|it| vec![it]);
        match word {
            Word::One => spoken().unwrap_or_else(|| self.nearest(span, false)),
            Word::Several => self.nearest(span, true),
            Word::Both(kind) => self.last_two(span, *kind),
            Word::Office(office) => match self.holders(span, office) {
                found if found.is_empty() => spoken().unwrap_or_default(),
                found => found,
            },
        }
    }

    fn text(&self) -> &'a str {
        self.placed.passage.prose()
    }

    fn plays(&self, token: &Token, part: Part) -> bool {
        let lexicon = &self.facts.tongue.nearest().pack().lexicon;
        lexicon.plays(token.span.of(self.text()), part)
    }

    /// The word at a byte of the passage, with what makes it definite.
    fn word(&self, byte: usize) -> Option<(Span, Word)> {
        let tokens = &self.facts.tokens;
        let first = tokens.partition_point(|it| it.span.end() < byte);
        let near = tokens.get(first..(first + 2).min(tokens.len())).unwrap_or_default();
        let near = near.iter().enumerate().map(|(at, it)| (first + at, it));
        for (at, token) in near.filter(|it| it.1.span.touches(byte)) {
            if self.plays(token, Part::PointsToOne) {
                return Some((token.span, Word::One));
            }
            if self.plays(token, Part::PointsToSeveral) {
                return Some((token.span, Word::Several));
            }
            // "ujarnya", "katanya": the ending is the source.
            let ending = |it: &&Attribution| it.source == Some(it.cue) && it.cue.touches(byte);
            if let Some(it) = self.facts.attributions.iter().find(ending) {
                return Some((it.cue, Word::One));
            }
            if let Some(found) = self.both(at) {
                return Some(found);
            }
            if let Some(found) = self.office(at) {
                return Some(found);
            }
        }
        None
    }

    /// "Kedua pemimpin", "both countries": the caret is on either word.
    fn both(&self, at: usize) -> Option<(Span, Word)> {
        let tokens = &self.facts.tokens;
        let first = [Some(at), at.checked_sub(1)].into_iter().flatten();
        let first = first
            .into_iter()
            .find(|it| tokens.get(*it).is_some_and(|it| self.plays(it, Part::PointsToBoth)))?;
        let (both, noun) = (tokens.get(first)?, tokens.get(first + 1)?);
        let listed = |list: List| self.facts.marks_in(noun.span).iter().any(|it| it.list == list);
        let word = noun.span.of(self.text()).to_lowercase();
        let kind = if listed(List::PersonNoun) || self.plays(noun, Part::Leader) {
            EntityKind::Person
        } else if matches!(word.as_str(), "negara" | "countries" | "nations" | "governments") {
            EntityKind::Country
        } else {
            return None;
        };
        Some((both.span.cover(noun.span), Word::Both(kind)))
    }

    /// The two of a kind who were named last, where no sentence names three.
    fn last_two(&self, word: Span, kind: EntityKind) -> Vec<Meant> {
        let mut found: Vec<Meant> = Vec::new();
        for stretch in self.stretches(word.start()) {
            let mut here = self.named(stretch, kind);
            here.append(&mut found);
            found = once(here);
            if 2 <= found.len() {
                break;
            }
        }
        if found.len() < 2 { Vec::new() } else { found }
    }

    /// The office or trade of which this token is a part, or which it makes
    /// definite: "sang presiden", "menteri itu".
    fn office(&self, at: usize) -> Option<(Span, Word)> {
        let tokens = &self.facts.tokens;
        let definite = |at: Option<usize>| {
            at.and_then(|it| tokens.get(it)).is_some_and(|it| self.plays(it, Part::Definite))
        };
        let noun = |at: usize| {
            let marks = self.facts.marks.iter().filter(|it| it.list == List::PersonNoun);
            let here = marks.filter(|it| (it.first as usize) <= at && at < it.end as usize);
            here.max_by_key(|it| it.span.len())
        };
        let beside = [Some(at), at.checked_add(1), at.checked_sub(1)];
        let reach = if definite(Some(at)) { 3 } else { 1 };
        // "The Russian leader": the caret may be on "The".
        let over = |it: usize| (definite(Some(it)) && self.is_demonym(it + 1)).then_some(it + 2);
        let mark = beside.into_iter().flatten().take(reach).find_map(noun);
        let mark = mark.or_else(|| over(at).and_then(noun))?;
        let (first, end) = (mark.first as usize, mark.end as usize);
        // "A president", "every minister": nobody in particular.
        let before = first.checked_sub(1).and_then(|it| tokens.get(it));
        let any = before.is_some_and(|it| {
            let marks = self.facts.marks_in(it.span);
            self.plays(it, Part::Indefinite) || marks.iter().any(|it| it.list == List::Universal)
        });
        if any {
            return None;
        }
        let mut span = mark.span;
        if definite(first.checked_sub(1)) {
            span = tokens.get(first - 1)?.span.cover(span);
        }
        // "The Russian president".
        let demonym = first.checked_sub(1).is_some_and(|it| self.is_demonym(it));
        if demonym && definite(first.checked_sub(2)) {
            span = tokens.get(first - 2)?.span.cover(span);
        }
        if definite(Some(end)) {
            span = span.cover(tokens.get(end)?.span);
        }
        Some((span, Word::Office(mark.span.of(self.text()).to_lowercase())))
    }

    fn is_demonym(&self, at: usize) -> bool {
        let Some(token) = self.facts.tokens.get(at) else { return false };
        let from = self.facts.candidates.partition_point(|it| it.span.end() <= token.span.start());
        let here = self.facts.candidates.get(from).filter(|it| it.span == token.span);
        here.is_some_and(|it| it.kind == NameKind::Demonym)
    }

    /// Who speaks with this source, where that was followed to a name.
    fn voice(&self, source: Span) -> Option<Meant> {
        let it = self.facts.attributions.iter().find(|it| it.source == Some(source))?;
        let voice = self.followed(it)?;
        let who = self.who(voice).or_else(|| self.stranger_over(voice.name));
        Some(Meant { name: voice.name, who: who.unwrap_or(Who::Name) })
    }

    /// Whom an attribution of the passage means that says it by other words than a name.
    fn followed(&self, it: &Attribution) -> Option<Voice> {
        let by = self.placed.start;
        let cue = it.cue.shift(by);
        let shifted = Attribution { cue, source: it.source.map(|it| it.shift(by)), ..*it };
        self.article.followed(&shifted)
    }

    fn who(&self, voice: Voice) -> Option<Who> {
        let entity = voice.entity.and_then(|it| self.article.entities().get(it));
        entity.map(|it| Who::Entity(it.known)).or(voice.stranger.map(Who::Stranger))
    }

    fn stranger_over(&self, name: Span) -> Option<Who> {
        let all = self.article.strangers().iter();
        let here = |it: &Stranger| it.mentions.iter().any(|it| it.span == name);
        all.enumerate().find(|(_, it)| here(it)).map(|(at, _)| Who::Stranger(at))
    }

    /// Everybody of a kind who is named inside a stretch of the article, in order.
    fn named(&self, within: Span, kind: EntityKind) -> Vec<Meant> {
        let article = self.article;
        let mut res: Vec<Meant> = Vec::new();
        let first = article.passage_at(within.start()).saturating_sub(1);
        for passage in first..article.layout.len() {
            let start = article.layout.passage(passage).map_or(usize::MAX, |it| it.start);
            if within.end() <= start {
                break;
            }
            let all = article.namings_of(passage).filter(|it| it.form != Form::Demonym);
            let all = all.filter(|it| it.span.start() < within.end());
            let all = all.filter(|it| within.start() < it.span.end());
            let all = all.filter(|it| article.base.kind(it.entity) == kind);
            res.extend(all.map(|it| Meant { name: it.span, who: Who::Entity(it.entity) }));
        }
        if kind == EntityKind::Person {
            for (at, it) in article.strangers().iter().enumerate() {
                if it.class != Class::Person {
                    continue;
                }
                let first = it.mentions.partition_point(|it| it.span.end() <= within.start());
                let here = it.mentions.iter().skip(first);
                let here = here.take_while(|it| it.span.start() < within.end());
                res.extend(here.map(|it| Meant { name: it.span, who: Who::Stranger(at) }));
            }
        }
        res.sort_by_key(|it| it.name);
        res
    }

    /// Whom the nearest sentence names that names anybody: what stands before
    /// the word in its own, else those before it. The one named first leads.
    fn nearest(&self, word: Span, several: bool) -> Vec<Meant> {
        let kinds: &[EntityKind] = match several {
            true => &[EntityKind::Person, EntityKind::Country, EntityKind::Org],
            false => &[EntityKind::Person],
        };
        let least = if several { 2 } else { 1 };
        let speaker = self.speaker_around(word);
        for stretch in self.stretches(word.start()) {
            for kind in kinds {
                let mut found = self.named(stretch, *kind);
                // Whoever speaks of "him" means somebody else.
                found.retain(|it| speaker.is_none_or(|speaker| speaker != it.who));
                let found = once(found);
                if least <= found.len() {
                    return found;
                }
            }
        }
        Vec::new()
    }

    fn speaker_around(&self, word: Span) -> Option<Who> {
        let there = word.shift(self.placed.start);
        let spoken = self.article.spoken().iter().find(|it| it.quote.contains(there))?;
        let entity = spoken.voice.and_then(|it| it.entity);
        let entity = entity.and_then(|it| self.article.entities().get(it))?;
        Some(Who::Entity(entity.known))
    }

    /// What stands before a byte of the passage, sentence by sentence, the
    /// nearest first.
    fn stretches(&self, byte: usize) -> Vec<Span> {
        let mut res = Vec::new();
        let cut = |start: usize, placed: &Placed<'_>, it: &Sentence| {
            it.span.shift(placed.start).start()..start
        };
        let end = self.placed.start + byte;
        let own = self.facts.sentence_at(byte);
        res.extend(own.map(|it| cut(end, &self.placed, it)));
        let until = own.map_or(byte, |it| it.span.start());
        let before = |it: &&Sentence| it.span.start() < until;
        let all = self.facts.sentences.iter().filter(before).rev();
        res.extend(all.map(|it| {
            let span = it.span.shift(self.placed.start);
            span.start()..span.end()
        }));
        for passage in (self.passage.saturating_sub(BACK)..self.passage).rev() {
            let Some((placed, facts, roles)) = self.article.passage(passage) else { break };
            // A heading names what its section is about, not who acted last.
            let told = |it: &&Sentence| !roles.get(it.block).is_some_and(|it| it.is_heading());
            res.extend(facts.sentences.iter().filter(told).rev().map(|it| {
                let span = it.span.shift(placed.start);
                span.start()..span.end()
            }));
        }
        res.truncate(BACK);
        res.into_iter().map(|it| Span::new(it.start, it.end.max(it.start))).collect()
    }
}

/// Each of them once, where they stand first.
fn once(mut all: Vec<Meant>) -> Vec<Meant> {
    let mut seen = FxHashSet::default();
    all.retain(|it| seen.insert(it.who));
    all
}

/// Each of them once, where they stand last, the latest first.
fn last_of_each(all: &[Meant]) -> Vec<Meant> {
    once(all.iter().rev().copied().collect())
}
