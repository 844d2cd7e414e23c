//! Whose an office is, by the words beside it: "the Russian president", "presiden
//! Rusia", "the president of the bank".

use crate::detect::pointing::play::is_code;
use crate::detect::pointing::{Here, Who};
use crate::detect::{EntityKind, Naming};
use crate::knowledge::EntityId;
use crate::lang::{Lang, List, Part};
use crate::text::Span;

/// Whose an office is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// No word beside it says.
    Anyone,
    /// A country's; ISO 3166-1 alpha-2.
    Country(&'static str),
    Known(EntityId),
    /// Something of which the base knows nothing: "the club's president".
    Other,
}

impl Here<'_> {
    pub(super) fn owner(&self, word: Span) -> Owner {
        if let Some(country) = self.country_beside(word) {
            return Owner::Country(country);
        }
        let text = self.text();
        let tokens = &self.facts.tokens;
        let first = tokens.partition_point(|it| it.span.start() < word.start());
        let end = tokens.partition_point(|it| it.span.start() < word.end());
        let of = |at: usize| tokens.get(at).map_or("", |it| it.span.of(text));
        let before = |back: usize| first.checked_sub(back).map_or("", of);
        // "The club's president", "its president".
        let lexicon = &self.facts.tongue.nearest().pack().lexicon;
        if matches!(before(2), "'" | "’") && before(1) == "s" {
            return first.checked_sub(3).map_or(Owner::Other, |it| self.named_owner(it));
        }
        if matches!(before(1).to_lowercase().as_str(), "its" | "their" | "whose") {
            return Owner::Other;
        }
        if of(end) == "of" {
            let article = lexicon.plays(of(end + 1), Part::Definite) || of(end + 1) == "a";
            let at = if article { end + 2 } else { end + 1 };
            return match of(at) {
                "republic" | "country" | "nation" | "state" | "states" => Owner::Anyone,
                it if it.starts_with(char::is_alphabetic) => self.named_owner(at),
                _ => Owner::Anyone,
            };
        }
        // "Presiden FIFA", "presiden klub itu".
        if self.facts.tongue.nearest() == Lang::Id {
            let here = tokens.get(end).map(|it| it.span).unwrap_or_default();
            let mut lists = [List::Body, List::Organisation].into_iter();
            let body = lists.any(|it| lexicon.is_listed(of(end), it));
            let known = self.naming_over(here).is_some_and(|it| self.is_body(it));
            if body || known {
                return self.named_owner(end);
            }
        }
        Owner::Anyone
    }

    fn is_body(&self, it: Naming) -> bool {
        self.article.base.kind(it.entity) == EntityKind::Org
    }

    /// Whose name stands at a token.
    fn named_owner(&self, at: usize) -> Owner {
        let here = self.facts.tokens.get(at).map(|it| it.span).unwrap_or_default();
        match self.naming_over(here) {
            Some(it) if self.is_body(it) => Owner::Known(it.entity),
            _ => Owner::Other,
        }
    }

    fn naming_over(&self, token: Span) -> Option<Naming> {
        let there = token.shift(self.placed.start);
        self.article.namings_of(self.passage).find(|it| it.span.contains(there))
    }

    /// Whether somebody may have an office of that owner.
    pub(super) fn is_owned(&self, owner: Owner, who: Who) -> bool {
        let base = &self.article.base;
        let day = self.article.date.day;
        match (owner, who) {
            (Owner::Anyone, _) => true,
            (Owner::Country(it), Who::Entity(who)) => base.entry(who).country == Some(it),
            (Owner::Country(_), _) => false,
            (Owner::Known(it), Who::Entity(who)) => {
                let id = base.entry(it).id;
                base.entry(who).roles.iter().any(|it| it.at == id && it.holds_on(day))
            }
            // Who heads a state is not meant by what heads a club.
            (Owner::Other, Who::Entity(who)) => {
                !base.entry(who).roles.iter().any(|it| is_code(it.at) && it.holds_on(day))
            }
            (Owner::Known(_) | Owner::Other, _) => true,
        }
    }

    /// The country that stands beside an office: "the Russian president",
    /// "presiden Rusia", "the president of Russia", "Russia's president".
    pub(super) fn country_beside(&self, word: Span) -> Option<&'static str> {
        let article = self.article;
        let here = word.shift(self.placed.start);
        let gap = |a: usize, b: usize| {
            let between = Span::new(a.saturating_sub(self.placed.start), b - self.placed.start);
            let between = between.of(self.text()).trim();
            matches!(between, "" | "of" | "of the" | "'s" | "’s" | "dari" | "Dari")
        };
        let names = article.namings_of(self.passage);
        let near = names.skip_while(|it| it.span.end() + 4 < here.start()).take(4);
        let country = near.filter(|it| article.base.kind(it.entity) == EntityKind::Country);
        let mut beside = country.filter(|it| match it.span < here {
            true => {
                it.span.end() <= here.start() && gap(it.span.end(), here.start())
                    || here.contains(it.span)
            }
            false => {
                here.contains(it.span)
                    || here.end() <= it.span.start()
                        && it.span.start() <= here.end() + 8
                        && gap(here.end(), it.span.start())
            }
        });
        beside.next().and_then(|it| article.base.entry(it.entity).country)
    }
}
