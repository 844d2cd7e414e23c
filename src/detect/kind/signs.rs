//! What tells the type of a claim: its words, and how it is said.

use std::borrow::Cow;

use crate::detect::kind::stem::stem;
use crate::detect::score::{LISTS, behind_lists, is_year, place};
use crate::detect::view::{Lists, View};
use crate::detect::{Attribution, QuoteKind, SourceClass};
use crate::lang::{CueClass, Lang, List, Part, TokenKind};
use crate::text::Span;

/// The signs that are no words, in the order in which they are told: first those
/// of [`LISTS`].
const NAMES: [&str; 81] = behind_lists(&[
    "first-person",
    "number",
    "numbers",
    "year",
    "number-word",
    "counted",
    "measured",
    "date",
    "opens-with-number",
    "length-0",
    "length-5",
    "length-8",
    "length-12",
    "length-18",
    "names",
    "several-names",
    "passive",
    "ends-past",
    "ends-going",
    "is",
    "known-name",
    "quoted",
    "part-quoted",
    "exclamation",
    "nobody-says",
    "cue-say",
    "cue-assess",
    "cue-claim",
    "cue-accuse",
    "cue-deny",
    "cue-admit",
    "cue-request",
    "cue-document",
    "cue-hearsay",
    "cue-passive",
    "by-named",
    "by-institution",
    "by-document",
    "by-anonymous",
    "by-vague",
    "by-pronoun",
    "by-nobody",
    "counted+change",
    "counted+comparison",
    "counted+future",
    "counted+quoted",
    "numbers+change",
    "quoted+first-person",
    "quoted+first-plural",
    "quoted+is",
    "quoted+negation",
    "quoted+length-0",
    "quoted+length-5",
    "nobody-says+names",
]);

/// One of the names, as a number that the compiler looks up.
macro_rules! sign {
    ($name:literal) => {
        const { place(&NAMES, $name) }
    };
}

/// Signs that are no words, a bit each in the order of their names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Shapes(u128);

impl Shapes {
    fn push(&mut self, sign: usize) {
        self.0 |= 1 << sign;
    }

    fn has(self, sign: usize) -> bool {
        self.0 >> sign & 1 == 1
    }

    /// Their places among the names, in order.
    pub(super) fn places(self) -> impl Iterator<Item = usize> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let place = left.trailing_zeros() as usize;
            (left != 0).then(|| {
                left &= left - 1;
                place
            })
        })
    }

    pub(super) fn name(place: usize) -> &'static str {
        NAMES.get(place).copied().unwrap_or_default()
    }

    /// How many names there are.
    pub(super) const COUNT: usize = NAMES.len();
}

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

/// All signs, as they are learnt from.
pub(super) fn of<'a>(view: &View<'a>, said: &Said<'_>) -> Vec<Sign<'a>> {
    let shapes = shapes(view, said).places().map(|it| Sign::Shape(Shapes::name(it)));
    let roots = words(view, said).map(|it| match it {
        Cow::Borrowed(word) => Cow::Borrowed(stem(word, view.lang)),
        Cow::Owned(word) => Cow::Owned(stem(&word, view.lang).to_owned()),
    });
    shapes.chain(roots.map(Sign::Root)).chain(words(view, said).map(Sign::Word)).collect()
}

/// The claim's words, names left out; the first of a sentence, or of what somebody
/// says, in small letters.
pub(super) fn words<'a>(view: &View<'a>, said: &Said<'_>) -> impl Iterator<Item = Cow<'a, str>> {
    let text = view.text;
    let (first, tokens) = view.tokens_in(said.span);
    let words = tokens.iter().enumerate().filter(|it| it.1.kind == TokenKind::Word);
    words.filter_map(move |(at, it)| {
        let word = it.span.of(text);
        match word.starts_with(char::is_uppercase) {
            false => Some(Cow::Borrowed(word)),
            true if at == 0 || first + at == 0 => Some(Cow::Owned(word.to_lowercase())),
            true => None,
        }
    })
}

/// The signs that are no words.
pub(super) fn shapes(view: &View<'_>, said: &Said<'_>) -> Shapes {
    let mut res = Shapes::default();
    let lists = view.lists_in(said.span);
    for (at, (list, _)) in LISTS.iter().enumerate() {
        if *list != List::SpeechVerb && lists.has(*list) {
            res.push(at);
        }
    }
    if lists.has(List::FirstPerson) {
        res.push(sign!("first-person"));
    }
    figures(view, said.span, lists, &mut res);
    shape(view, said.span, &mut res);
    manner(view, said, &mut res);
    for (a, b, both) in PAIRS {
        if res.has(a) && res.has(b) {
            res.push(both);
        }
    }
    res
}

fn figures(view: &View<'_>, span: Span, lists: Lists, res: &mut Shapes) {
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
        (0 < count, sign!("number")),
        (1 < count, sign!("numbers")),
        (year, sign!("year")),
        (0 < spelt, sign!("number-word")),
        (0 < count + spelt, sign!("counted")),
        (0 < count + spelt && measured, sign!("measured")),
        (view.dates.iter().any(|it| span.contains(it.date)), sign!("date")),
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
        res.push(sign!("opens-with-number"));
    }
}

fn shape(view: &View<'_>, span: Span, res: &mut Shapes) {
    let (first, tokens) = view.tokens_in(span);
    let words = tokens.iter().filter(|it| it.kind == TokenKind::Word);
    let (mut count, mut names) = (0, 0);
    let (mut passive, mut past, mut going) = (false, false, false);
    for it in words {
        let word = it.span.of(view.text);
        names += usize::from(0 < count && word.starts_with(char::is_uppercase));
        count += 1;
        let long = match view.lang {
            // "Ditutup", "dipindahkan"; not "di" and "dia".
            Lang::Id => 5 < word.len() && (word.starts_with("di") || word.starts_with("ter")),
            Lang::En => 4 < word.len() && (word.ends_with("ed") || word.ends_with("ing")),
        };
        if long && word.starts_with(char::is_lowercase) {
            passive |= view.lang == Lang::Id;
            past |= view.lang == Lang::En && word.ends_with("ed");
            going |= view.lang == Lang::En && word.ends_with("ing") && 5 < word.len();
        }
    }
    res.push(match count {
        0..=4 => sign!("length-0"),
        5..=7 => sign!("length-5"),
        8..=11 => sign!("length-8"),
        12..=17 => sign!("length-12"),
        _ => sign!("length-18"),
    });
    for (is_so, name) in [
        (0 < names, sign!("names")),
        (1 < names, sign!("several-names")),
        (passive, sign!("passive")),
        (past, sign!("ends-past")),
        (going, sign!("ends-going")),
        ((first..first + tokens.len()).any(|it| view.plays(it, Part::Copula)), sign!("is")),
        (!view.candidates_in(span).is_empty(), sign!("known-name")),
    ] {
        if is_so {
            res.push(name);
        }
    }
}

/// How it is said, and by whom.
fn manner(view: &View<'_>, said: &Said<'_>, res: &mut Shapes) {
    if said.quoted {
        res.push(sign!("quoted"));
    }
    // A few words of it in quotation marks: the writer keeps them at a distance.
    let part = |it: &&crate::detect::Quote| {
        said.span.contains(it.inner) && it.inner.len() + 4 < said.span.len()
            || it.kind == QuoteKind::Apart && it.span.overlaps(said.span)
    };
    if !said.quoted && view.quotes.iter().any(|it| part(&it)) {
        res.push(sign!("part-quoted"));
    }
    let text =
        view.span.of(view.text).trim_end_matches(|it: char| !it.is_alphanumeric() && it != '!');
    if text.ends_with('!') {
        res.push(sign!("exclamation"));
    }
    let Some(it) = said.attribution else {
        res.push(sign!("nobody-says"));
        return;
    };
    res.push(match it.class {
        CueClass::Say => sign!("cue-say"),
        CueClass::Assess => sign!("cue-assess"),
        CueClass::Claim => sign!("cue-claim"),
        CueClass::Accuse => sign!("cue-accuse"),
        CueClass::Deny => sign!("cue-deny"),
        CueClass::Admit => sign!("cue-admit"),
        CueClass::Request => sign!("cue-request"),
        CueClass::Document => sign!("cue-document"),
        CueClass::Hearsay => sign!("cue-hearsay"),
        CueClass::Passive => sign!("cue-passive"),
    });
    res.push(match it.source_class {
        SourceClass::Named => sign!("by-named"),
        SourceClass::Institution => sign!("by-institution"),
        SourceClass::Document => sign!("by-document"),
        SourceClass::Anonymous => sign!("by-anonymous"),
        SourceClass::Vague => sign!("by-vague"),
        SourceClass::Pronoun => sign!("by-pronoun"),
        SourceClass::None => sign!("by-nobody"),
    });
}

/// Two signs that say more together.
const PAIRS: [(usize, usize, usize); 12] = [
    (sign!("counted"), sign!("change"), sign!("counted+change")),
    (sign!("counted"), sign!("comparison"), sign!("counted+comparison")),
    (sign!("counted"), sign!("future"), sign!("counted+future")),
    (sign!("counted"), sign!("quoted"), sign!("counted+quoted")),
    (sign!("numbers"), sign!("change"), sign!("numbers+change")),
    (sign!("quoted"), sign!("first-person"), sign!("quoted+first-person")),
    (sign!("quoted"), sign!("first-plural"), sign!("quoted+first-plural")),
    (sign!("quoted"), sign!("is"), sign!("quoted+is")),
    (sign!("quoted"), sign!("negation"), sign!("quoted+negation")),
    (sign!("quoted"), sign!("length-0"), sign!("quoted+length-0")),
    (sign!("quoted"), sign!("length-5"), sign!("quoted+length-5")),
    (sign!("nobody-says"), sign!("names"), sign!("nobody-says+names")),
];
