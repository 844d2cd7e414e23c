//! How far two markings of the same articles agree.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::cli::eval::articles::marked::{Marked, Said};
use crate::cli::eval::attribution::clean;
use crate::cli::eval::score::{Score, Tally};
use crate::text::Span;

/// Counted over any number of articles.
#[derive(Default)]
pub(super) struct Agreement {
    articles: usize,
    lines: usize,
    worth: Table,
    kind: Table,
    modality: Table,
    /// Source, cue, content.
    parts: [Tally; 3],
}

#[derive(Serialize)]
pub(super) struct Agreed {
    pub(super) articles: usize,
    pub(super) sentences: usize,
    pub(super) worth: Kappa,
    #[serde(rename = "type")]
    pub(super) kind: Kappa,
    pub(super) modality: Kappa,
    pub(super) source: Score,
    pub(super) cue: Score,
    pub(super) content: Score,
}

#[derive(Clone, Copy, Serialize)]
pub(super) struct Kappa {
    /// The share on which both say the same.
    pub(super) same: f64,
    /// The share beyond what chance would give. Cohen, 1960.
    pub(super) kappa: f64,
}

/// How often the one said this and the other that.
#[derive(Default)]
struct Table(BTreeMap<(String, String), usize>);

impl Agreement {
    /// `None` where the two do not mark the same text, line by line.
    pub(super) fn add(&mut self, first: &Marked, second: &Marked) -> Option<()> {
        let places = |it: &Marked| it.lines.iter().map(|it| it.span).collect::<Vec<_>>();
        if first.text != second.text || places(first) != places(second) {
            return None;
        }
        self.articles += 1;
        for (a, b) in first.lines.iter().zip(&second.lines) {
            self.lines += 1;
            self.worth.add(&a.worthy.to_string(), &b.worthy.to_string());
            self.kind.add(&a.kind, &b.kind);
            self.modality.add(&a.modality, &b.modality);
        }
        let parts: [fn(&Said) -> Vec<Span>; 3] = [
            |it| it.source.into_iter().collect(),
            |it| it.cue.into_iter().collect(),
            |it| it.content.clone(),
        ];
        for (tally, part) in self.parts.iter_mut().zip(parts) {
            let spans = |it: &Marked| {
                let all: Vec<Span> = it.said.iter().flat_map(part).collect();
                clean(&it.text, &all)
            };
            let (a, b) = (spans(first), spans(second));
            let right = a.iter().filter(|it| b.contains(it)).count();
            tally.add(Tally { found: b.len(), gold: a.len(), right });
        }
        Some(())
    }

    pub(super) fn told(&self) -> Agreed {
        let [source, cue, content] = self.parts.map(Tally::score);
        Agreed {
            articles: self.articles,
            sentences: self.lines,
            worth: self.worth.kappa(),
            kind: self.kind.kappa(),
            modality: self.modality.kappa(),
            source,
            cue,
            content,
        }
    }
}

impl Table {
    fn add(&mut self, first: &str, second: &str) {
        *self.0.entry((first.to_owned(), second.to_owned())).or_default() += 1;
    }

    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    fn kappa(&self) -> Kappa {
        let all = self.0.values().sum::<usize>() as f64;
        let (mut a, mut b) = (BTreeMap::new(), BTreeMap::new());
        let mut same = 0.0;
        for ((first, second), count) in &self.0 {
            *a.entry(first).or_insert(0.0) += *count as f64;
            *b.entry(second).or_insert(0.0) += *count as f64;
            if first == second {
                same += *count as f64;
            }
        }
        if all == 0.0 {
            return Kappa { same: 1.0, kappa: 1.0 };
        }
        let chance: f64 =
            a.iter().map(|(it, count)| count * b.get(it).copied().unwrap_or(0.0)).sum();
        let (same, chance) = (same / all, chance / (all * all));
        let kappa = if chance < 1.0 { (same - chance) / (1.0 - chance) } else { 1.0 };
        Kappa { same, kappa }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of Cohen's paper as it is told in every textbook: 50
    /// proposals, 20 yes and 15 no by both.
    #[test]
    fn kappa_takes_chance_away() {
        let mut table = Table::default();
        for (first, second, count) in
            [("yes", "yes", 20), ("yes", "no", 5), ("no", "yes", 10), ("no", "no", 15)]
        {
            for _ in 0..count {
                table.add(first, second);
            }
        }
        let Kappa { same, kappa } = table.kappa();
        assert!((same - 0.7).abs() < 1e-9 && (kappa - 0.4).abs() < 1e-9, "{same} {kappa}");
    }
}
