//! Signs of a figure as another language sets them.

use crate::detect::{Article, Facts, Quantity, Unit};
use crate::lang::{Beside, Lang, List, Message};
use crate::rules::{Check, Findings, Group, Level, Profile, Rule};

pub(super) static RULE: Rule = Rule {
    id: "number-format-locale",
    group: Group::Numbers,
    level: Level::Warning,
    fixes: true,
    since: "0.1.0",
    page: include_str!("number_format_locale.md"),
    check: Check::Passage(check),
};

fn check(article: &Article, at: usize, findings: &mut Findings<'_>) {
    let Some((placed, facts, _)) = article.passage(at) else { return };
    let text = placed.passage.prose();
    let Some(signs) = signs(findings.profile(), article.lang) else { return };
    for quantity in &facts.quantities {
        let written = quantity.span.of(text);
        let Some(sure) = is_foreign(text, facts, quantity, &signs, article.lang) else { continue };
        // A quoted document keeps its own signs.
        if facts.is_quoted(quantity.span) {
            continue;
        }
        let right: String = written
            .chars()
            .map(|it| match it {
                '.' => ',',
                ',' => '.',
                other => other,
            })
            .collect();
        let key = if signs.own { "number-format-house" } else { "number-format-locale" };
        let message = Message::new(key).with("wrong", written).with("right", &right);
        let title = Message::new("number-format-locale-fix").with("right", &right);
        findings.add(findings.finding(quantity.span, message).fix(
            sure,
            title,
            quantity.span,
            right,
        ));
    }
}

/// The sign between thousands and the one before decimals.
struct Signs {
    thousands: char,
    decimal: char,
    /// "4,609 miliar": three decimals before a magnitude are common.
    long_decimals: bool,
    /// They are the house's, and not the language's.
    own: bool,
}

/// What the house writes, else what the language does. Nothing where the house
/// takes both.
fn signs(profile: &Profile, lang: Lang) -> Option<Signs> {
    let (usual, long_decimals) = match lang {
        Lang::Id => (',', true),
        Lang::En => ('.', false),
    };
    let decimal = profile.decimal_sign(lang).unwrap_or(Some(usual))?;
    let thousands = if decimal == ',' { '.' } else { ',' };
    Some(Signs { thousands, decimal, long_decimals, own: decimal != usual })
}

/// Whether a figure has the signs the wrong way round; `Some(true)` where it
/// cannot be read in any other way.
fn is_foreign(
    text: &str,
    facts: &Facts,
    quantity: &Quantity,
    signs: &Signs,
    lang: Lang,
) -> Option<bool> {
    let written = quantity.span.of(text);
    if quantity.word || !written.contains(['.', ',']) || !stands_free(text, facts, quantity, lang) {
        return None;
    }
    let Signs { thousands, decimal, long_decimals, .. } = *signs;
    let counted = quantity.unit != Unit::None;
    let groups: Vec<&str> = written.split(['.', ',']).collect();
    let all_three = groups.iter().skip(1).all(|it| it.len() == 3);
    let (of_thousands, of_decimals) =
        (written.matches(thousands).count(), written.matches(decimal).count());
    // "1,234.5" where "1.234,5" is right.
    if 0 < of_thousands && 0 < of_decimals {
        let last = written.rfind(thousands)?;
        let mixed = of_thousands == 1 && written.rfind(decimal)? < last;
        let before = written.get(..last)?;
        let grouped = before.split(decimal).skip(1).all(|it| it.len() == 3);
        return (mixed && grouped).then_some(true);
    }
    if of_thousands == 1 && of_decimals == 0 {
        // "5.1 persen": one or two decimals behind the sign of thousands.
        let decimals = groups.get(1)?.len();
        return (counted && decimals <= 2).then_some(true);
    }
    if of_decimals == 0
        || !all_three
        // "0,025" counts no thousands.
        || groups.first().is_none_or(|it| it.is_empty() || it.starts_with('0') || 3 < it.len())
    {
        return None;
    }
    if 2 <= of_decimals {
        // "1,234,567"
        return Some(true);
    }
    let money = quantity.unit == Unit::Money;
    let multiplied = quantity.step >= 1.0;
    let people = counts_people(facts, quantity);
    match quantity.unit {
        Unit::Money if long_decimals && !multiplied => Some(false).filter(|_| money),
        Unit::None if people => Some(false),
        _ => None,
    }
}

/// Not a kilometre post, a version, a section, an hour.
fn stands_free(text: &str, facts: &Facts, quantity: &Quantity, lang: Lang) -> bool {
    let before = text.get(..quantity.span.start()).unwrap_or_default();
    let behind = text.get(quantity.span.end()..).unwrap_or_default();
    if before
        .ends_with(|it: char| it.is_alphanumeric() || matches!(it, '.' | ',' | '/' | ':' | '#'))
    {
        // "Rp5.1 triliun", "US$5,1 billion"
        let joined = before.ends_with(['p', '$', '€', '£', '¥']) && quantity.unit == Unit::Money;
        if !joined {
            return false;
        }
    }
    if behind.starts_with(['/', ':', '°', '\'', '-', '–']) {
        return false;
    }
    let last = quantity.first.checked_sub(1).and_then(|it| facts.tokens.get(it));
    let word = last.map_or("", |it| it.span.of(text));
    !lang.pack().lexicon.is_beside(word, Beside::Numbered)
}

/// "1,500 orang", "1.500 troops": what can only be counted whole.
fn counts_people(facts: &Facts, quantity: &Quantity) -> bool {
    let next = facts.tokens.get(quantity.end).map(|it| it.span);
    next.is_some_and(|next| {
        facts.marks_in(next).iter().any(|it| {
            matches!(it.list, List::PersonNoun | List::CrowdNoun | List::Casualty | List::Counted)
        })
    })
}
