//! The state of claims in an editor's words: cards, actions, hints.

use std::sync::{Arc, OnceLock};

use crate::detect::ledger::{Anchor, Cleared, Entry, Ledger, State};
use crate::detect::{Claim, Directness, SourceClass};
use crate::ide::shown::shown;
use crate::ide::{Hover, Snapshot};
use crate::lang::{Lang, List, Message, render, word};
use crate::text::Span;

/// A ledger, with what the rules need of it.
pub(super) struct Noted {
    pub(super) ledger: Ledger,
    cleared: [OnceLock<Option<Arc<Cleared>>>; 2],
}

impl Noted {
    pub(super) fn new(ledger: Ledger) -> Noted {
        Noted { ledger, cleared: Default::default() }
    }

    pub(super) fn cleared(&self, lang: Lang) -> Option<Arc<Cleared>> {
        let [id, en] = &self.cleared;
        let slot = if lang == Lang::Id { id } else { en };
        slot.get_or_init(|| Cleared::new(&self.ledger.entries, lang).map(Arc::new)).clone()
    }
}

/// A way to say how far a claim is checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marking {
    pub title: String,
    /// Index into the article's claims.
    pub claim: usize,
    pub state: State,
}

/// The entry of the claim of this index, and where it is tied to.
fn tied(snapshot: &Snapshot, claim: usize) -> Option<(&Entry, Anchor)> {
    let entries = &snapshot.ledger()?.entries;
    let mut all = snapshot.anchors().iter().zip(entries);
    all.find_map(|(anchor, entry)| {
        anchor.filter(|it| it.claim == Some(claim)).map(|it| (entry, it))
    })
}

pub fn state(snapshot: &Snapshot, claim: usize) -> State {
    tied(snapshot, claim).map_or(State::Unchecked, |(entry, it)| it.state(entry))
}

pub fn entry(snapshot: &Snapshot, claim: usize) -> Option<&Entry> {
    tied(snapshot, claim).map(|it| it.0)
}

/// Entries whose claims are in the article no longer.
pub fn orphans(snapshot: &Snapshot) -> Vec<&Entry> {
    let entries = snapshot.ledger().map_or(&[][..], |it| &it.entries);
    let all = snapshot.anchors().iter().zip(entries);
    all.filter(|(it, _)| it.is_none()).map(|(_, it)| it).collect()
}

/// What may be said of the claim in whose sentence the span lies.
pub fn markings(snapshot: &Snapshot, span: Span) -> Vec<Marking> {
    let found = snapshot.article().claim_at(span.start());
    let Some((claim, _)) = found.filter(|(_, it)| it.sentence.touches(span.end())) else {
        return Vec::new();
    };
    let lang = snapshot.message_lang();
    let now = state(snapshot, claim);
    let all = [State::Supported, State::Disputed, State::NeedsSource, State::NotAClaim];
    let back = (now != State::Unchecked).then_some(State::Unchecked);
    all.into_iter()
        .filter(|it| *it != now)
        .chain(back)
        .map(|state| {
            let title = word(&format!("mark-{}", state.name()), lang);
            Marking { title, claim, state }
        })
        .collect()
}

/// The card of the claim at a byte: what it is, who says it and how, what it
/// is worth, and how far it is checked.
pub(super) fn card(snapshot: &Snapshot, byte: usize) -> Option<Hover> {
    let (at, claim) = snapshot.article().claim_at(byte)?;
    let claim = &claim;
    let lang = snapshot.message_lang();
    let mut lines = vec![head(snapshot, at, claim, lang), said_by(snapshot, claim, lang)];
    lines.extend(hedges(snapshot, claim, lang));
    lines.push(worth(claim, lang));
    lines.extend(checked(snapshot, at, lang));
    // Two blanks at a line's end break it in Markdown.
    // An editor shows the card at what it is about: the caret stands in it.
    let span = if claim.span.touches(byte) { claim.span } else { claim.span.cover(claim.sentence) };
    Some(Hover { span, markdown: lines.join("  \n") })
}

fn head(snapshot: &Snapshot, at: usize, claim: &Claim, lang: Lang) -> String {
    let state = word(&format!("state-{}", state(snapshot, at).name()), lang);
    let mut parts = vec![format!("**{}**", word("claim-card", lang))];
    parts.push(word(&format!("claim-type-{}", claim.kind.name()), lang));
    parts.push(word(&format!("modality-{}", claim.modality.name()), lang));
    if claim.negated {
        parts.push(word("claim-negated", lang));
    }
    parts.push(format!("**{state}**"));
    parts.join(" · ")
}

fn said_by(snapshot: &Snapshot, claim: &Claim, lang: Lang) -> String {
    let article = snapshot.article();
    let Some(said) = claim.attribution.filter(|it| it.source_class != SourceClass::None) else {
        let key = if claim.linked { "claim-said-link" } else { "claim-said-nobody" };
        return word(key, lang);
    };
    let text = |span: Span| escaped(&shown(article, span));
    let mut source = said.source.map_or_else(|| text(said.cue), text);
    // "ujarnya" alone tells a reader nothing.
    if let Some(voice) = article.followed(&said) {
        source = format!("{source} → {}", text(voice.name));
    }
    let mut how = vec![word(&format!("source-class-{}", said.source_class.name()), lang)];
    if said.directness != Directness::None {
        how.push(word(&format!("directness-{}", said.directness.name()), lang));
    }
    if claim.inherited {
        how.push(word("claim-inherited", lang));
    }
    let message = Message::new("claim-said-by")
        .with("source", source)
        .with("cue", text(said.cue))
        .with("how", how.join(", "));
    render(&message, lang)
}

/// The words that make it less than certain, as they stand there.
fn hedges(snapshot: &Snapshot, claim: &Claim, lang: Lang) -> Option<String> {
    let (placed, facts, _) = snapshot.article().passage(claim.passage)?;
    let sentence = claim.sentence;
    let local = Span::new(sentence.start() - placed.start, sentence.end() - placed.start);
    let soft = [List::Hedge, List::Hearsay, List::Conditional];
    let marks = facts.marks_in(local).iter().filter(|it| soft.contains(&it.list));
    // A phrase may stand in two lists.
    let mut words: Vec<Span> = Vec::new();
    for mark in marks {
        if words.last().is_none_or(|it| it.end() <= mark.span.start()) {
            words.push(mark.span);
        }
    }
    let text = |it: &Span| escaped(it.of(placed.passage.prose()));
    let words: Vec<String> = words.iter().map(text).collect();
    let message = Message::new("claim-hedges").with("words", words.join(" · "));
    (!words.is_empty()).then(|| render(&message, lang))
}

fn worth(claim: &Claim, lang: Lang) -> String {
    let sign = |it: f32| if it < 0.0 { "−" } else { "+" };
    let reasons: Vec<String> = claim
        .reasons
        .iter()
        .map(|it| {
            format!("{} {}", sign(it.weight), word(&format!("reason-{}", it.feature()), lang))
        })
        .collect();
    let message = Message::new("claim-worth")
        .with("score", format!("{:.2}", claim.score))
        .with("reasons", reasons.join(" · "));
    render(&message, lang)
}

fn checked(snapshot: &Snapshot, at: usize, lang: Lang) -> Vec<String> {
    let Some((entry, anchor)) = tied(snapshot, at) else { return Vec::new() };
    let mut res = Vec::new();
    let day = entry.modified.get(..10).unwrap_or(&entry.modified).to_owned();
    let key = if entry.by.is_some() { "claim-checked-by" } else { "claim-checked" };
    let state = word(&format!("state-{}", entry.state.name()), lang);
    let by = escaped(entry.by.as_deref().unwrap_or_default());
    res.push(render(
        &Message::new(key).with("state", state).with("date", day).with("by", by),
        lang,
    ));
    if anchor.changed && entry.state.is_checked() {
        let text = escaped(entry.checked_words());
        res.push(render(&Message::new("claim-was").with("text", text), lang));
    }
    res.extend(entry.note.as_deref().map(|it| format!("“{}”", escaped(it))));
    // Only what an editor may open without harm is a link.
    let is_web = |it: &str| it.starts_with("https://") || it.starts_with("http://");
    res.extend(entry.links.iter().map(|it| {
        if is_web(it) && !it.contains(['<', '>', ' ', '\n']) {
            format!("<{it}>")
        } else {
            escaped(it)
        }
    }));
    res
}

/// On one line, with nothing that Markdown would read.
fn escaped(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<&str>>().join(" ");
    let mut res = String::with_capacity(line.len());
    for it in line.chars() {
        if matches!(it, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#') {
            res.push('\\');
        }
        res.push(it);
    }
    res
}
