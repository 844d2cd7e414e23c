//! `tajuk eval gold`: everything that Tajuk finds, against whole articles that
//! people marked. Articles whose names end in `-test` are counted apart.

mod agreement;
mod compare;
mod coreference;
pub(in crate::cli) mod lessons;
mod marked;
pub(in crate::cli) mod typed;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::cli::FINE;
use crate::cli::args::Format;
use crate::cli::eval::articles::agreement::{Agreed, Agreement};
use crate::cli::eval::articles::compare::{Share, Sheet};
use crate::cli::eval::articles::coreference::Scores as Coreference;
use crate::cli::eval::articles::marked::Marked;
use crate::cli::eval::attribution::Scores;
use crate::cli::eval::claims::{average_precision, tally};
use crate::cli::eval::language;
use crate::cli::eval::score::{Score, Tally};
use crate::cli::paint::{BOLD, DIM, paint};
use crate::cli::screen::{self, Failure};
use crate::cli::tasks::ArticleGold;
use crate::knowledge::Base;
use crate::lang::Lang;

#[derive(Serialize)]
struct Report {
    schema: u32,
    task: &'static str,
    /// One for each language and half.
    groups: Vec<Group>,
}

#[derive(Serialize)]
struct Group {
    language: &'static str,
    /// `dev` or `test`.
    half: &'static str,
    articles: usize,
    sentences: usize,
    attributions: usize,
    mentions: BTreeMap<&'static str, Score>,
    linking: Counted,
    coreference: Coreference,
    dates: Valued,
    quantities: Valued,
    quotes: Quotes,
    source: Scores,
    cue: Scores,
    content: Scores,
    source_class: Counted,
    cue_class: Counted,
    inherited: Score,
    claims: Claims,
}

#[derive(Clone, Copy, Serialize)]
struct Counted {
    right: usize,
    of: usize,
    accuracy: f64,
}

#[derive(Serialize)]
struct Valued {
    #[serde(flatten)]
    spans: Score,
    /// Of those found, with the right value.
    values: Counted,
}

/// Of direct speech.
#[derive(Serialize)]
struct Quotes {
    cue: Score,
    span: Score,
    speaker: Counted,
}

#[derive(Serialize)]
struct Claims {
    #[serde(flatten)]
    worth: Score,
    average_precision: f64,
    #[serde(rename = "type")]
    kind: Counted,
    modality: Counted,
}

/// What is read of one file.
struct File {
    lang: Lang,
    test: bool,
    sheet: Sheet,
}

pub(super) fn run(asked: &ArticleGold, lang: Option<Lang>) -> Result<u8, Failure> {
    let ArticleGold { slips: asked, second } = asked;
    let mut paths = Vec::new();
    for it in &asked.gold.files {
        collect(it, &mut paths)?;
    }
    if let Some(second) = second {
        return agreement(&paths, second, asked.gold.format);
    }
    let files: Vec<File> = paths.iter().map(|it| file(it, lang)).collect::<Result<_, _>>()?;
    let mut groups = Vec::new();
    for lang in Lang::ALL {
        for test in [false, true] {
            let mut sheet = Sheet::default();
            for it in files.iter().filter(|it| it.lang == lang && it.test == test) {
                sheet.add(&it.sheet);
            }
            if 0 < sheet.articles {
                groups.push((Group::of(lang, test, &sheet), sheet.slips));
            }
        }
    }
    let mut output = screen::output();
    match asked.gold.format {
        Format::Json => {
            let groups = groups.into_iter().map(|it| it.0).collect();
            let report = Report { schema: 1, task: "gold", groups };
            serde_json::to_writer(&mut output, &report)?;
            io::Write::write_all(&mut output, b"\n")?;
        }
        Format::Human if asked.slips => {
            for (_, slips) in &groups {
                io::Write::write_all(&mut output, slips.as_bytes())?;
            }
        }
        Format::Human => {
            for (group, _) in &groups {
                group.print(&mut output)?;
            }
        }
    }
    io::Write::flush(&mut output)?;
    Ok(FINE)
}

/// The same articles, marked twice.
fn agreement(paths: &[PathBuf], second: &Path, format: Format) -> Result<u8, Failure> {
    let mut others = Vec::new();
    collect(second, &mut others)?;
    let name = |it: &Path| it.file_name().map(std::ffi::OsStr::to_owned);
    let mut agreement = Agreement::default();
    for path in paths {
        let Some(other) = others.iter().find(|it| name(it) == name(path)) else { continue };
        let (first, second) = (read(path)?.1, read(other)?.1);
        agreement.add(&first, &second).ok_or_else(|| {
            Failure::new(format!(
                "{} and {} do not mark the same lines",
                path.display(),
                other.display()
            ))
        })?;
    }
    let agreed = agreement.told();
    let mut output = screen::output();
    if matches!(format, Format::Json) {
        serde_json::to_writer(&mut output, &agreed)?;
        io::Write::write_all(&mut output, b"\n")?;
    } else {
        agreed.print(&mut output)?;
    }
    io::Write::flush(&mut output)?;
    Ok(FINE)
}

/// A file itself; of a folder, all that end in `.gold` and lie in it or below.
/// Those beside plain texts, which mark headings only, are left out.
fn collect(path: &Path, paths: &mut Vec<PathBuf>) -> Result<(), Failure> {
    if !path.is_dir() {
        paths.push(path.to_owned());
        return Ok(());
    }
    let told = |error: io::Error| Failure::new(format!("cannot read {}: {error}", path.display()));
    let mut below: Vec<PathBuf> = Vec::new();
    for it in fs::read_dir(path).map_err(told)? {
        below.push(it.map_err(told)?.path());
    }
    below.sort();
    for it in below {
        let marked = it.extension().is_some_and(|it| it == "gold");
        if it.is_dir() || marked && !it.with_extension("txt").exists() {
            collect(&it, paths)?;
        }
    }
    Ok(())
}

/// The marked articles of a folder, without those that only measure: their names end in
/// `-test`.
fn to_learn_from(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut paths = Vec::new();
    collect(folder, &mut paths)?;
    paths.retain(|it| it.file_stem().is_some_and(|it| !it.to_string_lossy().ends_with("-test")));
    Ok(paths)
}

/// The text as it lies there, and what it says.
#[expect(clippy::disallowed_methods, reason = "this is where files are read")]
fn read(path: &Path) -> Result<(String, Marked), Failure> {
    let text = fs::read_to_string(path)
        .map_err(|error| Failure::new(format!("cannot read {}: {error}", path.display())))?;
    let gold = Marked::read(&text).map_err(|it| wrong(path, it))?;
    Ok((text, gold))
}

fn wrong(path: &Path, (line, what): marked::Wrong) -> Failure {
    Failure::with_remedy(
        format!("{}, line {line}: {what}", path.display()),
        "a mark is `{LABEL|words}`; seeds/articles/gold/README.md lists the labels",
    )
}

fn file(path: &Path, lang: Option<Lang>) -> Result<File, Failure> {
    let name = path.display();
    let (text, gold) = read(path)?;
    let base = Base::built_in();
    if let Some(it) =
        gold.names.iter().find(|it| !it.id.starts_with('_') && base.find(&it.id).is_none())
    {
        let line = text.lines().position(|line| line.contains(it.span.of(&gold.text)));
        let line = line.map_or(1, |it| it + 1);
        return Err(wrong(path, (line, format!("the knowledge base has no `{}`", it.id))));
    }
    let lang = language(lang, path, std::iter::once(gold.text.as_str()));
    let test = path.file_stem().is_some_and(|it| it.to_string_lossy().ends_with("-test"));
    let mut sheet = Sheet::of(&gold, lang);
    if !sheet.slips.is_empty() {
        sheet.slips = format!("{}\n{}\n", screen::visible(&name.to_string()), sheet.slips);
    }
    Ok(File { lang, test, sheet })
}

impl Group {
    fn of(lang: Lang, test: bool, sheet: &Sheet) -> Group {
        let [source, cue, content] = sheet.parts.map(|it| it.scores());
        let (found, gold) = sheet.cues;
        let (p, r) = (found.score().precision, gold.score().recall);
        let f1 = if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) };
        Group {
            language: lang.tag(),
            half: if test { "test" } else { "dev" },
            articles: sheet.articles,
            sentences: sheet.lines,
            attributions: sheet.parts.get(1).map_or(0, |it| it.exact.gold),
            mentions: sheet.names.iter().map(|(at, it)| (compare::name(*at), it.score())).collect(),
            linking: sheet.linked.counted(),
            coreference: sheet.coreference.scores(),
            dates: Valued { spans: sheet.dates.score(), values: sheet.days.counted() },
            quantities: Valued { spans: sheet.quantities.score(), values: sheet.amounts.counted() },
            quotes: Quotes {
                cue: Score { precision: p, recall: r, f1 },
                span: sheet.quotes.score(),
                speaker: sheet.speakers.counted(),
            },
            source,
            cue,
            content,
            source_class: sheet.source_class.counted(),
            cue_class: sheet.cue_class.counted(),
            inherited: sheet.inherited.score(),
            claims: Claims {
                worth: tally(&sheet.scored).score(),
                average_precision: average_precision(&sheet.scored),
                kind: sheet.kind.counted(),
                modality: sheet.modality.counted(),
            },
        }
    }

    fn print(&self, output: &mut impl io::Write) -> io::Result<()> {
        let title = format!(
            "{} {}: {} articles, {} sentences, {} attributions",
            self.language, self.half, self.articles, self.sentences, self.attributions
        );
        writeln!(output, "{}", paint(BOLD, title))?;
        writeln!(output, "{}", paint(DIM, format!("{:<22}precision  recall  F1", "")))?;
        let mut row = |name: &str, it: Score, more: &str| {
            let Score { precision, recall, f1 } = it;
            let f1 = paint(BOLD, format!("{f1:.3}"));
            writeln!(output, "  {name:<20}{precision:>9.3}  {recall:>6.3}  {f1}{more}")
        };
        let at = |it: Counted, what: &str| {
            format!("  {what} {:.3} ({}/{})", it.accuracy, it.right, it.of)
        };
        for (class, score) in &self.mentions {
            row(&format!("names {class}"), *score, "")?;
        }
        let values = |it: &Valued| at(it.values, "value");
        row("dates", self.dates.spans, &values(&self.dates))?;
        row("quantities", self.quantities.spans, &values(&self.quantities))?;
        row("quotations", self.quotes.span, &at(self.quotes.speaker, "speaker"))?;
        row("cues of quotations", self.quotes.cue, "")?;
        let overlap = |it: Scores| format!("  overlap {:.3}", it.overlap.f1);
        let classed = |it: Scores, class: Counted| overlap(it) + &at(class, "class");
        row("source", self.source.exact, &classed(self.source, self.source_class))?;
        row("cue", self.cue.exact, &classed(self.cue, self.cue_class))?;
        row("content", self.content.exact, &overlap(self.content))?;
        row("inherited", self.inherited, "")?;
        let claims = &self.claims;
        let more = format!("  average precision {:.3}", claims.average_precision)
            + &at(claims.kind, "type")
            + &at(claims.modality, "modality");
        row("worth checking", claims.worth, &more)?;
        let Coreference { muc, b_cubed, ceaf_e, conll } = self.coreference;
        writeln!(
            output,
            "  coreference         MUC {muc:.3}  B³ {b_cubed:.3}  CEAFe {ceaf_e:.3}  CoNLL {conll:.3}"
        )?;
        writeln!(output, "  linking           {}\n", at(self.linking, "right"))
    }
}

impl Share {
    fn counted(self) -> Counted {
        let Score { precision: accuracy, .. } =
            Tally { found: self.of, gold: self.of, right: self.right }.score();
        Counted { right: self.right, of: self.of, accuracy }
    }
}

impl Agreed {
    fn print(&self, output: &mut impl io::Write) -> io::Result<()> {
        let title =
            format!("{} articles, {} sentences, marked twice", self.articles, self.sentences);
        writeln!(output, "{}", paint(BOLD, title))?;
        let kappas =
            [("worth checking", self.worth), ("type", self.kind), ("modality", self.modality)];
        for (name, it) in kappas {
            writeln!(output, "  {name:<16}same {:.3}  kappa {:.3}", it.same, it.kappa)?;
        }
        for (name, it) in [("source", self.source), ("cue", self.cue), ("content", self.content)] {
            writeln!(output, "  {name:<16}F1 {:.3}", it.f1)?;
        }
        Ok(())
    }
}
