//! The client's settings. A value that we do not understand is said to be so,
//! once, and is otherwise as if it were not there.

use std::collections::HashSet;

use jiff::civil::Date;
use serde_json::Value;

use crate::ide::Settings;
use crate::lang::Lang;

/// Under this name stands what is ours; in what is sent to us alone, it may
/// stand at the top as well.
const SECTION: &str = "tajuk";

/// Layers of settings: the command line's, above it what came with
/// `initialize`, above it what came last.
pub(super) struct Book {
    below: Settings,
    start: Value,
    last: Value,
    /// What was given out last.
    given: Option<Settings>,
    /// Complaints that were made.
    said: HashSet<String>,
}

impl Book {
    pub(super) fn new(below: Settings) -> Book {
        let (start, last) = (Value::Null, Value::Null);
        Book { below, start, last, given: None, said: HashSet::new() }
    }

    /// Takes `initializationOptions`. The answer is for the client's log.
    pub(super) fn start(&mut self, options: Option<&Value>) -> Vec<String> {
        self.start = options.cloned().unwrap_or_default();
        self.complaints()
    }

    /// Takes the settings of `workspace/didChangeConfiguration`. Eglot sends
    /// `{}` at every start: what is not said there stays as `initialize` had it.
    pub(super) fn configure(&mut self, settings: Option<&Value>) -> Vec<String> {
        self.last = settings.cloned().unwrap_or_default();
        self.complaints()
    }

    /// What holds now; nothing where it was given out already.
    pub(super) fn settings(&mut self) -> Option<Settings> {
        let mut complaints = Vec::new();
        let now = self.read(&mut complaints);
        if self.given.as_ref() == Some(&now) {
            return None;
        }
        self.given = Some(now.clone());
        Some(now)
    }

    fn complaints(&mut self) -> Vec<String> {
        let mut res = Vec::new();
        self.read(&mut res);
        res.retain(|it| self.said.insert(it.clone()));
        res
    }

    fn read(&self, complaints: &mut Vec<String>) -> Settings {
        let mut res = self.below.clone();
        let mut read = |name: &str, remedy: &str, take: &mut dyn FnMut(&str) -> bool| {
            for layer in [&self.last, &self.start] {
                let Some(value) = said(layer, name) else { continue };
                if value.as_str().is_some_and(&mut *take) {
                    return;
                }
                complaints.push(format!("tajuk: \"{name}\" cannot be {value}; use {remedy}"));
            }
        };
        let languages = "\"auto\", \"id\" or \"en\"";
        read("language", languages, &mut |it| choose(&mut res.lang, it, "auto", lang));
        read("messages", languages, &mut |it| choose(&mut res.messages, it, "auto", lang));
        let date = |it: &str| it.parse::<Date>().ok().filter(|_| it.len() == "YYYY-MM-DD".len());
        let remedy = "a date as 2025-05-14, or \"\" for the article's own";
        read("articleDate", remedy, &mut |it| choose(&mut res.article_date, it, "", date));
        // Messages follow the article, so that no locale is needed yet.
        read("locale", "a language tag as \"id-ID\"", &mut |_| true);
        self.flag("inlayHints", &mut res.hints, complaints);
        res
    }

    fn flag(&self, name: &str, slot: &mut bool, complaints: &mut Vec<String>) {
        for layer in [&self.last, &self.start] {
            let Some(value) = said(layer, name) else { continue };
            match value.as_bool() {
                Some(flag) => return *slot = flag,
                None => complaints
                    .push(format!("tajuk: \"{name}\" cannot be {value}; use true or false")),
            }
        }
    }
}

/// The value of a key, under our name or at the top. Null is as good as
/// nothing.
fn said<'a>(layer: &'a Value, name: &str) -> Option<&'a Value> {
    let ours = layer.get(SECTION).and_then(|it| it.get(name));
    ours.or_else(|| layer.get(name)).filter(|it| !it.is_null())
}

/// Whether `value` is understood. `auto` leaves what stands below.
fn choose<T>(
    slot: &mut Option<T>,
    value: &str,
    auto: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> bool {
    if value == auto {
        return true;
    }
    let parsed = parse(value);
    let is_understood = parsed.is_some();
    if is_understood {
        *slot = parsed;
    }
    is_understood
}

fn lang(value: &str) -> Option<Lang> {
    Lang::ALL.into_iter().find(|it| it.tag() == value)
}
