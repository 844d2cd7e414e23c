//! The outline as a tree.

use crate::cli::cells::{clipped, width_of};
use crate::cli::paint::{BOLD, DIM, PLAIN, paint};
use crate::ide::Symbol;
use crate::structure::SectionKind;
use crate::text::{Buffer, Encoding};

/// A heading or an item, with its line number from one.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) title: String,
    pub(crate) kind: SectionKind,
    pub(crate) line: u32,
    pub(crate) children: Vec<Node>,
}

impl Node {
    pub(crate) fn new(symbol: &Symbol, buffer: &Buffer) -> Node {
        Node {
            title: symbol.name.clone(),
            kind: symbol.kind,
            line: buffer.position(symbol.heading.start(), Encoding::Utf8).line + 1,
            children: symbol.children.iter().map(|it| Node::new(it, buffer)).collect(),
        }
    }
}

/// A line of the drawing before its number is set beside it.
struct Line {
    branches: String,
    title: String,
    kind: SectionKind,
    number: u32,
}

/// One line for each node, its line number at the right.
pub(crate) fn draw(nodes: &[Node], width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for node in nodes {
        lines.push(line("", node));
        grow(&node.children, "", &mut lines);
    }
    let digits = lines.iter().map(|it| it.number).max().unwrap_or(0).to_string().len();
    let room = width.saturating_sub(digits + 2);
    for line in &mut lines {
        line.title = clipped(&line.title, room.saturating_sub(width_of(&line.branches)));
    }
    let columns = |it: &Line| width_of(&it.branches) + width_of(&it.title);
    let widest = lines.iter().map(columns).max().unwrap_or(0);
    let finish = |line: &Line| {
        let style = match line.kind {
            SectionKind::Title => BOLD,
            SectionKind::Section | SectionKind::Item => PLAIN,
        };
        let gap = " ".repeat(widest - columns(line) + 2);
        let number = paint(DIM, format!("{:>digits$}", line.number));
        format!("{}{}{gap}{number}", paint(DIM, &line.branches), paint(style, &line.title))
    };
    lines.iter().map(finish).collect()
}

fn grow(nodes: &[Node], indent: &str, lines: &mut Vec<Line>) {
    for (index, node) in nodes.iter().enumerate() {
        let last = index + 1 == nodes.len();
        let (branch, below) = if last { ("╰─ ", "   ") } else { ("├─ ", "│  ") };
        lines.push(line(&format!("{indent}{branch}"), node));
        grow(&node.children, &format!("{indent}{below}"), lines);
    }
}

fn line(branches: &str, node: &Node) -> Line {
    let branches = match node.kind {
        SectionKind::Item => format!("{branches}• "),
        SectionKind::Title | SectionKind::Section => branches.to_owned(),
    };
    Line { branches, title: node.title.clone(), kind: node.kind, number: node.line }
}
