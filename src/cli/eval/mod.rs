//! `tajuk eval`: how well Tajuk reads, measured on texts that people marked.

pub(super) mod articles;
mod attribution;
pub(super) mod claims;
pub(super) mod gold;
pub(super) mod marked;
mod ner;
mod report;
mod score;
mod sentences;
mod structure;

use crate::cli::screen::Failure;
use crate::cli::tasks::{Eval, EvalTask};
use crate::lang::{Lang, Votes, tokens};
use crate::text::Span;

pub(crate) fn run(wanted: &Eval, lang: Option<Lang>) -> Result<u8, Failure> {
    match &wanted.task {
        EvalTask::Sentences(gold) => sentences::run(gold, lang),
        EvalTask::Structure(gold) => structure::run(gold),
        EvalTask::Attribution(gold) => attribution::run(gold, lang),
        EvalTask::Claims(gold) => claims::run(gold, lang),
        EvalTask::Ner(gold) => ner::run(gold, lang),
        EvalTask::Gold(gold) => articles::run(gold, lang),
    }
}

/// The language of a gold file: the user's word, else that of its folder or
/// name ("seg-id/ud_gsd.dev.jsonl", "en_test.jsonl"), else that of its text.
fn language<'a>(
    told: Option<Lang>,
    path: &std::path::Path,
    texts: impl Iterator<Item = &'a str>,
) -> Lang {
    told.or_else(|| named(path)).unwrap_or_else(|| elected(texts))
}

/// From a word of the file's name, or of the folder it lies in.
fn named(path: &std::path::Path) -> Option<Lang> {
    let mut parts = path.components().rev().filter_map(|it| it.as_os_str().to_str());
    let tag = |part: &str| {
        part.split(|it: char| !it.is_alphanumeric())
            .find_map(|word| Lang::ALL.into_iter().find(|it| it.tag() == word))
    };
    parts.next().and_then(tag).or_else(|| parts.next().and_then(tag))
}

/// The language that has most of its function words in the texts.
fn elected<'a>(texts: impl Iterator<Item = &'a str>) -> Lang {
    let mut votes = Votes::default();
    for text in texts {
        votes.add(&Votes::of(text, &tokens(text, Span::new(0, text.len()))));
    }
    votes.elect().nearest()
}
