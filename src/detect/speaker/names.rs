//! Who is named in a stretch of the article, and what somebody is called there.

use crate::detect::names::Class;
use crate::detect::{Article, EntityKind, Facts, Sentence};
use crate::lang::{List, Mark, Part, TokenKind};
use crate::text::Span;

/// A name has at most so many words.
const LONGEST_NAME: usize = 4;

/// An office before a name in small letters, or what tells where, has at most so
/// many tokens.
const LONGEST_OFFICE: usize = 8;

/// One place where a person is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Person {
    /// Bytes of the article.
    pub(super) name: Span,
    /// Index into [`Article::entities`]; `None` where the base does not know who it is.
    pub(super) entity: Option<usize>,
    /// Index into [`Article::strangers`].
    pub(super) stranger: Option<usize>,
}

/// Everywhere that a person is named, in the article's order.
pub(super) fn persons(article: &Article) -> Vec<Person> {
    let is_person = |entity: usize| {
        let entity = article.entities().get(entity);
        entity.is_some_and(|it| article.base.kind(it.known) == EntityKind::Person)
    };
    let known = article.mentions().iter().filter(|it| is_person(it.entity));
    let known = known.map(|it| Person { name: it.span, entity: Some(it.entity), stranger: None });
    let mut res: Vec<Person> = known.collect();
    let strangers = article.strangers().iter().enumerate();
    for (at, it) in strangers.filter(|it| it.1.class == Class::Person) {
        let here = |it: &crate::detect::Sighting| it.span;
        let all = it.mentions.iter().map(here);
        res.extend(all.map(|name| Person { name, entity: None, stranger: Some(at) }));
    }
    res.sort_by_key(|it| it.name);
    res
}

/// Those that lie inside a stretch of the article.
pub(super) fn inside(all: &[Person], here: Span) -> impl Iterator<Item = Person> + Clone {
    let first = all.partition_point(|it| it.name.start() < here.start());
    let near = all.iter().skip(first).take_while(move |it| it.name.start() < here.end());
    near.copied().filter(move |it| here.contains(it.name))
}

/// The name at which a source that nobody knows is called: "Direktur TNK, Haris
/// Nasution", "Siti, pedagang di Pasar Induk", "Juru Bicara KPK Wira Santoso".
pub(super) fn own_name(text: &str, facts: &Facts, source: Span) -> Option<Span> {
    let first = facts.tokens.partition_point(|it| it.span.start() < source.start());
    let end = facts.tokens.partition_point(|it| it.span.start() < source.end());
    let tokens = facts.tokens.get(first..end)?;
    let words = |at: usize| tokens.get(at).map_or("", |it| it.span.of(text));
    let is_name = |at: usize| words(at).starts_with(char::is_uppercase);
    let listed = |at: usize| {
        tokens
            .get(at)
            .is_some_and(|it| facts.marks_in(it.span).iter().any(|it| it.list == List::PersonNoun))
    };
    let commas: Vec<usize> = (0..tokens.len()).filter(|it| words(*it) == ",").collect();
    let stretch = |from: usize, to: usize| {
        Some(tokens.get(from)?.span.cover(tokens.get(to.checked_sub(1)?)?.span))
    };
    // A name that stands alone between commas.
    let starts = commas.iter().map(|it| it + 1);
    let ends = commas.iter().skip(1).copied().chain([tokens.len()]);
    for (from, to) in starts.zip(ends) {
        // "Prof. Dr. Siti Aminah" is one, "M.Si." behind it is none.
        let title = |it: usize| words(it + 1) == ".";
        let from = from + 2 * (from..to).step_by(2).take_while(|it| title(*it)).count();
        let whole = from < to && to - from <= LONGEST_NAME && (from..to).all(is_name);
        let degree = (from..to).all(|it| words(it).len() <= 2 || words(it).contains('.'));
        if whole && !degree && !listed(from) {
            return stretch(from, to);
        }
    }
    // Else the last capitals of the first part.
    let to = commas.first().copied().unwrap_or(tokens.len());
    let last = (0..to).rev().find(|it| is_name(*it) && !listed(*it))?;
    // "Pelaku pasar": a capital that the start of the sentence asks for.
    let begins =
        facts.sentence_at(source.start()).is_some_and(|it| it.span.start() == source.start());
    if last == 0 && begins && 1 < to {
        return None;
    }
    let before = (0..=last).rev().take_while(|it| is_name(*it) && !listed(*it));
    let from = before.take(LONGEST_NAME).last()?;
    stretch(from, last + 1)
}

/// The name that a sentence begins with: "Aminata Sow has not been paid", "Anggota
/// Komisi XI Lestari Hutabarat meminta …", "Juru bicara kementerian, Laras Pertiwi,
/// menjawab …", "Di luar gedung, Bujang Rantau memanjatkan syukur". One capital at
/// its start is no name.
pub(super) fn opening_name(text: &str, facts: &Facts, sentence: &Sentence) -> Option<Span> {
    let tokens = facts.tokens_of(sentence);
    let lexicon = &facts.tongue.nearest().pack().lexicon;
    let word = |at: usize| tokens.get(at).map_or("", |it| it.span.of(text));
    let is_name = |at: usize| word(at).starts_with(char::is_uppercase);
    let run = |from: usize| (from..from + 2 * LONGEST_NAME).take_while(|it| is_name(*it)).count();
    let stretch = |from: usize, to: usize| {
        Some(tokens.get(from)?.span.cover(tokens.get(to.checked_sub(1)?)?.span))
    };
    let lists = |span: Span, list: List| facts.marks_in(span).iter().any(|it| it.list == list);
    let comma = |from: usize| (from..from + LONGEST_OFFICE).find(|it| word(*it) == ",");
    // An office in small letters, then the name: behind a comma, or right behind.
    let office = stretch(0, 2).is_some_and(|it| lists(it, List::PersonNoun));
    // "Oji, terpidana kasus pencurian, mengangkat tangan".
    if run(0) == 1 && word(1) == "," && stretch(2, 4).is_some_and(|it| lists(it, List::PersonNoun))
    {
        return stretch(0, 1);
    }
    let whose = word(0).ends_with("nya") && word(1) == ",";
    if (office || whose)
        && let Some(comma) = comma(0)
    {
        let name = run(comma + 1);
        if (whose || 2 <= name)
            && (1..=LONGEST_NAME).contains(&name)
            && word(comma + 1 + name) == ","
        {
            return stretch(comma + 1, comma + 1 + name);
        }
    }
    if office && run(0) < 2 {
        let small = (1..LONGEST_OFFICE).take_while(|it| {
            let sign = tokens.get(*it).is_none_or(|it| it.kind == TokenKind::Sign);
            let parts = [Part::Tail, Part::Relative, Part::Auxiliary, Part::Apart];
            !is_name(*it) && !sign && !parts.iter().any(|part| lexicon.plays(word(*it), *part))
        });
        let from = 1 + small.count();
        let name = run(from);
        return (2..=LONGEST_NAME).contains(&name).then(|| stretch(from, from + name))?;
    }
    // What tells where or when stands before it.
    let placed = stretch(0, 1).is_some_and(|it| lists(it, List::PlacePreposition));
    let placed = placed || lexicon.plays(&word(0).to_lowercase(), Part::Tail);
    let from = if placed { comma(1)? + 1 } else { 0 };
    let run = run(from);
    let span = stretch(from, from + run)?;
    // "A European diplomat".
    if lexicon.plays(&word(from).to_lowercase(), Part::Indefinite) {
        return None;
    }
    let office = lists(span, List::PersonNoun);
    // "Tetua Sungai Aro itu": an office without its name.
    let apart = lexicon.plays(word(from + run), Part::Apart)
        && lexicon.plays(word(from + run), Part::Definite);
    if run < 2 || apart || !office && (LONGEST_NAME <= run || lists(span, List::Institution)) {
        return None;
    }
    own_name(text, facts, span)
}

/// Whether a source calls somebody by an office or a trade, and not just a leader.
pub(super) fn is_office(text: &str, facts: &Facts, source: Span) -> bool {
    let lexicon = &facts.tongue.nearest().pack().lexicon;
    let leader = |it: &str| lexicon.plays(&it.to_lowercase(), Part::Leader);
    let noun = |it: &Mark| it.list == List::PersonNoun && source.contains(it.span);
    let mut nouns = facts.marks_in(source).iter().filter(|it| noun(it)).peekable();
    nouns.peek().is_some() && !nouns.any(|it| leader(it.span.of(text)))
}

/// The offices and trades in a source, in lower case.
pub(super) fn offices(text: &str, facts: &Facts, source: Span) -> Vec<String> {
    let noun = |it: &&Mark| it.list == List::PersonNoun && source.contains(it.span);
    let all = facts.marks_in(source).iter().filter(noun);
    all.map(|it| it.span.of(text).to_lowercase()).collect()
}

/// The words for persons in a source, in lower case.
pub(super) fn nouns(text: &str, facts: &Facts, source: Span) -> Vec<String> {
    let mut res = offices(text, facts, source);
    // "Geolog itu": what no list has is a noun here as well.
    let words = source.of(text).split_whitespace();
    let parts = [Part::Apart, Part::Definite, Part::Known, Part::Indefinite];
    let lexicon = &facts.tongue.nearest().pack().lexicon;
    let apart = |it: &str| parts.iter().any(|part| lexicon.plays(it, *part));
    let plain = words.filter(|it| !it.starts_with(char::is_uppercase) && !apart(it));
    res.extend(plain.take(2).map(str::to_owned));
    // "Geolog Hasan": the first word of a sentence.
    if let Some(first) = source.of(text).split_whitespace().next().filter(|it| !apart(it)) {
        res.push(first.to_lowercase());
    }
    res
}
