//! What may be written next in a file of settings: keys, rules, levels. It
//! goes by the lines before the caret, since what is being typed is no TOML
//! yet.

use crate::config::keys::{self, KEYS, Key, Kind};
use crate::config::quoted;
use crate::lang::{Lang, word};
use crate::text::Span;

/// Something to write. `span` is in bytes of the file and ends at the caret or
/// right behind a closing quotation mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub text: String,
    /// A few words beside it.
    pub detail: Option<String>,
    pub span: Span,
    pub kind: WordKind,
    /// The rule that it names.
    pub rule: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordKind {
    Key,
    Value,
    Rule,
}

/// The words that fit a caret at `byte` of a configuration file.
pub fn in_settings(text: &str, byte: usize, lang: Lang) -> Vec<Word> {
    let place = Place::at(text, byte);
    let Some(keys) = tables(&place.table) else { return Vec::new() };
    match place.slot {
        Slot::Table => {
            let all = names(KEYS, "").into_iter().map(|it| place.offer(it, None, WordKind::Key));
            place.fitting(all.collect())
        }
        Slot::Key => place.fitting(keys.words(&place, lang)),
        Slot::Value(key) => place.fitting(values(keys.of(key), &place)),
        Slot::None => Vec::new(),
    }
}

/// The words that fit a caret at `byte` of `.tajuk/ignore.toml`.
pub fn in_ignores(text: &str, byte: usize) -> Vec<Word> {
    let place = Place::at(text, byte);
    let all = match place.slot {
        Slot::Table => vec![place.offer("[[ignore]]".to_owned(), None, WordKind::Key)],
        Slot::Key if place.table == ["ignore"] => {
            let keys = quoted::KEYS.iter().filter(|it| !place.there.contains(it));
            keys.map(|it| place.offer(format!("{it} = "), None, WordKind::Key)).collect()
        }
        Slot::Value("rule") => {
            let rules = keys::rules().into_iter();
            rules
                .map(|it| Word { rule: Some(it), ..place.offer(quote(it), None, WordKind::Rule) })
                .collect()
        }
        _ => Vec::new(),
    };
    place.fitting(all)
}

fn quote(text: &str) -> String {
    format!("\"{text}\"")
}

/// `[rules]`, `[[overrides]]`, `[overrides.rules]`.
fn names(keys: &[Key], above: &str) -> Vec<String> {
    let mut res = Vec::new();
    for key in keys {
        let name = format!("{above}{}", key.name);
        match key.kind {
            Kind::Tables(inner) => {
                res.push(format!("[[{name}]]"));
                res.extend(names(inner, &format!("{name}.")));
            }
            Kind::Table(_) | Kind::Levels(_) | Kind::Names => res.push(format!("[{name}]")),
            _ => {}
        }
    }
    res
}

/// What a table holds.
enum Inside {
    Keys(&'static [Key]),
    Levels(fn() -> Vec<&'static str>),
}

fn tables(path: &[&str]) -> Option<Inside> {
    let mut keys = KEYS;
    let mut path = path.iter();
    while let Some(name) = path.next() {
        let key = keys.iter().find(|it| it.name == *name)?;
        match key.kind {
            Kind::Table(inner) | Kind::Tables(inner) => keys = inner,
            Kind::Levels(names) if path.as_slice().is_empty() => {
                return Some(Inside::Levels(names));
            }
            _ => return None,
        }
    }
    Some(Inside::Keys(keys))
}

impl Inside {
    fn of(&self, key: &str) -> Option<Kind> {
        match self {
            Inside::Levels(_) => Some(Kind::Choice(keys::levels)),
            Inside::Keys(keys) => {
                let is = |it: &&Key| it.name == key || it.also.contains(&key);
                keys.iter().find(is).map(|it| it.kind)
            }
        }
    }

    fn words(&self, place: &Place<'_>, lang: Lang) -> Vec<Word> {
        match self {
            Inside::Levels(names) => {
                let free = names().into_iter().filter(|it| !place.there.contains(it));
                let rule = |it: &'static str| keys::rules().contains(&it).then_some(it);
                free.map(|it| Word {
                    rule: rule(it),
                    ..place.offer(format!("{it} = "), None, WordKind::Rule)
                })
                .collect()
            }
            Inside::Keys(keys) => {
                let is_table = |it: &Key| {
                    matches!(
                        it.kind,
                        Kind::Table(_) | Kind::Tables(_) | Kind::Levels(_) | Kind::Names
                    )
                };
                let free = keys.iter().filter(|it| !place.there.contains(&it.name));
                let word = |it: &Key| {
                    place.offer(
                        format!("{} = ", it.name),
                        Some(word(it.about, lang)),
                        WordKind::Key,
                    )
                };
                let mut res: Vec<Word> =
                    free.clone().filter(|it| !is_table(it)).map(word).collect();
                if place.table.is_empty() {
                    let tables = names(KEYS, "").into_iter();
                    res.extend(tables.map(|it| place.offer(it, None, WordKind::Key)));
                }
                res
            }
        }
    }
}

fn values(kind: Option<Kind>, place: &Place<'_>) -> Vec<Word> {
    let all: Vec<String> = match kind {
        Some(Kind::Choice(words)) => words().into_iter().map(quote).collect(),
        Some(Kind::Flag) => vec!["true".to_owned(), "false".to_owned()],
        _ => Vec::new(),
    };
    all.into_iter().map(|it| place.offer(it, None, WordKind::Value)).collect()
}

/// Where the caret is.
struct Place<'a> {
    /// The names of the table it is in.
    table: Vec<&'a str>,
    /// Keys that this table has already.
    there: Vec<&'a str>,
    slot: Slot<'a>,
    /// What is typed, and where.
    typed: &'a str,
    span: Span,
}

#[derive(Clone, Copy)]
enum Slot<'a> {
    /// Behind a bracket that begins a line.
    Table,
    Key,
    /// Of this key.
    Value(&'a str),
    /// A comment, or something longer than a word.
    None,
}

impl<'a> Place<'a> {
    fn at(text: &'a str, byte: usize) -> Place<'a> {
        let before = text.get(..byte).unwrap_or(text);
        let start = before.rfind('\n').map_or(0, |it| it + 1);
        let (above, line) = before.split_at(start);
        let (mut table, mut there): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
        let below = text.get(byte..).unwrap_or_default().lines().skip(1);
        let below = below.take_while(|it| !it.trim_start().starts_with('['));
        for line in above.lines() {
            let line = line.trim();
            if line.starts_with('[') && line.ends_with(']') {
                table = line.trim_matches(['[', ']']).split('.').map(str::trim).collect();
                there.clear();
            } else {
                there.extend(key_of(line));
            }
        }
        there.extend(below.filter_map(key_of));
        let indent = line.len() - line.trim_start().len();
        let said = line.trim_start();
        let behind = text.get(byte..).unwrap_or_default();
        let (slot, typed) = match said.split_once('=') {
            _ if said.starts_with('#') => (Slot::None, ""),
            None if said.starts_with('[') => (Slot::Table, said),
            None => (Slot::Key, said.trim_start_matches('"')),
            Some((key, value)) => {
                let typed = value.trim_start();
                let is_word =
                    !typed.contains([' ', '#', '[', '{']) && 2 > typed.matches('"').count();
                match is_word {
                    true => (Slot::Value(key.trim().trim_matches('"')), typed),
                    false => (Slot::None, ""),
                }
            }
        };
        debug_assert!(typed.len() + indent <= line.len());
        // An editor has closed the quotation mark that was just opened, or the
        // bracket.
        let closed = match slot {
            Slot::Value(_) if typed.starts_with('"') => usize::from(behind.starts_with('"')),
            Slot::Table => behind.len() - behind.trim_start_matches(']').len(),
            _ => 0,
        };
        let span = Span::new(byte - typed.len(), byte + closed);
        Place { table, there, slot, typed, span }
    }

    fn offer(&self, text: String, detail: Option<String>, kind: WordKind) -> Word {
        Word { text, detail, span: self.span, kind, rule: None }
    }

    fn fitting(&self, all: Vec<Word>) -> Vec<Word> {
        let bare = |it: &str| it.trim_start_matches(['[', '"']).to_lowercase();
        let typed = bare(self.typed);
        all.into_iter().filter(|it| bare(&it.text).starts_with(&typed)).collect()
    }
}

fn key_of(line: &str) -> Option<&str> {
    let (key, _) = line.split_once('=').filter(|_| !line.trim_start().starts_with('#'))?;
    Some(key.trim().trim_matches('"'))
}
