//! The names of the program for the word lists of a language.

/// What a word or phrase is a sign of. The file in `seeds/lang/<tag>` that
/// holds the list says more in its first line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum List {
    FunctionWord,
    SmallWord,
    Byline,
    Residue,
    Caption,
    Button,
    Network,
    AccordingTo,
    SpeechVerb,
    CrowdQuantifier,
    CrowdNoun,
    CrowdAlone,
    Anonymous,
    Hearsay,
    Hedge,
    Future,
    Conditional,
    Negation,
    Opinion,
    FirstPerson,
    SecondPerson,
    Question,
    Comparative,
    Superlative,
    Magnitude,
    Money,
    Percent,
    NumberWord,
    ChangeVerb,
    Past,
    Casualty,
    Causal,
    Law,
    Institution,
    Document,
    PersonNoun,
    PlacePreposition,
    Connective,
    Pronoun,
    /// What can only be counted whole: people, ships.
    Counted,
    /// What those do who find a figure: "mendata", "surveyed".
    CountingVerb,
    /// Why a source is not named.
    Reason,
    /// Says that an office is told of the past.
    Former,
    /// Says that a change is not the plain difference of two numbers.
    Adjusted,
    /// Says that a number counts only a part, or what is to come.
    Subset,
    /// People beside a person: a spouse, an aide.
    Kin,
    Month,
    Weekday,
    Deed,
    Matter,
    Universal,
    Inner,
    FirstPlural,
    /// Tells when, by itself: "tahun lalu"; see [`Mark::time`].
    Time,
    // The words of those below are looked up one by one, and are not searched for in a text.
    Picture,
    /// Tells where a sentence begins behind an abbreviation.
    Opener,
    /// "Figure" of "Figure 2. Exports".
    Label,
    /// What an analysis closes with.
    Conclusion,
    /// Words that are rightly said twice.
    Doubled,
    /// Short forms that need no telling.
    KnownAcronym,
    /// Heads the name of an organisation.
    Body,
    /// Heads one only beside a country or a word of the next list.
    LooseBody,
    /// A word that names of authorities are made of: "perhubungan".
    BodyWord,
    /// A family name that is no word.
    FamilyName,
    /// Stands before a name and is no part of it: "Prof", "KH".
    Honorific,
    /// A part of a country, as part of its name: "Kabupaten", "District".
    Area,
    /// A sea, a mountain, a port, as part of its name: "Selat", "River".
    PlaceNoun,
    /// An organisation that readers of news know.
    Organisation,
    /// What an organisation is, in small letters: "perusahaan", "watchdog".
    OrganisationNoun,
    /// The same as an organisation, where its name is also a word.
    OrganisationOrWord,
    /// A given name that is no word.
    GivenName,
    /// What an organisation is, with words behind it that say more: "produsen baterai".
    OrganisationKind,
    /// A trade that the name of a firm ends with: "Harsk Energy".
    Trade,
    /// Stands before “of” and the name of a place: "governor".
    Holder,
    /// Stands right before the name of a firm: "shares in".
    FirmHolder,
    /// What a firm has, right behind its name: "chief executive".
    Belonging,
    /// What the name of a firm or an outlet begins with: "Radio".
    FirmOpener,
    /// Ends the name of a firm and of nothing else: "Ltd".
    FirmNoun,
    /// Begins, or ends, the name of a club: "Lokomotiv", "FC".
    ClubWord,
    /// A part of a body, behind its short form: "PLN Unit Induk".
    Branch,
    /// The short form of a region, which ends the name of a body: "Walhi Sulselbar".
    RegionForm,
    /// Ends the name of a firm behind “&” or “and”: "Sons".
    FirmEnd,
    /// An event, a prize, a treaty, as the last word of its name: "Accord".
    Occasion,
    /// Stands with a capital before a body's name and is no part of it: "Gedung".
    BeforeBody,
    /// An office that the name of a firm stands behind: "direktur".
    FirmOffice,
    /// An office that is named after its place: "kepala desa".
    Seat,
    /// An office behind which one word is more likely a place than somebody.
    PlaceOffice,
    /// What is measured behind a number and a hyphen: "mile".
    Measure,
    /// How words for things end that no name has: "tion".
    ThingEnding,
    /// Whose news it is, in a dateline: "Antara".
    Outlet,
}

const LAST_WITH_MARKS: usize = List::Time as usize;

/// So many lists leave marks.
pub(super) const LISTS: usize = LAST_WITH_MARKS + 1;

const _: () = assert!((List::Outlet as usize) < 128, "a list is a bit");

impl List {
    /// There are fewer lists than bits.
    #[inline]
    pub(crate) fn bit(self) -> u128 {
        1 << self as u32
    }

    /// Whether it is only asked about a word at hand.
    pub(super) fn leaves_no_marks(self) -> bool {
        LAST_WITH_MARKS < self as usize
    }
}
