//! Cues that are none: what is not said, and nouns that look like verbs.

use crate::detect::attribution::bounds::{is_mark, local};
use crate::detect::source::SourceClass;
use crate::detect::view::View;
use crate::lang::{CueClass, Lang, List, Mark, Part};

/// So many marks before a word may touch it.
const NEAR_MARKS: usize = 16;

/// "Belum memastikan", "did not say"; "yang menolak disebut namanya" names nobody's
/// words either.
pub(super) fn is_refused(view: &View<'_>, at: usize, mark: &Mark) -> bool {
    let near = view.marks.get(at.saturating_sub(NEAR_MARKS)..view.marks.len().min(at + 3));
    let unnamed = |it: &Mark| matches!(it.list, List::Anonymous) && it.span.overlaps(mark.span);
    let first = local(view, mark).0;
    let negates = |at: usize| {
        view.token(at).is_some_and(|it| view.within(List::Negation, it.span).next().is_some())
    };
    let before = |by: usize| first.checked_sub(by);
    // "Perlu menjelaskan", "must admit".
    let due = |at: usize| view.plays(at, Part::Ought);
    is_within_noun(view, mark)
        || near.is_some_and(|it| it.iter().any(unnamed))
        || before(1).is_some_and(due)
        || before(1).is_some_and(negates)
        || before(2).is_some_and(|it| negates(it) && view.plays(it + 1, Part::Auxiliary))
}

/// "A think tank": part of a longer noun.
pub(super) fn is_within_noun(view: &View<'_>, mark: &Mark) -> bool {
    let until = view.marks.partition_point(|it| it.first <= mark.first);
    let near = view.marks.get(until.saturating_sub(NEAR_MARKS)..until).unwrap_or_default();
    near.iter().any(|it| {
        matches!(it.list, List::Institution | List::Document | List::PersonNoun)
            && mark.span.len() < it.span.len()
            && it.span.contains(mark.span)
    })
}

/// "The United States": part of a name.
pub(super) fn is_named(view: &View<'_>, mark: &Mark) -> bool {
    let capital = mark.span.of(view.text).starts_with(char::is_uppercase);
    let from = view.candidates.partition_point(|it| it.span.end() < mark.span.end());
    let near = view.candidates.get(from..).unwrap_or_default().iter().take(NEAR_MARKS);
    capital && near.into_iter().any(|it| it.span != mark.span && it.span.contains(mark.span))
}

/// "…, demikian kata X": another cue stands right behind.
pub(super) fn is_thus(view: &View<'_>, at: usize, mark: &Mark) -> bool {
    let behind = view.marks.iter().skip(at).take(NEAR_MARKS);
    view.is_part(mark.span.of(view.text), Part::Thus)
        && behind.into_iter().any(|it| it.list == List::SpeechVerb && it.first == mark.end)
}

/// "Its own forecast", "the report", "projects that were delayed": a noun and no verb.
/// "The report's claim that …" is one that hands a statement over.
pub(super) fn is_noun(view: &View<'_>, first: usize, end: usize) -> bool {
    if view.lang != Lang::En || end != first + 1 {
        return false;
    }
    let Some(before) = first.checked_sub(1) else { return false };
    let word = view.word(before);
    let whose = word.ends_with("'s") || word.ends_with("’s");
    let led = [Part::Known, Part::Indefinite].iter().any(|it| view.plays(before, *it));
    let cue = view.word(first);
    let may = cue.ends_with(['s', 't', 'm', 'k']) && !cue.ends_with("said");
    if may && !is_mark(word) && (led || whose && !view.plays(end, Part::That)) {
        return true;
    }
    let helps = [Part::Copula, Part::Auxiliary].iter().any(|it| view.plays(end + 1, *it));
    cue.ends_with('s') && view.plays(end, Part::That) && helps && view.plays(first, Part::Noun)
}

/// "Germany admitted 310,000 workers", "experts have said so", "the company will ask for
/// more", "put the kettle on": no statement.
pub(super) fn says_nothing(
    view: &View<'_>,
    class: CueClass,
    source: SourceClass,
    (first, end): (usize, usize),
) -> bool {
    let counted = view.word(end).starts_with(|it: char| it.is_ascii_digit());
    let body = source == SourceClass::Institution;
    let to_come = first.checked_sub(1).is_some_and(|it| view.plays(it, Part::Modal));
    view.lang == Lang::En
        && (class == CueClass::Admit && body && counted
            || view.word(end) == "so"
            // "Ruled that out".
            || view.word(first) == "ruled" && (end..end + 3).any(|it| view.word(it) == "out")
            || class == CueClass::Request && to_come
            || view.plays(first, Part::Gauge) && !is_gauged(view, end))
}

/// "Puts the cost at €90 billion".
fn is_gauged(view: &View<'_>, end: usize) -> bool {
    let figure = |it: char| it.is_ascii_digit() || matches!(it, '$' | '€' | '£');
    let near = end..view.tokens.len().min(end + NEAR_MARKS);
    let counted = |at: usize| {
        view.word(at).starts_with(figure)
            || view
                .token(at)
                .is_some_and(|it| view.within(List::NumberWord, it.span).next().is_some())
    };
    near.into_iter().any(|it| view.word(it) == "at" && (it + 1..it + 4).any(counted))
}
