//! What an update would change: for an editor to read, country by country, and
//! for programs.

use std::path::PathBuf;

use jiff::civil::Date;
use serde::Serialize;

use crate::cli::cells::wrapped;
use crate::cli::paint::{BAD, BOLD, CODE, DIM, GOOD, level, paint};
use crate::cli::screen::{self, visible};
use crate::ide::report::{Report, Tool};
use crate::knowledge::PartialDate;
use crate::knowledge::refresh::{Change, Kind, Known, Pinned, Proposal};
use crate::lang::{Lang, Message, render, word};
use crate::rules::Level;

/// Of the names of one person that are held, a reader wants no more.
const MOST_HELD_NAMES: usize = 3;

/// What became of a proposal.
pub(super) struct Outcome {
    pub(super) file: PathBuf,
    /// Where the version before is kept.
    pub(super) kept: Option<PathBuf>,
    pub(super) applied: usize,
}

/// The lines of a proposal.
pub(super) fn draw(
    proposal: &Proposal,
    pinned: &[Pinned],
    known: &Known,
    lang: Lang,
) -> Vec<String> {
    let mut res = Vec::new();
    for changes in proposal.changes.chunk_by(|a, b| a.country == b.country) {
        let code = changes.first().map_or("", |it| it.country.as_str());
        res.push(paint(BOLD, format!("{} ({code})", country_name(known, code, lang))));
        let (names, offices): (Vec<&Change>, Vec<&Change>) =
            changes.iter().partition(|it| matches!(it.kind, Kind::Named { .. }));
        for change in offices {
            line(change, known, lang, &mut res);
        }
        for of_one in names.chunk_by(|a, b| a.person.id == b.person.id) {
            name_lines(of_one, lang, &mut res);
        }
        res.push(String::new());
    }
    for pin in pinned {
        pin_lines(pin, lang, &mut res);
    }
    if !proposal.silent.is_empty() {
        let message = Message::new("update-silent").with("countries", proposal.silent.join(", "));
        push(&mut res, &paint(DIM, "·"), &render(&message, lang));
    }
    res
}

fn country_name(known: &Known, code: &str, lang: Lang) -> String {
    let country = known.country(code);
    let name = country.map(|it| if lang == Lang::Id { &it.name_id } else { &it.name_en });
    name.map_or_else(|| code.to_owned(), Clone::clone)
}

/// A change of an office or an identifier, and why it is held.
fn line(change: &Change, known: &Known, lang: Lang, res: &mut Vec<String>) {
    let sign = match change.kind {
        _ if change.is_held() => paint(level(Level::Warning), "?"),
        Kind::Added { .. } => paint(GOOD, "+"),
        Kind::Ended { .. } => paint(BAD, "-"),
        _ => paint(CODE, "~"),
    };
    let mut parts = vec![told(change, lang)];
    if let Kind::Added { instead_of, .. } = &change.kind {
        if !instead_of.is_empty() {
            let names = Message::new("update-instead").with("names", instead_of.join(", "));
            parts.push(render(&names, lang));
        }
        if change.person.is_new {
            parts.push(word("update-new", lang));
            parts.extend(change.person.qid.as_ref().map(ToString::to_string));
        }
    }
    push(res, &sign, &parts.join(" · "));
    for hold in &change.holds {
        why(&reason(hold.message(), known, lang), lang, res);
    }
}

/// A reason may name a country by its code.
fn reason(message: Message, known: &Known, lang: Lang) -> String {
    let text = render(&message, lang);
    match message
        .args
        .iter()
        .find(|(name, _)| *name == "other" && message.key == "hold-two-countries")
    {
        Some((_, crate::lang::Arg::Text(code))) => {
            text.replace(code, &country_name(known, code, lang))
        }
        _ => text,
    }
}

fn why(text: &str, lang: Lang, res: &mut Vec<String>) {
    let held = word("update-held", lang);
    for row in wrapped(&format!("{held}: {text}"), screen::width().saturating_sub(7), DIM) {
        res.push(format!("      {row}"));
    }
}

fn told(change: &Change, lang: Lang) -> String {
    let office = if lang == Lang::Id { &change.office_id } else { &change.office_en };
    let office = if office.is_empty() { &change.office_en } else { office };
    let of =
        |key| Message::new(key).with("office", office).with("name", visible(&change.person.name));
    let message = match &change.kind {
        Kind::Added { from: Some(from), .. } => of("update-added").with("date", date(*from, lang)),
        Kind::Added { from: None, .. } => of("update-added-undated"),
        Kind::Ended { until, .. } => of("update-ended").with("date", date(*until, lang)),
        Kind::Began { before: Some(before), from } => {
            of("update-began").with("date", date(*from, lang)).with("before", date(*before, lang))
        }
        Kind::Began { before: None, from } => {
            of("update-began-new").with("date", date(*from, lang))
        }
        Kind::Named { name } => Message::new("update-named")
            .with("name", visible(&change.person.name))
            .with("names", visible(name)),
        Kind::Identified { qid } => Message::new("update-identified")
            .with("name", visible(&change.person.name))
            .with("qid", qid),
    };
    render(&message, lang)
}

/// The names of one person: those that pass on a line, those held one by one.
fn name_lines(changes: &[&Change], lang: Lang, res: &mut Vec<String>) {
    let Some(first) = changes.first() else { return };
    let name = |it: &&&Change| match &it.kind {
        Kind::Named { name } => visible(name),
        _ => String::new(),
    };
    let passing: Vec<String> =
        changes.iter().filter(|it| !it.is_held()).map(|it| name(&it)).collect();
    if !passing.is_empty() {
        let message = Message::new("update-named")
            .with("name", visible(&first.person.name))
            .with("names", passing.join("”, “"));
        push(res, &paint(CODE, "~"), &render(&message, lang));
    }
    let held: Vec<&&Change> = changes.iter().filter(|it| it.is_held()).collect();
    for change in held.iter().take(MOST_HELD_NAMES) {
        push(res, &paint(level(Level::Warning), "?"), &told(change, lang));
        for hold in &change.holds {
            why(&render(&hold.message(), lang), lang, res);
        }
    }
    if let Some(more) = held.len().checked_sub(MOST_HELD_NAMES).filter(|it| 0 < *it) {
        let message = Message::new("update-more-names").with("number", more);
        res.push(format!("    {}", paint(DIM, render(&message, lang))));
    }
}

fn pin_lines(pin: &Pinned, lang: Lang, res: &mut Vec<String>) {
    let of = |key| {
        Message::new(key)
            .with("office", visible(&pin.office))
            .with("country", visible(&pin.country))
            .with("person", visible(&pin.person))
            .with("date", date(pin.on, lang))
    };
    if !pin.overrode.is_empty() {
        let message = of("update-pinned").with("names", visible(&pin.overrode.join(", ")));
        let message = message.with("reason", visible(&pin.reason));
        push(res, &paint(level(Level::Information), "·"), &render(&message, lang));
    }
    if let Some(days) = pin.old_days {
        let message = of("update-pin-old").with("days", days);
        push(res, &paint(level(Level::Warning), "!"), &render(&message, lang));
    }
}

/// A line behind its sign, wrapped.
fn push(res: &mut Vec<String>, sign: &str, text: &str) {
    let rows = wrapped(&visible(text), screen::width().saturating_sub(5), anstyle::Style::new());
    for (index, row) in rows.into_iter().enumerate() {
        let lead = if index == 0 { sign } else { " " };
        res.push(format!("  {lead} {row}"));
    }
}

/// "20 Juli 2026", "July 2026", "2026".
fn date(date: PartialDate, lang: Lang) -> String {
    let (day, month, year) = date.parts();
    let month = month.map(|it| word(&format!("month-{it}"), lang));
    let parts = [day.map(|it| it.to_string()), month, Some(year.to_string())];
    parts.into_iter().flatten().collect::<Vec<String>>().join(" ")
}

/// The last line: what was done.
pub(super) fn sum(proposal: &Proposal, outcome: &Outcome, is_dry: bool, lang: Lang) -> String {
    let held = proposal.changes.iter().filter(|it| it.is_held()).count();
    let passing = proposal.changes.len() - held;
    let key = match () {
        () if proposal.changes.is_empty() => "update-nothing",
        () if 0 < outcome.applied => "update-done",
        () if passing == 0 => "update-all-held",
        () if is_dry => "update-dry",
        () => "update-declined",
    };
    let message = Message::new(key)
        .with("passing", passing)
        .with("held", held)
        .with("file", visible(&outcome.file.display().to_string()));
    let mut res = render(&message, lang);
    if let Some(kept) = &outcome.kept {
        let kept = visible(&kept.display().to_string());
        res.push('\n');
        res.push_str(&render(&Message::new("update-kept").with("file", kept), lang));
    }
    res
}

/// The answer for programs.
#[derive(Serialize)]
pub(super) struct Answer {
    schema: u32,
    tool: Tool,
    update: Update,
}

#[derive(Serialize)]
struct Update {
    endpoint: String,
    as_of: String,
    countries: Vec<String>,
    changes: Vec<Entry>,
    pins: Vec<Pin>,
    silent: Vec<String>,
    applied: usize,
    held: usize,
    file: String,
}

#[derive(Serialize)]
struct Entry {
    country: String,
    kind: &'static str,
    /// What of it: office, start, end, name or qid.
    of: &'static str,
    person: Person,
    #[serde(skip_serializing_if = "Option::is_none")]
    office: Option<Office>,
    #[serde(skip_serializing_if = "Option::is_none")]
    old: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    instead_of: Vec<String>,
    source: String,
    held: Vec<Held>,
}

#[derive(Serialize)]
struct Person {
    id: String,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    qid: Option<String>,
    known: bool,
}

#[derive(Serialize)]
struct Office {
    en: String,
    id: String,
}

#[derive(Serialize)]
struct Held {
    rule: &'static str,
    reason: String,
}

#[derive(Serialize)]
struct Pin {
    country: String,
    office: String,
    person: String,
    pinned_on: String,
    overrode: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    old_days: Option<i32>,
}

pub(super) fn json(
    proposal: &Proposal,
    pinned: &[Pinned],
    outcome: &Outcome,
    (endpoint, today): (&str, Date),
    countries: &[String],
    lang: Lang,
) -> Answer {
    let Report { schema, tool, .. } = Report::new(Vec::new());
    let pins = pinned.iter().map(|it| Pin {
        country: it.country.clone(),
        office: it.office.clone(),
        person: it.person.clone(),
        pinned_on: it.on.to_string(),
        overrode: it.overrode.clone(),
        old_days: it.old_days,
    });
    let update = Update {
        endpoint: endpoint.to_owned(),
        as_of: today.to_string(),
        countries: countries.to_vec(),
        changes: proposal.changes.iter().map(|it| entry(it, lang)).collect(),
        pins: pins.collect(),
        silent: proposal.silent.clone(),
        applied: outcome.applied,
        held: proposal.changes.iter().filter(|it| it.is_held()).count(),
        file: outcome.file.display().to_string(),
    };
    Answer { schema, tool, update }
}

fn entry(change: &Change, lang: Lang) -> Entry {
    let text = |it: &Option<PartialDate>| it.map(|it| it.to_string());
    let (kind, of, old, new) = match &change.kind {
        Kind::Added { from, .. } => ("added", "office", None, text(from)),
        Kind::Ended { from, until } => ("ended", "office", text(from), Some(until.to_string())),
        Kind::Began { before, from } => ("changed", "start", text(before), Some(from.to_string())),
        Kind::Named { name } => ("changed", "name", None, Some(name.clone())),
        Kind::Identified { qid } => ("changed", "qid", None, Some(qid.to_string())),
    };
    let instead_of = match &change.kind {
        Kind::Added { instead_of, .. } => instead_of.clone(),
        _ => Vec::new(),
    };
    let office = Office { en: change.office_en.clone(), id: change.office_id.clone() };
    let held = change.holds.iter();
    let held = held.map(|it| Held { rule: it.id(), reason: render(&it.message(), lang) });
    Entry {
        country: change.country.clone(),
        kind,
        of,
        person: Person {
            id: change.person.id.clone(),
            name: change.person.name.clone(),
            qid: change.person.qid.as_ref().map(ToString::to_string),
            known: !change.person.is_new,
        },
        office: (!office.en.is_empty()).then_some(office),
        old,
        new,
        instead_of,
        source: change.source.clone(),
        held: held.collect(),
    }
}
