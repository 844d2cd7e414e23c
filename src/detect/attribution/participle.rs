//! "X denied it, saying that …": one subject, two verbs of speech.

use crate::detect::attribution::bounds::{after, local, stretch, trimmed};
use crate::detect::attribution::trim::{detached, without_tail};
use crate::detect::attribution::{Attribution, attribution};
use crate::detect::source::{SourceClass, classify};
use crate::detect::view::View;
use crate::lang::{CueClass, Lang, Mark, Part};
use crate::text::Span;

/// What is said behind a participle has at least so many tokens.
const LEAST: usize = 3;

/// What a participle says behind a comma, by whoever speaks or acts in the clause
/// before it. What was said there ends where the participle begins.
pub(super) fn find(
    view: &View<'_>,
    mark: &Mark,
    before: &mut [Attribution],
) -> Option<Attribution> {
    let (first, end) = local(view, mark);
    let word = mark.span.of(view.text);
    let comma = first.checked_sub(1).filter(|it| view.word(*it) == ",")?;
    let class = mark.class()?;
    let tame = matches!(class, CueClass::Request | CueClass::Hearsay | CueClass::Passive);
    if view.lang != Lang::En || !word.ends_with("ing") || end != first + 1 || tame {
        return None;
    }
    let said = view.plays(end, Part::That) || view.is_part(word, Part::Says);
    if !said || view.tokens.len() < end + LEAST {
        return None;
    }
    // "“…,” she said, adding: “…”": one quotation, broken.
    let quotes = matches!(view.word(end), ":" | ",");
    let (source, source_class) = match before.last_mut() {
        Some(_) if quotes => return None,
        Some(it) => {
            let cut = |content: Span| {
                let inside = content.contains(mark.span);
                let whole = Span::new(content.start(), mark.span.start().max(content.start()));
                if inside { trimmed(view.text, whole) } else { content }
            };
            it.content = it.content.map(cut);
            it.content_rest = it.content_rest.map(cut);
            (it.source?, it.source_class)
        }
        None => {
            let to = detached(view, 0, first).filter(|it| *it < comma)?;
            let source = without_tail(view, stretch(view, 0, to)?)?;
            (source, classify(view, source))
        }
    };
    if matches!(source_class, SourceClass::None) {
        return None;
    }
    Some(attribution(view, Some(source), source_class, mark.span, class, after(view, end)))
}
