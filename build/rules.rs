//! Finds the rules that are data: a page in `src/rules` without a Rust file
//! beside it, and its tables `seeds/lang/<tag>/rules/<rule>.tsv`. And no rule
//! is built whose page lacks a wrong example or a right one.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// # Errors
/// What is wrong, with the file and the remedy.
pub fn run() -> Result<(), String> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(|it| it.to_string())?);
    let mut code = String::new();
    let mut names = Vec::new();
    let mut messages = [("id", String::new()), ("en", String::new())];
    for page in files(&root.join("src/rules"), "md")? {
        let Some(stem) = page.file_stem().and_then(|it| it.to_str()) else { continue };
        if stem == "README" {
            continue;
        }
        examples(&page)?;
        for (tag, all) in &mut messages {
            said(&page, tag, all)?;
        }
        if page.with_extension("rs").exists() {
            continue;
        }
        rule(&mut code, &root, stem)?;
        names.push(format!("&{}", stem.to_uppercase()));
    }
    let count = names.len();
    let _ = writeln!(code, "pub(super) const TABLES: [&Rule; {count}] = [{}];", names.join(", "));
    let out = PathBuf::from(env::var("OUT_DIR").map_err(|it| it.to_string())?);
    for (tag, all) in messages {
        fs::write(out.join(format!("messages-{tag}.ftl")), all).map_err(|it| it.to_string())?;
    }
    fs::write(out.join("tables.rs"), code).map_err(|it| it.to_string())
}

/// What the page says in this language: its block "ftl id" or "ftl en".
fn said(page: &Path, tag: &str, all: &mut String) -> Result<(), String> {
    let text = fs::read_to_string(page).map_err(|it| format!("{}: {it}", page.display()))?;
    let mut open = false;
    for line in text.lines() {
        match line.strip_prefix("```") {
            Some(info) => open = info.strip_prefix("ftl ").is_some_and(|it| it.trim() == tag),
            None if open => {
                all.push_str(line);
                all.push('\n');
            }
            None => {}
        }
    }
    Ok(())
}

/// Files of this ending, sorted.
fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, String> {
    let all = fs::read_dir(folder).map_err(|it| format!("{}: {it}", folder.display()))?;
    let mut res: Vec<PathBuf> = all
        .filter_map(|it| Some(it.ok()?.path()))
        .filter(|it| it.extension().is_some_and(|it| it == ending))
        .collect();
    res.sort();
    Ok(res)
}

/// A wrong example has a line of carets; a right one has none.
fn examples(page: &Path) -> Result<(), String> {
    let text = fs::read_to_string(page).map_err(|it| format!("{}: {it}", page.display()))?;
    let (mut wrong, mut right) = (0, 0);
    let mut open: Option<bool> = None;
    for line in text.lines() {
        match (line.strip_prefix("```"), open) {
            (Some(info), None) => open = Some(info.starts_with("id") || info.starts_with("en")),
            (Some(_), Some(example)) => {
                open = None;
                right += usize::from(example);
            }
            (None, Some(true)) if line.trim_start().starts_with('^') => wrong += 1,
            _ => {}
        }
    }
    // While underlines are being written anew there may be none yet.
    let fresh = env::var_os("UPDATE_EXPECT").is_some();
    println!("cargo:rerun-if-env-changed=UPDATE_EXPECT");
    if right < 2 || (wrong == 0 && !fresh) {
        return Err(format!(
            "{}: a page shows at least one example that is marked (with ^ under the place; \
             UPDATE_EXPECT=1 cargo test draws them) and one that is left alone",
            page.display()
        ));
    }
    Ok(())
}

/// The code of one rule that is data.
fn rule(code: &mut String, root: &Path, stem: &str) -> Result<(), String> {
    let id = stem.replace('_', "-");
    let upper = stem.to_uppercase();
    let mut tables = String::new();
    let mut head = None;
    for tag in ["id", "en"] {
        let path = root.join(format!("seeds/lang/{tag}/rules/{id}.tsv"));
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let first = text.lines().next().unwrap_or_default().to_owned();
        head.get_or_insert((first, path.clone()));
        let lang = if tag == "id" { "Id" } else { "En" };
        let _ = write!(tables, "(Lang::{lang}, include_str!({path:?})), ");
    }
    let page = root.join(format!("src/rules/{stem}.md"));
    let (head, path) = head.ok_or_else(|| {
        format!(
            "{}: a page without {stem}.rs needs seeds/lang/<tag>/rules/{id}.tsv",
            page.display()
        )
    })?;
    let field = |name: &str| {
        head.split_whitespace().find_map(|it| it.strip_prefix(name)?.strip_prefix('=')).ok_or_else(
            || {
                format!(
                    "{}: the first line must say {name}=…, as in \
                     `# group=orthography level=warning since=0.1.0`",
                    path.display()
                )
            },
        )
    };
    let capital =
        |it: &str| it.get(..1).unwrap_or_default().to_uppercase() + it.get(1..).unwrap_or_default();
    let (group, level, since) =
        (capital(field("group")?), capital(field("level")?), field("since")?);
    let quotes = head.contains("quotes=yes");
    let names = head.contains("names=yes");
    let _ = writeln!(
        code,
        "static {upper}: Rule = Rule {{ id: {id:?}, group: Group::{group}, level: Level::{level}, \
         fixes: true, since: {since:?}, page: include_str!({page:?}), \
         check: Check::Table(&{upper}_TABLE) }};\n\
         static {upper}_TABLE: LazyLock<Table> = \
         LazyLock::new(|| Table::new({quotes}, {names}, &[{tables}]));"
    );
    Ok(())
}
