//! Front matter that lacks what every article should say of itself.

use crate::detect::Article;
use crate::lang::Message;
use crate::rules::{Check, Findings, Group, Level, Rule};
use crate::structure::{Format, Meta};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    id: "meta-missing-field",
    group: Group::Metadata,
    level: Level::Information,
    fixes: true,
    since: "0.1.0",
    page: include_str!("meta_missing_field.md"),
    check: Check::Passage(check),
};

fn check(article: &Article, at: usize, findings: &mut Findings<'_>) {
    let Some((placed, ..)) = article.passage(at) else { return };
    // A page has no front matter, and what is left open is still being written.
    let whole = |it: &&Meta| it.broken.is_none() && !it.open;
    let Some(meta) = placed.passage.meta.as_deref().filter(whole) else { return };
    if article.layout.format == Format::Html {
        return;
    }
    let text = &placed.passage.text;
    let missing = missing(meta, text);
    if missing.is_empty() {
        return;
    }
    let first = text.lines().next().unwrap_or_default();
    let skipped = first.len() - first.trim_start_matches('\u{feff}').len();
    let fence = Span::new(skipped, first.trim_end().len());
    let message = Message::new("meta-missing-field").with("fields", missing.join(", "));
    let mut finding = findings.finding(fence, message);
    // What we know by ourselves; it goes before the closing fence.
    if missing.contains(&"lang")
        && let Some((place, line)) = lang_line(text, article.lang.tag())
    {
        let title = Message::new("meta-missing-field-fix").with("lang", article.lang.tag());
        finding = finding.fix(true, title, Span::new(place, place), line);
    }
    findings.add(finding);
}

/// What the house wants to be there.
fn missing(meta: &Meta, text: &str) -> Vec<&'static str> {
    // A date that cannot be read is another matter.
    let date = meta.date.is_some() || has_key(text, "date") || has_key(text, "publishDate");
    [
        ("title", meta.title.is_some()),
        ("date", date),
        ("author", !meta.authors.is_empty()),
        ("lang", meta.lang.is_some()),
    ]
    .into_iter()
    .filter(|(_, there)| !there)
    .map(|(name, _)| name)
    .collect()
}

fn has_key(text: &str, key: &str) -> bool {
    text.lines().any(|it| {
        let it = it.trim_start_matches(['"', ' ', '\'']);
        it.strip_prefix(key)
            .is_some_and(|it| it.trim_start_matches(['"', '\'', ' ']).starts_with([':', '=']))
    })
}

/// Where a line that gives the language goes, and the line.
fn lang_line(text: &str, tag: &str) -> Option<(usize, String)> {
    let bare = text.trim_end();
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let line = match bare.get(bare.len().checked_sub(3)?..)? {
        "---" => format!("lang: {tag}{newline}"),
        "+++" => format!("lang = \"{tag}\"{newline}"),
        _ => return None,
    };
    let place = bare.len() - 3;
    // A TOML table would swallow the key.
    let nested = bare.starts_with("+++") && bare.lines().any(|it| it.starts_with('['));
    (!nested && bare.get(..place)?.ends_with('\n')).then_some((place, line))
}
