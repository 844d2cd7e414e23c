//! Who says it: source, cue and content, one sentence at a time.

mod bounds;
mod handed;
mod participle;
mod passive;
mod refused;
mod trim;

use crate::detect::attribution::bounds::{
    after, backward, before_asides, between, closes_at, ends_statement, goes_on, is_mark, local,
    name_behind, said_before, stretch, trimmed,
};
use crate::detect::attribution::handed::{
    behind_aside, behind_asides, behind_listener, is_aside, is_body, linked, somebody,
};
use crate::detect::attribution::refused::{is_named, is_noun, is_refused, is_thus, says_nothing};
pub(super) use crate::detect::attribution::trim::behind_dateline;
use crate::detect::attribution::trim::{detached, whole, without_clause, without_tail};
use crate::detect::source::{SourceClass, classify, crowd};
use crate::detect::view::View;
use crate::lang::{CueClass, Lang, List, Mark, Part, TokenKind};
use crate::text::Span;

/// What is promised or asked for in so many tokens is a statement.
const PROMISE: usize = 5;

/// Where and when something was said takes fewer tokens than this, its stop included.
const FEW: usize = 7;

/// A phrase that a mark may stand in began at most so many marks before.
const LONGEST: usize = 16;

/// Sources are short: only the last few attributions can share one.
const NEAR: usize = 4;

/// "X says …". Spans are bytes of the passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// "-nya" forms carry their source inside the cue.
    pub source: Option<Span>,
    pub source_class: SourceClass,
    pub cue: Span,
    pub class: CueClass,
    /// What is said, without quotation marks at its ends.
    pub content: Option<Span>,
    /// What is said behind the cue, where the cue breaks it: "X, kata Y, Z".
    pub content_rest: Option<Span>,
    pub directness: Directness,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Directness {
    /// The source's own words.
    Direct,
    Indirect,
    /// In part the source's own words.
    Mixed,
    None,
}

/// The attributions of one sentence, in order.
pub(super) fn find(view: &View<'_>) -> Vec<Attribution> {
    let mut res: Vec<Attribution> = Vec::new();
    for (at, mark) in view.marks.iter().enumerate() {
        if !matches!(mark.list, List::AccordingTo | List::SpeechVerb)
            || view.is_quoted(mark.span)
            || is_refused(view, at, mark)
            || is_named(view, mark)
            || is_thus(view, at, mark)
        {
            continue;
        }
        // "…,” kata X, seperti dikutip Y": who passes it on.
        let again = |it: &Mark| view.plays(local(view, it).0, Part::Boundary);
        let passed = |it: &Mark| it.list == List::AccordingTo && again(it);
        let near = view.marks.get(at.saturating_sub(LONGEST)..at).unwrap_or_default();
        if !res.is_empty()
            && (passed(mark) || near.iter().any(|it| passed(it) && it.span.contains(mark.span)))
        {
            continue;
        }
        if let Some(it) = participle::find(view, mark, &mut res) {
            res.push(it);
            continue;
        }
        let found = match mark.list {
            List::AccordingTo => according_to(view, mark),
            _ if passive::is_done(view, local(view, mark).0) => passive::unsaid(view, mark),
            _ => speech(view, mark),
        };
        if let Some(it) = found
            && !res.iter().rev().take(NEAR).any(|other| clash(other, &it))
        {
            res.push(it);
        }
    }
    res
}

/// Two cues that name one source: the first one stands.
fn clash(a: &Attribution, b: &Attribution) -> bool {
    a.cue.overlaps(b.cue)
        || matches!((a.source, b.source), (Some(a), Some(b)) if a.overlaps(b))
        || a.source.is_some_and(|it| it.overlaps(b.cue))
}

/// "Menurut X, …", "…, menurut X, …", "…, according to X."
fn according_to(view: &View<'_>, mark: &Mark) -> Option<Attribution> {
    let (first, end) = local(view, mark);
    let leads = opens(view, first);
    let behind_comma = first.checked_sub(1).is_some_and(|it| view.word(it) == ",");
    // "Diberikan berdasarkan data": a ground and nobody's word.
    if view.plays(first, Part::Ground) && !leads && !behind_comma {
        return None;
    }
    // "Menurutnya": the cue is the source.
    if is_clitic(view, mark) {
        let rest = after(view, end).filter(|it| !it.is_empty());
        let before = if leads { None } else { said_before(view, first) };
        let it = attribution(
            view,
            Some(mark.span),
            SourceClass::Pronoun,
            mark.span,
            CueClass::Say,
            before,
        );
        return Some(it.and_then(rest));
    }
    let (to, _) = name_behind(view, end, false);
    let source = stretch(view, end, to)?;
    let (content, rest) = if leads {
        (after(view, to), None)
    } else {
        (said_before(view, first), goes_on(view, first, to))
    };
    let source_class = match classify(view, source) {
        SourceClass::None if !leads => return None,
        // Somebody, but nobody we can tell: "menurut tuan rumah".
        SourceClass::None => SourceClass::Anonymous,
        known => known,
    };
    Some(
        attribution(view, Some(source), source_class, mark.span, CueClass::Say, content)
            .and_then(rest),
    )
}

/// Whether only signs and a connective stand before a token.
fn opens(view: &View<'_>, at: usize) -> bool {
    let led = view
        .marks
        .first()
        .filter(|it| matches!(it.list, List::Connective) && it.first as usize == view.base)
        .map_or(0, |it| local(view, it).1);
    let rest = view.tokens.iter().take(at).skip(led);
    rest.clone().all(|it| it.kind == TokenKind::Sign)
}

/// "ujarnya", "menurutnya".
fn is_clitic(view: &View<'_>, mark: &Mark) -> bool {
    let word = mark.span.of(view.text);
    let root = word.eq_ignore_ascii_case("tanya") || word.eq_ignore_ascii_case("bertanya");
    view.lang == Lang::Id && word.ends_with("nya") && !root
}

/// "Menilai", "berpendapat": a verb that stands behind who says it ("X, peneliti Y,
/// menilai …"), where the bare "kata" stands before.
fn is_active(view: &View<'_>, mark: &Mark) -> bool {
    let word = mark.span.of(view.text);
    let begins = |it: &str| word.get(..it.len()).is_some_and(|word| word.eq_ignore_ascii_case(it));
    begins("me") || begins("ber")
}

/// "X mengatakan …", "…,” kata X."
fn speech(view: &View<'_>, mark: &Mark) -> Option<Attribution> {
    let class = mark.class()?;
    let (first, end) = local(view, mark);
    if class == CueClass::Passive {
        return passive::find(view, mark, first, end);
    }
    if class == CueClass::Hearsay
        && let Some(it) = passive::find(view, mark, first, end)
    {
        return Some(it);
    }
    if is_noun(view, first, end) {
        return None;
    }
    // "Kata X, …": the bare cue opens its sentence.
    if view.plays(first, Part::First) && opens(view, first) {
        let (to, _) = name_behind(view, end, false);
        let source = stretch(view, end, to)?;
        let source_class = classify(view, source);
        let pronoun = source_class == SourceClass::Pronoun;
        if source_class == SourceClass::None || !pronoun && view.word(to) != "," {
            return None;
        }
        let content = after(view, to);
        return Some(attribution(view, Some(source), source_class, mark.span, class, content));
    }
    let before = first.checked_sub(1).map_or("", |it| view.word(it));
    let at_quote = is_mark(before);
    // "…, demikian kata X."
    let thus = view.plays(first.saturating_sub(1), Part::Thus) && 1 < first;
    let behind_comma = before == "," || thus && view.word(first - 2) == ",";
    // "ujarnya": the cue is the source.
    let alone = opens(view, first) && view.word(end) == ",";
    if (at_quote || behind_comma || alone) && is_clitic(view, mark) {
        if alone {
            let content = after(view, end);
            return Some(attribution(
                view,
                Some(mark.span),
                SourceClass::Pronoun,
                mark.span,
                class,
                content,
            ));
        }
        let content = said_before(view, first - usize::from(thus));
        let it =
            attribution(view, Some(mark.span), SourceClass::Pronoun, mark.span, class, content);
        return Some(it.and_then(goes_on(view, first, end)));
    }
    if at_quote || behind_comma {
        let (to, behind) = name_behind(view, end, at_quote);
        if let Some(source) = stretch(view, end, to) {
            let source_class = told_apart(view, source, at_quote);
            // "X, the head of Y, says it is late": the verb's own sentence.
            let before = match view.lang {
                Lang::Id => !is_active(view, mark),
                // "…, demanded an inquiry", "…, said outside the court".
                Lang::En if class == CueClass::Request || view.plays(end, Part::Tail) => false,
                Lang::En => ends_statement(view, behind),
            };
            let inverted = at_quote || before;
            if source_class != SourceClass::None && inverted {
                let content = said_before(view, first - usize::from(thus));
                let it = attribution(view, Some(source), source_class, mark.span, class, content);
                return Some(it.and_then(goes_on(view, first, behind)));
            }
        }
    }
    // "Observed that …", "observed, “…”".
    let hands_over = view.plays(end, Part::That)
        || matches!(view.word(end), "," | ":") && is_mark(view.word(end + 1));
    let it = subject_first(view, mark, class, first, end)?;
    // "“…,” the officer laughed."
    let source = it.source?;
    let at_quote = at_quote || hands_over || closes_at(view, source.start(), 1);
    (at_quote || !mark.only_at_quote()).then_some(it)
}

/// Right behind a quotation also "perempuan itu" and "salah satu dari mereka".
fn told_apart(view: &View<'_>, source: Span, at_quote: bool) -> SourceClass {
    let words = source.of(view.text);
    let (first, last) = (words.split(' ').next(), words.rsplit(' ').next());
    let (first, last) = (first.unwrap_or_default(), last.unwrap_or_default());
    match classify(view, source) {
        SourceClass::None
            if at_quote && view.lang == Lang::Id && view.is_part(last, Part::Apart) =>
        {
            SourceClass::Pronoun
        }
        // "Jawab si ibu".
        SourceClass::None
            if at_quote
                && (view.is_part(first, Part::Indefinite)
                    || view.lang == Lang::Id && view.is_part(first, Part::Definite)) =>
        {
            SourceClass::Anonymous
        }
        known => known,
    }
}

/// The source that stands before a verb, from a token on.
fn subject(view: &View<'_>, from: usize, verb: usize) -> Option<Span> {
    let source = match detached(view, from, verb) {
        Some(end) => stretch(view, from, end)?,
        None => stretch(view, from, verb)?,
    };
    let source = without_clause(view, without_tail(view, source)?);
    // "On July 14 he said": the pronoun is the source.
    let pronoun = view.within(List::Pronoun, source).find(|it| it.span.end() == source.end());
    Some(pronoun.map_or(source, |it| it.span))
}

/// Who stands before a verb, and from which token on: somebody who may say something.
fn speaks_first(
    view: &View<'_>,
    class: CueClass,
    verb: usize,
    (end, linked): (usize, bool),
) -> Option<(usize, Span, SourceClass)> {
    let first = before_asides(view, verb);
    let from = backward(view, first);
    // "Faster than many analysts had expected" rests nothing on them.
    let compared = from.checked_sub(1).is_some_and(|it| view.plays(it, Part::Compare));
    if compared {
        return None;
    }
    let source = subject(view, from, first)?;
    // "Whose party has ruled since May".
    if matches!(source.of(view.text).split(' ').next(), Some("whose" | "which")) {
        return None;
    }
    let source_class = match classify(view, source) {
        SourceClass::None => somebody(view, source, from, end),
        known => known,
    };
    // A paper that shows something must be a paper, or come from a body.
    let empty = class == CueClass::Document && !linked && !is_body(view, source, source_class);
    // "… diundang untuk menyampaikan": what they are to do and not what they say.
    let to_do = view.plays(first.saturating_sub(1), Part::Infinitive);
    let aside = source_class == SourceClass::Vague && is_aside(view, from, first);
    let none = source_class == SourceClass::None || empty || to_do || aside;
    (!none).then_some((from, source, source_class))
}

/// The source stands before the verb.
fn subject_first(
    view: &View<'_>,
    mark: &Mark,
    class: CueClass,
    verb: usize,
    end: usize,
) -> Option<Attribution> {
    let (that, linked) = linked(view, class, end);
    let (from, source, source_class) = speaks_first(view, class, verb, (end, linked))?;
    let mut start = that.or_else(|| behind_aside(view, end)).unwrap_or(end);
    while matches!(view.word(start), "," | ":") {
        start += 1;
    }
    // "X, Lind said, Y", "“X,” Lind said, “Y”".
    let before = from.checked_sub(1).map_or("", |it| view.word(it));
    let quoted_behind = (start..start + 3).any(|it| is_mark(view.word(it)));
    let end = if before == "," { behind_listener(view, mark, end) } else { end };
    let broken = view.word(end) == "," && (before == "," || is_mark(before))
        || view.word(end) == ";" && before == ","
        || is_mark(before) && !quoted_behind;
    if that.is_none() && broken {
        let content = said_before(view, from);
        let rest = match is_mark(before) {
            true => goes_on(view, from, end).filter(|_| view.word(end) == ","),
            false if view.word(end) == ";" => None,
            false => after(view, end).map(|it| trimmed(view.text, it)),
        };
        let it = attribution(view, Some(source), source_class, mark.span, class, content);
        return Some(it.and_then(rest));
    }
    let least = if class == CueClass::Deny { 1 } else { 2 };
    let content = beside(view, source, (from, start), (linked, least));
    // "“For how long?” Finch asked.": a sentence of its own.
    let alone = from == 0 && ends_statement(view, end);
    let prior = view.prior.filter(|_| alone && content.is_none()).map(|it| it.inner);
    let content = content.or(prior);
    let content =
        content.filter(|it| least <= it.of(view.text).split_whitespace().take(least).count())?;
    if says_nothing(view, class, source_class, (verb, end)) {
        return None;
    }
    let named = matches!(source_class, SourceClass::Named | SourceClass::Institution);
    let promised = class == CueClass::Request
        && view.lang == Lang::Id
        && PROMISE <= view.tokens.len().saturating_sub(start);
    let wanted = named && (promised || view.plays(verb, Part::Demand));
    let tame = matches!(class, CueClass::Request | CueClass::Hearsay);
    if tame && !linked && !wanted && prior.is_none() {
        return None;
    }
    // What a paper says is said in writing.
    let class = match (class, source_class) {
        (CueClass::Say, SourceClass::Document) => CueClass::Document,
        (class, _) => class,
    };
    Some(attribution(view, Some(source), source_class, mark.span, class, Some(content)))
}

/// What is said behind a verb, from token `start` on, or before its source, which
/// begins at token `from`: "…, the authority said in Kyiv."
fn beside(
    view: &View<'_>,
    source: Span,
    (from, start): (usize, usize),
    (linked, least): (bool, usize),
) -> Option<Span> {
    let following = view.tokens.len().saturating_sub(start);
    // "…, the authority said on Nov. 3."
    let place = view.plays(start, Part::Tail)
        || view
            .token(start)
            .is_some_and(|it| view.within(List::PlacePreposition, it.span).next().is_some());
    let behind = place && from.checked_sub(1).is_some_and(|it| 6 <= it && view.word(it) == ",");
    let few = following < if ends_on_day(view) { 2 * FEW } else { FEW };
    // "…, the ministry said in Geneva on Monday."
    let (rest, _) = behind_asides(view, start);
    let aside = view.lang == Lang::En
        && start < rest
        && !linked
        && matches!(view.word(rest), "." | "")
        && view.tokens.len() <= rest + 1;
    if least < following && !aside && (!behind || linked || !few) {
        after(view, start)
    } else if view.tokens.first().is_some_and(|it| it.span.start() < source.start()) {
        between(view, view.span.start(), source.start())
    } else {
        None
    }
}

/// "… said in a statement late on Tuesday."
fn ends_on_day(view: &View<'_>) -> bool {
    let end = view.span.start() + view.span.of(view.text).trim_end_matches(['.', ' ', '\n']).len();
    let date = view.dates.iter().any(|it| it.span.end() == end);
    date || view
        .tokens
        .iter()
        .rev()
        .take(2)
        .any(|it| it.span.end() == end && view.within(List::Weekday, it.span).next().is_some())
}

impl Attribution {
    /// With what is said behind the cue, should there be something.
    fn and_then(self, rest: Option<Span>) -> Attribution {
        match self.content {
            Some(_) => Attribution { content_rest: rest, ..self },
            None => Attribution { content: rest, ..self },
        }
    }
}

fn attribution(
    view: &View<'_>,
    source: Option<Span>,
    source_class: SourceClass,
    cue: Span,
    class: CueClass,
    content: Option<Span>,
) -> Attribution {
    let content = content.map(|it| trimmed(view.text, whole(view, it)));
    let content = content.filter(|it| !it.is_empty());
    let source = source.map(|it| narrowed(view, it, source_class));
    let directness = content.map_or(Directness::Indirect, |it| directness(view, it));
    Attribution { source, source_class, cue, class, content, content_rest: None, directness }
}

/// Of a crowd, the words that say so. What follows the noun belongs to it in
/// Indonesian ("sejumlah analis militer") and to the verb in English.
fn narrowed(view: &View<'_>, source: Span, class: SourceClass) -> Span {
    let crowd = (class == SourceClass::Vague).then(|| crowd(view, source)).flatten();
    match (crowd, view.lang) {
        (Some(crowd), Lang::En) => crowd,
        (Some(crowd), Lang::Id) => Span::new(crowd.start(), source.end()),
        (None, _) => source,
    }
}

fn directness(view: &View<'_>, content: Span) -> Directness {
    let first = view.quotes.partition_point(|it| it.inner.end() <= content.start());
    let quoted: usize = view
        .quotes
        .iter()
        .skip(first)
        // Between so many stands more than a comma.
        .take(8)
        .take_while(|it| it.inner.start() < content.end())
        .filter(|it| it.inner.overlaps(content))
        .map(|it| it.inner.end().min(content.end()) - it.inner.start().max(content.start()))
        .sum();
    // A comma or a stop inside the content may stand outside the marks.
    if content.len() <= quoted + 4 {
        Directness::Direct
    } else if 0 < quoted {
        Directness::Mixed
    } else {
        Directness::Indirect
    }
}

impl Directness {
    /// The word of the JSON answers.
    pub fn name(self) -> &'static str {
        match self {
            Directness::Direct => "direct",
            Directness::Indirect => "indirect",
            Directness::Mixed => "mixed",
            Directness::None => "none",
        }
    }
}
