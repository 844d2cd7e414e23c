//! A name one letter off another that the article, or the world, knows.

use rustc_hash::FxHashMap;

use crate::detect::{Article, Facts, Sentence};
use crate::knowledge::{Base, EntityKind};
use crate::lang::{Beside, List, Message, Token, TokenKind, is_upper};
use crate::rules::across::some;
use crate::rules::office;
use crate::rules::{Check, Findings, Fold, Group, Level, Rule, Spot};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    id: "name-near-miss",
    group: Group::Names,
    level: Level::Warning,
    fixes: true,
    since: "0.1.0",
    page: include_str!("name_near_miss.md"),
    check: Check::Across(&Fold { gather, judge, spots: Some(|it| spots(it)) }),
};

/// Shorter words are too often one letter apart.
const SHORTEST: usize = 5;

/// A shorter word that is shared says nothing: "San", "Abu", "Haji".
const SHARED: usize = 4;

/// In a shorter given name another letter is another name: Melly, Merry.
const GIVEN: usize = 7;

/// Two capitalised words in a row. Spans are bytes of the passage.
#[derive(PartialEq)]
struct Pair {
    words: [Box<str>; 2],
    spans: [Spot; 2],
    /// How many stops stand in the passage before it, and up to its end.
    stops: [u32; 2],
    /// The sentence it stands in.
    sentence: u32,
    /// A family is spoken of there.
    kin: bool,
    /// The first name of the known person whose surname is the second word.
    known: Option<&'static str>,
}

fn gather(article: &Article, at: usize) -> Option<Vec<Pair>> {
    let (placed, facts, roles) = article.passage(at)?;
    let text = placed.passage.prose();
    let mut res: Vec<Pair> = Vec::new();
    let (mut starts, mut ends) = (Stops::default(), Stops::default());
    for (index, sentence) in facts.sentences.iter().enumerate() {
        let body = roles.get(sentence.block).is_some_and(|it| !it.is_heading());
        let kind = placed.passage.blocks.get(sentence.block).map(|it| it.kind);
        if !body || !kind.is_some_and(|it| it.is_prose()) {
            continue;
        }
        let before = res.len();
        for pair in facts.tokens_of(sentence).windows(2) {
            let [a, b] = pair else { continue };
            // One blank between them, before more is asked.
            let near = a.capital
                && b.capital
                && a.span.end() + 1 == b.span.start()
                && text.as_bytes().get(a.span.end()) == Some(&b' ');
            if near && is_name(text, facts, sentence, a) && is_name(text, facts, sentence, b) {
                let words = [a.span.of(text).into(), b.span.of(text).into()];
                let known = known(&article.base, facts, a.span, b.span, &words);
                let spans = [Spot(a.span), Spot(b.span)];
                let stops = [starts.until(text, a.span.start()), ends.until(text, b.span.end())];
                let sentence = u32::try_from(index).unwrap_or(u32::MAX);
                res.push(Pair { words, spans, stops, sentence, kin: false, known });
            }
        }
        let lexicon = &article.lang.pack().lexicon;
        let is_family = |it: &Token| lexicon.is_beside(it.span.of(text), Beside::Family);
        if before < res.len() && facts.tokens_of(sentence).iter().any(is_family) {
            res.iter_mut().skip(before).for_each(|it| it.kin = true);
        }
    }
    some(res)
}

/// A word of a name: with a capital, and no weekday, office or small word.
fn is_name(text: &str, facts: &Facts, sentence: &Sentence, token: &Token) -> bool {
    let word = token.span.of(text);
    let own = token.kind == TokenKind::Word
        && token.capital
        && 2 < word.chars().count()
        && !is_upper(word);
    if !own {
        return false;
    }
    let listed = facts.marks_in(token.span).iter().any(|it| {
        it.span.contains(token.span) && !matches!(it.list, List::Opinion | List::SpeechVerb)
    });
    let opens = token.span.start() == sentence.span.start();
    !listed && (!opens || !facts.marks_in(token.span).iter().any(|it| it.span == token.span))
}

/// "Vladmir Putin": the given name that the known surname wants.
fn known(
    base: &Base,
    facts: &Facts,
    first: Span,
    second: Span,
    words: &[Box<str>; 2],
) -> Option<&'static str> {
    let candidate = facts.candidates_in(second).first().filter(|it| it.span == second)?;
    let person = office::person(base, candidate)?;
    // It has its full name, or another one that we know.
    let near = facts.candidates.partition_point(|it| it.span.end() <= first.start());
    if facts.candidates.get(near).is_some_and(|it| it.span.overlaps(first)) {
        return None;
    }
    let entry = base.entry(person);
    if entry.kind != EntityKind::Person || base.is_first_word(&words[0]) {
        return None;
    }
    let (given, _) = entry.name_en.split_once(' ')?;
    is_near(&words[0], given).then_some(given)
}

/// Counts full stops from the start of a text.
#[derive(Default)]
struct Stops {
    at: usize,
    count: u32,
}

impl Stops {
    /// How many stand before a byte; each not before the last.
    fn until(&mut self, text: &str, byte: usize) -> u32 {
        let more = text.as_bytes().get(self.at..byte).unwrap_or_default();
        let more = memchr::memchr_iter(b'.', more).count();
        self.count = self.count.saturating_add(u32::try_from(more).unwrap_or(u32::MAX));
        self.at = self.at.max(byte);
        self.count
    }
}

fn spots(all: &[Pair]) -> Vec<Span> {
    all.iter().flat_map(|it| it.spans.iter().map(|it| it.0)).collect()
}

fn judge(article: &Article, all: &[(usize, &Vec<Pair>)], findings: &mut Findings<'_>) {
    let pairs: Vec<(usize, &Pair)> =
        all.iter().flat_map(|(at, it)| it.iter().map(|it| (*at, it))).collect();
    let mut counts: FxHashMap<[&str; 2], usize> = FxHashMap::default();
    // By the word that is shared, first or second.
    let mut shared: FxHashMap<(usize, &str), Vec<&str>> = FxHashMap::default();
    for (_, it) in &pairs {
        let [a, b] = [&*it.words[0], &*it.words[1]];
        let count = counts.entry([a, b]).or_default();
        *count += 1;
        if *count == 1 {
            shared.entry((0, a)).or_default().push(b);
            shared.entry((1, b)).or_default().push(a);
        }
    }
    for (at, it) in &pairs {
        let [a, b] = [&*it.words[0], &*it.words[1]];
        let count = |pair: [&str; 2]| counts.get(&pair).copied().unwrap_or(0);
        let own = count([a, b]);
        let rival = |place: usize, key: &str, word: &str| -> Option<String> {
            // Who writes it twice means it.
            if own != 1 {
                return None;
            }
            let list = shared.get(&(place, key))?;
            let other = list.iter().find(|other| {
                let pair = if place == 0 { [key, other] } else { [other, key] };
                let theirs = count(pair);
                let both = || {
                    pairs.iter().any(|(there, other)| {
                        there == at && is_pair(other, pair) && is_told_apart(it, other)
                    })
                };
                let kin = || {
                    let named = pairs.iter().filter(|(_, other)| is_pair(other, pair));
                    it.kin || named.clone().any(|(_, it)| it.kin)
                };
                is_near(word, other)
                    && SHARED <= key.chars().count()
                    // Who shares a surname may be of one family.
                    && (place == 0 || is_same_given(word, other) && !kin())
                    // Bandung and Badung are two places.
                    && !(is_known(&article.base, word) && is_known(&article.base, other))
                    && (own < theirs
                        || theirs == own && first(&pairs, pair) < first(&pairs, [a, b]))
                    && !both()
            });
            other.map(|it| (*it).to_owned())
        };
        let found = rival(1, b, a)
            .map(|right| (0, right))
            .or_else(|| rival(0, a, b).map(|right| (1, right)))
            .or_else(|| it.known.map(|right| (0, right.to_owned())));
        let (Some((word, right)), Some(placed)) = (found, article.layout.passage(*at)) else {
            continue;
        };
        let (Some(wrong), Some(span)) = (it.words.get(word), it.spans.get(word)) else { continue };
        let span = span.0.shift(placed.start);
        let message = Message::new("name-near-miss").with("wrong", &**wrong).with("right", &right);
        let title = Message::new("name-near-miss-fix").with("right", &right);
        findings.add(findings.finding(span, message).fix(false, title, span, right));
    }
}

/// A name that the world knows by itself.
fn is_known(base: &Base, word: &str) -> bool {
    base.named(word).iter().any(|it| base.kind(*it) != EntityKind::Person)
}

/// A sentence with both forms tells them apart, or says how else a name is
/// spelt. A stop between them may be the end of a sentence that lacks its space.
fn is_told_apart(a: &Pair, b: &Pair) -> bool {
    // Pairs are in order: the one before which fewer stops stand comes first.
    let between = a.stops[0].max(b.stops[0]).saturating_sub(a.stops[1].min(b.stops[1]));
    a.sentence == b.sentence && between == 0
}

/// Whether a pair is of these words.
fn is_pair(pair: &Pair, words: [&str; 2]) -> bool {
    *pair.words[0] == *words[0] && *pair.words[1] == *words[1]
}

fn first(pairs: &[(usize, &Pair)], words: [&str; 2]) -> Option<usize> {
    pairs.iter().position(|(_, it)| is_pair(it, words))
}

/// Given names of one person: a letter more, less or out of its place is a
/// slip, another letter in a short name is another name.
fn is_same_given(a: &str, b: &str) -> bool {
    let letters = |it: &str| {
        let mut res: Vec<char> = it.chars().collect();
        res.sort_unstable();
        res
    };
    let (a, b) = (letters(a), letters(b));
    GIVEN <= a.len() || a.len() != b.len() || a == b
}

/// One letter more, less, other or out of its place, but not the last one:
/// Argentina and Argentino, Korea and Korean, Maria and Marie.
fn is_near(a: &str, b: &str) -> bool {
    // Most words part at the first letter, or are of another length.
    if a.as_bytes().first() != b.as_bytes().first() || 4 < a.len().abs_diff(b.len()) {
        return false;
    }
    let ends = |it: &str| (it.chars().next(), it.chars().next_back());
    SHORTEST <= a.chars().count().min(b.chars().count())
        && ends(a) == ends(b)
        // Zelensky and Zelenskyy are two spellings.
        && !a.starts_with(b)
        && !b.starts_with(a)
        && a != b
        // "Ichiyō" and "Ichiyo" are one spelling in two scripts' manners.
        && a.is_ascii() == b.is_ascii()
        && strsim::damerau_levenshtein(a, b) == 1
}
