//! Every key of the configuration, once: what is read, what the JSON Schema
//! says, and what `tajuk config init` writes all come from this table.

use crate::rules::{Group, Level, PROFILES, RULES};

/// What a key takes.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// One of these words.
    Choice(fn() -> Vec<&'static str>),
    /// A day, as 2025-05-14; empty for none.
    Day,
    /// True or false.
    Flag,
    /// A whole number.
    Count,
    /// Any text.
    Text,
    /// A list of patterns for paths.
    Globs,
    /// A table from names to levels.
    Levels(fn() -> Vec<&'static str>),
    /// A table from the house's spelling to the spellings it replaces.
    Names,
    /// A table of keys.
    Table(&'static [Key]),
    /// A list of tables of keys.
    Tables(&'static [Key]),
}

pub(super) struct Key {
    pub name: &'static str,
    /// As editors' settings spell it.
    pub also: &'static [&'static str],
    pub kind: Kind,
    /// The message that says what it is for.
    pub about: &'static str,
    /// How `config init` writes it.
    pub example: &'static str,
}

const fn key(name: &'static str, kind: Kind, about: &'static str, example: &'static str) -> Key {
    Key { name, also: &[], kind, about, example }
}

/// The word for what a rule has by itself.
pub(super) const DEFAULT: &str = "default";
pub(super) const OFF: &str = "off";
/// Stands for all groups.
pub(super) const ALL: &str = "all";

/// What may be written in place of a level.
pub(super) fn levels() -> Vec<&'static str> {
    let levels = Level::ALL.into_iter().rev().map(Level::name);
    [OFF].into_iter().chain(levels).chain([DEFAULT]).collect()
}

/// Rules, and what else can be found.
pub fn rules() -> Vec<&'static str> {
    let rules = RULES.iter().map(|it| it.id);
    rules.chain(super::NOTICES.iter().map(|it| it.id)).collect()
}

pub(super) fn groups() -> Vec<&'static str> {
    Group::ALL.into_iter().map(Group::name).chain([ALL]).collect()
}

fn tongues() -> Vec<&'static str> {
    vec!["auto", "id", "en"]
}

fn profiles() -> Vec<&'static str> {
    PROFILES.iter().map(|(id, _)| *id).collect()
}

fn heading_cases() -> Vec<&'static str> {
    vec!["any", "sentence", "title"]
}

fn rupiah() -> Vec<&'static str> {
    vec!["any", "Rp1.000", "Rp 1.000"]
}

fn decimals() -> Vec<&'static str> {
    vec!["any", ",", "."]
}

pub(super) const LANG: Key =
    Key { also: &["language"], ..key("lang", Kind::Choice(tongues), "key-lang", "\"auto\"") };
const MESSAGES: Key = key("messages", Kind::Choice(tongues), "key-messages", "\"auto\"");
const ARTICLE_DATE: Key =
    Key { also: &["articleDate"], ..key("article_date", Kind::Day, "key-article-date", "\"\"") };
const PROFILE: Key = key("profile", Kind::Choice(profiles), "key-profile", "\"eyd\"");
const GROUPS: Key = key("groups", Kind::Levels(groups), "key-groups", "structure = \"hint\"");
const RULE_LEVELS: Key =
    key("rules", Kind::Levels(rules), "key-rules", "claim-needs-source = \"off\"");
const NAMES: Key = key("names", Kind::Names, "key-names", "\"Kyiv\" = [\"Kiev\"]");
const STYLE: Key = key("style", Kind::Table(STYLES), "key-style", "");

const STYLES: &[Key] = &[
    key("quotes", Kind::Text, "key-quotes", "\"“”\""),
    key("headings", Kind::Choice(heading_cases), "key-headings", "\"any\""),
    key("rupiah", Kind::Choice(rupiah), "key-rupiah", "\"Rp1.000\""),
    key("decimal", Kind::Choice(decimals), "key-decimal", "\",\""),
];

const OVERRIDES: &[Key] = &[
    key("paths", Kind::Globs, "key-paths", "[\"arsip/**\"]"),
    LANG,
    MESSAGES,
    ARTICLE_DATE,
    GROUPS,
    RULE_LEVELS,
];

/// The top of a configuration.
pub(super) const KEYS: &[Key] = &[
    LANG,
    MESSAGES,
    ARTICLE_DATE,
    PROFILE,
    Key { also: &["inlayHints"], ..key("inlay_hints", Kind::Flag, "key-inlay-hints", "false") },
    Key { also: &["summaryAbove"], ..key("summary_above", Kind::Count, "key-summary-above", "40") },
    key("baseline", Kind::Text, "key-baseline", "\".tajuk/baseline.txt\""),
    GROUPS,
    RULE_LEVELS,
    STYLE,
    NAMES,
    key("overrides", Kind::Tables(OVERRIDES), "key-overrides", ""),
];

/// Editors send these along; they are for others.
pub(super) const FOREIGN: &[&str] = &["locale", "trace", "server"];
