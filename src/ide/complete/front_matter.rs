//! Keys of the front matter, and what they may be set to. Looked for in the
//! lines as they stand: while somebody writes it, front matter is not yet any.

use crate::ide::Snapshot;
use crate::ide::complete::{MOST, Offer, OfferKind, Offers, plain};
use crate::lang::{Lang, word};
use crate::structure::SectionKind;
use crate::text::Span;

/// A caret further down is not in the front matter.
const LONGEST: usize = 1 << 14;

/// The keys that Tajuk reads, with the message that says what each is for.
const KEYS: [(&str, &str); 6] = [
    ("title", "front-title"),
    ("date", "front-date"),
    ("lastmod", "front-lastmod"),
    ("authors", "front-authors"),
    ("lang", "front-lang"),
    ("tags", "front-tags"),
];

/// The front matter around a caret.
struct Front<'a> {
    /// `:` or `=`.
    sign: char,
    /// Its lines above the caret.
    above: Vec<&'a str>,
    /// Up to the caret.
    line: &'a str,
    /// Its lines below the caret.
    below: Vec<&'a str>,
}

/// Nothing where the caret is not in front matter.
pub(super) fn offers(snapshot: &Snapshot, byte: usize) -> Option<Offers> {
    if LONGEST < byte {
        return None;
    }
    let text = snapshot.buffer().slice(Span::new(0, byte));
    let rest = snapshot.buffer().slice(Span::new(byte, byte + LONGEST));
    let front = Front::around(&text, &rest)?;
    let in_list = front.line.trim_start().starts_with("- ");
    match front.line.split_once(front.sign) {
        Some((key, value)) if !in_list => {
            Some(values(snapshot, &front, key.trim(), value.trim_start(), byte))
        }
        // An item of the list that some key above holds.
        None if front.line.starts_with([' ', '-']) => {
            let key = front.above.iter().rev().find(|it| !it.starts_with([' ', '-', '\t']))?;
            let key = key.split(front.sign).next().unwrap_or_default().trim();
            let typed = front.line.trim_start_matches([' ', '-']);
            Some(values(snapshot, &front, key, typed, byte))
        }
        _ => Some(keys(snapshot, &front, byte)),
    }
}

impl<'a> Front<'a> {
    fn around(before: &'a str, behind: &'a str) -> Option<Front<'a>> {
        let ends = ['\n', '\r'];
        let mut above: Vec<&str> = before.split(ends).map(str::trim_end).collect();
        above.pop();
        let line = before.rsplit(ends).next()?;
        let fence = above.first()?.trim_start_matches('\u{feff}');
        let sign = match fence {
            "---" => ':',
            "+++" => '=',
            _ => return None,
        };
        above.remove(0);
        // A rule between paragraphs looks the same; prose tells it.
        let is_ours = |it: &str| {
            it.is_empty() || it.starts_with([' ', '-', '#', '\t', '[', ']']) || it.contains(sign)
        };
        if above.iter().any(|it| *it == fence || !is_ours(it)) || line.starts_with(fence) {
            return None;
        }
        let below = behind.split(ends).skip(1).map(str::trim_end).take_while(|it| *it != fence);
        Some(Front { sign, above, line, below: below.collect() })
    }

    fn has(&self, key: &str) -> bool {
        let mut all = self.above.iter().chain(&self.below);
        all.any(|it| it.split(self.sign).next().is_some_and(|it| it.trim_end() == key))
    }
}

/// The keys that are not there yet.
fn keys(snapshot: &Snapshot, front: &Front<'_>, byte: usize) -> Offers {
    let (typed, sign) = (front.line, front.sign);
    let span = Span::new(byte - typed.len(), byte);
    let fitting = KEYS.iter().filter(|(it, _)| it.starts_with(typed) && !front.has(it));
    let between = if sign == '=' { " " } else { "" };
    let offer = |(key, about): &(&str, &str)| Offer {
        filter: (*key).to_owned(),
        detail: Some(word(about, snapshot.message_lang())),
        ..plain(format!("{key}{between}{sign} "), OfferKind::Key, span)
    };
    Offers { all: fitting.map(offer).collect(), more: false }
}

fn values(snapshot: &Snapshot, front: &Front<'_>, key: &str, typed: &str, byte: usize) -> Offers {
    let article = snapshot.article();
    let all: Vec<String> = match key {
        "lang" | "language" => Lang::ALL.iter().map(|it| it.tag().to_owned()).collect(),
        "date" | "lastmod" => vec![article.date.day.to_string()],
        "draft" => vec!["true".to_owned(), "false".to_owned()],
        "title" => {
            let titles = snapshot.outline();
            let title = titles.into_iter().filter(|it| it.kind == SectionKind::Title);
            title.take(1).map(|it| it.name).collect()
        }
        "tags" | "keywords" => {
            let entities = article.entities().iter();
            entities.map(|it| it.entry(&article.base).name(article.lang).to_owned()).collect()
        }
        _ => Vec::new(),
    };
    // Behind the last comma of a list in brackets.
    let typed = typed.rsplit([',', '[']).next().unwrap_or(typed).trim_start();
    let quoted = front.sign == '=' && !matches!(key, "date" | "lastmod" | "draft");
    let mark = typed.chars().next().filter(|it| matches!(it, '"' | '\''));
    let written = |it: String| match mark {
        Some(mark) => format!("{mark}{it}{mark}"),
        None if quoted || it.contains([':', '#', '[', '"']) => {
            format!("\"{}\"", it.replace('"', "\\\""))
        }
        None => it,
    };
    let span = Span::new(byte - typed.len(), byte);
    let lower = typed.to_lowercase();
    let fits = |it: &String| {
        let whole = it.to_lowercase();
        whole.starts_with(&lower) || whole.trim_start_matches('"').starts_with(&lower)
    };
    let fitting = all.into_iter().map(written).filter(fits).take(MOST);
    Offers { all: fitting.map(|it| plain(it, OfferKind::Value, span)).collect(), more: false }
}
