//! Hearsay in the writer's own voice.

use crate::detect::{Article, Facts, SourceClass, is_linked};
use crate::lang::{Beside, CueClass, Lang, List, Mark, Message};
use crate::rules::{Check, Findings, Fold, Group, Level, Rule, Spot};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    id: "passive-hearsay",
    group: Group::Attribution,
    level: Level::Information,
    fixes: false,
    since: "0.1.0",
    page: include_str!("passive_hearsay.md"),
    check: Check::Across(&Fold { gather, judge, spots: Some(spots) }),
};

/// What a passage has to say of it.
#[derive(PartialEq)]
struct Extract {
    hearsay: Vec<Hearsay>,
    /// Its first and its last sentence name a source.
    sourced: (bool, bool),
}

#[derive(PartialEq)]
struct Hearsay {
    /// Bytes of the passage.
    span: Spot,
    written: String,
    /// It stands in the first, or in the last, sentence of the passage.
    first: bool,
    last: bool,
}

fn gather(article: &Article, at: usize) -> Option<Extract> {
    let (placed, facts, roles) = article.passage(at)?;
    let text = placed.passage.prose();
    let count = facts.sentences.len();
    let sourced = |at: usize| is_sourced(facts, at, &placed.passage.links);
    let mut hearsay = Vec::new();
    for (index, sentence) in facts.sentences.iter().enumerate() {
        if roles.get(sentence.block).is_some_and(|it| it.is_heading()) {
            continue;
        }
        let near = index.saturating_sub(1)..count.min(index + 2);
        let marks = facts.marks.get(sentence.marks.clone()).unwrap_or_default();
        let mark = marks.iter().find(|it| {
            it.list == List::Hearsay
                && !facts.is_quoted(it.span)
                && is_strict(text, facts, it, article.lang)
        });
        let Some(mark) = mark.filter(|_| !near.clone().any(sourced)) else { continue };
        hearsay.push(Hearsay {
            span: Spot(mark.span),
            written: mark.span.of(text).to_owned(),
            first: index == 0,
            last: index + 1 == count,
        });
    }
    let sourced = (sourced(0), count.checked_sub(1).is_some_and(sourced));
    (0 < count).then_some(Extract { hearsay, sourced })
}

/// A source with a name or an office, or a link.
fn is_sourced(facts: &Facts, at: usize, links: &[Span]) -> bool {
    let Some(sentence) = facts.sentences.get(at) else { return false };
    let marks = facts.marks.get(sentence.marks.clone()).unwrap_or_default();
    let told = facts.attributions_in(sentence.span).iter().any(|it| {
        // "It is said": the hearsay itself.
        let own = |mark: &Mark| mark.list == List::Hearsay && mark.span.contains(it.cue);
        !marks.iter().any(own) && !matches!(it.source_class, SourceClass::None | SourceClass::Vague)
    });
    // A rumour that somebody denies has been asked about.
    let denied = marks.iter().any(|it| it.class() == Some(CueClass::Deny));
    told || denied || is_linked(links, sentence.span)
}

/// Without somebody who passes it on ("dikabarkan Yonhap", "reportedly told
/// the BBC"), and no title of a work.
fn is_strict(text: &str, facts: &Facts, mark: &Mark, lang: Lang) -> bool {
    let next = facts.tokens.get(mark.end as usize).map_or("", |it| it.span.of(text));
    let agent = next.starts_with(char::is_uppercase) && lang == Lang::Id;
    let is = |word: &str, what| lang.pack().lexicon.is_beside(word, what);
    let by = is(next, Beside::PassedOn);
    // "Disebut-sebut dalam kitab itu": it is named there.
    let named = is(next, Beside::NamedThere) && is(mark.span.of(text), Beside::NamedThere);
    // "If it is understood that …": nobody passes it on.
    let before = text.get(..mark.span.start()).unwrap_or_default().split_whitespace();
    let before = before.last().unwrap_or_default();
    // "Apa kabarnya?" asks how somebody is.
    let asked = is(before, Beside::Asked) || is(before, Beside::Greeting);
    !agent && !by && !named && !asked
}

fn spots(it: &Extract) -> Vec<Span> {
    it.hearsay.iter().map(|it| it.span.0).collect()
}

fn judge(article: &Article, all: &[(usize, &Extract)], findings: &mut Findings<'_>) {
    for (nth, (at, extract)) in all.iter().enumerate() {
        let before = nth.checked_sub(1).and_then(|it| all.get(it)).filter(|it| it.0 + 1 == *at);
        let behind = all.get(nth + 1).filter(|it| at + 1 == it.0);
        for it in &extract.hearsay {
            let near = it.first && before.is_some_and(|it| it.1.sourced.1)
                || it.last && behind.is_some_and(|it| it.1.sourced.0);
            let Some(placed) = article.layout.passage(*at).filter(|_| !near) else { continue };
            let message = Message::new("passive-hearsay").with("word", &it.written);
            findings.report(it.span.0.shift(placed.start), message);
        }
    }
}
