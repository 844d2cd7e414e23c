//! Why a change is shown but not applied. Each rule was seen to be needed:
//! open databases fail in these ways.

use crate::knowledge::PartialDate;
use crate::lang::Message;

/// A reason to leave a change to a person's judgement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hold {
    /// Another name in the office since the very day: a joke, or a long and a
    /// short form of one name.
    SameStart {
        before: String,
    },
    /// The label is another than the names we know, and nothing else changed.
    NewLabel {
        name: String,
    },
    /// The holder to be had the office before and left it.
    Predecessor {
        until: PartialDate,
    },
    SeveralOpen {
        number: usize,
    },
    Dead {
        died: PartialDate,
    },
    /// Holds the country's other high office.
    Flip {
        office: String,
    },
    /// A country where the two high offices are easily taken for each other,
    /// and no second statement.
    Power {
        country: String,
    },
    Earlier {
        before: PartialDate,
    },
    /// The same holder, but since a later day: a new term, or a correction.
    Later {
        before: PartialDate,
    },
    LowerCase {
        name: String,
    },
    OddName {
        name: String,
    },
    /// It is the name of somebody else, too.
    Taken {
        name: String,
        by: String,
    },
    /// One word: whether it may stand alone is a person's to say.
    OneWord {
        name: String,
    },
    /// No word in common with the names we know.
    Unlike {
        name: String,
    },
    /// Two people would have one identifier, or one person two.
    Clash {
        qid: String,
        other: String,
    },
    /// One person in the high offices of two countries at once.
    TwoCountries {
        other: String,
    },
    NoStart,
    Future {
        from: PartialDate,
    },
    /// The one before is not told to have ended, or that end is held.
    Unclosed {
        before: String,
    },
    /// The one before left only later.
    Overlap {
        until: PartialDate,
    },
    /// Nobody would hold the office.
    Vacant,
    NotHuman,
    NoName,
    /// We know no such office, so its title would be a guess.
    NoOffice,
    /// The title depends on who holds it.
    Gendered {
        title: String,
    },
    /// So much at once is more likely to be a broken endpoint.
    TooMany {
        number: usize,
    },
    /// A person pinned what we say of this office.
    Pinned {
        on: String,
    },
}

impl Hold {
    /// The rule's name in answers for programs.
    pub fn id(&self) -> &'static str {
        self.key().strip_prefix("hold-").unwrap_or_default()
    }

    fn key(&self) -> &'static str {
        match self {
            Hold::SameStart { .. } => "hold-same-start",
            Hold::NewLabel { .. } => "hold-new-label",
            Hold::Predecessor { .. } => "hold-predecessor",
            Hold::SeveralOpen { .. } => "hold-several-open",
            Hold::Dead { .. } => "hold-dead",
            Hold::Flip { .. } => "hold-flip",
            Hold::Power { .. } => "hold-power",
            Hold::Earlier { .. } => "hold-earlier",
            Hold::Later { .. } => "hold-later",
            Hold::LowerCase { .. } => "hold-lower-case",
            Hold::OddName { .. } => "hold-odd-name",
            Hold::Taken { .. } => "hold-taken",
            Hold::OneWord { .. } => "hold-one-word",
            Hold::Unlike { .. } => "hold-unlike",
            Hold::Clash { .. } => "hold-clash",
            Hold::TwoCountries { .. } => "hold-two-countries",
            Hold::NoStart => "hold-no-start",
            Hold::Future { .. } => "hold-future",
            Hold::Unclosed { .. } => "hold-unclosed",
            Hold::Overlap { .. } => "hold-overlap",
            Hold::Vacant => "hold-vacant",
            Hold::NotHuman => "hold-not-human",
            Hold::NoName => "hold-no-name",
            Hold::NoOffice => "hold-no-office",
            Hold::Gendered { .. } => "hold-gendered",
            Hold::TooMany { .. } => "hold-too-many",
            Hold::Pinned { .. } => "hold-pinned",
        }
    }

    /// The reason, in words to be.
    pub fn message(&self) -> Message {
        let message = Message::new(self.key());
        match self {
            Hold::SameStart { before } | Hold::Unclosed { before } => {
                message.with("before", before)
            }
            Hold::NewLabel { name }
            | Hold::LowerCase { name }
            | Hold::OddName { name }
            | Hold::OneWord { name }
            | Hold::Unlike { name } => message.with("name", name),
            Hold::Taken { name, by } => message.with("name", name).with("other", by),
            Hold::Predecessor { until } | Hold::Overlap { until } => message.with("date", until),
            Hold::Dead { died } => message.with("date", died),
            Hold::Future { from } => message.with("date", from),
            Hold::Earlier { before } | Hold::Later { before } => message.with("date", before),
            Hold::SeveralOpen { number } | Hold::TooMany { number } => {
                message.with("number", number)
            }
            Hold::Flip { office } => message.with("office", office),
            Hold::Power { country } => message.with("country", country),
            Hold::Clash { qid, other } => message.with("qid", qid).with("other", other),
            Hold::TwoCountries { other } => message.with("other", other),
            Hold::Gendered { title } => message.with("title", title),
            Hold::Pinned { on } => message.with("date", on),
            Hold::NoStart | Hold::Vacant | Hold::NotHuman | Hold::NoName | Hold::NoOffice => {
                message
            }
        }
    }
}
