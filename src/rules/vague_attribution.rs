//! A claim laid at the door of nobody in particular.

use crate::detect::is_linked;
use crate::detect::{Article, Facts, SourceClass};
use crate::lang::{CueClass, List, Message, Token};
use crate::rules::{Check, Findings, Fold, Group, Level, Rule, Spot};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    id: "vague-attribution",
    group: Group::Attribution,
    level: Level::Information,
    fixes: false,
    since: "0.1.0",
    page: include_str!("vague_attribution.md"),
    check: Check::Across(&Fold { gather, judge, spots: Some(spots) }),
};

/// The group may be named within so many sentences.
const REACH: usize = 2;

/// What a passage has to say of it.
#[derive(PartialEq)]
struct Extract {
    vague: Vec<Vague>,
    /// Whether its first sentences name one; as many as count, or all.
    named: Vec<bool>,
}

#[derive(PartialEq)]
struct Vague {
    /// Bytes of the passage.
    source: Spot,
    words: String,
    /// So many sentences behind the passage may still name the group.
    left: usize,
}

fn gather(article: &Article, at: usize) -> Option<Extract> {
    let (placed, facts, _) = article.passage(at)?;
    let text = placed.passage.prose();
    let mut vague = Vec::new();
    for attribution in &facts.attributions {
        let Some(source) = attribution.source else { continue };
        if attribution.source_class != SourceClass::Vague || !speaks(attribution.class) {
            continue;
        }
        let Some(at) = facts.sentence_index(source.start()) else { continue };
        let Some(sentence) = facts.sentences.get(at) else { continue };
        if is_linked(&placed.passage.links, sentence.span) || facts.is_quoted(source) {
            continue;
        }
        let following = at + 1..facts.sentences.len();
        let left = REACH.saturating_sub(following.len());
        if following.take(REACH).any(|it| names_one(text, facts, it)) {
            continue;
        }
        vague.push(Vague { source: Spot(source), words: source.of(text).to_owned(), left });
    }
    let first = 0..facts.sentences.len().min(REACH);
    let named: Vec<bool> = first.map(|it| names_one(text, facts, it)).collect();
    // A passage that has the sentences and names nobody answers for itself.
    let plain = vague.is_empty() && named == [false; REACH];
    (!plain).then_some(Extract { vague, named })
}

fn spots(extract: &Extract) -> Vec<Span> {
    extract.vague.iter().map(|it| it.source.0).collect()
}

fn judge(article: &Article, all: &[(usize, &Extract)], findings: &mut Findings<'_>) {
    for (nth, (at, extract)) in all.iter().enumerate() {
        let Some(placed) = article.layout.passage(*at) else { continue };
        for vague in &extract.vague {
            let later = all.get(nth + 1..).unwrap_or_default().iter().zip(at + 1..);
            let later = later.take_while(|((at, _), next)| at == next);
            let mut sentences = later.flat_map(|((_, it), _)| &it.named).take(vague.left);
            if sentences.any(|it| *it) {
                continue;
            }
            let message = Message::new("vague-attribution").with("source", &vague.words);
            findings.report(vague.source.0.shift(placed.start), message);
        }
    }
}

/// Verbs that report what a group thinks; those that tell what it does
/// (asks, flees) need no name.
fn speaks(class: CueClass) -> bool {
    matches!(
        class,
        CueClass::Say
            | CueClass::Assess
            | CueClass::Claim
            | CueClass::Accuse
            | CueClass::Deny
            | CueClass::Admit
    )
}

/// Whether the sentence names somebody and says what he or she is: a named
/// source, or a name with an office or a trade beside it.
fn names_one(text: &str, facts: &Facts, at: usize) -> bool {
    let Some(sentence) = facts.sentences.get(at) else { return false };
    let attributions = facts.attributions_in(sentence.span).iter();
    let named = attributions.map(|it| it.source_class).any(|it| it == SourceClass::Named);
    let marks = facts.marks.get(sentence.marks.clone()).unwrap_or_default();
    let trade = || marks.iter().any(|it| matches!(it.list, List::PersonNoun | List::CrowdNoun));
    let tokens = facts.tokens.get(sentence.tokens.clone()).unwrap_or_default();
    let capital = |it: &Token| it.span.of(text).starts_with(char::is_uppercase);
    let full_name = || tokens.windows(2).any(|it| it.iter().all(capital));
    named || (trade() && full_name())
}
