//! What words of one root share, cut off by their usual ends. Not grammar: enough that
//! "membangun" and "dibangun", "rules" and "ruled" speak for the same type.

use crate::lang::Lang;

/// Of a root at least so many letters are left.
const ROOT: usize = 4;

/// Of a word in small letters.
pub(super) fn stem(word: &str, lang: Lang) -> &str {
    let bytes = word.as_bytes();
    let bytes = if lang == Lang::Id { bytes.get(head(bytes)..).unwrap_or(bytes) } else { bytes };
    let start = word.len() - bytes.len();
    let root = match lang {
        Lang::Id => without_tails(bytes),
        Lang::En => without_tail(bytes),
    };
    word.get(start..start + root.len()).unwrap_or(word)
}

/// How long what stands before an Indonesian root is.
fn head(word: &[u8]) -> usize {
    let head = match word {
        [b'm' | b'p', b'e', b'n', b'g' | b'y', ..] => 4,
        [b'm' | b'p', b'e', b'm' | b'n', ..] | [b'b' | b't' | b'p', b'e', b'r', ..] => 3,
        [b'd', b'i', ..] | [b'm' | b'k', b'e', ..] => 2,
        _ => 0,
    };
    if head + ROOT <= word.len() { head } else { 0 }
}

/// "Dibangunkannya": one end lies behind another.
fn without_tails(word: &[u8]) -> &[u8] {
    let mut root = word;
    if let [rest @ .., b'n', b'y', b'a'] = root
        && ROOT <= rest.len()
    {
        root = rest;
    }
    if let [rest @ .., b'k', b'a', b'n'] = root
        && ROOT <= rest.len()
    {
        root = rest;
    }
    if let [rest @ .., b'a', b'n'] = root
        && ROOT <= rest.len()
    {
        root = rest;
    }
    match root {
        [rest @ .., b'i'] if ROOT <= rest.len() => rest,
        _ => root,
    }
}

/// "Ruling": at most one end is cut off, the longest that leaves a root.
fn without_tail(word: &[u8]) -> &[u8] {
    match word {
        [rest @ .., b'i', b'n', b'g'] if ROOT <= rest.len() => rest,
        [rest @ .., b'e', b'd' | b's' | b'r'] | [rest @ .., b'l', b'y'] if ROOT <= rest.len() => {
            rest
        }
        [rest @ .., b's' | b'e'] if ROOT <= rest.len() => rest,
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_root_meet() {
        for (a, b) in [("membangun", "dibangun"), ("larangan", "dilarang")] {
            assert_eq!(stem(a, Lang::Id), stem(b, Lang::Id), "{a}, {b}");
        }
        for (a, b) in [("blaming", "blamed"), ("forces", "forced")] {
            assert_eq!(stem(a, Lang::En), stem(b, Lang::En), "{a}, {b}");
        }
        assert_eq!(stem("dia", Lang::Id), "dia");
    }
}
