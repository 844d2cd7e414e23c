//! Character references: what stands in their place has their length.

use html5gum::Tokenizer;

/// No reference is longer, in bytes.
const LONGEST: usize = 34;

/// Combining grapheme joiner and variation selector: marks of two and of three
/// bytes that nobody sees and that part no word.
const JOINER: [u8; 2] = [0xCD, 0x8F];
const SELECTOR: [u8; 3] = [0xEF, 0xB8, 0x8F];

/// Writes the text between two tags as a reader sees it into `to`, which has
/// its length: line ends are blanks, a reference is its character and filling.
pub(super) fn decode(from: &str, to: &mut [u8]) {
    to.copy_from_slice(from.as_bytes());
    let mut at = 0;
    while let Some(step) = to.get(at..).and_then(|it| memchr::memchr3(b'&', b'\n', b'\r', it)) {
        at += step;
        if to.get(at) != Some(&b'&') {
            if let Some(byte) = to.get_mut(at) {
                *byte = b' ';
            }
            at += 1;
            continue;
        }
        let rest = from.get(at..).unwrap_or_default();
        match reference(rest) {
            Some((shown, length)) => {
                if let Some(to) = to.get_mut(at..at + length) {
                    put(&shown, to);
                }
                at += length;
            }
            None => at += 1,
        }
    }
}

/// The characters that a reference at the start of `text` stands for, and its
/// length in bytes.
fn reference(text: &str) -> Option<(String, usize)> {
    let name = text.bytes().skip(1).take(LONGEST);
    let name = name.take_while(|it| it.is_ascii_alphanumeric() || *it == b'#').count();
    let closed = text.as_bytes().get(1 + name) == Some(&b';');
    let length = 1 + name + usize::from(closed);
    // html5gum knows the standard's list of names.
    let shown = Tokenizer::new(text.get(..length)?).flatten().find_map(|it| match it {
        html5gum::Token::String(it) => String::from_utf8(it.value.to_vec()).ok(),
        _ => None,
    })?;
    if !closed || shown.starts_with('&') && shown.len() != 1 {
        return None;
    }
    Some((shown, length))
}

/// A character and its filling, which keeps a word in one and is opaque
/// elsewhere.
fn put(shown: &str, to: &mut [u8]) {
    let (unseen, blank) = ("\u{ad}\u{200b}\u{200c}\u{200d}\u{2060}\u{feff}", "\u{a0}\t\n\r");
    if shown.chars().all(|it| unseen.contains(it)) {
        pad(to);
    } else if shown.chars().all(|it| it.is_whitespace() || blank.contains(it)) {
        to.fill(b' ');
    } else if let Some((head, tail)) = to.split_at_mut_checked(shown.len()) {
        head.copy_from_slice(shown.as_bytes());
        if shown.ends_with(char::is_alphanumeric) { pad(tail) } else { tail.fill(0) }
    } else {
        to.fill(0);
    }
}

/// Fills with marks that part no word; a single byte cannot be one.
pub(super) fn pad(to: &mut [u8]) {
    let odd = if to.len() % 2 == 1 { SELECTOR.len().min(to.len()) } else { 0 };
    let (head, rest) = to.split_at_mut(odd);
    // A single byte can be no such mark.
    head.fill(0);
    if head.len() == SELECTOR.len() {
        head.copy_from_slice(&SELECTOR);
    }
    for pair in rest.chunks_exact_mut(JOINER.len()) {
        pair.copy_from_slice(&JOINER);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_keep_their_length() {
        for (source, shown) in [
            ("AT&amp;T", "AT&....T"),
            ("a&nbsp;b", "a      b"),
            ("&#8220;Ya&#8221;", "“....Ya”...."),
            ("caf&eacute;s", "caféxxxs"),
            ("Erdo&#x11F;an", "Erdoğxxan"),
            ("ke&shy;adilan", "kexxadilan"),
            ("R&D & D&Dx; &x; &", "R&D & D&Dx; &x; &"),
            ("dua\nbaris", "dua baris"),
            ("&nGt;", "....."),
        ] {
            let mut masked = vec![b'-'; source.len()];
            decode(source, &mut masked);
            let masked = String::from_utf8(masked).unwrap();
            assert_eq!(source.len(), masked.len());
            let drawn = masked.replace('\0', ".").replace(['\u{34f}', '\u{fe0f}'], "x");
            assert_eq!(shown, drawn, "{source}");
        }
    }
}
