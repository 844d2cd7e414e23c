//! Tells of most words that they are no other word, without looking at their letters
//! one by one.

use crate::text::word_ends;

const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

/// The same number for a word in any case: of its length and its ends.
#[inline]
pub(super) fn key(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let (first, last) = word_ends(bytes);
    let plain = (first | last) & 0x8080_8080_8080_8080 == 0;
    if !plain || 16 < bytes.len() && !word.is_ascii() {
        let lower = word.to_lowercase();
        let (first, last) = word_ends(lower.as_bytes());
        return mix(first, last, lower.len());
    }
    mix(first, last, bytes.len())
}

#[inline]
fn mix(first: u64, last: u64, len: usize) -> u64 {
    // A letter's case is this bit of its byte.
    const CASE: u64 = 0x2020_2020_2020_2020;
    let ends = ((first | CASE).wrapping_mul(SPREAD)) ^ (last | CASE).rotate_left(29);
    (ends ^ len as u64).wrapping_mul(SPREAD)
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn case_does_not_count() {
        for word in ["a", "di", "yang", "mengatakan", "pertanggungjawaban", "’", "élite"] {
            assert_eq!(key(word), key(&word.to_uppercase()), "{word}");
        }
        assert_ne!(key("yang"), key("kang"));
    }
}
