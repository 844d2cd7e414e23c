//! All words that point back to somebody: who says something as "ia", "she said",
//! "ujarnya", and in an article of usual length also "sang presiden" and "dia" elsewhere.

use crate::detect::names::Class;
use crate::detect::pointing::{Here, Who, Word};
use crate::detect::{Article, EntityKind};
use crate::lang::{Beside, List, Part, TokenKind};
use crate::text::Span;

/// Each word is followed by itself, which takes longer the longer the article is; in
/// one of more bytes only those are that say something.
const USUAL: usize = 64 * 1024;

impl Article {
    /// Where words stand that mean this person and nobody else, without the names. In
    /// bytes of the article and in order; none for what is no person.
    pub fn pointing_to(&self, who: Who) -> Vec<Span> {
        let person = match who {
            Who::Entity(it) => self.base.kind(it) == EntityKind::Person,
            Who::Stranger(at) => {
                self.strangers().get(at).is_some_and(|it| it.class == Class::Person)
            }
            Who::Name => false,
        };
        if !person {
            return Vec::new();
        }
        let mut res = Vec::new();
        for passage in 0..self.layout.len() {
            let Some((placed, facts, _)) = self.passage(passage) else { continue };
            let here = Here { article: self, placed, facts, passage };
            let sources = facts
                .attributions
                .iter()
                .filter(|it| here.followed(it).and_then(|it| here.who(it)) == Some(who));
            res.extend(sources.filter_map(|it| it.source).map(|it| it.shift(placed.start)));
            if self.layout.text_len() <= USUAL {
                res.extend(here.words_for(who).map(|it| it.shift(placed.start)));
            }
        }
        res.sort_by_key(|it| (it.start(), std::cmp::Reverse(it.end())));
        // "Presiden itu" is a source, and an office.
        res.dedup_by(|next, before| next.overlaps(*before));
        res
    }
}

impl Here<'_> {
    /// Pronouns and offices that tell that the reader knows who is meant, and mean
    /// nobody but this one.
    fn words_for(&self, who: Who) -> impl Iterator<Item = Span> {
        let pronouns = (0..self.facts.tokens.len()).filter_map(|at| {
            let token = self.facts.tokens.get(at)?;
            let pronoun = token.kind == TokenKind::Word && self.plays(token, Part::PointsToOne);
            // Who is spoken of inside a quotation need not be named outside it.
            let told = pronoun && !self.facts.is_quoted(token.span);
            told.then_some((token.span, Word::One))
        });
        let offices = self.facts.marks.iter().filter(|it| it.list == List::PersonNoun);
        let offices = offices.filter_map(|it| self.office(it.first as usize));
        let offices = offices.filter(|it| self.is_definite(it.0));
        pronouns.chain(offices).filter_map(move |(span, word)| {
            let meant = self.meant(span, &word);
            let [one] = meant.as_slice() else { return None };
            // "Presiden Rusia Vladimir Putin" names him itself.
            (one.who == who && !self.is_title_of(span, one.name)).then_some(span)
        })
    }

    /// "Sang presiden", "the Russian leader", "presiden Rusia"; no "calon presiden".
    fn is_definite(&self, office: Span) -> bool {
        let tokens = &self.facts.tokens;
        let first = tokens.partition_point(|it| it.span.start() < office.start());
        let end = tokens.partition_point(|it| it.span.start() < office.end());
        let ends = [Some(first), end.checked_sub(1)].into_iter().flatten();
        let mut ends = ends.filter_map(|it| tokens.get(it));
        let lexicon = &self.facts.tongue.nearest().pack().lexicon;
        let before = first.checked_sub(1).and_then(|it| tokens.get(it));
        let other = before
            .is_some_and(|it| lexicon.is_beside(it.span.of(self.text()), Beside::OtherOffice));
        !other
            && (ends.any(|it| self.plays(it, Part::Definite))
                || self.country_beside(office).is_some())
    }
}
