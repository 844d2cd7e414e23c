//! The questions that are put to an endpoint. Their texts are data:
//! `seeds/knowledge/queries/*.rq`.

use std::fmt;

use jiff::civil::Date;

/// An item of Wikidata: "Q" and a number, nothing else, so that no text from
/// outside gets into a question.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Qid(String);

const ENTITY: &str = "http://www.wikidata.org/entity/";
/// Wikidata has nine digits; a few more will do for long.
const MOST_DIGITS: usize = 12;

impl Qid {
    pub fn parse(text: &str) -> Option<Qid> {
        let digits = text.strip_prefix('Q')?;
        let number = (1..=MOST_DIGITS).contains(&digits.len())
            && digits.bytes().all(|it| it.is_ascii_digit())
            && !digits.starts_with('0');
        number.then(|| Qid(text.to_owned()))
    }

    /// From the address of an item. `None` for "unknown value" and for all else.
    pub fn from_iri(iri: &str) -> Option<Qid> {
        Qid::parse(iri.strip_prefix(ENTITY)?)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Qid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What can be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Who heads these countries?
    Heads,
    /// Which offices do these people hold?
    Held,
    /// Who holds these offices?
    Holders,
    /// What are these people and offices called?
    Names,
}

impl Question {
    fn template(self) -> &'static str {
        match self {
            Question::Heads => include_str!("../../../seeds/knowledge/queries/heads.rq"),
            Question::Held => include_str!("../../../seeds/knowledge/queries/held.rq"),
            Question::Holders => include_str!("../../../seeds/knowledge/queries/holders.rq"),
            Question::Names => include_str!("../../../seeds/knowledge/queries/names.rq"),
        }
    }

    /// How many items one question may be about: more, and a public endpoint
    /// runs out of the minute that it gives a question.
    pub fn batch(self) -> usize {
        match self {
            Question::Heads => 50,
            Question::Holders => 100,
            Question::Held | Question::Names => 200,
        }
    }

    /// Variables that an answer must have.
    pub fn variables(self) -> &'static [&'static str] {
        match self {
            Question::Heads => &["statement", "country", "iso", "seat", "person", "start", "end"],
            Question::Held => &["statement", "person", "office", "country", "start", "end"],
            Question::Holders => &["statement", "person", "office", "start", "end"],
            Question::Names => &["item", "kind", "name"],
        }
    }

    /// The text of the question, about these items.
    pub fn text(self, items: &[Qid], since: Date) -> String {
        let items: Vec<String> = items.iter().map(|it| format!("wd:{it}")).collect();
        let asked = self.template().lines().filter(|it| !it.starts_with('#'));
        let asked: Vec<&str> = asked.collect();
        asked
            .join("\n")
            .replace("{{ITEMS}}", &items.join(" "))
            .replace("{{SINCE}}", &since.to_string())
    }
}
