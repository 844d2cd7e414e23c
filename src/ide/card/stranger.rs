//! People whom the base does not know: what this article says of them.

use crate::detect::names::Class;
use crate::detect::{Article, Sighting};
use crate::ide::Snapshot;
use crate::ide::card::face::Face;
use crate::ide::shown::one_line;
use crate::lang::{List, Message, Token, TokenKind};
use crate::text::{Encoding, Span};

/// More words than this are a headline and no name.
const LONGEST: usize = 5;

/// A title has no more words.
const TITLE: usize = 5;

/// So many forms of a name are counted, and so many shown.
const MOST_FORMS: usize = 32;
const FORMS: usize = 5;

/// Somebody whom the article names and the base does not know.
pub(in crate::ide) struct Stranger {
    /// Bytes of the article.
    pub(in crate::ide) span: Span,
    pub(in crate::ide) name: String,
    /// No place and no organisation.
    pub(in crate::ide) is_person: bool,
    /// What the article calls them: "peneliti", "Ketua DPRD".
    pub(in crate::ide) title: Option<String>,
    /// Bytes of the article: where the full name first stands.
    first: Span,
    count: usize,
    /// How it is written, each with how often, the most frequent first.
    forms: Vec<(String, usize)>,
}

/// The stranger whose name a caret at this byte touches: one that was
/// recognised, or else two capitalised words
/// or more that no entity takes, and that a title or a speech verb makes a
/// person's somewhere in the article.
pub(in crate::ide) fn stranger_at(article: &Article, byte: usize) -> Option<Stranger> {
    recognised(article, byte).or_else(|| capitalised(article, byte))
}

fn recognised(article: &Article, byte: usize) -> Option<Stranger> {
    let (it, place) = article.stranger_at(byte)?;
    Some(Stranger {
        span: place.span,
        name: one_line(&it.name),
        is_person: it.class == Class::Person,
        title: it.title.clone(),
        first: it.mentions.first()?.span,
        count: it.mentions.len(),
        forms: forms(article, &it.mentions),
    })
}

fn forms(article: &Article, mentions: &[Sighting]) -> Vec<(String, usize)> {
    let mut res: Vec<(String, usize)> = Vec::new();
    for text in mentions.iter().map(|it| one_line(article.text(it.span))) {
        let room = res.len() < MOST_FORMS;
        match res.iter_mut().find(|it| it.0 == text) {
            Some(known) => known.1 += 1,
            // A misprint more is not worth a look at all of them.
            None if room => res.push((text, 1)),
            None => {}
        }
    }
    res.sort_by_key(|it| std::cmp::Reverse(it.1));
    res
}

fn capitalised(article: &Article, byte: usize) -> Option<Stranger> {
    let at = article.passage_at(byte);
    let (placed, facts, _) = article.passage(at)?;
    let prose = placed.passage.prose();
    let inside = byte.checked_sub(placed.start)?;
    let sentence = facts.sentence_at(inside)?;
    let tokens = facts.tokens.get(sentence.tokens.clone())?;
    let touched = tokens.iter().position(|it| it.span.touches(inside) && is_name(it, prose))?;
    let is_next = |a: &Token, b: &Token| {
        is_name(b, prose) && Span::new(a.span.end(), b.span.start()).of(prose) == " "
    };
    let (mut first, mut last) = (touched, touched);
    while let (Some(before), Some(own)) =
        (first.checked_sub(1).and_then(|it| tokens.get(it)), tokens.get(first))
        && is_next(before, own)
        && is_name(before, prose)
    {
        first -= 1;
    }
    while let (Some(own), Some(next)) = (tokens.get(last), tokens.get(last + 1))
        && is_next(own, next)
    {
        last += 1;
    }
    // A title in capitals stands before the name: "Menteri Budi Santoso".
    let titles = facts.marks.iter().filter(|it| it.list == List::PersonNoun);
    let title_end = titles
        .filter(|it| sentence.tokens.start <= it.first as usize)
        .map(|it| it.end as usize - sentence.tokens.start)
        .filter(|it| first < *it && *it <= last)
        .max();
    let title_start = first;
    let first = title_end.unwrap_or(first);
    let words = last + 1 - first;
    if !(2..=LONGEST).contains(&words) || touched < first {
        return None;
    }
    let span = tokens.get(first)?.span.cover(tokens.get(last)?.span);
    let taken = facts.candidates.iter().any(|it| it.span.overlaps(span));
    if taken {
        return None;
    }
    let name = one_line(span.of(prose));
    let own_title = title_end.map(|end| (title_start, end));
    let title = own_title
        .and_then(|(start, end)| {
            let (a, b) = (tokens.get(start)?, tokens.get(end.checked_sub(1)?)?);
            Some(one_line(a.span.cover(b.span).of(prose)))
        })
        .or_else(|| title_of(article, &name));
    let (first, count) = places(article, &name)?;
    let speaks = article.passages().any(|(placed, facts, _)| {
        let text = placed.passage.prose();
        facts
            .attributions
            .iter()
            .any(|it| it.source.is_some_and(|it| it.of(text).contains(name.as_str())))
    });
    (title.is_some() || speaks).then(|| Stranger {
        span: span.shift(placed.start),
        name,
        is_person: true,
        title,
        first,
        count,
        forms: Vec::new(),
    })
}

fn is_name(token: &Token, prose: &str) -> bool {
    token.kind == TokenKind::Word && token.span.of(prose).starts_with(char::is_uppercase)
}

/// Where a name first stands, and how often it does, also by its last word.
fn places(article: &Article, name: &str) -> Option<(Span, usize)> {
    let short = name.rsplit(' ').next().unwrap_or(name);
    let mut first = None;
    let mut count = 0;
    for (placed, facts, _) in article.passages() {
        let prose = placed.passage.prose();
        if let (None, Some(at)) = (first, prose.find(name)) {
            first = Some(Span::new(at, at + name.len()).shift(placed.start));
        }
        count += facts.tokens.iter().filter(|it| it.span.of(prose) == short).count();
    }
    Some((first?, count))
}

/// What stands behind the name with a comma, or before it: "Sekar, peneliti di
/// Lembaga Arus, …".
fn title_of(article: &Article, name: &str) -> Option<String> {
    for (placed, facts, _) in article.passages() {
        let prose = placed.passage.prose();
        for (at, _) in prose.match_indices(name) {
            let end = at + name.len();
            let sentence = facts.sentence_at(at)?;
            let noun = |it: &&crate::lang::Mark| it.list == List::PersonNoun;
            let behind = facts.marks.iter().filter(noun).find(|it| {
                let gap = Span::new(end, it.span.start()).of(prose).trim();
                end <= it.span.start()
                    && matches!(gap, "," | ", a" | ", an" | ", the" | "(" | ", seorang")
            });
            if let Some(mark) = behind {
                let rest = Span::new(mark.span.start(), sentence.span.end()).of(prose);
                let cut = rest.split([',', '.', ';', ')', '”', '"']).next().unwrap_or(rest);
                let words: Vec<&str> = cut.split_whitespace().take(TITLE + 3).collect();
                return Some(words.join(" "));
            }
            let before = facts.marks.iter().filter(noun).find(|it| {
                it.span.end() <= at && Span::new(it.span.end(), at).of(prose).trim().is_empty()
            });
            if let Some(mark) = before {
                return Some(one_line(mark.span.of(prose)));
            }
        }
    }
    None
}

impl Stranger {
    pub(super) fn lines(&self, snapshot: &Snapshot, face: &Face<'_>) -> Vec<String> {
        let line = snapshot.buffer().position(self.first.start(), Encoding::Utf8).line + 1;
        let mut who = format!("**{}** · {}", self.name, face.word("card-stranger"));
        if let Some(title) = &self.title {
            who = format!("**{}** · {title} · {}", self.name, face.word("card-stranger"));
        }
        let forms = self.forms.iter().take(FORMS).map(|it| format!("{} ({})", it.0, it.1));
        let forms = match self.forms.as_slice() {
            [] => format!("{} ({})", self.name, self.count),
            _ => forms.collect::<Vec<String>>().join(", "),
        };
        let message = Message::new("card-here")
            .with("count", self.count)
            .with("line", line)
            .with("forms", forms);
        vec![who, face.say(message), face.word("card-stranger-remedy")]
    }
}
