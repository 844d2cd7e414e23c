//! The house keeps its shape.

use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn a_floor_uses_only_the_floors_below_it() {
    let floors = floors();
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let Some(own) = floor_of(&path, &floors) else { continue };
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            for used in names_after_crate(code) {
                let Some(other) = floors.iter().position(|it| it == used) else { continue };
                if own < other {
                    wrong.push(format!("{}:{}: uses {used}", path.display(), number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "upward imports:\n{}", wrong.join("\n"));
}

#[test]
fn only_the_server_speaks_lsp() {
    for (path, text) in sources() {
        let speaks = text.contains("tower_lsp") || text.contains("lsp_types");
        assert!(!speaks || path.starts_with("src/server"), "{} speaks LSP", path.display());
    }
}

#[test]
fn files_are_short_and_say_what_they_are() {
    for (path, text) in sources() {
        assert!(
            text.starts_with("//!"),
            "{} has no first line that says what it is",
            path.display()
        );
        assert!(text.lines().count() <= 500, "{} is too long", path.display());
    }
}

#[test]
fn every_page_is_listed_and_named_after_its_rule() {
    let mut on_disk: Vec<String> = fs::read_dir("src/rules")
        .unwrap()
        .map(|it| it.unwrap().path())
        .filter(|it| it.extension().is_some_and(|it| it == "md") && !it.ends_with("README.md"))
        .map(|it| it.file_stem().unwrap().to_str().unwrap().replace('_', "-"))
        .collect();
    let mut listed: Vec<&str> = tajuk::rules::RULES.iter().map(|it| it.id).collect();
    on_disk.sort();
    listed.sort();
    assert_eq!(on_disk, listed);
}

/// Ground floor first, as `src/lib.rs` lists them.
fn floors() -> Vec<String> {
    let text = fs::read_to_string("src/lib.rs").unwrap();
    text.lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .map(str::to_owned)
        .collect()
}

fn floor_of(path: &Path, floors: &[String]) -> Option<usize> {
    let name = path.components().nth(1)?.as_os_str().to_str()?;
    floors.iter().position(|it| it == name.trim_end_matches(".rs"))
}

/// House style: one `use crate::floor::...` per line, never `use crate::{...}`.
fn names_after_crate(code: &str) -> impl Iterator<Item = &str> {
    assert!(!code.contains("crate::{"), "write one `use crate::floor::...` per floor: {code}");
    assert!(!code.contains("super::super"), "write `crate::...`: {code}");
    code.split("crate::").skip(1).map(|rest| {
        rest.split(|it: char| !it.is_alphanumeric() && it != '_').next().unwrap_or_default()
    })
}

pub(crate) fn sources() -> Vec<(PathBuf, String)> {
    let mut res = Vec::new();
    let mut todo = vec![PathBuf::from("src")];
    while let Some(dir) = todo.pop() {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                todo.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                res.push((path, text));
            }
        }
    }
    res.sort();
    res
}
