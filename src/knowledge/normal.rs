//! One form for all spellings of a word. Tables, images and texts use the
//! same function, so that what was folded at build time meets what is folded
//! while reading.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::lang::{TokenKind, tokens};
use crate::text::Span;

/// Case folded, diacritics dropped: "Erdoğan" and "ERDOGAN" are one.
pub fn normal(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
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
    mapped.replace('ß', "ss").replace('æ', "ae")
}

/// Whether the normal form of `word` is `folded`.
pub fn is_normal(word: &str, folded: &str) -> bool {
    if word.is_ascii() { word.eq_ignore_ascii_case(folded) } else { normal(word) == folded }
}

/// A number that the same normal form always has, whoever reckons it.
pub fn hash(word: &str) -> u32 {
    if word.is_ascii() {
        // What most words are, without a copy.
        return mix(word.bytes().map(|it| it.to_ascii_lowercase()));
    }
    mix(normal(word).bytes())
}

/// FNV-1a: short words are all it gets.
fn mix(bytes: impl Iterator<Item = u8>) -> u32 {
    bytes.fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The words of a name in their normal forms. Signs are left out.
pub fn words(name: &str) -> Vec<String> {
    spans(name).map(|it| normal(it.of(name))).collect()
}

/// For each of the first 32 words of a name, whether it begins with a capital;
/// the first word is the lowest bit.
pub fn capitals(name: &str) -> u32 {
    let is_capital = |it: Span| it.of(name).starts_with(char::is_uppercase);
    let bits = spans(name).take(32).enumerate();
    bits.fold(0, |res, (at, span)| res | u32::from(is_capital(span)) << at)
}

fn spans(name: &str) -> impl Iterator<Item = Span> {
    let tokens = tokens(name, Span::new(0, name.len())).into_iter();
    tokens.filter(|it| it.kind != TokenKind::Sign).map(|it| it.span)
}
