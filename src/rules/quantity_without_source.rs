//! A statistic that nobody vouches for.

use rustc_hash::FxHashSet;

use crate::detect::{Article, EntityKind, Facts, Quantity, Sentence, SourceClass, Unit, is_linked};
use crate::lang::{List, Message};
use crate::rules::across::trim;
use crate::rules::lead::source_lead;
use crate::rules::{Check, Findings, Fold, Group, Level, Rule, Spot};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    id: "quantity-without-source",
    group: Group::Claims,
    level: Level::Hint,
    fixes: true,
    since: "0.1.0",
    page: include_str!("quantity_without_source.md"),
    check: Check::Across(&Fold { gather, judge, spots: Some(spots) }),
};

/// An article shows at most so many.
const SHOWN: usize = 5;

/// What a passage has to say of it.
#[derive(PartialEq)]
struct Extract {
    open: Vec<Open>,
    /// Figures that somebody vouches for, as they are written.
    sourced: Vec<String>,
    /// Somebody is named in the last sentence.
    closes_sourced: bool,
}

#[derive(PartialEq)]
struct Open {
    /// Bytes of the passage.
    span: Spot,
    written: String,
    /// The words that ask for a source, and where they go.
    lead: Option<(Spot, String)>,
    /// It stands in the first sentence of the passage.
    first: bool,
}

fn gather(article: &Article, at: usize) -> Option<Extract> {
    let (placed, facts, roles) = article.passage(at)?;
    let text = placed.passage.prose();
    let mut res = Extract { open: vec![], sourced: vec![], closes_sourced: false };
    let mut before = false;
    for (index, sentence) in facts.sentences.iter().enumerate() {
        let block = placed.passage.blocks.get(sentence.block).map(|it| it.kind);
        let prose = block.is_some_and(|it| it.is_prose())
            && roles.get(sentence.block).is_some_and(|it| !it.is_heading());
        let sourced = is_sourced(facts, sentence, &placed.passage.links);
        let statistics: Vec<&Quantity> = facts
            .quantities_in(sentence.span)
            .iter()
            .filter(|it| prose && is_statistic(facts, it) && !is_day(facts, it))
            .collect();
        let spoken = |it: &Quantity| facts.is_quoted(it.span);
        for it in statistics {
            let written = it.whole.of(text).to_owned();
            if sourced || before || spoken(it) {
                res.sourced.push(written.to_lowercase());
            } else if !res.open.last().is_some_and(|it| sentence.span.contains(it.span.0)) {
                let lead = source_lead(sentence.span.of(&placed.passage.text), article.lang);
                let start = sentence.span.start();
                let lead = lead.map(|(len, it)| (Spot(Span::new(start, start + len)), it));
                res.open.push(Open { span: Spot(it.whole), written, lead, first: index == 0 });
            }
        }
        before = sourced;
    }
    res.closes_sourced = before;
    trim(&mut res.sourced);
    (!facts.sentences.is_empty()).then_some(res)
}

fn is_sourced(facts: &Facts, sentence: &Sentence, links: &[Span]) -> bool {
    let told = facts.attributions_in(sentence.span).iter();
    let first = facts.quotes.partition_point(|it| it.span.start() < sentence.span.start());
    is_linked(links, sentence.span)
        || told.map(|it| it.source_class).any(|it| it != SourceClass::None)
        || facts.quotes.get(first).is_some_and(|it| sentence.span.contains(it.span))
        || facts.marks.get(sentence.marks.clone()).unwrap_or_default().iter().any(|it| {
            matches!(it.list, List::Document | List::AccordingTo | List::Hedge | List::Future)
        })
        || is_counted(facts, sentence)
}

/// "Ekonom X menghitung …", "The department surveyed …": the sentence says who
/// counted.
fn is_counted(facts: &Facts, sentence: &Sentence) -> bool {
    let marks = facts.marks.get(sentence.marks.clone()).unwrap_or_default();
    let Some(verb) = marks.iter().find(|it| it.list == List::CountingVerb) else { return false };
    let somebody = marks
        .iter()
        .take_while(|it| it.span.start() < verb.span.start())
        .any(|it| matches!(it.list, List::PersonNoun | List::Institution | List::Pronoun));
    let start = sentence.span.start();
    let named = facts.candidates_in(Span::new(start, verb.span.start())).iter().any(|it| {
        let name = it.names.first().and_then(|it| facts.base.name(*it));
        let kind = name.map(|it| facts.base.kind(it.entity));
        matches!(kind, Some(EntityKind::Person | EntityKind::Org))
    });
    somebody || named
}

/// "Died 31 July 2017": a day counts nobody.
fn is_day(facts: &Facts, it: &Quantity) -> bool {
    facts.dates.iter().any(|date| date.span.overlaps(it.span))
}

/// A percentage, a sum of money, people counted in tens and more.
fn is_statistic(facts: &Facts, it: &Quantity) -> bool {
    let counted = || {
        let next = facts.tokens.get(it.end).map(|it| it.span);
        let behind = next.is_some_and(|next| {
            facts.marks_in(next).iter().any(|it| matches!(it.list, List::Counted | List::Casualty))
        });
        let first = facts.tokens.get(it.first.saturating_sub(1)).map(|it| it.span);
        behind
            || first.is_some_and(|span| {
                let near = Span::new(span.start(), it.span.start());
                facts.marks_in(near).iter().any(|it| it.list == List::Casualty)
            })
    };
    match it.unit {
        Unit::Percent | Unit::Point | Unit::Money => !it.word,
        Unit::None | Unit::Magnitude => it.value.is_some_and(|it| 10.0 <= it) && counted(),
    }
}

fn spots(it: &Extract) -> Vec<Span> {
    let each = it.open.iter().map(|it| (it.span.0, it.lead.as_ref().map(|it| it.0.0)));
    each.flat_map(|(span, lead)| std::iter::once(span).chain(lead)).collect()
}

fn judge(article: &Article, all: &[(usize, &Extract)], findings: &mut Findings<'_>) {
    let sourced: FxHashSet<&str> =
        all.iter().flat_map(|(_, it)| it.sourced.iter().map(String::as_str)).collect();
    let mut shown = 0;
    for (nth, (at, extract)) in all.iter().enumerate() {
        let before = nth.checked_sub(1).and_then(|it| all.get(it)).filter(|it| it.0 + 1 == *at);
        for it in &extract.open {
            let near = it.first && before.is_some_and(|it| it.1.closes_sourced);
            if near || sourced.contains(it.written.to_lowercase().as_str()) || SHOWN <= shown {
                continue;
            }
            let Some(placed) = article.layout.passage(*at) else { continue };
            shown += 1;
            let message = Message::new("quantity-without-source").with("number", &it.written);
            let mut finding = findings.finding(it.span.0.shift(placed.start), message);
            if let Some((span, lead)) = &it.lead {
                let title = Message::new("rewrite-source");
                finding = finding.fix(false, title, span.0.shift(placed.start), lead);
            }
            findings.add(finding);
        }
    }
}
