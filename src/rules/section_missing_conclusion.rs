//! An analysis that breaks off after its last point.

use crate::detect::Article;
use crate::lang::{List, Message, Phrase};
use crate::rules::{Check, Findings, Fold, Group, Level, Rule, Spot};
use crate::structure::{BlockKind, Format, Role};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    id: "section-missing-conclusion",
    group: Group::Structure,
    level: Level::Hint,
    fixes: true,
    since: "0.1.0",
    page: include_str!("section_missing_conclusion.md"),
    check: Check::Across(&Fold { gather, judge, spots: Some(spots) }),
};

/// So many sections make an analysis.
const SECTIONS: usize = 3;

/// What a passage has to say of it. Spans are bytes of the passage.
#[derive(PartialEq)]
struct Extract {
    /// Headings of sections, and whether each is one that closes.
    headings: Vec<(Spot, u8, bool)>,
    /// Its last block is a paragraph of its own.
    ends_in_prose: bool,
    /// Where its last block ends, of the last passage: there it matters.
    end: Option<Spot>,
    /// The title counts its points, or says what it is: no analysis.
    list: bool,
    body: bool,
}

fn gather(article: &Article, at: usize) -> Option<Extract> {
    let (placed, _, roles) = article.passage(at)?;
    let text = placed.passage.prose();
    let lexicon = &article.lang.pack().lexicon;
    let mut res =
        Extract { headings: vec![], ends_in_prose: false, end: None, list: false, body: false };
    for (block, role) in placed.passage.blocks.iter().zip(roles) {
        let words = block.content.of(text).trim();
        match *role {
            Role::Heading { level, .. } => {
                let bare =
                    words.trim_start_matches(|it: char| it.is_ascii_digit() || ". )".contains(it));
                res.list |= bare.len() < words.len() || words.ends_with('?');
                let closes = lexicon.is_listed(bare.trim_end_matches([':', '?']), List::Conclusion);
                res.headings.push((Spot(block.content), level, closes));
                res.ends_in_prose = false;
            }
            Role::Title { .. } => {
                res.list |= words.starts_with(|it: char| it.is_ascii_digit());
            }
            _ if is_beside(block.kind) => continue,
            _ => res.ends_in_prose = matches!(block.kind, BlockKind::Paragraph | BlockKind::Quote),
        }
        res.body = true;
    }
    res.end = (at + 1 == article.layout.len()).then(|| end(article, at)).flatten();
    res.body.then_some(res)
}

fn spots(extract: &Extract) -> Vec<Span> {
    extract.headings.iter().map(|it| it.0.0).chain(extract.end.map(|it| it.0)).collect()
}

/// Where the last block of a passage ends that stands for something.
fn end(article: &Article, at: usize) -> Option<Spot> {
    let placed = article.layout.passage(at)?;
    let block = placed.passage.blocks.iter().rfind(|it| !is_beside(it.kind))?;
    Some(Spot(Span::new(block.span.end(), block.span.end())))
}

/// What is no part of the text that a conclusion closes.
fn is_beside(kind: BlockKind) -> bool {
    matches!(
        kind,
        BlockKind::FrontMatter
            | BlockKind::Break
            | BlockKind::Residue
            | BlockKind::Byline
            | BlockKind::Footnote
    )
}

fn judge(article: &Article, all: &[(usize, &Extract)], findings: &mut Findings<'_>) {
    let sections = || all.iter().flat_map(|(at, it)| it.headings.iter().map(move |it| (*at, *it)));
    let Some(top) = sections().map(|(_, it)| it.1).min() else { return };
    let own: Vec<_> = sections().filter(|(_, it)| it.1 == top).collect();
    let Some((at, (heading, ..))) = own.last() else { return };
    let Some((tail, last)) = all.last() else { return };
    let closed = own.iter().any(|(_, it)| it.2) || last.ends_in_prose || !last.headings.is_empty();
    let listed = all.iter().any(|(_, it)| it.list);
    let behind = article.layout.passage(*tail).zip(end(article, *tail));
    let (Some(placed), Some((last_placed, last_end))) = (article.layout.passage(*at), behind)
    else {
        return;
    };
    if own.len() < SECTIONS || closed || listed {
        return;
    }
    let span = heading.0.shift(placed.start);
    let word = article.lang.pack().lexicon.phrase(Phrase::Conclusion);
    let mark = if article.layout.format == Format::Markdown {
        "#".repeat(usize::from(top)) + " "
    } else {
        String::new()
    };
    let title = Message::new("section-missing-conclusion-fix").with("word", word);
    let text = format!("\n\n{mark}{word}\n\n…");
    // The fix must lie behind the finding, in any order of the two.
    let finding = findings.finding(span, Message::new("section-missing-conclusion"));
    findings.add(finding.fix(false, title, last_end.0.shift(last_placed.start), text));
}
