//! A source without what is none of it, and what is said without what is none of that.

use crate::detect::attribution::bounds::local;
use crate::detect::dateline;
use crate::detect::view::View;
use crate::lang::{Lang, List, Part};
use crate::text::Span;

/// The dash behind a dateline is one of so many tokens.
const LONGEST_DATELINE: usize = 8;

/// "Rabu (10/12/2025)" has at most so many bytes.
const LONGEST_DAY: usize = 40;

/// A statement's ground is told within so many bytes: text without stops has no end.
const STATEMENT: usize = 4096;

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
        let capital = |at: usize| view.word(at).starts_with(char::is_uppercase);
        view.word(*it).starts_with(|it: char| it.is_uppercase() || matches!(it, '(' | ')' | '-'))
            || view.plays(*it, Part::Joint) && from < *it && capital(*it + 1)
    };
    Some(from + (from..comma).take_while(is_name).count())
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
    // "China has 600 warheads and adds …".
    if view.is_part(last, Part::Lead) {
        return None;
    }
    let mut end = text.trim_end().len();
    loop {
        let head = text.get(..end)?.trim_end_matches([' ', ',']);
        let word = head.rsplit(' ').next()?;
        let before = head.get(..head.len() - word.len())?.trim_end().rsplit(' ').next()?;
        // "Has long argued", "had repeatedly said".
        let how = view.lang == Lang::En
            && word.starts_with(char::is_lowercase)
            && (word == "long" || word.ends_with("ly"))
            && view.is_part(before, Part::Auxiliary);
        // "Berulang kali mengatakan".
        let often = view.lang == Lang::Id && word == "kali" && before == "berulang";
        if often {
            end = head.len() - "berulang kali".len();
            continue;
        }
        let helps = how || view.is_part(word, Part::Auxiliary);
        if !helps || word.len() == head.len() {
            return Some(Span::new(source.start(), source.start() + head.len()));
        }
        end = head.len() - word.len();
    }
}

/// "Beijing, which lost the bid", "Mayor Okoye, speaking elsewhere": without what the
/// source does beside speaking. Who somebody is stays.
pub(super) fn without_clause(view: &View<'_>, source: Span) -> Span {
    if view.lang != Lang::En {
        return source;
    }
    let (first, tokens) = view.tokens_in(source);
    let cut = (first + 1..first + tokens.len()).find(|at| {
        let word = view.word(at + 1);
        let does = word.ends_with("ing") || word.ends_with("ed") && is_beside(view, at + 2);
        let apart = matches!(word, "which" | "for" | "meanwhile" | "however" | "too");
        view.word(*at) == "," && (apart || does && word.chars().all(char::is_lowercase))
    });
    match cut.and_then(|it| view.token(it)) {
        Some(comma) => Span::new(source.start(), comma.span.start()),
        None => source,
    }
}

/// What follows a participle that tells what was done to somebody: "asked about".
pub(super) fn is_beside(view: &View<'_>, at: usize) -> bool {
    let parts = [Part::Tail, Part::By, Part::Aside];
    parts.iter().any(|it| view.plays(at, *it)) || view.word(at) == "about"
}

/// What is said, without the dateline before it and the day behind it; with the
/// sentences that stand in the same quotation.
pub(super) fn whole(view: &View<'_>, content: Span) -> Span {
    let mut content = content;
    if content.start() == view.span.start()
        && let Some(behind) = behind_dateline(view)
        && behind < content.end()
    {
        content = Span::new(behind, content.end());
    }
    let stop = |it: char| matches!(it, '.' | ':' | ';') || it.is_whitespace();
    let said = content.of(view.text).trim_end_matches(stop);
    if let Some(comma) = said.rfind(", ")
        && said.len() - comma <= LONGEST_DAY
    {
        let (first, tokens) = view.tokens_in(Span::new(content.start() + comma + 2, content.end()));
        let day = tokens.first().is_some_and(|it| {
            view.within(List::Weekday, it.span).any(|mark| local(view, mark).0 == first)
        });
        if day && !view.is_quoted(Span::new(content.end() - 1, content.end())) {
            content = Span::new(content.start(), content.start() + comma);
        }
    }
    // "That it may grow, citing new orders": the ground is not said.
    let near = Span::new(content.start(), content.end().min(content.start() + STATEMENT));
    let ground = view.within(List::AccordingTo, near).find(|it| {
        let at = local(view, it).0;
        let comma = at.checked_sub(1).is_some_and(|it| view.word(it) == ",");
        comma && view.plays(at, Part::Cites) && !view.is_quoted(it.span)
    });
    if let Some(it) = ground {
        content = Span::new(content.start(), it.span.start().max(content.start()));
    }
    let begins = view.quotes.partition_point(|it| it.inner.start() < content.start());
    let begins = view.quotes.get(begins).filter(|it| it.inner.start() <= content.start() + 4);
    match begins {
        Some(it) if view.span.end() <= content.end() + 4 && content.end() < it.inner.end() => {
            Span::new(content.start(), it.inner.end())
        }
        _ => content,
    }
}

/// Where the words begin behind "JAKARTA, KOMPAS — ", "Teheran, 3 Mei 2025 – ".
pub(in crate::detect) fn behind_dateline(view: &View<'_>) -> Option<usize> {
    if let Some(it) = dateline::read(view.text, view.span.start(), view.lang) {
        return Some(it.end);
    }
    let head = view.tokens.get(..view.tokens.len().min(LONGEST_DATELINE))?;
    let dash = head.iter().position(|it| matches!(it.span.of(view.text), "—" | "–" | "-"))?;
    let whole = Span::new(view.span.start(), head.get(dash)?.span.start());
    let words = whole.of(view.text);
    let apart = words.ends_with(' ') && !words.trim().is_empty();
    let day = view.dates.iter().find(|it| whole.contains(it.span));
    let place = day.map_or(whole, |it| Span::new(whole.start(), it.span.start()));
    let words = place.of(view.text).trim_end_matches([' ', ',', '(']);
    let place = Span::new(place.start(), place.start() + words.len());
    let known = view.candidates_in(place).first().is_some_and(|it| it.span == place);
    let next = head.get(dash + 1)?.span.start();
    (apart && known).then_some(next)
}
