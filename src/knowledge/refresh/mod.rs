//! Refreshes the facts: what to ask an endpoint, what its answers say, what
//! would change by them, and what of that may be believed. Pure: asks nobody
//! itself, reads no file, and is told what day it is.

mod answer;
mod cache;
mod hold;
mod judge;
mod known;
mod name;
mod naming;
mod office;
mod pin;
mod propose;
mod query;
mod told;

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;

pub use answer::{Answer, MOST_BYTES, Unreadable, read};
pub use cache::Cache;
pub use hold::Hold;
pub use known::{Country, Known, Person, Role};
pub use pin::{Pinned, Pins};
pub use propose::{Change, Kind, Proposal, Who, propose};
pub use query::{Qid, Question};
pub use told::{Lie, Told};

/// Offices that ended longer ago are not asked for.
const YEARS_BACK: i32 = 8;

/// Asks, in the order in which each answer is needed for the next question:
/// heads; the offices of these people and of those we know; who else holds
/// these offices; what all of them are called. One question after the other.
///
/// # Errors
/// The first one of `ask`, and [`Lie`]: then nothing that was told counts.
pub fn gather<E: From<Lie>>(
    known: &Known,
    countries: &[String],
    today: Date,
    mut ask: impl FnMut(Question, &[Qid], Date) -> Result<Answer, E>,
) -> Result<Told, E> {
    let since = today.saturating_sub(YEARS_BACK.years());
    let mut told = Told::default();
    let mut all = |question: Question, items: Vec<Qid>, told: &mut Told| -> Result<(), E> {
        for batch in items.chunks(question.batch()) {
            let answer = ask(question, batch, since)?;
            told.take(question, batch, &answer, known)?;
        }
        Ok(())
    };
    let asked = countries.iter().filter_map(|it| known.country(it)).map(|it| it.qid.clone());
    all(Question::Heads, asked.collect(), &mut told)?;
    let mut people: BTreeSet<Qid> = told.heads_named().cloned().collect();
    people.extend(known.of_countries(countries).cloned());
    all(Question::Held, people.iter().cloned().collect(), &mut told)?;
    let mut named: BTreeSet<Qid> = told.items();
    named.extend(people);
    all(Question::Names, named.iter().cloned().collect(), &mut told)?;
    let offices = office::offices_to_ask(known, &told, countries, today);
    all(Question::Holders, offices, &mut told)?;
    let new = told.items().difference(&named).cloned().collect();
    all(Question::Names, new, &mut told)?;
    Ok(told)
}
