//! `tajuk kb audit`: the knowledge base held against what a newsroom prints.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Write;
use std::path::PathBuf;

use serde::Serialize;

use crate::cli::FINE;
use crate::cli::args::Format;
use crate::cli::input;
use crate::cli::paint::{BOLD, DIM, paint};
use crate::cli::screen::{self, Failure, complain};
use crate::cli::setup::{HERE, Setup};
use crate::ide::report::{Report, Tool};
use crate::knowledge::normal::normal;
use crate::knowledge::{Base, EntityKind, NameKind};
use crate::lang::{TokenKind, tokens};
use crate::text::Span;

/// A word that stands near a name and is seen less often is a slip of the pen.
const OFTEN: usize = 3;

/// Shorter words are near too much.
const SHORTEST: usize = 6;

/// Rows of each list for people.
const SHOWN: usize = 20;

/// Hold the knowledge base against a folder of articles
///
/// Tells which names nobody prints, which people never appear, and which words
/// stand so near a name that they may be one more spelling of it.
#[derive(Debug, clap::Args)]
#[command(after_help = "\u{1b}[1mExamples:\u{1b}[0m
  tajuk kb audit arsip/
  tajuk kb audit arsip/ --format json | jq -r '.near[] | [.word, .name, .count] | @tsv'")]
pub(super) struct Audit {
    /// A folder of articles
    folder: PathBuf,
    /// How to print the answer: for people, or as one JSON object
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

#[derive(Serialize)]
struct Answer {
    schema: u32,
    tool: Tool,
    articles: usize,
    /// Of entities that the articles name otherwise.
    unused_names: Vec<Unused>,
    /// How many people never appear.
    unseen_people: Vec<&'static str>,
    near: Vec<Near>,
}

#[derive(Serialize)]
struct Unused {
    name: &'static str,
    entity: &'static str,
    /// How often the entity is named by other names.
    named: usize,
}

#[derive(Serialize)]
struct Near {
    word: String,
    count: usize,
    name: &'static str,
    entity: &'static str,
}

/// What the articles print.
#[derive(Default)]
struct Seen {
    articles: usize,
    /// Forms of each entity's mentions.
    forms: HashMap<&'static str, HashMap<String, usize>>,
    /// Capitalised words that are no mention.
    words: BTreeMap<String, usize>,
}

pub(super) fn run(audit: &Audit, setup: &Setup) -> Result<u8, Failure> {
    let folder = std::slice::from_ref(&audit.folder);
    let (inputs, complaints) = input::gather(folder, None);
    complaints.iter().for_each(complain);
    let base = setup.settle(&audit.folder.join(HERE)).settings.base;
    let mut seen = Seen::default();
    for input in &inputs {
        match input.read() {
            Ok(source) => read(source, setup, &mut seen),
            Err(input::Unread::Failed(complaint)) => complain(&complaint),
            Err(input::Unread::Skipped(_)) => {}
        }
    }
    let Report { schema, tool, .. } = Report::new(Vec::new());
    let answer = Answer {
        schema,
        tool,
        articles: seen.articles,
        unused_names: unused(&base, &seen),
        unseen_people: unseen(&base, &seen),
        near: near(&base, &seen),
    };
    let mut output = screen::output();
    match audit.format {
        Format::Json => {
            serde_json::to_writer(&mut output, &answer)?;
            writeln!(output)?;
        }
        Format::Human => human(&mut output, &answer)?,
    }
    output.flush()?;
    Ok(FINE)
}

fn read(source: input::Source, setup: &Setup, seen: &mut Seen) {
    let Some(snapshot) = source.open(setup) else { return };
    let article = snapshot.article();
    seen.articles += 1;
    let mut taken: HashSet<usize> = HashSet::new();
    for entity in article.entities() {
        let forms = seen.forms.entry(entity.entry(&article.base).id).or_default();
        for mention in entity.mentions.iter().filter_map(|it| article.mentions().get(*it)) {
            let text = article.text(mention.span).split_whitespace().collect::<Vec<_>>().join(" ");
            *forms.entry(text).or_default() += 1;
            taken.extend(mention.span.start()..mention.span.end());
        }
    }
    for (placed, facts, _) in article.passages() {
        let prose = placed.passage.prose();
        for token in &facts.tokens {
            let word = token.span.of(prose);
            let capital = token.kind == TokenKind::Word && word.starts_with(char::is_uppercase);
            if capital
                && SHORTEST <= word.chars().count()
                && !taken.contains(&(placed.start + token.span.start()))
            {
                *seen.words.entry(word.to_owned()).or_default() += 1;
            }
        }
    }
}

fn unused(base: &Base, seen: &Seen) -> Vec<Unused> {
    let mut res = Vec::new();
    for id in base.ids() {
        let entity = base.entry(id).id;
        let Some(forms) = seen.forms.get(entity) else { continue };
        let printed: HashSet<String> = forms.keys().map(|it| plain(it)).collect();
        let named = forms.values().sum();
        let mut names: Vec<&'static str> = base
            .all_names(id)
            .filter(|(_, it)| {
                matches!(it.kind, NameKind::Alias | NameKind::Acronym | NameKind::Historic)
            })
            .map(|(_, it)| it.text)
            .filter(|it| !printed.contains(&plain(it)))
            .collect();
        names.sort_unstable();
        names.dedup();
        res.extend(names.into_iter().map(|name| Unused { name, entity, named }));
    }
    res.sort_by_key(|it| std::cmp::Reverse(it.named));
    res
}

fn unseen(base: &Base, seen: &Seen) -> Vec<&'static str> {
    let people = base.ids().filter(|it| base.kind(*it) == EntityKind::Person);
    people.map(|it| base.entry(it).id).filter(|it| !seen.forms.contains_key(it)).collect()
}

/// Words one letter away from a name of one word.
fn near(base: &Base, seen: &Seen) -> Vec<Near> {
    let mut names: Vec<(String, &'static str, &'static str)> = Vec::new();
    for id in base.ids() {
        let one_word = base
            .all_names(id)
            .map(|(_, it)| it.text)
            .filter(|it| SHORTEST <= it.chars().count() && !it.contains([' ', '-']));
        names.extend(one_word.map(|it| (normal(it), it, base.entry(id).id)));
    }
    let known: HashSet<&str> = names.iter().map(|(it, _, _)| it.as_str()).collect();
    let mut res = Vec::new();
    for (word, count) in seen.words.iter().filter(|(_, count)| OFTEN <= **count) {
        let folded = normal(word);
        if known.contains(folded.as_str()) {
            continue;
        }
        let found = names.iter().find(|(it, ..)| {
            it.len().abs_diff(folded.len()) <= 1 && strsim::osa_distance(it, &folded) == 1
        });
        if let Some((_, name, entity)) = found {
            res.push(Near { word: word.clone(), count: *count, name, entity });
        }
    }
    res.sort_by_key(|it| std::cmp::Reverse(it.count));
    res
}

fn plain(text: &str) -> String {
    tokens(text, Span::new(0, text.len()))
        .iter()
        .filter(|it| it.kind != TokenKind::Sign)
        .map(|it| normal(it.span.of(text)))
        .collect::<Vec<_>>()
        .join(" ")
}

fn human(output: &mut impl Write, answer: &Answer) -> Result<(), Failure> {
    writeln!(output, "{} articles", answer.articles)?;
    let title = format!("{} words near a name", answer.near.len());
    writeln!(output, "\n{}", paint(BOLD, &title))?;
    for it in answer.near.iter().take(SHOWN) {
        writeln!(output, "{:>6}× {} · near {} ({})", it.count, it.word, it.name, it.entity)?;
    }
    let title =
        format!("{} names that nobody printed, of those who are named", answer.unused_names.len());
    writeln!(output, "\n{}", paint(BOLD, &title))?;
    for it in answer.unused_names.iter().take(SHOWN) {
        writeln!(output, "  {} · {} (named {}× otherwise)", it.name, it.entity, it.named)?;
    }
    let more = answer.unused_names.len().saturating_sub(SHOWN);
    if 0 < more {
        writeln!(output, "  {}", paint(DIM, format!("… and {more} more; --format json has all")))?;
    }
    writeln!(
        output,
        "\n{}",
        paint(BOLD, format!("{} people never appear", answer.unseen_people.len()))
    )?;
    Ok(())
}
