//! Which language a text is in: told by counting function words, which every
//! sentence has. A text in a language that Tajuk does not read is known for
//! what it is, so that nobody's rules are laid on it.
//!
//! A library (whatlang, by groups of three letters) has a say only where the
//! function words of an article are as many in both languages that Tajuk reads:
//! headlines, lists. It is least sure there too, so it has to be sure.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::lang::lexicon::lines;
use crate::lang::{Lang, List, Token, TokenKind, each_token};
use crate::text::{Glossary, Span};

/// The language of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tongue {
    /// One that Tajuk reads.
    Known(Lang),
    /// Another one, by its tag.
    Other(&'static str),
}

/// Languages that Tajuk knows without reading them: tag and function words.
const OTHERS: [(&str, &str); 7] = [
    ("de", include_str!("../../seeds/tongues/de.txt")),
    ("es", include_str!("../../seeds/tongues/es.txt")),
    ("fr", include_str!("../../seeds/tongues/fr.txt")),
    ("it", include_str!("../../seeds/tongues/it.txt")),
    ("ms", include_str!("../../seeds/tongues/ms.txt")),
    ("nl", include_str!("../../seeds/tongues/nl.txt")),
    ("pt", include_str!("../../seeds/tongues/pt.txt")),
];

const COUNT: usize = Lang::ALL.len() + OTHERS.len();

/// An article in a language that Tajuk does not read has so many of its
/// function words at least.
const MANY: u32 = 8;

/// A stretch in another language than its article's has so many at least.
const SOME: u32 = 3;

/// Malay has so many words more than Indonesian that only it has.
const MALAY: u32 = 4;

/// How many function words of each language a text has: first those of
/// [`Lang::ALL`], then the others'.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Votes([u32; COUNT]);

impl Tongue {
    /// The primary subtag of BCP 47.
    pub fn tag(self) -> &'static str {
        match self {
            Tongue::Known(lang) => lang.tag(),
            Tongue::Other(tag) => tag,
        }
    }

    /// From a language tag, whatever its case; `None` for a language that
    /// nobody here knows.
    pub fn from_tag(tag: &str) -> Option<Tongue> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default().to_lowercase();
        let other = || OTHERS.iter().find(|it| it.0 == primary).map(|it| Tongue::Other(it.0));
        Lang::from_tag(tag).map(Tongue::Known).or_else(other)
    }

    /// The language whose sentences and names are most like this one's.
    pub fn nearest(self) -> Lang {
        match self {
            Tongue::Known(lang) => lang,
            Tongue::Other("ms") => Lang::Id,
            Tongue::Other(_) => Lang::En,
        }
    }

    fn index(self) -> usize {
        let known = |lang| Lang::ALL.iter().position(|it| *it == lang);
        match self {
            Tongue::Known(lang) => known(lang).unwrap_or(0),
            Tongue::Other(tag) => {
                let other = OTHERS.iter().position(|it| it.0 == tag).unwrap_or(0);
                Lang::ALL.len() + other
            }
        }
    }

    fn all() -> impl Iterator<Item = Tongue> {
        let known = Lang::ALL.into_iter().map(Tongue::Known);
        known.chain(OTHERS.iter().map(|it| Tongue::Other(it.0)))
    }
}

impl Votes {
    /// The function words among `tokens`.
    pub fn of(text: &str, tokens: &[Token]) -> Votes {
        let mut res = Votes::default();
        tokens.iter().for_each(|it| res.count(text, it));
        res
    }

    /// The function words of a stretch.
    pub fn of_stretch(text: &str, span: Span) -> Votes {
        let mut res = Votes::default();
        each_token(text, span, |it| res.count(text, &it));
        res
    }

    #[inline]
    fn count(&mut self, text: &str, token: &Token) {
        static WORDS: LazyLock<Glossary<u16>> = LazyLock::new(|| Glossary::new(words()));
        if token.kind == TokenKind::Word {
            let mut bits = WORDS.get(token.span.of(text)).copied().unwrap_or(0);
            while bits != 0 {
                if let Some(votes) = self.0.get_mut(bits.trailing_zeros() as usize) {
                    *votes += 1;
                }
                bits &= bits - 1;
            }
        }
    }

    pub fn add(&mut self, other: &Votes) {
        self.0.iter_mut().zip(other.0).for_each(|(sum, it)| *sum += it);
    }

    /// Takes back what was added.
    pub fn lose(&mut self, other: &Votes) {
        self.0.iter_mut().zip(other.0).for_each(|(sum, it)| *sum = sum.saturating_sub(it));
    }

    fn get(&self, tongue: Tongue) -> u32 {
        self.0.get(tongue.index()).copied().unwrap_or(0)
    }

    /// The most of the languages that Tajuk reads; of two with as many, the
    /// first.
    fn best_known(&self) -> (Lang, u32) {
        let mut best = (Lang::Id, 0);
        for lang in Lang::ALL {
            let votes = self.get(Tongue::Known(lang));
            if best.1 < votes {
                best = (lang, votes);
            }
        }
        best
    }

    /// The language of an article with these votes. Another one than those
    /// that Tajuk reads has to have more of a lead the nearer it is to them.
    pub fn elect(&self) -> Tongue {
        let (known, votes) = self.best_known();
        let leads = |it: &Tongue| {
            let own = self.get(*it);
            match it {
                Tongue::Other("ms") => known == Lang::Id && MANY <= own && votes + MALAY <= own,
                _ => MANY <= own && 3 * votes < 2 * own,
            }
        };
        let others = Tongue::all().skip(Lang::ALL.len()).filter(leads);
        others.max_by_key(|it| self.get(*it)).unwrap_or(Tongue::Known(known))
    }

    /// Whether the languages that Tajuk reads have as many votes each.
    pub fn is_tie(&self) -> bool {
        let (_, most) = self.best_known();
        Lang::ALL.into_iter().all(|it| self.get(Tongue::Known(it)) == most)
    }

    /// Whether these votes are `times` as many for `tongue` as for any other
    /// that Tajuk reads.
    pub fn agree(&self, tongue: Tongue, times: u32) -> bool {
        let rivals = Lang::ALL.into_iter().map(Tongue::Known).filter(|it| *it != tongue);
        let rival = rivals.map(|it| self.get(it)).max().unwrap_or(0);
        SOME <= self.get(tongue) && times * rival <= self.get(tongue)
    }

    /// The language of a stretch of an article in `around`: that one, unless
    /// the stretch is plainly in another. Short lines follow their article.
    pub fn within(&self, around: Tongue) -> Tongue {
        // No language has enough to be told from the one around it.
        if self.0.iter().all(|it| *it < SOME) {
            return around;
        }
        let own = self.get(around);
        let plain = |it: &Tongue| {
            let votes = self.get(*it);
            // Malay inside Indonesian cannot be told from so little.
            let near = it.nearest() == around.nearest() && it.nearest() == Lang::Id;
            let known = matches!(it, Tongue::Known(_));
            !near && if known { SOME.max(3 * own) <= votes } else { self.is_foreign(*it, own) }
        };
        let found = Tongue::all().filter(|it| *it != around).filter(plain);
        found.max_by_key(|it| (self.get(*it), *it == around)).unwrap_or(around)
    }

    fn is_foreign(&self, tongue: Tongue, own: u32) -> bool {
        let rival = own.max(self.best_known().1);
        let votes = self.get(tongue);
        MANY / 2 < votes && 3 * rival <= votes
    }
}

/// Of an article with as many function words in each, or none: the language that
/// its letters look like, where they look like one and not the other.
pub fn by_letters(text: &str) -> Option<Lang> {
    let known = vec![whatlang::Lang::Ind, whatlang::Lang::Eng];
    let found = whatlang::Detector::with_allowlist(known).detect(text)?;
    found.is_reliable().then_some(match found.lang() {
        whatlang::Lang::Ind => Lang::Id,
        _ => Lang::En,
    })
}

/// For each function word the languages it belongs to, a bit each.
fn words() -> FxHashMap<&'static str, u16> {
    let mut res: FxHashMap<&'static str, u16> = FxHashMap::default();
    let mut add = |tongue: Tongue, text: &'static str| {
        for word in lines(text).filter(|it| it.chars().all(char::is_alphabetic)) {
            *res.entry(word).or_default() |= 1 << tongue.index();
        }
    };
    for lang in Lang::ALL {
        let lists = lang.source().lists.iter().filter(|it| it.0 == List::FunctionWord);
        lists.for_each(|it| add(Tongue::Known(lang), it.1));
    }
    OTHERS.iter().for_each(|it| add(Tongue::Other(it.0), it.1));
    res
}
