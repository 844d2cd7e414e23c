//! How well mentions are put together into entities: MUC, B³ and CEAF with
//! entities, and their mean, as CoNLL-2012 scored them.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::text::Span;

/// Mentions of one text, each with the number of its entity.
pub(super) type Clusters = BTreeMap<Span, usize>;

/// Sums from which a measure's precision and recall come.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    hit: f64,
    found: f64,
    recalled: f64,
    gold: f64,
}

/// See the module.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Coreference {
    muc: Sums,
    b_cubed: Sums,
    ceaf: Sums,
}

/// F1 of each measure, and their mean.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Scores {
    pub(super) muc: f64,
    pub(super) b_cubed: f64,
    pub(super) ceaf_e: f64,
    pub(super) conll: f64,
}

impl Coreference {
    pub(super) fn add(&mut self, found: &Clusters, gold: &Clusters) {
        let (f, g) = (groups(found), groups(gold));
        let (hit, all) = linked(&f, gold);
        let (recalled, gold_links) = linked(&g, found);
        self.muc.add(Sums { hit, found: all, recalled, gold: gold_links });
        let (hit, all) = shared(&f, &g);
        let (recalled, gold_all) = shared(&g, &f);
        self.b_cubed.add(Sums { hit, found: all, recalled, gold: gold_all });
        let hit = aligned(&f, &g);
        let (found, gold) = (count(f.len()), count(g.len()));
        self.ceaf.add(Sums { hit, found, recalled: hit, gold });
    }

    pub(super) fn merge(&mut self, other: Coreference) {
        self.muc.add(other.muc);
        self.b_cubed.add(other.b_cubed);
        self.ceaf.add(other.ceaf);
    }

    pub(super) fn scores(self) -> Scores {
        let (muc, b_cubed, ceaf_e) = (self.muc.f1(), self.b_cubed.f1(), self.ceaf.f1());
        Scores { muc, b_cubed, ceaf_e, conll: (muc + b_cubed + ceaf_e) / 3.0 }
    }
}

impl Sums {
    fn add(&mut self, other: Sums) {
        self.hit += other.hit;
        self.found += other.found;
        self.recalled += other.recalled;
        self.gold += other.gold;
    }

    /// Where nothing is there and nothing was found, nothing is wrong.
    fn f1(self) -> f64 {
        let ratio = |part: f64, all: f64| if all == 0.0 { 1.0 } else { part / all };
        let (p, r) = (ratio(self.hit, self.found), ratio(self.recalled, self.gold));
        if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }
    }
}

type Groups = Vec<Vec<Span>>;

fn groups(of: &Clusters) -> Groups {
    let mut res: BTreeMap<usize, Vec<Span>> = BTreeMap::new();
    for (span, entity) in of {
        res.entry(*entity).or_default().push(*span);
    }
    res.into_values().collect()
}

/// Links inside the groups that the other side has too, and all links. Vilain
/// and others, MUC-6, 1995.
fn linked(groups: &Groups, other: &Clusters) -> (f64, f64) {
    let mut sums = (0.0, 0.0);
    for group in groups {
        let mut parts: Vec<usize> = group.iter().filter_map(|it| other.get(it)).copied().collect();
        let alone = group.len() - parts.len();
        parts.sort_unstable();
        parts.dedup();
        sums.0 += count(group.len() - parts.len() - alone);
        sums.1 += count(group.len() - 1);
    }
    sums
}

/// For each mention the share of its group that the other side puts with it.
/// Bagga and Baldwin, 1998; a mention that only one side has counts as missed.
fn shared(groups: &Groups, others: &Groups) -> (f64, f64) {
    let mut sums = (0.0, 0.0);
    for group in groups {
        for span in group {
            sums.1 += 1.0;
            let Some(theirs) = others.iter().find(|it| it.contains(span)) else { continue };
            let both = group.iter().filter(|it| theirs.contains(it)).count();
            sums.0 += count(both) / count(group.len());
        }
    }
    sums
}

/// The best one-to-one pairing of entities, each pair worth 2|a ∩ b| / (|a| + |b|).
/// Luo, 2005 (φ4).
fn aligned(found: &Groups, gold: &Groups) -> f64 {
    let worth = |a: &[Span], b: &[Span]| {
        let both = a.iter().filter(|it| b.contains(it)).count();
        2.0 * count(both) / count(a.len() + b.len())
    };
    let table: Vec<Vec<f64>> =
        found.iter().map(|a| gold.iter().map(|b| worth(a, b)).collect()).collect();
    best(&table)
}

/// The highest sum of cells with no two in a row or a column: augmenting paths
/// with potentials (Kuhn and Munkres), on the square with zeros around.
fn best(table: &[Vec<f64>]) -> f64 {
    let size = table.len().max(table.first().map_or(0, Vec::len));
    let cell = |row: usize, column: usize| {
        table.get(row).and_then(|it| it.get(column)).copied().unwrap_or(0.0)
    };
    // Rows and columns count from 1; 0 stands for "none yet".
    let mut of_row = vec![0.0; size + 1];
    let mut of_column = vec![0.0; size + 1];
    let mut taken_by = vec![0_usize; size + 1];
    let get = |all: &[f64], at: usize| all.get(at).copied().unwrap_or(0.0);
    for row in 1..=size {
        let mut way = vec![0_usize; size + 1];
        let mut least = vec![f64::INFINITY; size + 1];
        let mut seen = vec![false; size + 1];
        let mut column = 0;
        if let Some(it) = taken_by.first_mut() {
            *it = row;
        }
        loop {
            if let Some(it) = seen.get_mut(column) {
                *it = true;
            }
            let here = taken_by.get(column).copied().unwrap_or(0);
            let (mut step, mut next) = (f64::INFINITY, 0);
            for at in 1..=size {
                if seen.get(at).copied().unwrap_or(true) {
                    continue;
                }
                let cost = -cell(here.wrapping_sub(1), at - 1);
                let left = cost - get(&of_row, here) - get(&of_column, at);
                if let (Some(least), Some(way)) = (least.get_mut(at), way.get_mut(at)) {
                    if left < *least {
                        (*least, *way) = (left, column);
                    }
                    if *least < step {
                        (step, next) = (*least, at);
                    }
                }
            }
            for at in 0..=size {
                if seen.get(at).copied().unwrap_or(false) {
                    let by = taken_by.get(at).copied().unwrap_or(0);
                    if let Some(it) = of_row.get_mut(by) {
                        *it += step;
                    }
                    if let Some(it) = of_column.get_mut(at) {
                        *it -= step;
                    }
                } else if let Some(it) = least.get_mut(at) {
                    *it -= step;
                }
            }
            column = next;
            if taken_by.get(column).copied().unwrap_or(0) == 0 {
                break;
            }
        }
        while column != 0 {
            let from = way.get(column).copied().unwrap_or(0);
            let by = taken_by.get(from).copied().unwrap_or(0);
            if let Some(it) = taken_by.get_mut(column) {
                *it = by;
            }
            column = from;
        }
    }
    (1..=size)
        .map(|column| cell(taken_by.get(column).copied().unwrap_or(0).wrapping_sub(1), column - 1))
        .sum()
}

#[expect(clippy::cast_precision_loss, reason = "counts are small")]
fn count(of: usize) -> f64 {
    of as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clusters(of: &[(usize, usize)]) -> Clusters {
        of.iter().map(|(at, entity)| (Span::new(*at, at + 1), *entity)).collect()
    }

    /// The example of Luo, 2005: five mentions and two of three entities merged.
    #[test]
    fn measures_are_those_of_the_papers() {
        let gold: Vec<(usize, usize)> = (0..12)
            .map(|at| {
                (
                    at,
                    match at {
                        0..5 => 0,
                        5..7 => 1,
                        _ => 2,
                    },
                )
            })
            .collect();
        let merged: Vec<(usize, usize)> =
            gold.iter().map(|(at, entity)| (*at, usize::from(*entity == 2))).collect();
        let mut all = Coreference::default();
        all.add(&clusters(&merged), &clusters(&gold));
        let scores = all.scores();
        // Links: 9 of 10 found ones are right, all 9 gold ones are there.
        assert!((scores.muc - 18.0 / 19.0).abs() < 1e-9, "{scores:?}");
        // Precision (5·5/7 + 2·2/7 + 5) / 12, recall 1.
        let precision = (25.0 / 7.0 + 4.0 / 7.0 + 5.0) / 12.0;
        assert!((scores.b_cubed - 2.0 * precision / (precision + 1.0)).abs() < 1e-9, "{scores:?}");
        // The pairs (7 with 5 of them) and (5 with 5): 10/12 + 1 over 2 and 3.
        let hit = 10.0 / 12.0 + 1.0;
        let (p, r) = (hit / 2.0, hit / 3.0);
        assert!((scores.ceaf_e - 2.0 * p * r / (p + r)).abs() < 1e-9, "{scores:?}");
        let mut same = Coreference::default();
        same.add(&clusters(&gold), &clusters(&gold));
        assert!((same.scores().conll - 1.0).abs() < 1e-9);
    }

    #[test]
    fn the_best_pairing_is_not_the_greedy_one() {
        assert!((best(&[vec![0.9, 0.8], vec![0.8, 0.0]]) - 1.6).abs() < 1e-9);
        assert!((best(&[vec![0.1, 0.5, 0.2]]) - 0.5).abs() < 1e-9);
        assert!(best(&[]).abs() < 1e-9);
    }
}
