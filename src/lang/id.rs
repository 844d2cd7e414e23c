//! Indonesian: its files in `seeds/lang/id`.

use crate::lang::{Lang, List, Source};

macro_rules! file {
    ($name:literal) => {
        include_str!(concat!("../../seeds/lang/id/", $name))
    };
}

pub(super) static SOURCE: Source = Source {
    lang: Lang::Id,
    lists: &[
        (List::FunctionWord, file!("function-words.txt")),
        (List::SmallWord, file!("small-words.txt")),
        (List::Byline, file!("bylines.txt")),
        (List::Residue, file!("residue.txt")),
        (List::Caption, file!("captions.txt")),
        (List::Button, file!("buttons.txt")),
        (List::Network, file!("networks.txt")),
        (List::AccordingTo, file!("according-to.txt")),
        (List::CrowdQuantifier, file!("crowd-quantifiers.txt")),
        (List::CrowdNoun, file!("crowd-nouns.txt")),
        (List::CrowdAlone, file!("crowds-alone.txt")),
        (List::Anonymous, file!("anonymous-phrases.txt")),
        (List::Hearsay, file!("hearsay.txt")),
        (List::Hedge, file!("hedges.txt")),
        (List::Future, file!("future.txt")),
        (List::Conditional, file!("conditional.txt")),
        (List::Negation, file!("negations.txt")),
        (List::Opinion, file!("opinion.txt")),
        (List::FirstPerson, file!("first-person.txt")),
        (List::SecondPerson, file!("second-person.txt")),
        (List::Question, file!("question-words.txt")),
        (List::Comparative, file!("comparatives.txt")),
        (List::Superlative, file!("superlatives.txt")),
        (List::Magnitude, file!("magnitudes.txt")),
        (List::Money, file!("money.txt")),
        (List::Percent, file!("percent.txt")),
        (List::NumberWord, file!("number-words.txt")),
        (List::ChangeVerb, file!("change-verbs.txt")),
        (List::Past, file!("past-marks.txt")),
        (List::Casualty, file!("casualties.txt")),
        (List::Causal, file!("causal.txt")),
        (List::Law, file!("law.txt")),
        (List::Institution, file!("institutions.txt")),
        (List::Document, file!("document-nouns.txt")),
        (List::PersonNoun, file!("person-nouns.txt")),
        (List::PlacePreposition, file!("place-prepositions.txt")),
        (List::Connective, file!("connectives.txt")),
        (List::Pronoun, file!("pronouns.txt")),
    ],
    speech_verbs: file!("speech-verbs.tsv"),
    months: file!("months.tsv"),
    weekdays: file!("weekdays.tsv"),
    abbreviations: file!("abbreviations.txt"),
    messages: file!("messages.ftl"),
};
