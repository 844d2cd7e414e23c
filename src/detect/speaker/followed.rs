//! Whom a pronoun or an office means that says something.

use crate::detect::attribution::Attribution;
use crate::detect::speaker::names::own_name;
use crate::detect::{Article, SourceClass, Voice};
use crate::text::Span;

impl Article {
    /// Where an attribution in bytes of the article says who speaks by a pronoun
    /// or an office: whom it means. Only then are the speakers of the whole
    /// article asked for.
    pub fn followed(&self, attribution: &Attribution) -> Option<Voice> {
        let names_nobody = match attribution.source_class {
            SourceClass::Pronoun => true,
            SourceClass::Named => {
                let (placed, facts, _) = self.passage(self.passage_at(attribution.cue.start()))?;
                let source = attribution.source?;
                let start = source.start().checked_sub(placed.start)?;
                let source = Span::new(start, start + source.len());
                own_name(placed.passage.prose(), facts, source).is_none()
            }
            // A crowd, a house and a paper are nobody who was named before.
            _ => false,
        };
        let asked = names_nobody.then(|| self.voice_of(attribution)).flatten();
        asked.filter(|it| it.followed)
    }
}
