//! The line over a section.

use serde_json::json;
use tower_lsp::gen_lsp_types::{CodeLens, Command};

use crate::ide::lens::{Lens, lenses};
use crate::server::convert::Pen;
use crate::server::handlers::Sheet;
use crate::server::handlers::asked::OfDocument;
use crate::server::handlers::commands::SHOW;

pub(super) fn lens(sheet: &Sheet, _: OfDocument) -> Vec<CodeLens> {
    let Sheet { snapshot, can, .. } = sheet;
    let mut pen = Pen::new(snapshot, can);
    lenses(snapshot).iter().map(|it| code_lens(&mut pen, it)).collect()
}

/// Counts anew for a lens that has no words.
pub(super) fn resolve(sheet: &Sheet, mut asked: CodeLens) -> CodeLens {
    let mut pen = Pen::new(&sheet.snapshot, &sheet.can);
    if asked.command.is_none() {
        let line = asked.range.start.line;
        let all = lenses(&sheet.snapshot);
        let same =
            all.iter().map(|it| code_lens(&mut pen, it)).find(|it| it.range.start.line == line);
        asked.command = same.and_then(|it| it.command);
    }
    asked
}

fn code_lens(pen: &mut Pen<'_>, lens: &Lens) -> CodeLens {
    let range = pen.range(lens.heading);
    let about = json!({ "uri": pen.snapshot.uri(), "line": range.start.line });
    CodeLens {
        range,
        command: Some(Command {
            title: lens.title.clone(),
            tooltip: None,
            command: SHOW.to_owned(),
            arguments: Some(vec![about.clone()]),
        }),
        data: Some(about),
    }
}
