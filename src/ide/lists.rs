//! Lists of an article for a panel beside the text: who is named, what is
//! claimed, who speaks. In words, ready to be shown.

use rustc_hash::FxHashMap;

use crate::detect::ledger::State;
use crate::detect::{Article, Claim, Facts, SourceClass};
use crate::ide::shown::shown;
use crate::ide::{Snapshot, card, checking};
use crate::knowledge::EntityKind;
use crate::lang::{Lang, word};
use crate::text::Span;

/// Somebody whom the article names. Spans are bytes of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub id: String,
    pub name: String,
    /// The office on the article's date, and the country.
    pub detail: String,
    /// In order; never empty.
    pub mentions: Vec<Span>,
}

/// A claim and who vouches for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    pub id: String,
    /// On one line.
    pub text: String,
    /// Who says it, what kind of claim it is, and how far it is checked.
    pub detail: String,
    pub is_sourced: bool,
    pub state: State,
    pub span: Span,
}

/// A source of the article, under one name whatever the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// As it stands first.
    pub name: String,
    pub class: SourceClass,
    /// Where it speaks, in order; never empty.
    pub places: Vec<Span>,
}

impl Speaker {
    /// A reader could look it up.
    pub fn is_named(&self) -> bool {
        is_named(self.class)
    }

    /// What kind of source it is.
    pub fn detail(&self, lang: Lang) -> String {
        word(&format!("source-class-{}", self.class.name()), lang)
    }
}

/// As [`Speaker::is_named`], of a class of sources.
pub(super) fn is_named(class: SourceClass) -> bool {
    matches!(class, SourceClass::Named | SourceClass::Institution | SourceClass::Document)
}

/// The people, those named most often first, else in the article's order.
pub fn people(snapshot: &Snapshot) -> Vec<Person> {
    let article = snapshot.article();
    let lang = snapshot.message_lang();
    let mut res = Vec::new();
    for entity in article.entities() {
        let entry = entity.entry(&article.base);
        let mentions = entity.mentions.iter().filter_map(|it| article.mentions().get(*it));
        let mentions: Vec<Span> = mentions.map(|it| it.span).collect();
        if entry.kind == EntityKind::Person && !mentions.is_empty() {
            res.push(Person {
                id: entry.id.to_owned(),
                name: entry.name(lang).to_owned(),
                detail: card::standing(snapshot, entry),
                mentions,
            });
        }
    }
    res.sort_by_key(|it| std::cmp::Reverse(it.mentions.len()));
    res
}

/// The claims: those without a source first, else in the article's order.
pub fn claims(snapshot: &Snapshot) -> Vec<Stated> {
    let all = snapshot.article().claims().iter().enumerate();
    let mut res: Vec<Stated> = all.map(|(at, it)| stated(snapshot, at, it)).collect();
    res.sort_by_key(|it| it.is_sourced);
    res
}

/// The claim at a byte, with its card as Markdown.
pub fn claim_at(snapshot: &Snapshot, byte: usize) -> Option<(Stated, String)> {
    let (at, claim) = snapshot.article().claim_at(byte)?;
    let card = checking::card(snapshot, byte)?;
    Some((stated(snapshot, at, &claim), card.markdown))
}

fn stated(snapshot: &Snapshot, at: usize, claim: &Claim) -> Stated {
    let article = snapshot.article();
    let lang = snapshot.message_lang();
    let state = checking::state(snapshot, at);
    let said = claim.attribution.filter(|it| it.source_class != SourceClass::None);
    let source = match said {
        Some(said) => shown(article, said.source.unwrap_or(said.cue)),
        None if claim.linked => word("list-linked", lang),
        None => word("list-unsourced", lang),
    };
    let mut parts = vec![source, word(&format!("claim-type-{}", claim.kind.name()), lang)];
    if state != State::Unchecked {
        parts.push(word(&format!("state-{}", state.name()), lang));
    }
    Stated {
        id: claim.id.to_string(),
        text: shown(article, claim.span),
        detail: parts.join(" · "),
        is_sourced: claim.is_sourced(),
        state,
        span: claim.span,
    }
}

/// The sources, in the order in which they first speak. Pronouns are none.
pub fn speakers(article: &Article) -> Vec<Speaker> {
    let mut known: FxHashMap<String, usize> = FxHashMap::default();
    let mut res: Vec<Speaker> = Vec::new();
    for (passage, (placed, facts, _)) in article.passages().enumerate() {
        for (source, class) in sources(facts) {
            let place = source.shift(placed.start);
            let at = *known.entry(who(article, passage, place)).or_insert(res.len());
            match res.get_mut(at) {
                Some(speaker) => speaker.places.push(place),
                None => {
                    let (name, places) = (shown(article, place), vec![place]);
                    res.push(Speaker { name, class, places });
                }
            }
        }
    }
    res
}

/// The sources of a passage, in its bytes.
pub(super) fn sources(facts: &Facts) -> impl Iterator<Item = (Span, SourceClass)> {
    let named = |class: SourceClass| !matches!(class, SourceClass::None | SourceClass::Pronoun);
    let all = facts.attributions.iter().filter(move |it| named(it.source_class));
    all.filter_map(|it| Some((it.source?, it.source_class)))
}

/// One source under one name, whatever the form: somebody with or without a
/// title; a country or a body only where nothing else stands there, for
/// "Kementerian Luar Negeri Rusia" is not Russia.
pub(super) fn who(article: &Article, passage: usize, source: Span) -> String {
    let names = article.namings_of(passage).skip_while(|it| it.span.start() < source.start());
    let within = names.take_while(|it| source.contains(it.span));
    let mut known = within.filter_map(|it| {
        let entry = article.base.entry(it.entity);
        let is_source = entry.kind == EntityKind::Person || it.span == source;
        is_source.then(|| entry.id.to_owned())
    });
    match (known.next(), known.next()) {
        (Some(one), None) => one,
        _ => shown(article, source).to_lowercase(),
    }
}
