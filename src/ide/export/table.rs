//! Claims as tables: for spreadsheets, and for people.

use crate::ide::report::Claim;
use crate::lang::{Lang, word};

const COLUMNS: [&str; 15] = [
    "line",
    "id",
    "state",
    "score",
    "type",
    "modality",
    "polarity",
    "said_by",
    "source_class",
    "directness",
    "text",
    "note",
    "links",
    "checked_by",
    "modified",
];

/// RFC 4180, every cell in quotation marks. A cell that a spreadsheet would
/// take for a formula has an apostrophe before it.
pub fn csv(claims: &[Claim]) -> String {
    let head = COLUMNS.map(cell).join(",");
    let rows = claims.iter().map(|it| cells(it).map(|it| cell(&it)).join(","));
    std::iter::once(head).chain(rows).map(|it| it + "\r\n").collect()
}

fn cells(claim: &Claim) -> [String; 15] {
    let checked = claim.checked.as_ref();
    let said = &claim.attribution;
    [
        (claim.range.start.line + 1).to_string(),
        claim.id.clone(),
        claim.state.to_owned(),
        format!("{:.2}", claim.score),
        claim.kind.to_owned(),
        claim.modality.to_owned(),
        claim.polarity.to_owned(),
        said.source.as_ref().map(|it| it.text.clone()).unwrap_or_default(),
        said.source_class.to_owned(),
        said.directness.to_owned(),
        claim.text.clone(),
        checked.and_then(|it| it.note.clone()).unwrap_or_default(),
        checked.map(|it| it.links.join(" ")).unwrap_or_default(),
        checked.and_then(|it| it.by.clone()).unwrap_or_default(),
        checked.map(|it| it.modified.clone()).unwrap_or_default(),
    ]
}

fn cell(text: &str) -> String {
    let first = text.trim_start_matches([' ', '\u{feff}']).chars().next();
    // Full-width signs too: some spreadsheets take them for the plain ones.
    let risky = first.is_some_and(|it| "=+-@\t\r\n＝＋－＠".contains(it));
    let guard = if risky { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\"").replace('\0', ""))
}

/// A table in Markdown.
pub fn markdown(claims: &[Claim], lang: Lang) -> String {
    let columns = ["line", "state", "worth", "claim", "said", "evidence"];
    let head: Vec<String> = columns.iter().map(|it| word(&format!("column-{it}"), lang)).collect();
    let mut res = format!("| {} |\n|--:|---|--:|---|---|---|\n", head.join(" | "));
    for claim in claims {
        let checked = claim.checked.as_ref();
        let evidence: Vec<String> = checked
            .map(|it| it.note.iter().chain(&it.links).map(|it| plain(it)).collect())
            .unwrap_or_default();
        let said = claim.attribution.source.as_ref().map(|it| plain(&it.text));
        let row = [
            (claim.range.start.line + 1).to_string(),
            word(&format!("state-{}", claim.state), lang),
            format!("{:.2}", claim.score),
            plain(&claim.text),
            said.unwrap_or_else(|| "–".to_owned()),
            evidence.join("; "),
        ];
        res.push_str(&format!("| {} |\n", row.join(" | ")));
    }
    res
}

/// On one line, with no border of the table in it.
fn plain(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<&str>>().join(" ");
    line.replace('\\', "\\\\").replace('|', "\\|").replace('<', "&lt;")
}
