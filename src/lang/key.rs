//! Tells of most words that they are no other word, without looking at their letters
//! one by one.

const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

/// The same number for a word in any case: of its length and its ends.
#[inline]
pub(super) fn key(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let (first, last) = ends(bytes);
    let plain = (first | last) & 0x8080_8080_8080_8080 == 0;
    if !plain || 16 < bytes.len() && !word.is_ascii() {
        let lower = word.to_lowercase();
        let (first, last) = ends(lower.as_bytes());
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

/// The first and the last eight bytes; of shorter ones, bytes come twice.
#[inline]
fn ends(bytes: &[u8]) -> (u64, u64) {
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        return (u64::from_le_bytes(*first), u64::from_le_bytes(*last));
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        return (u32::from_le_bytes(*first).into(), u32::from_le_bytes(*last).into());
    }
    let at = |it: usize| bytes.get(it).map_or(0, |it| u64::from(*it));
    (at(0) | at(1) << 8, at(2))
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
