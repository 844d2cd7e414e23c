//! The line over a section.

use serde_json::{Value, json};
use tower_lsp::gen_lsp_types::{self as lsp, CodeLens, Command};

use crate::ide::lens::{Lens, lenses};
use crate::ide::{Titled, titles};
use crate::server::convert::Pen;
use crate::server::handlers::Sheet;
use crate::server::handlers::asked::OfDocument;
use crate::server::handlers::commands::SHOW;
use crate::server::json;
use crate::text::Position;

/// A list of them.
pub(super) fn lens(sheet: &Sheet, _: OfDocument) -> Vec<u8> {
    let Sheet { snapshot, can, .. } = sheet;
    let about = format!("{{\"uri\":{},\"line\":", Value::from(snapshot.uri()));
    let command = format!(",\"command\":\"{SHOW}\",\"arguments\":[{about}");
    let data = format!("}}]}},\"data\":{about}");
    let place = |it: Position| lsp::Position { line: it.line, character: it.column };
    let mut body = vec![b'['];
    for Titled { start, end, title } in titles(snapshot, can.encoding) {
        if 1 < body.len() {
            body.push(b',');
        }
        body.extend_from_slice(b"{\"range\":");
        json::range(&mut body, place(start), place(end));
        body.extend_from_slice(b",\"command\":{\"title\":");
        let _ = serde_json::to_writer(&mut body, &*title);
        for text in [&command, &data] {
            body.extend_from_slice(text.as_bytes());
            json::number(&mut body, start.line);
        }
        body.extend_from_slice(b"}}");
    }
    body.push(b']');
    body
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
