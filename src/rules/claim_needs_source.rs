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
    let mut open: Vec<&Claim> = article
        .claims
        .iter()
        .filter(|it| WORTH <= it.score && !it.is_sourced() && !it.quoted && !it.heading)
        .collect();
    if open.is_empty() {
        return;
    }
    // Somebody may vouch for the same figure elsewhere in the article.
    let sourced: FxHashSet<u64> = article
        .claims
        .iter()
        .filter(|it| it.is_sourced() || it.quoted)
        .flat_map(|it| it.figures.iter().copied())
        .collect();
    open.retain(|it| it.figures.is_empty() || !it.figures.iter().all(|it| sourced.contains(it)));
    open.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.span.cmp(&b.span)));
    for claim in open.into_iter().take(SHOWN) {
        let reasons = claim.reasons.iter().filter(|it| 0.0 < it.weight).take(3);
        let reasons = reasons.map(|it| format!("reason-{}", it.feature)).collect();
        let message = Message::new("claim-needs-source").with_words("reasons", reasons);
        findings.report(claim.sentence, message);
    }
}
