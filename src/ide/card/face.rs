//! What the base knows of an entity on a day, in a language.

use jiff::civil::Date;

use crate::detect::{ArticleDate, DateFrom};
use crate::knowledge::{Base, Confidence, EntityKind, Entry, PartialDate, Role};
use crate::lang::{Lang, Message, date_in_words, render, word};

/// Past or future offices shown.
const OTHER_ROLES: usize = 2;

/// Blocs shown of a country.
const BLOCS: usize = 5;

/// A body with more members says little about one of them.
const WIDE: usize = 100;

/// Somebody who tells of entities.
pub(super) struct Face<'a> {
    pub(super) base: &'a Base,
    pub(super) lang: Lang,
    pub(super) date: ArticleDate,
}

impl Face<'_> {
    /// "**Vladimir Putin** · Presiden · Rusia": what an editor that shows one
    /// line should show.
    pub(super) fn who(&self, entry: &Entry) -> String {
        let mut parts = vec![format!("**{}**", entry.name(self.lang))];
        match entry.kind {
            EntityKind::Person => parts.push(self.standing(entry)),
            EntityKind::Country => {
                parts.push(self.word("kind-country"));
                if let Some((en, id)) = entry.capital {
                    let capital = if self.lang == Lang::Id { id } else { en };
                    parts.push(self.say(Message::new("card-capital").with("capital", capital)));
                }
                return parts.join(" · ");
            }
            kind => {
                let acronym = entry.acronym(self.lang).filter(|it| *it != entry.name(self.lang));
                if let (Some(acronym), Some(name)) = (acronym, parts.first_mut()) {
                    name.push_str(&format!(" ({acronym})"));
                }
                parts.push(self.word(&format!("kind-{}", kind.name())));
                let other = if self.lang == Lang::Id { entry.name_en } else { entry.name_id };
                if other != entry.name(self.lang) {
                    parts.push(other.to_owned());
                }
            }
        }
        let country = entry.country.and_then(|it| self.base.name_of(it, self.lang));
        parts.extend(country.filter(|it| *it != entry.name(self.lang)).map(str::to_owned));
        parts.join(" · ")
    }

    pub(super) fn standing(&self, entry: &Entry) -> String {
        let day = self.day();
        match (entry.roles_on(day).first(), entry.roles_before(day).first()) {
            (Some(role), _) => first_title(role, self.lang).to_owned(),
            (None, Some(role)) => {
                let title = first_title(role, self.lang);
                self.say(Message::new("card-former").with("title", title))
            }
            (None, None) => self.word("kind-person"),
        }
    }

    /// The lines that tell the facts of the day.
    pub(super) fn facts(&self, entry: &Entry) -> Vec<String> {
        let mut res = match entry.kind {
            EntityKind::Person => self.offices(entry),
            EntityKind::Country => self.heads(entry).into_iter().chain(self.blocs(entry)).collect(),
            _ => Vec::new(),
        };
        let note = entry.note.map(|it| it.lang(self.lang));
        res.extend(note.map(|it| self.say(Message::new("card-note").with("note", it))));
        res
    }

    /// Offices on the day, and the nearest ones beside it.
    fn offices(&self, entry: &Entry) -> Vec<String> {
        let day = self.day();
        let now = entry.roles_on(day);
        let list = |roles: &[&Role], key: &'static str| -> String {
            let shown = roles.iter().take(OTHER_ROLES).map(|it| self.role(it, key));
            shown.collect::<Vec<String>>().join(" · ")
        };
        let maybe = entry.roles_maybe_on(day);
        let key = match (now.is_empty(), maybe.is_empty()) {
            (false, _) => "card-on",
            (true, false) => "card-maybe",
            (true, true) => "card-no-role",
        };
        let shown = if now.is_empty() { &maybe } else { &now };
        let message = self.dated(key).with("roles", list(shown, "card-role"));
        let mut res = vec![self.say(message)];
        let before = entry.roles_before(day);
        let later = entry.roles_after(day);
        if !later.is_empty() && now.is_empty() {
            let roles = list(&later, "card-role");
            res.push(self.say(Message::new("card-later").with("roles", roles)));
        } else if !before.is_empty() {
            let roles = list(&before, "card-was");
            res.push(self.say(Message::new("card-before").with("roles", roles)));
        }
        res
    }

    /// Who leads a country on the day.
    fn heads(&self, entry: &Entry) -> Option<String> {
        let heads = self.base.heads(entry.country?, self.day());
        let head = |(person, role): &(_, Role)| {
            let message = Message::new("card-head")
                .with("title", first_title(role, self.lang))
                .with("name", self.base.entry(*person).name(self.lang))
                .with("since", role.from.map_or("?".to_owned(), |it| self.date(it)));
            self.say(message)
        };
        let shown: Vec<String> = heads.iter().map(head).collect();
        (!shown.is_empty())
            .then(|| self.say(self.dated("card-heads").with("roles", shown.join(" · "))))
    }

    /// The bodies that a country is in, the closest ones first.
    fn blocs(&self, entry: &Entry) -> Option<String> {
        let code = entry.country?;
        let mut blocs: Vec<(usize, &str)> = Vec::new();
        for id in self.base.ids().filter(|it| self.base.kind(*it) == EntityKind::Org) {
            let org = self.base.entry(id);
            let count = org.members().count();
            let short = org.acronym(self.lang).or(Some(org.name(self.lang)));
            if let Some(short) = short
                && (2..WIDE).contains(&count)
                && org.members().any(|it| it == code)
            {
                blocs.push((count, short));
            }
        }
        blocs.sort_unstable();
        let shown: Vec<&str> = blocs.iter().take(BLOCS).map(|(_, it)| *it).collect();
        let message = Message::new("card-blocs").with("blocs", shown.join(", "));
        (!shown.is_empty()).then(|| self.say(message))
    }

    /// Where the facts come from, and of when they are.
    pub(super) fn source(&self, entry: &Entry) -> String {
        // Of the office that is shown first.
        let day = self.day();
        let now = entry.roles_on(day);
        let (before, later) = (entry.roles_before(day), entry.roles_after(day));
        let maybe = entry.roles_maybe_on(day);
        let role = now.first().or(maybe.first()).or(later.first()).or(before.first());
        // What ended after the check was made cannot be from that check.
        let ended_later = |it: &Role| {
            let ends = it.until.is_some_and(|it| it.last() < day);
            ends && matches!((it.as_of, it.until), (Some(seen), Some(end)) if seen.last() < end.first())
        };
        let as_of = match role {
            Some(role) => role.as_of.filter(|_| !ended_later(role)),
            None => entry.as_of,
        };
        let own = entry.members_source.unwrap_or(entry.source);
        let source = role.map_or(own, |it| it.source);
        let confidence = match role.map(|it| it.confidence) {
            Some(Confidence::Multi) => Some("confidence-multi"),
            Some(Confidence::Single) => Some("confidence-single"),
            Some(Confidence::Unverified) => Some("confidence-unverified"),
            None => None,
        };
        let mut parts = vec![match as_of {
            Some(it) => self.say(Message::new("card-data").with("date", self.date(it))),
            None => self.word("card-undated"),
        }];
        parts.extend(confidence.map(|it| self.word(it)));
        parts.extend(self.origin(source));
        format!("*{}*", parts.join(" · "))
    }

    /// "CIA World Factbook +2": the first source, and how many more.
    fn origin(&self, source: &str) -> Option<String> {
        let known = self.base.origins(source, self.lang);
        let Some((first, more)) = known.split_first() else { return own_source(source) };
        Some(match more.len() {
            0 => (*first).to_owned(),
            more => format!("{first} +{more}"),
        })
    }

    pub(super) fn link(entry: &Entry) -> Option<String> {
        // On a line of its own: some editors measure a link by its hidden
        // address.
        entry.qid.map(|it| format!("[Wikidata {it}](https://www.wikidata.org/wiki/{it})"))
    }

    pub(super) fn role(&self, role: &Role, key: &'static str) -> String {
        let at = self.base.name_of(role.at, self.lang).unwrap_or(role.at);
        let known = |it: Option<PartialDate>| it.map_or("?".to_owned(), |it| self.date(it));
        let key = if role.from.is_none() && key == "card-role" { "card-role-undated" } else { key };
        let message = Message::new(key)
            // Only of the first title do the sources tell since when.
            .with("title", first_title(role, self.lang))
            .with("at", at)
            .with("since", known(role.from))
            .with("until", known(role.until));
        self.say(message)
    }

    /// A message that begins with the day it is about, and how that is known.
    pub(super) fn dated(&self, key: &'static str) -> Message {
        let ArticleDate { day, from } = self.date;
        let date = self.date(PartialDate::day(day));
        let from = match from {
            DateFrom::Asked => None,
            DateFrom::Settings => Some("date-from-settings"),
            DateFrom::FrontMatter => Some("date-from-front-matter"),
            DateFrom::Dateline => Some("date-from-dateline"),
            DateFrom::File => Some("date-from-file"),
            DateFrom::Today => Some("date-from-today"),
        };
        let on = match from {
            None => Message::new("card-day-asked").with("date", date),
            Some(from) => Message::new("card-day")
                .with("date", date)
                .with_words("from", vec![from.to_owned()]),
        };
        Message::new(key).with("on", self.say(on))
    }

    pub(super) fn day(&self) -> Date {
        self.date.day
    }

    pub(super) fn date(&self, date: PartialDate) -> String {
        date_in_words(date.parts(), self.lang)
    }

    pub(super) fn say(&self, message: Message) -> String {
        render(&message, self.lang)
    }

    pub(super) fn word(&self, key: &str) -> String {
        word(key, self.lang)
    }
}

/// Several titles may stand in one, with semicolons between them.
pub(super) fn first_title(role: &Role, lang: Lang) -> &str {
    role.title(lang).split(';').next().unwrap_or_default().trim()
}

/// The first of the sources that a newsroom wrote down itself, and how many
/// more. What is only generally known has no source.
fn own_source(source: &str) -> Option<String> {
    let mut sources = source.split(';').map(str::trim).filter(|it| !it.is_empty());
    let first = sources.next().filter(|it| !it.starts_with("general knowledge"))?;
    let more = sources.count();
    Some(if more == 0 { first.to_owned() } else { format!("{first} +{more}") })
}
