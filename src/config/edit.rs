//! Changes to configuration files that leave alone whatever else stands in
//! them: comments, order, blanks.

use toml_edit::{DocumentMut, Item, Table, value};

use crate::config::{Ignore, Layer, Problem, parse_toml};
use crate::text::Span;

/// The file with one key set; `path` names it from the top. Nothing where the
/// file is no TOML, or has something else at a part of the path.
fn set(text: &str, path: &[&str], new: impl Into<toml_edit::Value>) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    let (last, tables) = path.split_last()?;
    let mut table: &mut dyn toml_edit::TableLike = document.as_table_mut();
    for name in tables {
        let item = table.entry(name).or_insert_with(|| {
            // No blank line at the top of an empty file.
            let mut new = Table::new();
            new.decor_mut().set_prefix(if text.trim().is_empty() { "" } else { "\n" });
            Item::Table(new)
        });
        table = item.as_table_like_mut()?;
    }
    let mut new = new.into();
    match table.get_mut(last).and_then(Item::as_value_mut) {
        Some(old) => {
            // The comment behind it stays.
            *new.decor_mut() = old.decor().clone();
            *old = new;
        }
        None => {
            table.insert(last, value(new));
        }
    }
    Some(document.to_string())
}

/// The file with a rule turned off.
pub fn without_rule(text: &str, rule: &str) -> Option<String> {
    set(text, &["rules", rule], "off")
}

/// Sets `a.b` to a value as people write it on a command line; what the
/// configuration then says, for the caller to look for problems.
pub fn set_key(text: &str, key: &str, written: &str) -> Option<(String, Layer, Vec<Problem>)> {
    let path: Vec<&str> = key.split('.').collect();
    let new = match written.parse::<toml_edit::Value>() {
        Ok(it) if it.is_integer() || it.is_array() => it,
        _ => written.into(),
    };
    let text = set(text, &path, new)?;
    let (layer, problems) = parse_toml(&text);
    Some((text, layer, problems))
}

/// `.tajuk/ignore.toml` with one more entry at its end.
pub fn with_ignore(text: &str, ignore: &Ignore) -> String {
    let mut table = Table::new();
    let mut put = |key: &str, it: &str| {
        table.insert(key, value(it));
    };
    put("file", &ignore.file);
    put("rule", &ignore.rule);
    put("quote", &ignore.quote);
    for (key, it) in [("before", &ignore.before), ("after", &ignore.after)] {
        if let Some(it) = it {
            put(key, it);
        }
    }
    let mut res = text.trim_end().to_owned();
    res += if res.is_empty() { "" } else { "\n\n" };
    res + "[[ignore]]\n" + &table.to_string()
}

/// The one replacement that makes `new` of `old`; a span of `old`.
pub fn insertion<'a>(old: &str, new: &'a str) -> (Span, &'a str) {
    let same = |(a, b): &(char, char)| a == b;
    let len = |(a, _): (char, char)| a.len_utf8();
    let front: usize = old.chars().zip(new.chars()).take_while(same).map(len).sum();
    let old_rest = old.get(front..).unwrap_or_default();
    let new_rest = new.get(front..).unwrap_or_default();
    let back = old_rest.chars().rev().zip(new_rest.chars().rev());
    let back: usize = back.take_while(same).map(len).sum();
    let span = Span::new(front, old.len() - back);
    (span, new_rest.get(..new_rest.len() - back).unwrap_or_default())
}
