//! Whose name a word alone may be.

use rustc_hash::FxHashMap;

use crate::detect::Stranger;
use crate::detect::names::Class;
use crate::lang::Lang;

/// Which person a part of a name means; `None` where two bear it.
pub(super) struct Owners(pub(super) FxHashMap<String, Option<usize>>);

impl Owners {
    /// In Indonesian any word of a name may stand for it, in English the last.
    pub(super) fn of(all: &[Stranger], lang: Lang) -> Owners {
        let mut res: FxHashMap<String, Option<usize>> = FxHashMap::default();
        // Some names turned out to be the beginning of others.
        let people = all.iter().enumerate();
        let people = people.filter(|it| it.1.class == Class::Person && !it.1.mentions.is_empty());
        for (at, it) in people {
            let words = it.name.split(' ').filter(|it| 2 < it.chars().count());
            let own: Vec<&str> = match lang {
                Lang::Id => words.collect(),
                Lang::En => words.rev().take(1).collect(),
            };
            for word in own.into_iter().filter(|it| it.starts_with(char::is_uppercase)) {
                let slot = res.entry(word.to_owned()).or_insert(Some(at));
                if *slot != Some(at) {
                    *slot = None;
                }
            }
        }
        Owners(res)
    }

    pub(super) fn of_word(&self, word: &str) -> Option<Option<usize>> {
        self.0.get(word).copied()
    }
}
