//! Whether a name may be one: what people write into open databases for fun
//! looks different.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::knowledge::refresh::hold::Hold;

const PARTICLES: &str = include_str!("../../../seeds/knowledge/queries/particles.txt");

/// Longer ones are descriptions.
const MOST_CHARS: usize = 70;
const MOST_WORDS: usize = 8;
/// Words as short as this are shared by chance.
const SHORT_WORD: usize = 2;
const SIGNS: &str = " -'’ʻʼ‘.,";

/// The words of a name without case, diacritics and signs.
pub(super) fn folded(name: &str) -> Vec<String> {
    let plain: String = name.nfkd().filter(|it| !is_combining_mark(*it)).collect();
    let words = plain.split(|it: char| !it.is_alphanumeric() && !"'’ʻʼ‘".contains(it));
    let words = words.map(|it| it.chars().filter(|it| it.is_alphanumeric()).collect::<String>());
    words.map(|it| it.to_lowercase()).filter(|it| !it.is_empty()).collect()
}

/// Whether two names are spelt alike but for case, diacritics and signs.
pub(super) fn is_same(a: &str, b: &str) -> bool {
    folded(a) == folded(b)
}

/// Whether they have a word of some length in common.
pub(super) fn share_a_word(a: &str, b: &str) -> bool {
    let b = folded(b);
    folded(a).iter().any(|it| SHORT_WORD < it.chars().count() && b.contains(it))
}

/// What is wrong with it as a person's name.
pub(super) fn flaw(name: &str) -> Option<Hold> {
    let odd = name.chars().any(|it| !is_latin(it) && !SIGNS.contains(it))
        || !name.chars().any(char::is_alphabetic)
        || MOST_CHARS < name.chars().count()
        || MOST_WORDS < name.split_whitespace().count();
    if odd {
        return Some(Hold::OddName { name: name.chars().take(MOST_CHARS).collect() });
    }
    let small = name.split_whitespace().any(is_small);
    small.then(|| Hold::LowerCase { name: name.to_owned() })
}

/// Letters of the Latin script, and the marks that are put on them.
fn is_latin(char: char) -> bool {
    let letter =
        matches!(char, 'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}');
    (letter && char != '×' && char != '÷') || is_combining_mark(char)
}

/// Whether a word begins in lower case and is no particle: "rajput", but
/// neither "bin" nor "al-Sisi" nor "d'Estaing".
fn is_small(word: &str) -> bool {
    if !word.starts_with(char::is_lowercase) {
        return false;
    }
    let (head, tail) = word.split_once(['-', '\'', '’', 'ʻ', 'ʼ', '‘']).unwrap_or((word, ""));
    let short = head.chars().count() <= SHORT_WORD && tail.starts_with(char::is_uppercase);
    !short && !PARTICLES.lines().any(|it| it == head)
}

/// A name as part of an id.
pub(super) fn slug(name: &str) -> String {
    let name: String = name.chars().map(spelt_out).collect();
    let plain: String = folded(&name).join("-");
    plain.chars().filter(|it| it.is_ascii_alphanumeric() || *it == '-').collect()
}

/// Letters that no decomposition takes apart.
fn spelt_out(char: char) -> char {
    match char {
        'ı' => 'i',
        'ł' | 'Ł' => 'l',
        'đ' | 'Đ' => 'd',
        'ø' | 'Ø' => 'o',
        'ə' | 'Ə' => 'e',
        _ => char,
    }
}
