//! Blanks, lists, keys and order.

use std::collections::{HashMap, HashSet};

use super::shape::Shape;
use super::{Problems, Table};

pub(super) fn check(table: &Table, shape: &Shape, problems: &mut Problems) {
    if table.rows.is_empty() {
        problems.add(table, 1, "has no rows; restore it");
    }
    let is_in = |list: &str, column: &str| list.split_ascii_whitespace().any(|it| it == column);
    let mut keys: HashMap<Vec<&str>, usize> = HashMap::new();
    let mut previous: Option<String> = None;
    for row in &table.rows {
        let line = row.line;
        for (column, cell) in table.columns.iter().zip(&row.cells) {
            if cell.trim() != cell || cell.contains("  ") {
                problems.add(table, line, format!("{column}: stray blanks in `{cell}`; drop them"));
            }
            if cell.is_empty() && is_in(shape.required, column) {
                problems.add(table, line, format!("{column} is empty; fill it in or drop the row"));
            }
            if is_in(shape.lists, column) {
                list(table, line, column, cell, problems);
            } else if cell.contains('|') {
                let message = format!("{column} holds one value, not a list: `{cell}`; keep one");
                problems.add(table, line, message);
            }
        }
        let key: Vec<&str> =
            shape.key.split_ascii_whitespace().map(|it| table.cell(row, it)).collect();
        let spelled = key.join(" ");
        if let Some(first) = keys.insert(key, line) {
            let message = format!("the key `{spelled}` is on line {first} already; merge the two");
            problems.add(table, line, message);
        }
        let text = row.cells.join("\t");
        if previous.as_ref().is_some_and(|it| it.as_bytes() > text.as_bytes()) {
            let message = "out of order; sort the rows below the header with `LC_ALL=C sort`";
            problems.add(table, line, message);
        }
        previous = Some(text);
    }
}

fn list(table: &Table, line: usize, column: &str, cell: &str, problems: &mut Problems) {
    if cell.is_empty() {
        return;
    }
    let items: Vec<&str> = cell.split('|').collect();
    if items.iter().any(|it| it.is_empty() || it.trim() != *it) {
        problems.add(table, line, format!("{column}: blank item in the list `{cell}`; drop it"));
    }
    if items.iter().collect::<HashSet<_>>().len() != items.len() {
        let message = format!("{column}: an item stands twice in `{cell}`; drop one");
        problems.add(table, line, message);
    }
}
