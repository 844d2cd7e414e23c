//! What an article calls a person that it names.

use crate::detect::stranger::Sighting;
use crate::detect::{Article, Facts, Sentence};
use crate::lang::{Lang, List, Mark, TokenKind, Tongue};
use crate::text::Span;

/// A title has no more words.
const TITLE: usize = 8;

/// So many words may stand between "a" and what somebody is.
const MODIFIERS: usize = 3;

/// So many marks before a name may reach its title.
const NEAR: usize = 16;

/// So many bytes behind a name what somebody is may stand.
const BEHIND: usize = 48;

/// The title before a name ("Kepala Dinas Perhubungan Ratna", "Its president,
/// Mahmud,"), or behind it with a comma: "Sekar, peneliti di Lembaga Arus, …".
pub(super) fn title(article: &Article, place: &Sighting) -> Option<String> {
    let (placed, facts, _) = article.passage(place.passage)?;
    let prose = placed.passage.prose();
    let start = place.span.start().checked_sub(placed.start)?;
    let name = Span::new(start, start + place.span.len());
    let sentence = facts.sentence_at(start)?;
    let marks = facts.marks.get(sentence.marks.clone())?;
    // Only what stands beside the name can be its title.
    let first = marks.partition_point(|it| it.span.start() < start).saturating_sub(NEAR);
    let near = marks.iter().skip(first).take_while(|it| it.span.start() <= name.end() + BEHIND);
    let nouns: Vec<&Mark> = near.filter(|it| it.list == List::PersonNoun).collect();
    let right = |it: &&Mark| {
        it.span.end() <= start && Span::new(it.span.end(), start).of(prose).trim().is_empty()
    };
    let told = match nouns.iter().find(|it| right(it)) {
        Some(it) => Some(it.span.of(prose)),
        None => before(facts, prose, name, sentence, &nouns)
            .or_else(|| behind(facts, prose, name, sentence, &nouns)),
    };
    told.map(|it| it.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The longest phrase that a noun begins and the name, or a comma before it, ends.
fn before<'a>(
    facts: &Facts,
    prose: &'a str,
    name: Span,
    sentence: &Sentence,
    nouns: &[&Mark],
) -> Option<&'a str> {
    let Tongue::Known(lang) = facts.tongue else { return None };
    let lexicon = &lang.pack().lexicon;
    let at = facts.tokens.partition_point(|it| it.span.start() < name.start());
    let word = |at: usize| facts.tokens.get(at).map_or("", |it| it.span.of(prose));
    let comma = at.checked_sub(1).is_some_and(|it| word(it) == ",");
    let closed = matches!(prose.get(name.end()..)?.chars().next(), Some(',' | '.' | ')'));
    if comma && !closed || !comma && lang == Lang::En {
        return None;
    }
    let until = at - usize::from(comma);
    // "Ketua Serikat Tani Mandiri (STM) Rini Astuti"
    let bracket = lang == Lang::Id
        && at.checked_sub(3).is_some_and(|it| {
            (word(it), word(it + 2)) == ("(", ")") && !word(it + 1).contains(char::is_lowercase)
        });
    let until = if bracket { at - 3 } else { until };
    let of_title = |it: &usize| {
        let word = word(*it);
        let small = word.starts_with(char::is_lowercase);
        let verb = lang == Lang::Id
            && small
            && ["me", "ber", "di", "ter"].iter().any(|it| word.starts_with(it))
            && !nouns.iter().any(|noun| noun.first as usize == *it);
        let joint = matches!(word, "dan" | "di" | "of" | "the" | "for" | "and" | "at" | "itu");
        let function = small && lexicon.is_in(word, &[List::FunctionWord]) && !joint;
        facts.tokens.get(*it).is_some_and(|it| it.kind == TokenKind::Word)
            && sentence.tokens.contains(it)
            && !verb
            && !function
    };
    let first = (until.saturating_sub(TITLE)..until).rev().take_while(of_title).last()?;
    let noun = nouns.iter().find(|it| first <= it.first as usize && it.end as usize <= until)?;
    let last = facts.tokens.get(until.checked_sub(1)?)?;
    Some(noun.span.cover(last.span).of(prose))
}

/// What stands behind a name's comma.
fn behind<'a>(
    facts: &Facts,
    prose: &'a str,
    name: Span,
    sentence: &Sentence,
    nouns: &[&Mark],
) -> Option<&'a str> {
    let lexicon = &facts.tongue.nearest().pack().lexicon;
    let from = nouns.iter().filter(|it| name.end() <= it.span.start()).find_map(|it| {
        let gap = Span::new(name.end(), it.span.start()).of(prose).trim();
        if matches!(gap, "," | ", a" | ", an" | ", the" | "(" | ", seorang") {
            return Some(it.span.start());
        }
        // "Marta Kessel, a retired dairy farmer"
        let more = [", a ", ", an ", ", the "].iter().find_map(|it| gap.strip_prefix(it))?;
        let plain = |it: &str| {
            it.bytes().all(|it| it.is_ascii_lowercase() || it == b'-')
                && !lexicon.is_in(it, &[List::FunctionWord, List::SpeechVerb])
        };
        let few = more.split(' ').count() <= MODIFIERS && more.split(' ').all(plain);
        few.then(|| more.as_ptr().addr() - prose.as_ptr().addr())
    })?;
    let rest = Span::new(from, sentence.span.end()).of(prose);
    let cut = rest.find([',', '.', ';', ')', '”', '"']).unwrap_or(rest.len());
    let (told, rest) = rest.split_at_checked(cut)?;
    // "Menurut Intan, menteri belum tahu.": the comma ends who says so.
    let until = facts.marks.partition_point(|it| it.span.start() < name.start());
    let cue = facts.marks.get(..until)?.iter().rev().take(NEAR).any(|it| {
        it.list == List::AccordingTo
            && Span::new(it.span.end().min(name.start()), name.start()).of(prose).trim().is_empty()
    });
    if cue && !rest.starts_with(',') {
        return None;
    }
    let long = told.split_whitespace().count();
    let end = told
        .split_whitespace()
        .take(TITLE)
        .last()
        .map(|it| it.as_ptr().addr() - told.as_ptr().addr() + it.len());
    if long <= TITLE { Some(told) } else { told.get(..end?) }
}
