//! The ground floor: text, spans, edits and positions. Does not know what an
//! article or a language is.

mod buffer;
mod glossary;
mod position;
mod span;

pub use buffer::{Buffer, Edit, Untouched};
pub use glossary::Glossary;
pub(crate) use glossary::word_ends;
pub use position::{Encoding, Position, Ruler};
pub use span::Span;
