//! Precision, recall and their harmonic mean.

use serde::Serialize;

/// What was found, what is there, and what is both.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    pub(super) found: usize,
    pub(super) gold: usize,
    pub(super) right: usize,
}

/// Fractions between 0 and 1.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Score {
    pub(super) precision: f64,
    pub(super) recall: f64,
    pub(super) f1: f64,
}

impl Tally {
    pub(super) fn add(&mut self, other: Tally) {
        self.found += other.found;
        self.gold += other.gold;
        self.right += other.right;
    }

    /// Where nothing is there and nothing was found, nothing is wrong.
    pub(super) fn score(self) -> Score {
        Score {
            precision: ratio(self.right, self.found),
            recall: ratio(self.right, self.gold),
            f1: ratio(2 * self.right, self.found + self.gold),
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts are small")]
fn ratio(part: usize, all: usize) -> f64 {
    if all == 0 { 1.0 } else { part as f64 / all as f64 }
}
