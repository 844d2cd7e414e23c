//! `tajuk eval structure`: headings and titles, against articles whose
//! headings people marked.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::cli::cells::width_of;
use crate::cli::eval::report;
use crate::cli::eval::score::{Score, Tally};
use crate::cli::paint::{BOLD, DIM, paint};
use crate::cli::screen::{self, Failure};
use crate::cli::tasks::Gold;
use crate::lang::hints;
use crate::structure::{Format, Layout, Roles};
use crate::text::{Buffer, Encoding};

/// Line number, from 1, to whether it is the title.
type Marks = BTreeMap<u32, bool>;

/// A line of `gum_blocks.*.jsonl`.
#[derive(Deserialize)]
struct Document {
    blocks: Vec<Block>,
}

#[derive(Deserialize)]
struct Block {
    #[serde(rename = "type")]
    kind: String,
    text: String,
}

/// How a document made of blocks is written down before it is read.
#[derive(Clone, Copy)]
struct Rendering {
    name: &'static str,
    format: Format,
    /// Captions and cells stand in it, as paragraphs.
    figures: bool,
}

const RENDERINGS: [Rendering; 3] = [
    Rendering { name: "markdown", format: Format::Markdown, figures: true },
    Rendering { name: "plain", format: Format::Plain, figures: false },
    Rendering { name: "plain, figures", format: Format::Plain, figures: true },
];

#[derive(Serialize)]
struct File {
    path: String,
    documents: usize,
    renderings: Vec<Rendered>,
}

#[derive(Serialize)]
struct Rendered {
    rendering: &'static str,
    /// How many headings people marked, titles among them.
    headings: usize,
    #[serde(flatten)]
    score: Score,
    titles: usize,
    /// Titles that were found, as titles.
    titles_found: usize,
    #[serde(skip)]
    count: Count,
}

#[derive(Clone, Copy, Default)]
struct Count {
    tally: Tally,
    titles: usize,
    titles_found: usize,
}

pub(super) fn run(wanted: &Gold) -> Result<u8, Failure> {
    report::run("structure", wanted, file, human)
}

fn file(path: &Path) -> Result<File, Failure> {
    let is_blocks = path.extension().is_some_and(|it| it == "jsonl");
    let (documents, renderings) = if is_blocks { blocks(path)? } else { pair(path)? };
    Ok(File { path: path.display().to_string(), documents, renderings })
}

#[expect(clippy::disallowed_methods, reason = "this is where files are read")]
fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| {
        Failure::with_remedy(
            format!("cannot read {}: {error}", path.display()),
            "beside NAME.txt or NAME.md, NAME.gold says which lines are headings",
        )
    })
}

/// An article and the marks beside it.
fn pair(path: &Path) -> Result<(usize, Vec<Rendered>), Failure> {
    // Either of the two may be named.
    let named = path.extension().is_none_or(|it| it != "gold");
    let beside = ["txt", "md", "html"].map(|it| path.with_extension(it));
    let path: PathBuf = match beside.iter().find(|it| it.exists()) {
        Some(it) if !named => it.clone(),
        _ => path.to_owned(),
    };
    let text = read(&path)?;
    let gold = path.with_extension("gold");
    let marks = marks(&gold, &text, &read(&gold)?)?;
    let format = match path.extension().and_then(|it| it.to_str()) {
        Some("md" | "markdown") => Format::Markdown,
        Some("html" | "htm") => Format::Html,
        _ => Format::Plain,
    };
    let name = match format {
        Format::Markdown => "markdown",
        Format::Html => "html",
        Format::Plain => "plain",
    };
    let mut count = Count::default();
    count.add(&marks, &found(format, &text));
    Ok((1, vec![count.rendered(name)]))
}

/// The lines of a gold file: number, kind and text, with TABs between.
fn marks(path: &Path, text: &str, gold: &str) -> Result<Marks, Failure> {
    let lines: Vec<&str> = text.lines().collect();
    let mut res = Marks::new();
    for (index, row) in gold.lines().enumerate() {
        let wrong = |what: &str| {
            Failure::with_remedy(
                format!("{}, line {}: {what}", path.display(), index + 1),
                "a line is a line's number, `title` or `heading`, and its text, with TABs between",
            )
        };
        let cells: Vec<&str> = row.split('\t').collect();
        let &[line, kind, words] = cells.as_slice() else {
            return Err(wrong("there are not three cells"));
        };
        let number: u32 = line.parse().map_err(|_| wrong("the first cell is no number"))?;
        let there = (number as usize).checked_sub(1).and_then(|it| lines.get(it));
        if there.is_none_or(|it| *it != words) {
            return Err(wrong("the article has another text on that line"));
        }
        match kind {
            "title" => res.insert(number, true),
            "heading" => res.insert(number, false),
            _ => return Err(wrong("the second cell is neither `title` nor `heading`")),
        };
    }
    Ok(res)
}

fn blocks(path: &Path) -> Result<(usize, Vec<Rendered>), Failure> {
    let text = read(path)?;
    let mut counts = RENDERINGS.map(|_| Count::default());
    let mut documents = 0;
    for (index, line) in text.lines().enumerate().filter(|(_, it)| !it.trim().is_empty()) {
        let document: Document = serde_json::from_str(line).map_err(|error| {
            Failure::with_remedy(
                format!("{}, line {}: {error}", path.display(), index + 1),
                r#"each line is an object: {"blocks": [{"type": "head|p|item|quote|…", "text": "…"}, …]}"#,
            )
        })?;
        documents += 1;
        for (rendering, count) in RENDERINGS.iter().zip(&mut counts) {
            let (text, gold) = render(&document.blocks, *rendering);
            count.add(&gold, &found(rendering.format, &text));
        }
    }
    let rendered = RENDERINGS.iter().zip(counts).map(|(it, count)| count.rendered(it.name));
    Ok((documents, rendered.collect()))
}

/// A document with a blank line between its blocks, and its headings.
fn render(blocks: &[Block], rendering: Rendering) -> (String, Marks) {
    let markdown = rendering.format == Format::Markdown;
    let mut text = String::new();
    let mut marks = Marks::new();
    let mut line = 1;
    for block in blocks {
        let kind = block.kind.as_str();
        if !rendering.figures && matches!(kind, "figure" | "caption" | "table" | "row" | "cell") {
            continue;
        }
        if kind == "head" {
            let title = marks.is_empty();
            marks.insert(line, title);
        }
        let mark = match kind {
            "head" if markdown && marks.len() == 1 => "# ",
            "head" if markdown => "## ",
            "item" => "- ",
            "quote" if markdown => "> ",
            _ => "",
        };
        let _ = write!(text, "{mark}{}\n\n", block.text.replace('\n', " "));
        line += 2;
    }
    (text, marks)
}

/// The lines that are read as headings.
fn found(format: Format, text: &str) -> Marks {
    let buffer = Buffer::new(text, 0);
    let layout = Layout::read(&buffer, format, hints());
    let roles = Roles::of(&layout);
    let mut res = Marks::new();
    for (placed, roles) in layout.passages().zip(roles.passages()) {
        for (block, role) in placed.passage.blocks.iter().zip(roles) {
            if role.is_heading() {
                let start = placed.start + block.span.start();
                let line = buffer.position(start, Encoding::Utf8).line + 1;
                res.insert(line, matches!(role, crate::structure::Role::Title { .. }));
            }
        }
    }
    res
}

impl Count {
    fn add(&mut self, gold: &Marks, found: &Marks) {
        let right = found.keys().filter(|it| gold.contains_key(it)).count();
        self.tally.add(Tally { found: found.len(), gold: gold.len(), right });
        let titles = || gold.iter().filter(|it| *it.1);
        self.titles += titles().count();
        self.titles_found += titles().filter(|it| found.get(it.0) == Some(it.1)).count();
    }

    fn rendered(self, rendering: &'static str) -> Rendered {
        Rendered {
            rendering,
            headings: self.tally.gold,
            score: self.tally.score(),
            titles: self.titles,
            titles_found: self.titles_found,
            count: self,
        }
    }
}

fn human(files: &[File], output: &mut dyn io::Write) -> io::Result<()> {
    let column = files.iter().map(|it| width_of(&it.path)).max().unwrap_or(0).max(5);
    let head = format!(
        "{:<column$}  {:<14}  texts  headings  precision  recall  {:<6}  titles",
        "file", "read as", "F1"
    );
    writeln!(output, "{}", paint(DIM, head))?;
    let row = |path: &str, name: &str, texts: usize, count: Count| {
        let Score { precision, recall, f1 } = count.tally.score();
        let pad = " ".repeat(column.saturating_sub(width_of(path)));
        let f1 = paint(BOLD, format!("{f1:.4}"));
        let (headings, titles, right) = (count.tally.gold, count.titles, count.titles_found);
        format!(
            "{path}{pad}  {name:<14}  {texts:>5}  {headings:>8}  {precision:>9.4}  {recall:>6.4}  {f1}  {right}/{titles}"
        )
    };
    let mut all: BTreeMap<&str, (usize, Count)> = BTreeMap::new();
    for file in files {
        let path = screen::visible(&file.path);
        for it in &file.renderings {
            writeln!(output, "{}", row(&path, it.rendering, file.documents, it.count))?;
            let sum = all.entry(it.rendering).or_default();
            sum.0 += file.documents;
            sum.1.tally.add(it.count.tally);
            sum.1.titles += it.count.titles;
            sum.1.titles_found += it.count.titles_found;
        }
    }
    if 1 < files.len() {
        for (name, (texts, count)) in all {
            writeln!(output, "{}", row("all", name, texts, count))?;
        }
    }
    Ok(())
}
