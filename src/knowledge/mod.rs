//! Who is who: people with dated offices, countries, organisations, places and
//! all their names. The facts are data (`seeds/knowledge/*.tsv`, each row with
//! its source). Does not know articles or rules.

mod base;
mod day;
mod entry;
pub mod image;
mod layers;
mod names;
pub mod normal;
mod overlay;
mod prefix;
pub mod refresh;
pub mod tables;

pub use base::Base;
pub use day::PartialDate;
pub use entry::{Confidence, EntityId, EntityKind, Entry, Head, Role, Said};
pub use names::{Case, Found, Gate, Name, NameKind};
pub use overlay::{Layer, Trouble, row_of};
