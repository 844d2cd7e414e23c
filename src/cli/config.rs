//! `tajuk config`: writes, explains and describes the configuration.

use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::cli::args::{ConfigSet, ConfigShow, ConfigTask, Format};
use crate::cli::cells::width_of;
use crate::cli::files;
use crate::cli::paint::{BOLD, DIM, paint};
use crate::cli::screen::{self, Failure, complain_in};
use crate::cli::setup::{Setup, shown, tongue_of, whole};
use crate::cli::{FAILED, FINE};
use crate::config::{Origin, Setting, fresh, schema, set_key};
use crate::lang::{Lang, Message, render};
use crate::server::Workspace;
use crate::text::{Buffer, Encoding, Span};

/// What `init` writes, and what is changed where there is no file yet.
const NAME: &str = "tajuk.toml";

pub(crate) fn run(task: &ConfigTask, setup: &Setup) -> Result<u8, Failure> {
    match task {
        ConfigTask::Init => init(setup),
        ConfigTask::Show(show) => self::show(show, setup),
        ConfigTask::Set(set) => self::set(set, setup),
        ConfigTask::Schema => {
            let mut output = screen::output();
            serde_json::to_writer_pretty(&mut output, &schema())?;
            writeln!(output)?;
            output.flush()?;
            Ok(FINE)
        }
    }
}

fn init(setup: &Setup) -> Result<u8, Failure> {
    let path = whole(Path::new(NAME));
    if path.exists() {
        return Err(Failure::with_remedy(
            format!("{NAME} is there already, and it is left as it is"),
            "edit it, or see what holds: tajuk config show",
        ));
    }
    files::write(&path, &fresh(setup.tongue(Path::new("."))))?;
    let mut output = screen::output();
    writeln!(output, "{NAME} is written; everything in it is as it was without it")?;
    output.flush()?;
    Ok(FINE)
}

fn set(set: &ConfigSet, setup: &Setup) -> Result<u8, Failure> {
    let project = setup.workspace().project(&whole(Path::new(NAME)));
    let path = project.and_then(|it| it.file).unwrap_or_else(|| whole(Path::new(NAME)));
    let name = shown(&path);
    let unread = || Failure::new(format!("cannot read {name}"));
    let old = Workspace::text(&path).ok_or_else(unread)?.unwrap_or_default();
    let (text, _, problems) = set_key(&old, &set.key, &set.value).ok_or_else(|| {
        Failure::with_remedy(
            format!("{name} cannot be changed: it is no valid TOML, or {} is no value", set.key),
            "see what is wrong in it: tajuk config show",
        )
    })?;
    if let Some(problem) = problems.first() {
        let lang = setup.tongue(Path::new("."));
        return Err(Failure::with_remedy(
            format!("{name}: {}", render(&problem.message, lang)),
            "nothing was written; tajuk config schema describes all keys",
        ));
    }
    files::write(&path, &text)?;
    let mut output = screen::output();
    writeln!(output, "{name}: {} = {}", set.key, set.value)?;
    output.flush()?;
    Ok(FINE)
}

#[derive(Serialize)]
struct Row {
    key: String,
    value: String,
    by: String,
}

fn show(show: &ConfigShow, setup: &Setup) -> Result<u8, Failure> {
    let path = whole(show.file.as_deref().unwrap_or(Path::new(NAME)));
    let settled = setup.settle(&path);
    let lang = tongue_of(&settled.settings);
    let said = settled.config.said(Some(&path));
    let rows: Vec<Row> = said.into_iter().map(|it| row(it, lang)).collect();
    let mut output = screen::output();
    match show.format {
        Format::Json => {
            let files: Vec<String> =
                setup.workspace().papers().keys().map(|it| shown(it)).collect();
            let answer = serde_json::json!({ "schema": 1, "files": files, "settings": rows });
            serde_json::to_writer(&mut output, &answer)?;
            writeln!(output)?;
        }
        Format::Human => human(&mut output, &rows, setup, lang)?,
    }
    output.flush()?;
    let broken = setup.complaints(lang);
    broken.iter().for_each(|it| complain_in(lang, it));
    Ok(if broken.is_empty() { FINE } else { FAILED })
}

fn human(output: &mut impl Write, rows: &[Row], setup: &Setup, lang: Lang) -> Result<(), Failure> {
    let papers: Vec<PathBuf> =
        setup.workspace().papers().keys().map(|it| (*it).to_owned()).collect();
    let read = papers.iter().map(|it| shown(it)).collect::<Vec<_>>().join(", ");
    let heading = match papers.is_empty() {
        true => render(&Message::new("show-no-files"), lang),
        false => render(&Message::new("show-files").with("files", read), lang),
    };
    writeln!(output, "{}", paint(BOLD, heading))?;
    if rows.is_empty() {
        writeln!(output, "{}", render(&Message::new("show-nothing"), lang))?;
    }
    let keys = rows.iter().map(|it| width_of(&it.key)).max().unwrap_or(0);
    let values = rows.iter().map(|it| width_of(&it.value)).max().unwrap_or(0).min(24);
    for Row { key, value, by } in rows {
        let gap = " ".repeat(keys.saturating_sub(width_of(key)));
        writeln!(output, "{key}{gap}  {value:<values$}  {}", paint(DIM, by))?;
    }
    Ok(())
}

fn row(it: Setting, lang: Lang) -> Row {
    Row { key: it.key, value: it.value, by: by(&it.origin, it.at, lang) }
}

/// Who said so, with the line where it is a file.
pub(crate) fn by(origin: &Origin, at: Option<Span>, lang: Lang) -> String {
    let place = |path: &Path| {
        let line = at.and_then(|at| {
            let text = Workspace::text(path).flatten()?;
            Some(Buffer::new(&text, 0).position(at.start(), Encoding::Utf8).line + 1)
        });
        let name = shown(path);
        line.map_or_else(|| name.clone(), |line| format!("{name}:{line}"))
    };
    match origin {
        Origin::Builtin => render(&Message::new("by-builtin"), lang),
        Origin::User(it) | Origin::Project(it) | Origin::Named(it) => place(it),
        Origin::Editor => render(&Message::new("by-editor"), lang),
        Origin::Option => render(&Message::new("by-option"), lang),
    }
}
