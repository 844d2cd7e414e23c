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
pub(super) use signs::{LISTS, behind_lists, is_year, place};

use crate::detect::view::View;
use crate::detect::{Attribution, SourceClass};
use crate::text::Span;

/// One sign that speaks for or against checking.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reason {
    pub weight: f32,
    /// Of its name; see [`Reason::feature`].
    place: u8,
    /// See [`Reason::span`]; of no length where it is nowhere.
    at: Span,
}

impl Reason {
    fn new(place: usize, weight: f32, span: Option<Span>) -> Reason {
        let place = u8::try_from(place).unwrap_or(u8::MAX);
        Reason { weight, place, at: span.unwrap_or_default() }
    }

    /// Also the key of its name in `messages.ftl`: "reason-number".
    pub fn feature(&self) -> &'static str {
        let place = usize::from(self.place);
        let own = place.checked_sub(signs::NAMES.len()).and_then(|it| OWN.get(it));
        signs::NAMES.get(place).or(own).copied().unwrap_or_default()
    }

    /// Bytes of the passage.
    pub fn span(&self) -> Option<Span> {
        (!self.at.is_empty()).then_some(self.at)
    }

    /// The same elsewhere.
    #[must_use]
    pub(super) fn moved(self, place: impl Fn(Span) -> Span) -> Reason {
        Reason { at: self.span().map_or(self.at, place), ..self }
    }
}

/// What no debate can teach: that somebody vouches for it.
const NAMED_SOURCE: f32 = -0.15;
const LINKED: f32 = -0.3;
/// Their names stand behind those of the signs.
const OWN: [&str; 2] = ["named-source", "linked"];
const NAMED: usize = signs::NAMES.len();
const LINK: usize = NAMED + 1;

/// Every reason that a score may give.
pub fn reasons() -> impl Iterator<Item = &'static str> + Clone {
    signs::told().chain(OWN)
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
    let mut add = |place, weight, span| {
        sum += weight;
        reasons.push(Reason::new(place, weight, span));
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
