//! Findings as SARIF 2.1.0, for code scanning and for viewers of it.

use serde_json::{Value, json};
use url::Url;

use crate::cli::check::Checked;
use crate::config::NOTICES;
use crate::ide::report::{Bytes, Finding, Fix, Range};
use crate::rules::{Page, RULES, prose};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// One run over all files.
pub(crate) fn log(files: &[Checked]) -> Value {
    let results: Vec<Value> = files
        .iter()
        .flat_map(|it| {
            let findings = it.file.findings.iter().flatten().zip(&it.fingerprints);
            findings.map(|(finding, print)| result(&it.file.path, finding, print))
        })
        .collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "tajuk",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules(),
            } },
            "columnKind": "utf16CodeUnits",
            "artifacts": files.iter().map(artifact).collect::<Vec<_>>(),
            "results": results,
        }],
    })
}

fn artifact(it: &Checked) -> Value {
    json!({ "location": { "uri": uri(&it.file.path) }, "encoding": "UTF-8" })
}

fn rules() -> Vec<Value> {
    let rules = RULES.iter().map(|it| (it.id, it.group, it.level, prose(it.page)));
    let notices = NOTICES.iter().map(|it| (it.id, it.group, it.level, it.page));
    let rule =
        |(id, group, of_rule, page): (&str, crate::rules::Group, crate::rules::Level, &str)| {
            json!({
                "id": id,
                "shortDescription": { "text": Page::parse(page).summary.replace('`', "") },
                "help": { "text": page, "markdown": page },
                "defaultConfiguration": { "level": level(of_rule.name()) },
                "properties": { "group": group.name() },
            })
        };
    rules.chain(notices).map(rule).collect()
}

fn result(path: &str, finding: &Finding, fingerprint: &str) -> Value {
    let ids = RULES.iter().map(|it| it.id).chain(NOTICES.iter().map(|it| it.id));
    let mut res = json!({
        "ruleId": finding.rule,
        "level": level(finding.level),
        "message": { "text": finding.message },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": uri(path) },
            "region": region(finding.range, finding.bytes),
        } }],
    });
    let Some(object) = res.as_object_mut() else { return res };
    if let Some(at) = ids.clone().position(|it| it == finding.rule) {
        object.insert("ruleIndex".to_owned(), json!(at));
    }
    if !fingerprint.is_empty() {
        let prints = json!({ "tajuk/v1": fingerprint });
        object.insert("partialFingerprints".to_owned(), prints);
    }
    let fixes: Vec<Value> = finding.fixes.iter().map(|it| fix(path, it)).collect();
    if !fixes.is_empty() {
        object.insert("fixes".to_owned(), json!(fixes));
    }
    res
}

/// Lines and columns count from one; an end is behind the last character.
fn region(range: Range, [start, end]: Bytes) -> Value {
    json!({
        "startLine": range.start.line + 1,
        "startColumn": range.start.character + 1,
        "endLine": range.end.line + 1,
        "endColumn": range.end.character + 1,
        "byteOffset": start,
        "byteLength": end - start,
    })
}

fn fix(path: &str, fix: &Fix) -> Value {
    let replacements = fix.edits.iter().map(|it| {
        let [start, end] = it.bytes;
        json!({
            "deletedRegion": { "byteOffset": start, "byteLength": end - start },
            "insertedContent": { "text": it.text },
        })
    });
    json!({
        "description": { "text": fix.title },
        "artifactChanges": [{
            "artifactLocation": { "uri": uri(path) },
            "replacements": replacements.collect::<Vec<_>>(),
        }],
    })
}

fn level(name: &str) -> &'static str {
    match name {
        "error" => "error",
        "warning" => "warning",
        _ => "note",
    }
}

/// A relative reference as long as the path is relative.
fn uri(path: &str) -> String {
    if let Ok(uri) = Url::from_file_path(path) {
        return uri.to_string();
    }
    // Let a URL do the escaping.
    let Ok(mut base) = Url::parse("file:///") else { return path.to_owned() };
    base.set_path(&path.replace('\\', "/"));
    base.path().trim_start_matches('/').to_owned()
}
