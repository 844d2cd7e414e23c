//! Names that go on with what is typed: those of the article first, in the
//! form that is due at this place; then all that are known.

use rustc_hash::FxHashSet;

use crate::detect::{Article, Facts};
use crate::ide::Snapshot;
use crate::ide::card::stranger_at;
use crate::ide::complete::{MOST, Offer, OfferKind, Offers, plain};
use crate::knowledge::{EntityId, EntityKind, Entry, Name, NameKind, Role};
use crate::lang::{Lang, List};
use crate::text::Span;

/// So many rows of the list of names are looked at.
const ROWS: usize = 400;

/// So many places of the article are asked for a stranger's name.
const PLACES: usize = 40;

/// What stands before the caret, within one block.
pub(super) struct Before<'a> {
    /// The last bytes of it.
    pub near: &'a str,
    /// Where the word under the caret begins in `near`.
    pub word_start: usize,
    /// The caret, in bytes of the article.
    pub byte: usize,
}

impl Before<'_> {
    fn from(&self, start: usize) -> (&str, Span) {
        let typed = self.near.get(start..).unwrap_or_default();
        (typed, Span::new(self.byte - typed.len(), self.byte))
    }
}

/// An offer and what puts it before others.
struct Hit {
    own: bool,
    opens: bool,
    /// Of the forms of one name, the likeliest has the lowest.
    form: u8,
    offer: Offer,
}

/// Names that begin with the words before the caret: the most words first, the
/// article's own before all others.
pub(super) fn names(snapshot: &Snapshot, before: &Before<'_>, res: &mut Offers) {
    let article = snapshot.article();
    let here: FxHashSet<EntityId> = article.entities().iter().map(|it| it.known).collect();
    let mut seen: FxHashSet<EntityId> = FxHashSet::default();
    let mut hits: Vec<Hit> = Vec::new();
    for start in name_starts(before.near, before.word_start) {
        let (typed, span) = before.from(start);
        if typed.is_empty() {
            for entity in article.entities().iter().filter(|it| is_person(it.entry(&article.base)))
            {
                let filter = entity.entry(&article.base).name(article.lang);
                hits.extend(forms(snapshot, entity.known, None, filter, span).map(|it| Hit {
                    own: true,
                    opens: true,
                    ..it
                }));
            }
            continue;
        }
        hits.extend(short_forms(article, typed, span));
        hits.extend(strangers(article, typed, span));
        let rows = article.base.names_with(typed, ROWS);
        res.more |= rows.len() == ROWS;
        for (name, at) in rows {
            let own = here.contains(&name.entity);
            let foreign = name.lang.is_some_and(|it| it != article.lang);
            if (own || !foreign) && seen.insert(name.entity) {
                let filter = name.text.get(at..).unwrap_or_default();
                let short = (at == 0).then_some(name);
                let forms = forms(snapshot, name.entity, short, filter, span);
                hits.extend(forms.map(|it| Hit { own, opens: at == 0, ..it }));
            }
        }
        if !hits.is_empty() {
            break;
        }
    }
    hits.sort_by(|a, b| {
        let key = |it: &Hit| (!it.own, !it.opens, it.form);
        key(a).cmp(&key(b)).then_with(|| a.offer.text.cmp(&b.offer.text))
    });
    let mut written: FxHashSet<String> = FxHashSet::default();
    hits.retain(|it| written.insert(it.offer.text.clone()));
    res.more |= MOST < hits.len();
    res.all.extend(hits.into_iter().take(MOST).map(|it| it.offer));
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
        let start = last_word(trimmed);
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

/// Where the last word of `text` begins.
pub(super) fn last_word(text: &str) -> usize {
    let is_name_char = |it: char| it.is_alphanumeric() || matches!(it, '-' | '\'' | '’');
    let gap = text.char_indices().rfind(|(_, it)| !is_name_char(*it));
    gap.map_or(0, |(at, it)| at + it.len_utf8())
}

fn is_person(entry: &Entry) -> bool {
    entry.kind == EntityKind::Person
}

/// Before the first mention the house form, of a person also with the office
/// held on the article's date, of another with its short form in brackets;
/// behind it first the short form that is being typed.
fn forms<'a>(
    snapshot: &'a Snapshot,
    id: EntityId,
    typed: Option<Name>,
    filter: &'a str,
    span: Span,
) -> impl Iterator<Item = Hit> + 'a {
    let article = snapshot.article();
    let entry = article.base.entry(id);
    let house = entry.name(article.lang);
    let hit = move |text: String, form: u8| {
        let offer = Offer {
            text,
            filter: filter.to_owned(),
            detail: detail(article, entry),
            kind: kind(entry.kind),
            span,
            about: Some(entry.id),
        };
        Hit { own: false, opens: false, form, offer }
    };
    let known = named_before(article, id, span.start());
    let short = typed.filter(|it| known && is_short(it)).map(|it| it.text);
    let office = if known { None } else { office(article, entry) };
    let spelled = match entry.acronym(article.lang) {
        Some(short) if !known && !is_person(entry) && !house.contains(short) => {
            Some(format!("{house} ({short})"))
        }
        _ => None,
    };
    let short = short.filter(|it| *it != house).map(|it| hit(it.to_owned(), 0));
    let more = office.or(spelled).map(|it| hit(it, 2));
    [short, Some(hit(house.to_owned(), 1)), more].into_iter().flatten()
}

fn is_short(name: &Name) -> bool {
    matches!(name.kind, NameKind::Surname | NameKind::Acronym | NameKind::Name)
}

fn named_before(article: &Article, id: EntityId, byte: usize) -> bool {
    let entity = article.entities().iter().find(|it| it.known == id);
    let first = entity.and_then(|it| article.mentions().get(*it.mentions.first()?));
    first.is_some_and(|it| it.span.start() < byte)
}

/// Short forms that the article itself defines, by either form's beginning.
fn short_forms(article: &Article, typed: &str, span: Span) -> Vec<Hit> {
    let wanted = typed.to_lowercase();
    let mut res = Vec::new();
    for (placed, facts, _) in article.passages() {
        let text = placed.passage.prose();
        let before =
            facts.acronyms.iter().filter(|it| it.span.end() + placed.start <= span.start());
        for acronym in before {
            let (short, long) = (acronym.short.of(text), acronym.long.of(text));
            let by_short = short.to_lowercase().starts_with(&wanted);
            if by_short || long.to_lowercase().starts_with(&wanted) {
                let offer = Offer {
                    filter: if by_short { short } else { long }.to_owned(),
                    detail: Some(long.to_owned()),
                    ..plain(short.to_owned(), OfferKind::Organisation, span)
                };
                res.push(Hit { own: true, opens: true, form: 0, offer });
            }
        }
    }
    res
}

/// People whom only the article knows, by the beginning of any of their names.
fn strangers(article: &Article, typed: &str, span: Span) -> Vec<Hit> {
    let mut res: Vec<Hit> = Vec::new();
    let mut places = 0;
    for (placed, ..) in article.passages() {
        let text = placed.passage.prose();
        for at in memchr::memmem::find_iter(text.as_bytes(), typed) {
            let byte = placed.start + at;
            let inside = text.get(..at).and_then(|it| it.chars().next_back());
            if inside.is_some_and(char::is_alphanumeric) || byte == span.start() {
                continue;
            }
            places += 1;
            if PLACES < places {
                return res;
            }
            let Some(stranger) = stranger_at(article, byte) else { continue };
            // A short form that the article binds to it has other letters.
            if !stranger.is_person || !stranger.name.contains(typed) {
                continue;
            }
            // The words being typed are not yet a name.
            let is_new = res.iter().all(|it| it.offer.text != stranger.name);
            if !is_new || stranger.span.touches(span.end()) {
                continue;
            }
            let filter = stranger.name.find(typed).and_then(|it| stranger.name.get(it..));
            let offer = Offer {
                filter: filter.unwrap_or(&stranger.name).to_owned(),
                detail: stranger.title,
                ..plain(stranger.name.clone(), OfferKind::Person, span)
            };
            res.push(Hit { own: true, opens: true, form: 1, offer });
        }
    }
    res
}

/// "Presiden Rus" and "Presiden Rusia ": whoever holds that office on the
/// article's date. Where only the title stands, those of places and people
/// that the article names.
pub(super) fn offices(
    snapshot: &Snapshot,
    facts: &Facts,
    local: usize,
    before: &Before<'_>,
    res: &mut Offers,
) {
    let article = snapshot.article();
    let reach = local - before.near.len();
    let mut titles = facts.marks.iter().filter(|it| {
        it.list == List::PersonNoun && reach <= it.span.start() && it.span.end() < local
    });
    let Some(title) = titles.next_back() else { return };
    let (typed, span) = before.from(title.span.start() - reach);
    let (said, rest) = typed.split_at(title.span.len().min(typed.len()));
    let fits = |it: char| it.is_alphabetic() || matches!(it, ' ' | '-' | '\'');
    let begins = rest.strip_prefix(' ').is_some_and(|it| it.chars().all(fits));
    if !begins || !said.starts_with(char::is_uppercase) {
        return;
    }
    let here: FxHashSet<EntityId> = article.entities().iter().map(|it| it.known).collect();
    let wanted = typed.to_lowercase();
    let mut hits: Vec<Hit> = Vec::new();
    for id in article.base.ids().filter(|it| article.base.kind(*it) == EntityKind::Person) {
        let entry = article.base.entry(id);
        for role in entry.roles_on(article.date.day) {
            let own = here.contains(&id)
                || article
                    .base
                    .find(&format!("country/{}", role.at))
                    .is_some_and(|it| here.contains(&it));
            if rest.trim().is_empty() && !own {
                continue;
            }
            let forms = titled(article, entry, role, said);
            let Some(text) = forms.into_iter().find(|it| it.to_lowercase().starts_with(&wanted))
            else {
                continue;
            };
            let offer = Offer {
                filter: text.clone(),
                detail: detail(article, entry),
                about: Some(entry.id),
                ..plain(text, OfferKind::Person, span)
            };
            hits.push(Hit { own, opens: true, form: 0, offer });
        }
    }
    hits.sort_by(|a, b| (!a.own, &a.offer.text).cmp(&(!b.own, &b.offer.text)));
    let known = |it: &Hit| res.all.iter().any(|other| other.text == it.offer.text);
    hits.retain(|it| !known(it));
    res.more |= MOST < hits.len();
    res.all.splice(0..0, hits.into_iter().take(MOST).map(|it| it.offer));
}

/// The ways in which a name goes with an office, the house's own first. Where
/// it is `said` in a short form, "Menlu", that one stays.
fn titled(article: &Article, entry: &Entry, role: &Role, said: &str) -> Vec<String> {
    let name = entry.name(article.lang);
    let title = role.title(article.lang).split(';').next().unwrap_or_default().trim();
    let lexicon = &article.lang.pack().lexicon;
    let is_same = lexicon.office(&title.to_lowercase()) == lexicon.office(&said.to_lowercase());
    let title = if is_same { said } else { title };
    let Some(at) = article.base.name_of(role.at, article.lang) else { return Vec::new() };
    match article.lang {
        Lang::Id => vec![format!("{title} {at} {name}"), format!("{title} {name}")],
        Lang::En => vec![
            format!("{title} {name} of {at}"),
            format!("{title} of {at} {name}"),
            format!("{title} {name}"),
        ],
    }
}

/// "Presiden Rusia Vladimir Putin", "President Vladimir Putin of Russia".
pub(in crate::ide) fn office(article: &Article, entry: &Entry) -> Option<String> {
    if !is_person(entry) {
        return None;
    }
    let roles = entry.roles_on(article.date.day);
    titled(article, entry, roles.first()?, "").into_iter().next()
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
