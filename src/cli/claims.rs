//! `tajuk claims`: what an article states that can be checked, and who says so.

use crate::cli::args::One;
use crate::cli::cells::wrapped;
use crate::cli::one;
use crate::cli::paint::{BOLD, DIM, GOOD, PLAIN, level, paint};
use crate::cli::screen::Failure;
use crate::cli::setup::Setup;
use crate::ide::report::{Attribution, Claim, File, Parts};
use crate::rules::Level;

/// Columns of the bar that shows how checkable a claim is.
const BAR: usize = 5;

pub(crate) fn run(wanted: &One, setup: &Setup) -> Result<u8, Failure> {
    let parts = Parts { claims: true, ..Parts::default() };
    one::answer(wanted, setup, parts, |_, file, width| human(file, width))
}

fn human(file: &File, width: usize) -> Vec<String> {
    let claims = file.claims.as_deref().unwrap_or_default();
    let digits = |it: &Claim| (it.range.start.line + 1).to_string().len();
    let gutter = claims.iter().map(digits).max().unwrap_or(0);
    let mut res = Vec::new();
    for claim in claims {
        if !res.is_empty() {
            res.push(String::new());
        }
        res.extend(rows(claim, gutter, width));
    }
    res
}

/// The text, and below it what kind of claim it is and whose.
fn rows(claim: &Claim, gutter: usize, width: usize) -> Vec<String> {
    let room = width.saturating_sub(gutter + 3).max(10);
    let text = claim.text.replace(['\n', '\r'], " ");
    let number = claim.range.start.line + 1;
    let bar = paint(DIM, "│");
    let mut res = Vec::new();
    for (index, row) in wrapped(&text, room, PLAIN).iter().enumerate() {
        let label = if index == 0 { number.to_string() } else { String::new() };
        res.push(format!("{} {bar} {row}", paint(DIM, format!("{label:>gutter$}"))));
    }
    let state = match claim.state {
        "needs-source" => paint(level(Level::Warning), "needs a source"),
        "disputed" | "stale" => paint(level(Level::Error), claim.state),
        "supported" => paint(GOOD, claim.state),
        state => paint(DIM, state),
    };
    let kind = format!("{}, {}", claim.kind, claim.modality);
    let facts = format!("{}  {}  {}", bar_of(claim.score), paint(BOLD, kind), state);
    res.push(format!("{:gutter$} {} {facts}", "", paint(DIM, "╰")));
    let reasons: Vec<String> =
        claim.reasons.iter().map(|it| format!("{} {:+.1}", it.feature, it.weight)).collect();
    let mut more = vec![whose(&claim.attribution)];
    if !reasons.is_empty() {
        more.push(format!("because: {}", reasons.join(", ")));
    }
    for line in more.iter().flat_map(|it| wrapped(it, room, DIM)) {
        res.push(format!("{:gutter$}   {line}", ""));
    }
    res
}

fn whose(attribution: &Attribution) -> String {
    let Some(source) = &attribution.source else {
        return "said by: nobody but the writer".to_owned();
    };
    let cue = attribution.cue.as_ref().map(|it| format!(", “{}”", it.text)).unwrap_or_default();
    let Attribution { directness, source_class, .. } = attribution;
    format!("said by: {} ({source_class}, {directness}{cue})", source.text)
}

/// How checkable, as a bar and as a number.
fn bar_of(score: f32) -> String {
    let score = score.clamp(0.0, 1.0);
    let full = (0..BAR).filter(|it| (*it as f32) + 0.5 <= score * BAR as f32).count();
    let bar = format!("{}{}", "▮".repeat(full), "▯".repeat(BAR - full));
    format!("{bar} {score:.2}")
}
