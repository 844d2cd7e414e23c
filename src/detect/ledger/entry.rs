//! One claim's state, as a W3C Web Annotation: the body says what was found
//! out, the target where the claim stands.

use serde_json::{Map, Value, json};

/// How far a claim has been checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// Nobody has looked at it. Never written down.
    Unchecked,
    NeedsSource,
    Supported,
    Disputed,
    NotAClaim,
    /// What was checked says something else now. Follows from the text; read
    /// and kept where somebody else has written it down.
    Stale,
}

/// One claim's state. Fields of others are kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// An IRI; stays the same as long as the entry lives.
    pub id: String,
    pub state: State,
    pub note: Option<String>,
    /// Addresses that bear it out.
    pub links: Vec<String>,
    /// Who said so.
    pub by: Option<String>,
    /// RFC 3339, as written.
    pub created: String,
    /// RFC 3339, as written.
    pub modified: String,
    pub quote: Quote,
    /// Half-open, in Unicode code points of the article's file, as the standard
    /// counts them. As of the time when the quote was last written.
    pub position: Option<(u64, u64)>,
    /// The headings it stands under, the outermost first.
    pub section: Vec<String>,
    /// The words that were checked, where they are others now.
    pub checked: Option<String>,
    /// The article that it says it is about.
    pub source: String,
    pub(super) raw: Map<String, Value>,
}

/// A text and up to 32 characters on both sides of it (TextQuoteSelector).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quote {
    pub exact: String,
    pub prefix: String,
    pub suffix: String,
}

impl State {
    pub const ALL: [State; 6] = [
        State::Unchecked,
        State::NeedsSource,
        State::Supported,
        State::Disputed,
        State::NotAClaim,
        State::Stale,
    ];

    /// The word of the JSON answers and of the file.
    pub fn name(self) -> &'static str {
        match self {
            State::Unchecked => "unchecked",
            State::NeedsSource => "needs-source",
            State::Supported => "supported",
            State::Disputed => "disputed",
            State::NotAClaim => "not-a-claim",
            State::Stale => "stale",
        }
    }

    pub fn from_name(name: &str) -> Option<State> {
        State::ALL.into_iter().find(|it| it.name() == name)
    }

    /// Whether somebody looked at the claim and came to an end.
    pub fn is_checked(self) -> bool {
        matches!(self, State::Supported | State::Disputed | State::NotAClaim)
    }
}

impl Entry {
    /// The words that were checked.
    pub fn checked_words(&self) -> &str {
        self.checked.as_deref().unwrap_or(&self.quote.exact)
    }

    /// `None` where the item is no entry of ours.
    pub(super) fn read(item: &Value) -> Option<Entry> {
        let raw = item.as_object()?;
        let text = |it: Option<&Value>| it.and_then(Value::as_str).map(str::to_owned);
        let bodies = list(raw.get("body"));
        let of = |purpose: &str| -> Vec<&Value> {
            bodies.iter().copied().filter(|it| is_for(it, purpose)).collect()
        };
        let tags = of(TAG);
        let state = tags
            .iter()
            .find_map(|it| State::from_name(it.get("value").and_then(Value::as_str)?))?;
        let target = raw.get("target")?.as_object()?;
        let selectors = list(target.get("selector"));
        let selector = |kind: &str| {
            selectors.iter().copied().find(|it| it.get("type").is_some_and(|it| it == kind))
        };
        let quote = selector("TextQuoteSelector")?;
        let position = selector("TextPositionSelector")
            .and_then(|it| Some((it.get("start")?.as_u64()?, it.get("end")?.as_u64()?)));
        let modified = text(raw.get("modified")).or_else(|| text(raw.get("created")));
        let modified = modified.unwrap_or_default();
        Some(Entry {
            id: text(raw.get("id"))?,
            state,
            note: of(NOTE).iter().find_map(|it| text(it.get("value"))),
            links: of(LINK).iter().filter_map(|it| text(it.get("source"))).collect(),
            by: raw.get("creator").and_then(|it| text(it.get("name")).or_else(|| text(Some(it)))),
            created: text(raw.get("created")).unwrap_or_else(|| modified.clone()),
            modified,
            quote: Quote {
                exact: text(quote.get("exact"))?,
                prefix: text(quote.get("prefix")).unwrap_or_default(),
                suffix: text(quote.get("suffix")).unwrap_or_default(),
            },
            position,
            section: list(target.get(SECTION))
                .into_iter()
                .filter_map(|it| text(Some(it)))
                .collect(),
            checked: text(raw.get(CHECKED)),
            source: text(target.get("source")).unwrap_or_default(),
            raw: raw.clone(),
        })
    }

    /// As it is written. Fields and bodies that are not ours stand as they were.
    pub fn to_value(&self) -> Value {
        let mut res = self.raw.clone();
        let mut set = |key: &str, value: Value| drop(res.insert(key.to_owned(), value));
        set("type", json!("Annotation"));
        set("id", json!(self.id));
        set("motivation", self.raw.get("motivation").cloned().unwrap_or(json!("assessing")));
        set("created", json!(self.created));
        set("modified", json!(self.modified));
        let known = self.raw.get("creator");
        match &self.by {
            // Somebody else may have said more of the same person.
            Some(by) if known.is_none_or(|it| it.get("name").is_none_or(|it| it != by)) => {
                set("creator", json!({ "type": "Person", "name": by }));
            }
            _ => {}
        }
        set("body", self.bodies());
        set("target", self.target());
        match &self.checked {
            Some(it) if *it != self.quote.exact => set(CHECKED, json!(it)),
            _ => drop(res.remove(CHECKED)),
        }
        Value::Object(res)
    }

    fn bodies(&self) -> Value {
        let old = list(self.raw.get("body"));
        // What else a body of ours says stays in it.
        let grown = |purpose: &str, key: &str, value: &str, fresh: Value| -> Value {
            let same =
                |it: &&&Value| is_for(it, purpose) && it.get(key).is_some_and(|it| it == value);
            old.iter().find(same).map_or(fresh, |it| (*it).clone())
        };
        let tag = self.state.name();
        let mut res = vec![grown(
            TAG,
            "value",
            tag,
            json!({ "type": "TextualBody", "purpose": TAG, "value": tag }),
        )];
        res.extend(self.note.as_deref().map(|it| {
            let fresh = json!({ "type": "TextualBody", "purpose": NOTE, "format": "text/plain", "value": it });
            grown(NOTE, "value", it, fresh)
        }));
        res.extend(self.links.iter().map(|it| {
            let fresh = json!({ "type": "SpecificResource", "purpose": LINK, "source": it });
            grown(LINK, "source", it, fresh)
        }));
        let ours = |it: &&&Value| {
            let is_state = it.get("value").and_then(Value::as_str).and_then(State::from_name);
            is_for(it, TAG) && is_state.is_some() || is_for(it, NOTE) || is_for(it, LINK)
        };
        res.extend(old.iter().filter(|it| !ours(it)).map(|it| (*it).clone()));
        Value::Array(res)
    }

    fn target(&self) -> Value {
        let old = self.raw.get("target").and_then(Value::as_object);
        let mut res = old.cloned().unwrap_or_default();
        let Quote { exact, prefix, suffix } = &self.quote;
        let mut selectors = vec![json!({
            "type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix
        })];
        selectors.extend(self.position.map(
            |(start, end)| json!({ "type": "TextPositionSelector", "start": start, "end": end }),
        ));
        let is_ours = |it: &&&Value| {
            let kind = it.get("type").and_then(Value::as_str);
            matches!(kind, Some("TextQuoteSelector" | "TextPositionSelector"))
        };
        let old = list(old.and_then(|it| it.get("selector")));
        selectors.extend(old.iter().filter(|it| !is_ours(it)).map(|it| (*it).clone()));
        res.insert("source".to_owned(), json!(self.source));
        res.insert("selector".to_owned(), Value::Array(selectors));
        if self.section.is_empty() {
            res.remove(SECTION);
        } else {
            res.insert(SECTION.to_owned(), json!(self.section));
        }
        Value::Object(res)
    }
}

const TAG: &str = "tagging";
const NOTE: &str = "commenting";
const LINK: &str = "linking";
const SECTION: &str = "tajuk:section";
const CHECKED: &str = "tajuk:checked";

fn is_for(body: &Value, purpose: &str) -> bool {
    body.get("purpose").is_some_and(|it| it == purpose)
}

/// The standard lets one thing stand for a list of one.
fn list(value: Option<&Value>) -> Vec<&Value> {
    match value {
        Some(Value::Array(all)) => all.iter().collect(),
        Some(one) => vec![one],
        None => Vec::new(),
    }
}
