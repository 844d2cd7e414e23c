//! Folds the style in which articles are read into the signs that all styles
//! share, so that an article asks once for each sign.

// Numbers of one matrix, all made here: a slip should stop the training.
#![expect(clippy::indexing_slicing, reason = "a slip should stop the training")]

use rustc_hash::{FxHashMap, FxHashSet};

use crate::detect::names::learn::weights::{Row, Weights};
use crate::detect::names::signs::{MAIN, styled};

/// Signs with their weights, and how far each has been learnt.
pub(super) struct Folded {
    pub(super) signs: Vec<u64>,
    pub(super) rows: Vec<Row>,
    pub(super) squares: Vec<Row>,
}

/// `numbers` are the places of `signs` in the weights.
pub(super) fn fold(
    signs: &[u64],
    numbers: &FxHashMap<u64, u32>,
    weights: &Weights,
    styles: usize,
) -> Folded {
    let find = |sign: u64, style: u64| numbers.get(&styled(sign, style)).map(|it| *it as usize);
    let every = |style: u64| signs.iter().filter_map(move |it| find(*it, style));
    let of_style: FxHashSet<usize> = (MAIN..styles as u64).flat_map(every).collect();
    let mut res = Folded { signs: Vec::new(), rows: Vec::new(), squares: Vec::new() };
    let mut put = |sign: u64, row: Row, squares: Row| {
        res.signs.push(sign);
        res.rows.push(row);
        res.squares.push(squares);
    };
    for (at, sign) in signs.iter().enumerate().filter(|it| !of_style.contains(&it.0)) {
        let main = find(*sign, MAIN);
        let own = main.map_or([0.0; _], |it| weights.rows[it]);
        put(*sign, plus(&weights.rows[at], &own, 1.0), weights.squares[at]);
        for style in MAIN + 1..styles as u64 {
            let other = find(*sign, style);
            let Some(learnt) = other.or(main) else { continue };
            let row = other.map_or([0.0; _], |it| weights.rows[it]);
            put(styled(*sign, style), plus(&row, &own, -1.0), weights.squares[learnt]);
        }
    }
    res
}

fn plus(row: &Row, other: &Row, times: f32) -> Row {
    std::array::from_fn(|at| row[at] + times * other[at])
}
