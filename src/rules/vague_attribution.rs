//! A claim laid at the door of nobody in particular.

use crate::detect::is_linked;
use crate::detect::{Article, Facts, SourceClass};
use crate::lang::{CueClass, List, Message, Token};
use crate::rules::{Check, Findings, Group, Level, Rule};

pub(super) static RULE: Rule = Rule {
    id: "vague-attribution",
    group: Group::Attribution,
    level: Level::Information,
    fixes: false,
    since: "0.1.0",
    page: include_str!("vague_attribution.md"),
    check: Check::Article(check),
};

/// The group may be named within so many sentences.
const REACH: usize = 2;

fn check(article: &Article, findings: &mut Findings<'_>) {
    let passages: Vec<_> = article.passages().collect();
    for (index, (placed, facts, _)) in passages.iter().enumerate() {
        let text = placed.passage.prose();
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
            let following = passages.get(index..).unwrap_or_default().iter().enumerate();
            let mut following = following.flat_map(|(ahead, (placed, facts, _))| {
                let skipped = if ahead == 0 { at + 1 } else { 0 };
                (skipped..facts.sentences.len()).map(|it| (placed.passage.prose(), *facts, it))
            });
            if following.by_ref().take(REACH).any(|(text, facts, it)| names_one(text, facts, it)) {
                continue;
            }
            let message = Message::new("vague-attribution").with("source", source.of(text));
            findings.report(source.shift(placed.start), message);
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
    let trade = marks.iter().any(|it| matches!(it.list, List::PersonNoun | List::CrowdNoun));
    let tokens = facts.tokens.get(sentence.tokens.clone()).unwrap_or_default();
    let capital = |it: &Token| it.span.of(text).starts_with(char::is_uppercase);
    let full_name = tokens.windows(2).any(|it| it.iter().all(capital));
    named || (trade && full_name)
}
