//! The second floor: what we know about a language. Word lists are data and
//! live in `seeds/lang`; a line is a word. Does not know the world: no names.

mod beside;
mod en;
mod id;
mod key;
mod lexicon;
mod list;
mod mark;
mod messages;
mod numerals;
mod part;
mod sentence;
mod source;
mod time;
mod token;
mod tongue;

use std::sync::LazyLock;

use crate::lang::source::Source;
use crate::structure::Hints;
use crate::text::Glossary;

pub use beside::{Beside, Phrase};
pub(crate) use lexicon::NUMERAL;
pub use lexicon::{CueClass, LONGEST_PHRASE, Lexicon, Mark};
pub use list::List;
pub use messages::{Arg, DateParts, Message, date_in_words, render, word};
pub use part::Part;
pub use sentence::sentences;
pub(crate) use sentence::{item_behind, sentences_until};
pub use time::{Time, TimeKind, TimeUnit};
pub(crate) use token::each_token;
pub use token::{Token, TokenKind, is_upper, tokens};
pub use tongue::{Tongue, Votes, by_letters};

/// A language Tajuk reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lang {
    Id,
    En,
}

/// Everything a language contributes. Built once, at first use.
pub struct Pack {
    pub lang: Lang,
    pub lexicon: Lexicon,
    /// 3/9/2025 is the third of September.
    pub day_first: bool,
}

impl Lang {
    pub const ALL: [Lang; 2] = [Lang::Id, Lang::En];

    /// The primary subtag of BCP 47.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::Id => "id",
            Lang::En => "en",
        }
    }

    /// From a language tag ("id", "en-GB"), whatever its case. `None` for a
    /// language Tajuk has no pack for.
    pub fn from_tag(tag: &str) -> Option<Lang> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        // "in" is the tag that Indonesian had before 1989.
        let known = [("id", Lang::Id), ("in", Lang::Id), ("en", Lang::En)];
        known.into_iter().find(|it| primary.eq_ignore_ascii_case(it.0)).map(|it| it.1)
    }

    pub fn pack(self) -> &'static Pack {
        static ID: LazyLock<Pack> = LazyLock::new(|| Pack::new(&id::SOURCE));
        static EN: LazyLock<Pack> = LazyLock::new(|| Pack::new(&en::SOURCE));
        match self {
            Lang::Id => &ID,
            Lang::En => &EN,
        }
    }

    fn source(self) -> &'static Source {
        match self {
            Lang::Id => &id::SOURCE,
            Lang::En => &en::SOURCE,
        }
    }
}

impl Pack {
    fn new(source: &'static Source) -> Pack {
        Pack {
            lang: source.lang,
            lexicon: Lexicon::new(source),
            day_first: source.lang == Lang::Id,
        }
    }
}

/// What all packs together tell the structure floor.
pub fn hints() -> &'static Hints {
    static HINTS: LazyLock<Hints> = LazyLock::new(|| {
        let of = |list: List| {
            let lists = Lang::ALL.into_iter().flat_map(|it| it.source().lists);
            lists.filter(move |it| it.0 == list).flat_map(|it| lexicon::lines(it.1))
        };
        let each = |list: List| Glossary::new(of(list).map(|it| (it, ())));
        let months = Lang::ALL.into_iter().flat_map(|it| lexicon::rows(it.source().months));
        Hints {
            small_words: each(List::SmallWord),
            bylines: of(List::Byline).collect(),
            residue: of(List::Residue).collect(),
            captions: of(List::Caption).collect(),
            pictures: of(List::Picture).collect(),
            buttons: each(List::Button),
            networks: each(List::Network),
            months: months
                .filter_map(|it| Some((*it.first()?, it.get(1)?.parse().ok()?)))
                .collect(),
        }
    });
    &HINTS
}
