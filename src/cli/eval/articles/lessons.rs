//! The names of marked articles, to learn from.

use std::path::Path;

use crate::cli::eval::articles::marked::{Class, Name};
use crate::cli::eval::articles::{read, to_learn_from};
use crate::cli::eval::marked::Text;
use crate::cli::screen::Failure;
use crate::lang::{Lang, sentences};
use crate::text::Span;

/// The sentences of a folder's articles in a language, with their names; of names over each
/// other the longest. Articles whose names end in `-test` are left out.
pub(in crate::cli) fn named(folder: &Path, lang: Lang) -> Result<Vec<Text>, Failure> {
    let mut res = Vec::new();
    for part in ["gold", "names"] {
        for path in to_learn_from(&folder.join(part).join(lang.tag()))? {
            let (_, gold) = read(&path)?;
            let names = longest(&gold.names, lang);
            for paragraph in paragraphs(&gold.text) {
                for span in sentences(&gold.text, paragraph, lang.pack()) {
                    let own = names.iter().filter(|it| span.contains(it.0));
                    let own = own.map(|(it, label)| {
                        let place = |at: usize| at - span.start();
                        (Span::new(place(it.start()), place(it.end())), (*label).to_owned())
                    });
                    let text = span.of(&gold.text).to_owned();
                    res.push(Text { text, names: own.collect(), tokens: Vec::new() });
                }
            }
        }
    }
    Ok(res)
}

/// In the text's order.
fn longest(names: &[Name], lang: Lang) -> Vec<(Span, &'static str)> {
    let mut all: Vec<(Span, &str)> =
        names.iter().filter_map(|it| Some((it.span, label(it.class, lang)?))).collect();
    all.sort_by_key(|it| (std::cmp::Reverse(it.0.len()), it.0.start()));
    let mut res: Vec<(Span, &str)> = Vec::new();
    for it in all {
        if !res.iter().any(|other| other.0.overlaps(it.0)) {
            res.push(it);
        }
    }
    res.sort_by_key(|it| it.0);
    res
}

fn label(class: Class, lang: Lang) -> Option<&'static str> {
    match class {
        Class::Person => Some("PER"),
        Class::Place => Some("LOC"),
        Class::Org => Some("ORG"),
        // No Indonesian corpus marks them.
        Class::Event if lang == Lang::En => Some("EVENT"),
        Class::Event | Class::Document | Class::Demonym | Class::Nominal => None,
    }
}

fn paragraphs(text: &str) -> impl Iterator<Item = Span> {
    text.split_inclusive('\n').scan(0, |start, line| {
        let span = Span::new(*start, *start + line.trim_end().len());
        *start += line.len();
        Some(span)
    })
}
