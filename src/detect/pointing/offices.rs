//! Who has an office or a trade: "presiden itu", "the minister".

use rustc_hash::{FxHashMap, FxHashSet};

use crate::detect::names::Class;
use crate::detect::pointing::owner::Owner;
use crate::detect::pointing::play::has_words;
use crate::detect::pointing::{Here, Meant, Who, last_of_each, once};
use crate::detect::{Article, EntityKind, Form, Stranger};
use crate::knowledge::EntityId;
use crate::lang::{List, Part};
use crate::text::Span;

/// So many bytes before a name are looked at for its title.
const BEFORE: usize = 80;

impl<'a> Here<'a> {
    /// Who has the office, by the article's words or on its day.
    pub(super) fn holders(&self, word: Span, office: &str) -> Vec<Meant> {
        let article = self.article;
        let here = word.shift(self.placed.start);
        // A title before a name is that name's.
        let own = Span::new(self.placed.start, self.placed.end());
        let own = self.named(own, EntityKind::Person).into_iter();
        if let Some(it) = own.into_iter().find(|it| self.is_title_of(word, it.name)) {
            return vec![it];
        }
        let owner = self.owner(word);
        let who = self.who_holds(owner, office);
        // "The president" is rather who bears no longer title than that.
        let exactly = who.values().any(|it| *it);
        let fits = |it: &Meant| who.get(&it.who).is_some_and(|it| *it || !exactly);
        if who.is_empty() {
            return Vec::new();
        }
        let mut found = self.named(Span::new(0, article.layout.text_len()), EntityKind::Person);
        found.retain(fits);
        let (before, behind): (Vec<Meant>, Vec<Meant>) =
            found.into_iter().partition(|it| it.name < here);
        // Another state has acted since.
        let nearest = before.last().map_or(Span::new(0, 0), |it| it.name);
        let play = article.play_before(here.start()).filter(|_| owner == Owner::Anyone);
        if let Some(play) = play.filter(|it| !article.acted_since(*it, nearest)) {
            let all = before.iter().chain(&behind);
            let mut all = all.clone().filter(|it| article.is_rival(play.country(), it.who, office));
            if all.next().is_some() {
                let own = before.iter().chain(&behind).copied().filter(|it| match it.who {
                    Who::Entity(it) => article.is_of(it, play.country()),
                    _ => false,
                });
                let own = once(own.collect());
                return if own.len() == 1 { own } else { Vec::new() };
            }
        }
        if before.is_empty() {
            // Told before it is named.
            let behind = once(behind);
            return if behind.len() == 1 { behind } else { Vec::new() };
        }
        // The sentence that names one of them last settles it, if it names one only.
        for stretch in self.stretches(word.start()) {
            let near: Vec<Meant> =
                before.iter().filter(|it| stretch.contains(it.name)).copied().collect();
            let near = once(near);
            if near.len() == 1 {
                return near;
            }
            if !near.is_empty() {
                break;
            }
        }
        last_of_each(&before)
    }

    /// Whom the article names and who has the office, each with whether its name
    /// has no more words than that.
    fn who_holds(&self, owner: Owner, office: &str) -> FxHashMap<Who, bool> {
        let article = self.article;
        let mut given: FxHashSet<Who> = FxHashSet::default();
        let titled = article.titled().filter(|it| it.1 == office);
        given.extend(titled.map(|it| Who::Entity(it.0)));
        let strangers = article.strangers().iter().enumerate();
        let strangers: Vec<(usize, &Stranger)> =
            strangers.filter(|it| it.1.class == Class::Person).collect();
        for (at, it) in &strangers {
            let mut names = it.mentions.iter().map(|it| it.span);
            if names.any(|it| titles_before(article, it).any(|it| it == office)) {
                given.insert(Who::Stranger(*at));
            }
        }
        let mut known: FxHashSet<EntityId> = FxHashSet::default();
        let slots = 0..article.layout.slots().len();
        let persons = slots.flat_map(|it| article.named_once(it)).filter(|it| known.insert(**it));
        let persons = persons.filter(|it| article.base.kind(**it) == EntityKind::Person);
        let persons = persons.map(|it| Who::Entity(*it));
        let all = persons.chain(strangers.iter().map(|it| Who::Stranger(it.0)));
        let all = all.filter_map(|who| {
            let is_given = given.contains(&who);
            let holds = self.is_owned(owner, who) && (is_given || self.holds(who, office, false));
            holds.then(|| (who, is_given || self.holds(who, office, true)))
        });
        all.collect()
    }

    /// Whether somebody holds, on the article's day, an office of this name;
    /// where it is asked for exactly, one whose name has no more words.
    fn holds(&self, who: Who, office: &str, exactly: bool) -> bool {
        let day = self.article.date.day;
        let lexicon = &self.facts.tongue.nearest().pack().lexicon;
        // "Pemimpin Rusia itu": whoever heads the state or its government.
        let leads = lexicon.plays(office, Part::Leader);
        // "The foreign minister" is the Minister of Foreign Affairs.
        let usual = lexicon.office(office);
        let named = |title: &str| match exactly {
            true => title.to_lowercase() == office || title.to_lowercase() == usual,
            false => has_words(title, office) || has_words(title, usual),
        };
        match who {
            Who::Entity(it) => self.article.base.entry(it).roles.iter().any(|role| {
                let titles = [role.title_id, role.title_en];
                let heads = leads && role.head.is_some();
                role.holds_on(day) && (heads || titles.iter().any(|it| named(it)))
            }),
            Who::Stranger(it) => {
                let title = self.article.strangers().get(it).and_then(|it| it.title.as_ref());
                title.is_some_and(|it| named(it))
            }
            Who::Name => false,
        }
    }

    /// Whether words of the passage stand right before a name, with nothing
    /// between but names: "Presiden [Rusia] Vladimir Putin".
    pub(super) fn is_title_of(&self, title: Span, name: Span) -> bool {
        let Some(start) = name.start().checked_sub(self.placed.start) else { return false };
        if start < title.end() || title.end() + 60 < start {
            return false;
        }
        let between = Span::new(title.end(), start).of(self.text());
        let named = |it: &str| it.starts_with(char::is_uppercase);
        let clean = !between.contains(['.', ',', ';', ':', '\n', '“', '"', '(']);
        clean
            && between.split_whitespace().take(4).count() < 4
            && between.split_whitespace().all(named)
    }
}

impl Article {
    /// Whom the article itself gives an office: "Presiden Rusia Vladimir Putin".
    /// The office in small letters.
    fn titled(&self) -> impl Iterator<Item = (EntityId, &str)> {
        self.named_segments().flat_map(|(slot, named)| {
            let find = || {
                let mut res = Vec::new();
                let passages = slot.first..slot.first + slot.segment.len();
                for it in passages.flat_map(|it| self.namings_of(it)) {
                    let person = self.base.kind(it.entity) == EntityKind::Person;
                    if person && it.form != Form::Demonym {
                        let titles = titles_before(self, it.span);
                        res.extend(titles.map(|office| (it.entity, office.into())));
                    }
                }
                res.into()
            };
            named.titled.get_or_init(find).iter().map(|it| (it.0, it.1.as_ref()))
        })
    }
}

/// The titles right before a name, in small letters.
fn titles_before(article: &Article, name: Span) -> impl Iterator<Item = String> {
    let passage = article.passage_at(name.start());
    let here =
        article.passage(passage).map(|(placed, facts, _)| Here { article, placed, facts, passage });
    here.into_iter().flat_map(move |here| {
        let local = name.start().saturating_sub(here.placed.start);
        let near = Span::new(local.saturating_sub(BEFORE), local);
        let marks = here.facts.marks_in(near).iter().rev();
        let titles = marks.filter(|it| it.list == List::PersonNoun);
        let own = titles.filter(|it| here.is_title_of(it.span, name));
        own.map(|it| it.span.of(here.text()).to_lowercase()).collect::<Vec<String>>()
    })
}
