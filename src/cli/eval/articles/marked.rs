//! An article with its marks written into it, as a person can write and mend
//! them in any editor. `seeds/articles/gold/README.md` tells how; this is the one
//! reader of the format.
//!
//! `{LABEL|words}` marks words, and marks may stand in each other. A line is what
//! is judged as one statement; its judgement stands at its end, behind ` #`.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::text::Span;

/// The article that a marked text is, and what its marks say. Spans are bytes of
/// `text`.
#[derive(Debug)]
pub(super) struct Marked {
    pub(super) text: String,
    pub(super) date: Date,
    /// In the order in which they end.
    pub(super) names: Vec<Name>,
    pub(super) dates: Vec<(Span, String)>,
    pub(super) quantities: Vec<Amount>,
    pub(super) quotes: Vec<Quoted>,
    /// Who says what, in the order of their numbers.
    pub(super) said: Vec<Said>,
    /// Items of a list that rest on the attribution before it: its place in `said`.
    pub(super) inherited: Vec<(Span, usize)>,
    pub(super) lines: Vec<Line>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    Person,
    Place,
    Org,
    Event,
    Document,
    /// "Russian": counts for who is meant, and is no name.
    Demonym,
    /// "the president": likewise.
    Nominal,
}

#[derive(Clone, Debug)]
pub(super) struct Name {
    pub(super) span: Span,
    pub(super) class: Class,
    /// As in the knowledge base; of somebody whom it need not know, "_" and a word.
    pub(super) id: String,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Amount {
    pub(super) span: Span,
    /// NUM, MONEY or PCT.
    pub(super) unit: &'static str,
    pub(super) value: f64,
}

#[derive(Clone, Debug)]
pub(super) struct Quoted {
    /// With its marks.
    pub(super) span: Span,
    pub(super) kind: QuoteKind,
    pub(super) speaker: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum QuoteKind {
    /// Somebody's words, whole or in part.
    Speech,
    /// Inside other quoted words.
    Inner,
    /// Words that the writer keeps at a distance.
    Scare,
    /// Of a work or a ship.
    Title,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    pub(super) number: u32,
    /// Of its first part, from 1.
    line: usize,
    pub(super) source: Option<Span>,
    pub(super) source_class: Option<String>,
    pub(super) cue: Option<Span>,
    pub(super) cue_class: String,
    pub(super) content: Vec<Span>,
    /// Who is meant by the source.
    pub(super) speaker: Option<String>,
    /// All of its content stands in quotation marks.
    pub(super) direct: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) span: Span,
    /// `none` where nothing is stated.
    pub(super) kind: String,
    pub(super) worthy: bool,
    pub(super) modality: String,
}

/// What is put together from several labels.
#[derive(Default)]
struct Sorting {
    said: BTreeMap<u32, Said>,
    /// Of each quotation, whom it names as its speaker.
    speakers: Vec<Option<String>>,
    /// Span, number of an attribution, line.
    items: Vec<(Span, u32, usize)>,
}

/// What is wrong, and on which line, from 1.
pub(super) type Wrong = (usize, String);

const TYPES: [&str; 10] = [
    "none",
    "quantity",
    "comparison",
    "causal",
    "prediction",
    "law",
    "event",
    "identity",
    "opinion",
    "experience",
];
const MODALITIES: [&str; 6] =
    ["asserted", "hedged", "hearsay", "future", "conditional", "question"];
const SOURCES: [&str; 6] = ["named", "institution", "document", "anonymous", "vague", "pronoun"];
const CUES: [&str; 10] = [
    "say", "assess", "claim", "accuse", "deny", "admit", "request", "document", "hearsay",
    "passive",
];

struct Open<'a> {
    labels: &'a str,
    start: usize,
    line: usize,
}

/// A mark that was closed: one label, and the words.
struct Label<'a> {
    word: &'a str,
    rest: Vec<&'a str>,
    span: Span,
    line: usize,
}

impl Marked {
    pub(super) fn read(source: &str) -> Result<Marked, Wrong> {
        let mut text = String::new();
        let mut date = None;
        let mut lines = Vec::new();
        let mut labels = Vec::new();
        let mut open: Vec<Open<'_>> = Vec::new();
        // What stands between this line and the one before.
        let mut gap = "";
        for (index, line) in source.lines().enumerate() {
            let number = index + 1;
            if let Some(told) = line.strip_prefix("@date ").filter(|_| text.is_empty()) {
                let read = told.trim().parse::<Date>();
                date = Some(read.map_err(|it| (number, it.to_string()))?);
                continue;
            }
            if line.trim().is_empty() {
                gap = if text.is_empty() { "" } else { "\n\n" };
                continue;
            }
            let (line, judgement) = match line.rsplit_once(" #") {
                Some((line, judged)) => (line.trim_end(), Some(judgement(judged, number)?)),
                None => (line, None),
            };
            let joined = if is_item(line) { "\n" } else { " " };
            text += match gap {
                "" if !text.is_empty() => joined,
                _ => gap,
            };
            gap = "";
            let start = text.len();
            read_line(line, number, &mut text, &mut open, &mut labels)?;
            if let Some((kind, worthy, modality)) = judgement {
                let span = Span::new(start, text.len());
                lines.push(Line { span, kind, worthy, modality });
            }
        }
        if let Some(it) = open.pop() {
            return Err((it.line, format!("`{{{}|` is never closed", it.labels)));
        }
        let date = date.ok_or((1, "the first line is no `@date 2026-03-14`".to_owned()))?;
        text.push('\n');
        let mut res = Marked {
            text,
            date,
            names: Vec::new(),
            dates: Vec::new(),
            quantities: Vec::new(),
            quotes: Vec::new(),
            said: Vec::new(),
            inherited: Vec::new(),
            lines,
        };
        res.sort_out(&labels)?;
        Ok(res)
    }

    fn sort_out(&mut self, labels: &[Label<'_>]) -> Result<(), Wrong> {
        let mut sorting = Sorting::default();
        for it in labels {
            let wrong = |what| (it.line, format!("`{} {}`: {what}", it.word, it.rest.join(" ")));
            let told = match numbered(it.word) {
                (word, Some(number)) => sorting.saying(self, it, word, number),
                ("q" | "scare" | "title" | "in", None) => sorting.quotation(self, it),
                ("DATE" | "NUM" | "MONEY" | "PCT", None) => self.value(it),
                _ => self.name(it),
            };
            told.map_err(wrong)?;
        }
        self.said = sorting.said.into_iter().map(|(number, it)| Said { number, ..it }).collect();
        for it in &self.said {
            if it.cue.is_none() || it.content.is_empty() && it.source.is_none() {
                return Err((
                    it.line,
                    format!("attribution {}: no cue, or nothing said", it.number),
                ));
            }
        }
        for (span, number, line) in sorting.items {
            let at = self.said.iter().position(|it| it.number == number);
            let at = at.ok_or((line, format!("there is no attribution {number}")))?;
            self.inherited.push((span, at));
        }
        self.tie(sorting.speakers);
        Ok(())
    }

    fn value(&mut self, it: &Label<'_>) -> Result<(), &'static str> {
        let told = it.rest.first().copied().unwrap_or_default();
        let unit = match it.word {
            "NUM" => "NUM",
            "MONEY" => "MONEY",
            "PCT" => "PCT",
            _ if is_day(told) => {
                self.dates.push((it.span, told.to_owned()));
                return Ok(());
            }
            _ => return Err("neither a day nor a month nor a year"),
        };
        let value = told.parse().map_err(|_| "no number")?;
        self.quantities.push(Amount { span: it.span, unit, value });
        Ok(())
    }

    fn name(&mut self, it: &Label<'_>) -> Result<(), &'static str> {
        let class = match it.word {
            "PER" => Class::Person,
            "LOC" => Class::Place,
            "ORG" => Class::Org,
            "EVT" => Class::Event,
            "DOC" => Class::Document,
            "DEM" => Class::Demonym,
            "NOM" => Class::Nominal,
            _ => return Err("an unknown label"),
        };
        let id = it.rest.first().ok_or("who is it?")?;
        self.names.push(Name { span: it.span, class, id: whole_id(class, id) });
        Ok(())
    }

    /// Gives quotations the speaker of what they stand in, and attributions
    /// their directness.
    fn tie(&mut self, speakers: Vec<Option<String>>) {
        for (quote, told) in self.quotes.iter_mut().zip(speakers) {
            let around = |it: &&Said| it.content.iter().any(|said| said.contains(quote.span));
            let said = self.said.iter().filter(around);
            let said = said.min_by_key(|it| it.content.iter().map(|it| it.len()).min());
            quote.speaker = told.or_else(|| said.and_then(|it| it.speaker.clone()));
        }
        for it in &mut self.said {
            let quotes = &self.quotes;
            let speech = |said: &Span| {
                quotes.iter().any(|it| it.kind == QuoteKind::Speech && it.span.contains(*said))
            };
            it.direct = !it.content.is_empty() && it.content.iter().all(speech);
        }
    }

    /// Titles are not marked, so what is found in them is not counted.
    pub(super) fn is_marked(&self, span: Span) -> bool {
        let at = self.lines.partition_point(|it| it.span.end() < span.end());
        self.lines.get(at).is_some_and(|it| it.span.contains(span))
    }

    /// Whom a source names: a person before anything else.
    fn named_in(&self, span: Span) -> Option<String> {
        let inside = self.names.iter().filter(|it| span.contains(it.span));
        let rank = |it: &&Name| match it.class {
            Class::Person => 0,
            Class::Org => 1,
            Class::Place => 2,
            _ => 3,
        };
        inside.min_by_key(rank).map(|it| it.id.clone())
    }
}

impl Sorting {
    /// A part of "X says …".
    fn saying(
        &mut self,
        marked: &Marked,
        it: &Label<'_>,
        word: &str,
        number: u32,
    ) -> Result<(), &'static str> {
        let class = it.rest.first().copied().unwrap_or_default();
        let known = |list: &[&str]| list.contains(&class).then(|| class.to_owned());
        if word == "from" {
            self.items.push((it.span, number, it.line));
            return Ok(());
        }
        let first = Said { line: it.line, ..Said::default() };
        let entry = self.said.entry(number).or_insert(first);
        match word {
            "src" => {
                let class = known(&SOURCES).ok_or("an unknown class of sources")?;
                entry.source = Some(it.span);
                entry.source_class = Some(class);
                entry.speaker = it.at().or_else(|| marked.named_in(it.span));
            }
            "cue" => {
                let class = known(&CUES).ok_or("an unknown class of cues")?;
                if entry.cue.is_some() {
                    return Err("this number has a cue already");
                }
                entry.cue = Some(it.span);
                entry.cue_class = class;
                let clitic = it.span.of(&marked.text).ends_with("nya");
                if clitic {
                    entry.source = Some(it.span);
                    entry.source_class = Some("pronoun".to_owned());
                    entry.speaker = it.at();
                } else if it.at().is_some() {
                    return Err("only a cue that ends in -nya holds its source");
                }
            }
            "said" => entry.content.push(it.span),
            _ => return Err("an unknown label"),
        }
        Ok(())
    }

    fn quotation(&mut self, marked: &mut Marked, it: &Label<'_>) -> Result<(), &'static str> {
        let kind = match it.word {
            "q" => QuoteKind::Speech,
            "in" => QuoteKind::Inner,
            "scare" => QuoteKind::Scare,
            _ => QuoteKind::Title,
        };
        for more in it.rest.iter().filter(|it| !it.starts_with('@')) {
            let ("said", Some(number)) = numbered(more) else {
                return Err("what follows is neither `said4` nor `@id`");
            };
            let first = Said { line: it.line, ..Said::default() };
            self.said.entry(number).or_insert(first).content.push(it.span);
        }
        marked.quotes.push(Quoted { span: it.span, kind, speaker: None });
        self.speakers.push(it.at());
        Ok(())
    }
}

impl Label<'_> {
    /// Who is named behind `@`.
    fn at(&self) -> Option<String> {
        self.rest.iter().find_map(|it| it.strip_prefix('@')).map(str::to_owned)
    }
}

fn read_line<'a>(
    line: &'a str,
    number: usize,
    text: &mut String,
    open: &mut Vec<Open<'a>>,
    labels: &mut Vec<Label<'a>>,
) -> Result<(), Wrong> {
    let mut rest = line;
    while let Some(at) = rest.find(['{', '}']) {
        let (words, sign) = rest.split_at(at);
        text.push_str(words);
        rest = sign.get(1..).unwrap_or_default();
        if sign.starts_with('{') {
            let (told, after) = rest
                .split_once('|')
                .ok_or_else(|| (number, "`{` without a label and `|`".to_owned()))?;
            open.push(Open { labels: told, start: text.len(), line: number });
            rest = after;
        } else {
            let it = open.pop().ok_or_else(|| (number, "`}` closes nothing".to_owned()))?;
            let span = Span::new(it.start, text.len());
            for label in it.labels.split(';') {
                let mut words = label.split_whitespace();
                let word = words.next().unwrap_or_default();
                labels.push(Label { word, rest: words.collect(), span, line: it.line });
            }
        }
    }
    text.push_str(rest);
    Ok(())
}

/// "quantity+ hedged": what is stated, whether it is worth checking, how sure.
fn judgement(told: &str, line: usize) -> Result<(String, bool, String), Wrong> {
    let wrong = || (line, format!("`#{told}` is no judgement, such as `#quantity+ hedged`"));
    let mut words = told.split_whitespace();
    let head = words.next().unwrap_or_default();
    let (kind, worthy) = match (head.strip_suffix('+'), head.strip_suffix('-')) {
        (Some(kind), _) => (kind, true),
        (None, Some(kind)) => (kind, false),
        (None, None) => (head, false),
    };
    let modality = words.next().unwrap_or("asserted");
    let known = TYPES.contains(&kind) && MODALITIES.contains(&modality);
    let whole = (kind == "none") == (kind == head) && words.next().is_none();
    if known && whole { Ok((kind.to_owned(), worthy, modality.to_owned())) } else { Err(wrong()) }
}

fn is_item(line: &str) -> bool {
    let number = line.trim_start_matches(|it: char| it.is_ascii_digit());
    line.starts_with(['-', '•']) || number.len() < line.len() && number.starts_with(". ")
}

/// "src12": the word and its number.
fn numbered(word: &str) -> (&str, Option<u32>) {
    let head = word.trim_end_matches(|it: char| it.is_ascii_digit());
    (head, word.get(head.len()..).and_then(|it| it.parse().ok()))
}

/// A year, a month or a day.
fn is_day(told: &str) -> bool {
    let digits = told.bytes().all(|it| it.is_ascii_digit() || it == b'-');
    digits && matches!(told.len(), 4 | 7 | 10)
}

/// Of people, bodies and documents the folder may be left out, of countries too
/// where the code is written.
fn whole_id(class: Class, id: &str) -> String {
    let country = id.len() == 2 && id.bytes().all(|it| it.is_ascii_uppercase());
    let folder = match class {
        _ if id.starts_with('_') || id.contains('/') => return id.to_owned(),
        Class::Place | Class::Demonym if country => "country",
        Class::Place | Class::Demonym | Class::Nominal => "place",
        Class::Person => "person",
        Class::Org => "org",
        Class::Event => "event",
        Class::Document => "document",
    };
    format!("{folder}/{id}")
}
