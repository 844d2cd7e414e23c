//! Pins: offices whose holder a person set by hand, against what an endpoint
//! may say. `kb-pins.toml`, beside the file of the updates.

use jiff::civil::Date;
use serde::Deserialize;

use crate::knowledge::PartialDate;
use crate::knowledge::refresh::cache::Day;
use crate::knowledge::refresh::hold::Hold;
use crate::knowledge::refresh::name::is_same;
use crate::knowledge::refresh::propose::{Kind, Proposal};

/// After so many days a pin is more likely forgotten than meant.
const OLD_DAYS: i32 = 365;

/// All pins.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pins {
    #[serde(default)]
    pin: Vec<Pin>,
}

/// The whole record that is to stand.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Pin {
    /// ISO 3166-1 alpha-2.
    country: String,
    /// The office's title, in Indonesian or in English.
    office: String,
    /// Who holds it: an id of the base or of an update.
    person: String,
    pinned_on: Day,
    /// Why, in the newsroom's own words.
    reason: String,
}

/// A pin that had something to say.
#[derive(Clone, Debug)]
pub struct Pinned {
    pub country: String,
    pub office: String,
    pub person: String,
    pub on: PartialDate,
    pub reason: String,
    /// Names of those whom the endpoint would have put there, or taken away.
    pub overrode: Vec<String>,
    /// Days since it was pinned, where that is too long ago.
    pub old_days: Option<i32>,
}

impl Pins {
    /// # Errors
    /// What is wrong with the text, and on which line.
    pub fn parse(text: &str) -> Result<Pins, toml::de::Error> {
        toml::from_str(text)
    }

    /// Holds what a pin stands against, and tells what each pin did.
    pub fn hold(&self, proposal: &mut Proposal, today: Date) -> Vec<Pinned> {
        self.pin.iter().map(|it| it.hold(proposal, today)).collect()
    }
}

impl Pin {
    fn hold(&self, proposal: &mut Proposal, today: Date) -> Pinned {
        let mut overrode = Vec::new();
        for change in &mut proposal.changes {
            let office = [&change.office_en, &change.office_id];
            let here = change.country == self.country
                && office.iter().any(|it| !it.is_empty() && is_same(it, &self.office));
            let against = match change.kind {
                Kind::Added { .. } => change.person.id != self.person,
                Kind::Ended { .. } => change.person.id == self.person,
                Kind::Began { .. } => change.person.id == self.person,
                Kind::Named { .. } | Kind::Identified { .. } => false,
            };
            if here && against {
                change.holds.push(Hold::Pinned { on: self.pinned_on.0.to_string() });
                overrode.push(change.person.name.clone());
            }
        }
        let days = today.since(self.pinned_on.0.first()).map_or(0, |it| it.get_days());
        Pinned {
            country: self.country.clone(),
            office: self.office.clone(),
            person: self.person.clone(),
            on: self.pinned_on.0,
            reason: self.reason.clone(),
            overrode,
            old_days: (OLD_DAYS < days).then_some(days),
        }
    }
}
