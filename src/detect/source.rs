//! What kind of source a stretch of words is.

use crate::detect::Candidate;
use crate::detect::view::View;
use crate::knowledge::{Base, EntityKind};
use crate::lang::{Lang, List, Part, TokenKind};
use crate::text::Span;

/// What kind of source it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SourceClass {
    Named,
    Institution,
    Document,
    /// One person or a few, not named.
    Anonymous,
    /// Nobody in particular: "many analysts".
    Vague,
    Pronoun,
    None,
}

/// What kind of source a stretch of words is; `None` where it is none.
pub(super) fn classify(view: &View<'_>, source: Span) -> SourceClass {
    let lists = view.lists_in(source);
    if lists.has(List::Anonymous) {
        return SourceClass::Anonymous;
    }
    // "Hendra Kusuma, who studies sanctions", "Özel, who leads the CHP": what somebody does
    // makes them no paper and no body.
    let clause =
        [", who ", ", whose ", ", yang "].iter().find_map(|it| source.of(view.text).find(it));
    let source = match clause {
        Some(at) if 0 < at => Span::new(source.start(), source.start() + at),
        _ => source,
    };
    let base = view.who;
    let mut kinds = view
        .candidates_in(source)
        .iter()
        .flat_map(|it| it.names.iter().filter_map(|it| base.name(*it)))
        .map(|it| base.kind(it.entity));
    let person = kinds.clone().any(|it| it == EntityKind::Person);
    let body = kinds.clone().any(|it| it == EntityKind::Org);
    let country = kinds.any(|it| it == EntityKind::Country);
    let has = |list: List| view.within(list, source).next().is_some();
    let named = has_own_name(view, source);
    if !person && !named && !has(List::Institution) && is_crowd(view, source) {
        return SourceClass::Vague;
    }
    if person {
        return SourceClass::Named;
    }
    // "Dokumen yang dilihat wartawan": the paper, and not who saw it.
    let heads = |list: List| {
        view.within(list, source).next().is_some_and(|it| it.span.start() == source.start())
    };
    if view.lang == Lang::Id && heads(List::Document) {
        return SourceClass::Document;
    }
    // "Pengamat menilai …": one of many, and nobody says which.
    let bare = |list: List| view.within(list, source).any(|it| it.span == source);
    if view.lang == Lang::Id && bare(List::CrowdNoun) {
        return SourceClass::Vague;
    }
    if has(List::PersonNoun) {
        let first = source.of(view.text).split_whitespace().next();
        let indefinite = first.is_some_and(|it| view.is_part(it, Part::Indefinite));
        return if indefinite && !named { SourceClass::Anonymous } else { SourceClass::Named };
    }
    // "Badan Pusat Statistik" is no paper.
    if has(List::Document) && !heads(List::Institution) && !closes(view, source) {
        return SourceClass::Document;
    }
    if body || has(List::Institution) {
        return SourceClass::Institution;
    }
    if named {
        return SourceClass::Named;
    }
    if country {
        return SourceClass::Institution;
    }
    let words = source.of(view.text);
    if has(List::Pronoun) && words.split_whitespace().count() <= 2 {
        return SourceClass::Pronoun;
    }
    // "One of them", "several of those".
    let mut ends = words.split(' ');
    let (first, of, last) = (ends.next(), ends.next(), ends.next());
    let some = first.is_some_and(|it| {
        view.is_part(it, Part::Indefinite) || view.is_part(it, Part::Often) || it == "two"
    });
    if some && of == Some("of") && matches!(last, Some("them" | "those")) && ends.next().is_none() {
        return SourceClass::Anonymous;
    }
    SourceClass::None
}

/// "Indonesia's own statistics agency, BPS": the noun that stands last is the head.
fn closes(view: &View<'_>, source: Span) -> bool {
    let words = source.of(view.text);
    let end = source.start() + words.find(", ").unwrap_or(words.len());
    let last = |list| view.within(list, source).any(|it| it.span.end() == end);
    view.lang == Lang::En && last(List::Institution) && !last(List::Document)
}

/// "Banyak analis", "para pengamat", "critics".
fn is_crowd(view: &View<'_>, source: Span) -> bool {
    crowd(view, source).is_some()
}

/// The crowd that a source begins with, up to its noun. A crowd that is told
/// apart ("the experts", "banyak orang yang …", "analis itu") is none.
pub(super) fn crowd(view: &View<'_>, source: Span) -> Option<Span> {
    let (_, tokens) = view.tokens_in(source);
    // An adverb may stand before it: "Probably some people".
    let near = |it: &Span| {
        let before = Span::new(source.start(), it.start());
        view.tokens_in(before).1.len() <= 1
    };
    let alone = view
        .within(List::CrowdAlone, source)
        .map(|it| it.span)
        .find(|it| it.start() == source.start());
    let counted =
        view.within(List::CrowdQuantifier, source).filter(|it| near(&it.span)).find_map(|many| {
            view.within(List::CrowdNoun, source)
                .find(|noun| many.end <= noun.first && noun.first <= many.end + 2)
                .map(|noun| many.span.cover(noun.span))
        });
    let counted = counted.filter(|it| {
        let before = Span::new(source.start(), it.start()).of(view.text).trim();
        !view.is_part(before, Part::Known)
    });
    let res = alone.or(counted)?;
    let told_apart = tokens
        .iter()
        .filter(|it| res.end() <= it.span.start())
        .any(|it| view.is_part(it.span.of(view.text), Part::Apart));
    (!told_apart).then_some(res)
}

/// A capitalised word that is no country and does not owe its capital to the
/// start of the sentence.
fn has_own_name(view: &View<'_>, source: Span) -> bool {
    let (first, tokens) = view.tokens_in(source);
    let own = [List::PersonNoun, List::Month, List::Weekday];
    tokens.iter().enumerate().any(|(at, token)| {
        let listed =
            |list: &List| view.within(*list, source).any(|it| it.span.contains(token.span));
        token.kind == TokenKind::Word
            && token.span.of(view.text).starts_with(char::is_uppercase)
            && !(first + at == 0 && is_common(view, token.span))
            && !view
                .candidates_in(source)
                .iter()
                .any(|it| it.span.contains(token.span) && !is_person(view.who, it))
            && !own.iter().any(listed)
    })
}

/// Whether the first word of the sentence is some list's word.
fn is_common(view: &View<'_>, word: Span) -> bool {
    let end = view.marks.partition_point(|it| it.span.start() <= word.start());
    view.marks.iter().take(end).any(|it| it.span.contains(word))
}

fn is_person(base: &Base, candidate: &Candidate) -> bool {
    candidate
        .names
        .iter()
        .filter_map(|it| base.meaning(*it))
        .any(|(entity, _)| base.kind(entity) == EntityKind::Person)
}

impl SourceClass {
    /// The word of the JSON answers.
    pub fn name(self) -> &'static str {
        match self {
            SourceClass::Named => "named",
            SourceClass::Institution => "institution",
            SourceClass::Document => "document",
            SourceClass::Anonymous => "anonymous",
            SourceClass::Vague => "vague",
            SourceClass::Pronoun => "pronoun",
            SourceClass::None => "none",
        }
    }
}
