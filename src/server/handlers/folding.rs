//! What can be folded, as far as this client can show it.

use tower_lsp::gen_lsp_types::{FoldingRange, FoldingRangeKind};

use crate::ide::folding::{FoldKind, folds};
use crate::server::convert::Pen;
use crate::server::handlers::Sheet;
use crate::server::handlers::asked::OfDocument;

/// A client that sets no limit gets no more than this.
const MOST: usize = 5000;

pub(super) fn folding(sheet: &Sheet, _: OfDocument) -> Vec<FoldingRange> {
    let Sheet { snapshot, can, .. } = sheet;
    let Some(folding) = &can.folding else { return Vec::new() };
    let mut pen = Pen::new(snapshot, can);
    let mut res: Vec<FoldingRange> = Vec::new();
    for fold in folds(snapshot) {
        let range = pen.range(fold.span);
        let (start, end) = (range.start, range.end);
        // Where only lines are folded, one line has one fold: the longest.
        let known = res.last().is_some_and(|it| it.start_line == start.line);
        if end.line <= start.line || folding.lines_only && known {
            continue;
        }
        let characters = !folding.lines_only;
        let comment = fold.kind == FoldKind::Comment && folding.comments;
        res.push(FoldingRange {
            start_line: start.line,
            start_character: characters.then_some(start.character),
            end_line: end.line,
            end_character: characters.then_some(end.character),
            kind: comment.then_some(FoldingRangeKind::Comment),
            collapsed_text: (folding.collapsed_text && fold.kind == FoldKind::FrontMatter)
                .then(|| "---".to_owned()),
        });
    }
    let limit = folding.limit.unwrap_or(MOST);
    if limit < res.len() {
        // The longest ones, in the order of their place.
        res.sort_by_key(|it| std::cmp::Reverse(it.end_line - it.start_line));
        res.truncate(limit);
        res.sort_by_key(|it| (it.start_line, std::cmp::Reverse(it.end_line)));
    }
    res
}
