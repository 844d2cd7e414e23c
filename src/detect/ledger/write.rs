//! Changes a ledger by what somebody says of a claim.

use crate::detect::Article;
use crate::detect::ledger::anchor::{after, anchor, before, section_of};
use crate::detect::ledger::{Anchor, Entry, How, Ledger, Quote, State};
use crate::text::Span;

/// What somebody says of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// [`State::Unchecked`] takes the entry away.
    pub state: State,
    /// `None` leaves the note that is there; an empty one takes it away.
    pub note: Option<String>,
    /// Come to those that are there.
    pub links: Vec<String>,
    pub by: Option<String>,
}

/// Where a span stands, as the standard's selectors have it, and under which
/// headings. `text` is that of the article.
pub fn selectors(article: &Article, text: &str, span: Span) -> (Quote, (u64, u64), Vec<String>) {
    let exact = span.of(text).to_owned();
    let start = text.get(..span.start()).map_or(0, |it| it.chars().count() as u64);
    let end = start + exact.chars().count() as u64;
    let (prefix, suffix) = (before(text, span.start()), after(text, span.end()));
    (Quote { exact, prefix, suffix }, (start, end), section_of(article, span.start()))
}

/// Writes down what is said of the claim of this index. `now` is RFC 3339.
/// The entry's id; `None` where there is no such claim.
pub fn record(
    ledger: &mut Ledger,
    article: &Article,
    text: &str,
    claim: usize,
    change: &Change,
    now: &str,
) -> Option<String> {
    let found = article.claims().get(claim)?;
    let anchors = anchor(article, text, &ledger.entries);
    let at = anchors.iter().position(|it| it.is_some_and(|it| it.claim == Some(claim)));
    let (quote, position, section) = selectors(article, text, found.span);
    let mut entry = match at.and_then(|it| ledger.entries.get(it)) {
        Some(known) => known.clone(),
        None => Entry {
            id: free_id(ledger, &found.id.to_string()),
            state: change.state,
            note: None,
            links: Vec::new(),
            by: None,
            created: now.to_owned(),
            modified: String::new(),
            quote: Quote::default(),
            position: None,
            section: Vec::new(),
            checked: None,
            source: ledger.article.clone(),
            raw: serde_json::Map::new(),
        },
    };
    let id = entry.id.clone();
    entry.state = change.state;
    if let Some(note) = &change.note {
        entry.note = Some(note.clone()).filter(|it| !it.is_empty());
    }
    entry.links.extend(change.links.iter().cloned());
    let mut seen = std::collections::BTreeSet::new();
    entry.links.retain(|it| seen.insert(it.clone()));
    entry.by = change.by.clone().or(entry.by);
    now.clone_into(&mut entry.modified);
    entry.quote = quote;
    entry.position = Some(position);
    entry.section = section;
    entry.checked = None;
    match at {
        Some(at) if change.state == State::Unchecked => drop(ledger.entries.remove(at)),
        Some(at) => {
            if let Some(slot) = ledger.entries.get_mut(at) {
                *slot = entry;
            }
        }
        None if change.state == State::Unchecked => {}
        None => ledger.entries.push(entry),
    }
    keep_up(ledger, article, text);
    Some(id)
}

/// Takes over what the text has become, of those entries that would be hard to
/// find again: lines of others stay as they are, for a small diff. In the
/// article's order, with those that are lost at the end.
pub fn keep_up(ledger: &mut Ledger, article: &Article, text: &str) -> Vec<Option<Anchor>> {
    let anchors = anchor(article, text, &ledger.entries);
    for (entry, anchor) in ledger.entries.iter_mut().zip(&anchors) {
        let Some(anchor) = anchor else { continue };
        if anchor.how != How::Exact {
            follow(entry, article, text, anchor);
        }
    }
    let entries = std::mem::take(&mut ledger.entries).into_iter();
    let mut all: Vec<(Entry, Option<Anchor>)> = entries.zip(anchors).collect();
    all.sort_by_key(|(_, it)| it.map_or((1, Span::default()), |it| (0, it.span)));
    let (entries, anchors) = all.into_iter().unzip();
    ledger.entries = entries;
    anchors
}

/// As [`keep_up`], of all entries: every position is that of today.
pub fn fresh(ledger: &mut Ledger, article: &Article, text: &str) -> Vec<Option<Anchor>> {
    let anchors = keep_up(ledger, article, text);
    for (entry, anchor) in ledger.entries.iter_mut().zip(&anchors) {
        if let Some(anchor) = anchor {
            follow(entry, article, text, anchor);
        }
    }
    anchors
}

fn follow(entry: &mut Entry, article: &Article, text: &str, anchor: &Anchor) {
    let (quote, position, section) = selectors(article, text, anchor.span);
    if quote.exact != entry.quote.exact && entry.checked.is_none() {
        entry.checked = Some(entry.quote.exact.clone());
    }
    entry.quote = quote;
    entry.position = Some(position);
    entry.section = section;
}

fn free_id(ledger: &Ledger, claim: &str) -> String {
    let id = format!("urn:tajuk:claim:{claim}");
    let mut res = id.clone();
    let mut nth = 2;
    while ledger.entry(&res).is_some() {
        res = format!("{id}.{nth}");
        nth += 1;
    }
    res
}
