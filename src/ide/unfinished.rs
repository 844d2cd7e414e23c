//! What is being written. A word that is half there is no word yet, and a
//! sentence without its end may still name its source: what is found in them is
//! held back until they are finished, or until the writer goes on elsewhere.

use crate::rules::Group;
use crate::text::{Buffer, Span};

/// So many bytes before the caret are looked at, and so many behind it.
const BEFORE: usize = 4 << 10;
const BEHIND: usize = 256;

/// An edit that leaves more new bytes than this was not typed.
pub(super) const TYPED: usize = 40;

/// The unfinished stretches around the caret, in bytes of the article. Each
/// lies in the one after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unfinished {
    /// The word at the caret; at the end of a paragraph also the word before
    /// it, which the next one may make right ("namun demikian").
    word: Span,
    /// Nothing where something stands behind the caret in its line.
    sentence: Option<Span>,
    paragraph: Option<Span>,
    /// From the paragraph before on: a heading waits for what stands under it.
    lead: Option<Span>,
}

impl Unfinished {
    /// Around the place where somebody has just typed.
    pub(super) fn at(buffer: &Buffer, caret: usize) -> Unfinished {
        let before = buffer.slice(Span::new(caret.saturating_sub(BEFORE), caret));
        let behind = buffer.slice(Span::new(caret, caret + BEHIND));
        Unfinished::between(&before, &behind, caret)
    }

    /// `before` ends and `behind` starts at the caret.
    fn between(before: &str, behind: &str, caret: usize) -> Unfinished {
        let from = caret - before.len();
        let line_start = before.rfind(['\n', '\r']).map_or(0, |it| it + 1);
        let line = before.get(line_start..).unwrap_or_default();
        let rest = behind.split(['\n', '\r']).next().unwrap_or_default();
        let is_last = rest.chars().all(|it| it.is_whitespace() || is_closing(it));
        let end = caret + behind.len() - behind.trim_start_matches(char::is_alphanumeric).len();
        let mut word = from + word_start(before);
        if !is_last {
            let word = Span::new(word, end);
            return Unfinished { word, sentence: None, paragraph: None, lead: None };
        }
        let done = before.get(..word - from).unwrap_or_default();
        let earlier = done.trim_end_matches([' ', '\t', '\u{a0}']);
        if done.len() - earlier.len() < 3 {
            word = from + word_start(earlier);
        }
        let sentence = from + line_start + sentence_start(line);
        let start = paragraph_start(before);
        let paragraph = (from + start).min(sentence);
        let lead = paragraph_start(before.get(..start).unwrap_or_default());
        Unfinished {
            word: Span::new(word.max(from + line_start), end),
            sentence: Some(Span::new(sentence, end)),
            paragraph: Some(Span::new(paragraph, end)),
            lead: Some(Span::new((from + lead).min(paragraph), end)),
        }
    }

    /// Whether what was found there may change with the next letters.
    pub(super) fn holds(&self, group: Group, span: Span) -> bool {
        let reaches = |it: Span| it.start() < span.end() && span.end() <= it.end();
        // What is longer than the word and goes on behind it was there before.
        let word = !self.word.is_empty() && self.word.overlaps(span);
        let borders = self.word.start() <= span.start() || span.end() <= self.word.end();
        if word && borders {
            return true;
        }
        match group {
            Group::Orthography | Group::Dates | Group::Metadata => false,
            Group::Quotes => self.paragraph.is_some_and(|it| it.meets(span)),
            Group::Structure => self.lead.is_some_and(|it| it.meets(span)),
            _ => self.sentence.is_some_and(reaches),
        }
    }

    /// All findings that may be held back touch this.
    pub(super) fn widest(&self) -> Span {
        self.lead.unwrap_or(self.word)
    }
}

fn is_closing(it: char) -> bool {
    matches!(it, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '*' | '_')
}

fn is_stop(it: char) -> bool {
    matches!(it, '.' | '!' | '?' | '…')
}

/// Start of the word at the end of `text`; its end where a sign or a space has
/// finished it. A stop behind a figure has not: more of it may come.
fn word_start(text: &str) -> usize {
    let bare = text.trim_end_matches(|it: char| it.is_alphanumeric() || is_inner(it));
    let tail = text.get(bare.len()..).unwrap_or_default();
    let mut last = tail.chars().rev();
    match (last.next(), last.next()) {
        (Some('.' | ',' | ':'), it) if !it.is_some_and(|it| it.is_ascii_digit()) => text.len(),
        _ => bare.len(),
    }
}

/// Stands inside words and figures.
fn is_inner(it: char) -> bool {
    matches!(it, '-' | '‑' | '–' | '\'' | '’' | '.' | ',' | ':' | '/' | '%' | '$' | '€' | '£' | '@')
}

/// Where the last sentence of a line starts; the line's end where it is over.
fn sentence_start(line: &str) -> usize {
    let closed = line.trim_end_matches(is_closing);
    if let Some(body) = closed.strip_suffix(is_stop)
        && body.ends_with(|it: char| it.is_lowercase() || is_closing(it) || is_stop(it))
    {
        return line.len();
    }
    let mut stopped = false;
    let mut start = 0;
    for (at, it) in line.char_indices() {
        if it.is_whitespace() && stopped {
            start = at;
        }
        stopped = is_stop(it) || stopped && (is_closing(it) || it.is_whitespace());
    }
    start
}

/// Where the last paragraph starts. It goes on while lines end without a stop;
/// blank lines behind it do not finish it, since what comes next may belong to
/// it.
fn paragraph_start(before: &str) -> usize {
    let mut start = before.len();
    let mut seen = false;
    for line in before.split_inclusive('\n').rev() {
        let bare = line.trim_end();
        let over = bare.trim_end_matches(is_closing).ends_with([':', '.', '!', '?', '…']);
        if seen && (bare.is_empty() || over) {
            break;
        }
        seen |= !bare.is_empty();
        start -= line.len();
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    #[track_caller]
    fn check(text: &str, expected: Expect) {
        let (before, behind) = text.split_once('|').unwrap();
        let all = format!("{before}{behind}");
        let found = Unfinished::between(before, behind, before.len());
        let part =
            |it: Option<Span>| it.map_or("–".to_owned(), |it| format!("«{}»", it.of(&all)));
        let drawn = [Some(found.word), found.sentence, found.paragraph].map(part).join(" ");
        expected.assert_eq(&drawn);
    }

    #[test]
    fn a_word_is_finished_by_what_follows_it() {
        check("Ia tiba disan|", expect!["«tiba disan» «Ia tiba disan» «Ia tiba disan»"]);
        check("Ia tiba disana |", expect!["«disana » «Ia tiba disana » «Ia tiba disana »"]);
        check("Tumbuh 5.|", expect!["«Tumbuh 5.» «Tumbuh 5.» «Tumbuh 5.»"]);
        check("Ia re|ko tiba.", expect!["«reko» – –"]);
        check("Ia | tiba.", expect!["«» – –"]);
    }

    #[test]
    fn a_sentence_is_finished_by_its_stop() {
        check("Hujan. Ia tiba di|", expect!["«tiba di» « Ia tiba di» «Hujan. Ia tiba di»"]);
        check("Hujan. Ia tiba.|", expect!["«» «» «Hujan. Ia tiba.»"]);
        check("Hujan. “Ia tiba|”", expect!["«Ia tiba» « “Ia tiba» «Hujan. “Ia tiba»"]);
    }

    #[test]
    fn a_paragraph_is_finished_by_the_next_one() {
        check("Satu.\n\nDua.\n|", expect!["«» «» «Dua.\n»"]);
        check("Satu.\n\nDua\ntiga |", expect!["«tiga » «tiga » «Dua\ntiga »"]);
        check("Satu.\nDua |", expect!["«Dua » «Dua » «Dua »"]);
    }
}
