//! From a mention to the other mentions of whom it names, from a pronoun to
//! its name, from a footnote's mark to its text.

use crate::detect::{Article, Form, Meant, Naming, Pointing, Stranger, Who};
use crate::ide::Snapshot;
use crate::knowledge::EntityId;
use crate::structure::BlockKind;
use crate::text::Span;

/// An article of more bytes is a book: what every move of the caret asks leaves out
/// what takes a look at all of it.
const USUAL: usize = 64 * 1024;

/// One place that names what the caret is on. Spans are bytes of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence {
    pub span: Span,
    pub part: Part,
}

/// What an occurrence does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// Says for the first time who is meant; a footnote's text.
    Introduces,
    /// Names it again; a footnote's mark.
    Names,
    /// Only points to it: "the president", "she".
    PointsBack,
}

/// Every place that means what the caret at `byte` is on, in order; that place
/// is one of them. Empty where the caret is on nothing, or on a word that may
/// mean several.
pub fn occurrences(snapshot: &Snapshot, byte: usize) -> Vec<Occurrence> {
    places(snapshot, byte, true)
}

/// The same, to be shown wherever the caret goes: while somebody types, and in an
/// article of no usual length, of words that point back only the one under the caret.
pub fn shown(snapshot: &Snapshot, byte: usize) -> Vec<Occurrence> {
    let rests = !snapshot.holds_back() && snapshot.buffer().len() <= USUAL;
    places(snapshot, byte, rests)
}

fn places(snapshot: &Snapshot, byte: usize, all: bool) -> Vec<Occurrence> {
    let article = snapshot.article();
    let with_words = |names, who| if all { with_words(article, names, who) } else { names };
    if let Some(it) = article.naming_at(byte) {
        return with_words(named(article, it.entity).collect(), Who::Entity(it.entity));
    }
    if let Some((it, _)) = article.stranger_at(byte) {
        let at = article.strangers().iter().position(|other| std::ptr::eq(other, it));
        let who = at.map_or(Who::Name, Who::Stranger);
        return with_words(seen(it).collect(), who);
    }
    let Some(Pointing { span, meant }) = article.pointing_at(byte) else {
        return footnotes(article, byte);
    };
    let [one] = meant.as_slice() else { return Vec::new() };
    let names = names_of(article, one);
    if names.is_empty() {
        return names;
    }
    let mut res = with_words(names, one.who);
    if !res.iter().any(|it| it.span.touches(byte)) {
        res.push(Occurrence { span, part: Part::PointsBack });
        res.sort_by_key(|it| it.span);
    }
    res
}

/// Names, and the words between them that mean the same person.
fn with_words(article: &Article, mut names: Vec<Occurrence>, who: Who) -> Vec<Occurrence> {
    let words = article.pointing_to(who).into_iter();
    let apart = |word: &Span| {
        let at = names.partition_point(|it| it.span.end() <= word.start());
        names.get(at).is_none_or(|it| word.end() <= it.span.start())
    };
    let words = words.filter(apart).map(|span| Occurrence { span, part: Part::PointsBack });
    let words: Vec<Occurrence> = words.collect();
    names.extend(words);
    names.sort_by_key(|it| it.span);
    names
}

/// What the caret is on, and where that is introduced: a word that points back
/// goes to the name it stands for, and to all that it may stand for where the
/// article does not settle it; a name to its first mention, a footnote's mark to
/// its text. The same place where it is introduced right here.
pub fn definition(snapshot: &Snapshot, byte: usize) -> Option<(Span, Vec<Span>)> {
    let article = snapshot.article();
    if let Some(it) = article.naming_at(byte) {
        return Some((it.span, vec![first(article, it.entity)?.span]));
    }
    if let Some((stranger, here)) = article.stranger_at(byte) {
        return Some((here.span, vec![stranger.mentions.first()?.span]));
    }
    if let Some(Pointing { span, meant }) = article.pointing_at(byte) {
        return Some((span, meant.iter().map(|it| it.name).collect()));
    }
    let all = footnotes(article, byte);
    let here = all.iter().find(|it| it.span.touches(byte))?;
    let text = all.iter().find(|it| it.part == Part::Introduces)?;
    Some((here.span, vec![text.span]))
}

/// A name under the caret, and the id of whom it names.
pub fn named_at(snapshot: &Snapshot, byte: usize) -> Option<(Span, &'static str)> {
    let article = snapshot.article();
    let it = article.naming_at(byte)?;
    Some((it.span, article.base.entry(it.entity).id))
}

/// What the caret is on, and where its article first gives it its full name;
/// where it never does, its first mention. A word that points back does so for
/// each that it may stand for.
pub fn declaration(snapshot: &Snapshot, byte: usize) -> Option<(Span, Vec<Span>)> {
    let article = snapshot.article();
    if let Some(it) = article.naming_at(byte) {
        return Some((it.span, vec![declared(article, it.entity)?]));
    }
    if article.stranger_at(byte).is_none()
        && let Some(Pointing { span, meant }) = article.pointing_at(byte)
    {
        let full = meant.iter().map(|it| match it.who {
            Who::Entity(at) => declared(article, at),
            Who::Stranger(at) => article.strangers().get(at)?.mentions.first().map(|it| it.span),
            Who::Name => None,
        });
        let full = full.zip(&meant).map(|(full, it)| full.unwrap_or(it.name)).collect();
        return Some((span, full));
    }
    definition(snapshot, byte)
}

fn declared(article: &Article, entity: EntityId) -> Option<Span> {
    let full = article.namings(entity).find(|it| it.form == Form::Full);
    Some(full.or_else(|| first(article, entity))?.span)
}

fn names_of(article: &Article, meant: &Meant) -> Vec<Occurrence> {
    match meant.who {
        Who::Entity(it) => named(article, it).collect(),
        Who::Stranger(at) => {
            article.strangers().get(at).map_or_else(Vec::new, |it| seen(it).collect())
        }
        Who::Name => vec![Occurrence { span: meant.name, part: Part::Introduces }],
    }
}

pub(super) fn points_back(form: Form) -> bool {
    matches!(form, Form::Nominal | Form::Pronoun)
}

fn first(article: &Article, entity: EntityId) -> Option<Naming> {
    let named = article.namings(entity).find(|it| !points_back(it.form));
    named.or_else(|| article.namings(entity).next())
}

fn named(article: &Article, entity: EntityId) -> impl Iterator<Item = Occurrence> {
    let first = first(article, entity).map(|it| it.span);
    article.namings(entity).map(move |it| {
        let part = match it.form {
            _ if first == Some(it.span) => Part::Introduces,
            form if points_back(form) => Part::PointsBack,
            _ => Part::Names,
        };
        Occurrence { span: it.span, part }
    })
}

/// Where somebody is named whom only the article knows.
fn seen(stranger: &Stranger) -> impl Iterator<Item = Occurrence> + '_ {
    stranger.mentions.iter().enumerate().map(|(at, it)| {
        let part = if at == 0 { Part::Introduces } else { Part::Names };
        Occurrence { span: it.span, part }
    })
}

/// The marks of the footnote that the caret is on, and its text.
fn footnotes(article: &Article, byte: usize) -> Vec<Occurrence> {
    let here = article.passage(article.passage_at(byte)).and_then(|(placed, ..)| {
        let local = byte.checked_sub(placed.start)?;
        let text = &placed.passage.text;
        let mark = placed.passage.links.iter().find(|it| it.touches(local) && is_mark(it.of(text)));
        let text_of = placed.passage.blocks.iter().find(|it| {
            it.kind == BlockKind::Footnote
                && label(it.span.of(text), it.span.start()).touches(local)
        });
        let label = mark.copied().or(text_of.map(|it| label(it.span.of(text), it.span.start())))?;
        Some(label.of(text).to_owned())
    });
    let Some(name) = here else { return Vec::new() };
    let mut res = Vec::new();
    for (placed, ..) in article.passages() {
        let text = &placed.passage.text;
        if !text.contains(&name) {
            continue;
        }
        let marks = placed.passage.links.iter().filter(|it| it.of(text) == name);
        res.extend(marks.map(|it| (*it, Part::Names)).map(|it| place(it, placed.start)));
        let notes = placed.passage.blocks.iter().filter(|it| it.kind == BlockKind::Footnote);
        let labels = notes.map(|it| label(it.span.of(text), it.span.start()));
        let own = labels.filter(|it| it.of(text) == name).map(|it| (it, Part::Introduces));
        res.extend(own.map(|it| place(it, placed.start)));
    }
    // A footnote's own label may count as a mark of it as well.
    res.sort_by_key(|it| (it.span, it.part != Part::Introduces));
    res.dedup_by_key(|it| it.span);
    res
}

fn place((span, part): (Span, Part), start: usize) -> Occurrence {
    Occurrence { span: span.shift(start), part }
}

fn is_mark(text: &str) -> bool {
    text.starts_with("[^") && text.ends_with(']')
}

/// The mark in front of a footnote's text, without its colon; empty where there
/// is none.
fn label(text: &str, start: usize) -> Span {
    let end = text.starts_with("[^").then(|| text.find("]:")).flatten();
    end.map_or(Span::default(), |it| Span::new(start, start + it + 1))
}
