//! An office that was over, or had not begun, on the day of the article.

use crate::detect::{Article, DateFrom, Facts, Sentence};
use crate::knowledge::PartialDate;
use crate::lang::{List, Message, Phrase};
use crate::rules::office;
use crate::rules::{Check, Findings, Group, Level, Rule};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    id: "role-stale",
    group: Group::Names,
    level: Level::Warning,
    fixes: true,
    since: "0.1.0",
    page: include_str!("role_stale.md"),
    check: Check::Passage(check),
};

/// Around a handover a few days are nobody's mistake.
const GRACE: i32 = 3;

fn check(article: &Article, at: usize, findings: &mut Findings<'_>) {
    let Some((placed, facts, _)) = article.passage(at) else { return };
    // Only where the article says when it was written.
    if !matches!(article.date.from, DateFrom::Settings | DateFrom::FrontMatter | DateFrom::Dateline)
    {
        return;
    }
    let (text, day) = (placed.passage.prose(), article.date.day);
    for office in office::find(&article.base, text, facts, article.lang) {
        let roles = office::roles(&article.base, text, &office, article.lang);
        let holds = roles.iter().any(|it| {
            let from = it.from.map(PartialDate::first);
            let until = it.until.map(PartialDate::last);
            let days = |a: jiff::civil::Date, b: jiff::civil::Date| (b - a).get_days();
            from.is_none_or(|it| -GRACE <= days(it, day))
                && until.is_none_or(|it| -GRACE <= days(day, it))
        });
        let Some(role) = roles.first() else { continue };
        let Some(sentence) = facts.sentence_at(office.span.start()) else { continue };
        if holds || tells_of_the_past(text, facts, sentence, article) {
            continue;
        }
        let later = roles.iter().all(|it| it.from.is_some_and(|it| day < it.first()));
        let name = article.base.entry(office.person).name(article.lang);
        let key = if later { "role-not-yet" } else { "role-stale" };
        let since = if later { role.from } else { role.until };
        let message = Message::new(key).with("name", name).with("title", office.title.of(text));
        let message = match since {
            Some(it) => message.with_date("date", it.parts()),
            None => message.with("date", ""),
        };
        let mut finding = findings.finding(office.span, message);
        if !later {
            let former = format!("{} ", article.lang.pack().lexicon.phrase(Phrase::Former));
            let old = office.span.of(text);
            let opens = sentence.span.start() == office.span.start();
            let new = if opens { office::like(old, &former) } else { former };
            let title = Message::new("role-stale-fix").with("title", office.title.of(text));
            let place = Span::new(office.span.start(), office.span.start());
            finding = finding.fix(false, title, place, new);
        }
        findings.add(finding);
    }
}

/// "Ketika itu", "pada 2021", "former": the sentence knows.
fn tells_of_the_past(text: &str, facts: &Facts, sentence: &Sentence, article: &Article) -> bool {
    let marks = facts.marks.get(sentence.marks.clone()).unwrap_or_default();
    let year = article.date.day.year();
    marks.iter().any(|it| it.list == List::Former)
        || facts.tokens_of(sentence).iter().any(|it| {
            let number = it.span.of(text).get(..4).and_then(|it| it.parse::<i16>().ok());
            number.is_some_and(|it| 1800 < it && it != year && it < 2200)
        })
}
