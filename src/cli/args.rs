//! What can be asked on the command line.

use std::path::PathBuf;

use anstyle::{AnsiColor, Style};
use clap::builder::Styles;
use clap::{Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::cli::claims::Claims;
use crate::cli::export::Export;
use crate::cli::kb::Kb;
use crate::cli::manual::{Completions, Man};
use crate::cli::tasks::{Eval, Train};
use crate::config::Layer;
use crate::lang::Lang;
use crate::rules::Level;

/// The colours of `--help`.
const STYLES: Styles = Styles::styled()
    .header(Style::new().bold())
    .usage(Style::new().bold())
    .literal(AnsiColor::Cyan.on_default())
    .placeholder(Style::new().italic());

const EXAMPLES: &str = "\u{1b}[1mExamples:\u{1b}[0m
  tajuk demo                      See what it does
  tajuk check article.md          What is wrong in an article
  tajuk check drafts/             … in all articles of a folder
  tajuk explain missing-space     Why a rule exists, with examples
  tajuk check - < draft.md        What another program hands over

Set up your editor to run `tajuk lsp`; the README shows how.";

/// Reads news analyses and marks what will trouble their readers.
///
/// Tajuk is a language server for people who write and edit news analyses, in
/// Indonesian and English. What your editor shows, these commands print.
#[derive(Debug, Parser)]
#[command(name = "tajuk", version, styles = STYLES, after_help = EXAMPLES)]
#[command(max_term_width = 100, subcommand_value_name = "COMMAND")]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// How to read articles.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "How to read")]
pub(crate) struct Reading {
    /// The day the article appears, whatever its text says
    #[arg(long, global = true, value_name = "YYYY-MM-DD", value_parser = date)]
    pub(crate) article_date: Option<Date>,
    /// The language of the article, Indonesian or English, whatever it looks like
    #[arg(long, global = true, value_name = "LANG")]
    pub(crate) lang: Option<Tongue>,
    /// The language of messages; auto: the language of the article
    #[arg(long, global = true, value_name = "LANG")]
    pub(crate) messages: Option<Messages>,
    /// A configuration that stands in for the project's tajuk.toml
    #[arg(long, global = true, value_name = "FILE", conflicts_with = "no_config")]
    pub(crate) config: Option<PathBuf>,
    /// Read no configuration file at all
    #[arg(long, global = true)]
    pub(crate) no_config: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Tongue {
    Id,
    En,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Messages {
    Auto,
    Id,
    En,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Check(Check),
    Fix(Fix),
    #[command(after_help = "\u{1b}[1mExamples:\u{1b}[0m
  tajuk outline article.md
  tajuk outline article.txt --format json | jq '.files[0].outline'")]
    /// Print the sections of an article, nested
    Outline(One),
    #[command(after_help = "\u{1b}[1mExamples:\u{1b}[0m
  tajuk entities article.md
  tajuk entities article.md --format json | jq -r '.files[0].entities[].id'")]
    /// Print who and what an article names, and how
    Entities(One),
    Claims(Claims),
    Export(Export),
    Explain(Explain),
    Rules(Rules),
    Config(Config),
    Demo(Demo),
    Eval(Eval),
    Train(Train),
    Kb(Kb),
    Lsp(Serve),
    Completions(Completions),
    Man(Man),
}

/// Print what will trouble readers in articles
///
/// Folders are searched for articles (.md, .markdown, .txt, .html); what .gitignore
/// names is left out. A file that you name is read whatever its ending.
#[derive(Debug, clap::Args)]
#[command(after_help = "\u{1b}[1mExamples:\u{1b}[0m
  tajuk check                                 All articles below this folder
  tajuk check article.md drafts/              A file and a folder
  tajuk check - --stdin-name draft.md <draft  What an editor holds unsaved
  tajuk check --fail-on error drafts/         Fail for errors only
  tajuk check --format github                 Notes in a pull request on GitHub
  tajuk check --write-baseline archive/       Be silent about what is there today

\u{1b}[1mExit status:\u{1b}[0m
  0  nothing at or above --fail-on
  1  at least one finding at or above --fail-on
  2  wrong usage, a broken configuration, or an article that cannot be read")]
pub(crate) struct Check {
    /// Files or folders; - for standard input
    #[arg(value_name = "PATH", default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,
    /// How to print findings: for people, as one JSON object, as one for each
    /// file, as SARIF 2.1.0, or as notes of GitHub Actions
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: CheckFormat,
    /// The lowest level at which the command fails
    #[arg(long, value_name = "LEVEL", default_value = "warning")]
    pub(crate) fail_on: FailOn,
    /// What to call the article from standard input; its ending tells Markdown
    /// from plain text
    #[arg(long, value_name = "NAME")]
    pub(crate) stdin_name: Option<String>,
    /// Known findings, which are not told again; without it, the one of the
    /// configuration, or .tajuk/baseline.txt
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Write all findings down as known, and print none of them
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true)]
    #[arg(conflicts_with = "baseline")]
    pub(crate) write_baseline: Option<Option<PathBuf>>,
}

/// Apply the fixes that cannot change what an article says
///
/// Fixes that can (names, offices, numbers) are left to you and your editor.
/// A file is written whole or not at all; its line ends stay as they are.
#[derive(Debug, clap::Args)]
#[command(after_help = "\u{1b}[1mExamples:\u{1b}[0m
  tajuk fix --diff article.md            What would change
  tajuk fix article.md drafts/           Change it
  tajuk fix --rule missing-space .       Only what one rule found
  tajuk fix - --stdin-name a.md <a.md    Print the mended text

\u{1b}[1mExit status:\u{1b}[0m
  0  done
  2  wrong usage, or an article that cannot be read or written")]
pub(crate) struct Fix {
    /// Files or folders; - for standard input
    #[arg(value_name = "PATH", default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,
    /// Print the changes, and change nothing
    #[arg(long)]
    pub(crate) diff: bool,
    /// Only the findings of this rule
    #[arg(long, value_name = "RULE")]
    pub(crate) rule: Option<String>,
    /// What to call the article from standard input; its ending tells Markdown
    /// from plain text
    #[arg(long, value_name = "NAME")]
    pub(crate) stdin_name: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    Human,
    Json,
    Jsonl,
    Sarif,
    Github,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    Error,
    Warning,
    Information,
    Hint,
    Never,
}

/// A command about one article.
#[derive(Debug, clap::Args)]
pub(crate) struct One {
    /// The article; - for standard input
    pub(crate) file: PathBuf,
    /// How to print the answer: for people, or as one JSON object
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: Format,
    /// What to call the article from standard input; its ending tells Markdown
    /// from plain text
    #[arg(long, value_name = "NAME")]
    pub(crate) stdin_name: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Human,
    Json,
}

/// Print the page of a rule: why it exists, what it marks, what it leaves alone
#[derive(Debug, clap::Args)]
#[command(after_help = "\u{1b}[1mExamples:\u{1b}[0m
  tajuk explain vague-attribution
  tajuk explain missing-space | less

`tajuk rules` lists all rules.")]
pub(crate) struct Explain {
    /// The rule, as it stands behind a finding
    #[arg(value_name = "RULE")]
    pub(crate) rule: String,
    /// How to print the page: drawn for people, or as it is written
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: PageFormat,
}

/// How a rule's page is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PageFormat {
    Human,
    Markdown,
}

/// List all rules
#[derive(Debug, clap::Args)]
#[command(after_help = "\u{1b}[1mExamples:\u{1b}[0m
  tajuk rules
  tajuk rules --format json | jq -r '.rules[] | select(.fixes).id'")]
pub(crate) struct Rules {
    /// How to print the list: for people, or as one JSON object
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: Format,
}

/// Write, explain or describe the configuration
#[derive(Debug, clap::Args)]
pub(crate) struct Config {
    #[command(subcommand)]
    pub(crate) task: ConfigTask,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ConfigTask {
    /// Write a tajuk.toml here that explains every key and changes nothing yet
    Init,
    Show(ConfigShow),
    Set(ConfigSet),
    /// Print the JSON Schema of tajuk.toml
    Schema,
}

/// Print what is set, and which file, editor or option set it
#[derive(Debug, clap::Args)]
#[command(after_help = "\u{1b}[1mExamples:\u{1b}[0m
  tajuk config show                    What holds in this folder
  tajuk config show archive/old.md     … for one article")]
pub(crate) struct ConfigShow {
    /// An article
    pub(crate) file: Option<PathBuf>,
    /// How to print the answer: for people, or as one JSON object
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: Format,
}

/// Set one key in the project's tajuk.toml; comments in it stay
#[derive(Debug, clap::Args)]
#[command(after_help = "\u{1b}[1mExamples:\u{1b}[0m
  tajuk config set rules.vague-attribution off
  tajuk config set profile kompas")]
pub(crate) struct ConfigSet {
    /// The key, with a stop between table and key
    pub(crate) key: String,
    /// The value, without quotation marks
    pub(crate) value: String,
}

/// Show in this terminal what an editor would show
///
/// Starts the language server, opens an article in it as an editor does, and
/// draws what the server answers: findings, the outline, a card on a leader,
/// and a quick fix. Nothing is written to any file.
#[derive(Debug, clap::Args)]
#[command(after_help = "\u{1b}[1mExamples:\u{1b}[0m
  tajuk demo                 On an article that was damaged by copying
  tajuk demo article.md      On yours; it is not changed
  tajuk demo --messages en   With messages in English")]
pub(crate) struct Demo {
    /// An article; without it, one that comes with the program
    pub(crate) file: Option<PathBuf>,
}

/// Run the language server, for an editor to start
///
/// Speaks the Language Server Protocol on standard input and output until the
/// editor says that it is done.
#[derive(Debug, clap::Args)]
#[command(after_help = "\u{1b}[1mExamples:\u{1b}[0m
  tajuk lsp
  tajuk lsp --log tajuk.log --log-level debug")]
pub(crate) struct Serve {
    /// Accepted and of no effect: standard input and output are always used
    #[arg(long)]
    pub(crate) stdio: bool,
    /// Append the log to a file; without it, it goes to standard error
    #[arg(long, value_name = "FILE", env = "TAJUK_LOG")]
    pub(crate) log: Option<PathBuf>,
    /// How much to log
    #[arg(long, value_name = "LEVEL", default_value = "info")]
    pub(crate) log_level: LogLevel,
    /// A folder with models of your own (`tajuk train ner`): ner-id.bin, ner-en.bin
    #[arg(long, value_name = "DIR", env = "TAJUK_MODELS")]
    pub(crate) models: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogLevel {
    Error,
    Warn,
    Info,
    Debug,
    Trace,
}

impl Reading {
    /// What the options say.
    pub(crate) fn layer(&self) -> Layer {
        let messages = self.messages.and_then(Messages::lang);
        Layer::of_options(self.lang.map(Tongue::lang), self.article_date, messages)
    }
}

impl Tongue {
    pub(crate) fn lang(self) -> Lang {
        match self {
            Tongue::Id => Lang::Id,
            Tongue::En => Lang::En,
        }
    }
}

impl Messages {
    pub(crate) fn lang(self) -> Option<Lang> {
        match self {
            Messages::Auto => None,
            Messages::Id => Some(Lang::Id),
            Messages::En => Some(Lang::En),
        }
    }
}

impl FailOn {
    /// Whether findings of this level make the command fail.
    pub(crate) fn holds(self, level: Level) -> bool {
        match self {
            FailOn::Error => Level::Error <= level,
            FailOn::Warning => Level::Warning <= level,
            FailOn::Information => Level::Information <= level,
            FailOn::Hint => true,
            FailOn::Never => false,
        }
    }
}

fn date(text: &str) -> Result<Date, String> {
    let shape = "write it as 2025-05-14";
    if text.len() != "2025-05-14".len() {
        return Err(shape.to_owned());
    }
    text.parse().map_err(|_| format!("there is no such day; {shape}"))
}
