//! What words of one root share, cut off by their usual ends. Not grammar: enough that
//! "membangun" and "dibangun", "rules" and "ruled" speak for the same type.

use crate::lang::Lang;

/// Of a root at least so many letters are left.
const ROOT: usize = 4;

const HEADS: [&str; 14] = [
    "meng", "meny", "mem", "men", "peng", "peny", "pem", "pen", "ber", "ter", "per", "di", "me",
    "ke",
];
const TAILS_ID: [&str; 4] = ["nya", "kan", "an", "i"];
const TAILS_EN: [&str; 7] = ["ing", "ed", "es", "ly", "er", "s", "e"];

/// Of a word in small letters.
pub(super) fn stem(word: &str, lang: Lang) -> &str {
    let mut root = word;
    if lang == Lang::Id {
        let head = HEADS.iter().find_map(|it| root.strip_prefix(it));
        root = head.filter(|it| ROOT <= it.len()).unwrap_or(root);
    }
    let tails: &[&str] = match lang {
        Lang::Id => &TAILS_ID,
        Lang::En => &TAILS_EN,
    };
    for tail in tails {
        if let Some(rest) = root.strip_suffix(tail).filter(|it| ROOT <= it.len()) {
            root = rest;
            // "Ruling", "dibangunkannya": one end lies behind another at most once.
            if lang == Lang::En {
                break;
            }
        }
    }
    root
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
