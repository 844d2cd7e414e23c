//! `tajuk eval ner`: which names are found, against texts in which people
//! marked them; by the recogniser alone, and as articles are read.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use serde::Serialize;

use crate::cli::cells::width_of;
use crate::cli::eval::gold::{self, rate};
use crate::cli::eval::marked::{self, Text};
use crate::cli::eval::score::{Score, Tally};
use crate::cli::eval::{language, report};
use crate::cli::paint::{BOLD, DIM, paint};
use crate::cli::screen::{self, Failure};
use crate::cli::tasks::NerGold;
use crate::detect::names::{Recognised, Recogniser, hits};
use crate::detect::{Article, EntityKind, Form, Unit};
use crate::knowledge::Base;
use crate::lang::{Lang, Token, tokens};
use crate::text::Span;

/// Styles by words in the names of files.
const STYLES: [(&str, &str); 8] = [
    ("idner", "idner"),
    ("nergrit", "nergrit"),
    ("ewt", "ewt"),
    ("pud", "ewt"),
    ("crossner", "politics"),
    ("politics", "politics"),
    ("gum", "gum"),
    ("wnut", "wnut"),
];

#[derive(Serialize)]
struct File {
    path: String,
    language: &'static str,
    style: Option<String>,
    texts: usize,
    tokens: usize,
    /// Of the recogniser, from tokens to names.
    tokens_per_second: f64,
    recogniser: Reader,
    with_knowledge: Reader,
    #[serde(skip)]
    slips: Vec<String>,
}

/// How well one way of reading did.
#[derive(Serialize)]
struct Reader {
    exact: Scores,
    /// Names that share a word with one of the same label count as found.
    overlapping: Scores,
}

#[derive(Serialize)]
struct Scores {
    #[serde(flatten)]
    micro: Score,
    labels: BTreeMap<&'static str, Score>,
}

/// A name and its label.
type Name = (Span, &'static str);

pub(super) fn run(wanted: &NerGold, lang: Option<Lang>) -> Result<u8, Failure> {
    let model = wanted.model.as_deref().map(model).transpose()?;
    let one = |path: &Path| file(path, lang, wanted.style.as_deref(), model.as_ref());
    let slips = wanted.slips;
    report::run("ner", &wanted.gold, one, |all, it| human(all, slips, it))
}

#[expect(clippy::disallowed_methods, reason = "this is where files are read")]
fn model(path: &Path) -> Result<Recogniser, Failure> {
    let name = path.display();
    let bytes =
        fs::read(path).map_err(|error| Failure::new(format!("cannot read {name}: {error}")))?;
    Recogniser::read(Cow::Owned(bytes)).map_err(|it| Failure::new(format!("{name}: {it}")))
}

fn file(
    path: &Path,
    lang: Option<Lang>,
    style: Option<&str>,
    model: Option<&Recogniser>,
) -> Result<File, Failure> {
    let texts = marked::read(path)?;
    let lang = language(lang, path, texts.iter().map(|it| it.text.as_str()));
    let model = model.filter(|it| it.lang() == lang).or_else(|| Recogniser::built_in(lang));
    let name = path.file_name().and_then(|it| it.to_str()).unwrap_or_default();
    let named = || STYLES.into_iter().find(|it| name.contains(it.0)).map(|it| it.1);
    let style = style.or_else(named);
    let mut labels = BTreeSet::new();
    let (mut alone, mut with) = (Counts::default(), Counts::default());
    let mut slips = Vec::new();
    let (read_alone, took) = recognised(&texts, lang, model, style);
    let words = read_alone.iter().map(|it| it.0.len()).sum();
    for (text, (all, found)) in texts.iter().zip(read_alone) {
        let gold: Vec<Name> =
            text.names.iter().filter_map(|it| Some((it.0, label(&it.1)?))).collect();
        labels.extend(gold.iter().map(|it| it.1));
        let span = |first: usize, end: usize| covered(&all, first, end);
        let own: Vec<Name> = found
            .iter()
            .filter_map(|it| Some((span(it.first, it.end)?, it.class.label())))
            .collect();
        let article = gold::article(&text.text, lang);
        let counted = counted(&article);
        let mut names = own;
        fill(&mut names, &counted);
        alone.add(text, &gold, &names);
        let mut names = read(&article, lang);
        fill(&mut names, &counted);
        slips.extend(with.add(text, &gold, &names));
    }
    Ok(File {
        path: path.display().to_string(),
        language: lang.tag(),
        style: style.map(str::to_owned),
        texts: texts.len(),
        tokens: words,
        tokens_per_second: rate(words, took),
        recogniser: alone.reader(&labels),
        with_knowledge: with.reader(&labels),
        slips,
    })
}

/// The tokens of a text, and what was recognised among them.
type Alone = (Vec<Token>, Vec<Recognised>);

/// The tokens of each text and the names that the recogniser finds among them, and
/// how long it took from the ones to the others: in one go, as articles are read.
fn recognised(
    texts: &[Text],
    lang: Lang,
    model: Option<&Recogniser>,
    style: Option<&str>,
) -> (Vec<Alone>, Duration) {
    let base = Base::built_in();
    let each = texts.iter().map(|it| {
        let all = tokens(&it.text, Span::new(0, it.text.len()));
        let hits = hits(&base, &base.names_in(&it.text, &all, lang), all.len());
        (all, hits)
    });
    let each: Vec<(Vec<Token>, Vec<u8>)> = each.collect();
    let start = Instant::now();
    let found = texts.iter().zip(&each).map(|(text, (all, hits))| {
        model.map(|it| it.names(&text.text, all, hits, style)).unwrap_or_default()
    });
    let found: Vec<Vec<Recognised>> = found.collect();
    let took = start.elapsed();
    (each.into_iter().map(|it| it.0).zip(found).collect(), took)
}

/// Our label for one of the corpora's.
fn label(it: &str) -> Option<&'static str> {
    Some(match it {
        "PER" | "PERSON" | "politician" | "person" => "PER",
        "LOC" | "GPE" | "FAC" | "location" | "country" | "PLACE" => "LOC",
        "ORG" | "organisation" | "politicalparty" | "ORGANISATION" => "ORG",
        "EVENT" | "event" | "election" => "EVENT",
        "MISC" | "misc" => "MISC",
        "DATE" | "TIME" => "DATE",
        "MONEY" => "MONEY",
        "QUANTITY" => "QUANTITY",
        _ => return None,
    })
}

fn covered(all: &[Token], first: usize, end: usize) -> Option<Span> {
    Some(all.get(first)?.span.cover(all.get(end.checked_sub(1)?)?.span))
}

/// Adds those that overlap none before them.
fn fill(names: &mut Vec<Name>, more: &[Name]) {
    for it in more {
        if !names.iter().any(|other| other.0.overlaps(it.0)) {
            names.push(*it);
        }
    }
    names.sort_by_key(|it| it.0.start());
}

/// The names of an article, known and unknown; of two over each other the
/// longer one.
fn read(article: &Article, lang: Lang) -> Vec<Name> {
    let new = article.strangers().iter();
    let mut res: Vec<Name> =
        new.flat_map(|it| it.mentions.iter().map(|own| (own.span, it.class.label()))).collect();
    fill(&mut res, &known(article, lang));
    res
}

/// The names that the article ties to somebody or something.
fn known(article: &Article, lang: Lang) -> Vec<Name> {
    let mut res = Vec::new();
    for mention in article.mentions() {
        let Some(entity) = article.entities().get(mention.entity) else { continue };
        let label = match entity.entry(&article.base).kind {
            EntityKind::Person => "PER",
            EntityKind::Country | EntityKind::Place => "LOC",
            EntityKind::Org => "ORG",
            EntityKind::Event => "EVENT",
            EntityKind::Document | EntityKind::Weapon => "MISC",
        };
        // "Russian" is no place; "orang Rusia" names one.
        if mention.form != Form::Demonym || lang == Lang::Id {
            res.push((mention.span, label));
        }
    }
    res
}

/// Dates, money and other quantities, by grammar.
fn counted(article: &Article) -> Vec<Name> {
    let mut res: Vec<Name> = Vec::new();
    for (placed, facts, _) in article.passages() {
        let mut own: Vec<Name> =
            facts.whens.iter().map(|it| (it.span.shift(placed.start), "DATE")).collect();
        let quantities = facts.quantities.iter().map(|it| {
            let label = if it.unit == Unit::Money { "MONEY" } else { "QUANTITY" };
            (it.whole.shift(placed.start), label)
        });
        let quantities: Vec<Name> = quantities.collect();
        fill(&mut own, &quantities);
        res.extend(own);
    }
    res
}

/// What was found, what is there, and what is both, by label.
#[derive(Default)]
struct Counts {
    exact: BTreeMap<&'static str, Tally>,
    overlapping: BTreeMap<&'static str, Tally>,
}

impl Counts {
    /// Counts one text; what went wrong in it, in words.
    fn add(&mut self, text: &Text, gold: &[Name], found: &[Name]) -> Vec<String> {
        let by_tokens = |it: &Name| Some((text.by_tokens(it.0)?, it.1));
        let found: Vec<Name> = found.iter().filter_map(by_tokens).collect();
        let mut slips = Vec::new();
        for it in gold {
            let right = found.contains(it);
            let near = found.iter().any(|other| other.1 == it.1 && other.0.overlaps(it.0));
            for (tally, right) in [(&mut self.exact, right), (&mut self.overlapping, near)] {
                let tally = tally.entry(it.1).or_default();
                tally.gold += 1;
                tally.right += usize::from(right);
            }
            if !right {
                slips.push(slip("-", text, *it));
            }
        }
        for it in &found {
            for tally in [&mut self.exact, &mut self.overlapping] {
                tally.entry(it.1).or_default().found += 1;
            }
            if !gold.contains(it) {
                slips.push(slip("+", text, *it));
            }
        }
        slips
    }

    fn reader(&self, labels: &BTreeSet<&'static str>) -> Reader {
        let scores = |all: &BTreeMap<&'static str, Tally>| {
            let mut tally = Tally::default();
            let mut each = BTreeMap::new();
            for label in labels {
                let mut own = all.get(label).copied().unwrap_or_default();
                // Two found names may overlap one.
                own.right = own.right.min(own.found);
                tally.add(own);
                each.insert(*label, own.score());
            }
            Scores { micro: tally.score(), labels: each }
        };
        Reader { exact: scores(&self.exact), overlapping: scores(&self.overlapping) }
    }
}

/// One name that was missed (-) or found wrongly (+), with what stands around.
fn slip(sign: &str, text: &Text, (span, label): Name) -> String {
    let before: String = Span::new(0, span.start()).of(&text.text).chars().rev().take(40).collect();
    let before: String = before.chars().rev().collect();
    let behind: String =
        Span::new(span.end(), text.text.len()).of(&text.text).chars().take(30).collect();
    format!("{sign} {label:<5} {before}[{}]{behind}", span.of(&text.text)).replace('\n', " ")
}

fn human(files: &[File], slips: bool, output: &mut dyn io::Write) -> io::Result<()> {
    for (at, file) in files.iter().enumerate() {
        if 0 < at {
            writeln!(output)?;
        }
        let style = file.style.as_ref().map_or(String::new(), |it| format!(", as in {it}"));
        let path = screen::visible(&file.path);
        writeln!(
            output,
            "{}",
            paint(BOLD, format!("{path} ({}{style}; {} texts)", file.language, file.texts))
        )?;
        if slips {
            for it in &file.slips {
                writeln!(output, "{}", screen::visible(it))?;
            }
        }
        let column = "with knowledge".len().max(width_of("recogniser"));
        let head = format!(
            "{:<column$}  label     precision  recall  {:<6}  overlapping F1",
            "reader", "F1"
        );
        writeln!(output, "{}", paint(DIM, head))?;
        let readers = [("recogniser", &file.recogniser), ("with knowledge", &file.with_knowledge)];
        for (name, reader) in readers {
            let mut row = |label: &str, exact: &Score, near: &Score| {
                let f1 = paint(BOLD, format!("{:.4}", exact.f1));
                let Score { precision, recall, .. } = exact;
                writeln!(
                    output,
                    "{name:<column$}  {label:<8}  {precision:>9.4}  {recall:>6.4}  {f1}  {:.4}",
                    near.f1
                )
            };
            for (label, exact) in &reader.exact.labels {
                let near = reader.overlapping.labels.get(label).unwrap_or(exact);
                row(label, exact, near)?;
            }
            row("all", &reader.exact.micro, &reader.overlapping.micro)?;
        }
        writeln!(output, "{} tokens, {:.0} a second", file.tokens, file.tokens_per_second)?;
    }
    Ok(())
}
