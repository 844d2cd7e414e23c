//! What a sentence shows on its surface. Nothing here is a word of its own:
//! words count only through the lists that both languages have.

use std::borrow::Cow;

use crate::detect::view::View;
use crate::knowledge::EntityKind;
use crate::lang::{Lang, List, Part, TokenKind};
use crate::text::Span;

/// One sign, as often as it counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sign {
    pub(super) name: &'static str,
    pub(super) value: f32,
    pub(super) span: Option<Span>,
}

/// Lists of which one word or phrase in the sentence is a sign.
pub(in crate::detect) const LISTS: [(List, &str); 27] = [
    (List::Percent, "percent"),
    (List::Money, "money"),
    (List::Magnitude, "magnitude"),
    (List::ChangeVerb, "change"),
    (List::Casualty, "casualty"),
    (List::Comparative, "comparison"),
    (List::Superlative, "superlative"),
    (List::Causal, "cause"),
    (List::Law, "law"),
    (List::Past, "past"),
    (List::Institution, "institution"),
    (List::PersonNoun, "person"),
    (List::Document, "document"),
    (List::Opinion, "opinion"),
    (List::Future, "future"),
    (List::Conditional, "condition"),
    (List::Hedge, "hedge"),
    (List::Negation, "negation"),
    (List::SecondPerson, "second-person"),
    (List::Pronoun, "third-person"),
    (List::SpeechVerb, "cue"),
    (List::CrowdQuantifier, "many"),
    (List::Deed, "deed"),
    (List::Matter, "matter"),
    (List::Universal, "universal"),
    (List::Inner, "inner"),
    (List::FirstPlural, "first-plural"),
];

/// Signs of no list that can be named to a writer.
const TOLD: [&str; 10] = [
    "number",
    "numbers",
    "number-word",
    "year",
    "date",
    "first-person",
    "question",
    "power",
    "names",
    "short",
];

/// Whether a sign can be named to a writer: it has a word in `messages.ftl`.
pub(super) fn is_told(name: &str) -> bool {
    told().any(|it| it == name)
}

pub(super) fn told() -> impl Iterator<Item = &'static str> + Clone {
    LISTS.into_iter().map(|it| it.1).chain(TOLD)
}

/// Pairs that say more together than each says alone.
const PAIRS: [(&str, &str, &str); 22] = [
    ("number", "matter", "number+matter"),
    ("number", "future", "number+future"),
    ("number", "first-plural", "number+first-plural"),
    ("number", "first-person", "number+first-person"),
    ("number", "past", "number+past"),
    ("number", "change", "number+change"),
    ("matter", "change", "matter+change"),
    ("matter", "future", "matter+future"),
    ("matter", "past", "matter+past"),
    ("matter", "first-plural", "matter+first-plural"),
    ("matter", "comparison", "matter+comparison"),
    ("matter", "opinion", "matter+opinion"),
    ("deed", "matter", "deed+matter"),
    ("deed", "third-person", "deed+third-person"),
    ("deed", "first-person", "deed+first-person"),
    ("deed", "names", "deed+names"),
    ("past", "names", "past+names"),
    ("past", "third-person", "past+third-person"),
    ("past", "first-person", "past+first-person"),
    ("superlative", "past", "superlative+past"),
    ("future", "first-person", "future+first-person"),
    ("cue", "third-person", "cue+third-person"),
];

/// In no particular order; a name stands once. Figures count in what is `said`:
/// the day of an interview ("…, kata X, Kamis (12/3/2026)") is nothing to check.
pub(super) fn of(view: &View<'_>, said: Span) -> Vec<Sign> {
    let mut res: Vec<Sign> = Vec::with_capacity(32);
    figures(&view.part(said), &mut res);
    let mut add = |name, value, span| res.push(Sign { name, value, span });
    for (list, name) in LISTS {
        let mut marks = view.of(list);
        if let Some(first) = marks.next() {
            add(name, 1.0, Some(first.span));
            if list == List::Matter && marks.next().is_some() {
                add("matters", 1.0, None);
            }
        }
    }
    let plural = view.of(List::FirstPlural).next().map(|it| it.span);
    let own = view.of(List::FirstPerson).find(|it| Some(it.span) != plural);
    if let Some(own) = own {
        add("first-person", 1.0, Some(own.span));
    }
    let text = view.span.of(view.text).trim_end().trim_end_matches(['"', '”', ')']);
    if text.ends_with('?') {
        add("question", 1.0, None);
    }
    if text.ends_with('!') {
        add("exclamation", 1.0, None);
    }
    let opens = |list| {
        view.marks.first().is_some_and(|it| it.list == list && it.first as usize == view.base)
    };
    if opens(List::Question) {
        add("opens-with-question-word", 1.0, None);
    }
    if opens(List::Connective) {
        add("opens-with-connective", 1.0, None);
    }
    if opens(List::FirstPerson) {
        add("opens-with-first-person", 1.0, None);
    }
    if opens(List::Pronoun) {
        add("opens-with-third-person", 1.0, None);
    }
    shape(view, &mut add);
    if let Some(span) = power(view) {
        add("power", 1.0, Some(span));
    }
    // A bit that several names may share.
    let bit = |name: &str| {
        1_u64 << ((name.len() * 7 + usize::from(name.bytes().next().unwrap_or(0))) & 63)
    };
    let bits = res.iter().fold(0, |bits, it| bits | bit(it.name));
    for (a, b, name) in PAIRS {
        let has = |name: &str| bits & bit(name) != 0 && res.iter().any(|it| it.name == name);
        if has(a) && has(b) {
            res.push(Sign { name, value: 1.0, span: None });
        }
    }
    res
}

fn figures(view: &View<'_>, res: &mut Vec<Sign>) {
    let mut add = |name, span| res.push(Sign { name, value: 1.0, span: Some(span) });
    // A date is no measure.
    let is_date = |span: Span| view.dates.iter().any(|it| it.date.contains(span));
    let (mut count, mut year, mut last) = (0, false, None::<Span>);
    for it in view.tokens.iter().filter(|it| it.kind == TokenKind::Number) {
        if is_year(it.span.of(view.text)) {
            if !year {
                add("year", it.span);
            }
            year = true;
        } else if !is_date(it.span) && last.is_none_or(|last| last.end() + 1 < it.span.start()) {
            count += 1;
            last = Some(it.span);
            match count {
                1 => add("number", it.span),
                2 => add("numbers", it.span),
                _ => {}
            }
        }
    }
    if let Some(mark) = view.of(List::NumberWord).next() {
        add("number-word", mark.span);
    }
    if let Some(date) = view.dates.iter().find(|it| view.span.contains(it.date)) {
        add("date", date.date);
    }
}

/// Its words in lower case, names and figures left out.
pub(super) fn words<'a>(view: &View<'a>) -> impl Iterator<Item = Cow<'a, str>> {
    let text = view.text;
    view.tokens.iter().enumerate().filter(|it| it.1.kind == TokenKind::Word).filter_map(
        move |(at, it)| {
            let word = it.span.of(text);
            let capital = word.starts_with(char::is_uppercase);
            match (at, capital) {
                (_, false) => Some(Cow::Borrowed(word)),
                (0, true) => Some(Cow::Owned(word.to_lowercase())),
                (_, true) => None,
            }
        },
    )
}

/// Length, names, and what the ends of words tell.
fn shape(view: &View<'_>, add: &mut impl FnMut(&'static str, f32, Option<Span>)) {
    let (mut words, mut letters, mut names, mut long, mut named) = (0_u16, 0, 0, 0_u8, None);
    let (mut past, mut going, mut adverb, mut be, mut comma) = (false, false, false, false, false);
    for (at, token) in view.tokens.iter().enumerate() {
        let word = token.span.of(view.text);
        comma |= word == ",";
        if token.kind != TokenKind::Word {
            continue;
        }
        words = words.saturating_add(1);
        letters += word.len();
        if 8 <= word.len() {
            long = 8.min(long + 1);
        }
        if 0 < at && word.starts_with(char::is_uppercase) && 1 < word.len() {
            names += 1;
            named = named.or(Some(token.span));
        }
        be |= view.plays(at, Part::Copula);
        if view.lang == Lang::En && 4 < word.len() {
            past |= word.ends_with("ed");
            going |= word.ends_with("ing");
            adverb |= word.ends_with("ly");
        }
    }
    let length = match words {
        0..=5 => "short",
        6..=9 => "length-6",
        10..=14 => "length-10",
        15..=22 => "length-15",
        23..=34 => "length-23",
        _ => "length-35",
    };
    add(length, 1.0, None);
    let words = f32::from(words.max(1));
    let mean = f32::from(u16::try_from(letters).unwrap_or(u16::MAX)) / words;
    add("word-length", (mean - 4.0).clamp(-2.0, 4.0), None);
    add("long-words", f32::from(long) / words.min(24.0), None);
    if 0 < names {
        add("names", 1.0, named);
    }
    if 2 < names {
        add("several-names", 1.0, None);
    }
    for (is_so, name) in [
        (past, "ends-past"),
        (going, "ends-going"),
        (adverb, "ends-adverb"),
        (be, "is"),
        (comma, "comma"),
    ] {
        if is_so {
            add(name, 1.0, None);
        }
    }
}

/// A figure of this or the last century, taken for a year.
pub(in crate::detect) fn is_year(word: &str) -> bool {
    word.len() == 4 && (word.starts_with("19") || word.starts_with("20"))
}

/// A state, a leader or a weapon.
fn power(view: &View<'_>) -> Option<Span> {
    let base = view.who;
    let found = view.candidates.iter().find(|it| {
        it.names.iter().filter_map(|it| base.meaning(*it)).any(|(entity, _)| {
            matches!(
                base.kind(entity),
                EntityKind::Person | EntityKind::Country | EntityKind::Weapon
            )
        })
    })?;
    Some(found.span)
}
