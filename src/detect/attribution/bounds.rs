//! Where a source and what it says begin and end.

use crate::detect::Quote;
use crate::detect::facts::View;
use crate::lang::{CueClass, Lang, List, Mark, Part, TokenKind};
use crate::text::Span;

/// A source has at most so many tokens.
const LONGEST_SOURCE: usize = 18;

/// What is said before a cue: from the start of the sentence, or of the
/// quotation that ends there and began in an earlier one.
pub(super) fn said_before(view: &View<'_>, cue: usize) -> Option<Span> {
    let cue = view.token(cue)?.span.start();
    let near = |it: &&Quote| it.span.end() <= cue && cue <= it.span.end() + 2;
    let quote = view.quotes.iter().find(near).filter(|it| it.span.start() < view.span.start());
    let from = quote.map_or(view.span.start(), |it| it.inner.start());
    between(view, from, cue)
}

/// What is said behind a source that breaks it: "X, kata Y, Z", "“X,” kata Y, “Z”".
pub(super) fn goes_on(view: &View<'_>, cue: usize, source_end: usize) -> Option<Span> {
    let before = cue.checked_sub(1).map_or("", |it| view.word(it));
    let from = view.token(source_end)?.span.end();
    if is_mark(before) {
        let behind = |it: &&Quote| from <= it.span.start() && it.span.start() < view.span.end();
        let quote = view.quotes.iter().find(behind)?;
        return between(view, quote.inner.start(), quote.inner.end().min(view.span.end()));
    }
    let clitic = source_end == cue + 1 && !ends_statement(view, source_end);
    let goes_on = before == "," && (view.word(source_end) == "," || clitic)
        || before != "," && !ends_statement(view, source_end);
    // A day or a place stands there too: "…, kata Y, Senin."
    let day = |it: usize| {
        view.token(it).is_some_and(|it| view.within(List::Weekday, it.span).next().is_some())
    };
    let first = source_end + usize::from(view.word(source_end) == ",");
    if !goes_on || day(first) || view.tokens.len() < first + 4 {
        return None;
    }
    let start = view.token(first)?.span.start();
    between(view, start, view.span.end())
}

pub(super) fn ends_statement(view: &View<'_>, at: usize) -> bool {
    matches!(view.word(at), "" | "," | "." | ";" | ":")
}

pub(super) fn is_mark(word: &str) -> bool {
    matches!(word, "\"" | "”" | "“" | "»" | "’")
}

/// Token indices of a mark, counted from the sentence's first token.
pub(super) fn local(view: &View<'_>, mark: &Mark) -> (usize, usize) {
    let at = |it: u32| (it as usize).saturating_sub(view.base);
    (at(mark.first), at(mark.end))
}

/// "X di Jakarta, Jumat, mengatakan": where the source ends that a day or a
/// place parts from its verb.
pub(super) fn before_asides(view: &View<'_>, verb: usize) -> usize {
    let mut end = verb;
    for _ in 0..3 {
        let last = end.checked_sub(1).map_or("", |it| view.word(it));
        let close = if last == "," { end - 1 } else { end };
        let floor = close.saturating_sub(LONGEST_SOURCE);
        let Some(comma) = (floor..close).rev().find(|it| view.word(*it) == ",") else { break };
        let day = view
            .token(comma + 1)
            .is_some_and(|it| view.within(List::Weekday, it.span).next().is_some());
        let aside = view.plays(comma + 1, Part::Tail) && (last == "," || end < verb);
        if !(aside || day && close <= comma + 3) {
            break;
        }
        end = comma;
    }
    // "X di Jakarta", without its comma.
    let floor = end.saturating_sub(LONGEST_SOURCE);
    let start = (floor..end).rev().find(|it| view.word(*it) == ",").map_or(floor, |it| it + 1);
    match (end < verb).then(|| (start + 1..end).find(|it| view.plays(*it, Part::Tail))) {
        Some(Some(tail)) => tail,
        _ => end,
    }
}

/// Where a source that starts at token `from` ends.
pub(super) fn forward(view: &View<'_>, from: usize) -> usize {
    let limit = view.tokens.len().min(from + LONGEST_SOURCE);
    (from..limit).find(|it| ends_source(view, *it)).unwrap_or(limit)
}

/// Where a source that follows its cue ends, and where it may go on behind that:
/// "kata Burhanuddin usai rapat di Jakarta, Senin". At a quotation a name may
/// follow its office: "kata Direktur Keuangan, Kevin Wong".
pub(super) fn name_behind(view: &View<'_>, from: usize, at_quote: bool) -> (usize, usize) {
    let to = cut(view, from, forward(view, from));
    let named = |at: usize| {
        view.token(at).is_some_and(|it| {
            view.word(at).starts_with(char::is_uppercase)
                && view.within(List::Weekday, it.span).next().is_none()
                && view.within(List::Month, it.span).next().is_none()
        })
    };
    // "Menurut dia pertumbuhan …": a pronoun is the whole source.
    let pronoun = view.token(from).and_then(|it| {
        let start = it.span.start();
        let at = view.marks.partition_point(|mark| mark.span.start() < start);
        let here = view.marks.get(at..).unwrap_or_default().iter();
        here.take_while(|mark| mark.span.start() == start).find(|it| it.list == List::Pronoun)
    });
    if let Some(pronoun) = pronoun {
        let end = local(view, pronoun).1;
        return (end, end);
    }
    if view.word(to) != "," {
        return (to, to);
    }
    let office = is_noun(view, from) || is_noun(view, from + 1) || !named(from) && named(from + 1);
    let name = (to + 1..).take_while(|it| named(*it)).count();
    // "Menurut Menteri Negara BUMN, Sugiharto, …", and at a quotation also
    // "kata Direktur Keuangan, Kevin Wong di Jakarta".
    let closed = 0 < name && name <= 3 && view.word(to + 1 + name) == ",";
    if (office || is_noun(view, from)) && (closed || at_quote && 0 < name) {
        let end = if closed { to + 1 + name } else { cut(view, to + 1, forward(view, to + 1)) };
        return (end, end);
    }
    // "Said John Smith, a professor at Yale", "kata Devi, pejabat kota".
    let indefinite = view.lang == Lang::En
        && (view.plays(to + 1, Part::Indefinite) || view.plays(to + 1, Part::Known))
        && (to + 2..to + 6).any(|it| is_noun(view, it));
    if at_quote && (indefinite || is_noun(view, to + 1)) {
        let end = forward(view, to + 1);
        let end = if view.lang == Lang::Id { cut(view, to + 1, end) } else { end };
        return (end, end);
    }
    (to, to)
}

/// Whether an office or a trade begins with a token.
fn is_noun(view: &View<'_>, at: usize) -> bool {
    view.token(at).is_some_and(|it| {
        let begins =
            |mark: &Mark| mark.list == List::PersonNoun && mark.span.start() == it.span.start();
        view.marks.iter().any(begins)
    })
}

/// A source ends before words that tell where, when and to whom it is said, and
/// before the verb of what is said.
fn cut(view: &View<'_>, from: usize, to: usize) -> usize {
    let ends = |at: &usize| {
        let day =
            view.token(*at).is_some_and(|it| view.within(List::Weekday, it.span).next().is_some());
        day || view.plays(*at, Part::Tail) || view.plays(*at, Part::Auxiliary)
    };
    (from + 1..to).find(ends).unwrap_or(to)
}

/// Where a source that ends before token `end` starts. An apposition between
/// commas ("X, peneliti Y, mengatakan") belongs to it.
pub(super) fn backward(view: &View<'_>, end: usize) -> usize {
    let mut start = end;
    let floor = end.saturating_sub(LONGEST_SOURCE);
    if start.checked_sub(1).is_some_and(|it| view.word(it) == ",") {
        start -= 1;
        while floor < start && !ends_source(view, start - 1) {
            start -= 1;
        }
        // "X, direktur A, dan ketua B, mengatakan".
        while floor < start && view.word(start - 1) == "," {
            start -= 1;
            let office = start + 1;
            while floor < start && !ends_source(view, start - 1) {
                start -= 1;
            }
            let more = is_noun(view, office) || is_noun(view, office + 1);
            if !(more && floor < start && is_noun(view, start)) {
                break;
            }
        }
    }
    while floor < start && !ends_source(view, start - 1) {
        start -= 1;
    }
    // "Dirjen Pajak, Darmin Nasution mengatakan": the office before the name.
    let named = end.checked_sub(start).is_some_and(|it| it <= 4)
        && view.word(start).starts_with(char::is_uppercase);
    if named && start.checked_sub(1).is_some_and(|it| view.word(it) == ",") {
        let mut office = start - 1;
        while floor < office && !ends_source(view, office - 1) {
            office -= 1;
        }
        let is_office = stretch(view, office, start - 1).is_some_and(|it| {
            view.within(List::PersonNoun, it).any(|it| local(view, it).0 <= office + 1)
        });
        if is_office {
            return office;
        }
    }
    start
}

/// "Korea Utara membela kerja sama itu, menyebut …": a comma stands between the
/// verb and a whole clause, of which only the name at its start is the source.
/// Where that name ends; `None` where the source stands right before the verb.
pub(super) fn detached(view: &View<'_>, from: usize, verb: usize) -> Option<usize> {
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
    // "The report": a paper and no verb.
    let paper = at
        .checked_sub(1)
        .is_some_and(|it| view.plays(it, Part::Known) || view.plays(it, Part::Indefinite))
        && view.within(List::Document, token.span).next().is_some();
    view.plays(at, Part::Boundary)
        || !paper
            && view.within(List::SpeechVerb, token.span).any(|it| {
                it.span.contains(token.span)
                    && !it.only_at_quote()
                    && it.class() != Some(CueClass::Passive)
            })
}

/// Without words between a source and its verb ("juga", "had") and without a
/// conjunction before it. `None` where the verb belongs to a relative clause.
pub(super) fn without_tail(view: &View<'_>, source: Span) -> Option<Span> {
    // "Lebih lanjut Anwar": a connective without its comma.
    let joined = view
        .within(List::Connective, source)
        .find(|it| it.span.start() == source.start() && it.span.end() < source.end());
    let source = match joined.and_then(|it| view.token(local(view, it).1)) {
        Some(next) if next.span.start() < source.end() => {
            Span::new(next.span.start(), source.end())
        }
        _ => source,
    };
    let first = source.of(view.text).split(' ').next()?;
    let led = view.is_part(first, Part::Lead) && first.len() < source.len();
    let source = match led {
        true => Span::new(source.start() + first.len() + 1, source.end()),
        false => source,
    };
    let text = source.of(view.text);
    let last = text.rsplit(' ').next()?;
    // Not the World Health Organization.
    if view.is_part(last, Part::Relative) && !last.chars().all(char::is_uppercase) {
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

pub(super) fn stretch(view: &View<'_>, from: usize, to: usize) -> Option<Span> {
    let first = view.token(from)?;
    let last = view.token(to.checked_sub(1)?)?;
    (from < to).then(|| first.span.cover(last.span))
}

/// From a token to the sentence's end, a comma or a mark at its start left out.
pub(super) fn after(view: &View<'_>, mut from: usize) -> Option<Span> {
    while view.token(from).is_some_and(|it| it.kind == TokenKind::Sign) {
        from += 1;
    }
    let start = view.token(from)?.span.start();
    Some(Span::new(start, view.span.end()))
}

pub(super) fn between(view: &View<'_>, start: usize, end: usize) -> Option<Span> {
    let span = trimmed(view.text, Span::new(start, end));
    (!span.is_empty()).then_some(span)
}

/// Without blanks, commas and quotation marks at its ends.
pub(super) fn trimmed(text: &str, span: Span) -> Span {
    let source = span.of(text);
    let edge =
        |it: char| it.is_whitespace() || matches!(it, ',' | '"' | '“' | '”' | '«' | '»' | '\0');
    let tail = |it: char| edge(it) || matches!(it, '.' | ':' | ';');
    let start = source.len() - source.trim_start_matches(edge).len();
    let end = source.trim_end_matches(tail).len();
    Span::new(span.start() + start.min(end), span.start() + end)
}
