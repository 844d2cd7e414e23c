//! How alike two statements are, and whether they still say the same.

use std::collections::{BTreeSet, HashSet};
use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use crate::knowledge::Base;
use crate::lang::{Lang, List, TokenKind, tokens};
use crate::text::Span;

/// Statements are compared by so many words at most.
const LONGEST: usize = 160;

/// Two spellings of one word: "ekspor", "eksport".
const SPELLING: f64 = 0.7;

/// Statements are alike from so much on.
pub(super) const ALIKE: f64 = 0.8;

/// A word that stands in more statements tells nothing.
const COMMON: usize = 48;

/// So many rare words are looked up, and so many statements compared.
const RARE: usize = 16;
const HANDFUL: usize = 8;

/// Shorter words carry grammar.
const CONTENT: usize = 3;

/// The words of a statement, in lower case and without its signs.
#[derive(Clone, Debug)]
pub(super) struct Words(Vec<String>);

/// What must not change under a claim that was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Gist {
    figures: BTreeSet<String>,
    names: BTreeSet<String>,
    /// How sure it is, and whether it is denied.
    cues: BTreeSet<String>,
}

impl Words {
    pub(super) fn of(text: &str) -> Words {
        let all = tokens(text, Span::new(0, text.len())).into_iter();
        let counts = |kind, word: &str| kind != TokenKind::Sign || "%$€£¥".contains(word);
        let words = all.filter_map(|it| {
            let word = it.span.of(text);
            counts(it.kind, word).then(|| word.to_lowercase())
        });
        Words(words.take(LONGEST).collect())
    }

    /// The same for the same words.
    pub(super) fn key(&self) -> u64 {
        hash(&self.0)
    }

    pub(super) fn hashes(&self) -> impl Iterator<Item = u64> {
        self.0.iter().map(hash)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// From 0 to 1: the share of words that need not be touched to make one
    /// of the other.
    pub(super) fn likeness(&self, other: &Words) -> f64 {
        let most = self.0.len().max(other.0.len());
        if most == 0 {
            return 0.0;
        }
        let (own, their): (Vec<u64>, Vec<u64>) =
            (self.hashes().collect(), other.hashes().collect());
        1.0 - strsim::generic_levenshtein(&own, &their) as f64 / most as f64
    }

    /// Whether words that carry meaning were put in the place of others.
    /// Other spellings of a word, and figures, do not count.
    pub(super) fn is_replaced(&self, other: &Words, lang: Lang) -> bool {
        let own: HashSet<&String> = self.0.iter().collect();
        let their: HashSet<&String> = other.0.iter().collect();
        let carries = |it: &&&String| {
            it.starts_with(char::is_alphabetic)
                && CONTENT <= it.chars().count()
                && !is_cue(it, lang)
        };
        let alike = |it: &str, all: &HashSet<&String>| {
            all.iter().any(|other| SPELLING <= strsim::normalized_levenshtein(it, other))
        };
        let gone = own.difference(&their).filter(carries).any(|it| !alike(it, &their));
        gone && their.difference(&own).filter(carries).any(|it| !alike(it, &own))
    }
}

impl Gist {
    pub(super) fn of(text: &str, lang: Lang) -> Gist {
        let all = tokens(text, Span::new(0, text.len()));
        let lexicon = &lang.pack().lexicon;
        let cues = lexicon.marks(text, &all).into_iter().filter(|it| CUES.contains(&it.list));
        let cues = cues.map(|it| it.span.of(text).to_lowercase()).collect();
        // The first word of a sentence has its capital anyway.
        let mut names: BTreeSet<String> = all
            .iter()
            .skip(1)
            .filter(|it| it.kind == TokenKind::Word)
            .map(|it| it.span.of(text))
            .filter(|it| it.starts_with(char::is_uppercase))
            .map(str::to_lowercase)
            .collect();
        let known = Base::built_in().names_in(text, &all, lang);
        let first = known.iter().filter(|it| it.first == 0).map(|it| it.end).max().unwrap_or(0);
        let words = all.iter().take(first).filter(|it| it.kind == TokenKind::Word);
        names.extend(words.map(|it| it.span.of(text).to_lowercase()));
        Gist { figures: figures(text), names, cues }
    }
}

/// A statement with its gist.
#[derive(Clone, Debug)]
pub(super) struct Saying {
    pub(super) words: Words,
    gist: Gist,
    lang: Lang,
}

impl Saying {
    pub(super) fn of(text: &str, lang: Lang) -> Saying {
        Saying { words: Words::of(text), gist: Gist::of(text, lang), lang }
    }

    pub(super) fn same_figures(&self, other: &Saying) -> bool {
        self.gist.figures == other.gist.figures
    }

    /// Whether what was found out about the one holds for the other: figures,
    /// names, denials and hedges are the same, and no word that carries
    /// meaning was put in the place of another.
    pub(super) fn still_says(&self, other: &Saying) -> bool {
        // A word that opens a sentence has its capital anyway.
        let has =
            |names: &BTreeSet<String>, words: &Words| names.iter().all(|it| words.0.contains(it));
        self.same_figures(other)
            && self.gist.cues == other.gist.cues
            && has(&self.gist.names, &other.words)
            && has(&other.gist.names, &self.words)
            && ALIKE <= self.words.likeness(&other.words)
            && !self.words.is_replaced(&other.words, self.lang)
    }
}

/// Finds statements by words they share, the rare ones first. Its answer takes
/// about as long however many there are.
pub(super) struct Index(FxHashMap<u64, Vec<u32>>);

impl Index {
    pub(super) fn new<'a>(all: impl Iterator<Item = (usize, &'a Words)>) -> Index {
        let mut res: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
        for (at, words) in all {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            for hash in words.hashes() {
                let own = res.entry(hash).or_default();
                // One more than will be looked at tells that the word is common.
                if own.len() <= COMMON && own.last() != Some(&at) {
                    own.push(at);
                }
            }
        }
        Index(res)
    }

    /// Those that share the most, at most a handful.
    pub(super) fn nearest(&self, words: &Words) -> Vec<usize> {
        let mut hashes: Vec<u64> = words.hashes().collect();
        hashes.sort_unstable();
        hashes.dedup();
        let lists = hashes.iter().filter_map(|it| self.0.get(it));
        let mut lists: Vec<&Vec<u32>> = lists.filter(|it| it.len() <= COMMON).collect();
        lists.sort_by_key(|it| it.len());
        let mut shared: FxHashMap<u32, usize> = FxHashMap::default();
        for at in lists.into_iter().take(RARE).flatten() {
            *shared.entry(*at).or_default() += 1;
        }
        let mut best: Vec<(u32, usize)> = shared.into_iter().collect();
        best.sort_by_key(|(at, count)| (std::cmp::Reverse(*count), *at));
        best.into_iter().take(HANDFUL).map(|(at, _)| at as usize).collect()
    }
}

const CUES: [List; 5] =
    [List::Negation, List::Hedge, List::Hearsay, List::Conditional, List::Future];

/// Hedges and the like are looked at by themselves; function words may be
/// put otherwise.
fn is_cue(word: &str, lang: Lang) -> bool {
    let all = tokens(word, Span::new(0, word.len()));
    lang.pack().lexicon.is_in(word, &[List::FunctionWord])
        || lang.pack().lexicon.marks(word, &all).iter().any(|it| CUES.contains(&it.list))
}

/// "15.000", "49,13", "5".
fn figures(text: &str) -> BTreeSet<String> {
    text.split(|it: char| !it.is_numeric() && it != ',' && it != '.')
        .map(|it| it.trim_matches([',', '.']))
        .filter(|it| !it.is_empty())
        .map(str::to_owned)
        .collect()
}

fn hash(it: impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    it.hash(&mut hasher);
    hasher.finish()
}
