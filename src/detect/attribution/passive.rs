//! Passives: "X dinilai … oleh Y", "X dibantah Y", "X diperkirakan …".

use crate::detect::attribution::bounds::{
    after, ends_statement, local, name_behind, stretch, trimmed,
};
use crate::detect::attribution::{Attribution, Directness, attribution, is_clitic};
use crate::detect::source::{SourceClass, classify};
use crate::detect::view::View;
use crate::lang::{CueClass, Lang, List, Mark, Part};

/// "It is believed", "was widely told": whether a verb's subject says nothing.
pub(super) fn is_done(view: &View<'_>, verb: usize) -> bool {
    let helps = |at: usize| view.plays(at, Part::Copula) || view.word(at) == "been";
    let Some(at) = verb.checked_sub(1).filter(|_| view.lang == Lang::En) else { return false };
    helps(at) || view.word(at).ends_with("ly") && at.checked_sub(1).is_some_and(helps)
}

/// What is found, believed or told by nobody who is named: "it is believed that …", "he is
/// said to have left"; not what somebody is told to do.
pub(super) fn unsaid(view: &View<'_>, mark: &Mark) -> Option<Attribution> {
    let end = local(view, mark).1;
    let told = mark.class() == Some(CueClass::Request)
        || view.is_part(mark.span.of(view.text), Part::Tells);
    let leads = view.plays(end, Part::That) || view.plays(end, Part::Infinitive) && !told;
    let said = leads.then(|| after(view, end)).flatten();
    let passive = CueClass::Passive;
    let mut it = attribution(view, None, SourceClass::None, mark.span, passive, Some(said?));
    it.directness = Directness::Indirect;
    Some(it)
}

/// What a passive says, by somebody or by nobody. The mark's tokens, half-open.
pub(super) fn find(view: &View<'_>, mark: &Mark, first: usize, end: usize) -> Option<Attribution> {
    passive(view, mark, first, end).or_else(|| nobody(view, mark, first, end))
}

/// "X dinilai … oleh Y": only where somebody is named as the judge.
fn passive(view: &View<'_>, mark: &Mark, first: usize, end: usize) -> Option<Attribution> {
    let by = (end..view.tokens.len().min(end + 12)).find(|it| view.plays(*it, Part::By));
    let Some(by) = by else { return agent(view, mark, first, end) };
    let (to, _) = name_behind(view, by + 1, true);
    let source = stretch(view, by + 1, to)?;
    let source_class = classify(view, source);
    if source_class == SourceClass::None {
        return None;
    }
    if view.lang == Lang::En {
        let content = Some(view.span);
        let passive = CueClass::Passive;
        return Some(attribution(view, Some(source), source_class, mark.span, passive, content));
    }
    let subject = stretch(view, judged_from(view, first), first);
    let it = attribution(view, Some(source), source_class, mark.span, CueClass::Passive, subject);
    Some(it.and_then(stretch(view, end, by)))
}

/// "Kabar itu dibantah Kementerian Pertahanan", "Ekonomi diperkirakan Bank Dunia tumbuh
/// …": in Indonesian who says it may follow the verb without "oleh", where somebody is
/// named and something stands before it of which it is said.
fn agent(view: &View<'_>, mark: &Mark, first: usize, end: usize) -> Option<Attribution> {
    if view.lang != Lang::Id || is_clitic(view, mark) {
        return None;
    }
    let subject = stretch(view, judged_from(view, first), first)?;
    let (opens, _) = view.tokens_in(subject);
    let dated = view.dates.iter().any(|it| it.date.overlaps(subject));
    let placed = view
        .token(opens)
        .is_some_and(|it| view.within(List::PlacePreposition, it.span).next().is_some());
    let money =
        view.token(end).is_some_and(|it| view.within(List::Money, it.span).next().is_some());
    if dated || placed || money {
        return None;
    }
    // "Ditaksir Rp45 juta" tells how much and not who.
    let named = |it: usize| {
        let word = view.word(it);
        word.starts_with(char::is_uppercase) && !word.contains(|it: char| it.is_ascii_digit())
    };
    let to = end + (end..view.tokens.len()).take_while(|it| named(*it)).count();
    // "Ia disebut Raja Jawa": a name and nobody's word.
    let closes = ends_statement(view, to);
    if closes && view.is_part(mark.span.of(view.text), Part::Names) {
        return None;
    }
    let source = stretch(view, end, to)?;
    let source_class = classify(view, source);
    if !matches!(source_class, SourceClass::Named | SourceClass::Institution) {
        return None;
    }
    let passive = CueClass::Passive;
    let it = attribution(view, Some(source), source_class, mark.span, passive, Some(subject));
    let rest = stretch(view, to, view.tokens.len()).map(|it| trimmed(view.text, it));
    Some(it.and_then(rest.filter(|_| !closes)))
}

/// Where the clause begins of which a passive tells.
fn judged_from(view: &View<'_>, verb: usize) -> usize {
    let parts = |at: &usize| {
        matches!(view.word(*at), "," | ";" | ":" | "(")
            || view.plays(*at, Part::That)
            || view.plays(*at, Part::Boundary)
            || view.plays(*at, Part::Lead)
            || view.token(*at).is_some_and(|it| {
                view.within(List::SpeechVerb, it.span).any(|it| !it.only_at_quote())
            })
    };
    (0..verb).rev().find(parts).map_or(0, |it| it + 1)
}

/// "X diperkirakan mencapai Y": said, and by nobody.
fn nobody(view: &View<'_>, mark: &Mark, first: usize, end: usize) -> Option<Attribution> {
    if view.lang != Lang::Id || is_clitic(view, mark) || view.plays(end, Part::By) {
        return None;
    }
    // "Setelah diumumkan, …": nothing is said here.
    if matches!(view.word(end), "" | "," | "." | ";") {
        return None;
    }
    let from = judged_from(view, first);
    let close = (end + 1..view.tokens.len())
        .find(|it| view.word(*it) == "," && view.plays(*it + 1, Part::Relative));
    let close = close.unwrap_or(view.tokens.len());
    let mut it = attribution(
        view,
        None,
        SourceClass::None,
        mark.span,
        CueClass::Passive,
        stretch(view, from, first),
    );
    it.directness = Directness::Indirect;
    let rest = stretch(view, end, close).map(|it| trimmed(view.text, it));
    Some(it.and_then(rest))
}
