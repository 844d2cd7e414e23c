//! `tajuk kb stats`: how much is known, and how old it is.

use std::collections::BTreeMap;
use std::io::Write;

use serde::Serialize;

use crate::cli::FINE;
use crate::cli::args::Format;
use crate::cli::screen::{self, Failure};
use crate::ide::report::{Report, Tool};
use crate::knowledge::Base;

/// The answer for programs.
#[derive(Serialize)]
struct Stats {
    schema: u32,
    tool: Tool,
    entities: BTreeMap<&'static str, usize>,
    names: usize,
    /// Of what the program carries.
    bytes: usize,
    roles: usize,
    roles_by_confidence: BTreeMap<&'static str, usize>,
    /// The newest and the oldest day on which a role was checked.
    checked: Option<[String; 2]>,
}

pub(crate) fn run(format: Format, base: &Base) -> Result<u8, Failure> {
    let stats = count(base);
    let mut output = screen::output();
    match format {
        Format::Json => {
            serde_json::to_writer(&mut output, &stats)?;
            writeln!(output)?;
        }
        Format::Human => {
            for (kind, count) in &stats.entities {
                writeln!(output, "{count:>7}  {kind}")?;
            }
            writeln!(output, "{:>7}  names", stats.names)?;
            writeln!(output, "{:>7}  roles", stats.roles)?;
            for (confidence, count) in &stats.roles_by_confidence {
                writeln!(output, "{count:>9}  {confidence}")?;
            }
            if let Some([first, last]) = &stats.checked {
                writeln!(output, "roles were checked from {first} to {last}")?;
            }
        }
    }
    output.flush()?;
    Ok(FINE)
}

fn count(base: &Base) -> Stats {
    let Report { schema, tool, .. } = Report::new(Vec::new());
    let mut entities = BTreeMap::new();
    let mut roles_by_confidence = BTreeMap::new();
    let (mut names, mut roles) = (0, 0);
    let mut days = Vec::new();
    for id in base.ids() {
        let entry = base.entry(id);
        *entities.entry(entry.kind.name()).or_default() += 1;
        names += base.all_names(id).count();
        for role in &entry.roles {
            roles += 1;
            *roles_by_confidence.entry(role.confidence.name()).or_default() += 1;
            days.extend(role.as_of.map(|it| it.first()));
        }
    }
    let checked = match (days.iter().min(), days.iter().max()) {
        (Some(first), Some(last)) => Some([first.to_string(), last.to_string()]),
        _ => None,
    };
    Stats {
        schema,
        tool,
        entities,
        names,
        bytes: Base::size(),
        roles,
        roles_by_confidence,
        checked,
    }
}
