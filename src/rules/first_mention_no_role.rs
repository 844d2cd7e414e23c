//! A person whom the article names without saying who that is.

use crate::detect::{Article, Facts, Form, Sentence};
use crate::knowledge::{EntityId, EntityKind};
use crate::lang::{Lang, List, Message};
use crate::rules::across::some;
use crate::rules::office;
use crate::rules::{Check, Findings, Fold, Group, Level, Rule, Spot};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    id: "first-mention-no-role",
    group: Group::Names,
    level: Level::Hint,
    fixes: true,
    since: "0.1.0",
    page: include_str!("first_mention_no_role.md"),
    check: Check::Across(&Fold { gather, judge, spots: Some(|it| spots(it)) }),
};

/// A person, named once outside headlines and quotations.
#[derive(PartialEq)]
struct Named {
    person: EntityId,
    /// Bytes of the passage.
    span: Spot,
    /// Something beside the name says who it is.
    told: bool,
}

fn gather(article: &Article, at: usize) -> Option<Vec<Named>> {
    let (placed, facts, roles) = article.passage(at)?;
    let text = placed.passage.prose();
    let mut res: Vec<Named> = Vec::new();
    for (person, form, span) in article.names_of(at) {
        let known = article.base.entry(person).kind == EntityKind::Person;
        if !known || res.iter().any(|it| it.person == person) {
            continue;
        }
        let Some(sentence) = facts.sentence_at(span.start()) else { continue };
        let heading = roles.get(sentence.block).is_none_or(|it| it.is_heading());
        if heading || facts.is_quoted(span) {
            continue;
        }
        let one = !span.of(text).contains(' ');
        let told = form == Form::Pronoun
            || is_told(text, facts, sentence, span)
            || one && office::is_anothers(text, facts, span, article.lang);
        res.push(Named { person, span: Spot(span), told });
    }
    some(res)
}

/// An office or a trade in the sentence, or an apposition behind the name.
fn is_told(text: &str, facts: &Facts, sentence: &Sentence, name: Span) -> bool {
    let marks = facts.marks.get(sentence.marks.clone()).unwrap_or_default();
    let office = marks.iter().any(|it| {
        matches!(
            it.list,
            List::PersonNoun | List::CrowdNoun | List::Former | List::Kin | List::Institution
        )
    });
    let behind = text.get(name.end()..sentence.span.end()).unwrap_or_default();
    // "Name, who …", "Name (54)", "Name's", "the Name government".
    let apposition =
        behind.starts_with([',', '(', '-', '’', '\'', '–', '—']) || behind.starts_with(" (");
    let before = text.get(sentence.span.start()..name.start()).unwrap_or_default().trim_end();
    // Part of a longer name, or of an enumeration that says who they are.
    let word = before.rsplit(' ').next().unwrap_or_default();
    let capital = word.starts_with(char::is_uppercase) && 1 < before.split(' ').count();
    // "PM Anwar Ibrahim mengatakan …".
    let short = word.to_lowercase();
    let lexicon = |it: Lang| it.pack().lexicon.office(&short) != short;
    let office = office || Lang::ALL.into_iter().any(lexicon);
    let led = before.ends_with([',', ':', '(', '—', '–', '-']);
    office || apposition || capital || led
}

fn spots(all: &[Named]) -> Vec<Span> {
    all.iter().map(|it| it.span.0).collect()
}

fn judge(article: &Article, all: &[(usize, &Vec<Named>)], findings: &mut Findings<'_>) {
    let mut seen: Vec<EntityId> = Vec::new();
    for (at, list) in all {
        for named in *list {
            if seen.contains(&named.person) {
                continue;
            }
            seen.push(named.person);
            let entry = article.base.entry(named.person);
            // Those of whom we know no office today are not asked for: the
            // dead, the famous, the private.
            let offices = entry.roles_on(article.date.day);
            let Some(role) = offices.first().filter(|it| it.from.is_some() && !named.told) else {
                continue;
            };
            let Some(placed) = article.layout.passage(*at) else { continue };
            let span = named.span.0.shift(placed.start);
            let title = role.title(article.lang).split(';').next().unwrap_or_default().trim();
            let country = article.base.name_of(role.at, article.lang).unwrap_or_default();
            let office = match article.lang {
                Lang::Id => format!("{title} {country} "),
                Lang::En => format!("{country}’s {} ", title.to_lowercase()),
            };
            let name = entry.name(article.lang);
            let message = Message::new("first-mention-no-role").with("name", name);
            let fix = Message::new("first-mention-no-role-fix").with("office", office.trim());
            let place = Span::new(span.start(), span.start());
            findings.add(findings.finding(span, message).fix(false, fix, place, office));
        }
    }
}
