//! Statements worth checking that nobody vouches for: the top few.

use rustc_hash::FxHashSet;

use crate::detect::{Article, Claim};
use crate::lang::Message;
use crate::rules::{Check, Findings, Group, Level, Rule};

pub(super) static RULE: Rule = Rule {
    id: "claim-needs-source",
    group: Group::Claims,
    level: Level::Hint,
    fixes: false,
    since: "0.1.0",
    page: include_str!("claim_needs_source.md"),
    check: Check::Article(check),
};

/// A claim is asked for from this score on.
const WORTH: f32 = 0.7;

/// An article shows at most so many.
const SHOWN: usize = 5;

fn check(article: &Article, findings: &mut Findings<'_>) {
    let sourced: FxHashSet<&str> = article
        .claims
        .iter()
        .filter(|it| it.is_sourced() || it.quoted)
        .flat_map(|it| figures(article, it))
        .collect();
    let mut open: Vec<&Claim> = article
        .claims
        .iter()
        .filter(|it| WORTH <= it.score && !it.is_sourced() && !it.quoted && !it.heading)
        // Somebody vouches for the same figure elsewhere in the article.
        .filter(|it| {
            let mut figures = figures(article, it).peekable();
            figures.peek().is_none() || !figures.all(|it| sourced.contains(it))
        })
        .collect();
    open.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.span.cmp(&b.span)));
    for claim in open.into_iter().take(SHOWN) {
        let reasons = claim.reasons.iter().filter(|it| 0.0 < it.weight).take(3);
        let reasons = reasons.map(|it| format!("reason-{}", it.feature)).collect();
        let message = Message::new("claim-needs-source").with_words("reasons", reasons);
        findings.report(claim.sentence, message);
    }
}

/// The figures of a claim, years left out.
fn figures<'a>(article: &'a Article, claim: &Claim) -> impl Iterator<Item = &'a str> {
    article
        .text(claim.sentence)
        .split(|it: char| !it.is_ascii_digit() && it != ',' && it != '.')
        .map(|it| it.trim_matches([',', '.']))
        .filter(|it| !it.is_empty())
        .filter(|it| !(it.len() == 4 && (it.starts_with("19") || it.starts_with("20"))))
}
