//! How an article uses an entity's name, counted segment by segment: what an edit
//! leaves alone is kept.

use std::cell::LazyCell;

use crate::detect::{Article, Form, Naming, Strips};
use crate::ide::card::contradicted::{Contradicted, Titles, contradicted};
use crate::ide::shown::shown;
use crate::knowledge::EntityId;
use crate::text::Span;

/// So many entities are remembered.
const MOST: usize = 8;

/// What was counted of the entities that were asked about last.
#[derive(Default)]
pub(in crate::ide) struct Uses(Vec<(EntityId, Strips<Use>)>);

/// What the article does with a name. Spans are bytes of the article.
#[derive(Default)]
pub(super) struct Use {
    pub(super) count: usize,
    pub(super) first: Option<Span>,
    /// Its first full name.
    pub(super) full: Option<Span>,
    /// As it is written, and how often; in order.
    pub(super) forms: Vec<(String, usize)>,
    /// Those of them that could be its full name.
    pub(super) spellings: Vec<String>,
    /// Claims that name it, and those of them that nobody vouches for.
    pub(super) claims: usize,
    pub(super) unsourced: usize,
    pub(super) contradicted: Option<Contradicted>,
}

impl Uses {
    /// That of one entity.
    pub(super) fn of(&mut self, article: &Article, entity: EntityId) -> Use {
        let known = self.0.iter().position(|it| it.0 == entity);
        if known.is_none() && MOST <= self.0.len() {
            self.0.remove(0);
        }
        let mut own = known.map_or_else(|| (entity, Strips::default()), |at| self.0.remove(at));
        let titles = LazyCell::new(|| Titles::all(&article.base, article.base.entry(entity)));
        own.1.renew(article, |slot| Use::within(article, slot, entity, &titles));
        let mut res = Use::default();
        for (slot, it) in article.layout.slots().iter().zip(own.1.iter()) {
            res.add(it, slot.start);
        }
        self.0.push(own);
        res
    }
}

impl Use {
    /// That of a segment; its spans count from the segment's start.
    fn within<'a, F: FnOnce() -> Vec<Titles<'a>>>(
        article: &Article,
        slot: usize,
        entity: EntityId,
        titles: &LazyCell<Vec<Titles<'a>>, F>,
    ) -> Use {
        let mut res = Use::default();
        let start = article.layout.slots().get(slot).map_or(0, |it| it.start);
        let all: Vec<Naming> = article.namings_in(slot, entity).collect();
        if all.is_empty() {
            return res;
        }
        for it in &all {
            let text = shown(article, it.span);
            let spelt = matches!(it.form, Form::Full | Form::Alias);
            if spelt && !res.spellings.contains(&text) {
                res.spellings.push(text.clone());
            }
            res.count(text, 1);
        }
        let local = |it: &Naming| Span::new(it.span.start() - start, it.span.end() - start);
        res.count = all.len();
        res.first = all.first().map(local);
        res.full = all.iter().find(|it| it.form == Form::Full).map(local);
        let mut passages: Vec<usize> = all.iter().map(|it| it.passage).collect();
        passages.dedup();
        for claim in passages.into_iter().flat_map(|it| article.claims_of(it)) {
            let from = all.partition_point(|it| it.span.start() < claim.sentence.start());
            if all.get(from).is_some_and(|it| claim.sentence.contains(it.span)) {
                res.claims += 1;
                res.unsourced += usize::from(claim.attribution.is_none() && !claim.linked);
            }
        }
        res.contradicted = contradicted(article, &all, titles).map(|it| Contradicted {
            mention: Span::new(it.mention.start() - start, it.mention.end() - start),
            ..it
        });
        res
    }

    fn count(&mut self, text: String, count: usize) {
        match self.forms.iter_mut().find(|(it, _)| *it == text) {
            Some((_, sum)) => *sum += count,
            None => self.forms.push((text, count)),
        }
    }

    /// With that of the segment that follows, which starts there.
    fn add(&mut self, other: &Use, start: usize) {
        if other.count == 0 {
            return;
        }
        let here = |it: Span| it.shift(start);
        self.count += other.count;
        self.first = self.first.or(other.first.map(here));
        self.full = self.full.or(other.full.map(here));
        for (text, count) in &other.forms {
            match self.forms.iter_mut().find(|(it, _)| it == text) {
                Some((_, sum)) => *sum += count,
                None => self.forms.push((text.clone(), *count)),
            }
        }
        for it in &other.spellings {
            if !self.spellings.contains(it) {
                self.spellings.push(it.clone());
            }
        }
        self.claims += other.claims;
        self.unsourced += other.unsourced;
        if let (None, Some(it)) = (&self.contradicted, &other.contradicted) {
            self.contradicted = Some(Contradicted { mention: here(it.mention), ..it.clone() });
        }
    }
}
