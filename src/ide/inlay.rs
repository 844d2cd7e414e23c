//! Small words beside the text: the weekday of a date, the office at a name
//! that comes without one.

use crate::detect::{Article, DateMention, Form};
use crate::ide::Snapshot;
use crate::knowledge::EntityKind;
use crate::lang::{Lang, word};
use crate::text::Span;

/// A word that is shown and not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// Right behind this byte of the article.
    pub at: usize,
    pub label: String,
    pub kind: HintKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HintKind {
    Weekday,
    Office,
}

/// The hints inside a stretch, in order.
pub fn hints(snapshot: &Snapshot, within: Span) -> Vec<Hint> {
    let (article, lang) = (snapshot.article(), snapshot.message_lang());
    let mut res = Vec::new();
    let first = article.passage_at(within.start());
    for at in first..article.layout.len() {
        let Some((placed, facts, _)) = article.passage(at) else { break };
        if within.end() < placed.start {
            break;
        }
        res.extend(facts.dates.iter().filter_map(|it| {
            let label = weekday(it, lang)?;
            Some(Hint { at: placed.start + it.span.end(), label, kind: HintKind::Weekday })
        }));
    }
    offices(article, lang, &mut res);
    res.retain(|it| within.touches(it.at));
    res.sort_by_key(|it| it.at);
    res
}

/// Only of a date that names its year and no weekday.
fn weekday(date: &DateMention, lang: Lang) -> Option<String> {
    if date.weekday.is_some() || date.numeric {
        return None;
    }
    let day = date.day.in_year(date.day.year?)?;
    let number = day.weekday().to_monday_one_offset();
    Some(word(&format!("weekday-{number}"), lang))
}

/// The office on the article's date, where a person's first mention has none.
fn offices(article: &Article, lang: Lang, res: &mut Vec<Hint>) {
    for entity in article.entities() {
        let entry = entity.entry(&article.base);
        let first = entity.mentions.first().and_then(|it| article.mentions().get(*it));
        let Some(first) = first.filter(|it| matches!(it.form, Form::Full | Form::Short)) else {
            continue;
        };
        if entry.kind != EntityKind::Person {
            continue;
        }
        let Some((placed, facts, _)) = article.passage(first.passage) else { continue };
        let local = first.span.start().saturating_sub(placed.start);
        let titled = facts.candidates.iter().find(|it| it.span.start() == local);
        // A title or a bracket with more about the person stands there already.
        let behind = placed.passage.prose().get(local + first.span.len()..).unwrap_or_default();
        let told = behind.starts_with(',') || behind.trim_start().starts_with('(');
        if told || titled.is_none_or(|it| it.titled || it.after_capital) {
            continue;
        }
        let roles = entry.roles_on(article.date.day);
        let Some(role) = roles.first() else { continue };
        let title = role.title(lang).split(';').next().unwrap_or_default().trim();
        let at = article.base.name_of(role.at, lang).unwrap_or(role.at);
        let label = format!("{title}, {at}");
        res.push(Hint { at: first.span.end(), label, kind: HintKind::Office });
    }
}
