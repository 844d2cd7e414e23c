//! Whether a stop ends its sentence.

use crate::lang::lexicon::Stop;
use crate::lang::sentence::Walk;
use crate::lang::sentence::chunk::{Chunk, Sign};
use crate::lang::{List, Pack};

/// What opens a sentence behind an abbreviation that can end one.
const OPENERS: [List; 4] = [List::FunctionWord, List::Pronoun, List::Connective, List::Opener];

/// Whether the sentence of `walk` ends between `last` and `next`, by the signs
/// at the end of the one and the letters at the start of the other.
pub(super) fn ends(walk: &Walk<'_>, last: &Chunk<'_>, next: &Chunk<'_>, pack: &Pack) -> bool {
    if last.sign == Sign::None {
        return false;
    }
    let Some(first) = next.first() else { return false };
    // "… ! ... Lalu": three stops that stand alone begin what follows them.
    if next.sign == Sign::Ellipsis && next.word.is_empty() && !next.quoted.closes {
        return last.sign != Sign::Ellipsis;
    }
    if last.sign == Sign::Ellipsis && last.word.is_empty() && walk.chunks == 1 {
        return false;
    }
    // "…," kata dia: the sentence goes on behind the quotation.
    if matches!(first, ',' | ';' | ':' | '.' | ')' | '…' | '–' | '—' | '?' | '!')
        || next.text == "-"
    {
        return false;
    }
    // "(lahir 1 Jan. Ia …": what a bracket holds is no sentence of its own.
    // Where one has been forgotten open, the next that shuts ends it.
    if 0 < walk.depth && last.sign == Sign::Stop && last.shut == 0 {
        return false;
    }
    let low = first.is_lowercase() && !next.starts_high();
    let in_brackets = next.text.starts_with('(');
    // "Viva Maria! (1965)", "… di Kyiv. (12/5)"
    if in_brackets && first.is_numeric() {
        return false;
    }
    if low && (last.quoted.closes || last.quoted.shuts || next.quoted.opens && !in_brackets) {
        return false;
    }
    match last.sign {
        Sign::None => false,
        Sign::Ellipsis => !low,
        Sign::Call => !low || asked_and_gone(last, next, pack),
        Sign::Stop if low => is_plain_word(last.word, pack),
        Sign::Stop => stop_ends(walk, last, next, pack),
    }
}

/// A full stop before something that can start a sentence.
fn stop_ends(walk: &Walk<'_>, last: &Chunk<'_>, next: &Chunk<'_>, pack: &Pack) -> bool {
    let word = last.word;
    if is_heading_number(walk, last, pack) {
        return false;
    }
    if last.quoted.before_sign || last.quoted.closes || last.quoted.shuts && !last.quoted.opens {
        return true;
    }
    match abbreviation(word, next, pack) {
        Stop::Never => return false,
        Stop::AtNumber => return !starts_as_number(next),
        Stop::May => return opens_sentence(next, pack),
        Stop::Ends => {}
    }
    let mut letters = word.chars();
    match (letters.next(), letters.next()) {
        // An initial: "H. R. Nasution". "I." and a figure can end a sentence.
        (Some(one), None) if one.is_alphabetic() => {
            let alone = walk.before.is_none_or(|it| !it.starts_high());
            opens_sentence(next, pack) || (one == 'I' && alone)
        }
        _ if is_dotted(word) => opens_sentence(next, pack),
        _ if is_clipped(word) => opens_sentence(next, pack),
        _ => true,
    }
}

/// Also in a line of capitals: "GEN. SUDIRMAN".
fn abbreviation(word: &str, next: &Chunk<'_>, pack: &Pack) -> Stop {
    let all_capitals = |it: &str| 1 < it.len() && it.chars().all(char::is_uppercase);
    if word.len() <= 5 && all_capitals(word) && all_capitals(next.word) {
        let (first, rest) = word.split_at_checked(1).unwrap_or_default();
        let usual = pack.lexicon.stop(&format!("{first}{}", rest.to_lowercase()));
        if usual == Stop::Never {
            return usual;
        }
    }
    pack.lexicon.stop(word)
}

/// "1." or "2.3." before a heading or an item; "Gambar 1." before a caption.
fn is_heading_number(walk: &Walk<'_>, last: &Chunk<'_>, pack: &Pack) -> bool {
    let is_number = !last.word.is_empty()
        && last.word.len() <= 8
        && last.word.chars().all(|it| it.is_ascii_digit() || it == '.');
    let is_letter = last.word.len() == 1 && last.word.chars().all(|it| it.is_ascii_lowercase());
    match walk.chunks {
        1 => is_number || is_letter,
        2 => is_number && walk.first.is_some_and(|it| pack.lexicon.is_in(it.text, &[List::Label])),
        _ => false,
    }
}

/// Whether a word that can end a sentence before it stands here: behind
/// "U.S." a name goes on, and "The" begins anew.
fn opens_sentence(next: &Chunk<'_>, pack: &Pack) -> bool {
    // "There's"
    let word = next.word.split(['\'', '’']).next().unwrap_or_default();
    next.word.starts_with(char::is_uppercase) && pack.lexicon.is_in(word, &OPENERS)
}

/// Figures, or Roman ones.
fn starts_as_number(next: &Chunk<'_>) -> bool {
    let word = next.word.trim_end_matches([',', ';', ':']);
    word.starts_with(|it: char| it.is_ascii_digit())
        || !word.is_empty() && word.chars().all(|it| "IVXLC".contains(it))
}

/// "U.N", "M.Si", "a.k.a": letters with stops between them.
fn is_dotted(word: &str) -> bool {
    word.contains('.')
        && word.len() <= 12
        && word.split('.').all(|it| {
            let letters = it.chars().count();
            (1..=3).contains(&letters) && it.chars().all(char::is_alphabetic)
        })
}

/// "Kp", "Sgt": a capital and small letters that nobody can speak.
fn is_clipped(word: &str) -> bool {
    let vowel = |it: char| "aeiouyAEIOUY".contains(it) || !it.is_ascii_alphabetic();
    (2..=4).contains(&word.len())
        && word.starts_with(|it: char| it.is_ascii_uppercase())
        && word.chars().skip(1).all(|it| it.is_ascii_lowercase())
        && !word.contains(vowel)
}

/// A word that is no abbreviation by its looks: what follows it in small
/// letters is a sentence that someone began with one.
fn is_plain_word(word: &str, pack: &Pack) -> bool {
    let word = word.rsplit(['-', '/', '\'', '’']).next().unwrap_or_default();
    let long = 4 <= word.len()
        && word.chars().all(char::is_alphabetic)
        && word.contains(['a', 'e', 'i', 'o', 'u', 'A', 'E', 'I', 'O', 'U']);
    (long || pack.lexicon.is_in(word, &OPENERS)) && pack.lexicon.stop(word) == Stop::Ends
}

/// Whether a question or a call before a small letter ends its sentence:
/// behind a name ("Yahoo! is …") and before who asks it does not.
fn asked_and_gone(last: &Chunk<'_>, next: &Chunk<'_>, pack: &Pack) -> bool {
    let mut letters = last.word.chars();
    let capital = letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase);
    let named = capital
        && !pack.lexicon.is_in(last.word, &OPENERS)
        && !pack.lexicon.is_in(last.word, &[List::Question]);
    !named && !pack.lexicon.is_in(next.word, &[List::SpeechVerb])
}
