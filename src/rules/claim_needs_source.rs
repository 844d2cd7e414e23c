//! Statements worth checking that nobody vouches for: the top few.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::detect::{Article, Claim};
use crate::lang::{List, Message};
use crate::rules::across::trim;
use crate::rules::lead::source_lead;
use crate::rules::{Check, Findings, Fold, Group, Level, Rule, Spot};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    id: "claim-needs-source",
    group: Group::Claims,
    level: Level::Hint,
    fixes: true,
    since: "0.1.0",
    page: include_str!("claim_needs_source.md"),
    check: Check::Across(&Fold { gather, judge, spots: Some(spots) }),
};

/// A claim is asked for from this score on.
const WORTH: f32 = 0.85;

/// What is measured can be looked up in one place, and must come from one. That
/// something happened, or that it was the first, is worth checking too, but most
/// such sentences are common knowledge to a desk.
const MEASURES: [&str; 5] = ["percent", "money", "magnitude", "change", "casualty"];

/// An article shows at most so many.
const SHOWN: usize = 5;

/// What a passage has to say of it.
#[derive(PartialEq)]
struct Extract {
    /// Claims that nobody vouches for.
    open: Vec<Open>,
    /// Figures that somebody vouches for.
    sourced: Vec<u64>,
}

#[derive(PartialEq)]
struct Open {
    /// Bytes of the passage.
    sentence: Spot,
    score: f32,
    reasons: Vec<&'static str>,
    figures: Arc<[u64]>,
    /// The words that ask for a source, and where they go.
    lead: Option<(Spot, String)>,
}

fn gather(article: &Article, at: usize) -> Option<Extract> {
    let placed = article.layout.passage(at)?;
    let start = placed.start;
    let mut res = Extract { open: Vec::new(), sourced: Vec::new() };
    for claim in article.claims_of(at) {
        if claim.is_sourced() || claim.quoted || is_credited(article, at, start, &claim) {
            res.sourced.extend(claim.figures.iter());
        } else if WORTH <= claim.score && is_measured(&claim) && !is_cleared(article, claim.span) {
            let reasons = claim.reasons.iter().filter(|it| 0.0 < it.weight).take(3);
            let sentence = Span::new(claim.sentence.start() - start, claim.sentence.end() - start);
            let lead = source_lead(sentence.of(&placed.passage.text), article.lang);
            let place = |len| Span::new(sentence.start(), sentence.start() + len);
            res.open.push(Open {
                sentence: Spot(sentence),
                lead: lead.map(|(len, lead)| (Spot(place(len)), lead)),
                score: claim.score,
                reasons: reasons.map(|it| it.feature()).collect(),
                figures: claim.figures,
            });
        }
    }
    trim(&mut res.sourced);
    let empty = res.open.is_empty() && res.sourced.is_empty();
    (!empty).then_some(res)
}

/// "…, menurut tabel tersebut, …": whoever it is, the writer says.
fn is_credited(article: &Article, at: usize, start: usize, claim: &Claim) -> bool {
    let Some((_, facts, _)) = article.passage(at) else { return false };
    let sentence = facts.sentence_at(claim.span.start() - start);
    let marks = sentence.and_then(|it| facts.marks.get(it.marks.clone())).unwrap_or_default();
    marks.iter().any(|it| it.list == List::AccordingTo)
}

fn is_measured(claim: &Claim) -> bool {
    claim.reasons.iter().any(|it| 0.0 < it.weight && MEASURES.contains(&it.feature()))
}

/// Somebody has found a source, or that it is no claim.
fn is_cleared(article: &Article, claim: Span) -> bool {
    article.cleared().is_some_and(|it| it.covers(article.text(claim), article.lang))
}

fn spots(extract: &Extract) -> Vec<Span> {
    let leads = extract.open.iter().filter_map(|it| it.lead.as_ref());
    let sentences = extract.open.iter().map(|it| it.sentence.0);
    sentences.chain(leads.map(|it| it.0.0)).collect()
}

fn judge(article: &Article, all: &[(usize, &Extract)], findings: &mut Findings<'_>) {
    let mut open: Vec<(usize, &Open)> =
        all.iter().flat_map(|(at, it)| it.open.iter().map(|it| (*at, it))).collect();
    if open.is_empty() {
        return;
    }
    // Somebody may vouch for the same figure elsewhere in the article.
    let sourced: FxHashSet<u64> =
        all.iter().flat_map(|(_, it)| it.sourced.iter().copied()).collect();
    let is_open =
        |it: &Open| it.figures.is_empty() || !it.figures.iter().all(|it| sourced.contains(it));
    open.retain(|(_, it)| is_open(it));
    let by_worth = |(a, x): &(usize, &Open), (b, y): &(usize, &Open)| {
        y.score.total_cmp(&x.score).then((a, x.sentence.0).cmp(&(b, y.sentence.0)))
    };
    // Only the best few have to be in order.
    if SHOWN < open.len() {
        open.select_nth_unstable_by(SHOWN, by_worth);
        open.truncate(SHOWN);
    }
    open.sort_by(by_worth);
    for (at, claim) in open {
        let Some(placed) = article.layout.passage(at) else { continue };
        let reasons = claim.reasons.iter().map(|it| format!("reason-{it}")).collect();
        let message = Message::new("claim-needs-source").with_words("reasons", reasons);
        let mut finding = findings.finding(claim.sentence.0.shift(placed.start), message);
        if let Some((span, lead)) = &claim.lead {
            let title = Message::new("rewrite-source");
            finding = finding.fix(false, title, span.0.shift(placed.start), lead);
        }
        findings.add(finding);
    }
}
