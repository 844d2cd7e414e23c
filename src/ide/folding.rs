//! What can be folded away: front matter, sections, lists, block quotations,
//! code and comments.

use crate::detect::Article;
use crate::ide::Snapshot;
use crate::structure::{BlockKind, Section};
use crate::text::Span;

/// A stretch of lines that can be shown as its first one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fold {
    /// From the line that stays to the end of what is hidden; bytes of the
    /// article.
    pub span: Span,
    pub kind: FoldKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FoldKind {
    FrontMatter,
    Section,
    List,
    Quotation,
    /// Code, HTML, a directive.
    Opaque,
    Comment,
}

/// In the order of their first line, the longer one first. Some may lie on one
/// line, where there is nothing to fold.
pub fn folds(snapshot: &Snapshot) -> Vec<Fold> {
    let article = snapshot.article();
    let mut res = Vec::new();
    sections(article.sections(), &mut res);
    blocks(article, &mut res);
    res.sort_by_key(|it| (it.span.start(), std::cmp::Reverse(it.span.end())));
    res
}

fn sections(sections: &[Section], res: &mut Vec<Fold>) {
    for it in sections {
        res.push(Fold { span: it.span.cover(it.heading), kind: FoldKind::Section });
        self::sections(&it.children, res);
    }
}

fn blocks(article: &Article, res: &mut Vec<Fold>) {
    // A run of items or of quoted lines, over passages.
    let mut run: Option<Fold> = None;
    for (placed, ..) in article.passages() {
        for block in &placed.passage.blocks {
            let span = block.span.shift(placed.start);
            let kind = match block.kind {
                BlockKind::FrontMatter => FoldKind::FrontMatter,
                BlockKind::Item => FoldKind::List,
                BlockKind::Quote => FoldKind::Quotation,
                BlockKind::Opaque if block.span.of(&placed.passage.text).starts_with("<!--") => {
                    FoldKind::Comment
                }
                BlockKind::Opaque | BlockKind::Table => FoldKind::Opaque,
                _ => {
                    res.extend(run.take());
                    continue;
                }
            };
            match &mut run {
                Some(open) if open.kind == kind => open.span = open.span.cover(span),
                _ => res.extend(run.replace(Fold { span, kind })),
            }
        }
    }
    res.extend(run);
}
