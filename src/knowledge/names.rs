//! Names in a text: one lookup per word, longest match first.
//!
//! Text and names are normalised alike: case folded, diacritics dropped, and
//! of the signs only those inside a word are passed over, so that "Kim
//! Jong-un", "KIM JONG UN" and "Kim Jong Un" are one. Words keep their places
//! in the text, so no offsets need to be carried back. Each name's case rule
//! is checked on the text as it stands: "as" is a word, "AS" a country.

use crate::knowledge::normal::is_normal;
use crate::knowledge::{Base, EntityId, EntityKind};
use crate::lang::{Lang, Token, TokenKind};
use crate::text::Span;

/// One way to name an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    pub text: &'static str,
    /// The normal forms of the words behind the first, with blanks between.
    pub(super) rest: &'static str,
    /// A bit for each word that has a capital.
    pub(super) capitals: u32,
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
    /// Indices for [`Base::name`]; never empty.
    pub names: Vec<u32>,
}

/// Endings that Indonesian hangs on any word, and so on names.
const CLITICS: [&str; 4] = ["nya", "lah", "kah", "pun"];

/// A shorter stem is too likely to be the beginning of another word.
const STEM: usize = 4;

/// The names in `text`, from left to right, none inside another: at each word
/// the longest wins. A name of another language counts where it is long enough
/// not to be a word of this one.
pub(super) fn find(base: &Base, text: &str, tokens: &[Token], lang: Lang) -> Vec<Found> {
    let reader = Reader { base, text, tokens, lang };
    let mut res = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match reader.longest(at) {
            Some(found) => {
                at = found.end;
                res.push(found);
            }
            None => at += 1,
        }
    }
    res
}

struct Reader<'a> {
    base: &'a Base,
    text: &'a str,
    tokens: &'a [Token],
    lang: Lang,
}

/// The names of the longest stretch so far.
#[derive(Default)]
struct Best {
    /// Words behind the first.
    words: usize,
    end: usize,
    names: Vec<u32>,
}

impl Reader<'_> {
    fn longest(&self, at: usize) -> Option<Found> {
        let first = self.tokens.get(at).filter(|it| it.kind != TokenKind::Sign)?;
        let word = first.span.of(self.text);
        // Names start with a capital or a figure; "al-Sisi" is the exception.
        if !first.capital && first.kind != TokenKind::Number && word != "al" {
            return None;
        }
        let mut best = Best::default();
        // The newsroom's own names come first among names of one length.
        for index in self.base.added_beginning(word) {
            self.consider(at, index, &mut best);
        }
        for index in self.base.built_beginning(word) {
            if !self.consider(at, index, &mut best) {
                break;
            }
        }
        if best.names.is_empty() {
            return self.without_clitic(at, word);
        }
        let last = self.tokens.get(best.end - 1)?;
        let span = first.span.cover(last.span);
        let names = self.base.rule(best.names, span, self.text);
        (!names.is_empty()).then_some(Found { span, first: at, end: best.end, names })
    }

    /// Takes a name in if it stands here and is not shorter than the best.
    /// Whether shorter ones are still worth a look.
    fn consider(&self, at: usize, index: u32, best: &mut Best) -> bool {
        let rest = self.base.rest(index);
        let words = || if rest.is_empty() { 0 } else { rest.split(' ').count() };
        if !best.names.is_empty() && words() < best.words {
            return false;
        }
        let Some(end) = self.match_rest(at, rest) else { return true };
        if !self.fits(index, at, end) {
            return true;
        }
        let words = words();
        if best.words < words {
            best.names.clear();
        }
        *best = Best { words, end, names: std::mem::take(&mut best.names) };
        best.names.push(index);
        true
    }

    /// Whether the words of `rest` follow token `at`; the end of the match.
    fn match_rest(&self, at: usize, rest: &str) -> Option<usize> {
        let Reader { text, tokens, .. } = *self;
        let mut end = at + 1;
        if rest.is_empty() {
            return Some(end);
        }
        for word in rest.split(' ') {
            let before = tokens.get(end - 1)?;
            let mut token = tokens.get(end)?;
            let gap = Span::new(before.span.end(), token.span.start());
            if token.kind == TokenKind::Sign {
                // A sign inside a name touches both its neighbours, or is a
                // stop behind an initial.
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
            if !is_normal(token.span.of(text), word) {
                return None;
            }
            end += 1;
        }
        Some(end)
    }

    fn fits(&self, index: u32, at: usize, end: usize) -> bool {
        let Some(name) = self.base.name(index) else { return false };
        let foreign = name.lang.is_some_and(|it| it != self.lang);
        if foreign && (name.text.len() < 6 || name.kind == NameKind::Demonym) {
            return false;
        }
        let tokens = self.tokens.get(at..end).unwrap_or_default();
        match name.case {
            Case::Exact => {
                let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
                    return false;
                };
                same_but_for_spaces(first.span.cover(last.span).of(self.text), name.text)
            }
            Case::Initial => {
                let words = tokens.iter().filter(|it| it.kind != TokenKind::Sign);
                words.take(32).enumerate().all(|(at, token)| {
                    name.capitals >> at & 1 == 0
                        || token.span.of(self.text).starts_with(char::is_uppercase)
                })
            }
        }
    }

    /// "Rusialah": a name with an ending, where the whole is no name itself.
    /// The ending is no part of what is found.
    fn without_clitic(&self, at: usize, word: &str) -> Option<Found> {
        if self.lang != Lang::Id {
            return None;
        }
        let stem = CLITICS.iter().find_map(|it| word.strip_suffix(it))?;
        if stem.len() < STEM {
            return None;
        }
        let is_meant = |index: &u32| {
            let Some(name) = self.base.name(*index) else { return false };
            name.rest.is_empty()
                && name.gate == Gate::Free
                && name.case == Case::Initial
                && name.kind != NameKind::Demonym
                && self.base.kind(name.entity) != EntityKind::Place
                && name.lang.is_none_or(|it| it == self.lang)
        };
        let all =
            self.base.added_beginning(stem).into_iter().chain(self.base.built_beginning(stem));
        let names: Vec<u32> = all.filter(is_meant).collect();
        let start = self.tokens.get(at)?.span.start();
        let span = Span::new(start, start + stem.len());
        let names = self.base.rule(names, span, self.text);
        (!names.is_empty()).then_some(Found { span, first: at, end: at + 1, names })
    }
}

fn same_but_for_spaces(a: &str, b: &str) -> bool {
    let bare = |it: &str| -> bool { it.ends_with('.') };
    let cut = |it| str::trim_end_matches(it, '.').split_whitespace();
    if bare(a) || bare(b) {
        cut(a).eq(cut(b))
    } else {
        a.split_whitespace().eq(b.split_whitespace())
    }
}

macro_rules! words {
    ($type:ident { $($variant:ident = $word:literal),* $(,)? }) => {
        impl $type {
            /// The word of the tables.
            pub fn word(self) -> &'static str {
                match self { $($type::$variant => $word),* }
            }

            /// The value of a word that is in the tables; the first for others.
            pub(super) fn of(word: &str) -> $type {
                let all = [$($type::$variant),*];
                all.into_iter().find(|it| it.word() == word).unwrap_or(all[0])
            }
        }
    };
}

words!(NameKind {
    Name = "name",
    Surname = "surname",
    Alias = "alias",
    Acronym = "acronym",
    Demonym = "demonym",
    Capital = "capital",
    Metonym = "metonym",
    Formal = "formal",
    Historic = "historic",
});
words!(Case { Exact = "exact", Initial = "initial" });
words!(Gate {
    Free = "free",
    AfterFull = "after_full",
    Context = "context",
    Disambiguate = "disambiguate",
    Metonym = "metonym",
});
