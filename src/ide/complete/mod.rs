//! What may be written next: names in their house form, how a statement is
//! handed to its source, keys of the front matter, rules to be ignored.

mod front_matter;
mod names;
mod phrases;

use crate::config::{NOTICES, rule_names};
use crate::detect::Facts;
use crate::ide::complete::names::Before;
use crate::ide::{Snapshot, card};
use crate::lang::{List, word};
use crate::rules::{Group, Rule};
use crate::structure::{BlockKind, Passage};
use crate::text::Span;

pub(super) use names::office;

/// So many names are offered; more keys make the list shorter.
const MOST: usize = 40;

/// The longest stretch before the caret that is taken for the start of a name.
const REACH: usize = 80;

/// A letter has at most so many bytes.
const LETTER: usize = 4;

/// So many letters tell which name is meant.
const SURE: usize = 4;

/// What may be written at a caret.
#[derive(Debug, Default)]
pub struct Offers {
    /// The best first.
    pub all: Vec<Offer>,
    /// There is more, and more keys would show it.
    pub more: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What is shown and, in place of `span`, written.
    pub text: String,
    /// What the editor should compare the typed letters with.
    pub filter: String,
    /// A few words beside it: an office, a country.
    pub detail: Option<String>,
    pub kind: OfferKind,
    /// Bytes of the article that are replaced; they end at the caret.
    pub span: Span,
    /// For [`explain`]: the entity or the rule.
    pub about: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OfferKind {
    Person,
    Country,
    Place,
    Organisation,
    Thing,
    /// "menurut", "said".
    Phrase,
    Key,
    Value,
    Rule,
}

/// What an editor shows beside an offer, as Markdown.
pub fn explain(snapshot: &Snapshot, about: &str) -> Option<String> {
    let base = &snapshot.article().base;
    if let Some(id) = base.find(about) {
        return Some(card::about(snapshot, base.entry(id)));
    }
    explain_rule(about)
}

/// What a rule marks and why, as Markdown.
pub fn explain_rule(id: &str) -> Option<String> {
    let notice = || NOTICES.iter().find(|it| it.id == id).map(|it| it.page);
    let page = Rule::find(id).map(|it| it.page).or_else(notice)?;
    let reasons = page.split("\n```").next().unwrap_or_default();
    let reasons = reasons.trim_end().trim_end_matches("## Marked");
    Some(reasons.trim().to_owned())
}

/// What is most likely written next, as far as little else can be meant: it
/// goes on with the letters that stand there, and the article or the language
/// speaks for it. Nothing inside a word.
pub fn likely(snapshot: &Snapshot, byte: usize) -> Option<Offer> {
    let behind = snapshot.buffer().slice(Span::new(byte, byte + LETTER));
    if behind.starts_with(char::is_alphanumeric) {
        return None;
    }
    let first = offers(snapshot, byte).all.into_iter().next()?;
    let typed = snapshot.buffer().slice(first.span);
    let goes_on = first.text.starts_with(&*typed) && typed.len() < first.text.len();
    let enough = match first.kind {
        OfferKind::Phrase => true,
        _ => SURE <= typed.chars().count(),
    };
    (goes_on && enough).then_some(first)
}

/// The offers for a caret at `byte`.
pub fn offers(snapshot: &Snapshot, byte: usize) -> Offers {
    let article = snapshot.article();
    if let Some(offers) = front_matter::offers(snapshot, byte) {
        return offers;
    }
    let passage = article.passage(article.passage_at(byte));
    let Some((placed, facts, _)) = passage else { return Offers::default() };
    let local = byte.saturating_sub(placed.start);
    let text = &*placed.passage.text;
    let line_start =
        text.get(..local).map_or(0, |it| it.rfind(['\n', '\r']).map_or(0, |it| it + 1));
    let line = text.get(line_start..local).unwrap_or_default();
    if let Some(it) = ignored_rules(snapshot, line, byte) {
        return it;
    }
    let block = placed.passage.blocks.iter().find(|it| it.span.touches(local));
    match block.map(|it| it.kind) {
        Some(BlockKind::FrontMatter | BlockKind::Opaque) => Offers::default(),
        _ => prose(snapshot, placed.passage, facts, local, byte),
    }
}

/// `<!-- tajuk-ignore vague-attribution -->`: ids and groups behind the word,
/// as far as they are not there yet.
fn ignored_rules(snapshot: &Snapshot, line: &str, byte: usize) -> Option<Offers> {
    let (_, behind) = line.rsplit_once("tajuk-ignore")?;
    // Behind a colon stands a reason.
    if ["-->", "*/}", ":"].iter().any(|it| behind.contains(it)) {
        return None;
    }
    let typed = behind.rsplit([' ', ',']).next().unwrap_or_default();
    let span = Span::new(byte - typed.len(), byte);
    if typed.len() == behind.len() {
        let forms = ["-start", "-end", "-file"].iter().filter(|it| it.starts_with(typed));
        let all = forms.map(|it| plain((*it).to_owned(), OfferKind::Key, span)).collect();
        return Some(Offers { all, more: false });
    }
    let there = behind.get(..behind.len() - typed.len()).unwrap_or_default();
    let is_there = |id: &str| there.split([' ', ',']).any(|it| it == id);
    let level = |id: &str| snapshot.house().level(id).map(|it| it.name().to_owned());
    let rules = rule_names().into_iter().map(|id| (id, level(id), Some(id)));
    let group = word("complete-group", snapshot.message_lang());
    let groups = Group::ALL.iter().map(|it| (it.name(), Some(group.clone()), None));
    let all = rules.chain(groups).filter(|(id, ..)| id.starts_with(typed) && !is_there(id));
    let offer = |(id, detail, about): (&'static str, Option<String>, Option<&'static str>)| Offer {
        detail,
        about,
        ..plain(id.to_owned(), OfferKind::Rule, span)
    };
    Some(Offers { all: all.map(offer).collect(), more: false })
}

fn plain(text: String, kind: OfferKind, span: Span) -> Offer {
    Offer { filter: text.clone(), text, detail: None, kind, span, about: None }
}

fn prose(
    snapshot: &Snapshot,
    passage: &Passage,
    facts: &Facts,
    local: usize,
    byte: usize,
) -> Offers {
    let text = passage.prose();
    let before = text.get(..local).unwrap_or_default();
    let start = before.floor_char_boundary(before.len().saturating_sub(REACH));
    let near = before.get(start..).unwrap_or_default();
    let word_start = names::last_word(near);
    let (gap, word) = near.split_at(word_start);
    let before = Before { near, word_start, byte };
    let mut res = Offers::default();
    if word.starts_with(char::is_uppercase) || (word.is_empty() && behind_title(facts, gap, local))
    {
        names::names(snapshot, &before, &mut res);
    }
    names::offices(snapshot, facts, local, &before, &mut res);
    phrases::phrases(snapshot.lang(), gap, word, byte, &mut res);
    res
}

/// "Presiden " right before the caret.
fn behind_title(facts: &Facts, gap: &str, local: usize) -> bool {
    let end = local - (gap.len() - gap.trim_end().len());
    gap.ends_with(' ')
        && facts.marks.iter().any(|it| it.list == List::PersonNoun && it.span.end() == end)
}
