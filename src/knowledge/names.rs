//! Names in a text: one lookup per word, longest match first.
//!
//! Text and names are normalised alike: case folded, diacritics dropped, and
//! of the signs only those inside a word are passed over, so that "Kim
//! Jong-un", "KIM JONG UN" and "Kim Jong Un" are one. Each name's case rule is
//! checked on the text as it stands: "as" is a word, "AS" a country.

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::knowledge::EntityId;
use crate::lang::{Lang, Token, TokenKind, tokens};
use crate::text::Span;

/// One way to name an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    pub text: &'static str,
    pub entity: EntityId,
    pub kind: NameKind,
    /// `None`: in any language.
    pub lang: Option<Lang>,
    pub case: Case,
    pub gate: Gate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameKind {
    Name,
    Surname,
    Alias,
    Acronym,
    Demonym,
    /// A capital's name that stands for its country.
    Capital,
    /// Another name that stands for a country or an organisation.
    Metonym,
    Formal,
    Historic,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Case {
    /// As written.
    Exact,
    /// Capitals at least where the name has them.
    Initial,
}

/// What must be true before a name is taken for its entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gate {
    Free,
    /// Only behind a title, or once the full name has stood in the article.
    AfterFull,
    /// Only where something else in the article speaks for it.
    Context,
    /// Has rivals: the article must tell.
    Disambiguate,
    /// Stands for something else: only where a place is not meant.
    Metonym,
}

/// A stretch of text that is a name, and which ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub span: Span,
    /// Token indices, half-open.
    pub first: usize,
    pub end: usize,
    /// Indices for [`crate::knowledge::Base::name`]; never empty.
    pub names: Vec<u32>,
}

/// The words of a name behind its first.
type Rest = Box<[Box<str>]>;

#[derive(Default)]
pub(super) struct Names {
    names: Vec<Name>,
    /// By first word; the other words of each name; the longest first.
    by_first: FxHashMap<Box<str>, Vec<(Rest, u32)>>,
    by_entity: FxHashMap<EntityId, Vec<u32>>,
}

impl Names {
    pub(super) fn add(&mut self, name: Name) {
        let mut words = words(name.text).into_iter();
        let Some(first) = words.next() else { return };
        let index = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        let list = self.by_first.entry(first).or_default();
        let rest: Box<[Box<str>]> = words.collect();
        let at = list.partition_point(|(it, _)| rest.len() <= it.len());
        list.insert(at, (rest, index));
        self.by_entity.entry(name.entity).or_default().push(index);
        self.names.push(name);
    }

    pub(super) fn get(&self, index: u32) -> Option<&Name> {
        self.names.get(index as usize)
    }

    pub(super) fn begins(&self, word: &str) -> bool {
        self.by_first.contains_key(&normal(word))
    }

    pub(super) fn of(&self, entity: EntityId) -> impl Iterator<Item = &Name> {
        let indices = self.by_entity.get(&entity).map(Vec::as_slice).unwrap_or_default();
        indices.iter().filter_map(|it| self.get(*it))
    }

    /// The names in `text`, from left to right, none inside another: at each
    /// word the longest wins. A name of another language counts where it is
    /// long enough not to be a word of this one.
    pub(super) fn find(&self, text: &str, tokens: &[Token], lang: Lang) -> Vec<Found> {
        let mut res = Vec::new();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let found = (token.kind != TokenKind::Sign)
                .then(|| self.longest(text, tokens, at, lang))
                .flatten();
            match found {
                Some(found) => {
                    at = found.end;
                    res.push(found);
                }
                None => at += 1,
            }
        }
        res
    }

    fn longest(&self, text: &str, tokens: &[Token], at: usize, lang: Lang) -> Option<Found> {
        let first = tokens.get(at)?;
        let word = first.span.of(text);
        // Names start with a capital or a figure; "al-Sisi" is the exception.
        if !word.starts_with(|it: char| it.is_uppercase() || it.is_numeric()) && word != "al" {
            return None;
        }
        let list = self.by_first.get(&normal(word))?;
        let mut best: Option<Found> = None;
        for (rest, index) in list {
            let end = match &best {
                Some(it) if rest.len() < it.names.first().map_or(0, |it| self.len(*it)) => break,
                _ => match_rest(text, tokens, at, rest),
            };
            let Some(end) = end else { continue };
            let last = tokens.get(end - 1)?;
            let span = first.span.cover(last.span);
            if !self.fits(*index, span.of(text), lang) {
                continue;
            }
            match &mut best {
                Some(it) => it.names.push(*index),
                None => best = Some(Found { span, first: at, end, names: vec![*index] }),
            }
        }
        best
    }

    /// Words of a name behind its first.
    fn len(&self, index: u32) -> usize {
        self.get(index).map_or(0, |it| words(it.text).len().saturating_sub(1))
    }

    fn fits(&self, index: u32, text: &str, lang: Lang) -> bool {
        let Some(name) = self.get(index) else { return false };
        let foreign = name.lang.is_some_and(|it| it != lang);
        if foreign && (name.text.len() < 6 || name.kind == NameKind::Demonym) {
            return false;
        }
        match name.case {
            Case::Exact => same_but_for_spaces(text, name.text),
            Case::Initial => {
                let plain = |it: &str| -> Vec<bool> {
                    tokens(it, Span::new(0, it.len()))
                        .iter()
                        .filter(|it| it.kind != TokenKind::Sign)
                        .map(|token| token.span.of(it).starts_with(char::is_uppercase))
                        .collect()
                };
                let (there, wanted) = (plain(text), plain(name.text));
                wanted.iter().zip(&there).all(|(wanted, there)| *there || !*wanted)
            }
        }
    }
}

/// Whether the words of `rest` follow token `at`; the end of the match.
fn match_rest(text: &str, tokens: &[Token], at: usize, rest: &[Box<str>]) -> Option<usize> {
    let mut end = at + 1;
    for word in rest {
        let before = tokens.get(end - 1)?;
        let mut token = tokens.get(end)?;
        let gap = Span::new(before.span.end(), token.span.start());
        if token.kind == TokenKind::Sign {
            // A sign inside a name touches both its neighbours, or is a stop
            // behind an initial.
            let sign = token.span.of(text);
            let next = tokens.get(end + 1)?;
            let tight = gap.is_empty()
                && (token.span.end() == next.span.start() || matches!(sign, "." | "'" | "’"));
            if !tight || !matches!(sign, "-" | "‑" | "–" | "." | "'" | "’" | "ʻ" | "&") {
                return None;
            }
            end += 1;
            token = next;
        } else if !gap.of(text).chars().all(char::is_whitespace) {
            return None;
        }
        if normal(token.span.of(text)) != *word {
            return None;
        }
        end += 1;
    }
    Some(end)
}

fn words(text: &str) -> Vec<Box<str>> {
    tokens(text, Span::new(0, text.len()))
        .into_iter()
        .filter(|it| it.kind != TokenKind::Sign)
        .map(|it| normal(it.span.of(text)))
        .collect()
}

/// Case folded, diacritics dropped.
pub(super) fn normal(word: &str) -> Box<str> {
    if word.is_ascii() {
        return word.to_ascii_lowercase().into();
    }
    let plain: String = word.nfkd().filter(|it| !is_combining_mark(*it)).collect();
    let plain = plain.to_lowercase();
    let mapped: String = plain
        .chars()
        .map(|it| match it {
            'ı' => 'i',
            'ł' => 'l',
            'đ' => 'd',
            'ø' => 'o',
            other => other,
        })
        .collect();
    mapped.replace('ß', "ss").replace('æ', "ae").into()
}

fn same_but_for_spaces(a: &str, b: &str) -> bool {
    let bare = |it: &str| -> String {
        it.trim_end_matches('.').split_whitespace().collect::<Vec<&str>>().join(" ")
    };
    bare(a) == bare(b)
}
