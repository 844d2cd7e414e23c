//! Words that rules look for beside something, and words that fixes write: the
//! names of the program for what `beside.tsv` and `phrases.tsv` hold.

use crate::lang::Lang;
use crate::lang::lexicon::pairs;

/// What a word is beside a number, a name or a phrase; `beside.tsv` says more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    From,
    To,
    Link,
    Namely,
    Killing,
    Hurting,
    Dead,
    Hurt,
    Victims,
    People,
    Definite,
    Befell,
    Span,
    Numbered,
    Spelled,
    PassedOn,
    Asked,
    Greeting,
    NamePart,
    Inside,
    According,
    Ending,
    Transcript,
    OtherOffice,
    SmallInTitle,
    Elided,
    DayPart,
    OnDay,
    NamedThere,
    Family,
    Initials,
    /// Before letters, says that they are a tax: "membayar PBB".
    Levied,
    NameBehind,
    Called,
    Courtesy,
    OneName,
    NotOne,
    OneOf,
    Modifies,
    Particle,
    AtHyphen,
    Anybodys,
    Fields,
    OfThe,
    BeforePlace,
    Whose,
    Honouring,
    Seated,
    BeforeFirm,
    Rank,
    Balinese,
    Study,
    BeforeCapital,
    InPlace,
    Directed,
    Part,
    BeforeLetters,
    Tongue,
    Folk,
    FirmDeed,
    StateHas,
    NoBody,
    Chapter,
    Staff,
}

/// Words that fixes write into an article: `phrases.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phrase {
    /// Before an office that is over.
    Former,
    /// Behind the figure of one percentage point.
    Point,
    /// Behind that of several.
    Points,
    /// The heading of closing words.
    Conclusion,
}

impl Beside {
    /// The words of a language that are this beside something, in order.
    pub fn words(self, lang: Lang) -> impl Iterator<Item = &'static str> {
        let is =
            move |parts: &str| parts.split('|').filter_map(Beside::from_name).any(|it| it == self);
        pairs(lang.source().beside).filter(move |(_, parts)| is(parts)).map(|it| it.0)
    }

    pub(super) fn from_name(name: &str) -> Option<Beside> {
        Some(match name {
            "from" => Beside::From,
            "to" => Beside::To,
            "link" => Beside::Link,
            "namely" => Beside::Namely,
            "killing" => Beside::Killing,
            "hurting" => Beside::Hurting,
            "dead" => Beside::Dead,
            "hurt" => Beside::Hurt,
            "victims" => Beside::Victims,
            "people" => Beside::People,
            "definite" => Beside::Definite,
            "befell" => Beside::Befell,
            "span" => Beside::Span,
            "numbered" => Beside::Numbered,
            "spelled" => Beside::Spelled,
            "passed-on" => Beside::PassedOn,
            "asked" => Beside::Asked,
            "greeting" => Beside::Greeting,
            "name-part" => Beside::NamePart,
            "inside" => Beside::Inside,
            "according" => Beside::According,
            "ending" => Beside::Ending,
            "transcript" => Beside::Transcript,
            "other-office" => Beside::OtherOffice,
            "small-in-title" => Beside::SmallInTitle,
            "elided" => Beside::Elided,
            "day-part" => Beside::DayPart,
            "on-day" => Beside::OnDay,
            "named-there" => Beside::NamedThere,
            "family" => Beside::Family,
            "initials" => Beside::Initials,
            "levied" => Beside::Levied,
            "name-behind" => Beside::NameBehind,
            "called" => Beside::Called,
            "courtesy" => Beside::Courtesy,
            "one-name" => Beside::OneName,
            "not-one" => Beside::NotOne,
            "one-of" => Beside::OneOf,
            "modifies" => Beside::Modifies,
            "particle" => Beside::Particle,
            "at-hyphen" => Beside::AtHyphen,
            "anybodys" => Beside::Anybodys,
            "fields" => Beside::Fields,
            "of-the" => Beside::OfThe,
            "before-place" => Beside::BeforePlace,
            "whose" => Beside::Whose,
            "honouring" => Beside::Honouring,
            "seated" => Beside::Seated,
            "before-firm" => Beside::BeforeFirm,
            "rank" => Beside::Rank,
            "balinese" => Beside::Balinese,
            "study" => Beside::Study,
            "before-capital" => Beside::BeforeCapital,
            "in-place" => Beside::InPlace,
            "directed" => Beside::Directed,
            "part" => Beside::Part,
            "before-letters" => Beside::BeforeLetters,
            "tongue" => Beside::Tongue,
            "folk" => Beside::Folk,
            "firm-deed" => Beside::FirmDeed,
            "state-has" => Beside::StateHas,
            "no-body" => Beside::NoBody,
            "chapter" => Beside::Chapter,
            "staff" => Beside::Staff,
            _ => return None,
        })
    }
}

/// In the order of [`Phrase`]; one that is missing is empty.
pub(super) fn phrases(text: &'static str) -> [&'static str; 4] {
    ["former", "point", "points", "conclusion"]
        .map(|name| pairs(text).find(|it| it.0 == name).map_or("", |it| it.1))
}
