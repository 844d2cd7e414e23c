//! Rules that are data: what to write instead of what. Each is a page and, for
//! each language, a table `seeds/lang/<tag>/rules/<rule>.tsv`; `build.rs`
//! finds them.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::detect::{Article, Facts, Sentence};
use crate::lang::{Beside, Lang, Message, Token, TokenKind, Tongue, tokens};
use crate::rules::{Check, Findings, Group, Level, Rule};
use crate::text::{Glossary, Span};

include!(concat!(env!("OUT_DIR"), "/tables.rs"));

/// The tables of one rule.
pub struct Table {
    /// Whether speakers' words are looked at, too.
    quotes: bool,
    /// Whether its words may begin a name.
    names: bool,
    /// By first word, in lower case.
    rows: FxHashMap<&'static str, Vec<Row>>,
}

/// The tokens of a passage with which a row of any table may begin: looked for
/// once, since most words begin none.
pub(super) struct Heads {
    /// Index of the token, and a bit for each table in the order of [`TABLES`].
    each: Vec<(usize, u64)>,
    all: u64,
}

impl Heads {
    pub(super) fn of(article: &Article, at: usize) -> Heads {
        static FIRSTS: LazyLock<[Glossary<u64>; 2]> = LazyLock::new(|| Lang::ALL.map(firsts));
        let mut res = Heads { each: Vec::new(), all: 0 };
        let Some((placed, facts, _)) = article.passage(at) else { return res };
        if facts.tongue != Tongue::Known(article.lang) {
            return res;
        }
        let Some(firsts) = FIRSTS.get(article.lang as usize).filter(|it| !it.is_empty()) else {
            return res;
        };
        let text = placed.passage.prose();
        for (index, token) in facts.tokens.iter().enumerate() {
            if token.kind == TokenKind::Word {
                let tables = tables(firsts, token.span.of(text), article.lang);
                if tables != 0 {
                    res.each.push((index, tables));
                    res.all |= tables;
                }
            }
        }
        res
    }

    /// The bit of a rule, if a row of its table may begin somewhere.
    pub(super) fn bit(&self, rule: &Rule) -> Option<u64> {
        if self.all == 0 {
            return None;
        }
        let at = TABLES.iter().position(|it| std::ptr::eq(*it, rule))?;
        Some(1 << at).filter(|it| self.all & it != 0)
    }
}

const _: () = assert!(TABLES.len() <= 64, "a table is a bit");

/// For each first word of a language's rows the tables that they are in.
fn firsts(lang: Lang) -> Glossary<u64> {
    let mut res: FxHashMap<&'static str, u64> = FxHashMap::default();
    for (at, rule) in TABLES.iter().enumerate() {
        let Check::Table(table) = rule.check else { continue };
        #[expect(clippy::iter_over_hash_type, reason = "bits have no order")]
        for (word, rows) in &table.rows {
            if rows.iter().any(|it| it.lang == lang) {
                *res.entry(word).or_default() |= 1 << at;
            }
        }
    }
    Glossary::new(res)
}

/// Of which tables a word may begin a row, with an ending or without.
fn tables(firsts: &Glossary<u64>, word: &str, lang: Lang) -> u64 {
    if !word.is_ascii() {
        // Letters may change their length with their case.
        return u64::MAX;
    }
    // With an ending of two or three letters.
    let stem = |size: usize| word.len().checked_sub(size).and_then(|it| word.get(..it));
    let own = |it: &str| firsts.get(it).copied().unwrap_or(0);
    let ended = || (2..=3).filter_map(stem).fold(0, |tables, it| tables | own(it));
    own(word) | if lang == Lang::Id && may_carry(word) { ended() } else { 0 }
}

/// Whether a word may end in one that others carry ("-nya", "-lah"), as its last
/// letters tell.
fn may_carry(word: &str) -> bool {
    static LAST: LazyLock<Vec<[u8; 2]>> = LazyLock::new(|| {
        let last = |it: &'static str| it.as_bytes().last_chunk::<2>().copied();
        Beside::Ending.words(Lang::Id).filter_map(last).collect()
    });
    let last = word.as_bytes().last_chunk::<2>();
    last.is_some_and(|it| LAST.contains(&it.map(|it| it.to_ascii_lowercase())))
}

/// "wrong" is to be "right", unless a word beside it says otherwise.
struct Row {
    lang: Lang,
    wrong: &'static str,
    right: &'static str,
    /// How many tokens `wrong` has, and the last of them.
    len: usize,
    last: &'static str,
    /// Only at the start of a sentence.
    first: bool,
    /// Words, or signs, right before it that make it right.
    unless_after: Vec<&'static str>,
    /// Words, or signs, right behind it that make it right.
    unless_before: Vec<&'static str>,
}

impl Table {
    fn new(quotes: bool, names: bool, texts: &[(Lang, &'static str)]) -> Table {
        let mut rows: FxHashMap<&'static str, Vec<Row>> = FxHashMap::default();
        for (lang, text) in texts {
            // Comments, then the names of the columns.
            for line in text.lines().filter(|it| !it.starts_with("# ")).skip(1) {
                let cells: Vec<&'static str> = line.split('\t').collect();
                let [wrong, right, rest @ ..] = cells.as_slice() else { continue };
                let words = tokens(wrong, Span::new(0, wrong.len()));
                let Some(head) = words.first() else { continue };
                let list = |at: usize| -> Vec<&'static str> {
                    let cell = rest.get(at).copied().unwrap_or_default();
                    cell.split('|').filter(|it| !it.is_empty()).collect()
                };
                let row = Row {
                    lang: *lang,
                    wrong,
                    right,
                    len: words.len(),
                    last: words.last().map_or("", |it| it.span.of(wrong)),
                    first: rest.first().is_some_and(|it| *it == "first"),
                    unless_after: list(1),
                    unless_before: list(2),
                };
                rows.entry(head.span.of(wrong)).or_default().push(row);
            }
        }
        // The longest match counts.
        rows.values_mut().for_each(|it| it.sort_by_key(|it| std::cmp::Reverse(it.len)));
        Table { quotes, names, rows }
    }

    /// `bit` is that of the table in `heads`.
    pub(super) fn check(
        &self,
        article: &Article,
        at: usize,
        (heads, bit): (&Heads, u64),
        findings: &mut Findings<'_>,
    ) {
        let Some((placed, facts, roles)) = article.passage(at) else { return };
        let text = placed.passage.prose();
        // Behind what was found last.
        let mut done = 0;
        for (index, _) in heads.each.iter().copied().filter(|it| it.1 & bit != 0) {
            let own = facts.sentences.partition_point(|it| it.tokens.end <= index);
            let Some(sentence) = facts.sentences.get(own).filter(|_| done <= index) else {
                continue;
            };
            let kind = placed.passage.blocks.get(sentence.block).map(|it| it.kind);
            if !kind.is_some_and(|it| it.is_prose()) {
                continue;
            }
            let heading = roles.get(sentence.block).is_some_and(|it| it.is_heading());
            let found = self.at(text, facts, sentence, index, article.lang);
            // A headline is no sentence.
            let found = found.filter(|it| !(heading && it.3));
            let Some((span, right, len, _)) = found else { continue };
            done = index + len;
            let opens = opens(text, facts, sentence, span);
            let Some(right) = in_case(span.of(text), &right, opens || heading) else {
                continue;
            };
            if !self.quotes && facts.is_quoted(span)
                || self.names && begins_name(text, facts, span, done)
            {
                continue;
            }
            let message =
                Message::new("better-word").with("wrong", span.of(text)).with("right", &right);
            let title = Message::new("better-word-fix").with("right", &right);
            let finding = findings.finding(span, message).fix(true, title, span, right);
            findings.add(finding);
        }
    }

    /// What stands at a token, what it should be, how many tokens it has, and
    /// whether it is wrong only as the start of a sentence.
    fn at(
        &self,
        text: &str,
        facts: &Facts,
        sentence: &Sentence,
        index: usize,
        lang: Lang,
    ) -> Option<(Span, String, usize, bool)> {
        let first = facts.tokens.get(index)?;
        let word = first.span.of(text);
        let small = word.bytes().all(|it| it.is_ascii() && !it.is_ascii_uppercase());
        let word = if small { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) };
        let (list, ending) = match self.rows.get(&*word) {
            Some(list) => (list, ""),
            None if lang != Lang::Id => return None,
            // It may carry an ending, and keeps it.
            None => (2..=3).rev().find_map(|size| {
                let (stem, ending) = word.split_at_checked(word.len().checked_sub(size)?)?;
                let list = self.rows.get(stem)?;
                let own = lang.pack().lexicon.is_beside(ending, Beside::Ending);
                own.then_some((list, ending))
            })?,
        };
        if is_glued(text, first.span) {
            return None;
        }
        let opens = opens(text, facts, sentence, first.span);
        list.iter().filter(|it| it.lang == lang && (opens || !it.first)).find_map(|row| {
            if !ending.is_empty() && (1 < row.len || lang != Lang::Id || row.right.contains(' ')) {
                return None;
            }
            let last = index + row.len - 1;
            let last_token = facts.tokens.get(last).filter(|_| last < sentence.tokens.end)?;
            let word = last_token.span.of(text);
            // Many rows begin with "di".
            if 1 < row.len && word.is_ascii() && !word.eq_ignore_ascii_case(row.last) {
                return None;
            }
            let span = first.span.cover(last_token.span);
            let written = span.of(text).to_lowercase();
            let bare = written.strip_suffix(ending)?;
            if bare.split_whitespace().collect::<Vec<&str>>().join(" ") != row.wrong
                || is_glued(text, last_token.span)
            {
                return None;
            }
            let inside = |it: &usize| sentence.tokens.contains(it);
            let word_at = |at: Option<usize>| -> String {
                let token: Option<&Token> = at.filter(inside).and_then(|it| facts.tokens.get(it));
                token.map(|it| it.span.of(text).to_lowercase()).unwrap_or_default()
            };
            let (before, behind) = (word_at(index.checked_sub(1)), word_at(Some(last + 1)));
            let excused = row.unless_after.contains(&before.as_str())
                || row.unless_before.contains(&behind.as_str());
            (!excused).then(|| (span, format!("{}{ending}", row.right), row.len, row.first))
        })
    }
}

/// "Obyek Wisata Kawah Putih": a capital, and behind it another one that is not
/// somebody's or something's whole name.
fn begins_name(text: &str, facts: &Facts, wrong: Span, next: usize) -> bool {
    let capital = |it: Span| it.of(text).starts_with(char::is_uppercase);
    let next = facts.tokens.get(next).map(|it| it.span);
    next.is_some_and(|next| {
        let whole = facts.candidates_in(next).iter().any(|it| it.span.start() == next.start());
        capital(wrong)
            && capital(next)
            && !whole
            && Span::new(wrong.end(), next.start()).of(text) == " "
    })
}

/// Whether a word is the first one of its sentence.
fn opens(text: &str, facts: &Facts, sentence: &Sentence, word: Span) -> bool {
    let first = facts
        .tokens
        .get(sentence.tokens.clone())
        .unwrap_or_default()
        .iter()
        .find(|it| it.kind != TokenKind::Sign);
    // What a quotation opens with has a capital, too.
    let quoted = text.get(..word.start()).is_some_and(|it| it.ends_with(['“', '"', '‘']));
    quoted || first.is_some_and(|it| it.span == word || it.span.start() == word.start())
}

/// So many bytes before a word are searched for the start of a handle.
const HANDLE: usize = 64;

/// Part of an address, a file's name or a handle.
fn is_glued(text: &str, word: Span) -> bool {
    let from = text.ceil_char_boundary(word.start().saturating_sub(HANDLE));
    let before = text.get(from..word.start()).unwrap_or_default();
    // "@fig-ijin": a citation or a reference of Quarto.
    let run = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    if run.trim_start_matches(['(', '[', '-', '"', '“']).starts_with(['@', '#']) {
        return true;
    }
    let before = before.chars().next_back();
    let mut behind = text.get(word.end()..).unwrap_or_default().chars();
    let next = behind.next();
    let joins = |it: char| matches!(it, '@' | '#' | '_' | '/' | '\\' | '&');
    before.is_some_and(joins)
        || next.is_some_and(joins)
        || next.is_some_and(|it| matches!(it, '.' | ':'))
            && behind.next().is_some_and(char::is_alphanumeric)
}

/// With the capital that the wrong word has. `None` for a capital that makes a
/// name of it, and for shouting.
fn in_case(wrong: &str, right: &str, may_open: bool) -> Option<String> {
    let mut letters = wrong.chars().filter(|it| it.is_alphabetic());
    let capital = letters.next()?.is_uppercase();
    if letters.any(char::is_uppercase) || capital && !may_open {
        return None;
    }
    if !capital {
        return Some(right.to_owned());
    }
    let mut chars = right.chars();
    let first = chars.next()?;
    Some(first.to_uppercase().chain(chars).collect())
}
