//! "X denied it, saying that …", "X denied it and said that …": one subject, two verbs of
//! speech.

use crate::detect::attribution::bounds::{after, local, stretch, trimmed};
use crate::detect::attribution::handed::linked;
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
    if let Some(it) = joined(view, mark, before) {
        return Some(it);
    }
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
            end_at(view, it, mark.span);
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

/// "Denied it and said …", "warned that A and added that B": a second verb of one subject.
/// In "said the bank had erred and admitted it" somebody else may be meant; so what the
/// first verb hands over is a thing or is led by "that", as is what the second says.
fn joined(view: &View<'_>, mark: &Mark, before: &mut [Attribution]) -> Option<Attribution> {
    let (first, end) = local(view, mark);
    let class = mark.class()?;
    let mut lead = first.checked_sub(1)?;
    while 0 < lead && view.plays(lead, Part::Auxiliary) {
        lead -= 1;
    }
    let it = before.last_mut().filter(|_| view.plays(lead, Part::Lead))?;
    let (content, source) = (it.content?, it.source?);
    let subject_first = source.end() <= it.cue.start() && it.cue.end() <= content.start();
    let tame = matches!(class, CueClass::Request | CueClass::Hearsay | CueClass::Passive);
    if tame || !subject_first || !content.contains(mark.span) || view.is_quoted(mark.span) {
        return None;
    }
    let led = view.tokens_in(content).0;
    let that = view.plays(led, Part::That);
    let (says, linked) = linked(view, class, end);
    let alike = that && says.is_some();
    let thing = it.class == CueClass::Deny && !that && (linked || class == CueClass::Say);
    if !(alike || thing) || view.tokens.len() < end + LEAST {
        return None;
    }
    end_at(view, it, view.token(lead)?.span);
    let said = after(view, says.unwrap_or(end));
    Some(attribution(view, Some(source), it.source_class, mark.span, class, said))
}

/// What was said so far ends where another verb begins.
fn end_at(view: &View<'_>, it: &mut Attribution, verb: Span) {
    let cut = |content: Span| {
        let whole = Span::new(content.start(), verb.start().max(content.start()));
        if content.contains(verb) { trimmed(view.text, whole) } else { content }
    };
    it.content = it.content.map(cut);
    it.content_rest = it.content_rest.map(cut);
}
