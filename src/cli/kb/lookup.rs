//! `tajuk kb lookup`: who or what a name is, on a day.

use std::io::Write;

use jiff::civil::Date;
use serde::Serialize;

use crate::cli::args::Format;
use crate::cli::paint::{BOLD, DIM, paint};
use crate::cli::screen::{self, Failure};
use crate::cli::setup::tongue_of;
use crate::cli::{FINE, FOUND};
use crate::ide::report::{Report, Tool};
use crate::ide::{Settings, face_of};
use crate::knowledge::{Base, EntityId, PartialDate, Role};
use crate::lang::{Lang, List, Message, render, tokens};
use crate::server::today;
use crate::text::Span;

/// So many names that are nearly the one asked for are offered.
const NEAR: usize = 5;

/// Print what is known of a name
///
/// The name is looked up as it would be in an article: in any of its
/// spellings. An id (person/vladimir-putin, country/KP) and a Wikidata id are
/// understood, too.
#[derive(Debug, clap::Args)]
#[command(after_help = "\u{1b}[1mExamples:\u{1b}[0m
  tajuk kb lookup Putin
  tajuk kb lookup Jokowi --date 2019-06-01
  tajuk kb lookup Korut --messages en --format json | jq '.found[].id'

\u{1b}[1mExit status:\u{1b}[0m
  0  found   1  nobody of that name")]
pub(super) struct Lookup {
    /// The name, or an id; several words need no quotes
    #[arg(value_name = "NAME", required = true)]
    name: Vec<String>,
    /// The day of which to tell; without it, --article-date or today
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,
    /// How to print the answer: for people, or as one JSON object
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

#[derive(Serialize)]
struct Answer {
    schema: u32,
    tool: Tool,
    date: String,
    found: Vec<Found>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    near: Vec<&'static str>,
}

#[derive(Serialize)]
struct Found {
    id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    qid: Option<&'static str>,
    kind: &'static str,
    name_id: &'static str,
    name_en: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<&'static str>,
    /// Held on that day.
    roles: Vec<Office>,
    /// All others that are known.
    other_roles: Vec<Office>,
    names: Vec<&'static str>,
    source: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<String>,
}

#[derive(Serialize)]
struct Office {
    role_id: &'static str,
    role_en: &'static str,
    at: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    confidence: &'static str,
    source: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<String>,
}

pub(super) fn run(lookup: &Lookup, settings: &Settings) -> Result<u8, Failure> {
    let base = &settings.base;
    let wanted = lookup.name.join(" ");
    let day = lookup.date.or(settings.article_date).unwrap_or_else(today);
    let found = find(base, &wanted);
    let near = if found.is_empty() { near(base, &wanted) } else { Vec::new() };
    let status = if found.is_empty() { FOUND } else { FINE };
    let mut output = screen::output();
    match lookup.format {
        Format::Json => {
            let Report { schema, tool, .. } = Report::new(Vec::new());
            let found = found.iter().map(|it| entry(base, *it, day)).collect();
            let answer = Answer { schema, tool, date: day.to_string(), found, near };
            serde_json::to_writer(&mut output, &answer)?;
            writeln!(output)?;
        }
        Format::Human => {
            let lang = tongue_of(settings);
            if found.is_empty() {
                let key = if near.is_empty() { "lookup-nobody" } else { "lookup-near" };
                let told = Message::new(key).with("name", wanted).with("near", near.join(", "));
                writeln!(output, "{}", render(&told, lang))?;
            }
            for (at, id) in found.iter().enumerate() {
                if 0 < at {
                    writeln!(output)?;
                }
                card(&mut output, base, *id, day, lang)?;
            }
        }
    }
    output.flush()?;
    Ok(status)
}

fn card(
    output: &mut impl Write,
    base: &Base,
    id: EntityId,
    day: Date,
    lang: Lang,
) -> Result<(), Failure> {
    for (at, line) in face_of(base, id, day, lang).into_iter().enumerate() {
        let plain = line.replace("**", "").trim_matches('*').to_owned();
        match at {
            0 => writeln!(output, "{}", paint(BOLD, &plain))?,
            _ => writeln!(output, "  {plain}")?,
        }
    }
    let entry = base.entry(id);
    let mut names: Vec<&str> = base.all_names(id).map(|(_, it)| it.text).collect();
    names.dedup();
    let names = names.join(", ");
    writeln!(output, "  {}", paint(DIM, format!("{} · {names}", entry.id)))?;
    Ok(())
}

/// Everything that has this name or this id, people first.
fn find(base: &Base, wanted: &str) -> Vec<EntityId> {
    if let Some(id) = base.find(&wanted.replacen(':', "/", 1)) {
        return vec![id];
    }
    let by_qid = base.ids().filter(|it| base.entry(*it).qid == Some(wanted));
    let mut res: Vec<EntityId> = by_qid.chain(base.named(wanted)).collect();
    if res.is_empty() {
        res = untitled(wanted).flat_map(|it| base.named(it)).collect();
    }
    res.sort_by_key(|it| (base.kind(*it), *it));
    res.dedup();
    res
}

/// The name without the titles before it, as either language tells them:
/// "Presiden Prabowo", "Foreign Minister Lavrov".
fn untitled(wanted: &str) -> impl Iterator<Item = &str> {
    Lang::ALL.into_iter().filter_map(move |lang| {
        let all = tokens(wanted, Span::new(0, wanted.len()));
        let marks = lang.pack().lexicon.marks(wanted, &all);
        let mut behind = 0;
        while let Some(title) = marks
            .iter()
            .filter(|it| it.list == List::PersonNoun && it.first as usize == behind)
            .max_by_key(|it| it.end)
        {
            behind = title.end as usize;
        }
        let name = all.get(behind).filter(|_| 0 < behind)?;
        wanted.get(name.span.start()..)
    })
}

/// Names that are spelled nearly so.
fn near(base: &Base, wanted: &str) -> Vec<&'static str> {
    let wanted = wanted.to_lowercase();
    let most = wanted.chars().count() / 4 + 1;
    let mut all: Vec<(usize, &str)> = base
        .ids()
        .flat_map(|it| base.all_names(it).map(|(_, it)| it.text).collect::<Vec<_>>())
        .map(|it| (strsim::osa_distance(&wanted, &it.to_lowercase()), it))
        .filter(|(far, _)| *far <= most)
        .collect();
    all.sort_unstable();
    all.dedup();
    all.into_iter().take(NEAR).map(|(_, it)| it).collect()
}

fn entry(base: &Base, id: EntityId, day: Date) -> Found {
    let entry = base.entry(id);
    let written = |it: Option<PartialDate>| it.map(|it| it.to_string());
    let office = |it: &Role| Office {
        role_id: it.title_id,
        role_en: it.title_en,
        at: it.at,
        from: written(it.from),
        until: written(it.until),
        confidence: it.confidence.name(),
        source: it.source,
        as_of: written(it.as_of),
    };
    Found {
        id: entry.id,
        qid: entry.qid,
        kind: entry.kind.name(),
        name_id: entry.name(Lang::Id),
        name_en: entry.name(Lang::En),
        country: entry.country,
        roles: entry.roles_on(day).into_iter().map(office).collect(),
        other_roles: entry.roles.iter().filter(|it| !it.holds_on(day)).map(office).collect(),
        names: base.all_names(id).map(|(_, it)| it.text).collect(),
        source: entry.source,
        as_of: written(entry.as_of),
    }
}
