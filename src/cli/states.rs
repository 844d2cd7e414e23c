//! Changes what is known of an article's claims, at the user's word.

use std::path::{Path, PathBuf};

use crate::cli::claims::Claims;
use crate::cli::one;
use crate::cli::screen::{Failure, note};
use crate::cli::setup::Setup;
use crate::detect::ledger::{Change, Ledger, State, record, text_of};
use crate::ide::Snapshot;
use crate::server::sidecar::{self, Refusal};

/// Fewer letters of an ID are a slip.
const FEWEST: usize = 4;

pub(super) fn failure(refusal: Refusal) -> Failure {
    Failure::with_remedy(refusal.problem, refusal.remedy)
}

/// What an export lacks, a line each.
pub(super) fn incomplete(what: &str, missing: &[String]) -> Failure {
    let lines: Vec<String> = missing.iter().map(|it| format!("\n  - {it}")).collect();
    Failure::with_remedy(
        format!("{what} needs more than is known:{}", lines.concat()),
        "nothing was exported; add what is missing",
    )
}

/// The file of the article: what comes from standard input has no ledger.
pub(super) fn file(wanted: &Claims) -> Result<PathBuf, Failure> {
    if wanted.file == Path::new("-") {
        return Err(Failure::with_remedy(
            "an article from standard input has no file beside which states could be kept",
            "name the file of the article",
        ));
    }
    Ok(wanted.file.clone())
}

/// Writes down what `--set` says.
pub(super) fn set(wanted: &Claims, setup: &Setup) -> Result<(), Failure> {
    let path = file(wanted)?;
    let mut asked = Vec::new();
    for it in &wanted.set {
        asked.push(parse(it)?);
    }
    if let Some(bad) = wanted.link.iter().find(|it| url::Url::parse(it).is_err()) {
        return Err(Failure::with_remedy(
            format!("{bad} is no address"),
            "write it in full, as https://example.org/page; --note takes any text",
        ));
    }
    let (_, snapshot) = one::open(&path, None, setup)?;
    let article = snapshot.article();
    let text = text_of(article);
    let now = sidecar::now();
    let done = sidecar::change(&path, |ledger| {
        for (id, state) in &asked {
            let change = Change {
                state: *state,
                note: wanted.note.clone(),
                links: wanted.link.clone(),
                by: wanted.by.clone(),
            };
            match find(&snapshot, ledger, id)? {
                Found::Claim(claim) => {
                    record(ledger, article, &text, claim, &change, &now);
                }
                Found::Orphan(id) if *state == State::Unchecked => {
                    ledger.entries.retain(|it| it.id != id);
                }
                Found::Orphan(id) => {
                    return Err(Refusal {
                        problem: format!("the claim of {id} is in the article no longer"),
                        remedy: "mark the claim that took its place; `--set ID=unchecked` takes \
                                 the old mark away"
                            .to_owned(),
                    });
                }
            }
        }
        Ok(())
    });
    done.map(|_| ()).map_err(failure)
}

fn parse(text: &str) -> Result<(String, State), Failure> {
    let known = "unchecked, needs-source, supported, disputed or not-a-claim";
    let Some((id, state)) = text.split_once('=') else {
        let problem = format!("{text} says no state");
        return Err(Failure::with_remedy(problem, format!("write it as ID=STATE, with {known}")));
    };
    match State::from_name(state) {
        Some(State::Stale) => Err(Failure::with_remedy(
            "no claim is marked as stale: that follows from the text",
            format!("use {known}"),
        )),
        Some(state) => Ok((id.to_owned(), state)),
        None => {
            Err(Failure::with_remedy(format!("there is no state {state}"), format!("use {known}")))
        }
    }
}

enum Found {
    Claim(usize),
    Orphan(String),
}

fn find(snapshot: &Snapshot, ledger: &Ledger, id: &str) -> Result<Found, Refusal> {
    let short = |it: &str| it.strip_prefix("urn:tajuk:claim:").unwrap_or(it).to_owned();
    let wanted = short(id);
    let fits = |it: &str| it == wanted || FEWEST <= wanted.len() && it.starts_with(&wanted);
    let claims = snapshot.article().claims();
    let ids: Vec<String> = claims.iter().map(|it| it.id.to_string()).collect();
    if let Some(claim) = ids.iter().position(|it| *it == wanted) {
        return Ok(Found::Claim(claim));
    }
    let mut all: Vec<usize> =
        (0..ids.len()).filter(|it| ids.get(*it).is_some_and(|it| fits(it))).collect();
    // A claim that was marked when it was worded otherwise is known by its
    // mark, too.
    let anchors = crate::detect::ledger::anchor(
        snapshot.article(),
        &text_of(snapshot.article()),
        &ledger.entries,
    );
    let mut orphans = Vec::new();
    for (entry, anchor) in
        ledger.entries.iter().zip(&anchors).filter(|(it, _)| fits(&short(&it.id)))
    {
        match anchor.and_then(|it| it.claim) {
            Some(claim) => all.push(claim),
            None => orphans.push(entry.id.clone()),
        }
    }
    all.sort_unstable();
    all.dedup();
    match (all.as_slice(), orphans.as_slice()) {
        ([one], _) => Ok(Found::Claim(*one)),
        ([], [one]) => Ok(Found::Orphan(one.clone())),
        ([], []) => Err(Refusal {
            problem: format!("no claim has the ID {id}"),
            remedy: "`tajuk claims FILE` shows them; four letters are enough".to_owned(),
        }),
        _ => Err(Refusal {
            problem: format!("more than one claim has an ID that begins with {id}"),
            remedy: "give more letters of it".to_owned(),
        }),
    }
}

/// Mends the ledger, and tells what became of it.
pub(super) fn repair(wanted: &Claims) -> Result<(), Failure> {
    let path = file(wanted)?;
    let own = sidecar::path_of(&path);
    match sidecar::mend(&path).map_err(failure)? {
        None => note(&format!("{}: nothing is wrong with it", own.display())),
        Some((backup, repaired)) => {
            let count = repaired.ledger.entries.len();
            note(&format!("{}: {count} states saved", own.display()));
            if !repaired.lost.is_empty() {
                let lines: Vec<String> = repaired.lost.iter().map(usize::to_string).collect();
                note(&format!("lines that could not be read: {}", lines.join(", ")));
            }
            note(&format!("the file as it was: {}", backup.display()));
        }
    }
    Ok(())
}
