//! An office that belongs to somebody else.

use crate::detect::Article;
use crate::knowledge::{Base, NameKind};
use crate::lang::{List, Message};
use crate::rules::office;
use crate::rules::{Check, Findings, Group, Level, Rule};

pub(super) static RULE: Rule = Rule {
    id: "role-mismatch",
    group: Group::Names,
    level: Level::Warning,
    fixes: true,
    since: "0.1.0",
    page: include_str!("role_mismatch.md"),
    check: Check::Passage(check),
};

fn check(article: &Article, at: usize, findings: &mut Findings<'_>) {
    let Some((placed, facts, _)) = article.passage(at) else { return };
    let (text, lang, base) = (placed.passage.prose(), article.lang, &article.base);
    for office in office::find(base, text, facts, lang) {
        let Some((country, place)) = office.country else { continue };
        let person = base.entry(office.person);
        let title = office.title.of(text);
        // A person of whom we know no office may hold this one.
        if person.roles.is_empty() || !office::roles(base, text, &office, lang).is_empty() {
            continue;
        }
        let sentence = facts.sentence_at(office.span.start());
        let marks = sentence.and_then(|it| facts.marks.get(it.marks.clone())).unwrap_or_default();
        if marks.iter().any(|it| it.list == List::Former) {
            continue;
        }
        let holders =
            base.holders(country, article.date.day, &|it| office::is_titled(it, title, lang));
        let [holder] = holders.as_slice() else { continue };
        let holder = base.entry(*holder).name(lang);
        let name = office.name.of(text);
        let message = Message::new("role-mismatch")
            .with("title", title)
            .with("country", place.of(text))
            .with("holder", holder)
            .with("name", name);
        let mut finding = findings.finding(office.span.cover(office.name), message);
        // The same office of the person's own country, or the right person.
        let own = person.roles_on(article.date.day);
        let own = own.iter().find(|it| office::is_titled(it, title, lang));
        // Only where a country has slipped: of other people we know too little.
        let Some(own) = own else { continue };
        let own = own_form(base, text, place, own.at, lang);
        if let Some(own) = own {
            let fix = Message::new("role-mismatch-country").with("right", &own);
            finding = finding.fix(false, fix, place, own);
        }
        let fix = Message::new("role-mismatch-person").with("right", holder);
        finding = finding.fix(false, fix, office.name, holder);
        findings.add(finding);
    }
}

/// The country in the form that stands in the text: its name, or what is its.
fn own_form(
    base: &Base,
    text: &str,
    place: crate::text::Span,
    country: &str,
    lang: crate::lang::Lang,
) -> Option<String> {
    let entity = base.find(&format!("country/{country}"))?;
    let written = place.of(text);
    let demonym = base
        .all_names(entity)
        .find(|(_, it)| it.kind == NameKind::Demonym && it.lang == Some(lang));
    let named = base.name_of(country, lang)?;
    match lang {
        crate::lang::Lang::Id => Some(named.to_owned()),
        crate::lang::Lang::En => {
            let genitive = text.get(place.end()..)?.starts_with(['’', '\'']);
            let by_name = genitive || written.chars().all(|it| it.is_uppercase() || it == '.');
            if by_name { Some(named.to_owned()) } else { demonym.map(|(_, it)| it.text.to_owned()) }
        }
    }
}
