//! What a short line looks like, which tells headings from sentences.

use unicode_segmentation::UnicodeSegmentation;

use crate::structure::Hints;

/// A line with more characters than this has no shape: it is no heading.
const LONGEST: usize = 160;

/// No small word has more bytes.
const SMALL: usize = 24;

/// How a line ends, closing quotes and brackets set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// A letter, a figure or anything that ends no sentence.
    Open,
    /// A full stop, an ellipsis, a semicolon or a comma.
    Stop,
    /// `?` or `!`, which a heading may have.
    Call,
    Colon,
}

/// Counts over the words of one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shape {
    pub words: u16,
    /// Words that are no small words and start with a letter.
    pub big: u16,
    /// Those of them that start with a capital.
    pub capital: u16,
    /// Words that start with a figure.
    pub figures: u16,
    /// Small words after the first that start with a capital all the same.
    pub capital_small: u16,
    /// Starts with a capital or a figure.
    pub starts_high: bool,
    /// Two letters or more, none of them small.
    pub shouted: bool,
    /// Holds a day and a year and little else: "Jakarta, 14 Mei 2025".
    pub stamp: bool,
    /// Holds four figures that can be a year.
    pub year: bool,
    /// Names with commas between them and no "and": "Lattice Lab, CNRS, France".
    pub strung: bool,
    /// Holds a comma and a blank.
    pub comma: bool,
    /// Holds a dash between blanks.
    pub dashed: bool,
    /// Begins with a speaker or the like and a colon: "Tanya: …".
    pub labelled: bool,
    pub end: End,
}

impl Shape {
    /// `None` for blank text and for text too long to be a heading.
    pub fn of(text: &str, hints: &Hints) -> Option<Shape> {
        // A character has four bytes at most.
        if 8 * LONGEST < text.len() && 4 * LONGEST < text.trim().len() {
            return None;
        }
        let text = text.trim();
        if text.is_empty() || LONGEST < text.len() && text.chars().nth(LONGEST).is_some() {
            return None;
        }
        let signs = Signs::of(text);
        let bytes = text.as_bytes();
        let comma = signs.comma
            && memchr::memchr_iter(b',', bytes).any(|it| bytes.get(it + 1) == Some(&b' '));
        let mut res = Shape {
            words: 0,
            big: 0,
            capital: 0,
            figures: 0,
            capital_small: 0,
            starts_high: false,
            shouted: false,
            stamp: false,
            year: false,
            strung: comma && is_strung(text, hints),
            comma,
            dashed: signs.wide && [" – ", " — "].iter().any(|it| text.contains(it)),
            labelled: signs.colon && is_labelled(text),
            end: end_of(text),
        };
        let mut day = false;
        each_word(text, signs.wide, |word| {
            let Some(first) = word.chars().next() else { return };
            if res.words == 0 {
                res.starts_high = first.is_uppercase() || first.is_numeric();
            }
            res.words += 1;
            if !first.is_alphabetic() {
                res.figures += 1;
                let figures = word.bytes().all(|it| it.is_ascii_digit());
                res.year |= figures && word.len() == 4;
                day |= figures && word.len() <= 2;
                return;
            }
            if is_small(word, hints) {
                res.capital_small += u16::from(1 < res.words && first.is_uppercase());
            } else {
                res.big += 1;
                res.capital += u16::from(first.is_uppercase());
            }
        });
        res.stamp = day && res.year && res.words <= 7;
        // A line in italics is a caption or a standfirst.
        let slanted =
            text.starts_with(['*', '_']) && !text.starts_with("**") && !text.starts_with("__");
        // "Kompas/Hendra Setyawan", "© Reuters", "(Bersambung)"; a headline of some
        // length may have a slash.
        let credit = text.starts_with(['(', '[']) || signs.bar || res.words <= 6 && signs.slash;
        res.starts_high &= !slanted && !credit;
        res.shouted = !signs.small
            && 2 <= text.chars().filter(|it| it.is_alphabetic()).count()
            && !text.chars().any(char::is_lowercase);
        Some(res)
    }

    /// Nearly every word that can have a capital has one.
    pub fn is_title_case(&self) -> bool {
        self.shouted || (2 <= self.big && 4 * self.big <= 5 * self.capital)
    }

    /// Could be a heading, as far as the line alone can tell.
    pub fn may_head(&self) -> bool {
        self.words <= 14 && self.may_title()
    }

    /// A few words in title case with a full stop behind them, as some number
    /// their headings: "4. Discussion."
    pub fn closes_head(&self) -> bool {
        self.end == End::Stop
            && self.starts_high
            && self.words <= 6
            && 1 <= self.big
            && self.figures <= self.big
            && (self.big == self.capital || self.shouted)
    }

    /// A year and nothing else.
    pub fn is_year(&self) -> bool {
        self.words == 1 && self.year && self.end == End::Open
    }

    /// Could be the title, which may be longer than other headings.
    pub fn may_title(&self) -> bool {
        self.starts_high
            && (1..=20).contains(&self.words)
            && !self.stamp
            && 1 <= self.big
            // "July 19, 2024" is a date.
            && self.figures <= self.big
            && matches!(self.end, End::Open | End::Call)
    }
}

/// Which signs and letters of ASCII a line has, and those beside them that count.
#[derive(Default)]
struct Signs {
    comma: bool,
    colon: bool,
    /// "|" or "©".
    bar: bool,
    /// "/" or "@".
    slash: bool,
    /// A small letter of ASCII.
    small: bool,
    /// Something that is no ASCII.
    wide: bool,
}

impl Signs {
    /// One pass, without a branch.
    fn of(text: &str) -> Signs {
        let mut res = Signs::default();
        for byte in text.bytes() {
            res.comma |= byte == b',';
            res.colon |= byte == b':';
            res.bar |= byte == b'|';
            res.slash |= matches!(byte, b'/' | b'@');
            res.small |= byte.is_ascii_lowercase();
            res.wide |= !byte.is_ascii();
        }
        res.bar |= res.wide && text.contains('©');
        res
    }
}

/// The words of a line as Unicode cuts them (UAX 29), those that hold a letter or a
/// figure. `wide` says that the line is not all ASCII.
fn each_word<'a>(text: &'a str, wide: bool, mut take: impl FnMut(&'a str)) {
    if wide {
        text.unicode_words().for_each(take);
        return;
    }
    let bytes = text.as_bytes();
    let core = |it: u8| it.is_ascii_alphanumeric() || it == b'_';
    let mut at = 0;
    while let Some(byte) = bytes.get(at).copied() {
        at += 1;
        if !core(byte) {
            continue;
        }
        let start = at - 1;
        let (mut last, mut filled) = (byte, byte != b'_');
        loop {
            while let Some(byte) = bytes.get(at).copied().filter(|it| core(*it)) {
                (last, filled) = (byte, filled || byte != b'_');
                at += 1;
            }
            // WB6, WB7, WB11 and WB12: a sign between two letters, or two figures.
            let (Some(sign), Some(next)) = (bytes.get(at), bytes.get(at + 1)) else { break };
            let letters = last.is_ascii_alphabetic() && next.is_ascii_alphabetic();
            let figures = last.is_ascii_digit() && next.is_ascii_digit();
            let joins = match sign {
                b'.' | b'\'' => letters || figures,
                b':' => letters,
                b',' | b';' => figures,
                _ => false,
            };
            if !joins {
                break;
            }
            at += 1;
        }
        if filled {
            take(text.get(start..at).unwrap_or_default());
        }
    }
}

fn is_small(word: &str, hints: &Hints) -> bool {
    // Small words are short.
    word.len() <= SMALL && hints.small_words.holds(word)
}

/// Three names or more, and no small word ("and") in the last.
fn is_strung(text: &str, hints: &Hints) -> bool {
    let Some((before, last)) = text.rsplit_once(", ") else { return false };
    before.contains(", ") && !last.unicode_words().any(|it| is_small(it, hints))
}

/// A label of three words at most, a colon, and text behind it.
fn is_labelled(text: &str) -> bool {
    let Some((label, rest)) = text.split_once(':') else { return false };
    label.split_whitespace().count() <= 3
        && label.len() <= 40
        // "2020–2024: angka yang berubah"
        && label.contains(char::is_alphabetic)
        && rest.starts_with(' ')
}

fn end_of(text: &str) -> End {
    let bare = without_notes(text)
        .trim_end_matches(['"', '”', '’', '\'', '»', ')', ']', '*', '_', '}', '\0', ' ']);
    match bare.chars().next_back() {
        Some('.' | '…' | ';' | ',') => End::Stop,
        Some('?' | '!') => End::Call,
        // Something is to follow.
        Some(':' | '–' | '—' | '-') => End::Colon,
        _ => End::Open,
    }
}

/// Text without the notes at its end, "[18]".
fn without_notes(text: &str) -> &str {
    let mut res = text.trim_end();
    while let Some((before, note)) = res.strip_suffix(']').and_then(|it| it.rsplit_once('['))
        && note.len() <= 8
        && note.trim_start_matches('^').bytes().all(|it| it.is_ascii_alphanumeric())
    {
        res = before.trim_end();
    }
    res
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    use super::each_word;

    proptest! {
        #[test]
        fn words_of_ascii_are_those_of_unicode(text in "[aZ19_.,:;' \\-\t\n\"@/]{0,24}") {
            let mut words = Vec::new();
            each_word(&text, false, |it| words.push(it));
            prop_assert_eq!(words, text.unicode_words().collect::<Vec<_>>());
        }
    }
}
