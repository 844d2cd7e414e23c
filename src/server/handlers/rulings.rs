//! What a writer may add to the newsroom's own facts: rows behind those that
//! are there.

use std::sync::Arc;

use tower_lsp::gen_lsp_types::{CodeAction, CodeActionKind};

use crate::server::handlers::{Sheet, silencing};
use crate::server::office::Target;

/// Editors ask for these alone by it.
pub(super) const KIND: &str = "quickfix.tajuk.facts";

/// How a new file begins.
const HEAD: &str = "# What this newsroom knows; see `tajuk kb check --help`.\nschema = 1\n\n";

/// For the name at this byte.
pub(super) fn actions(sheet: &Sheet, byte: usize) -> Vec<CodeAction> {
    let Sheet { snapshot, can, facts, .. } = sheet;
    let can_be_there = |it: &&Arc<Target>| it.exists || (can.new_files && can.versioned_edits);
    let Some(facts) = facts.as_ref().filter(can_be_there) else { return Vec::new() };
    let action = |title, rows: &str| {
        let text = added(facts.exists.then_some(&*facts.text), rows);
        let edit = silencing::rewrite(facts, &text, can)?;
        let kind = Some(CodeActionKind::from(KIND.to_owned()));
        Some(CodeAction { title, kind, edit: Some(edit), ..CodeAction::default() })
    };
    snapshot.rulings(byte).into_iter().filter_map(|it| action(it.title, &it.rows)).collect()
}

/// The text of the file with these rows.
fn added(text: Option<&str>, rows: &str) -> String {
    let Some(text) = text else { return format!("{HEAD}{rows}") };
    let gap = match text {
        "" => "",
        _ if text.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    format!("{text}{gap}{rows}")
}
