//! The third floor: what an article says, of whom, and on whose word. Gives an
//! immutable [`Article`]. Does not judge.

mod acronym;
mod article;
mod attribution;
mod bodies;
mod claim;
mod date;
mod dateline;
mod directive;
mod entity;
mod facts;
mod kind;
pub mod ledger;
mod missing;
pub mod names;
mod part;
mod pointing;
mod quantity;
mod quote;
mod resolve;
mod score;
mod source;
mod speaker;
mod stated;
mod stranger;
mod when;
mod words;

pub use acronym::Acronym;
pub use article::{Article, ArticleDate, Brief, DateFrom};
pub use attribution::{Attribution, Directness};
pub(crate) use claim::is_linked;
pub use claim::{Claim, ClaimId, ClaimType, Modality};
pub use date::{DateMention, Day};
pub use directive::{Directive, DirectiveKind};
pub use entity::{Candidate, Entity, EntityKind, Form, Mention};
pub use facts::{Facts, Sentence};
pub use kind::{Learnt, Typed, learn, signs_of};
pub use missing::Missing;
pub use pointing::{Meant, Pointing, Who};
pub use quantity::{Quantity, Unit, number};
pub use quote::{Quote, QuoteKind};
pub use score::{Example, Fit, Reason, fit, reasons, worthy};
pub use source::SourceClass;
pub use speaker::{Spoken, Voice};
pub use stranger::{Sighting, Stranger};
pub use when::{Point, Term, When};
