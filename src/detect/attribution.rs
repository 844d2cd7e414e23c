//! Who says it: source, cue and content, one sentence at a time.

use crate::detect::facts::View;
use crate::detect::source::{SourceClass, classify, crowd};
use crate::lang::{CueClass, Lang, List, Mark, Part, TokenKind};
use crate::text::Span;

/// A source has at most so many tokens.
const LONGEST_SOURCE: usize = 18;

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
    for mark in view.marks {
        if !matches!(mark.list, List::AccordingTo | List::SpeechVerb) || view.is_quoted(mark.span) {
            continue;
        }
        let found = match mark.list {
            List::AccordingTo => according_to(view, mark),
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

/// "Menurut X, …", "…, according to X."
fn according_to(view: &View<'_>, mark: &Mark) -> Option<Attribution> {
    let (first, end) = local(view, mark);
    let to = forward(view, end);
    let source = stretch(view, end, to)?;
    let leads = view.tokens.iter().take(first).all(|it| it.kind == TokenKind::Sign);
    let content =
        if leads { after(view, to) } else { between(view, view.span.start(), mark.span.start()) };
    let source_class = match classify(view, source) {
        SourceClass::None if !leads => return None,
        // Somebody, but nobody we can tell: "menurut tuan rumah".
        SourceClass::None => SourceClass::Anonymous,
        known => known,
    };
    Some(attribution(view, Some(source), source_class, mark.span, CueClass::Say, content))
}

/// "X mengatakan …", "…,” kata X."
fn speech(view: &View<'_>, mark: &Mark) -> Option<Attribution> {
    let class = mark.class()?;
    let (first, end) = local(view, mark);
    if class == CueClass::Passive {
        return passive(view, mark, end);
    }
    let before = first.checked_sub(1).map_or("", |it| view.word(it));
    let at_quote = matches!(before, "\"" | "”" | "“" | "»" | "’");
    let behind_comma = before == ",";
    // "ujarnya": the cue is the source.
    if (at_quote || behind_comma) && mark.span.of(view.text).ends_with("nya") {
        let content = between(view, view.span.start(), mark.span.start());
        let it =
            attribution(view, Some(mark.span), SourceClass::Pronoun, mark.span, class, content);
        return Some(it);
    }
    if at_quote || behind_comma {
        let to = forward(view, end);
        if let Some(source) = stretch(view, end, to) {
            let source_class = classify(view, source);
            if source_class != SourceClass::None {
                let content = between(view, view.span.start(), mark.span.start());
                return Some(attribution(
                    view,
                    Some(source),
                    source_class,
                    mark.span,
                    class,
                    content,
                ));
            }
        }
    }
    if mark.only_at_quote() && !at_quote {
        return None;
    }
    subject_first(view, mark, class, first, end)
}

/// The source stands before the verb.
fn subject_first(
    view: &View<'_>,
    mark: &Mark,
    class: CueClass,
    first: usize,
    end: usize,
) -> Option<Attribution> {
    let from = backward(view, first);
    // "Faster than many analysts had expected" rests nothing on them.
    let compared = from.checked_sub(1).is_some_and(|it| view.plays(it, Part::Compare));
    if compared {
        return None;
    }
    let source = match detached(view, from, first) {
        Some(end) => stretch(view, from, end)?,
        None => stretch(view, from, first)?,
    };
    let source = without_tail(view, source)?;
    // "On July 14 he said": the pronoun is the source.
    let pronoun = view.within(List::Pronoun, source).find(|it| it.span.end() == source.end());
    let source = pronoun.map_or(source, |it| it.span);
    let source_class = classify(view, source);
    if source_class == SourceClass::None {
        return None;
    }
    let linked =
        view.plays(end, Part::That) || matches!(view.word(end), "," | ":" | "\"" | "“" | "”");
    // A paper that shows something must be a paper, or come from a body.
    if class == CueClass::Document && !linked && !is_body(view, source, source_class) {
        return None;
    }
    // "… diundang untuk menyampaikan": what they are to do and not what they say.
    if view.plays(first.saturating_sub(1), Part::Infinitive) {
        return None;
    }
    if source_class == SourceClass::Vague && is_aside(view, from, first) {
        return None;
    }
    let mut start = end;
    while view.plays(start, Part::That) || matches!(view.word(start), "," | ":") {
        start += 1;
    }
    // "…, the authority said in Kyiv.": what is said stands before.
    let following = view.tokens.len().saturating_sub(start);
    let place = view
        .token(start)
        .is_some_and(|it| view.within(List::PlacePreposition, it.span).next().is_some());
    let behind = place && from.checked_sub(1).is_some_and(|it| 6 <= it && view.word(it) == ",");
    let content = if 3 <= following && (!behind || linked || 7 <= following) {
        after(view, start)
    } else if view.tokens.first().is_some_and(|it| it.span.start() < source.start()) {
        between(view, view.span.start(), source.start())
    } else {
        None
    };
    let content = content.filter(|it| 2 <= it.of(view.text).split_whitespace().count())?;
    let tame = matches!(class, CueClass::Request | CueClass::Hearsay);
    if tame && !linked {
        return None;
    }
    Some(attribution(view, Some(source), source_class, mark.span, class, Some(content)))
}

/// Whether a source is a paper or a body that makes one; "BPS" is, by its
/// capitals.
fn is_body(view: &View<'_>, source: Span, class: SourceClass) -> bool {
    let has = |list| view.within(list, source).next().is_some();
    matches!(class, SourceClass::Document | SourceClass::Institution)
        || has(List::Document)
        || has(List::Institution)
        || view.tokens_in(source).1.iter().any(|it| {
            let word = it.span.of(view.text);
            2 <= word.len() && word.chars().all(char::is_uppercase)
        })
}

/// Whether what a crowd says is itself only told, asked, denied or supposed:
/// "Putin said that critics believe …", "Jika para analis menilai …".
fn is_aside(view: &View<'_>, from: usize, verb: usize) -> bool {
    let told = view
        .marks
        .iter()
        .any(|it| it.list == List::SpeechVerb && local(view, it).1 <= from && !it.only_at_quote());
    let supposed = (0..verb).any(|it| view.plays(it, Part::Aside));
    told || supposed || view.span.of(view.text).trim_end().ends_with('?')
}

/// "dinilai … oleh X": only where somebody is named as the judge.
fn passive(view: &View<'_>, mark: &Mark, end: usize) -> Option<Attribution> {
    let by = (end..view.tokens.len().min(end + 12)).find(|it| view.plays(*it, Part::By))?;
    let to = forward(view, by + 1);
    let source = stretch(view, by + 1, to)?;
    let source_class = classify(view, source);
    (source_class != SourceClass::None).then(|| {
        attribution(view, Some(source), source_class, mark.span, CueClass::Passive, Some(view.span))
    })
}

fn attribution(
    view: &View<'_>,
    source: Option<Span>,
    source_class: SourceClass,
    cue: Span,
    class: CueClass,
    content: Option<Span>,
) -> Attribution {
    let content = content.map(|it| trimmed(view.text, it)).filter(|it| !it.is_empty());
    let source = source.map(|it| narrowed(view, it, source_class));
    let directness = content.map_or(Directness::Indirect, |it| directness(view, it));
    Attribution { source, source_class, cue, class, content, directness }
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
    let quoted: usize = view
        .quotes
        .iter()
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

/// Token indices of a mark, counted from the sentence's first token.
fn local(view: &View<'_>, mark: &Mark) -> (usize, usize) {
    let at = |it: u32| (it as usize).saturating_sub(view.base);
    (at(mark.first), at(mark.end))
}

/// Where a source that starts at token `from` ends.
fn forward(view: &View<'_>, from: usize) -> usize {
    let limit = view.tokens.len().min(from + LONGEST_SOURCE);
    (from..limit).find(|it| ends_source(view, *it)).unwrap_or(limit)
}

/// Where a source that ends before token `end` starts. An apposition between
/// commas ("X, peneliti Y, mengatakan") belongs to it.
fn backward(view: &View<'_>, end: usize) -> usize {
    let mut start = end;
    let floor = end.saturating_sub(LONGEST_SOURCE);
    if start.checked_sub(1).is_some_and(|it| view.word(it) == ",") {
        start -= 1;
        while floor < start && !ends_source(view, start - 1) {
            start -= 1;
        }
        if floor < start && view.word(start - 1) == "," {
            start -= 1;
        }
    }
    while floor < start && !ends_source(view, start - 1) {
        start -= 1;
    }
    start
}

/// "Korea Utara membela kerja sama itu, menyebut …": a comma stands between the
/// verb and a whole clause, of which only the name at its start is the source.
/// Where that name ends; `None` where the source stands right before the verb.
fn detached(view: &View<'_>, from: usize, verb: usize) -> Option<usize> {
    let comma = verb.checked_sub(1).filter(|it| view.word(*it) == ",")?;
    if (from..comma).any(|it| view.word(it) == ",") {
        // "X, peneliti Y, mengatakan": an apposition.
        return None;
    }
    let is_name = |it: &usize| {
        view.word(*it).starts_with(|it: char| it.is_uppercase() || matches!(it, '(' | ')' | '-'))
    };
    Some(from + (from..comma).take_while(is_name).count())
}

/// Signs and words that no source runs over.
fn ends_source(view: &View<'_>, at: usize) -> bool {
    let Some(token) = view.token(at) else { return true };
    let word = token.span.of(view.text);
    if token.kind == TokenKind::Sign {
        // The stop of an abbreviation belongs to the name: "Col. Adi".
        let inner = matches!(word, "-" | "‑" | "'" | "’" | "/" | "&" | "(" | ")")
            || (word == "." && token.span.end() < view.span.end());
        return !inner;
    }
    view.plays(at, Part::Boundary)
        || view.within(List::SpeechVerb, token.span).any(|it| {
            it.span.contains(token.span)
                && !it.only_at_quote()
                && it.class() != Some(CueClass::Passive)
        })
}

/// Without words between a source and its verb ("juga", "had") and without a
/// conjunction before it. `None` where the verb belongs to a relative clause.
fn without_tail(view: &View<'_>, source: Span) -> Option<Span> {
    let first = source.of(view.text).split(' ').next()?;
    let led = view.is_part(first, Part::Lead) && first.len() < source.len();
    let source = match led {
        true => Span::new(source.start() + first.len() + 1, source.end()),
        false => source,
    };
    let text = source.of(view.text);
    if view.is_part(text.rsplit(' ').next()?, Part::Relative) {
        return None;
    }
    let mut end = text.trim_end().len();
    loop {
        let head = text.get(..end)?.trim_end_matches([' ', ',']);
        let word = head.rsplit(' ').next()?;
        let helps = view.is_part(word, Part::Auxiliary);
        if !helps || word.len() == head.len() {
            return Some(Span::new(source.start(), source.start() + head.len()));
        }
        end = head.len() - word.len();
    }
}

fn stretch(view: &View<'_>, from: usize, to: usize) -> Option<Span> {
    let first = view.token(from)?;
    let last = view.token(to.checked_sub(1)?)?;
    (from < to).then(|| first.span.cover(last.span))
}

/// From a token to the sentence's end, a comma or a mark at its start left out.
fn after(view: &View<'_>, mut from: usize) -> Option<Span> {
    while view.token(from).is_some_and(|it| it.kind == TokenKind::Sign) {
        from += 1;
    }
    let start = view.token(from)?.span.start();
    Some(Span::new(start, view.span.end()))
}

fn between(view: &View<'_>, start: usize, end: usize) -> Option<Span> {
    let span = trimmed(view.text, Span::new(start, end));
    (!span.is_empty()).then_some(span)
}

/// Without blanks, commas and quotation marks at its ends.
fn trimmed(text: &str, span: Span) -> Span {
    let source = span.of(text);
    let edge =
        |it: char| it.is_whitespace() || matches!(it, ',' | '"' | '“' | '”' | '«' | '»' | '\0');
    let tail = |it: char| edge(it) || matches!(it, '.' | ':' | ';');
    let start = source.len() - source.trim_start_matches(edge).len();
    let end = source.trim_end_matches(tail).len();
    Span::new(span.start() + start.min(end), span.start() + end)
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
