//! Whose state is in play where an office is told without a name. Behind "US
//! Congress" or "In France, …", "the president" need not be the only one whom the
//! article names.

use crate::detect::pointing::Who;
use crate::detect::{Article, EntityKind, Facts, Form, Naming};
use crate::knowledge::{EntityId, Entry, Role};
use crate::lang::{List, Part};
use crate::structure::Placed;
use crate::text::Span;

/// So many passages are looked back over.
const BACK: usize = 8;

/// A body of a state has so many words before or behind the state's name.
const BODY: usize = 4;

/// Something of a state that acts in the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::detect) struct Play {
    /// ISO 3166-1 alpha-2.
    country: &'static str,
    /// Byte of the article at which it is named.
    at: usize,
    /// The sentence that begins with it, if one does; bytes of the article.
    sentence: Option<Span>,
}

impl Article {
    /// The state that acted last before a byte.
    pub(in crate::detect) fn play_before(&self, byte: usize) -> Option<Play> {
        let here = self.passage_at(byte);
        (here.saturating_sub(BACK)..=here).rev().find_map(|at| {
            let (placed, facts, _) = self.passage(at)?;
            let before: Vec<Naming> =
                self.namings_of(at).take_while(|it| it.span.end() <= byte).collect();
            let named = before.iter().rev().find_map(|it| self.play_of(placed, facts, it));
            let open = self.open_body(placed, facts, byte);
            open.into_iter().chain(named).max_by_key(|it| it.at)
        })
    }

    /// The last body of a state before a byte that the article names without its
    /// state, so that it is left open: "DPR".
    fn open_body(&self, placed: Placed<'_>, facts: &Facts, byte: usize) -> Option<Play> {
        let before = facts.candidates.iter().rev();
        let mut before = before.filter(|it| it.span.end() + placed.start <= byte);
        before.find_map(|it| {
            let (entity, _) = self.base.meaning(*it.names.first()?)?;
            let entry = self.base.entry(entity);
            let country = self.state(entry).filter(|_| entry.kind == EntityKind::Org)?;
            Some(Play { country, at: placed.start + it.span.start(), sentence: None })
        })
    }

    fn play_of(&self, placed: Placed<'_>, facts: &Facts, it: &Naming) -> Option<Play> {
        let entry = self.base.entry(it.entity);
        let by = placed.start;
        let span = Span::new(it.span.start() - by, it.span.end() - by);
        let first = facts.tokens.partition_point(|it| it.span.start() < span.start());
        let sentence = facts.sentence_at(span.start());
        // "The United States rejected", "In France, …".
        let sentence = sentence.filter(|it| first <= it.tokens.start + 1);
        let text = placed.passage.prose();
        let acts = match entry.kind {
            EntityKind::Org => true,
            EntityKind::Country => {
                let owns = text.get(span.end()..).is_some_and(|it| it.starts_with(['\'', '’']));
                it.form == Form::Metonym
                    || has_body(text, facts, span, first)
                    || sentence.is_some() && it.form != Form::Demonym && !owns
            }
            // "The Senate in Washington".
            EntityKind::Place => has_body(text, facts, span, first),
            _ => false,
        };
        let country = if acts { self.state(entry) } else { None }?;
        let sentence = sentence.map(|it| it.span.shift(by));
        Some(Play { country, at: it.span.start(), sentence })
    }

    /// The state whose body an organisation is, told by its seat; of a country
    /// and a place its own.
    fn state(&self, entry: &Entry) -> Option<&'static str> {
        if entry.kind != EntityKind::Org {
            return entry.country;
        }
        let bodies = ["agency", "central-bank", "court", "military", "ministry", "parliament"];
        if !entry.class.is_some_and(|it| bodies.contains(&it)) {
            return None;
        }
        let seat = entry.seat?.split(',').next().unwrap_or_default();
        let mut all = self.base.named(seat).into_iter().map(|it| self.base.entry(it));
        all.find(|it| it.kind == EntityKind::Country).and_then(|it| it.country)
    }

    /// Whether an office told without a name at `byte` may be that of another state
    /// than whose this is: one that has acted since `name`.
    pub(in crate::detect) fn is_anothers(
        &self,
        (who, name): (Who, Span),
        offices: &[String],
        byte: usize,
    ) -> bool {
        let Some(play) = self.play_before(byte) else { return false };
        !self.acted_since(play, name)
            && offices.iter().any(|it| self.is_rival(play.country, who, it))
    }

    /// Whether somebody was named behind the body of the state, and not as what that did
    /// something to: "The US Congress has criticised Putin".
    pub(super) fn acted_since(&self, play: Play, name: Span) -> bool {
        if name.start() < play.at {
            return false;
        }
        if !play.sentence.is_some_and(|it| it.contains(name)) {
            return true;
        }
        let passage = self.passage_at(name.start());
        self.passage(passage).is_some_and(|(placed, facts, _)| {
            let by = placed.start;
            let mut sources = facts.attributions.iter().filter_map(|it| it.source);
            sources.any(|it| it.shift(by).contains(name))
        })
    }

    /// Whether that state has such an office too, and somebody else in it.
    pub(super) fn is_rival(&self, country: &str, who: Who, office: &str) -> bool {
        let day = self.date.day;
        let lexicon = &self.lang.pack().lexicon;
        let usual = lexicon.office(office);
        let leads = lexicon.plays(office, Part::Leader);
        let named = |role: &Role| {
            let titles = [role.title_id, role.title_en];
            titles.iter().any(|it| has_words(it, usual))
        };
        let heads = self.base.heads(country, day);
        let has = heads.iter().any(|it| leads || named(&it.1));
        let Who::Entity(it) = who else { return has };
        let roles = &self.base.entry(it).roles;
        if self.is_of(it, country) {
            return false;
        }
        let mut held = roles.iter().filter(|it| it.holds_on(day) && (leads || named(it)));
        // Every state has ministers; of presidents and kings the base knows who has them.
        let minister = held.clone().any(|it| it.head.is_none() && is_code(it.at));
        has || minister || heads.is_empty() && held.any(|it| it.head.is_some())
    }

    /// Whether somebody is that country's, or in an office of it.
    pub(super) fn is_of(&self, who: EntityId, country: &str) -> bool {
        let entry = self.base.entry(who);
        let day = self.date.day;
        entry.country == Some(country)
            || entry.roles.iter().any(|it| it.at == country && it.holds_on(day))
    }
}

impl Play {
    pub(super) fn country(self) -> &'static str {
        self.country
    }
}

/// Whether a country's name stands in that of a body of the state: "US Congress", "the
/// French foreign ministry", "Mahkamah Agung AS", "the parliament of France".
fn has_body(text: &str, facts: &Facts, span: Span, first: usize) -> bool {
    let lexicon = &facts.tongue.nearest().pack().lexicon;
    let word = |at: usize| facts.tokens.get(at).map_or("", |it| it.span.of(text));
    let state = |at: usize| lexicon.plays(word(at), Part::State);
    let capital = |at: usize| word(at).starts_with(char::is_uppercase);
    let place = |at: usize| {
        let span = facts.tokens.get(at).map(|it| it.span).unwrap_or_default();
        facts.marks_in(span).iter().any(|it| it.list == List::PlacePreposition)
    };
    let end = facts.tokens.partition_point(|it| it.span.start() < span.end());
    // "France's parliament".
    let owner = usize::from(matches!(word(end), "'" | "’"));
    let end = end + owner + usize::from(owner == 1 && word(end + 1) == "s");
    if state(end) || word(end).starts_with(char::is_alphabetic) && !place(end) && state(end + 1) {
        return true;
    }
    let back = |from: usize| {
        let mut run = (0..from).rev().take(BODY).take_while(|it| capital(*it) || state(*it));
        run.any(state)
    };
    let joins = |at: usize| matches!(word(at), "of" | "dari") || place(at);
    back(first) || first.checked_sub(1).is_some_and(|it| joins(it) && back(it))
}

/// Whether a name is a code of a country, and not the id of an organisation.
pub(super) fn is_code(at: &str) -> bool {
    at.len() == 2
}

/// Whether the words of a phrase stand in a title, together and in order.
pub(super) fn has_words(title: &str, phrase: &str) -> bool {
    let title: Vec<String> = title.split_whitespace().map(str::to_lowercase).collect();
    let phrase: Vec<&str> = phrase.split_whitespace().collect();
    !phrase.is_empty() && title.windows(phrase.len()).any(|it| it == phrase)
}
