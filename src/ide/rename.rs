//! Another name for somebody: every mention of the same form is changed, so
//! that a surname stays a surname and an acronym an acronym.

use crate::detect::{Article, Form, Naming};
use crate::ide::Snapshot;
use crate::ide::navigate::points_back;
use crate::text::Span;

/// A place to be changed. Bytes of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub span: Span,
    pub ground: Ground,
}

/// Whose words a place stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ground {
    /// The article's own.
    Own,
    /// Somebody else's, between quotation marks.
    Quoted,
    /// A link's words.
    Linked,
}

/// The name under the caret, as it is written there. `None` where there is no
/// name, or a word that only points to one.
pub fn at(snapshot: &Snapshot, byte: usize) -> Option<Span> {
    let mention = snapshot.article().naming_at(byte)?;
    (!points_back(mention.form)).then_some(mention.span)
}

/// All that has to change with the name under the caret, in order.
pub fn places(snapshot: &Snapshot, byte: usize) -> Vec<Place> {
    let article = snapshot.article();
    let Some(mention) = article.naming_at(byte) else { return Vec::new() };
    if points_back(mention.form) {
        return Vec::new();
    }
    let alike = alike(article, mention);
    alike.map(|it| Place { span: it.span, ground: ground(article, &it) }).collect()
}

/// The places that are edited together as one types: the same letters in the
/// article's own words, the caret's among them. Empty where there is only one.
pub fn linked(snapshot: &Snapshot, byte: usize) -> Vec<Span> {
    let article = snapshot.article();
    let Some(mention) = article.naming_at(byte) else { return Vec::new() };
    let text = article.text(mention.span);
    if points_back(mention.form) || ground(article, &mention) != Ground::Own {
        return Vec::new();
    }
    let same = article
        .namings(mention.entity)
        .filter(|it| article.text(it.span) == text && ground(article, it) == Ground::Own);
    let res: Vec<Span> = same.map(|it| it.span).collect();
    if res.len() < 2 { Vec::new() } else { res }
}

/// A full name is renamed in all its spellings; of the other forms each
/// spelling is a name of its own: "Korut" is not "DPRK".
fn alike(article: &Article, mention: Naming) -> impl Iterator<Item = Naming> {
    let text = article.text(mention.span);
    let whole = mention.form == Form::Full;
    article.namings(mention.entity).filter(move |it| {
        let same = || article.text(it.span).to_lowercase() == text.to_lowercase();
        it.form == mention.form
            && (whole && words(article, it) == words(article, &mention) || same())
    })
}

/// "Kim Jong-un" and "Kim Jong Un" are one, "Vladimir Putin" and "Vladimir
/// Vladimirovich Putin" are not.
fn words(article: &Article, mention: &Naming) -> String {
    let text = article.text(mention.span).to_lowercase();
    text.split(|it: char| !it.is_alphanumeric()).collect()
}

fn ground(article: &Article, mention: &Naming) -> Ground {
    let Some((placed, facts, _)) = article.passage(mention.passage) else { return Ground::Own };
    let start = mention.span.start().saturating_sub(placed.start);
    let local = Span::new(start, start + mention.span.len());
    if placed.passage.links.iter().any(|it| it.overlaps(local)) {
        return Ground::Linked;
    }
    let quoted = facts.quotes.iter().any(|it| it.closed && it.inner.contains(local));
    if quoted { Ground::Quoted } else { Ground::Own }
}
