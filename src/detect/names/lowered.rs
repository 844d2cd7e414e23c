//! Words that name even where they are written small ("how are vietnam and
//! thailand alike?"): those whose class of vectors is mostly one of names, and
//! those that hardly ever stand without a capital.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::detect::names::learn::Marked;
use crate::detect::names::stands_out;
use crate::detect::names::word::key;
use crate::detect::names::wordclass::Classes;
use crate::lang::{Token, TokenKind, tokens};
use crate::text::Span;

/// A class of words names where this share of its places is in names: two of five.
const NAMES: (u32, u32) = (2, 5);

/// Rarer classes and words say nothing.
const RARE: u32 = 5;
const SELDOM: u32 = 2;

/// What texts tell of it.
#[derive(Default)]
pub struct Lowered {
    /// By word in small letters: how often it has a capital within a sentence, and how often none.
    words: FxHashMap<u64, (u32, u32)>,
    /// By class: how often one of its words stands in a name, and how often at all.
    classes: FxHashMap<u32, (u32, u32)>,
}

impl Lowered {
    /// Adds a plain text.
    pub fn plain(&mut self, text: &str) {
        self.count(text, &tokens(text, Span::new(0, text.len())));
    }

    /// Adds a text in which people marked the names.
    pub fn marked(&mut self, marked: &Marked, kin: &Classes) {
        let all = tokens(&marked.text, Span::new(0, marked.text.len()));
        self.count(&marked.text, &all);
        for it in all {
            let small = small(it.span.of(&marked.text));
            let Some([_, _, class]) = kin.get(&small) else { continue };
            let (named, seen) = self.classes.entry(*class).or_default();
            *seen += 1;
            *named += u32::from(marked.names.iter().any(|name| name.0.contains(it.span)));
        }
    }

    fn count(&mut self, text: &str, all: &[Token]) {
        // A sentence begins with a capital whatever its first word is.
        let mut first = true;
        for it in all {
            let word = it.span.of(text);
            if it.kind == TokenKind::Sign {
                first |= matches!(word, "." | "!" | "?" | "…" | ":" | "\"" | "“");
                continue;
            }
            if !first {
                let (with, without) = self.words.entry(small(word)).or_default();
                *if stands_out(word) { with } else { without } += 1;
            }
            first = false;
        }
    }

    /// Their keys, in order.
    pub fn words(&self, kin: &Classes) -> Vec<u64> {
        let mostly_small =
            |it: &u64| self.words.get(it).is_some_and(|it| SELDOM < it.1 && it.0 < it.1);
        let (part, whole) = NAMES;
        let names = |class: u32| {
            let counts = self.classes.get(&class);
            counts.is_some_and(|it| RARE <= it.1 && part * it.1 <= whole * it.0)
        };
        let by_class = kin.iter().filter(|it| names(it.1[2])).map(|it| *it.0);
        let hardly_small = |it: (u32, u32)| SELDOM <= it.0 && 9 * it.1 <= it.0;
        let by_letters = self.words.iter().filter(|it| hardly_small(*it.1)).map(|it| *it.0);
        let all: FxHashSet<u64> = by_class.chain(by_letters).collect();
        let mut all: Vec<u64> = all.into_iter().filter(|it| !mostly_small(it)).collect();
        all.sort_unstable();
        all
    }
}

fn small(word: &str) -> u64 {
    key(&word.to_lowercase())
}
