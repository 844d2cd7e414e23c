//! A house style as data: what a rule may ask about quotation marks, figures,
//! names and capitals. The profiles are `seeds/profiles/*.toml`.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use serde::Deserialize;

use crate::lang::Lang;

/// The styles that come with the program, the one that holds by itself first.
pub const PROFILES: &[(&str, &str)] = &[
    ("eyd", include_str!("../../seeds/profiles/eyd.toml")),
    ("kompas", include_str!("../../seeds/profiles/kompas.toml")),
    ("tempo", include_str!("../../seeds/profiles/tempo.toml")),
    ("reuters", include_str!("../../seeds/profiles/reuters.toml")),
    ("ap", include_str!("../../seeds/profiles/ap.toml")),
    ("bbc", include_str!("../../seeds/profiles/bbc.toml")),
];

/// What a house wants. Where it is silent, a rule is silent too.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    pub id: String,
    /// What it is called, and what it rests on.
    pub title: String,
    /// The language it is for: its marks and figures are not asked of articles
    /// in other ones.
    pub lang: Option<String>,
    /// The double quotation marks, opening and closing: `“”`.
    pub quotes: Option<String>,
    /// `sentence` or `title`.
    pub headings: Option<String>,
    /// How an amount in rupiah is written: `Rp1.000` or `Rp 1.000`.
    pub rupiah: Option<String>,
    /// The decimal sign: a comma or a stop.
    pub decimal: Option<String>,
    /// The house's spelling, and the spellings it replaces.
    #[serde(default)]
    pub names: BTreeMap<String, Vec<String>>,
    /// Somebody has decided for it; else it is only how things usually are.
    #[serde(skip)]
    pub chosen: bool,
    /// Somebody has decided for its quotation marks.
    #[serde(skip)]
    pub marks_chosen: bool,
    /// Rules that nobody wants to hear of: what they would have said is left to others.
    #[serde(skip)]
    pub unheard: Vec<&'static str>,
    /// Names of the project itself, which hold in every language.
    #[serde(skip)]
    pub own_names: BTreeMap<String, Vec<String>>,
}

impl Profile {
    /// The style that holds where none is chosen.
    pub fn standard() -> &'static Arc<Profile> {
        static STANDARD: LazyLock<Arc<Profile>> = LazyLock::new(|| {
            let first = PROFILES.first().and_then(|(id, _)| Profile::find(id));
            Arc::new(first.unwrap_or_default())
        });
        &STANDARD
    }

    /// The style of this id. A test reads all of them.
    pub fn find(id: &str) -> Option<Profile> {
        let (_, text) = PROFILES.iter().find(|(it, _)| *it == id)?;
        toml::from_str(text).ok()
    }

    /// Whether the style speaks about articles in this language.
    pub fn covers(&self, lang: Lang) -> bool {
        self.lang.as_deref().is_none_or(|it| it == lang.tag())
    }

    /// Opening and closing double quotation mark.
    pub fn quote_marks(&self, lang: Lang) -> Option<(char, char)> {
        let mut marks = self.quotes.as_deref().filter(|_| self.covers(lang))?.chars();
        let open = marks.next()?;
        Some((open, marks.next().unwrap_or(open)))
    }

    /// Whether a blank stands between Rp and its figure.
    pub fn rupiah_is_spaced(&self, lang: Lang) -> Option<bool> {
        let shape = self.rupiah.as_deref().filter(|_| self.covers(lang))?;
        match shape {
            "Rp 1.000" => Some(true),
            "Rp1.000" => Some(false),
            _ => None,
        }
    }

    /// The decimal sign that the house has chosen for articles in this language;
    /// `Some(None)` where it has chosen to take any.
    pub fn decimal_sign(&self, lang: Lang) -> Option<Option<char>> {
        let chosen = self.chosen && self.covers(lang);
        chosen.then(|| self.decimal.as_deref().and_then(|it| it.chars().next()))
    }

    /// The house's spelling, and one that it replaces.
    pub fn spellings(&self, lang: Lang) -> impl Iterator<Item = (&str, &str)> {
        let theirs = self.names.iter().filter(move |_| self.chosen && self.covers(lang));
        // What the project says of a name stands above the profile.
        let theirs = theirs.filter(|(house, replaced)| {
            let says = |it: &String| {
                self.own_names.contains_key(it)
                    || self.own_names.values().any(|other| other.contains(it))
            };
            !says(house) && !replaced.iter().any(says)
        });
        let all = self.own_names.iter().chain(theirs);
        all.flat_map(|(house, replaced)| {
            replaced.iter().map(move |it| (house.as_str(), it.as_str()))
        })
    }
}
