//! Which files a language is made of. A language is a folder of these names in
//! `seeds/lang` and a line in its own file here.

use crate::lang::lexicon::Stop;
use crate::lang::{Lang, List};

/// The files of one language, as they stand in `seeds/lang/<tag>`.
pub(super) struct Source {
    pub(super) lang: Lang,
    pub(super) lists: &'static [(List, &'static str)],
    pub(super) speech_verbs: &'static str,
    pub(super) months: &'static str,
    pub(super) weekdays: &'static str,
    pub(super) numerals: &'static str,
    pub(super) times: &'static str,
    pub(super) grammar: &'static str,
    pub(super) beside: &'static str,
    pub(super) office_forms: &'static str,
    pub(super) phrases: &'static str,
    /// What a full stop behind them means.
    pub(super) abbreviations: [(Stop, &'static str); 3],
    /// What is said in general, and what each rule says on its page.
    pub(super) messages: [&'static str; 2],
}

/// A file of the folder `$tag`.
macro_rules! file {
    ($tag:literal, $name:literal) => {
        include_str!(concat!("../../seeds/lang/", $tag, "/", $name))
    };
}

/// Word lists, each with its file.
macro_rules! lists {
    ($tag:literal, $($list:ident $name:literal)*) => {
        &[$(($crate::lang::List::$list, file!($tag, $name))),*]
    };
}

/// The [`Source`] of the language in the folder `$tag`.
macro_rules! source {
    ($tag:literal, $lang:expr) => {
        Source {
            lang: $lang,
            lists: lists!(
                $tag,
                FunctionWord "function-words.txt"
                SmallWord "small-words.txt"
                Byline "bylines.txt"
                Residue "residue.txt"
                Caption "captions.txt"
                Picture "pictures.txt"
                Button "buttons.txt"
                Network "networks.txt"
                AccordingTo "according-to.txt"
                CrowdQuantifier "crowd-quantifiers.txt"
                CrowdNoun "crowd-nouns.txt"
                CrowdAlone "crowds-alone.txt"
                Anonymous "anonymous-phrases.txt"
                Hearsay "hearsay.txt"
                Hedge "hedges.txt"
                Future "future.txt"
                Conditional "conditional.txt"
                Negation "negations.txt"
                Opinion "opinion.txt"
                FirstPerson "first-person.txt"
                SecondPerson "second-person.txt"
                Question "question-words.txt"
                Comparative "comparatives.txt"
                Superlative "superlatives.txt"
                Magnitude "magnitudes.txt"
                Money "money.txt"
                Percent "percent.txt"
                NumberWord "number-words.txt"
                ChangeVerb "change-verbs.txt"
                Past "past-marks.txt"
                Casualty "casualties.txt"
                Causal "causal.txt"
                Law "law.txt"
                Institution "institutions.txt"
                Document "document-nouns.txt"
                PersonNoun "person-nouns.txt"
                PlacePreposition "place-prepositions.txt"
                Connective "connectives.txt"
                Pronoun "pronouns.txt"
                Deed "deeds.txt"
                Matter "public-matters.txt"
                Universal "universals.txt"
                Inner "inner.txt"
                FirstPlural "first-plural.txt"
                Opener "sentence-openers.txt"
                Label "numbered-labels.txt"
                Counted "counted-nouns.txt"
                CountingVerb "counting-verbs.txt"
                Reason "reasons.txt"
                Former "formers.txt"
                Adjusted "adjusted.txt"
                Kin "kin.txt"
                Subset "subsets.txt"
                Conclusion "conclusion-headings.txt"
                Doubled "doubled-words.txt"
                KnownAcronym "known-acronyms.txt"
                Body "bodies.txt"
                LooseBody "loose-bodies.txt"
                BodyWord "body-words.txt"
                FamilyName "family-names.txt"
                Honorific "honorifics.txt"
                Area "areas.txt"
                PlaceNoun "place-nouns.txt"
                Organisation "organisations.txt"
                OrganisationNoun "organisation-nouns.txt"
                GivenName "given-names.txt"
                OrganisationOrWord "organisations-also-words.txt"
                FirmEnd "firm-ends.txt"
                OrganisationKind "organisation-kinds.txt"
                Trade "trade-words.txt"
                Holder "holders.txt"
                ClubWord "club-words.txt"
                FirmHolder "firm-holders.txt"
                Belonging "firm-belongings.txt"
                FirmOpener "firm-openers.txt"
                FirmNoun "firm-nouns.txt"
                Branch "branches.txt"
                RegionForm "region-forms.txt"
                Occasion "occasions.txt"
                BeforeBody "before-bodies.txt"
                FirmOffice "firm-offices.txt"
                Seat "seats.txt"
                PlaceOffice "place-offices.txt"
                Measure "measures.txt"
                ThingEnding "thing-endings.txt"
                Outlet "outlets.txt"
            ),
            speech_verbs: file!($tag, "speech-verbs.tsv"),
            months: file!($tag, "months.tsv"),
            weekdays: file!($tag, "weekdays.tsv"),
            numerals: file!($tag, "numerals.tsv"),
            times: file!($tag, "times.tsv"),
            grammar: file!($tag, "grammar.tsv"),
            beside: file!($tag, "beside.tsv"),
            office_forms: file!($tag, "office-forms.tsv"),
            phrases: file!($tag, "phrases.tsv"),
            abbreviations: [
                ($crate::lang::lexicon::Stop::Never, file!($tag, "abbreviations.txt")),
                ($crate::lang::lexicon::Stop::AtNumber, file!($tag, "abbreviations-at-number.txt")),
                ($crate::lang::lexicon::Stop::May, file!($tag, "abbreviations-may-end.txt")),
            ],
            messages: [
                file!($tag, "messages.ftl"),
                include_str!(concat!(env!("OUT_DIR"), "/messages-", $tag, ".ftl")),
            ],
        }
    };
}

pub(super) use {file, lists, source};
