//! What an article calls an organisation once it has named it in full: "Tidewell"
//! of "Tidewell Logistics", "Nusantara Karya" of "PT Nusantara Karya".

use std::collections::hash_map::Entry;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::detect::names::Class;
use crate::detect::stranger::{House, Sight, is_short};
use crate::detect::{Article, Form, Sighting};
use crate::lang::{Beside, Lang, Lexicon, List};
use crate::text::Span;

/// How words for things end is told in so many letters.
const ENDING: std::ops::RangeInclusive<usize> = 2..=4;

/// How English words for what is like something end: "Nordic", "Austral".
const ADJECTIVES: [&str; 8] = ["ic", "an", "ese", "ish", "al", "ern", "ary", "ous"];

/// A short form has no more words.
const WORDS: usize = 4;

impl House {
    /// "PT Nusantara Karya" is "Nusantara Karya" from then on, "Harbour Mutual
    /// Insurance" "Harbour Mutual": without the noun that heads it.
    pub(super) fn call_short(&mut self, article: &Article, classes: &FxHashMap<&str, Class>) {
        let lexicon = &article.lang.pack().lexicon;
        for (at, it) in self.all.iter().enumerate().filter(|it| it.1.class == Class::Org) {
            let parts = match article.lang {
                Lang::Id => it.name.split_once(' '),
                Lang::En => it.name.rsplit_once(' ').map(|(rest, noun)| (noun, rest)),
            };
            let Some((_, rest)) = parts.filter(|it| lexicon.is_listed(it.0, List::Body)) else {
                continue;
            };
            let is_other = classes.get(rest).is_some_and(|it| *it != Class::Org)
                || !article.base.named(rest).is_empty()
                || lexicon.is_in(rest, &[List::Body, List::BodyWord]);
            let slot = self.by_name.entry(rest.to_owned());
            if !is_other && let Entry::Vacant(slot) = slot {
                slot.insert(at);
                self.shorts.insert(rest.to_owned());
            }
        }
    }

    /// The first words of a firm's name stand for it: "Tidewell" of "Tidewell
    /// Logistics". None does where two firms bear it.
    pub(super) fn shorten(
        &mut self,
        article: &Article,
        classes: &FxHashMap<&str, Class>,
        sights: &[Sight<'_>],
    ) {
        let lexicon = &article.lang.pack().lexicon;
        // In which something is: one walk, since a list may hold thousands of names.
        let there = |it: &&Sight<'_>| it.class == Class::Place && it.is_where(article);
        let there = sights.iter().filter(|_| article.lang == Lang::En).filter(there);
        let places: FxHashSet<&str> = there.map(|it| it.text).collect();
        let mut owners: FxHashMap<String, Option<usize>> = FxHashMap::default();
        for (at, it) in self.all.iter().enumerate() {
            let own = match it.class {
                Class::Org => {
                    let heard = |it: &str| classes.contains_key(it);
                    shorts(&it.name, article.lang, lexicon, &heard)
                }
                // "Mei Ling" of "Mei Ling Santoso"
                Class::Person => beginnings(&it.name),
                _ => Vec::new(),
            };
            for short in own {
                let slot = owners.entry(short).or_insert(Some(at));
                if *slot != Some(at) {
                    *slot = None;
                }
            }
        }
        let mut owners: Vec<(String, usize)> =
            owners.into_iter().filter_map(|it| Some((it.0, it.1?))).collect();
        owners.sort_unstable();
        for (short, owner) in owners {
            let own = self.by_name.get(&short).copied();
            let class = classes.get(short.as_str()).copied();
            let org = self.all.get(owner).is_some_and(|it| it.class == Class::Org);
            let told = match class {
                Some(Class::Place) => {
                    let firm = article.lang == Lang::En && org && self.is_firm(owner, false);
                    firm && !places.contains(short.as_str())
                }
                // "Carrano & Bieler" may be two people.
                Some(Class::Person) => {
                    article.lang == Lang::Id || !org || self.is_firm(owner, true)
                }
                _ => true,
            };
            let other = !told
                || lexicon.is_listed(&short, List::Organisation)
                || !article.base.named(&short).is_empty()
                || self.is_cut(own, owner, lexicon);
            if own == Some(owner) || other {
                continue;
            }
            // What was taken for a name of its own.
            let moved = own.and_then(|it| self.all.get_mut(it)).map(|it| it.mentions.split_off(0));
            for it in moved.unwrap_or_default() {
                self.add(owner, Sighting { form: Form::Short, ..it });
            }
            self.by_name.insert(short.clone(), owner);
            self.shorts.insert(short);
        }
        if article.lang == Lang::En {
            let shorts = std::mem::take(&mut self.shorts);
            self.join(&shorts);
            self.shorts = shorts;
        }
    }
}

impl House {
    /// The nouns that head or end the names of bodies.
    pub(super) fn nouns(&self, lang: Lang) -> FxHashSet<String> {
        let bodies = self.all.iter().filter(|it| it.class == Class::Org);
        let words = bodies.flat_map(|it| it.name.split(' '));
        let noun = |it: &&str| lang.pack().lexicon.is_listed(it, List::Body);
        words.filter(noun).map(str::to_owned).collect()
    }

    /// Whether a name stands by itself, more often than the longer one, whose end is
    /// no noun of a body: the longer one was read too far.
    fn is_cut(&self, own: Option<usize>, longer: usize, lexicon: &Lexicon) -> bool {
        let pair = [own, Some(longer)].map(|it| self.all.get(it?));
        let [Some(own), Some(longer)] = pair else { return false };
        let last = longer.name.rsplit(' ').next().unwrap_or_default();
        let noun = [last, longer.name.split(' ').next().unwrap_or_default()];
        let english = &Lang::En.pack().lexicon;
        let body = noun.iter().any(|it| {
            english.is_listed(it, List::Body) || lexicon.is_in(it, &[List::Body, List::FirmEnd])
        });
        !body && longer.mentions.len() < own.mentions.len()
    }

    /// English: whether what was taken for a place, in which nothing is, or for
    /// somebody is the firm whose name begins with it.
    fn is_firm(&self, longer: usize, person: bool) -> bool {
        let Some(longer) = self.all.get(longer) else { return false };
        let english = &Lang::En.pack().lexicon;
        let last = longer.name.rsplit(' ').next().unwrap_or_default().trim_end_matches(['.', ',']);
        let firm = english.is_in(last, &[List::FirmNoun, List::FirmEnd]);
        firm || longer.name.contains(" & ") && !person
    }

    /// "Savanna Lakeshore" will be Savanna Bank and Lakeshore Bank together: nobody.
    fn join(&mut self, shorts: &FxHashSet<String>) {
        for it in &mut self.all {
            let both = it.name.contains(' ') && it.name.split(' ').all(|it| shorts.contains(it));
            if both && it.class == Class::Person {
                it.class = Class::Org;
            }
        }
    }

    /// Indonesian: "juru bicara Pintas Rina Hapsari" names two, where "aplikasi Pintas"
    /// is told elsewhere.
    pub(super) fn part(&mut self, article: &Article) {
        if article.lang != Lang::Id {
            return;
        }
        let lexicon = &article.lang.pack().lexicon;
        let mut parted: Vec<(usize, usize, usize)> = Vec::new();
        for (at, it) in self.all.iter().enumerate().filter(|it| it.1.class == Class::Person) {
            // Bytes of the first words, of which two at least are left.
            let blanks: Vec<usize> = it.name.match_indices(' ').map(|it| it.0).collect();
            let ends = blanks.split_last().map_or(&[][..], |it| it.1);
            let owner = ends.iter().rev().find_map(|end| {
                let first = it.name.get(..*end)?;
                let owner = *self.by_name.get(first)?;
                let own = self.all.get(owner);
                let org = own.is_some_and(|it| it.class == Class::Org && it.name == first);
                (org && !lexicon.is_listed(first, List::GivenName)).then_some((owner, *end))
            });
            parted.extend(owner.map(|(owner, end)| (at, owner, end)));
        }
        for (at, owner, end) in parted {
            let Some(person) = self.all.get_mut(at) else { continue };
            let name = person.name.clone();
            let mentions = person.mentions.split_off(0);
            let (_, rest) = name.split_at(end);
            let form = Form::Full;
            self.by_name.remove(&name);
            for it in mentions {
                let middle = it.span.start() + end;
                let own = Sighting { span: Span::new(it.span.start(), middle), form, ..it };
                self.add(owner, own);
                let span = Span::new(middle + 1, it.span.end());
                self.put(rest.trim(), Class::Person, Sighting { span, ..it });
            }
        }
    }
}

impl Sight<'_> {
    /// Whether a word for where stands right before it.
    fn is_where(&self, article: &Article) -> bool {
        let (span, passage) = (self.place.span, self.place.passage);
        let Some((placed, facts, _)) = article.passage(passage) else { return false };
        let Some(start) = span.start().checked_sub(placed.start) else { return false };
        let at = facts.tokens.partition_point(|it| it.span.start() < start);
        let before = at.checked_sub(1).and_then(|it| facts.tokens.get(it));
        let word = before.map_or("", |it| it.span.of(placed.passage.prose()));
        matches!(word, "in" | "In" | "near" | "outside" | "around" | "towards")
    }
}

/// Whether it is a word of its own and no name, as far as lists and endings tell.
pub(super) fn is_plain(word: &str, lexicon: &Lexicon) -> bool {
    let mut ends = ENDING.filter_map(|it| word.get(word.len().checked_sub(it)?..));
    lexicon.is_any(word) || ends.any(|it| lexicon.is_listed(it, List::ThingEnding))
}

/// Two words and more that begin the name of a person.
fn beginnings(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split(' ').collect();
    let capital = |it: &&&str| it.starts_with(char::is_uppercase);
    let until = words.iter().take_while(capital).count().min(WORDS);
    (2..until.min(words.len())).filter_map(|it| Some(words.get(..it)?.join(" "))).collect()
}

/// The first words of a firm's own name, without the noun before it and the legal
/// form and noun behind it. Those that are words of other things are left out.
fn shorts(name: &str, lang: Lang, lexicon: &Lexicon, heard: &dyn Fn(&str) -> bool) -> Vec<String> {
    let english = &Lang::En.pack().lexicon;
    let mut words: Vec<&str> = name.split(' ').collect();
    if lang == Lang::Id && words.first().is_some_and(|it| lexicon.is_listed(it, List::Body)) {
        if words.first().is_some_and(|it| !lexicon.is_beside(it, Beside::BeforeFirm)) {
            return Vec::new();
        }
        words.remove(0);
    }
    let before = words.len();
    let stops = ['.', ','];
    let ends = |it: &&str| {
        let it = it.trim_end_matches(stops);
        english.is_listed(it, List::Body) || lexicon.is_listed(it, List::FirmEnd)
    };
    let firm = lang == Lang::En
        && words.last().is_some_and(|it| {
            let it = it.trim_end_matches(stops);
            english.is_in(it, &[List::FirmNoun, List::FirmEnd])
        })
        || words.contains(&"&");
    while 1 < words.len() && words.last().is_some_and(ends) {
        words.pop();
    }
    // "Pollard &"
    if words.last() == Some(&"&") {
        words.pop();
    }
    // "Ferroviario" of "Deportivo Ferroviario"
    let club =
        lang == Lang::En && words.first().is_some_and(|it| english.is_listed(it, List::ClubWord));
    if let [_, own] = words.as_slice()
        && club
        && !is_plain(own, lexicon)
    {
        return vec![(*own).to_owned()];
    }
    let inner = |it: &&str| !it.starts_with(char::is_uppercase);
    let until = words.iter().position(inner).unwrap_or(words.len());
    // "Fund for …", "Institut Riset …"
    let other = [
        List::Body,
        List::BodyWord,
        List::LooseBody,
        List::Area,
        List::PlaceNoun,
        List::FunctionWord,
        List::SmallWord,
        List::Month,
        List::Weekday,
        List::PersonNoun,
        List::Institution,
    ];
    let first = words.first().copied().unwrap_or_default();
    if until == 0 || lexicon.is_in(first, &other) || first.chars().count() < 3 {
        return Vec::new();
    }
    let given = lexicon.is_listed(first, List::GivenName) || first.contains(['\'', '’']);
    let cut = |count: &usize| {
        let whole = *count == before && before == name.split(' ').count();
        let last = words.get(count - 1).copied().unwrap_or_default();
        // "SMA Negeri" of "SMA Negeri 1 Matur", "UPN" of "UPN Veteran"
        let next = words.get(*count).copied().unwrap_or_default();
        let generic =
            next.starts_with(|it: char| it.is_ascii_digit()) || *count == 1 && is_short(last);
        // "Niger Delta" of "Niger Delta Development Commission" is a place.
        let place = lexicon.is_in(last, &[List::PlaceNoun, List::Area]);
        // "Nordic" of "Nordic Defense Cooperation", "Freedom" of "Freedom Magazine"
        let adjective = ADJECTIVES.iter().any(|it| last.ends_with(it));
        let told = firm && !adjective || heard(last) && 5 < last.len();
        let any = *count == 1 && (2 < before && !told || is_plain(last, lexicon));
        !(whole || place || generic || any || *count == 1 && given)
    };
    let these = (1..=until.min(WORDS)).filter(cut);
    these.filter_map(|it| Some(words.get(..it)?.join(" "))).collect()
}
