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
        match claimant(snapshot, claim) {
            Some(who) => graph.push(review(snapshot, desk, claim, checked, &who)),
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

/// Who makes a claim: a kind of schema.org's, and a name.
struct Claimant {
    kind: &'static str,
    name: String,
}

/// `None` where nobody is named: the source is anonymous, vague, or a pronoun that
/// the article does not resolve, or the writer's own claim has no author.
fn claimant(snapshot: &Snapshot, claim: &Claim) -> Option<Claimant> {
    let said = &claim.attribution;
    let Some(source) = &said.source else {
        let name = authors(snapshot).first()?.clone();
        return Some(Claimant { kind: "Person", name });
    };
    let named = matches!(said.source_class, "named" | "institution" | "document");
    let who = said.speaker.as_ref().or(Some(source).filter(|_| named))?;
    let entity = who.entity.as_deref().and_then(|it| it.split('/').next());
    let kind = match (entity, said.source_class) {
        (Some("person"), _) => "Person",
        (Some("org" | "country"), _) | (_, "institution") => "Organization",
        (_, "document") => "CreativeWork",
        _ => "Person",
    };
    Some(Claimant { kind, name: who.text.split_whitespace().collect::<Vec<&str>>().join(" ") })
}

fn review(
    snapshot: &Snapshot,
    desk: &Desk,
    claim: &Claim,
    checked: &Checked,
    who: &Claimant,
) -> Value {
    let rating = word(&format!("state-{}", checked.state), snapshot.message_lang());
    // Whose claim it is: a person's or an organisation's. A paper's is the one
    // that stands in it.
    let (role, kind) = match who.kind {
        "CreativeWork" => ("firstAppearance", "CreativeWork"),
        kind => ("author", kind),
    };
    let mut item = json!({
        "@type": "Claim",
        "appearance": { "@type": "CreativeWork", "url": desk.url }
    });
    let mut res = json!({
        "@type": "ClaimReview",
        "url": desk.url,
        "claimReviewed": claim.text.split_whitespace().collect::<Vec<&str>>().join(" "),
        "datePublished": checked.modified.get(..10),
        "inLanguage": snapshot.lang().tag(),
        "author": { "@type": "Organization", "name": desk.name },
        "reviewRating": { "@type": "Rating", "alternateName": rating },
        "citation": checked.links
    });
    if let Some(item) = item.as_object_mut() {
        item.insert(role.to_owned(), json!({ "@type": kind, "name": who.name }));
    }
    if let Some(res) = res.as_object_mut() {
        res.insert("itemReviewed".to_owned(), item);
        res.extend(checked.note.iter().map(|it| ("reviewBody".to_owned(), json!(it))));
    }
    res
}
