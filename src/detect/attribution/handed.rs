//! How a verb hands over what is said, and to whom it belongs.

use crate::detect::attribution::bounds::{is_mark, local};
use crate::detect::source::SourceClass;
use crate::detect::view::View;
use crate::lang::{CueClass, Lang, List, Mark, Part};
use crate::text::Span;

/// Between a verb and "that" stand at most so many tokens.
const ADDRESS: usize = 6;

/// Behind a verb with its listener, who may be a party's members in a hall, at most so many.
const LISTENERS: usize = 16;

/// Before its cue a statement has at least so many tokens.
const SHORTEST: usize = 6;

/// "The courier says that …", "“…,” kurir itu mengatakan": whoever it is that says so,
/// where nothing but words can follow.
pub(super) fn somebody(view: &View<'_>, source: Span, from: usize, end: usize) -> SourceClass {
    let words: Vec<&str> = source.of(view.text).split(' ').collect();
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return SourceClass::None };
    let before = from.checked_sub(1).map_or("", |it| view.word(it));
    let quoted =
        is_mark(before) || matches!(view.word(end), "," | ":") && is_mark(view.word(end + 1));
    let told = quoted || view.plays(end, Part::That);
    let closes = before == "," && SHORTEST <= from && matches!(view.word(end), "." | "");
    let many =
        view.within(List::CrowdQuantifier, source).any(|it| it.span.start() == source.start());
    let led = [Part::Known, Part::Indefinite].iter().any(|it| view.is_part(first, *it)) || many;
    let apart = view.is_part(last, Part::Apart) && view.is_part(last, Part::Definite);
    match view.lang {
        _ if 4 < words.len() || words.len() < 2 => SourceClass::None,
        Lang::En if led && (told || closes) => SourceClass::Anonymous,
        Lang::Id if apart && told => SourceClass::Pronoun,
        _ => SourceClass::None,
    }
}

/// Where the word stands behind a verb that hands over what is said, and whether
/// anything does: "said on Monday that …", "told reporters that …", "mengatakan kepada
/// X bahwa …", "vowed on Monday to …", "asked for …".
pub(super) fn linked(view: &View<'_>, class: CueClass, end: usize) -> (Option<usize>, bool) {
    let next = |at: &usize| Some(behind_day(view, at + 1));
    let tells = view.plays(end.saturating_sub(1), Part::Tells);
    let near = std::iter::successors(Some(behind_day(view, end)), next)
        .take(if tells { LISTENERS } else { ADDRESS })
        .take_while(|it| !matches!(view.word(*it), "," | ":" | "\"" | "“" | "”" | ""));
    let wishes = view.lang == Lang::Id || class == CueClass::Request;
    let wish = |at: usize| wishes && at == end && view.plays(at, Part::Wish);
    let mut that = near.clone().find(|it| view.plays(*it, Part::That) || wish(*it));
    let day = |at: usize| {
        view.token(at).is_some_and(|it| view.within(List::Weekday, it.span).next().is_some())
    };
    let aside = view.plays(end, Part::Tail) || day(end) || view.plays(end, Part::Often);
    // "Menolak dalil bahwa …", "says it is crucial that …": what stands between belongs
    // to what is said.
    let said = view.lang == Lang::En && view.plays(end.saturating_sub(1), Part::Says);
    if that.is_some_and(|it| end < it) && !aside && (class == CueClass::Deny || said) {
        that = None;
    }
    let asks = view.lang == Lang::En && class == CueClass::Request;
    let mut to = near.filter(|_| asks).filter(|it| view.plays(*it, Part::Infinitive));
    let to = to.next();
    if that.is_none() && aside && !view.plays(end, Part::Infinitive) {
        that = to;
    }
    let marked = matches!(view.word(end), "," | ":" | "\"" | "“" | "”");
    let linked = to.is_some() || that.is_some() || marked;
    (that, linked)
}

/// "Said on Thursday it had agreed", "said in Geneva the talks": where a clause begins that no
/// word leads, behind the day or the place of the saying.
pub(super) fn behind_aside(view: &View<'_>, end: usize) -> Option<usize> {
    if view.lang != Lang::En || !view.plays(end.checked_sub(1)?, Part::Says) {
        return None;
    }
    let (at, dated) = behind_asides(view, end);
    // "Said on Monday, after the vote, that he would go".
    if view.word(at) == "," && view.plays(at + 1, Part::Tail) {
        let comma = (at + 1..at + LISTENERS).find(|it| view.word(*it) == ",")?;
        return view.plays(comma + 1, Part::That).then_some(comma + 1);
    }
    let subject = view.plays(at, Part::Known)
        || view.plays(at, Part::Indefinite)
        || view.token(at).is_some_and(|it| view.within(List::Pronoun, it.span).next().is_some());
    let begins = subject || dated && view.word(at).starts_with(char::is_uppercase);
    (end < at && begins).then_some(at)
}

/// Behind the day and the place of a saying, which begin at a token ("late on Monday in
/// Geneva"), and whether there is a day.
pub(super) fn behind_asides(view: &View<'_>, from: usize) -> (usize, bool) {
    let day = |at: usize| {
        view.token(at).is_some_and(|it| view.within(List::Weekday, it.span).next().is_some())
    };
    let mut at = from + usize::from(matches!(view.word(from), "late" | "early"));
    let mut dated = false;
    for _ in 0..2 {
        let behind = at + usize::from(view.plays(at, Part::Tail));
        let date = behind_day(view, behind);
        let high = |it: &usize| view.word(*it).starts_with(char::is_uppercase) && !day(*it);
        let named = (behind..behind + 4).take_while(high).count();
        let place = at < behind && 0 < named && matches!(view.word(at), "in" | "at");
        at = match () {
            () if behind < date => date,
            () if day(behind) => behind + 1,
            () if place => behind + named,
            () => break,
        };
        dated |= !place;
    }
    (at, dated)
}

/// "Thursday, November 12, 2026, that": behind a day and its comma, where one begins.
fn behind_day(view: &View<'_>, at: usize) -> usize {
    let Some(start) = view.token(at).map(|it| it.span.start()) else { return at };
    let from = view.dates.partition_point(|it| it.span.end() <= start);
    let day = view.dates.get(from).filter(|it| it.span.start() <= start);
    let Some(day) = day else { return at };
    let end = view.tokens.partition_point(|it| it.span.end() <= day.span.end());
    if view.word(end) == "," { end + 1 } else { end }
}

/// "The increase, he told a packed chamber, …": where the listener ends.
pub(super) fn behind_listener(view: &View<'_>, mark: &Mark, end: usize) -> usize {
    let told = view.is_part(mark.span.of(view.text), Part::Tells);
    let comma = (end..end + ADDRESS).find(|it| view.word(*it) == ",");
    comma.filter(|_| told).unwrap_or(end)
}

/// Whether a source is a paper or a body that makes one; "BPS" is, by its
/// capitals.
pub(super) fn is_body(view: &View<'_>, source: Span, class: SourceClass) -> bool {
    let has = |list| view.within(list, source).next().is_some();
    matches!(class, SourceClass::Document | SourceClass::Institution)
        || has(List::Document)
        || has(List::Institution)
        || view.tokens_in(source).1.iter().any(|it| {
            let word = it.span.of(view.text);
            2 <= word.len() && word.chars().all(char::is_uppercase)
        })
}

/// Whether what a crowd says is itself only told, asked, denied or supposed:
/// "Putin said that critics believe …", "Jika para analis menilai …".
pub(super) fn is_aside(view: &View<'_>, from: usize, verb: usize) -> bool {
    let told = view
        .marks
        .iter()
        .any(|it| it.list == List::SpeechVerb && local(view, it).1 <= from && !it.only_at_quote());
    let supposed = (0..verb).any(|it| view.plays(it, Part::Aside));
    told || supposed || view.span.of(view.text).trim_end().ends_with('?')
}
