//! What tells the type of a claim: its words, and how it is said.

use std::borrow::Cow;

use crate::detect::kind::stem::stem;
use crate::detect::score::{LISTS, is_year};
use crate::detect::view::{Lists, View};
use crate::detect::{Attribution, QuoteKind, SourceClass};
use crate::lang::{CueClass, Lang, List, Part, TokenKind};
use crate::text::Span;

/// A sign is there or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sign<'a> {
    Shape(&'static str),
    /// In lower case.
    Word(Cow<'a, str>),
    /// What words of one root share.
    Root(Cow<'a, str>),
}

/// A claim as it is said.
pub(in crate::detect) struct Said<'a> {
    /// The claim's own words.
    pub(in crate::detect) span: Span,
    pub(in crate::detect) attribution: Option<&'a Attribution>,
    /// It stands in quotation marks.
    pub(in crate::detect) quoted: bool,
}

pub(super) fn of<'a>(view: &View<'a>, said: &Said<'_>) -> Vec<Sign<'a>> {
    let mut res: Vec<&'static str> = Vec::with_capacity(24);
    let lists = view.lists_in(said.span);
    for (list, name) in LISTS {
        if list != List::SpeechVerb && lists.has(list) {
            res.push(name);
        }
    }
    if lists.has(List::FirstPerson) {
        res.push("first-person");
    }
    figures(view, said.span, lists, &mut res);
    shape(view, said.span, &mut res);
    manner(view, said, &mut res);
    pairs(&mut res);
    let (first, tokens) = view.tokens_in(said.span);
    let words = tokens.iter().enumerate().filter(|it| it.1.kind == TokenKind::Word);
    let words = words.filter_map(|(at, it)| {
        let word = it.span.of(view.text);
        match word.starts_with(char::is_uppercase) {
            false => Some(Cow::Borrowed(word)),
            // The first word of a sentence, or of what somebody says.
            true if at == 0 || first + at == 0 => Some(Cow::Owned(word.to_lowercase())),
            true => None,
        }
    });
    let words: Vec<Cow<'a, str>> = words.collect();
    let mut all: Vec<Sign<'a>> = res.into_iter().map(Sign::Shape).collect();
    let roots = words.iter().map(|it| match it {
        Cow::Borrowed(word) => Cow::Borrowed(stem(word, view.lang)),
        Cow::Owned(word) => Cow::Owned(stem(word, view.lang).to_owned()),
    });
    all.extend(roots.map(Sign::Root));
    all.extend(words.into_iter().map(Sign::Word));
    all
}

fn figures(view: &View<'_>, span: Span, lists: Lists, res: &mut Vec<&'static str>) {
    let is_date = |span: Span| view.dates.iter().any(|it| it.date.contains(span));
    let (_, tokens) = view.tokens_in(span);
    let (mut count, mut year) = (0, false);
    for it in tokens.iter().filter(|it| it.kind == TokenKind::Number) {
        if is_date(it.span) {
            continue;
        }
        if is_year(it.span.of(view.text)) {
            year = true;
        } else {
            count += 1;
        }
    }
    let spelt = view.within(List::NumberWord, span).count();
    let measured = [List::Percent, List::Money, List::Magnitude, List::Casualty];
    let measured = measured.into_iter().any(|it| lists.has(it));
    for (is_so, name) in [
        (0 < count, "number"),
        (1 < count, "numbers"),
        (year, "year"),
        (0 < spelt, "number-word"),
        (0 < count + spelt, "counted"),
        (0 < count + spelt && measured, "measured"),
        (view.dates.iter().any(|it| span.contains(it.date)), "date"),
    ] {
        if is_so {
            res.push(name);
        }
    }
    let opens = tokens.iter().take(2).any(|it| {
        it.kind == TokenKind::Number
            || 0 < spelt && view.within(List::NumberWord, it.span).next().is_some()
    });
    if opens {
        res.push("opens-with-number");
    }
}

fn shape(view: &View<'_>, span: Span, res: &mut Vec<&'static str>) {
    let (first, tokens) = view.tokens_in(span);
    let words: Vec<&str> = tokens
        .iter()
        .filter(|it| it.kind == TokenKind::Word)
        .map(|it| it.span.of(view.text))
        .collect();
    res.push(match words.len() {
        0..=4 => "length-0",
        5..=7 => "length-5",
        8..=11 => "length-8",
        12..=17 => "length-12",
        _ => "length-18",
    });
    let names = words.iter().skip(1).filter(|it| it.starts_with(char::is_uppercase)).count();
    let lower = |it: &&&str| it.starts_with(char::is_lowercase);
    // "Ditutup", "dipindahkan"; not "di" and "dia".
    let passive = |it: &str| {
        view.lang == Lang::Id && 5 < it.len() && (it.starts_with("di") || it.starts_with("ter"))
    };
    let past = |it: &str| view.lang == Lang::En && 4 < it.len() && it.ends_with("ed");
    let going = |it: &str| view.lang == Lang::En && 5 < it.len() && it.ends_with("ing");
    for (is_so, name) in [
        (0 < names, "names"),
        (1 < names, "several-names"),
        (words.iter().filter(lower).any(|it| passive(it)), "passive"),
        (words.iter().filter(lower).any(|it| past(it)), "ends-past"),
        (words.iter().filter(lower).any(|it| going(it)), "ends-going"),
        ((first..first + tokens.len()).any(|it| view.plays(it, Part::Copula)), "is"),
        (!view.candidates_in(span).is_empty(), "known-name"),
    ] {
        if is_so {
            res.push(name);
        }
    }
}

/// How it is said, and by whom.
fn manner(view: &View<'_>, said: &Said<'_>, res: &mut Vec<&'static str>) {
    if said.quoted {
        res.push("quoted");
    }
    // A few words of it in quotation marks: the writer keeps them at a distance.
    let part = |it: &&crate::detect::Quote| {
        said.span.contains(it.inner) && it.inner.len() + 4 < said.span.len()
            || it.kind == QuoteKind::Apart && it.span.overlaps(said.span)
    };
    if !said.quoted && view.quotes.iter().any(|it| part(&it)) {
        res.push("part-quoted");
    }
    let text =
        view.span.of(view.text).trim_end_matches(|it: char| !it.is_alphanumeric() && it != '!');
    if text.ends_with('!') {
        res.push("exclamation");
    }
    let Some(it) = said.attribution else {
        res.push("nobody-says");
        return;
    };
    res.push(match it.class {
        CueClass::Say => "cue-say",
        CueClass::Assess => "cue-assess",
        CueClass::Claim => "cue-claim",
        CueClass::Accuse => "cue-accuse",
        CueClass::Deny => "cue-deny",
        CueClass::Admit => "cue-admit",
        CueClass::Request => "cue-request",
        CueClass::Document => "cue-document",
        CueClass::Hearsay => "cue-hearsay",
        CueClass::Passive => "cue-passive",
    });
    res.push(match it.source_class {
        SourceClass::Named => "by-named",
        SourceClass::Institution => "by-institution",
        SourceClass::Document => "by-document",
        SourceClass::Anonymous => "by-anonymous",
        SourceClass::Vague => "by-vague",
        SourceClass::Pronoun => "by-pronoun",
        SourceClass::None => "by-nobody",
    });
}

/// Two signs that say more together.
const PAIRS: [(&str, &str, &str); 12] = [
    ("counted", "change", "counted+change"),
    ("counted", "comparison", "counted+comparison"),
    ("counted", "future", "counted+future"),
    ("counted", "quoted", "counted+quoted"),
    ("numbers", "change", "numbers+change"),
    ("quoted", "first-person", "quoted+first-person"),
    ("quoted", "first-plural", "quoted+first-plural"),
    ("quoted", "is", "quoted+is"),
    ("quoted", "negation", "quoted+negation"),
    ("quoted", "length-0", "quoted+length-0"),
    ("quoted", "length-5", "quoted+length-5"),
    ("nobody-says", "names", "nobody-says+names"),
];

fn pairs(res: &mut Vec<&'static str>) {
    // Of each sign a bit, which several may share.
    let bit = |name: &str| {
        1_u64 << ((name.len() * 7 + usize::from(name.bytes().next().unwrap_or(0))) & 63)
    };
    let bits = res.iter().fold(0, |bits, it| bits | bit(it));
    for (a, b, name) in PAIRS {
        if bits & bit(a) != 0 && bits & bit(b) != 0 && res.contains(&a) && res.contains(&b) {
            res.push(name);
        }
    }
}
