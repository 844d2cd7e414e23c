//! `tajuk explain`: the page of a rule, its examples drawn as an editor would.

use std::io::Write;
use std::path::Path;

use anstyle::Style;
use strsim::damerau_levenshtein;

use crate::cli::FINE;
use crate::cli::args::{Explain, PageFormat};
use crate::cli::cells::{Cell, cells, painted, rows, trimmed};
use crate::cli::config::by;
use crate::cli::markdown::{self, Line};
use crate::cli::paint::{DIM, GOOD, PLAIN, level, paint};
use crate::cli::screen::{self, Failure};
use crate::cli::setup::{HERE, Setup, tongue_of, whole};
use crate::config::{NOTICES, Notice, Origin, Verdict};
use crate::lang::{Message, render, word};
use crate::rules::{Example, Group, Level, Page, RULES, Rule, prose};
use crate::text::Span;

/// Prose wider than this is hard to read.
const WIDEST_PROSE: usize = 88;
/// Names further off than this are no slips of the finger.
const FURTHEST: usize = 4;
/// Names to suggest.
const MOST_NAMES: usize = 3;
const INDENT: &str = "  ";

pub(crate) fn run(explain: &Explain, setup: &Setup) -> Result<u8, Failure> {
    let notice = || NOTICES.iter().find(|it| it.id == explain.rule).map(Subject::of_notice);
    let rule = Rule::find(&explain.rule).map(Subject::of_rule).or_else(notice);
    let Some(rule) = rule else { return Err(unknown(&explain.rule)) };
    let room = screen::width().min(WIDEST_PROSE);
    let mut output = screen::output();
    if explain.format == PageFormat::Markdown {
        output.write_all(prose(rule.page).as_bytes())?;
        output.flush()?;
        return Ok(FINE);
    }
    for line in page(&rule, room) {
        writeln!(output, "{}", line.text.trim_end())?;
    }
    if let Some(line) = in_force(rule.id, setup) {
        writeln!(output, "\n{line}")?;
    }
    output.flush()?;
    Ok(FINE)
}

/// What has a page: a rule, or a notice about silencing.
struct Subject {
    id: &'static str,
    group: Group,
    level: Level,
    page: &'static str,
    since: &'static str,
    fixes: bool,
}

impl Subject {
    fn of_rule(it: &'static Rule) -> Subject {
        let Rule { id, group, level, page, since, fixes, .. } = *it;
        Subject { id, group, level, page, since, fixes }
    }

    fn of_notice(it: &'static Notice) -> Subject {
        let Notice { id, group, level, page } = *it;
        Subject { id, group, level, page, since: env!("CARGO_PKG_VERSION"), fixes: true }
    }
}

/// The level in this folder, where somebody set it.
fn in_force(id: &str, setup: &Setup) -> Option<String> {
    let here = whole(Path::new(HERE));
    let settled = setup.settle(&here);
    let Verdict { level, origin, at } = settled.config.verdict(id, Some(&here));
    if origin == Origin::Builtin {
        return None;
    }
    let lang = tongue_of(&settled.settings);
    let level = word(&format!("level-{}", level.map_or("off", Level::name)), lang);
    let message = Message::new("explain-level").with("level", level);
    Some(render(&message.with("by", by(&origin, at, lang)), lang))
}

fn unknown(name: &str) -> Failure {
    let name = screen::visible(name);
    let problem = format!("there is no rule “{name}”");
    let near = nearest(&name);
    Failure::with_remedy(
        problem,
        match near.as_slice() {
            [] => "`tajuk rules` lists them all".to_owned(),
            names => format!("did you mean {}? `tajuk rules` lists them all", names.join(" or ")),
        },
    )
}

/// Rules whose names are like this one, the likest first.
fn nearest(name: &str) -> Vec<&'static str> {
    let name = name.to_lowercase().replace(['_', ' '], "-");
    let distance = |id: &str| {
        let part = 3 <= name.len() && (id.contains(&name) || name.contains(id));
        if part { 0 } else { damerau_levenshtein(id, &name) }
    };
    let mut res: Vec<(usize, &'static str)> =
        RULES.iter().map(|it| (distance(it.id), it.id)).collect();
    res.retain(|(distance, _)| *distance <= FURTHEST.min(name.len().div_ceil(2)));
    res.sort();
    res.into_iter().map(|(_, id)| id).take(MOST_NAMES).collect()
}

fn page(rule: &Subject, room: usize) -> Vec<Line> {
    // The arrow says what these words say where there is no arrow.
    let text = prose(rule.page).replace("With the fix:\n\n```", "```");
    let parsed = Page::parse(&text);
    let mut examples = parsed.examples.iter().peekable();
    let mut code = |info: &str, text: &str, room: usize| match examples.peek() {
        Some(it) if it.source == text => {
            examples.next().map_or_else(Vec::new, |it| example(it, rule.level, room))
        }
        _ if info == markdown::FIXED => fixed(text, room),
        _ => markdown::verbatim(info, text, room),
    };
    let mut lines = markdown::draw(&text, room, &mut code);
    let (group, since) = (rule.group.name(), rule.since);
    let name = paint(level(rule.level), rule.level.name());
    let fixes = if rule.fixes { " · has a quick fix" } else { "" };
    let facts = format!("{group} · {name} · since {since}{fixes}");
    lines.insert(1.min(lines.len()), Line { text: facts, width: 1 });
    lines
}

/// The example's text, the marked places underlined.
fn example(example: &Example<'_>, of_rule: Level, room: usize) -> Vec<Line> {
    let (text, marks) = example.split();
    let style = level(of_rule).bold();
    let room = room.saturating_sub(INDENT.len() + 2).max(10);
    let mut res = Vec::new();
    for (number, line) in text.split('\n').enumerate() {
        let of_line = marks.iter().filter(|(of, _)| *of == number);
        let spans: Vec<Span> = of_line.map(|(_, mark)| marked(line, mark)).collect();
        let mut all = cells(line, 0, PLAIN);
        let over = |it: &Cell<'_>| spans.iter().copied().find(|span| it.is_in(*span));
        for cell in &mut all {
            if over(cell).is_some() {
                cell.style = style;
            }
        }
        if all.is_empty() {
            res.push(framed("│", DIM, String::new()));
        }
        for row in rows(&all, room) {
            let row = trimmed(row);
            res.push(framed("│", DIM, painted(row)));
            let mark = |it: &Cell<'_>| over(it).map_or(" ", |span| it.mark(span)).repeat(it.width);
            let marks: String = row.iter().map(mark).collect();
            if !marks.trim_end().is_empty() {
                res.push(framed("│", DIM, paint(style, marks.trim_end())));
            }
        }
    }
    res
}

/// What the example becomes.
fn fixed(text: &str, room: usize) -> Vec<Line> {
    let room = room.saturating_sub(INDENT.len() + 2).max(10);
    let mut res = Vec::new();
    let mut mark = "→";
    for line in text.lines() {
        let all = cells(line, 0, PLAIN);
        if all.is_empty() {
            res.push(framed(mark, GOOD, String::new()));
        }
        for row in rows(&all, room) {
            res.push(framed(mark, GOOD, painted(trimmed(row))));
            mark = " ";
        }
    }
    res
}

/// Its width is not asked for, only that it is not empty.
fn framed(mark: &str, style: Style, text: String) -> Line {
    Line { text: format!("{INDENT}{} {text}", paint(style, mark)), width: 1 }
}

/// The bytes of `line` above the carets of `mark`, which counts characters.
fn marked(line: &str, mark: &str) -> Span {
    let byte = |char: usize| line.char_indices().nth(char).map_or(line.len(), |(at, _)| at);
    let start = mark.chars().take_while(|it| *it == ' ').count();
    let carets = mark.chars().skip(start).take_while(|it| *it == '^').count();
    Span::new(byte(start), byte(start + carets))
}
