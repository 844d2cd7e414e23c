//! "Presiden Rusia Vladimir Putin": an office right before the name of the
//! one who is said to hold it.

use crate::detect::{Candidate, Facts};
use crate::knowledge::{Base, EntityId, EntityKind, Role};
use crate::lang::{Beside, Lang, List, Mark, Token, TokenKind};
use crate::text::Span;

/// An office beside a name. Spans are bytes of the passage.
pub(super) struct Office {
    /// The office, its country included.
    pub(super) span: Span,
    /// The office alone.
    pub(super) title: Span,
    /// ISO 3166-1 alpha-2, and where it stands.
    pub(super) country: Option<(&'static str, Span)>,
    pub(super) person: EntityId,
    pub(super) name: Span,
}

/// The offices of one passage that stand before a known name.
pub(super) fn find(base: &Base, text: &str, facts: &Facts, lang: Lang) -> Vec<Office> {
    let mut res = Vec::new();
    for (at, candidate) in facts.candidates.iter().enumerate() {
        let Some(person) = person(base, candidate) else { continue };
        if facts.is_quoted(candidate.span) {
            continue;
        }
        let before = at.checked_sub(1).and_then(|it| facts.candidates.get(it));
        let two = at.checked_sub(2).and_then(|it| facts.candidates.get(it));
        let office = match lang {
            Lang::Id => {
                let country = before.filter(|it| adjoins(text, it.span, candidate.span));
                let country = country.and_then(|it| Some((country_of(base, it)?, it.span)));
                let start = country.map_or(candidate.span.start(), |(_, it)| it.start());
                title_before(text, facts, start).map(|title| (title, country, title))
            }
            Lang::En => title_before(text, facts, candidate.span.start()).map(|title| {
                let near = [before, two].into_iter().flatten();
                let country = near
                    .filter(|it| adjoins(text, it.span, title))
                    .find_map(|it| Some((country_of(base, it)?, it.span)));
                (title, country, country.map_or(title, |(_, it)| it))
            }),
        };
        let Some((title, country, first)) = office else { continue };
        if is_aides(text, facts, first) {
            continue;
        }
        let span = country.map_or(title, |(_, it)| it.cover(title));
        res.push(Office { span, title, country, person, name: candidate.span });
    }
    res
}

/// The only person that a candidate can mean.
pub(super) fn person(base: &Base, candidate: &Candidate) -> Option<EntityId> {
    let mut res = None;
    for name in candidate.names.iter().filter_map(|it| base.name(*it)) {
        let person = base.entry(name.entity).kind == EntityKind::Person;
        if !person || res.is_some_and(|it| it != name.entity) {
            return None;
        }
        res = Some(name.entity);
    }
    // "Joe Biden Jr.", "Kim Jong Un Stadium": somebody or something else.
    res.filter(|_| candidate.several_words || !candidate.runs_on)
}

fn country_of(base: &Base, candidate: &Candidate) -> Option<&'static str> {
    let name = candidate.names.iter().filter_map(|it| base.name(*it));
    name.map(|it| base.entry(it.entity)).find(|it| it.kind == EntityKind::Country)?.country
}

/// Only one blank between the two, or a genitive: "Ukraine's president".
fn adjoins(text: &str, before: Span, behind: Span) -> bool {
    let gap = Span::new(before.end(), behind.start()).of(text);
    before.end() < behind.start() && (gap.trim().is_empty() || matches!(gap, "’s " | "'s "))
}

fn title_before(text: &str, facts: &Facts, start: usize) -> Option<Span> {
    let head = text.get(..start)?.trim_end().len();
    let blank = start - head;
    let reach = Span::new(head.saturating_sub(60), head);
    let marks = facts.marks_in(reach);
    let title = marks
        .iter()
        .filter(|it| it.list == List::PersonNoun && it.span.end() == head)
        .max_by_key(|it| it.span.len())?;
    (0 < blank).then_some(title.span)
}

/// "Juru bicara Presiden Rusia Dmitry Peskov", "istri Presiden …": the office
/// is another's.
fn is_aides(text: &str, facts: &Facts, first: Span) -> bool {
    let head = text.get(..first.start()).unwrap_or_default().trim_end();
    let reach = Span::new(head.len().saturating_sub(40), head.len());
    let marked = |it: &&Mark| {
        matches!(it.list, List::PersonNoun | List::Kin | List::Institution)
            && it.span.end() == head.len()
    };
    facts.marks_in(reach).iter().any(|it| marked(&it))
        || head.ends_with("of") && reach.of(text).contains(' ')
}

/// The offices of a person that go by this title, in this country if one is
/// told.
pub(super) fn roles<'a>(base: &'a Base, text: &str, office: &Office, lang: Lang) -> Vec<&'a Role> {
    let entry = base.entry(office.person);
    let title = office.title.of(text);
    entry
        .roles
        .iter()
        .filter(|it| is_titled(it, title, lang))
        .filter(|it| office.country.is_none_or(|(country, _)| it.at == country))
        .collect()
}

/// Whether an office goes by a title.
pub(super) fn is_titled(role: &Role, title: &str, lang: Lang) -> bool {
    let title = plain(title, lang);
    role.title(lang).split(';').any(|it| plain(it, lang) == title)
}

/// In lower case, short forms spelled out.
fn plain(title: &str, lang: Lang) -> String {
    lang.pack().lexicon.office(&title.trim().to_lowercase()).to_owned()
}

/// "Moussa Arafat", "Ibnu Abbas", "Abbas bin Abdul": the words beside a name of
/// one word make it somebody else's.
pub(super) fn is_anothers(text: &str, facts: &Facts, name: Span, lang: Lang) -> bool {
    let at = facts.tokens.partition_point(|it| it.span.start() < name.start());
    let word = |token: Option<&Token>| token.map_or("", |it| it.span.of(text));
    let part = |word: &str| lang.pack().lexicon.is_beside(word, Beside::NamePart);
    let (before, behind) = (at.checked_sub(1), facts.tokens.get(at + 1));
    let before = before.and_then(|it| facts.tokens.get(it)).filter(|it| {
        it.kind == TokenKind::Word && Span::new(it.span.end(), name.start()).of(text) == " "
    });
    let own = before.is_some_and(|it| {
        word(Some(it)).starts_with(char::is_uppercase) && facts.marks_in(it.span).is_empty()
    });
    own || part(word(before)) || part(word(behind))
}

/// With a capital where the old text had one.
pub(super) fn like(old: &str, new: &str) -> String {
    let mut chars = new.chars();
    match chars.next() {
        Some(first) if old.starts_with(char::is_uppercase) => {
            first.to_uppercase().chain(chars).collect()
        }
        _ => new.to_owned(),
    }
}
