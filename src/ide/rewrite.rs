//! Other ways to write what is under the caret: a name with its office, a
//! statement with its source.

use crate::ide::Snapshot;
use crate::ide::complete::office;
use crate::ide::navigate::points_back;
use crate::lang::{List, Message, render, word};
use crate::rules::source_lead;
use crate::text::Span;

/// An edit that is offered and mends nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewrite {
    pub title: String,
    /// Replacements that do not overlap, in order.
    pub edits: Vec<(Span, String)>,
}

/// What can be written otherwise at the start of a span.
pub fn rewrites(snapshot: &Snapshot, span: Span) -> Vec<Rewrite> {
    let byte = span.start();
    [with_office(snapshot, byte), with_source(snapshot, byte)].into_iter().flatten().collect()
}

/// "Putin" becomes "Presiden Rusia Vladimir Putin"; a title that stands before
/// the name goes into the new one.
fn with_office(snapshot: &Snapshot, byte: usize) -> Option<Rewrite> {
    let article = snapshot.article();
    let mention = article.naming_at(byte)?;
    if points_back(mention.form) {
        return None;
    }
    let new = office(article, article.base.entry(mention.entity))?;
    let (placed, facts, _) = article.passage(mention.passage)?;
    let local = mention.span.start().checked_sub(placed.start)?;
    let candidate = facts.candidates.iter().find(|it| it.span.start() == local)?;
    let inside = facts.is_quoted(candidate.span)
        || placed.passage.links.iter().any(|it| it.overlaps(candidate.span));
    if inside || candidate.after_capital && !candidate.titled {
        return None;
    }
    let mut span = candidate.span;
    if candidate.titled {
        let title = facts.marks.iter().find(|it| {
            it.list == List::PersonNoun
                && it.span.end() <= local
                && Span::new(it.span.end(), local).of(placed.passage.prose()).trim().is_empty()
        })?;
        span = span.cover(title.span);
    }
    let span = span.shift(placed.start);
    if article.text(span) == new {
        return None;
    }
    let title = render(&Message::new("rewrite-office").with("name", &new), snapshot.message_lang());
    Some(Rewrite { title, edits: vec![(span, new)] })
}

/// "Menurut …, " before a claim that nobody vouches for.
fn with_source(snapshot: &Snapshot, byte: usize) -> Option<Rewrite> {
    let article = snapshot.article();
    let claim = article.first_claim_at(byte)?;
    if claim.is_sourced() || claim.quoted {
        return None;
    }
    let start = claim.sentence.start();
    let (len, lead) = source_lead(article.text(claim.sentence), article.lang)?;
    let edit = (Span::new(start, start + len), lead);
    let title = word("rewrite-source", snapshot.message_lang());
    Some(Rewrite { title, edits: vec![edit] })
}
