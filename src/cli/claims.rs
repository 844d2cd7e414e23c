//! `tajuk claims`: what an article states that can be checked, and who says so.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde_json::json;

use crate::cli::FINE;
use crate::cli::cells::wrapped;
use crate::cli::check::heading;
use crate::cli::export::{address, pretty};
use crate::cli::one;
use crate::cli::paint::{BOLD, DIM, GOOD, PLAIN, level, paint};
use crate::cli::screen::{self, Failure};
use crate::cli::setup::Setup;
use crate::cli::states;
use crate::ide::export::{self, Desk};
use crate::ide::report::{Checked, Claim, File, Parts, Reason, Report};
use crate::ide::{Snapshot, checking};
use crate::lang::{Lang, Message, render, word};
use crate::rules::Level;
use crate::server::sidecar;

/// Columns of the bar that shows how checkable a claim is.
const BAR: usize = 5;

/// Letters of an ID that are shown to people; they are enough for `--set`.
const SHORT: usize = 8;

/// Print what an article states that can be checked, who says so, and how far
/// it is checked
///
/// What people found out is kept in NAME.klaim.json beside the article, as W3C
/// Web Annotations, a claim a line: put it under version control with the
/// article. Claims are found again after any editing; one whose figures, names,
/// denials or hedges changed since it was checked is shown as stale.
#[derive(Debug, clap::Args)]
#[command(after_help = "\u{1b}[1mExamples:\u{1b}[0m
  tajuk claims article.md
  tajuk claims article.md --set 9f3a51c2=supported --link https://bps.go.id/… --by Rini
  tajuk claims article.md --set 9f3a51c2=disputed --note 'The ministry counts 12, not 15'
  tajuk claims article.md --set 9f3a51c2=unchecked    Takes the mark away
  tajuk claims article.md --orphans                   Marks whose claims are gone
  tajuk claims article.md --format csv > claims.csv
  tajuk claims article.md --format claimreview --publisher 'Cek Fakta' --url https://…
  tajuk claims article.md --repair                    After a conflict in Git

\u{1b}[1mStates:\u{1b}[0m
  unchecked, needs-source, supported, disputed, not-a-claim; stale comes by itself")]
pub(crate) struct Claims {
    /// The article; - for standard input
    pub(crate) file: PathBuf,
    /// How to print the answer: for people, as one JSON object, as a table for
    /// spreadsheets or in Markdown, or as schema.org's ClaimReview
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: ClaimsFormat,
    /// What to call the article from standard input; its ending tells Markdown
    /// from plain text
    #[arg(long, value_name = "NAME")]
    pub(crate) stdin_name: Option<String>,
    /// Say how far a claim is checked; the first letters of its ID will do
    #[arg(long, value_name = "ID=STATE", conflicts_with_all = ["orphans", "repair"])]
    pub(crate) set: Vec<String>,
    /// Why; an empty text takes the note away
    #[arg(long, value_name = "TEXT", requires = "set")]
    pub(crate) note: Option<String>,
    /// What bears it out
    #[arg(long, value_name = "URL", requires = "set")]
    pub(crate) link: Vec<String>,
    /// Who says so
    #[arg(long, value_name = "NAME", requires = "set")]
    pub(crate) by: Option<String>,
    /// Print what was found out about claims that are in the article no longer
    #[arg(long, conflicts_with = "repair")]
    pub(crate) orphans: bool,
    /// Save what can be read of a broken NAME.klaim.json; the broken one is kept
    #[arg(long)]
    pub(crate) repair: bool,
    /// Who publishes the reviews, for claimreview
    #[arg(long, value_name = "NAME")]
    pub(crate) publisher: Option<String>,
    /// Where the article is published, for claimreview
    #[arg(long, value_name = "URL", value_parser = address)]
    pub(crate) url: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ClaimsFormat {
    Human,
    Json,
    Csv,
    Md,
    #[value(name = "claimreview")]
    ClaimReview,
}

pub(crate) fn run(wanted: &Claims, setup: &Setup) -> Result<u8, Failure> {
    if wanted.repair {
        states::repair(wanted)?;
        return Ok(FINE);
    }
    let file = &wanted.file;
    if file != Path::new("-") {
        // A ledger that cannot be read must not look like an empty one.
        sidecar::read(file).map_err(states::failure)?;
    }
    if !wanted.set.is_empty() {
        states::set(wanted, setup)?;
    }
    let (name, snapshot) = one::open(file, wanted.stdin_name.as_deref(), setup)?;
    let text = if wanted.orphans {
        orphans(&snapshot, wanted.format)?
    } else {
        print(&name, &snapshot, wanted)?
    };
    let mut output = screen::output();
    output.write_all(text.as_bytes())?;
    output.flush()?;
    Ok(FINE)
}

fn print(name: &str, snapshot: &Snapshot, wanted: &Claims) -> Result<String, Failure> {
    let file = File::new(name, snapshot, Parts { claims: true, ..Parts::default() });
    let claims = file.claims.as_deref().unwrap_or_default();
    Ok(match wanted.format {
        ClaimsFormat::Json => serde_json::to_string(&Report::new(vec![file]))? + "\n",
        ClaimsFormat::Csv => export::csv(claims),
        ClaimsFormat::Md => export::markdown(claims, snapshot.message_lang()),
        ClaimsFormat::ClaimReview => {
            let desk = Desk { name: wanted.publisher.clone(), url: wanted.url.clone() };
            match export::reviews(snapshot, &desk) {
                Ok(reviews) => pretty(&reviews)?,
                Err(missing) => return Err(states::incomplete("ClaimReview", &missing)),
            }
        }
        ClaimsFormat::Human => {
            let mut lines = vec![heading(name, snapshot)];
            let lang = snapshot.message_lang();
            lines.extend(indented(human(&file, lang, screen::width().saturating_sub(1))));
            if claims.is_empty() {
                lines.push(format!(" {}", paint(DIM, word("nothing-found", lang))));
            }
            let lost = checking::orphans(snapshot).len();
            if 0 < lost {
                let message = Message::new("claims-lost").with("count", lost);
                lines.push(String::new());
                lines.push(format!(" {}", paint(DIM, render(&message, lang))));
            }
            lines.join("\n") + "\n"
        }
    })
}

fn indented(lines: Vec<String>) -> impl Iterator<Item = String> {
    lines.into_iter().map(|it| if it.is_empty() { it } else { format!(" {it}") })
}

/// Marks whose claims are in the article no longer.
fn orphans(snapshot: &Snapshot, format: ClaimsFormat) -> Result<String, Failure> {
    let all: Vec<Checked> = checking::orphans(snapshot).into_iter().map(Checked::of).collect();
    match format {
        ClaimsFormat::Human => {}
        ClaimsFormat::Json => {
            return Ok(json!({ "schema": 1, "orphans": all }).to_string() + "\n");
        }
        _ => {
            return Err(Failure::with_remedy(
                "--orphans is printed for people or as json",
                "leave --format out, or use --format json",
            ));
        }
    }
    let mut res = String::new();
    for it in &all {
        let day = it.modified.get(..10).unwrap_or_default();
        let id = it.id.strip_prefix("urn:tajuk:claim:").unwrap_or(&it.id);
        res.push_str(&format!("{}  {}  {}\n", paint(DIM, id), paint(BOLD, it.state), day));
        let mut lines = vec![it.text.split_whitespace().collect::<Vec<&str>>().join(" ")];
        lines.extend(it.note.clone());
        lines.extend(it.links.clone());
        for line in lines.iter().flat_map(|it| wrapped(it, screen::width() - 2, PLAIN)) {
            res.push_str(&format!("  {line}\n"));
        }
    }
    if all.is_empty() {
        res = format!("{}\n", paint(DIM, "every marked claim is in the article"));
    }
    Ok(res)
}

fn human(file: &File, lang: Lang, width: usize) -> Vec<String> {
    let claims = file.claims.as_deref().unwrap_or_default();
    let digits = |it: &Claim| (it.range.start.line + 1).to_string().len();
    let gutter = claims.iter().map(digits).max().unwrap_or(0);
    let mut res = Vec::new();
    for claim in claims {
        if !res.is_empty() {
            res.push(String::new());
        }
        res.extend(rows(claim, lang, gutter, width));
    }
    res
}

/// The text, and below it what kind of claim it is and whose.
fn rows(claim: &Claim, lang: Lang, gutter: usize, width: usize) -> Vec<String> {
    let room = width.saturating_sub(gutter + 3).max(10);
    let text = claim.text.replace(['\n', '\r'], " ");
    let number = claim.range.start.line + 1;
    let bar = paint(DIM, "│");
    let mut res = Vec::new();
    for (index, row) in wrapped(&text, room, PLAIN).iter().enumerate() {
        let label = if index == 0 { number.to_string() } else { String::new() };
        res.push(format!("{} {bar} {row}", paint(DIM, format!("{label:>gutter$}"))));
    }
    let said = word(&format!("state-{}", claim.state), lang);
    let state = match claim.state {
        "needs-source" => paint(level(Level::Warning), said),
        "disputed" | "stale" => paint(level(Level::Error), said),
        "supported" => paint(GOOD, said),
        _ => paint(DIM, said),
    };
    let mut kind = vec![
        word(&format!("claim-type-{}", claim.kind), lang),
        word(&format!("modality-{}", claim.modality), lang),
    ];
    if claim.polarity == "neg" {
        kind.push(word("claim-negated", lang));
    }
    let id = paint(DIM, claim.id.get(..SHORT).unwrap_or(&claim.id));
    let facts = [bar_of(claim.score), paint(BOLD, kind.join(" · ")), state, id].join("  ");
    res.push(format!("{:gutter$} {} {facts}", "", paint(DIM, "╰")));
    let mut more = vec![whose(claim, lang)];
    more.extend(claim.checked.iter().flat_map(|it| found_out(it, lang)));
    let reason = |it: &Reason| {
        format!("{:+.1} {}", it.weight, word(&format!("reason-{}", it.feature), lang))
    };
    let reasons: Vec<String> = claim.reasons.iter().map(reason).collect();
    if !reasons.is_empty() {
        let message = Message::new("claim-because").with("reasons", reasons.join(", "));
        more.push(render(&message, lang));
    }
    for line in more.iter().flat_map(|it| wrapped(it, room, DIM)) {
        res.push(format!("{:gutter$}   {line}", ""));
    }
    res
}

/// What people found out.
fn found_out(checked: &Checked, lang: Lang) -> Vec<String> {
    let key = if checked.by.is_some() { "claim-checked-by" } else { "claim-checked" };
    let message = Message::new(key)
        .with("date", checked.modified.get(..10).unwrap_or_default())
        .with("by", checked.by.as_deref().unwrap_or_default())
        .with("state", word(&format!("state-{}", checked.state), lang));
    let mut res = vec![render(&message, lang)];
    res.extend(checked.note.iter().map(|it| format!("“{it}”")));
    res.extend(checked.links.iter().cloned());
    res
}

fn whose(claim: &Claim, lang: Lang) -> String {
    let said = &claim.attribution;
    let Some(source) = said.source.as_ref().filter(|_| said.source_class != "none") else {
        let key = if claim.linked { "claim-said-link" } else { "claim-said-nobody" };
        return word(key, lang);
    };
    // "Ujarnya" alone tells a reader nothing.
    let voice = said.speaker.as_ref().map(|it| format!(" → {}", it.text)).unwrap_or_default();
    let mut how = vec![word(&format!("source-class-{}", said.source_class), lang)];
    if said.directness != "none" {
        how.push(word(&format!("directness-{}", said.directness), lang));
    }
    let message = Message::new("claim-said-by")
        .with("source", format!("{}{voice}", source.text))
        .with("cue", said.cue.as_ref().map_or("", |it| it.text.as_str()))
        .with("how", how.join(", "));
    render(&message, lang)
}

/// How checkable, as a bar and as a number.
fn bar_of(score: f32) -> String {
    let score = score.clamp(0.0, 1.0);
    let full = (0..BAR).filter(|it| (*it as f32) + 0.5 <= score * BAR as f32).count();
    let bar = format!("{}{}", "▮".repeat(full), "▯".repeat(BAR - full));
    format!("{bar} {score:.2}")
}
