//! schema.org's ClaimReview, for claims that were checked and for no others.

use serde_json::{Value, json};

use crate::detect::ledger::State;
use crate::ide::Snapshot;
use crate::ide::export::authors;
use crate::ide::report::{Checked, Claim, File, Parts};
use crate::lang::word;

/// Who publishes the reviews, and where.
#[derive(Clone, Debug, Default)]
pub struct Desk {
    pub name: Option<String>,
    /// Where the article with the reviews can be read.
    pub url: Option<String>,
}

/// As JSON-LD, a review for each claim marked as supported or disputed.
///
/// # Errors
/// All that is missing, a line each; then nothing is exported.
pub fn reviews(snapshot: &Snapshot, desk: &Desk) -> Result<Value, Vec<String>> {
    let parts = Parts { claims: true, ..Parts::default() };
    let claims = File::new("", snapshot, parts).claims.unwrap_or_default();
    let mut missing = Vec::new();
    if desk.name.is_none() {
        missing
            .push("author: who publishes the reviews; give the name with --publisher".to_owned());
    }
    if desk.url.is_none() {
        missing.push("url: where the article is published; give it with --url".to_owned());
    }
    let mut graph = Vec::new();
    for claim in &claims {
        let Some(checked) = &claim.checked else { continue };
        let was = State::from_name(checked.state);
        if !matches!(was, Some(State::Supported | State::Disputed)) {
            continue;
        }
        let line = claim.range.start.line + 1;
        let mut lacks = |what: &str| missing.push(format!("line {line}: {what}"));
        if claim.state == State::Stale.name() {
            lacks("the claim was changed since it was checked; check it anew");
        }
        if checked.links.is_empty() {
            lacks("no evidence; add a link with --set … --link URL");
        }
        let said = &claim.attribution;
        // Who "ujarnya" is, where the article tells; a pronoun is nobody.
        let named = said.source.as_ref().filter(|_| said.source_class != "pronoun");
        let author = said.speaker.as_ref().or(named).map(|it| it.text.clone());
        let unsaid = said.source.is_none();
        let author = author.or_else(|| authors(snapshot).first().filter(|_| unsaid).cloned());
        match author {
            Some(author) => graph.push(review(snapshot, desk, claim, checked, &author)),
            None => lacks("who makes the claim is not said, neither here nor as author above"),
        }
    }
    if graph.is_empty() && missing.iter().all(|it| !it.starts_with("line")) {
        missing.push("no claim is marked as supported or disputed".to_owned());
    }
    if missing.is_empty() {
        return Ok(json!({ "@context": "https://schema.org", "@graph": graph }));
    }
    Err(missing)
}

fn review(
    snapshot: &Snapshot,
    desk: &Desk,
    claim: &Claim,
    checked: &Checked,
    author: &str,
) -> Value {
    let said = claim.attribution.speaker.as_ref().or(claim.attribution.source.as_ref());
    let entity = said.and_then(|it| it.entity.as_deref());
    let kind = match entity.and_then(|it| it.split('/').next()) {
        Some("org" | "country") => "Organization",
        Some("person") | None => "Person",
        Some(_) => "Thing",
    };
    let rating = word(&format!("state-{}", checked.state), snapshot.message_lang());
    let mut res = json!({
        "@type": "ClaimReview",
        "url": desk.url,
        "claimReviewed": claim.text.split_whitespace().collect::<Vec<&str>>().join(" "),
        "datePublished": checked.modified.get(..10),
        "inLanguage": snapshot.lang().tag(),
        "author": { "@type": "Organization", "name": desk.name },
        "reviewRating": { "@type": "Rating", "alternateName": rating },
        "itemReviewed": {
            "@type": "Claim",
            "author": { "@type": kind, "name": author },
            "appearance": { "@type": "CreativeWork", "url": desk.url }
        },
        "citation": checked.links
    });
    if let Some((note, res)) = checked.note.as_ref().zip(res.as_object_mut()) {
        res.insert("reviewBody".to_owned(), json!(note));
    }
    res
}
