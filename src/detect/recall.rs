//! Names of the last sentences in which they were recognised. A passage is read
//! anew when a letter is typed in it; most of its sentences are as they were.

use std::cell::RefCell;
use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use crate::detect::names::Recognised;
use crate::lang::Lang;

/// So many sentences are remembered.
const MOST: usize = 256;

/// All that the names of a sentence depend on, and the names.
struct Known {
    sentence: Box<str>,
    hits: Box<[u8]>,
    lang: Lang,
    names: Box<[Recognised]>,
}

thread_local! {
    static KNOWN: RefCell<FxHashMap<u64, Known>> = RefCell::default();
}

/// What `read` gives for the sentence, whose tokens have these hits.
pub(super) fn recalled(
    sentence: &str,
    lang: Lang,
    hits: &[u8],
    read: impl FnOnce() -> Vec<Recognised>,
) -> Vec<Recognised> {
    let mut hasher = FxHasher::default();
    (sentence, lang, hits).hash(&mut hasher);
    let key = hasher.finish();
    let known = KNOWN.with_borrow(|all| {
        let same = |it: &&Known| *it.sentence == *sentence && *it.hits == *hits && it.lang == lang;
        all.get(&key).filter(same).map(|it| it.names.to_vec())
    });
    if let Some(names) = known {
        return names;
    }
    let names = read();
    KNOWN.with_borrow_mut(|all| {
        if MOST <= all.len() {
            all.clear();
        }
        let (sentence, hits) = (sentence.into(), hits.into());
        all.insert(key, Known { sentence, hits, lang, names: names.clone().into() });
    });
    names
}
