//! One source of settings, read. What is wrong in it is told and left out;
//! the rest holds.

use std::collections::BTreeMap;

use globset::{GlobBuilder, GlobMatcher};
use jiff::civil::Date;
use serde_json::Value;

use crate::config::Problem;
use crate::config::keys::{self, FOREIGN, KEYS, Key, Kind};
use crate::config::keys_near::nearest;
use crate::config::node::{Entry, Node};
use crate::lang::{Lang, Message};
use crate::rules::Level;
use crate::text::Span;

/// What one source says. Each word of it knows where it stands.
#[derive(Clone, Debug, Default)]
pub struct Layer {
    pub(super) top: Part,
    pub(super) profile: Option<Set<String>>,
    pub(super) inlay_hints: Option<Set<bool>>,
    pub(super) summary_above: Option<Set<usize>>,
    pub(super) baseline: Option<Set<String>>,
    pub(super) style: BTreeMap<&'static str, Set<String>>,
    pub(super) names: BTreeMap<String, Vec<String>>,
    pub(super) overrides: Vec<Override>,
}

/// What can be said for all files or for some.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    pub lang: Option<Set<Option<Lang>>>,
    pub messages: Option<Set<Option<Lang>>>,
    pub article_date: Option<Set<Option<Date>>>,
    pub groups: BTreeMap<String, Set<Choice>>,
    pub rules: BTreeMap<String, Set<Choice>>,
}

#[derive(Clone, Debug)]
pub(super) struct Override {
    pub globs: Vec<GlobMatcher>,
    pub part: Part,
}

/// A value, and where it was set (bytes of its file).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Set<T> {
    pub value: T,
    pub at: Option<Span>,
}

/// What is written in place of a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    Off,
    At(Level),
    /// What the rule has by itself.
    Default,
}

/// Reads a configuration file.
pub fn parse_toml(text: &str) -> (Layer, Vec<Problem>) {
    let (node, errors) = Node::from_toml(text);
    let syntax = |(span, error): (Option<Span>, String)| Problem {
        span,
        message: Message::new("config-syntax").with("error", error),
        syntax: true,
    };
    let mut reader = Reader { problems: errors.into_iter().map(syntax).collect(), lenient: false };
    let layer = reader.layer(&node);
    // What could not be read may look like a wrong key or value besides.
    if reader.problems.iter().any(|it| it.syntax) {
        reader.problems.retain(|it| it.syntax);
    }
    (layer, reader.problems)
}

/// Reads an editor's settings. Keys that we do not know are for others.
pub fn parse_json(value: &Value) -> (Layer, Vec<Problem>) {
    let mut reader = Reader { problems: Vec::new(), lenient: true };
    let mut layer = reader.layer(&Node::from_json(value));
    // Editors send every setting with its default; there, auto is no choice.
    let Part { lang, messages, article_date, .. } = &mut layer.top;
    *lang = lang.take().filter(|it| it.value.is_some());
    *messages = messages.take().filter(|it| it.value.is_some());
    *article_date = article_date.take().filter(|it| it.value.is_some());
    (layer, reader.problems)
}

impl Layer {
    /// What the options of a command line say.
    pub fn of_options(
        lang: Option<Lang>,
        article_date: Option<Date>,
        messages: Option<Lang>,
    ) -> Layer {
        fn set<T>(value: Option<T>) -> Option<Set<Option<T>>> {
            value.map(|it| Set { value: Some(it), at: None })
        }
        let top = Part {
            lang: set(lang),
            messages: set(messages),
            article_date: set(article_date),
            ..Part::default()
        };
        Layer { top, ..Layer::default() }
    }
}

struct Reader {
    problems: Vec<Problem>,
    lenient: bool,
}

impl Reader {
    fn layer(&mut self, node: &Node) -> Layer {
        let mut res = Layer::default();
        for (key, entry) in self.known(node, KEYS, "") {
            match key.name {
                "profile" => res.profile = self.choice(key, &entry),
                "inlay_hints" => res.inlay_hints = self.flag(&entry),
                "summary_above" => res.summary_above = self.count(&entry),
                "baseline" => res.baseline = self.text(&entry),
                "style" => res.style = self.style(key, &entry),
                "names" => res.names = self.names(&entry),
                "overrides" => res.overrides = self.overrides(key, &entry),
                _ => self.part(&mut res.top, key, &entry),
            }
        }
        res
    }

    /// The entries whose key is known, in order.
    fn known(
        &mut self,
        node: &Node,
        keys: &'static [Key],
        above: &str,
    ) -> Vec<(&'static Key, Entry)> {
        let mut res = Vec::new();
        for entry in node.entries().unwrap_or_default() {
            let is = |it: &&Key| it.name == entry.name || it.also.contains(&entry.name.as_str());
            if let Some(key) = keys.iter().find(is) {
                res.push((key, entry));
            } else if !(self.lenient || above.is_empty() && FOREIGN.contains(&entry.name.as_str()))
            {
                let near = nearest(&entry.name, keys.iter().map(|it| it.name));
                self.unknown(&entry, near, "config-unknown-key", "config-unknown-key-near");
            }
        }
        if self.lenient {
            // What comes without places comes without an order.
            res.sort_by_key(|(key, _)| keys.iter().position(|it| it.name == key.name));
        }
        res
    }

    fn unknown(
        &mut self,
        entry: &Entry,
        near: Option<&str>,
        plain: &'static str,
        with_near: &'static str,
    ) {
        let message = match near {
            Some(near) => Message::new(with_near).with("near", near),
            None => Message::new(plain),
        };
        let message = message.with("name", &entry.name);
        self.problems.push(Problem { span: entry.at, message, syntax: false });
    }

    /// The value cannot be, and this can.
    fn wrong(&mut self, entry: &Entry, node: &Node, remedy: &'static str) {
        let message = Message::new("config-wrong-value")
            .with("name", format!("\"{}\"", entry.name))
            .with("value", node.shown())
            .with_words("remedy", vec![remedy.to_owned()]);
        self.problems.push(Problem { span: node.at.or(entry.at), message, syntax: false });
    }

    fn no_choice(&mut self, entry: &Entry, node: &Node, choices: &[&str]) {
        let quoted: Vec<String> = choices.iter().map(|it| format!("\"{it}\"")).collect();
        let Some((last, most)) = quoted.split_last() else { return };
        let message = Message::new("config-no-choice")
            .with("name", format!("\"{}\"", entry.name))
            .with("value", node.shown())
            .with("most", most.join(", "))
            .with("last", last);
        self.problems.push(Problem { span: node.at.or(entry.at), message, syntax: false });
    }

    fn part(&mut self, part: &mut Part, key: &'static Key, entry: &Entry) {
        match key.name {
            "lang" => part.lang = self.tongue(key, entry),
            "messages" => part.messages = self.tongue(key, entry),
            "article_date" => part.article_date = self.day(entry),
            "groups" => part.groups = self.levels(key, entry, false),
            "rules" => part.rules = self.levels(key, entry, true),
            _ => {}
        }
    }

    fn choice(&mut self, key: &Key, entry: &Entry) -> Option<Set<String>> {
        let Kind::Choice(choices) = key.kind else { return None };
        let choices = choices();
        match entry.node.text() {
            Some(it) if choices.contains(&it) => Some(set(it.to_owned(), entry)),
            _ => {
                self.no_choice(entry, &entry.node, &choices);
                None
            }
        }
    }

    fn tongue(&mut self, key: &Key, entry: &Entry) -> Option<Set<Option<Lang>>> {
        let chosen = self.choice(key, entry)?;
        Some(Set { value: Lang::from_tag(&chosen.value), at: chosen.at })
    }

    fn day(&mut self, entry: &Entry) -> Option<Set<Option<Date>>> {
        let text = entry.node.text();
        if text.is_some_and(str::is_empty) {
            return Some(set(None, entry));
        }
        let whole = text.filter(|it| it.len() == "YYYY-MM-DD".len());
        match whole.and_then(|it| it.parse::<Date>().ok()) {
            Some(day) => Some(set(Some(day), entry)),
            None => {
                self.wrong(entry, &entry.node, "remedy-date");
                None
            }
        }
    }

    fn flag(&mut self, entry: &Entry) -> Option<Set<bool>> {
        let flag = entry.node.flag();
        if flag.is_none() {
            self.wrong(entry, &entry.node, "remedy-flag");
        }
        flag.map(|it| set(it, entry))
    }

    fn count(&mut self, entry: &Entry) -> Option<Set<usize>> {
        let shown = entry.node.shown();
        match shown.replace('_', "").parse() {
            Ok(count) => Some(set(count, entry)),
            Err(_) => {
                self.wrong(entry, &entry.node, "remedy-count");
                None
            }
        }
    }

    fn text(&mut self, entry: &Entry) -> Option<Set<String>> {
        match entry.node.text() {
            Some(it) if !it.is_empty() => Some(set(it.to_owned(), entry)),
            _ => {
                self.wrong(entry, &entry.node, "remedy-text");
                None
            }
        }
    }

    fn table(&mut self, entry: &Entry) -> Option<Vec<Entry>> {
        let entries = entry.node.entries();
        if entries.is_none() {
            self.wrong(entry, &entry.node, "remedy-table");
        }
        entries
    }

    fn levels(&mut self, key: &Key, entry: &Entry, rules: bool) -> BTreeMap<String, Set<Choice>> {
        let mut res = BTreeMap::new();
        let Kind::Levels(names) = key.kind else { return res };
        let names = names();
        for entry in self.table(entry).unwrap_or_default() {
            let level = self.level(&entry);
            if !names.contains(&entry.name.as_str()) {
                let near = nearest(&entry.name, names.iter().copied());
                let (plain, with_near) = match rules {
                    true => ("config-unknown-rule", "config-unknown-rule-near"),
                    false => ("config-unknown-group", "config-unknown-group-near"),
                };
                self.unknown(&entry, near, plain, with_near);
            } else if let Some(level) = level {
                res.insert(entry.name.clone(), level);
            }
        }
        res
    }

    fn level(&mut self, entry: &Entry) -> Option<Set<Choice>> {
        let choice = match entry.node.text() {
            Some(keys::OFF) => Some(Choice::Off),
            Some(keys::DEFAULT) => Some(Choice::Default),
            Some(it) => Level::ALL.into_iter().find(|level| level.name() == it).map(Choice::At),
            None => None,
        };
        if choice.is_none() {
            self.no_choice(entry, &entry.node, &keys::levels());
        }
        choice.map(|it| set(it, entry))
    }

    fn style(&mut self, key: &Key, entry: &Entry) -> BTreeMap<&'static str, Set<String>> {
        let mut res = BTreeMap::new();
        let Kind::Table(keys) = key.kind else { return res };
        if self.table(entry).is_none() {
            return res;
        }
        for (key, entry) in self.known(&entry.node, keys, key.name) {
            let value = match key.kind {
                Kind::Choice(_) => self.choice(key, &entry),
                _ => self.marks(&entry),
            };
            if let Some(value) = value {
                res.insert(key.name, value);
            }
        }
        res
    }

    /// Two quotation marks.
    fn marks(&mut self, entry: &Entry) -> Option<Set<String>> {
        match entry.node.text() {
            Some(it) if it.chars().count() == 2 => Some(set(it.to_owned(), entry)),
            _ => {
                self.wrong(entry, &entry.node, "remedy-quotes");
                None
            }
        }
    }

    fn names(&mut self, entry: &Entry) -> BTreeMap<String, Vec<String>> {
        let mut res = BTreeMap::new();
        for entry in self.table(entry).unwrap_or_default() {
            match entry.node.texts() {
                Some(replaced) => {
                    let replaced = replaced.into_iter().map(|(_, it)| it);
                    let replaced = replaced.filter(|it| !it.is_empty() && *it != entry.name);
                    res.insert(entry.name.clone(), replaced.collect());
                }
                None => self.wrong(&entry, &entry.node, "remedy-list"),
            }
        }
        res
    }

    fn overrides(&mut self, key: &Key, entry: &Entry) -> Vec<Override> {
        let Kind::Tables(keys) = key.kind else { return Vec::new() };
        let crate::config::node::Said::List(tables) = &entry.node.value else {
            self.wrong(entry, &entry.node, "remedy-overrides");
            return Vec::new();
        };
        let mut res = Vec::new();
        for table in tables {
            if table.entries().is_none() {
                self.wrong(entry, table, "remedy-overrides");
                continue;
            }
            let mut one = Override { globs: Vec::new(), part: Part::default() };
            let mut has_paths = false;
            for (key, entry) in self.known(table, keys, "overrides") {
                if key.name == "paths" {
                    has_paths = true;
                    one.globs = self.globs(&entry);
                } else {
                    self.part(&mut one.part, key, &entry);
                }
            }
            if !has_paths {
                let message = Message::new("config-no-paths");
                let span = table.at.or(entry.at);
                self.problems.push(Problem { span, message, syntax: false });
            }
            res.push(one);
        }
        res
    }

    fn globs(&mut self, entry: &Entry) -> Vec<GlobMatcher> {
        let Some(texts) = entry.node.texts() else {
            self.wrong(entry, &entry.node, "remedy-list");
            return Vec::new();
        };
        let mut res = Vec::new();
        for (at, text) in texts {
            match glob(&text) {
                Ok(it) => res.push(it),
                Err(error) => {
                    let message = Message::new("config-bad-glob")
                        .with("glob", format!("\"{text}\""))
                        .with("error", error.kind());
                    self.problems.push(Problem { span: at.or(entry.at), message, syntax: false });
                }
            }
        }
        res
    }
}

fn set<T>(value: T, entry: &Entry) -> Set<T> {
    Set { value, at: entry.node.at.or(entry.at) }
}

/// As in .gitignore: without a stroke it matches a name in any folder, and
/// with one at its end all that a folder holds.
fn glob(text: &str) -> Result<GlobMatcher, globset::Error> {
    let text = text.strip_prefix("./").unwrap_or(text);
    let mut pattern = match text.trim_end_matches('/').contains('/') {
        true => text.trim_start_matches('/').to_owned(),
        false => format!("**/{text}"),
    };
    if pattern.ends_with('/') {
        pattern += "**";
    }
    Ok(GlobBuilder::new(&pattern).literal_separator(true).build()?.compile_matcher())
}
