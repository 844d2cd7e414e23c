//! Saves what can be read of a ledger that is broken.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::detect::ledger::merge::later;
use crate::detect::ledger::{Entry, Ledger};

/// What could be saved.
#[derive(Clone, Debug, PartialEq)]
pub struct Repaired {
    pub ledger: Ledger,
    /// Lines that could not be read, counted from one.
    pub lost: Vec<usize>,
}

/// Reads a ledger line by line. Both sides of a conflict are taken, and of
/// entries with one id the later one; entries of another article become this
/// one's. `None` where nothing can be read.
#[must_use]
pub fn repair(text: &str, article: &str) -> Option<Repaired> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let whole = serde_json::from_str::<Value>(text).ok().and_then(|it| Ledger::read(it, article));
    let (mut ledger, lost) = match whole {
        Some(ledger) => (ledger, Vec::new()),
        None => by_lines(text, article)?,
    };
    let mut by_id: BTreeMap<String, Entry> = BTreeMap::new();
    let mut ids: Vec<String> = Vec::new();
    for mut entry in std::mem::take(&mut ledger.entries) {
        entry.source = article.to_owned();
        match by_id.get_mut(&entry.id) {
            Some(known) => *known = later(known, &entry).clone(),
            None => {
                ids.push(entry.id.clone());
                by_id.insert(entry.id.clone(), entry);
            }
        }
    }
    ledger.entries = ids.iter().filter_map(|it| by_id.remove(it)).collect();
    ledger.others.dedup();
    Some(Repaired { ledger, lost })
}

fn by_lines(text: &str, article: &str) -> Option<(Ledger, Vec<usize>)> {
    let mut ledger = Ledger::new(article);
    let mut lost = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        let marker =
            ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].iter().any(|it| line.starts_with(it));
        if marker || matches!(line, "" | "]}") {
            continue;
        }
        if let Some(head) = line.strip_suffix(",\"items\":[")
            && let Ok(Value::Object(head)) = serde_json::from_str(&format!("{head}}}"))
        {
            ledger.head = head;
            continue;
        }
        match serde_json::from_str::<Value>(line.trim_end_matches(',')) {
            Ok(item @ Value::Object(_)) => match Entry::read(&item) {
                Some(entry) => ledger.entries.push(entry),
                None => ledger.others.push(item),
            },
            _ => lost.push(at + 1),
        }
    }
    let empty = ledger.entries.is_empty() && ledger.others.is_empty();
    (!empty).then_some((ledger, lost))
}
