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
    /// Where its name stands among [`NAMES`].
    pub(super) place: usize,
    pub(super) value: f32,
    pub(super) span: Option<Span>,
}

impl Sign {
    pub(super) fn name(self) -> &'static str {
        NAMES.get(self.place).copied().unwrap_or_default()
    }
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

/// All signs: first those of [`LISTS`], at last the pairs.
pub(super) const NAMES: [&str; 78] = behind_lists(&[
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
    "matters",
    "exclamation",
    "opens-with-question-word",
    "opens-with-connective",
    "opens-with-first-person",
    "opens-with-third-person",
    "length-6",
    "length-10",
    "length-15",
    "length-23",
    "length-35",
    "word-length",
    "long-words",
    "several-names",
    "ends-past",
    "ends-going",
    "ends-adverb",
    "is",
    "comma",
    "number+matter",
    "number+future",
    "number+first-plural",
    "number+first-person",
    "number+past",
    "number+change",
    "matter+change",
    "matter+future",
    "matter+past",
    "matter+first-plural",
    "matter+comparison",
    "matter+opinion",
    "deed+matter",
    "deed+third-person",
    "deed+first-person",
    "deed+names",
    "past+names",
    "past+third-person",
    "past+first-person",
    "superlative+past",
    "future+first-person",
    "cue+third-person",
]);

/// The signs of lists and so many behind them can be named to a writer.
const TOLD: usize = LISTS.len() + 10;

/// Names of signs: those of [`LISTS`], and the others behind them.
#[expect(clippy::indexing_slicing, reason = "the compiler runs it and would say so")]
pub(in crate::detect) const fn behind_lists<const ALL: usize>(
    others: &[&'static str],
) -> [&'static str; ALL] {
    assert!(LISTS.len() + others.len() == ALL, "as many names as were told");
    let mut res = [""; ALL];
    let mut at = 0;
    while at < ALL {
        res[at] = if at < LISTS.len() { LISTS[at].1 } else { others[at - LISTS.len()] };
        at += 1;
    }
    res
}

/// Where a name stands among others; the compiler looks, and finds it missing.
#[expect(clippy::indexing_slicing, reason = "the compiler runs it and would say so")]
pub(in crate::detect) const fn place(names: &[&str], name: &str) -> usize {
    let mut at = 0;
    while at < names.len() {
        let (a, b) = (names[at].as_bytes(), name.as_bytes());
        let mut same = 0;
        while same < a.len() && same < b.len() && a[same] == b[same] {
            same += 1;
        }
        if same == a.len() && same == b.len() {
            return at;
        }
        at += 1;
    }
    panic!("no sign has this name")
}

macro_rules! sign {
    ($name:literal) => {
        const { place(&NAMES, $name) }
    };
}

/// Whether a sign can be named to a writer: it has a word in `messages.ftl`.
pub(super) fn is_told(name: &str) -> bool {
    told().any(|it| it == name)
}

pub(super) fn told() -> impl Iterator<Item = &'static str> + Clone {
    NAMES.into_iter().take(TOLD)
}

/// Pairs that say more together than each says alone.
const PAIRS: [(usize, usize, usize); 22] = [
    (sign!("number"), sign!("matter"), sign!("number+matter")),
    (sign!("number"), sign!("future"), sign!("number+future")),
    (sign!("number"), sign!("first-plural"), sign!("number+first-plural")),
    (sign!("number"), sign!("first-person"), sign!("number+first-person")),
    (sign!("number"), sign!("past"), sign!("number+past")),
    (sign!("number"), sign!("change"), sign!("number+change")),
    (sign!("matter"), sign!("change"), sign!("matter+change")),
    (sign!("matter"), sign!("future"), sign!("matter+future")),
    (sign!("matter"), sign!("past"), sign!("matter+past")),
    (sign!("matter"), sign!("first-plural"), sign!("matter+first-plural")),
    (sign!("matter"), sign!("comparison"), sign!("matter+comparison")),
    (sign!("matter"), sign!("opinion"), sign!("matter+opinion")),
    (sign!("deed"), sign!("matter"), sign!("deed+matter")),
    (sign!("deed"), sign!("third-person"), sign!("deed+third-person")),
    (sign!("deed"), sign!("first-person"), sign!("deed+first-person")),
    (sign!("deed"), sign!("names"), sign!("deed+names")),
    (sign!("past"), sign!("names"), sign!("past+names")),
    (sign!("past"), sign!("third-person"), sign!("past+third-person")),
    (sign!("past"), sign!("first-person"), sign!("past+first-person")),
    (sign!("superlative"), sign!("past"), sign!("superlative+past")),
    (sign!("future"), sign!("first-person"), sign!("future+first-person")),
    (sign!("cue"), sign!("third-person"), sign!("cue+third-person")),
];

/// In no particular order; a name stands once. Figures count in what is `said`:
/// the day of an interview ("…, kata X, Kamis (12/3/2026)") is nothing to check.
pub(super) fn of(view: &View<'_>, said: Span) -> Vec<Sign> {
    let mut res: Vec<Sign> = Vec::with_capacity(32);
    figures(&view.part(said), &mut res);
    let mut add = |place, value, span| res.push(Sign { place, value, span });
    for (at, (list, _)) in LISTS.iter().enumerate().filter(|it| view.has(it.1.0)) {
        let mut marks = view.of(*list);
        if let Some(first) = marks.next() {
            add(at, 1.0, Some(first.span));
            if *list == List::Matter && marks.next().is_some() {
                add(sign!("matters"), 1.0, None);
            }
        }
    }
    let plural = view.of(List::FirstPlural).next().map(|it| it.span);
    let own = view.of(List::FirstPerson).find(|it| Some(it.span) != plural);
    if let Some(own) = own {
        add(sign!("first-person"), 1.0, Some(own.span));
    }
    let text = view.span.of(view.text).trim_end().trim_end_matches(['"', '”', ')']);
    if text.ends_with('?') {
        add(sign!("question"), 1.0, None);
    }
    if text.ends_with('!') {
        add(sign!("exclamation"), 1.0, None);
    }
    let opens = |list| {
        view.marks.first().is_some_and(|it| it.list == list && it.first as usize == view.base)
    };
    if opens(List::Question) {
        add(sign!("opens-with-question-word"), 1.0, None);
    }
    if opens(List::Connective) {
        add(sign!("opens-with-connective"), 1.0, None);
    }
    if opens(List::FirstPerson) {
        add(sign!("opens-with-first-person"), 1.0, None);
    }
    if opens(List::Pronoun) {
        add(sign!("opens-with-third-person"), 1.0, None);
    }
    shape(view, &mut add);
    if let Some(span) = power(view) {
        add(sign!("power"), 1.0, Some(span));
    }
    let bits = res.iter().fold(0_u128, |bits, it| bits | 1 << it.place);
    let has = |place: usize| bits >> place & 1 == 1;
    for (a, b, both) in PAIRS {
        if has(a) && has(b) {
            res.push(Sign { place: both, value: 1.0, span: None });
        }
    }
    res
}

fn figures(view: &View<'_>, res: &mut Vec<Sign>) {
    let mut add = |place, span| res.push(Sign { place, value: 1.0, span: Some(span) });
    // A date is no measure.
    let is_date = |span: Span| view.dates.iter().any(|it| it.date.contains(span));
    let (mut count, mut year, mut last) = (0, false, None::<Span>);
    for it in view.tokens.iter().filter(|it| it.kind == TokenKind::Number) {
        if is_year(it.span.of(view.text)) {
            if !year {
                add(sign!("year"), it.span);
            }
            year = true;
        } else if !is_date(it.span) && last.is_none_or(|last| last.end() + 1 < it.span.start()) {
            count += 1;
            last = Some(it.span);
            match count {
                1 => add(sign!("number"), it.span),
                2 => add(sign!("numbers"), it.span),
                _ => {}
            }
        }
    }
    if let Some(mark) = view.of(List::NumberWord).next() {
        add(sign!("number-word"), mark.span);
    }
    if let Some(date) = view.dates.iter().find(|it| view.span.contains(it.date)) {
        add(sign!("date"), date.date);
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
fn shape(view: &View<'_>, add: &mut impl FnMut(usize, f32, Option<Span>)) {
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
        0..=5 => sign!("short"),
        6..=9 => sign!("length-6"),
        10..=14 => sign!("length-10"),
        15..=22 => sign!("length-15"),
        23..=34 => sign!("length-23"),
        _ => sign!("length-35"),
    };
    add(length, 1.0, None);
    let words = f32::from(words.max(1));
    let mean = f32::from(u16::try_from(letters).unwrap_or(u16::MAX)) / words;
    add(sign!("word-length"), (mean - 4.0).clamp(-2.0, 4.0), None);
    add(sign!("long-words"), f32::from(long) / words.min(24.0), None);
    if 0 < names {
        add(sign!("names"), 1.0, named);
    }
    if 2 < names {
        add(sign!("several-names"), 1.0, None);
    }
    for (is_so, name) in [
        (past, sign!("ends-past")),
        (going, sign!("ends-going")),
        (adverb, sign!("ends-adverb")),
        (be, sign!("is")),
        (comma, sign!("comma")),
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
