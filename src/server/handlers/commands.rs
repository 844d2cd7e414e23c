//! Commands that the server runs itself, so that they work in every editor.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tower_lsp::gen_lsp_types::{MessageType, Range, ShowDocumentParams, Uri};
use tower_lsp::jsonrpc::{Error, Result};

use crate::ide::lens::lenses;
use crate::lang::{Message, render};
use crate::server::convert::Pen;
use crate::server::handlers::lists::{self, LISTS, Wanted};
use crate::server::handlers::{Methods, Sheet, ask};
use crate::server::ledgers::SET;

/// Shows the places that a lens counts, one more each time.
pub(super) const SHOW: &str = "tajuk.showNext";

/// Tells all findings of a document that were summed up. It changes what is
/// told from now on, and so it is run in the order of arrival.
pub(in crate::server) const SHOW_ALL: &str = "tajuk.showAll";

/// All of them.
pub(in crate::server) fn commands() -> impl Iterator<Item = &'static str> {
    [SHOW, SHOW_ALL, SET].into_iter().chain(LISTS)
}

/// Lines that a message names: clients that cannot show a place are told.
const LINES: usize = 12;

#[derive(Deserialize, Serialize)]
pub(super) struct Params {
    command: String,
    #[serde(default)]
    arguments: Vec<Value>,
}

/// What a lens is about.
#[derive(Deserialize)]
struct About {
    uri: String,
    line: u32,
}

pub(super) async fn execute(methods: &Methods, params: Params) -> Result<Option<Value>> {
    if LISTS.contains(&params.command.as_str()) {
        let takes = format!("{} takes one object with uri", params.command);
        let wanted = Wanted::read(params.command, &params.arguments);
        return ask(wanted.ok_or_else(|| Error::invalid_params(takes))?, lists::list).await;
    }
    if params.command != SHOW {
        let all: Vec<&str> = commands().collect();
        let text = format!("no such command: {}; there is {}", params.command, all.join(", "));
        return Err(Error::invalid_params(text));
    }
    let about = params.arguments.into_iter().next().and_then(|it| About::deserialize(it).ok());
    let Some(about) = about else {
        return Err(Error::invalid_params(format!("{SHOW} takes one object with uri and line")));
    };
    let client = methods.client.clone();
    let found = ask(about, |sheet, about| shown(sheet, &about)).await?.flatten();
    let Some(shown) = found else { return Ok(None) };
    // The answer must not wait for the client's.
    tokio::spawn(async move {
        match shown {
            Shown::Place(params) => drop(client.show_document(params).await),
            Shown::Lines(text) => client.show_message(MessageType::Info, text).await,
        }
    });
    Ok(None)
}

enum Shown {
    Place(ShowDocumentParams),
    Lines(String),
}

/// The next place behind the one that was shown last, the first behind the
/// last one.
fn shown(sheet: &Sheet, about: &About) -> Option<Shown> {
    let Sheet { snapshot, can, .. } = sheet;
    let mut pen = Pen::new(snapshot, can);
    let all = lenses(snapshot);
    let lens = all.into_iter().find(|it| pen.position(it.heading.start()).line == about.line)?;
    if !can.shows_documents {
        let lines = lens.places.iter().map(|it| (pen.position(it.start()).line + 1).to_string());
        let lines: Vec<String> = lines.take(LINES).collect();
        let message = Message::new("lens-lines").with("lines", lines.join(", "));
        let text = format!("{}: {}", lens.title, render(&message, snapshot.message_lang()));
        return Some(Shown::Lines(text));
    }
    let next = sheet.shown.next(snapshot.uri(), lens.heading, &lens.places)?;
    let selection: Range = pen.range(next);
    Some(Shown::Place(ShowDocumentParams {
        uri: Uri(about.uri.clone()),
        external: None,
        take_focus: Some(true),
        selection: Some(selection),
    }))
}
