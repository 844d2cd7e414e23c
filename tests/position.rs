//! Positions and edits against a plain string that counts the slow way.

use proptest::prelude::*;
use tajuk::text::{Buffer, Edit, Encoding, Position, Ruler, Span};

const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

/// Letters of one to four bytes, a combining mark, a flag (two code points),
/// every line end of LSP, and those that are none.
const SOUP: &str =
    "[aZ é日😀\u{301}\u{1F1F0}\u{1F1F5}\r\n\u{0B}\u{0C}\u{85}\u{2028}\u{2029}\u{feff}]";

fn soup(longest: usize) -> impl Strategy<Value = String> {
    proptest::string::string_regex(&format!("{SOUP}{{0,{longest}}}")).unwrap()
}

/// Lines as LSP cuts them: start, end without the line break.
fn lines(text: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let (mut res, mut start, mut at) = (Vec::new(), 0, 0);
    while at < bytes.len() {
        let len = match (bytes[at], bytes.get(at + 1)) {
            (b'\r', Some(b'\n')) => 2,
            (b'\r' | b'\n', _) => 1,
            _ => 0,
        };
        if 0 < len {
            res.push((start, at));
            start = at + len;
        }
        at += len.max(1);
    }
    res.push((start, bytes.len()));
    res
}

fn units(char: char, encoding: Encoding) -> usize {
    match encoding {
        Encoding::Utf8 => char.len_utf8(),
        Encoding::Utf16 => char.len_utf16(),
        Encoding::Utf32 => 1,
    }
}

/// The byte a position means, found by counting.
fn offset(text: &str, position: Position, encoding: Encoding) -> usize {
    let Some(&(start, end)) = lines(text).get(position.line as usize) else { return text.len() };
    let mut left = position.column as usize;
    let mut at = start;
    for char in text[start..end].chars() {
        if left < units(char, encoding) {
            break;
        }
        left -= units(char, encoding);
        at += char.len_utf8();
    }
    at
}

/// The position of a byte at a character's start, found by counting.
fn position(text: &str, byte: usize, encoding: Encoding) -> Position {
    let lines = lines(text);
    let line = lines.iter().rposition(|(start, _)| *start <= byte).unwrap();
    let (start, end) = lines[line];
    let column = text[start..byte.min(end)].chars().map(|it| units(it, encoding)).sum::<usize>();
    Position { line: line as u32, column: column as u32 }
}

proptest! {
    #[test]
    fn every_position_means_the_byte_that_counting_finds(
        text in soup(40), line in 0u32..8, column in 0u32..20,
    ) {
        let buffer = Buffer::new(&text, 0);
        for encoding in ENCODINGS {
            let at = Position { line, column };
            prop_assert_eq!(offset(&text, at, encoding), buffer.offset(at, encoding));
        }
    }

    #[test]
    fn every_byte_has_the_position_that_counting_finds(text in soup(40)) {
        let buffer = Buffer::new(&text, 0);
        for encoding in ENCODINGS {
            for (byte, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let at = position(&text, byte, encoding);
                prop_assert_eq!(at, buffer.position(byte, encoding));
                // And back, but for the place between CR and LF.
                if !(text[..byte].ends_with('\r') && text[byte..].starts_with('\n')) {
                    prop_assert_eq!(byte, buffer.offset(at, encoding));
                }
            }
            // Inside a character, and behind the end.
            for byte in 0..text.len() + 3 {
                let floor = text.floor_char_boundary(byte.min(text.len()));
                prop_assert_eq!(buffer.position(floor, encoding), buffer.position(byte, encoding));
            }
        }
    }

    #[test]
    fn a_ruler_counts_as_the_buffer_does(
        text in soup(60), times in 1usize..90, mut bytes in prop::collection::vec(0usize..20_000, 1..40),
        sorted in any::<bool>(),
    ) {
        let text = text.repeat(times);
        let buffer = Buffer::new(&text, 0);
        if sorted {
            bytes.sort_unstable();
        }
        for encoding in ENCODINGS {
            let mut ruler = Ruler::new(&buffer, encoding);
            for byte in &bytes {
                prop_assert_eq!(buffer.position(*byte, encoding), ruler.position(*byte));
            }
            let mut ruler = Ruler::new(&buffer, encoding);
            for byte in 0..text.len().min(300) {
                prop_assert_eq!(buffer.position(byte, encoding), ruler.position(byte));
            }
        }
    }

    #[test]
    fn edits_do_to_the_rope_what_they_do_to_a_string(
        text in soup(30),
        edits in prop::collection::vec(
            (0u32..6, 0u32..12, 0u32..6, 0u32..12, soup(5)), 1..6),
    ) {
        for encoding in ENCODINGS {
            let mut buffer = Buffer::new(&text, 0);
            let mut plain = text.clone();
            let mut sent = Vec::new();
            for (line, column, line2, column2, new_text) in &edits {
                let a = Position { line: *line, column: *column };
                let b = Position { line: *line2, column: *column2 };
                let (x, y) = (offset(&plain, a, encoding), offset(&plain, b, encoding));
                plain.replace_range(x.min(y)..x.max(y), new_text);
                sent.push(Edit { range: Some((a, b)), new_text: new_text.clone() });
            }
            let untouched = buffer.apply(&sent, encoding, 7);
            prop_assert_eq!(&plain, &buffer.text());
            prop_assert_eq!(7, buffer.version());
            // What is called untouched is the same at both ends.
            let (prefix, suffix) = (untouched.prefix, untouched.suffix);
            prop_assert!(prefix + suffix <= text.len().min(plain.len()));
            prop_assert_eq!(&text.as_bytes()[..prefix], &plain.as_bytes()[..prefix]);
            let tails = (text.len() - suffix, plain.len() - suffix);
            prop_assert_eq!(&text.as_bytes()[tails.0..], &plain.as_bytes()[tails.1..]);
        }
    }

    #[test]
    fn a_slice_is_the_text_it_says(text in soup(30), a in 0usize..80, b in 0usize..80) {
        let buffer = Buffer::new(&text, 0);
        let floor = |it: usize| text.floor_char_boundary(it.min(text.len()));
        let (start, end) = (floor(a.min(b)), floor(a.max(b)));
        prop_assert_eq!(&text[start..end], buffer.slice(Span::new(a, b)));
    }
}
