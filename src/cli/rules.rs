//! `tajuk rules`: all rules, in short.

use std::io::Write;
use std::path::Path;

use serde::Serialize;

use crate::cli::FINE;
use crate::cli::args::{Format, Rules};
use crate::cli::cells::{width_of, wrapped};
use crate::cli::config::by;
use crate::cli::paint::{BOLD, DIM, GOOD, level, paint};
use crate::cli::screen::{self, Failure};
use crate::cli::setup::{HERE, Setup, whole};
use crate::config::{Config, Origin, Verdict};
use crate::ide::report::{Report, Tool};
use crate::lang::Lang;
use crate::rules::{Level, Page, RULES, Rule};

/// Columns of the longest level, “information”.
const LEVEL_COLUMN: usize = 11;

/// The answer for programs.
#[derive(Serialize)]
struct List {
    schema: u32,
    tool: Tool,
    rules: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    id: &'static str,
    group: &'static str,
    level: &'static str,
    /// What it is in this folder, which may be off.
    in_force: &'static str,
    set_by: String,
    fixes: bool,
    since: &'static str,
    summary: String,
}

pub(crate) fn run(rules: &Rules, setup: &Setup) -> Result<u8, Failure> {
    let here = whole(Path::new(HERE));
    let config = setup.settle(&here).config;
    let mut output = screen::output();
    match rules.format {
        Format::Json => {
            let Report { schema, tool, .. } = Report::new(Vec::new());
            let rules = RULES.iter().map(|it| entry(it, &config, &here)).collect();
            serde_json::to_writer(&mut output, &List { schema, tool, rules })?;
            writeln!(output)?;
        }
        Format::Human => {
            for line in human(screen::width(), &config, &here) {
                writeln!(output, "{line}")?;
            }
        }
    }
    output.flush()?;
    Ok(FINE)
}

fn entry(rule: &Rule, config: &Config, here: &Path) -> Entry {
    let Verdict { level, origin, at } = config.verdict(rule.id, Some(here));
    Entry {
        id: rule.id,
        group: rule.group.name(),
        level: rule.level.name(),
        in_force: level.map_or("off", Level::name),
        set_by: by(&origin, at, Lang::En),
        fixes: rule.fixes,
        since: rule.since,
        summary: summary(rule),
    }
}

/// The first sentence of the page, without markup.
fn summary(rule: &Rule) -> String {
    Page::parse(rule.page).summary.replace(['`', '*'], "")
}

/// Under the name of each group: a rule, and what it marks.
fn human(width: usize, config: &Config, here: &Path) -> Vec<String> {
    let mut res = Vec::new();
    let mut groups: Vec<_> = RULES.iter().map(|it| it.group).collect();
    groups.sort();
    groups.dedup();
    let column = RULES.iter().map(|it| width_of(it.id)).max().unwrap_or(0);
    for group in groups {
        res.push(paint(BOLD, group.name()));
        for rule in RULES.iter().filter(|it| it.group == group) {
            let fix = if rule.fixes { paint(GOOD, "  quick fix") } else { String::new() };
            let verdict = config.verdict(rule.id, Some(here));
            let name = verdict.level.map_or("off", Level::name);
            let gap = if rule.fixes { LEVEL_COLUMN.saturating_sub(name.len()) } else { 0 };
            let name = paint(verdict.level.map_or(DIM, level), name);
            let set_by = match verdict.origin {
                Origin::Builtin => String::new(),
                it => paint(DIM, format!("  ({})", by(&it, verdict.at, Lang::En))),
            };
            res.push(format!("  {:<column$}  {name}{:gap$}{fix}{set_by}", rule.id, ""));
            for row in wrapped(&summary(rule), width.saturating_sub(4).max(10), DIM) {
                res.push(format!("    {row}"));
            }
        }
        res.push(String::new());
    }
    let rules = RULES.len();
    res.push(format!("{rules} rules. `tajuk explain RULE` shows a rule's page."));
    res
}
