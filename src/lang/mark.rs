//! What a word of a list says beside being in it.

use crate::lang::lexicon::ONLY_AT_QUOTE;
use crate::lang::time::Time;
use crate::lang::{CueClass, List, Mark};

impl Mark {
    pub fn class(&self) -> Option<CueClass> {
        if self.list != List::SpeechVerb {
            return None;
        }
        CueClass::ALL.get(usize::from(self.value & !ONLY_AT_QUOTE)).copied()
    }

    /// What a mark of [`List::Time`] says.
    pub fn time(&self) -> Option<Time> {
        (self.list == List::Time).then(|| Time::from_code(self.value)).flatten()
    }

    /// A speech verb only right next to a quotation: "jelas", "tegas".
    pub fn only_at_quote(&self) -> bool {
        self.list == List::SpeechVerb && self.value & ONLY_AT_QUOTE != 0
    }
}

impl CueClass {
    const ALL: [CueClass; 10] = [
        CueClass::Say,
        CueClass::Assess,
        CueClass::Claim,
        CueClass::Accuse,
        CueClass::Deny,
        CueClass::Admit,
        CueClass::Request,
        CueClass::Document,
        CueClass::Hearsay,
        CueClass::Passive,
    ];

    /// The name used in `speech-verbs.tsv`.
    pub fn name(self) -> &'static str {
        match self {
            CueClass::Say => "say",
            CueClass::Assess => "assess",
            CueClass::Claim => "claim",
            CueClass::Accuse => "accuse",
            CueClass::Deny => "deny",
            CueClass::Admit => "admit",
            CueClass::Request => "request",
            CueClass::Document => "document",
            CueClass::Hearsay => "hearsay",
            CueClass::Passive => "passive",
        }
    }

    pub(super) fn from_name(name: &str) -> Option<CueClass> {
        CueClass::ALL.into_iter().find(|it| it.name() == name)
    }
}
