//! What may be written next: names in their house form, how a statement is
//! handed to its source, keys of the front matter, rules to be ignored.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::detect::{Article, Facts};
use crate::ide::{Snapshot, card};
use crate::knowledge::{EntityId, EntityKind, Entry};
use crate::lang::{CueClass, Lang, List, Mark};
use crate::rules::{RULES, Rule};
use crate::structure::{BlockKind, Passage};
use crate::text::Span;

/// So many names are offered; more keys make the list shorter.
const MOST: usize = 40;

/// So many rows of the list of names are looked at.
const ROWS: usize = 400;

/// The longest stretch before the caret that is taken for the start of a name.
const REACH: usize = 80;

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
    let rule = Rule::find(about)?;
    let page = rule.page.split("\n```").next().unwrap_or_default();
    Some(page.trim().to_owned())
}

/// The offers for a caret at `byte`.
pub fn offers(snapshot: &Snapshot, byte: usize) -> Offers {
    let article = snapshot.article();
    let Some((placed, facts, _)) = article.passage(article.passage_at(byte)) else {
        return front_matter_keys(byte, "");
    };
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
        Some(BlockKind::FrontMatter) => front_matter(snapshot, line, byte),
        Some(BlockKind::Opaque) => Offers::default(),
        _ => prose(snapshot, placed.passage, facts, local, byte),
    }
}

/// `<!-- tajuk-ignore vague-attribution -->`: ids behind the word.
fn ignored_rules(snapshot: &Snapshot, line: &str, byte: usize) -> Option<Offers> {
    let (_, behind) = line.rsplit_once("tajuk-ignore")?;
    // Behind a colon stands a reason.
    if ["-->", "*/}", ":"].iter().any(|it| behind.contains(it)) {
        return None;
    }
    let typed = behind.rsplit([' ', ',']).next().unwrap_or_default();
    let span = Span::new(byte - typed.len(), byte);
    let fitting = RULES.iter().filter(|it| it.id.starts_with(typed));
    let offer = |it: &&'static Rule| Offer {
        text: it.id.to_owned(),
        filter: it.id.to_owned(),
        detail: snapshot.house().level(it.id).map(|it| it.name().to_owned()),
        kind: OfferKind::Rule,
        span,
        about: Some(it.id),
    };
    Some(Offers { all: fitting.map(offer).collect(), more: false })
}

fn front_matter(snapshot: &Snapshot, line: &str, byte: usize) -> Offers {
    let Some((key, value)) = line.split_once([':', '=']) else {
        return front_matter_keys(byte, line);
    };
    let typed = value.trim_start();
    let values: Vec<String> = match key.trim() {
        "lang" | "language" => Lang::ALL.iter().map(|it| it.tag().to_owned()).collect(),
        "date" | "lastmod" => vec![snapshot.article().date.day.to_string()],
        "draft" => vec!["true".to_owned(), "false".to_owned()],
        _ => Vec::new(),
    };
    let span = Span::new(byte - typed.len(), byte);
    let fitting = values.into_iter().filter(|it| it.starts_with(typed));
    let all = fitting.map(|it| plain(it, OfferKind::Value, span)).collect();
    Offers { all, more: false }
}

/// The keys that Tajuk reads.
fn front_matter_keys(byte: usize, typed: &str) -> Offers {
    const KEYS: [&str; 6] = ["title", "date", "lastmod", "authors", "lang", "tags"];
    if typed.starts_with("---") || typed.starts_with([' ', '-', '+', '{']) || byte < typed.len() {
        return Offers::default();
    }
    let span = Span::new(byte - typed.len(), byte);
    let fitting = KEYS.iter().filter(|it| it.starts_with(typed) && !typed.is_empty());
    let all = fitting.map(|it| plain(format!("{it}: "), OfferKind::Key, span)).collect();
    Offers { all, more: false }
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
    let word_start = near.rfind(|it: char| !is_name_char(it)).map_or(0, |at| {
        at + near.get(at..).and_then(|it| it.chars().next()).map_or(1, char::len_utf8)
    });
    let word = near.get(word_start..).unwrap_or_default();
    let gap = near.get(..word_start).unwrap_or_default();
    let mut res = Offers::default();
    if word.starts_with(char::is_uppercase) || (word.is_empty() && behind_title(facts, gap, local))
    {
        names(snapshot, near, word_start, byte, &mut res);
    }
    phrases(snapshot.lang(), gap, word, byte, &mut res);
    res
}

fn is_name_char(it: char) -> bool {
    it.is_alphanumeric() || matches!(it, '-' | '\'' | '’')
}

/// "Presiden " right before the caret.
fn behind_title(facts: &Facts, gap: &str, local: usize) -> bool {
    let end = local - (gap.len() - gap.trim_end().len());
    gap.ends_with(' ')
        && facts.marks.iter().any(|it| it.list == List::PersonNoun && it.span.end() == end)
}

/// An offer and what puts it before others.
struct Hit {
    own: bool,
    opens: bool,
    with_office: bool,
    offer: Offer,
}

/// Names that begin with the words before the caret: the most words first, the
/// article's own before all others.
fn names(snapshot: &Snapshot, near: &str, word_start: usize, byte: usize, res: &mut Offers) {
    let article = snapshot.article();
    let here: FxHashSet<EntityId> = article.entities().iter().map(|it| it.known).collect();
    let mut seen: FxHashSet<EntityId> = FxHashSet::default();
    let mut hits: Vec<Hit> = Vec::new();
    for start in name_starts(near, word_start) {
        let typed = near.get(start..).unwrap_or_default();
        let span = Span::new(byte - typed.len(), byte);
        if typed.is_empty() {
            for entity in article.entities().iter().filter(|it| is_person(it.entry(&article.base)))
            {
                let filter = entity.entry(&article.base).name(article.lang);
                hits.extend(
                    forms(snapshot, entity.known, filter, span).map(|it| it.with(true, true)),
                );
            }
            continue;
        }
        let rows = article.base.names_with(typed, ROWS);
        res.more |= rows.len() == ROWS;
        for (name, at) in rows {
            let own = here.contains(&name.entity);
            let foreign = name.lang.is_some_and(|it| it != article.lang);
            if (own || !foreign) && seen.insert(name.entity) {
                let filter = name.text.get(at..).unwrap_or_default();
                let forms = forms(snapshot, name.entity, filter, span);
                hits.extend(forms.map(|it| it.with(own, at == 0)));
            }
        }
        if !hits.is_empty() {
            break;
        }
    }
    hits.sort_by(|a, b| {
        let key = |it: &Hit| (!it.own, !it.opens, it.with_office);
        key(a).cmp(&key(b)).then_with(|| a.offer.text.cmp(&b.offer.text))
    });
    res.more |= MOST < hits.len();
    res.all.extend(hits.into_iter().take(MOST).map(|it| it.offer));
}

impl Hit {
    fn with(self, own: bool, opens: bool) -> Hit {
        Hit { own, opens, ..self }
    }
}

/// Where a name before the caret may begin: three words back at most, as long
/// as each has a capital.
fn name_starts(near: &str, word_start: usize) -> Vec<usize> {
    let mut res = vec![word_start];
    if near.len() == word_start {
        return res;
    }
    let mut at = word_start;
    for _ in 0..2 {
        let before = near.get(..at).unwrap_or_default();
        let Some(trimmed) = before.strip_suffix(' ') else { break };
        let start = trimmed.rfind(|it: char| !is_name_char(it)).map_or(0, |at| at + 1);
        let word = trimmed.get(start..).unwrap_or_default();
        if !word.starts_with(char::is_uppercase) {
            break;
        }
        res.push(start);
        at = start;
    }
    res.reverse();
    res
}

fn is_person(entry: &Entry) -> bool {
    entry.kind == EntityKind::Person
}

/// The house form; of a person who was not named before also with the office
/// held on the article's date.
fn forms(snapshot: &Snapshot, id: EntityId, filter: &str, span: Span) -> impl Iterator<Item = Hit> {
    let article = snapshot.article();
    let entry = article.base.entry(id);
    let hit = |text: String, with_office: bool| {
        let offer = Offer {
            text,
            filter: filter.to_owned(),
            detail: detail(article, entry),
            kind: kind(entry.kind),
            span,
            about: Some(entry.id),
        };
        Hit { own: false, opens: false, with_office, offer }
    };
    let known = named_before(article, id, span.start());
    let office = if known { None } else { office(article, entry) };
    let bare = hit(entry.name(article.lang).to_owned(), false);
    [Some(bare), office.map(|it| hit(it, true))].into_iter().flatten()
}

fn named_before(article: &Article, id: EntityId, byte: usize) -> bool {
    let entity = article.entities().iter().find(|it| it.known == id);
    let first = entity.and_then(|it| article.mentions().get(*it.mentions.first()?));
    first.is_some_and(|it| it.span.start() < byte)
}

/// "Presiden Rusia Vladimir Putin", "President Vladimir Putin of Russia".
pub(super) fn office(article: &Article, entry: &Entry) -> Option<String> {
    if !is_person(entry) {
        return None;
    }
    let (lang, name) = (article.lang, entry.name(article.lang));
    let roles = entry.roles_on(article.date.day);
    let role = roles.first()?;
    let title = role.title(lang).split(';').next()?.trim();
    let at = article.base.name_of(role.at, lang)?;
    Some(match lang {
        Lang::Id => format!("{title} {at} {name}"),
        Lang::En => format!("{title} {name} of {at}"),
    })
}

fn detail(article: &Article, entry: &Entry) -> Option<String> {
    let country = entry.country.and_then(|it| article.base.name_of(it, article.lang));
    let roles = entry.roles_on(article.date.day);
    let title =
        roles.first().map(|it| it.title(article.lang).split(';').next().unwrap_or_default());
    let country = country.filter(|it| *it != entry.name(article.lang));
    let parts: Vec<&str> = title.into_iter().chain(country).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

fn kind(kind: EntityKind) -> OfferKind {
    match kind {
        EntityKind::Person => OfferKind::Person,
        EntityKind::Country => OfferKind::Country,
        EntityKind::Place => OfferKind::Place,
        EntityKind::Org => OfferKind::Organisation,
        EntityKind::Event | EntityKind::Document | EntityKind::Weapon => OfferKind::Thing,
    }
}

/// "kata" behind a quotation, "menurut" where a sentence begins.
fn phrases(lang: Lang, gap: &str, word: &str, byte: usize, res: &mut Offers) {
    let typed = word.to_lowercase();
    let span = Span::new(byte - word.len(), byte);
    let words = gap.trim_end();
    let behind_quotation = words.ends_with(['”', '"', '»']) && gap.len() != words.len();
    let opens = words.is_empty() || words.ends_with(['.', '!', '?', ':', '\n', '\r']);
    let phrases = Phrases::of(lang);
    let capital = word.starts_with(char::is_uppercase);
    let written = |it: &String| if capital { capitalised(it) } else { it.clone() };
    let (list, behind) = match () {
        () if behind_quotation => (&phrases.says, ""),
        () if opens && 2 <= typed.chars().count() => (&phrases.according_to, " "),
        () => return,
    };
    let fitting = list.iter().filter(|it| it.starts_with(&typed)).take(MOST);
    res.all.extend(fitting.map(|it| plain(written(it) + behind, OfferKind::Phrase, span)));
}

/// How a language hands a statement to its source, the shortest first.
struct Phrases {
    says: Vec<String>,
    according_to: Vec<String>,
}

impl Phrases {
    fn of(lang: Lang) -> &'static Phrases {
        static ALL: LazyLock<Vec<Phrases>> =
            LazyLock::new(|| Lang::ALL.into_iter().map(Phrases::new).collect());
        static NONE: Phrases = Phrases { says: Vec::new(), according_to: Vec::new() };
        let at = Lang::ALL.iter().position(|it| *it == lang);
        at.and_then(|it| ALL.get(it)).unwrap_or(&NONE)
    }

    fn new(lang: Lang) -> Phrases {
        let lexicon = &lang.pack().lexicon;
        let sorted = |list: List, fits: &dyn Fn(u8) -> bool| {
            let words = lexicon.words(list).filter(|(_, value)| fits(*value));
            let mut res: Vec<String> = words.map(|(it, _)| it).collect();
            res.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
            res
        };
        let says = |value: u8| {
            let list = List::SpeechVerb;
            let mark = Mark { list, value, first: 0, end: 0, span: Span::default() };
            mark.class() == Some(CueClass::Say)
        };
        Phrases {
            says: sorted(List::SpeechVerb, &says),
            according_to: sorted(List::AccordingTo, &|_| true),
        }
    }
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |it| it.to_uppercase().chain(chars).collect())
}
