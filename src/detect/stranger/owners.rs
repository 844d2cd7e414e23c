//! Whose name a word alone may be.

use std::collections::BTreeMap;

use crate::detect::names::Class;
use crate::detect::stranger::shorts::is_plain;
use crate::detect::{Article, Stranger};
use crate::lang::{Lang, List};

/// The people that a part of a name may mean: each with the byte at which it
/// stands first, in that order.
#[derive(Default)]
pub(super) struct Owners(BTreeMap<String, Vec<(usize, usize)>>);

impl Owners {
    /// In Indonesian any word of a name may stand for it. In English the last does;
    /// others where nobody else's last word is the same: the first of "Seo Yu-jin", a
    /// given name, the words between of a longer name.
    pub(super) fn of(all: &[Stranger], article: &Article) -> Owners {
        let mut res = Owners::default();
        let mut others = Owners::default();
        // Some names turned out to be the beginning of others.
        let people = all.iter().enumerate();
        let people = people.filter(|it| it.1.class == Class::Person && !it.1.mentions.is_empty());
        for (at, it) in people {
            let first = it.mentions.iter().map(|it| it.span.start()).min().unwrap_or_default();
            let words = it.name.split(' ').filter(|it| 2 < it.chars().count());
            let own: Vec<&str> = match article.lang {
                Lang::Id => words.collect(),
                Lang::En => words.rev().take(1).collect(),
            };
            let capital = |it: &&str| it.starts_with(char::is_uppercase);
            for word in own.into_iter().filter(capital) {
                res.put(word, (first, at));
            }
            if article.lang == Lang::En {
                for word in parts(&it.name, article).into_iter().filter(capital) {
                    others.put(word, (first, at));
                }
            }
        }
        for (word, mut owners) in others.0 {
            owners.sort_unstable();
            owners.dedup();
            if let [_] = owners.as_slice() {
                res.0.entry(word).or_insert(owners);
            }
        }
        for owners in res.0.values_mut() {
            owners.sort_unstable();
            owners.dedup_by_key(|it| it.1);
        }
        res
    }

    fn put(&mut self, word: &str, owner: (usize, usize)) {
        self.0.entry(word.to_owned()).or_default().push(owner);
    }

    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Whose name a word at a byte of the article is; nobody's for sure where two bear
    /// it that were both named before.
    pub(super) fn of_word(&self, word: &str, byte: usize) -> Option<Option<usize>> {
        let owners = self.0.get(word)?;
        let one = match owners.as_slice() {
            [one] => Some(one.1),
            [one, second, ..] if one.0 < byte && byte < second.0 => Some(one.1),
            _ => None,
        };
        Some(one)
    }
}

/// English: the words of a name but the last that may stand for it.
fn parts<'a>(name: &'a str, article: &Article) -> Vec<&'a str> {
    let lexicon = &article.lang.pack().lexicon;
    let words: Vec<&str> = name.split(' ').collect();
    let Some((last, rest)) = words.split_last().filter(|it| !it.1.is_empty()) else {
        return Vec::new();
    };
    // "Yu-jin": the family stands first.
    let family = last.split_once('-').is_some_and(|it| it.1.starts_with(char::is_lowercase));
    let own = |at: usize, it: &str| {
        let given = lexicon.is_listed(it, List::GivenName);
        let told = if at == 0 { family || given } else { !given && rest.len() == 2 };
        told && 2 < it.chars().count()
            && !is_plain(it, lexicon)
            && article.base.named(it).is_empty()
    };
    rest.iter().enumerate().filter(|it| own(it.0, it.1)).map(|it| *it.1).collect()
}
