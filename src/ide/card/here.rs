//! How the article uses a name, and why it is read as it is.

use rustc_hash::FxHashSet;

use crate::detect::{Article, Candidate, Form, Naming};
use crate::ide::Snapshot;
use crate::ide::card::LINES;
use crate::ide::card::face::Face;
use crate::ide::card::uses::Use;
use crate::ide::shown::shown;
use crate::knowledge::{EntityId, EntityKind, Entry, Gate};
use crate::lang::{List, Message};
use crate::text::{Encoding, Span};

/// Forms of a name shown.
const FORMS: usize = 5;

/// Rivals shown.
const RIVALS: usize = 4;

/// The lines of a card about an entity that the article names.
pub(super) fn lines(snapshot: &Snapshot, face: &Face<'_>, naming: Naming) -> Vec<String> {
    let article = snapshot.article();
    let entry = face.base.entry(naming.entity);
    let page = Page { snapshot, article, face };
    let used = snapshot.kept().uses.of(article, naming.entity);
    let mut res = vec![face.who(entry)];
    res.extend(face.facts(entry));
    res.extend(face.members(entry, || page.countries()));
    res.extend(page.warning(&used, entry));
    res.extend(page.usage(entry, &naming));
    res.extend(page.choice(&used, &naming));
    let source = face.source(entry);
    let here = page.here(&used);
    let house = page.house(&used, entry);
    let link = Face::link(entry);
    // What must not be missing comes first; of the rest, as much as fits.
    let room = LINES.saturating_sub(2 + usize::from(house.is_some()) + usize::from(link.is_some()));
    res.truncate(room);
    res.extend([source, here]);
    res.extend(house);
    res.extend(link);
    res
}

/// The card of a name that could be several and is left open.
pub(super) fn open(
    snapshot: &Snapshot,
    face: &Face<'_>,
    byte: usize,
) -> Option<(Span, Vec<String>)> {
    let article = snapshot.article();
    let page = Page { snapshot, article, face };
    let (span, candidate) = page.candidate_at(byte)?;
    let rivals = page.entities(candidate);
    // One word that is mostly another word, "Lima", says nothing; a country's
    // name that is also a state's, "Georgia", does.
    let country = |it: &EntityId| face.base.kind(*it) == EntityKind::Country;
    if rivals.len() < 2 && (candidate.opens || !rivals.first().is_some_and(country)) {
        return None;
    }
    let text = shown(article, span);
    let key = if rivals.len() < 2 { "card-open-one" } else { "card-open" };
    let message = Message::new(key).with("text", &text).with("count", rivals.len());
    let mut res = vec![face.say(message)];
    for id in rivals.iter().take(RIVALS) {
        let who = face.who(face.base.entry(*id)).replace("**", "");
        res.push(format!("· {who}"));
    }
    if RIVALS < rivals.len() {
        res.push(format!("· … +{}", rivals.len() - RIVALS));
    }
    res.push(face.word("card-open-remedy"));
    Some((span, res))
}

struct Page<'a> {
    snapshot: &'a Snapshot,
    article: &'a Article,
    face: &'a Face<'a>,
}

impl Page<'_> {
    /// Codes of the countries that the article names.
    fn countries(&self) -> Vec<&str> {
        let slots = 0..self.article.layout.slots().len();
        let mut seen: FxHashSet<EntityId> = FxHashSet::default();
        let all = slots.flat_map(|it| self.article.named_once(it)).filter(|it| seen.insert(**it));
        let all = all.map(|it| self.face.base.entry(*it));
        all.filter(|it| it.kind == EntityKind::Country).filter_map(|it| it.country).collect()
    }

    /// Where the text gives somebody an office that is not theirs on that day,
    /// or the newsroom warns.
    fn warning(&self, used: &Use, entry: &Entry) -> Option<String> {
        if let Some(flag) = entry.flag {
            return Some(format!("⚠ {}", flag.lang(self.face.lang)));
        }
        let found = used.contradicted.as_ref()?;
        let text = format!("{} {}", found.written, shown(self.article, found.mention));
        let message = Message::new(if found.ended { "card-ended" } else { "card-not-yet" });
        let line = self.line(found.mention);
        let date = self.face.date(found.date);
        let message = message.with("text", text).with("line", line).with("date", date);
        Some(format!("⚠ {}", self.face.say(message)))
    }

    /// How the word under the caret is meant, and why.
    fn usage(&self, entry: &Entry, mention: &Naming) -> Option<String> {
        let text = shown(self.article, mention.span);
        let named =
            |key| Message::new(key).with("name", entry.name(self.face.lang)).with("text", &text);
        let message = match mention.form {
            Form::Metonym => named("card-metonym-here"),
            Form::Full if entry.kind == EntityKind::Place => {
                let (_, candidate) = self.candidate_at(mention.span.start())?;
                let stands_for =
                    |it: &u32| self.face.base.name(*it).is_some_and(|it| it.gate == Gate::Metonym);
                if !candidate.names.iter().any(stands_for) {
                    return None;
                }
                named("card-place-here").with("before", self.word_before(mention))
            }
            Form::Full if entry.kind == EntityKind::Country => named("card-country-here"),
            Form::Acronym => named("card-form-acronym"),
            Form::Alias if entry.kind != EntityKind::Person => named("card-form-alias"),
            Form::Demonym => named("card-form-demonym"),
            _ => return None,
        };
        Some(self.face.say(message))
    }

    /// Whom else the name could mean, and why it does not.
    fn choice(&self, used: &Use, mention: &Naming) -> Option<String> {
        let (_, candidate) = self.candidate_at(mention.span.start())?;
        let base = self.face.base;
        let is_stand_in = |id: &EntityId| {
            candidate.names.iter().filter_map(|it| base.name(*it)).any(|it| {
                it.entity == *id
                    && (it.gate == Gate::Metonym || base.kind(*id) == EntityKind::Place)
            })
        };
        let mut rivals = self.entities(candidate);
        rivals.retain(|it| *it != mention.entity && !is_stand_in(it));
        if rivals.is_empty() || is_stand_in(&mention.entity) {
            return None;
        }
        let names: Vec<&str> =
            rivals.iter().take(RIVALS).map(|it| base.entry(*it).name(self.face.lang)).collect();
        let entry = base.entry(mention.entity);
        let full = used.full.filter(|it| it.start() < mention.span.start());
        let country = entry.country.filter(|code| self.countries().contains(code));
        let why = match (full, country) {
            (Some(full), _) => Message::new("card-because-full").with("line", self.line(full)),
            (None, Some(code)) => {
                let name = base.name_of(code, self.face.lang).unwrap_or(code);
                Message::new("card-because-country").with("country", name)
            }
            (None, None) => Message::new("card-because-usual"),
        };
        let message = Message::new("card-choice")
            .with("text", shown(self.article, mention.span))
            .with("rivals", names.join(", "))
            .with("why", self.face.say(why));
        Some(self.face.say(message))
    }

    /// How often and how the article names it.
    fn here(&self, used: &Use) -> String {
        let mut forms = used.forms.clone();
        forms.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let shown: Vec<String> =
            forms.iter().take(FORMS).map(|(text, count)| format!("{text} ({count})")).collect();
        let line = used.first.map_or(1, |it| self.line(it));
        let message = Message::new("card-here")
            .with("count", used.count)
            .with("line", line)
            .with("forms", shown.join(", "));
        self.face.say(message)
    }

    /// The house's spelling where the article has another, and the claims that
    /// name it.
    fn house(&self, used: &Use, entry: &Entry) -> Option<String> {
        let mut parts = Vec::new();
        if entry.kind == EntityKind::Person || entry.house.is_some() {
            let house = entry.name(self.face.lang);
            let mut others: Vec<&str> = used.spellings.iter().map(String::as_str).collect();
            others.retain(|it| *it != house);
            others.sort_unstable();
            if !others.is_empty() {
                let message = Message::new("card-house")
                    .with("name", house)
                    .with("others", others.join(", "));
                parts.push(self.face.say(message));
            }
        }
        if 0 < used.claims {
            let message = Message::new("card-claims")
                .with("count", used.claims)
                .with("unsourced", used.unsourced);
            parts.push(self.face.say(message));
        }
        (!parts.is_empty()).then(|| parts.join(" · "))
    }

    /// The names that stand at a byte, before the article decided.
    fn candidate_at(&self, byte: usize) -> Option<(Span, &Candidate)> {
        let (placed, facts, _) = self.article.passage(self.article.passage_at(byte))?;
        let found = facts.candidates.iter().find(|it| it.span.shift(placed.start).touches(byte))?;
        Some((found.span.shift(placed.start), found))
    }

    /// Whom a candidate may mean.
    fn entities(&self, candidate: &Candidate) -> Vec<EntityId> {
        let base = self.face.base;
        let all = candidate.names.iter().filter_map(|it| base.name(*it));
        let mut res: Vec<EntityId> = Vec::new();
        for name in all {
            if !res.contains(&name.entity) {
                res.push(name.entity);
            }
        }
        res
    }

    fn word_before(&self, mention: &Naming) -> String {
        let Some((placed, facts, _)) = self.article.passage(mention.passage) else {
            return String::new();
        };
        let start = mention.span.start() - placed.start;
        let mark = facts
            .marks
            .iter()
            .rfind(|it| it.list == List::PlacePreposition && it.span.end() <= start);
        mark.map_or(String::new(), |it| it.span.of(placed.passage.prose()).to_owned())
    }

    fn line(&self, span: Span) -> u32 {
        self.snapshot.buffer().position(span.start(), Encoding::Utf8).line + 1
    }
}

impl Face<'_> {
    /// How many countries are in an organisation, and which of these.
    pub(super) fn members<'b>(
        &self,
        entry: &Entry,
        here: impl FnOnce() -> Vec<&'b str>,
    ) -> Option<String> {
        let count = entry.members().count();
        if count == 0 || entry.kind != EntityKind::Org {
            return None;
        }
        let here = here();
        let mut parts = vec![self.say(Message::new("card-members").with("count", count))];
        let names = |inside: bool| -> Vec<&str> {
            let own =
                here.iter().filter(|it| entry.members().any(|member| member == **it) == inside);
            own.filter_map(|it| self.base.name_of(it, self.lang)).take(4).collect()
        };
        for (inside, key) in [(true, "card-members-in"), (false, "card-members-out")] {
            let names = names(inside);
            if !names.is_empty() {
                parts.push(self.say(Message::new(key).with("names", names.join(", "))));
            }
        }
        if let Some(seat) = entry.seat {
            parts.push(self.say(Message::new("card-seat").with("seat", seat)));
        }
        Some(parts.join(" · "))
    }
}
