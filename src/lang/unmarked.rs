//! Lists whose words are looked up one by one, and are not searched for in a text.

use crate::lang::{Lexicon, List};

/// Lists that are only asked about a word at hand.
pub(super) fn leaves_no_marks(list: List) -> bool {
    matches!(
        list,
        List::Opener
            | List::Label
            | List::Picture
            | List::Conclusion
            | List::Doubled
            | List::KnownAcronym
            | List::Body
            | List::LooseBody
            | List::BodyWord
            | List::FamilyName
            | List::Honorific
            | List::Area
            | List::PlaceNoun
            | List::Organisation
            | List::OrganisationOrWord
            | List::OrganisationNoun
            | List::FirmEnd
            | List::OrganisationKind
            | List::Trade
            | List::Holder
            | List::FirmHolder
            | List::ClubWord
            | List::Branch
            | List::RegionForm
            | List::GivenName
            | List::Outlet
    )
}

impl Lexicon {
    /// Whether any list has a word.
    pub fn is_any(&self, word: &str) -> bool {
        self.known(word).is_some()
    }
}
