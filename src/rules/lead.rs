//! "Menurut [sumber], " before a statement that nobody vouches for.

use crate::lang::{Lang, List, word};

/// What takes the place of the first bytes of such a sentence, and of how many.
/// Nobody's name loses its capital: only a small word does. Nothing for an
/// empty sentence.
pub fn source_lead(sentence: &str, lang: Lang) -> Option<(usize, String)> {
    let first = sentence.chars().next()?;
    let lead = word("rewrite-source-text", lang);
    let start = sentence.split(|it: char| !it.is_alphanumeric()).next().unwrap_or_default();
    // A word that has its capital only from the sentence.
    if lang.pack().lexicon.is_in(start, &[List::FunctionWord]) {
        let small: String = first.to_lowercase().collect();
        return Some((first.len_utf8(), format!("{lead} {small}")));
    }
    Some((0, format!("{lead} ")))
}
