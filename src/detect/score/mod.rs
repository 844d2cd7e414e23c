//! How much a statement is worth checking: a sum of weighted signs, squeezed
//! between 0 and 1 (logistic). A ranking with reasons, never a verdict.
//!
//! The weights are learnt ([`fit`]) and stand in `seeds/models/claims.tsv`;
//! what speaks for checking in a debate does so in an article as far as the
//! signs are not words of debates but figures, comparisons, deeds, persons.

mod fit;
mod model;
mod signs;

pub use fit::{Example, Fit, fit};
pub(super) use model::Model;
pub use model::worthy;
pub(super) use signs::{LISTS, is_year, place};

use crate::detect::view::View;
use crate::detect::{Attribution, SourceClass};
use crate::text::Span;

/// One sign that speaks for or against checking.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reason {
    /// Also the key of its name in `messages.ftl`: "reason-number".
    pub feature: &'static str,
    pub weight: f32,
    /// Bytes of the passage in a draft, of the article in a claim.
    pub span: Option<Span>,
}

/// What no debate can teach: that somebody vouches for it.
const NAMED_SOURCE: f32 = -0.15;
const LINKED: f32 = -0.3;
const NAMED: &str = "named-source";
const LINK: &str = "linked";

/// Every reason that a score may give.
pub fn reasons() -> impl Iterator<Item = &'static str> + Clone {
    signs::told().chain([NAMED, LINK])
}

/// From 0 to 1, with the reasons that count, the strongest first. `said` is the
/// sentence without its attribution.
pub(super) fn score(
    view: &View<'_>,
    said: Span,
    attribution: Option<&Attribution>,
    linked: bool,
) -> (f32, Vec<Reason>) {
    let model = Model::get();
    let signs = signs::of(view, said);
    let (mut sum, mut reasons) = model.sum(&signs);
    sum += model.words(view);
    let mut add = |feature, weight, span| {
        sum += weight;
        reasons.push(Reason { feature, weight, span });
    };
    if attribution.is_some_and(|it| it.source_class == SourceClass::Named) {
        add(NAMED, NAMED_SOURCE, attribution.and_then(|it| it.source));
    }
    if linked {
        add(LINK, LINKED, None);
    }
    reasons.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
    (1.0 / (1.0 + (-sum).exp()), reasons)
}
