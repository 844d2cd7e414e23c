//! Where a source and what it says begin and end.

use crate::detect::attribution::refused::is_within_noun;
use crate::detect::attribution::trim::is_beside;
use crate::detect::view::View;
use crate::lang::{CueClass, Lang, List, Mark, Part, TokenKind};
use crate::text::Span;

/// A source has at most so many tokens.
const LONGEST_SOURCE: usize = 18;

/// Who is told has at most so many tokens.
const LONGEST_LISTENER: usize = 7;

/// What is said before a cue: from the start of the sentence, or of the
/// quotation that ends there and began in an earlier one.
pub(super) fn said_before(view: &View<'_>, cue: usize) -> Option<Span> {
    let cue = view.token(cue)?.span.start();
    // Ends stand in order, as quotations do.
    let near = view.quotes.partition_point(|it| it.span.end() + 2 < cue);
    let quote = view.quotes.get(near).filter(|it| it.span.end() <= cue);
    let quote = quote.filter(|it| it.span.start() < view.span.start());
    let from = quote.map_or(view.span.start(), |it| it.inner.start());
    between(view, from, cue)
}

/// What is said behind a source that breaks it: "X, kata Y, Z", "“X,” kata Y, “Z”".
pub(super) fn goes_on(view: &View<'_>, cue: usize, source_end: usize) -> Option<Span> {
    let before = cue.checked_sub(1).map_or("", |it| view.word(it));
    let from = view.token(source_end)?.span.end();
    if is_mark(before) {
        let behind = view.quotes.partition_point(|it| it.span.start() < from);
        let quote = view.quotes.get(behind).filter(|it| it.span.start() < view.span.end())?;
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
    // "…, kata Y kepada Z, …".
    let (goes_on, first) = match listener(view, source_end).filter(|_| before == ",") {
        Some(comma) => (true, comma + 1),
        None => (goes_on, first),
    };
    if !goes_on || day(first) || view.tokens.len() < first + 4 {
        return None;
    }
    let start = view.token(first)?.span.start();
    between(view, start, view.span.end())
}

/// "Kepada Kabar Kota, turun …": the comma behind who is told, where a clause follows.
fn listener(view: &View<'_>, at: usize) -> Option<usize> {
    if !view.plays(at, Part::Listener) {
        return None;
    }
    let comma = (at..at + LONGEST_LISTENER).find(|it| view.word(*it) == ",")?;
    let parts = [Part::Tail, Part::Boundary, Part::Relative, Part::Lead];
    let more = parts.iter().any(|it| view.plays(comma + 1, *it));
    let name = view.word(comma + 1).starts_with(char::is_uppercase);
    (!more && !name).then_some(comma)
}

pub(super) fn ends_statement(view: &View<'_>, at: usize) -> bool {
    matches!(view.word(at), "" | "," | "." | ";" | ":")
}

pub(super) fn is_mark(word: &str) -> bool {
    matches!(word, "\"" | "”" | "“" | "»" | "«" | "’" | "‘")
}

/// Whether a closed quotation ends at a byte, or as many before it.
pub(super) fn closes_at(view: &View<'_>, byte: usize, before: usize) -> bool {
    let least = byte.saturating_sub(before);
    let at = view.quotes.partition_point(|it| it.span.end() < least);
    view.quotes.get(at).is_some_and(|it| it.closed && it.span.end() <= byte)
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
    end = before_day(view, end);
    // "X di Jakarta", without its comma.
    let floor = end.saturating_sub(LONGEST_SOURCE);
    let start = (floor..end).rev().find(|it| view.word(*it) == ",").map_or(floor, |it| it + 1);
    let tail = if end < verb { Part::Tail } else { Part::Channel };
    (start + 1..end).find(|it| view.plays(*it, tail)).unwrap_or(end)
}

/// "The High Court in Dublin on Thursday ordered": where the source ends that the day and the
/// place of what it does part from its verb.
fn before_day(view: &View<'_>, verb: usize) -> usize {
    let on = verb.checked_sub(2).filter(|it| view.lang == Lang::En && view.word(*it) == "on");
    let day = |at: usize| {
        view.token(at).is_some_and(|it| view.within(List::Weekday, it.span).next().is_some())
    };
    let Some(on) = on.filter(|it| day(it + 1)) else { return verb };
    let high = |at: &usize| view.word(*at).starts_with(char::is_uppercase);
    let named = (0..on).rev().take_while(high).count();
    let place = on - named;
    match place.checked_sub(1) {
        Some(it) if 0 < named && 0 < it && view.word(it) == "in" => it,
        _ => on,
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
    if at_quote && let Some(end) = told_apart(view, from, to) {
        return (end, end);
    }
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
    // "Dr. Reza Hidayat".
    let short = view.word(to + 1).len() <= 4 && view.word(to + 2) == "." && named(to + 3);
    let titled = if short { 2 } else { 0 };
    let name = titled + (to + 1 + titled..).take_while(|it| named(*it)).count();
    // "Menurut Menteri Negara BUMN, Sugiharto, …", and at a quotation also
    // "kata Direktur Keuangan, Kevin Wong di Jakarta".
    let closed =
        0 < name && name <= 3 + titled && matches!(view.word(to + 1 + name), "," | "." | "");
    if (office || is_noun(view, from)) && (closed || at_quote && 0 < name) {
        let end = if closed { to + 1 + name } else { cut(view, to + 1, forward(view, to + 1)) };
        return (end, end);
    }
    if at_quote && is_apposition(view, to + 1) {
        let end = match view.plays(to + 1, Part::Apart) {
            true => clause(view, to + 1),
            false => forward(view, to + 1),
        };
        let end = if view.lang == Lang::Id { cut_apposition(view, to + 1, end) } else { end };
        return (end, end);
    }
    // "Ujar ketuanya, Lukas Tanoto".
    let whose = to == from + 1 && view.word(from).ends_with("nya") && view.lang == Lang::Id;
    if at_quote && whose && (1..=3).contains(&name) {
        return (to + 1 + name, to + 1 + name);
    }
    (to, to)
}

/// "Kata dosen di Yogyakarta itu", "kata aktivis yang mendampingi warga itu": where the
/// words end that tell somebody apart.
fn told_apart(view: &View<'_>, from: usize, to: usize) -> Option<usize> {
    if view.lang != Lang::Id || view.word(from).starts_with(char::is_uppercase) {
        return None;
    }
    let goes_on = view.plays(to, Part::Tail)
        || view.plays(to, Part::Auxiliary) && view.plays(to - 1, Part::Relative);
    let limit = view.tokens.len().min(to + LONGEST_SOURCE / 2);
    let apart = |it: &usize| view.plays(*it, Part::Apart) && view.plays(*it, Part::Definite);
    let near = (to..limit).take_while(|it| !is_mark(view.word(*it)) && view.word(*it) != ",");
    let end = near.take_while(|it| view.word(*it) != ".").find(apart)? + 1;
    let closes = ends_statement(view, end) || view.plays(end, Part::Tail);
    (goes_on && closes).then_some(end)
}

/// "Said John Smith, a professor at Yale", "said Lena Brandt, who heads it", "said
/// Ruta Tekiau, Kiribati's minister", "kata Devi, pejabat kota".
fn is_apposition(view: &View<'_>, at: usize) -> bool {
    if view.lang == Lang::Id {
        return is_noun(view, at);
    }
    if matches!(view.word(at), "a" | "an") {
        return true;
    }
    let led = view.plays(at, Part::Indefinite) || view.plays(at, Part::Known);
    let whose = (at + 1..at + 4).any(|it| matches!(view.word(it), "’" | "'"))
        || view.word(at).ends_with("'s")
        || view.word(at).ends_with("’s");
    view.word(at) == "who"
        || is_noun(view, at)
        || (led || whose) && (at + 1..at + 7).any(|it| is_noun(view, it))
}

/// Where a clause between commas ends.
fn clause(view: &View<'_>, from: usize) -> usize {
    let limit = view.tokens.len().min(from + LONGEST_SOURCE);
    let ends =
        |it: &usize| ends_statement(view, *it) || is_mark(view.word(*it)) || view.word(*it) == "—";
    (from..limit).find(ends).unwrap_or(limit)
}

/// As [`cut`], but "pedagang di Pasar Induk" is one trade.
fn cut_apposition(view: &View<'_>, from: usize, to: usize) -> usize {
    let end = cut(view, from, to);
    let place = view
        .token(end)
        .is_some_and(|it| view.within(List::PlacePreposition, it.span).next().is_some());
    let named = |it: usize| view.word(it).starts_with(char::is_uppercase);
    if end < to && place && named(end + 1) && !named(end.saturating_sub(1)) {
        (end + 1..to).find(|it| !named(*it)).unwrap_or(to)
    } else {
        end
    }
}

/// Whether an office or a trade begins with a token.
fn is_noun(view: &View<'_>, at: usize) -> bool {
    view.token(at).is_some_and(|it| {
        let start = it.span.start();
        let from = view.marks.partition_point(|it| it.span.start() < start);
        let here = view.marks.get(from..).unwrap_or_default().iter();
        let mut here = here.take_while(|it| it.span.start() == start);
        here.any(|it| it.list == List::PersonNoun)
    })
}

/// A source ends before words that tell where, when and to whom it is said, and
/// before the verb of what is said.
fn cut(view: &View<'_>, from: usize, to: usize) -> usize {
    let ends = |at: &usize| {
        let day =
            view.token(*at).is_some_and(|it| view.within(List::Weekday, it.span).next().is_some());
        // "An adviser to one delegation".
        let of = view.plays(*at, Part::Infinitive)
            && is_noun(view, at - 1)
            && (view.plays(at + 1, Part::Indefinite)
                || view.plays(at + 1, Part::Known)
                || view.word(at + 1).starts_with(char::is_uppercase));
        day || view.plays(*at, Part::Tail) && !of && !unnamed_at(view, *at)
            || view.plays(*at, Part::Auxiliary)
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
        // "X, who asked not to be named because …, said".
        let who = (floor..start)
            .rev()
            .find(|it| view.word(*it) == "," && matches!(view.word(*it + 1), "who" | "whose"));
        start = who.map_or(start, |it| it + 1);
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

/// Signs and words that no source runs over.
fn ends_source(view: &View<'_>, at: usize) -> bool {
    let Some(token) = view.token(at) else { return true };
    let word = token.span.of(view.text);
    if token.kind == TokenKind::Sign {
        // The stop of an abbreviation belongs to the name: "Col. Adi".
        let inner = matches!(word, "-" | "‑" | "'" | "’" | "/" | "&" | "(" | ")")
            || (word == "." && token.span.end() < view.span.end());
        // ‘…,’ said X: no apostrophe.
        return !inner || closes_at(view, token.span.end(), 0);
    }
    // "The report", "its latest report": a paper and no verb.
    let led = |by: usize| {
        at.checked_sub(by)
            .is_some_and(|it| view.plays(it, Part::Known) || view.plays(it, Part::Indefinite))
    };
    // "A U.N. panel report, …": no verb stands right before a comma.
    let closed = matches!(view.word(at + 1), "," | "." | "") && (3..=7).any(led);
    let paper =
        (led(1) || led(2) || closed) && view.within(List::Document, token.span).next().is_some();
    // "Who asked not to be named" is part of who it is.
    let unnamed = unnamed_at(view, at);
    // "Donald Trump, asked about the talks, predicted": no verb of its own.
    let aside = at.checked_sub(1).is_some_and(|it| view.word(it) == ",")
        && word.ends_with("ed")
        && view.lang == Lang::En
        && is_beside(view, at + 1);
    let unnamed = unnamed || aside;
    !unnamed && view.plays(at, Part::Boundary)
        || !paper
            && !unnamed
            && view.within(List::SpeechVerb, token.span).any(|it| {
                it.span.contains(token.span)
                    && !it.only_at_quote()
                    && !is_within_noun(view, it)
                    && it.class() != Some(CueClass::Passive)
            })
}

/// Whether a token stands in a phrase that refuses a name.
fn unnamed_at(view: &View<'_>, at: usize) -> bool {
    let at = view.base + at;
    let until = view.marks.partition_point(|it| it.first as usize <= at);
    let near = view.marks.get(until.saturating_sub(16)..until).unwrap_or_default();
    near.iter().any(|it| it.list == List::Anonymous && at < it.end as usize)
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
    if let Some(inner) = source.trim().strip_prefix('‘').and_then(|it| it.strip_suffix('’'))
        && !inner.contains('‘')
    {
        let start = span.start() + source.len() - source.trim_start().len() + '‘'.len_utf8();
        return trimmed(text, Span::new(start, start + inner.len()));
    }
    let edge =
        |it: char| it.is_whitespace() || matches!(it, ',' | '"' | '“' | '”' | '«' | '»' | '\0');
    let tail = |it: char| edge(it) || matches!(it, '.' | ':' | ';');
    let start = source.len() - source.trim_start_matches(edge).len();
    let end = source.trim_end_matches(tail).len();
    Span::new(span.start() + start.min(end), span.start() + end)
}
