//! Layers of settings, one upon the other, and what holds for one file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

use crate::config::keys;
use crate::config::read::{Choice, Part, Set};
use crate::config::{Baseline, Ignore, Layer, NOTICES, Origin, SUMMARY_ABOVE};
use crate::lang::Lang;
use crate::rules::{Finding, Group, LEADING, Level, Profile, RULES};
use crate::text::Span;

/// All layers, the lowest first.
#[derive(Clone, Debug, Default)]
pub struct Config {
    layers: Vec<Laid>,
}

#[derive(Clone, Debug)]
struct Laid {
    origin: Origin,
    /// The folder that its patterns are seen from.
    root: Option<PathBuf>,
    layer: Arc<Layer>,
}

/// What holds for one file and is asked of every finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct House {
    pub profile: Arc<Profile>,
    /// By rule, and then by notice; nothing where it is off.
    levels: Vec<Option<Level>>,
    /// Findings that the project silences by quoting them.
    pub ignores: Vec<Ignore>,
    pub baseline: Arc<Baseline>,
    /// An editor sums up more findings than these; 0: never.
    pub summary_above: usize,
}

/// The level of a rule, and who says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub level: Option<Level>,
    pub origin: Origin,
    /// Where in the file.
    pub at: Option<Span>,
}

/// A setting that was made, for people.
#[derive(Clone, Debug)]
pub struct Setting {
    pub key: String,
    pub value: String,
    pub origin: Origin,
    pub at: Option<Span>,
}

impl Default for House {
    fn default() -> House {
        let rules = RULES.iter().map(|it| Some(it.level));
        House {
            profile: Profile::standard().clone(),
            levels: rules.chain(NOTICES.iter().map(|it| Some(it.level))).collect(),
            ignores: Vec::new(),
            baseline: Arc::default(),
            summary_above: 0,
        }
    }
}

impl House {
    /// The level of a rule or a notice; nothing where it is off.
    pub fn level(&self, rule: &str) -> Option<Level> {
        let at = ids().position(|it| it == rule)?;
        self.levels.get(at).copied().flatten()
    }
}

impl House {
    /// The finding at the level that it has here; nothing where it is off.
    pub fn level_of(&self, finding: Finding) -> Option<Finding> {
        let level = self.level(finding.rule)?;
        Some(Finding { level, ..finding })
    }

    /// Whether a finding's level is all that is asked about it.
    pub fn has_levels_only(&self) -> bool {
        self.ignores.is_empty() && self.baseline.is_empty()
    }
}

/// Rules and notices, in the order of [`House::levels`].
fn ids() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|it| it.id).chain(NOTICES.iter().map(|it| it.id))
}

impl Config {
    /// Lays a layer upon the others. `root` is the folder that its patterns
    /// are seen from; without one they are looked for anywhere in a path.
    pub fn lay(&mut self, origin: Origin, root: Option<PathBuf>, layer: Arc<Layer>) {
        self.layers.push(Laid { origin, root, layer });
    }

    /// From the highest layer down: what it says for this file, then what it
    /// says for all.
    fn parts<'a>(&'a self, path: Option<&'a Path>) -> impl Iterator<Item = (&'a Laid, &'a Part)> {
        self.layers.iter().rev().flat_map(move |laid| {
            let some = laid.layer.overrides.iter().rev();
            let some = some.filter(move |it| it.globs.iter().any(|it| laid.matches(it, path)));
            some.map(|it| &it.part).chain([&laid.layer.top]).map(move |it| (laid, it))
        })
    }

    fn first<'a, T: 'a>(
        &'a self,
        path: Option<&'a Path>,
        get: impl Fn(&'a Part) -> Option<&'a Set<T>>,
    ) -> Option<&'a T> {
        self.parts(path).find_map(|(_, it)| get(it)).map(|it| &it.value)
    }

    pub fn lang(&self, path: Option<&Path>) -> Option<Lang> {
        self.first(path, |it| it.lang.as_ref()).copied().flatten()
    }

    pub fn messages(&self, path: Option<&Path>) -> Option<Lang> {
        self.first(path, |it| it.messages.as_ref()).copied().flatten()
    }

    pub fn article_date(&self, path: Option<&Path>) -> Option<Date> {
        self.first(path, |it| it.article_date.as_ref()).copied().flatten()
    }

    /// Whether words are shown beside the text.
    pub fn hints(&self) -> bool {
        let said = self.layers.iter().rev().find_map(|it| it.layer.inlay_hints.as_ref());
        said.is_some_and(|it| it.value)
    }

    /// The baseline's path, seen from the folder of the file that names it.
    pub fn baseline(&self) -> Option<PathBuf> {
        let named = |it: &Laid| {
            let file = &it.layer.baseline.as_ref()?.value;
            Some(it.root.as_ref().map_or_else(|| PathBuf::from(file), |it| it.join(file)))
        };
        self.layers.iter().rev().find_map(named)
    }

    /// What is asked of every finding in this file. The project's ignores and
    /// its baseline are for the caller to add.
    pub fn house(&self, path: Option<&Path>) -> House {
        let count = self.layers.iter().rev().find_map(|it| it.layer.summary_above.as_ref());
        let off = |it: &&str| self.verdict(it, path).level.is_none();
        let mut profile = self.profile();
        let unheard: Vec<&str> = LEADING.into_iter().filter(off).collect();
        if !unheard.is_empty() {
            Arc::make_mut(&mut profile).unheard = unheard;
        }
        House {
            profile,
            levels: ids().map(|it| self.verdict(it, path).level).collect(),
            summary_above: count.map_or(SUMMARY_ABOVE, |it| it.value),
            ..House::default()
        }
    }

    fn profile(&self) -> Arc<Profile> {
        let chosen = self.layers.iter().rev().find_map(|it| it.layer.profile.as_ref());
        let mut names = BTreeMap::new();
        let mut style: BTreeMap<&str, &str> = BTreeMap::new();
        for laid in &self.layers {
            names.extend(laid.layer.names.clone());
            style.extend(laid.layer.style.iter().map(|(key, it)| (*key, it.value.as_str())));
        }
        let standard = Profile::standard();
        if names.is_empty() && style.is_empty() && chosen.is_none() {
            return standard.clone();
        }
        let marks_chosen = chosen.is_some() || style.contains_key("quotes");
        let chosen = chosen.and_then(|it| Profile::find(&it.value));
        let mut res = chosen.unwrap_or_else(|| Profile::clone(standard));
        res.own_names = names;
        res.chosen = true;
        res.marks_chosen = marks_chosen;
        for (key, value) in style {
            let value = Some(value.to_owned()).filter(|it| it != "any");
            match key {
                "quotes" => res.quotes = value,
                "headings" => res.headings = value,
                "rupiah" => res.rupiah = value,
                "decimal" => res.decimal = value,
                _ => {}
            }
        }
        Arc::new(res)
    }

    /// The level of a rule or a notice in this file, and who says so. In one
    /// layer a rule's own level wins over its group's; a higher layer wins
    /// over both.
    pub fn verdict(&self, id: &str, path: Option<&Path>) -> Verdict {
        let rule = RULES.iter().find(|it| it.id == id).map(|it| (it.group, it.level));
        let notice = NOTICES.iter().find(|it| it.id == id).map(|it| (it.group, it.level));
        let Some((group, own)) = rule.or(notice) else {
            return Verdict { level: None, origin: Origin::Builtin, at: None };
        };
        for (laid, part) in self.parts(path) {
            let Some(set) = said_of(part, id, group) else { continue };
            let level = match set.value {
                Choice::Off => None,
                Choice::At(level) => Some(level),
                Choice::Default => Some(own),
            };
            return Verdict { level, origin: laid.origin.clone(), at: set.at };
        }
        Verdict { level: Some(own), origin: Origin::Builtin, at: None }
    }

    /// All that was set for this file, in the order of the keys, each with the
    /// value that holds.
    pub fn said(&self, path: Option<&Path>) -> Vec<Setting> {
        let mut res = Vec::new();
        let tongue = |it: Option<Lang>| it.map_or("auto", Lang::tag).to_owned();
        self.tell(&mut res, path, "lang", |it| it.lang.as_ref(), |it| tongue(*it));
        self.tell(&mut res, path, "messages", |it| it.messages.as_ref(), |it| tongue(*it));
        let date = |it: &Option<Date>| it.map_or(String::new(), |it| it.to_string());
        self.tell(&mut res, path, "article_date", |it| it.article_date.as_ref(), date);
        self.tell_top(&mut res, "profile", |it| it.profile.as_ref(), String::clone);
        self.tell_top(&mut res, "inlay_hints", |it| it.inlay_hints.as_ref(), bool::to_string);
        self.tell_top(&mut res, "summary_above", |it| it.summary_above.as_ref(), usize::to_string);
        self.tell_top(&mut res, "baseline", |it| it.baseline.as_ref(), String::clone);
        for key in ["quotes", "headings", "rupiah", "decimal"] {
            let name = format!("style.{key}");
            self.tell_top(&mut res, &name, |it| it.style.get(key), String::clone);
        }
        for laid in &self.layers {
            for (house, replaced) in &laid.layer.names {
                let key = format!("names.\"{house}\"");
                res.retain(|it| it.key != key);
                let (value, origin) = (replaced.join(", "), laid.origin.clone());
                res.push(Setting { key, value, origin, at: None });
            }
        }
        for id in ids() {
            let verdict = self.verdict(id, path);
            if verdict.origin != Origin::Builtin {
                let value = verdict.level.map_or(keys::OFF, Level::name).to_owned();
                let Verdict { origin, at, .. } = verdict;
                res.push(Setting { key: format!("rules.{id}"), value, origin, at });
            }
        }
        res
    }

    fn tell<'a, T: 'a>(
        &'a self,
        res: &mut Vec<Setting>,
        path: Option<&'a Path>,
        key: &str,
        get: impl Fn(&'a Part) -> Option<&'a Set<T>>,
        show: impl Fn(&T) -> String,
    ) {
        if let Some((laid, set)) = self.parts(path).find_map(|(laid, it)| Some((laid, get(it)?))) {
            let (value, origin) = (show(&set.value), laid.origin.clone());
            res.push(Setting { key: key.to_owned(), value, origin, at: set.at });
        }
    }

    fn tell_top<'a, T: 'a>(
        &'a self,
        res: &mut Vec<Setting>,
        key: &str,
        get: impl Fn(&'a Layer) -> Option<&'a Set<T>>,
        show: impl Fn(&T) -> String,
    ) {
        let mut layers = self.layers.iter().rev();
        if let Some((laid, set)) = layers.find_map(|it| Some((it, get(&it.layer)?))) {
            let (value, origin) = (show(&set.value), laid.origin.clone());
            res.push(Setting { key: key.to_owned(), value, origin, at: set.at });
        }
    }
}

fn said_of<'a>(part: &'a Part, id: &str, group: Group) -> Option<&'a Set<Choice>> {
    // What is about silencing belongs to no group of the catalogue's.
    let is_rule = RULES.iter().any(|it| it.id == id);
    let group = || part.groups.get(group.name()).or_else(|| part.groups.get(keys::ALL));
    part.rules.get(id).or_else(|| group().filter(|_| is_rule))
}

impl Laid {
    fn matches(&self, glob: &globset::GlobMatcher, path: Option<&Path>) -> bool {
        let Some(path) = path else { return false };
        match &self.root {
            Some(root) => path.strip_prefix(root).is_ok_and(|it| glob.is_match(it)),
            // Seen from any of the folders that it lies in.
            None => {
                let parts: Vec<_> = path.components().collect();
                (0..parts.len()).any(|it| {
                    let tail: PathBuf = parts.iter().skip(it).collect();
                    glob.is_match(tail)
                })
            }
        }
    }
}
