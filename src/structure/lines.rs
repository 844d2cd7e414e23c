//! What one line of plain text is, and whether it goes on with the line before.

use std::sync::LazyLock;

use regex::Regex;

use crate::structure::plain::GLUED;
use crate::structure::{End, Hints, Shape};
use crate::text::Span;

/// Lines wrapped by hand are about so long, in characters.
const WRAPPED: std::ops::RangeInclusive<usize> = 45..=110;

/// How far such lines differ in length.
const RAGGED: usize = 15;

/// A caption without a word before it has so many bytes at most, and its credit
/// so many words.
const LONGEST_CAPTION: usize = 600;
const CREDIT: usize = 10;

/// A line of share buttons has so many words at most.
const BUTTONS: usize = 12;

static MARKER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^[ \t]*([-–—•*·▪◦‣+]|\(?[0-9]{1,2}[.)]|\(?[a-z][.)])([ \t]+|$)").ok()
});
static BREAK: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^[ \t]*(?:([-–—*_=~#•][ \t]?){3,}|⁂)[ \t]*$").ok());

/// The character and the length of the fence that a line opens.
pub(super) fn fence(line: &str) -> Option<(u8, usize)> {
    [b'`', b'~'].into_iter().find_map(|mark| {
        let count = line.bytes().take_while(|it| *it == mark).count();
        let info = line.get(count..).unwrap_or_default();
        (3 <= count && !(mark == b'`' && info.contains('`'))).then_some((mark, count))
    })
}

/// The end of the marker and the start of the text behind it, for a line that
/// begins with a list marker.
pub(super) fn marker(line: &str) -> Option<Span> {
    // Most lines begin with a word.
    let mut chars = line.trim_start_matches([' ', '\t']).chars();
    let may_be = match chars.next()? {
        'a'..='z' => chars.next().is_some_and(|it| matches!(it, '.' | ')')),
        it => !it.is_alphabetic(),
    };
    if !may_be {
        return None;
    }
    let found = MARKER.as_ref()?.captures(line)?;
    let mark = found.get(1)?;
    Some(Span::new(mark.end(), found.get(0)?.end()))
}

/// Whether a line holds a list marker and nothing else.
pub(super) fn is_lone_marker(line: &str) -> bool {
    let bare = line.trim_end();
    marker(bare).is_some_and(|it| it.end() == bare.len())
}

/// The one paragraph of a passage that is a line of words: nothing in it means
/// anything to CommonMark, whose parser need not look.
pub(super) fn bare(text: &str) -> Option<Span> {
    let line = text.trim_end_matches([' ', '\n', '\r']);
    let plain = |it: &u8| {
        !matches!(it, 0..=0x1f | 0x7f | b'!' | b'#' | b'$' | b'&' | b'*' | b'<' | b'>' | b'@')
            && !matches!(it, b'['..=b'`' | b'{'..=b'~')
    };
    let own = line.starts_with(char::is_alphabetic)
        && !line.ends_with(char::is_whitespace)
        && line.as_bytes().iter().all(plain);
    own.then(|| Span::new(0, line.len()))
}

/// Whether line `b`, right behind line `a`, goes on with a's paragraph.
pub(super) fn joined(a: &str, b: &str, hints: &Hints) -> bool {
    let (bare_a, bare_b) = (a.trim(), b.trim());
    if bare_a.is_empty() || bare_b.is_empty() || marker(b).is_some() {
        return false;
    }
    if let (Some(a), Some(b)) = (quoted(bare_a), quoted(bare_b)) {
        // Two lines of one block quotation, wrapped.
        return quoted(a).is_none() && quoted(b).is_none() && joined(a, b, hints);
    }
    // Most pairs of lines are two paragraphs, which is told before all that stands
    // alone is looked for.
    let may_join = bare_b.starts_with(char::is_lowercase)
        || bare_a.ends_with(',')
        || is_full(bare_a, bare_b)
        || is_open_dateline(bare_a)
        || 2 <= indent(b) && marker(a).is_some();
    if !may_join || stands_alone(a, hints) || stands_alone(b, hints) {
        return false;
    }
    if is_open_dateline(bare_a) {
        return true;
    }
    if marker(a).is_some() && 2 <= indent(b) {
        return true;
    }
    let words = bare_a.split_whitespace().count();
    if bare_b.starts_with(char::is_lowercase) {
        return 3 <= words;
    }
    if bare_a.ends_with(',') {
        return 3 <= words;
    }
    if ends_in_item(bare_a, hints) {
        return false;
    }
    if !is_full(bare_a, bare_b) {
        return false;
    }
    match Shape::of(bare_a, hints) {
        Some(shape) if shape.end == End::Open => {
            let heads = |it: &Shape| it.is_title_case() && it.may_head();
            !heads(&shape) && !Shape::of(bare_b, hints).is_some_and(|it| heads(&it))
        }
        // A quotation that runs on over a wrapped line, but not over a heading.
        Some(_) => {
            let heads = Shape::of(bare_b, hints).is_some_and(|it| it.words <= 8 && it.may_head());
            !heads && bare_a.matches(['"', '“', '”']).count() % 2 == 1
        }
        None => false,
    }
}

/// Whether `a` is about as long as lines that are wrapped by hand, and had no
/// room for the first word of the line behind it.
fn is_full(a: &str, b: &str) -> bool {
    // A character has four bytes at most.
    if a.len() < *WRAPPED.start() || 4 * WRAPPED.end() < a.len() {
        return false;
    }
    let word = b.split_whitespace().next().unwrap_or_default();
    let chars = a.chars().take(WRAPPED.end() + 1).count();
    let room = chars + word.chars().take(WRAPPED.end() + 1).count() + RAGGED;
    WRAPPED.contains(&chars) && b.chars().nth(room).is_none()
}

/// Whether a list item hangs at the end of the line.
pub(super) fn ends_in_item(line: &str, hints: &Hints) -> bool {
    if !may_hold_item(line) {
        return false;
    }
    let Some(last) = GLUED.as_ref().and_then(|it| it.find_iter(line).last()) else { return false };
    let tail = line.get(last.end()..).and_then(|it| Shape::of(it, hints));
    tail.is_some_and(|it| it.may_head() && it.words <= 10 && (it.is_title_case() || it.big == 1))
}

/// Whether a marker stands between blanks in it, as in every line that [`GLUED`]
/// finds something in.
pub(super) fn may_hold_item(line: &str) -> bool {
    let bytes = line.as_bytes();
    let blank = |at: Option<usize>| {
        at.and_then(|it| bytes.get(it)).is_some_and(|it| matches!(it, b' ' | b'\t'))
    };
    let alone = |at: usize| blank(at.checked_sub(1)) && blank(Some(at + 1));
    // "•" and its like begin with this byte.
    memchr::memchr3_iter(b'-', b'*', 0xe2, bytes).any(|at| match bytes.get(at..at + 3) {
        Some([0xe2, b, c]) => {
            let round = matches!((b, c), (0x80, 0xa2 | 0xa3) | (0x96, 0xaa) | (0x97, 0xa6));
            round && blank(at.checked_sub(1)) && blank(Some(at + 3))
        }
        _ => alone(at),
    })
}

pub(super) fn stands_alone(line: &str, hints: &Hints) -> bool {
    is_break(line)
        || line.trim_start().starts_with('>')
        || is_lone_marker(line)
        || is_residue(line, hints)
        || is_byline(line, hints)
        || is_caption(line, hints)
        || is_row(line)
}

/// A line of a block quotation without its mark.
pub(super) fn quoted(line: &str) -> Option<&str> {
    line.trim_start().strip_prefix('>').map(str::trim_start)
}

/// Whether a line separates.
pub(super) fn is_break(line: &str) -> bool {
    let bare = line.trim_start_matches([' ', '\t']);
    !bare.starts_with(char::is_alphanumeric) && BREAK.as_ref().is_some_and(|it| it.is_match(line))
}

/// Furniture of several sentences is shorter than so many bytes.
const PROSE: usize = 100;

pub(super) fn is_residue(line: &str, hints: &Hints) -> bool {
    let bare = line.trim_start_matches(['[', '(', '*', '_', ' ', '\t']);
    // "Read more", not the wrapped "… who\nread more books".
    let high = !bare.starts_with(char::is_lowercase);
    // "Read more books, he says. It is …": a paragraph.
    let prose = PROSE < bare.len() && bare.contains(". ");
    hints.residue.before(bare).iter().any(|it| {
        starts_with_words(bare, it)
            && (high && !prose || bare.get(it.len()..).is_some_and(|it| it.starts_with(':')))
    }) || is_buttons(bare, hints)
}

/// "Share", "Bagikan: Facebook Twitter WhatsApp", "ADVERTISEMENT". The name
/// of a network alone may be a heading.
fn is_buttons(line: &str, hints: &Hints) -> bool {
    if line.len() > 160 {
        return false;
    }
    let mut buttons = 0;
    let mut networks = 0;
    let words = line.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty());
    for word in words.take(BUTTONS + 1) {
        if hints.buttons.holds(word) {
            buttons += 1;
        } else if hints.networks.holds(word) {
            networks += 1;
        } else {
            return false;
        }
    }
    (1..=BUTTONS).contains(&(buttons + networks)) && (0 < buttons || 1 < networks)
}

/// "Foto: …", "Photo caption: …", "… (ANTARA FOTO/Rahmad)".
pub(super) fn is_caption(line: &str, hints: &Hints) -> bool {
    if is_credited(line, hints) {
        return true;
    }
    let bare = line.trim_start_matches(['[', '(', '*', '_', ' ', '\t']);
    hints.captions.before(bare).iter().any(|it| {
        starts_with_words(bare, it)
            && bare.get(it.len()..).is_some_and(|it| it.trim_start().starts_with(':'))
    })
}

/// Whether a bracket at its end says whose picture it tells of.
fn is_credited(line: &str, hints: &Hints) -> bool {
    let bare = line.trim_end().trim_end_matches(['.', '*', '_']);
    let Some((told, credit)) = bare.strip_suffix(')').and_then(|it| it.rsplit_once('(')) else {
        return false;
    };
    let words = credit.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty());
    let is_picture = |it: &str| hints.pictures.iter().any(|own| own.eq_ignore_ascii_case(it));
    let mut whose = words.clone().filter(|it| !is_picture(it));
    bare.len() <= LONGEST_CAPTION
        && !told.trim().is_empty()
        && words.clone().count() <= CREDIT
        && words.clone().any(is_picture)
        && whose.any(|it| it.starts_with(char::is_uppercase))
}

/// A line that is in italics from its start to its end.
pub(super) fn is_slanted(line: &str) -> bool {
    let bare = line.trim();
    ['*', '_'].into_iter().any(|mark| {
        bare.len() > 2
            && bare.starts_with(mark)
            && bare.ends_with(mark)
            && !bare.get(1..).is_some_and(|it| it.starts_with(mark))
            && !bare.trim_matches(mark).contains(mark)
    })
}

/// A row of a table: cells between bars, or apart by two tabs or more.
pub(super) fn is_row(line: &str) -> bool {
    let bare = line.trim();
    let barred = bare.len() > 2 && bare.starts_with('|') && bare.ends_with('|');
    barred || 2 <= bare.matches('\t').take(2).count()
}

/// A dateline that stands on a line of its own: "JAKARTA, KOMPAS —".
fn is_open_dateline(line: &str) -> bool {
    let bare = line.trim();
    bare.ends_with(['–', '—', '-'])
        && bare.len() <= 60
        && bare.starts_with(char::is_uppercase)
        && bare.split_whitespace().count() <= 8
}

pub(super) fn is_byline(line: &str, hints: &Hints) -> bool {
    let bare = line.trim().trim_matches(['*', '_']);
    if !bare.starts_with(char::is_uppercase) {
        return false;
    }
    let Some(rest) = hints.bylines.before(bare).iter().find_map(|it| {
        starts_with_words(bare, it).then(|| bare.get(it.len()..).unwrap_or_default())
    }) else {
        return false;
    };
    // "Tim Redaksi" needs no name.
    if rest.trim().is_empty() {
        return bare.contains(' ');
    }
    // "Oleh Andi Tenri | Selasa, 18 November 2026"
    let day = |it: &str| it.contains(|it: char| it.is_ascii_digit());
    let rest = rest.split_once(" | ").filter(|it| day(it.1)).map_or(rest, |it| it.0);
    // Names and nothing else: "Oleh Budi Santoso", not "Oleh karena itu …".
    let labelled = rest.trim_start().starts_with(':');
    let names = |it: &Shape| it.starts_high && (it.big == it.capital || it.shouted);
    let shape = Shape::of(rest, hints);
    shape.is_some_and(|it| {
        names(&it) && it.words <= if labelled { 14 } else { 10 } && it.end != End::Call
    }) || is_described(rest, shape, hints, names)
}

/// "Oleh Rina Kusuma, peneliti di Bogor": a name, and what its bearer is.
fn is_described(
    rest: &str,
    shape: Option<Shape>,
    hints: &Hints,
    names: impl Fn(&Shape) -> bool,
) -> bool {
    let Some((name, _)) = rest.split_once(", ") else { return false };
    shape.is_some_and(|it| it.words <= 14 && it.end == End::Open)
        && Shape::of(name, hints).is_some_and(|it| names(&it) && 2 <= it.big && it.figures == 0)
}

/// Whether `text` begins with the lower-case `words`, whatever its own case.
fn starts_with_words(text: &str, words: &str) -> bool {
    // Most lines part from most words at the first letter.
    let first = first_letter(text);
    if first.is_some() && first != first_letter(words) {
        return false;
    }
    let Some(start) = text.get(..words.len()) else { return false };
    let same = if words.is_ascii() {
        start.eq_ignore_ascii_case(words)
    } else {
        start.to_lowercase() == words
    };
    same && !text.get(words.len()..).is_some_and(|it| it.starts_with(char::is_alphanumeric))
}

/// Words that lines begin with, by their first letter: most lines begin with none.
#[derive(Debug)]
pub struct Openings {
    /// By ASCII letter, in small letters; then all.
    letters: Box<[Vec<&'static str>]>,
}

impl Openings {
    /// Those that may begin a line, in order.
    fn before(&self, line: &str) -> &[&'static str] {
        let letter = first_letter(line).map_or(self.letters.len().saturating_sub(1), usize::from);
        self.letters.get(letter).map(Vec::as_slice).unwrap_or_default()
    }
}

impl FromIterator<&'static str> for Openings {
    fn from_iter<I: IntoIterator<Item = &'static str>>(words: I) -> Openings {
        let mut letters = vec![Vec::new(); 129];
        for word in words {
            let own = first_letter(word).map(usize::from);
            for at in own.into_iter().chain([128]) {
                if let Some(all) = letters.get_mut(at) {
                    all.push(word);
                }
            }
        }
        Openings { letters: letters.into() }
    }
}

impl Default for Openings {
    fn default() -> Openings {
        [].into_iter().collect()
    }
}

/// In lower case, if it is a letter or a sign of ASCII.
fn first_letter(text: &str) -> Option<u8> {
    text.bytes().next().filter(u8::is_ascii).map(|it| it.to_ascii_lowercase())
}

pub(super) fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}
