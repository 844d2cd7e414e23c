//! `tajuk kb update`: asks an endpoint who holds which office now, shows what
//! would change, and keeps what may be believed.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anstream::stderr;
use jiff::civil::Date;

use crate::cli::FINE;
use crate::cli::args::Format;
use crate::cli::kb::endpoint::{Endpoint, Trouble};
use crate::cli::kb::proposal::{self, Outcome};
use crate::cli::kb::store;
use crate::cli::screen::{self, Failure, note, visible};
use crate::cli::setup::tongue_of;
use crate::ide::Settings;
use crate::knowledge::Base;
use crate::knowledge::refresh::{Cache, Known, Proposal, Question, Told, gather, propose};
use crate::lang::{Lang, Message, render};
use crate::server::today;

const WIKIDATA: &str = "https://query.wikidata.org/sparql";
const LONGEST_CONTACT: usize = 200;

/// Bring the offices up to date, from Wikidata
///
/// Asks who heads the countries of the world, who holds the offices that the
/// knowledge base has, since when, and how their names are written. What comes
/// back is a proposal: it is shown, what looks wrong is held back with the
/// reason, and the rest is written once you agree. This is the only command
/// that uses the network.
#[derive(Debug, clap::Args)]
#[command(after_help = "\u{1b}[1mExamples:\u{1b}[0m
  tajuk kb update --contact me@example.org               Show, then ask
  tajuk kb update --contact me@example.org --dry-run     Only show
  tajuk kb update --contact me@example.org --countries ID,GB

\u{1b}[1mFiles:\u{1b}[0m
  kb-update.toml, in your data folder (on Linux ~/.local/share/tajuk), holds what
  was accepted so far; the one before it is kept as kb-update.toml.bak. Beside it
  you may write kb-pins.toml, with offices that no update may touch:

    [[pin]]
    country = \"BG\"
    office = \"Prime Minister\"
    person = \"person/rumen-radev\"
    pinned_on = 2026-11-20
    reason = \"Wikidata still has the one before\"

\u{1b}[1mExit status:\u{1b}[0m
  0  done, or nothing to do, or you said no
  2  wrong usage, no trustworthy answer, or a file that cannot be read or written")]
pub(super) struct Update {
    /// The SPARQL endpoint to ask: Wikidata's, or a copy of it
    #[arg(long, value_name = "URL", default_value = WIKIDATA)]
    endpoint: String,
    /// Where those who run the endpoint can write to, if these questions
    /// trouble them; it is sent along
    #[arg(long, value_name = "MAIL", env = "TAJUK_CONTACT")]
    contact: Option<String>,
    /// Only these countries, by their ISO 3166 codes
    #[arg(long, value_name = "ID,RU,…", value_delimiter = ',')]
    countries: Vec<String>,
    /// Show what would change, and write nothing
    #[arg(long, conflicts_with = "yes")]
    dry_run: bool,
    /// Apply what passes without asking
    #[arg(long)]
    yes: bool,
    /// How to print the proposal: for people, or as one JSON object
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    /// Keep updates in this file instead
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// How many seconds an answer may take
    #[arg(long, value_name = "SECONDS", default_value_t = 75, value_parser = clap::value_parser!(u64).range(1..=600))]
    timeout: u64,
}

pub(super) fn run(update: &Update, settings: &Settings) -> Result<u8, Failure> {
    let asks = !update.yes && !update.dry_run;
    if asks && !io::stdin().is_terminal() {
        let remedy = "give --yes to apply what passes, or --dry-run to see it only";
        return Err(Failure::with_remedy("nobody is there to agree to the changes", remedy));
    }
    let today = today();
    let lang = tongue_of(settings);
    let file = update.out.clone().or_else(store::usual_file).ok_or_else(|| {
        Failure::with_remedy("your data folder cannot be found", "name a file with --out")
    })?;
    let mut cache = store::cache(&file)?.unwrap_or_else(|| Cache::empty(today));
    let pins = store::pins(&file)?;
    let mut known = Known::from_base(&Base::built_in());
    cache.add_to(&mut known);
    let countries = countries(&update.countries, &known)?;
    let patience = Duration::from_secs(update.timeout);
    let endpoint = Endpoint::new(&update.endpoint, &user_agent(update)?, patience)?;
    contact_needed(update, &endpoint)?;

    announce(&endpoint, &known, &countries, update, lang);
    let told = ask(&endpoint, &known, &countries, today, lang)?;
    let mut proposal = propose(&known, &told, &countries, today);
    let pinned = pins.hold(&mut proposal, today);
    let passing = proposal.changes.iter().filter(|it| !it.is_held()).count();

    if update.format == Format::Human {
        let lines = proposal::draw(&proposal, &pinned, &known, lang);
        let mut output = screen::output();
        for line in lines {
            writeln!(output, "{line}")?;
        }
        output.flush()?;
    }
    let mut outcome = Outcome { file: file.clone(), kept: None, applied: 0 };
    if 0 < passing && !update.dry_run && (update.yes || agreed(passing, &proposal, lang)?) {
        for change in proposal.changes.iter().filter(|it| !it.is_held()) {
            cache.accept(change, today);
        }
        outcome.kept = write(&file, &cache)?;
        outcome.applied = passing;
    }
    let mut output = screen::output();
    match update.format {
        Format::Human => {
            let sum = proposal::sum(&proposal, &outcome, update.dry_run, lang);
            writeln!(output, "{sum}")?;
        }
        Format::Json => {
            let url = endpoint.url().as_str();
            let answer =
                proposal::json(&proposal, &pinned, &outcome, (url, today), &countries, lang);
            serde_json::to_writer(&mut output, &answer)?;
            writeln!(output)?;
        }
    }
    output.flush()?;
    Ok(FINE)
}

/// The codes that were given, or all.
fn countries(given: &[String], known: &Known) -> Result<Vec<String>, Failure> {
    let mut res = Vec::new();
    for code in given.iter().map(|it| it.trim().to_ascii_uppercase()).filter(|it| !it.is_empty()) {
        if known.country(&code).is_none() {
            let problem = format!("“{}” is no country that Tajuk knows", visible(&code));
            let remedy = "write ISO 3166 codes with commas between them, like ID,RU,GB";
            return Err(Failure::with_remedy(problem, remedy));
        }
        res.push(code);
    }
    if res.is_empty() {
        res = known.countries.iter().map(|it| it.iso.clone()).collect();
    }
    res.sort();
    res.dedup();
    Ok(res)
}

/// Who asks, as Wikimedia's User-Agent policy wants it.
fn user_agent(update: &Update) -> Result<String, Failure> {
    let name = concat!("tajuk/", env!("CARGO_PKG_VERSION"));
    let Some(contact) = &update.contact else { return Ok(name.to_owned()) };
    let plain = contact.bytes().all(|it| (b' '..=b'~').contains(&it) && !b"()\\".contains(&it));
    if contact.trim().is_empty() || !plain || LONGEST_CONTACT < contact.len() {
        let problem = format!("“{}” is no address", visible(contact));
        return Err(Failure::with_remedy(
            problem,
            "give --contact a mail address or a page of yours",
        ));
    }
    Ok(format!("{name} ({})", contact.trim()))
}

fn contact_needed(update: &Update, endpoint: &Endpoint) -> Result<(), Failure> {
    if update.contact.is_some() || endpoint.is_own_machine() {
        return Ok(());
    }
    let problem =
        "those who run the endpoint want to know whom to write to, should questions trouble them";
    let remedy = "give --contact YOUR-MAIL, or set TAJUK_CONTACT; it is sent to the endpoint and to nobody else";
    Err(Failure::with_remedy(problem, remedy))
}

/// Says what will be sent, and where, before anything is.
fn announce(endpoint: &Endpoint, known: &Known, countries: &[String], update: &Update, lang: Lang) {
    let people = known.of_countries(countries).count();
    let message = Message::new("update-sends")
        .with("endpoint", endpoint.url())
        .with("countries", countries.len())
        .with("people", people)
        .with("contact", update.contact.as_deref().unwrap_or("–"));
    note(&render(&message, lang));
}

fn ask(
    endpoint: &Endpoint,
    known: &Known,
    countries: &[String],
    today: Date,
    lang: Lang,
) -> Result<Told, Failure> {
    let progress = Progress { is_seen: io::stderr().is_terminal(), lang };
    let told = gather(known, countries, today, |question, items, since| {
        progress.step(question, items.len());
        endpoint.ask(question, &question.text(items, since), |what, wait| {
            progress.clear();
            let wait = wait.as_secs();
            let message = Message::new("update-waits").with("what", what).with("seconds", wait);
            note(&render(&message, lang));
        })
    });
    progress.clear();
    told.map_err(|trouble| {
        let (what, remedy) = match trouble {
            Trouble::Lasting { what, remedy } => (what, remedy),
            Trouble::Passing { what, .. } => (what, "try again later"),
        };
        let problem = format!("{}: {what}; nothing was changed", endpoint.url());
        Failure::with_remedy(problem, remedy)
    })
}

/// One line on a terminal that tells what is being asked.
struct Progress {
    is_seen: bool,
    lang: Lang,
}

impl Progress {
    fn step(&self, question: Question, items: usize) {
        let key = match question {
            Question::Heads => "update-asks-heads",
            Question::Held => "update-asks-held",
            Question::Holders => "update-asks-holders",
            Question::Names => "update-asks-names",
        };
        if self.is_seen {
            let text = render(&Message::new(key).with("number", items), self.lang);
            let _ = write!(stderr().lock(), "\r\u{1b}[K{text} …");
        }
    }

    fn clear(&self) {
        if self.is_seen {
            let _ = write!(stderr().lock(), "\r\u{1b}[K");
        }
    }
}

/// Asks on the terminal. Anything but a yes is a no.
fn agreed(passing: usize, proposal: &Proposal, lang: Lang) -> Result<bool, Failure> {
    let message = Message::new("update-question")
        .with("passing", passing)
        .with("all", proposal.changes.len());
    let mut stderr = stderr().lock();
    write!(stderr, "{} ", render(&message, lang))?;
    stderr.flush()?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(["y", "yes", "ya", "j", "ja"].contains(&answer.trim().to_lowercase().as_str()))
}

/// Writes what was accepted, and reads it again as the next one would.
fn write(file: &Path, cache: &Cache) -> Result<Option<PathBuf>, Failure> {
    let text = cache.text();
    let text =
        text.map_err(|error| Failure::new(format!("the update cannot be written: {error}")))?;
    let read = Cache::parse(&text);
    read.map_err(|error| Failure::new(format!("the update would not be readable: {error}")))?;
    store::write(file, &text)
}
