//! Who is named and the base does not know: names that were recognised, put
//! together across the article. Made when somebody asks, as a fold over what
//! each passage holds.

mod again;
mod owners;
mod seen;
mod shorts;
mod title;
mod whole;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::detect::entity::is_ministry;
use crate::detect::names::{Class, Recognised};
use crate::detect::stranger::owners::Owners;
use crate::detect::stranger::seen::hash;
use crate::detect::stranger::title::title;
use crate::detect::{Article, Facts, Form};
use crate::lang::{Lang, List, Token, TokenKind, Tongue};
use crate::text::Span;

pub(super) use seen::Seen;

/// Somebody or something that the article names and the base does not know.
#[derive(Clone, Debug, PartialEq)]
pub struct Stranger {
    /// The full name, as it first stands.
    pub name: String,
    pub class: Class,
    /// What the article calls a person: "peneliti", "Ketua DPRD".
    pub title: Option<String>,
    /// In the article's order; never empty.
    pub mentions: Vec<Sighting>,
}

/// One place where a stranger is named. A known name may stand inside it: the
/// country in "Serikat Petani Indonesia".
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sighting {
    /// Bytes of the article.
    pub span: Span,
    /// Index of its passage in the layout.
    pub passage: usize,
    pub form: Form,
    /// From 0 to 1.
    pub confidence: f32,
}

/// From this likelihood on a name stands by itself. On the development sets
/// nine persons in ten and more are right from there on.
pub(super) const SURE: f32 = 0.6;

/// A name that the article names surely elsewhere needs less.
const AGAIN: f32 = 0.2;

/// A name with a known one inside must be surer: the known one is right more
/// often.
const AROUND: f32 = 0.8;

/// How sure a part of a name is that stands alone behind the full name.
const PART: f32 = 0.7;

/// So many small words may stand in a row inside a name.
const INNER: usize = 3;

/// A place in capitals that stands for no letters has so many and more.
const LOUD: usize = 5;

/// One recognised name that no known one takes.
struct Sight<'a> {
    text: &'a str,
    class: Class,
    place: Sighting,
    /// It may not begin an entity: title case makes names of all words.
    weak: bool,
}

/// The strangers of an article, in the order of their first mention.
pub(super) fn find(article: &Article) -> Vec<Stranger> {
    let sights = whole::made_whole(article, sights(article));
    let classes = classes(&sights);
    let mut house = House::default();
    // Full names first, so that a surname before one finds its owner.
    let sure = |it: &&Sight<'_>| {
        classes.get(it.text).is_some_and(|class| {
            let least = if it.class == *class { AGAIN } else { SURE };
            least <= it.place.confidence
        })
    };
    let (long, short): (Vec<&Sight<'_>>, Vec<&Sight<'_>>) =
        sights.iter().filter(sure).partition(|it| it.text.contains(' '));
    for it in long {
        let class = classes.get(it.text).copied().unwrap_or(it.class);
        house.put(it.text, class, Sighting { form: Form::Full, ..it.place });
    }
    house.call_short(article, &classes);
    house.shorten(article, &classes, &sights);
    let class = |it: &Sight<'_>| classes.get(it.text).copied().unwrap_or(it.class);
    let (people, bodies): (Vec<&Sight<'_>>, Vec<&Sight<'_>>) =
        short.into_iter().partition(|it| class(it) == Class::Person);
    // "The Foundation" is the one that was named; its noun is found again below.
    let nouns = house.nouns(article.lang);
    for it in bodies.into_iter().filter(|it| !nouns.contains(it.text)) {
        house.put_short(it, class(it));
    }
    house.part(article);
    let owners = Owners::of(&house.all, article);
    for it in people {
        match owners.of_word(it.text, it.place.span.start()) {
            Some(Some(owner)) => house.add(owner, Sighting { form: Form::Short, ..it.place }),
            // Two could be meant. In English, where it is a surname, somebody is, and it
            // stays open who.
            Some(None) if article.lang == Lang::Id => {}
            Some(None) | None => house.put_short(it, Class::Person),
        }
    }
    house.bind(article);
    house.again(article, &owners);
    house.finish(article)
}

impl Article {
    fn holds_ministry(&self, passage: usize) -> bool {
        self.names_of(passage).any(|it| is_ministry(&self.base, it.0))
    }

    /// Segment by segment: the index of its first passage, and what it holds of
    /// strangers.
    fn seen(&self) -> impl Iterator<Item = (usize, &Seen)> {
        self.named_segments().map(|(slot, named)| {
            let first = slot.first;
            (first, named.seen.get_or_init(|| Seen::of(self, first, slot.segment.len())))
        })
    }

    /// Whether a stranger's name can touch this byte of the article, as far as
    /// the passage tells.
    pub(super) fn may_be_stranger(&self, passage: usize, byte: usize) -> bool {
        let Some((placed, facts, _)) = self.passage(passage) else { return false };
        let Some(byte) = byte.checked_sub(placed.start) else { return false };
        let prose = placed.passage.prose();
        let first = facts.tokens.partition_point(|it| it.span.end() < byte);
        let mut near = facts.tokens.iter().skip(first).take_while(|it| it.span.start() <= byte);
        // Only a word that stands in some stranger's name may be a part of one.
        let part = |word: &str| {
            let hash = hash(word);
            self.seen().any(|(first, seen)| seen.holds(self, first, word, hash))
        };
        // "Dan" between two such words may stand inside a name.
        let named = |it: &Token| is_name(it, prose);
        let inside = |at: usize| {
            let before = facts.tokens.get(at.saturating_sub(INNER)..at).unwrap_or_default();
            let behind = facts.tokens.get(at + 1..).unwrap_or_default().iter().take(INNER);
            before.iter().any(named) && behind.clone().any(named)
        };
        let small = near
            .clone()
            .enumerate()
            .any(|(nth, it)| !named(it) && inside(first + nth) && part(it.span.of(prose)));
        small
            || near.any(|it| is_name(it, prose) && part(it.span.of(prose)))
            || facts.acronyms.iter().any(|it| it.short.touches(byte))
            || facts
                .names(prose)
                .iter()
                .any(|it| span(facts, it, prose).is_some_and(|it| it.touches(byte)))
    }
}

/// The names of all passages that known ones leave.
fn sights(article: &Article) -> Vec<Sight<'_>> {
    let mut res = Vec::new();
    for (first, seen) in article.seen() {
        for (place, class, weak) in &seen.sights {
            let passage = first + place.passage;
            let Some(placed) = article.layout.passage(passage) else { continue };
            res.push(Sight {
                text: place.span.of(placed.passage.prose()),
                class: *class,
                place: Sighting { span: place.span.shift(placed.start), passage, ..*place },
                weak: *weak,
            });
        }
    }
    res
}

/// The name without a title before it and without its short form in brackets,
/// which some corpora count in.
pub(super) fn span(facts: &Facts, name: &Recognised, prose: &str) -> Option<Span> {
    let mut first = name.first;
    let mut end = name.end;
    let bracket = |at: &usize| facts.tokens.get(*at).is_some_and(|it| it.span.of(prose) == "(");
    if let Some(at) = (first + 1..end).find(bracket) {
        end = at;
    }
    if name.class == Class::Person {
        let from = facts.marks.partition_point(|it| (it.first as usize) < first);
        let here = facts.marks.get(from..).unwrap_or_default();
        let here = here.iter().take_while(|it| it.first as usize == first);
        let titles = here.filter(|it| it.list == List::PersonNoun);
        let behind = titles.map(|it| it.end as usize).max();
        if let Some(behind) = behind.filter(|it| *it < end) {
            first = behind;
        }
        first = behind_honorifics(facts, prose, first, end);
    }
    // A quotation may begin right before a name.
    let sign = |at: &usize| facts.tokens.get(*at).is_some_and(|it| it.kind == TokenKind::Sign);
    let first = (first..end).find(|it| !sign(it))?;
    let (first, last) = (facts.tokens.get(first)?, facts.tokens.get(end.checked_sub(1)?)?);
    Some(first.span.cover(last.span))
}

/// "Nyai Halimah", "Dr. Ir. Joko": the first word of the name itself.
fn behind_honorifics(facts: &Facts, prose: &str, first: usize, end: usize) -> usize {
    let Tongue::Known(lang) = facts.tongue else { return first };
    let lexicon = &lang.pack().lexicon;
    let word = |at: usize| facts.tokens.get(at).map_or("", |it| it.span.of(prose));
    let own = |at: &usize| word(*at) != "." && !lexicon.is_listed(word(*at), List::Honorific);
    (first..end).find(own).unwrap_or(first)
}

/// What each name is that is sure somewhere: the class that most speaks for.
fn classes<'a>(sights: &[Sight<'a>]) -> FxHashMap<&'a str, Class> {
    let mut sums: FxHashMap<&str, ([f32; 5], bool)> = FxHashMap::default();
    for it in sights {
        let (sum, sure) = sums.entry(it.text).or_default();
        if let Some(sum) = sum.get_mut(it.class as usize) {
            *sum += it.place.confidence;
        }
        *sure |= SURE <= it.place.confidence && !it.weak;
    }
    let best = |sum: [f32; 5]| {
        Class::ALL.into_iter().zip(sum).max_by(|a, b| a.1.total_cmp(&b.1)).map(|it| it.0)
    };
    let sure = sums.into_iter().filter(|it| it.1.1);
    sure.filter_map(|(text, (sum, _))| Some((text, best(sum)?))).collect()
}

#[derive(Default)]
struct House {
    all: Vec<Stranger>,
    by_name: FxHashMap<String, usize>,
    /// Names without the noun that heads them.
    shorts: FxHashSet<String>,
}

impl Stranger {
    /// The kind of the JSON answers.
    pub fn kind(&self) -> &'static str {
        match self.class {
            Class::Person => "person",
            Class::Place => "place",
            Class::Org | Class::Event | Class::Other => "org",
        }
    }

    /// Its kind and its name in small letters: "person/margaret-oduya".
    pub fn id(&self) -> String {
        let name = self.name.to_lowercase();
        let words = name.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty());
        format!("{}/{}", self.kind(), words.collect::<Vec<_>>().join("-"))
    }
}

impl House {
    fn put(&mut self, name: &str, class: Class, place: Sighting) {
        // "SENTANI" of a dateline is "Sentani".
        let quiet = (class == Class::Place).then(|| quietened(name)).flatten();
        let name = quiet.as_deref().unwrap_or(name);
        let at = *self.by_name.entry(name.to_owned()).or_insert(self.all.len());
        if at == self.all.len() {
            let (name, mentions) = (name.to_owned(), Vec::new());
            self.all.push(Stranger { name, class, title: None, mentions });
        }
        self.add(at, place);
    }

    /// A name of one word.
    fn put_short(&mut self, it: &Sight<'_>, class: Class) {
        let form = if self.shorts.contains(it.text) { Form::Short } else { Form::Full };
        self.put(it.text, class, Sighting { form, ..it.place });
    }

    fn add(&mut self, at: usize, place: Sighting) {
        if let Some(it) = self.all.get_mut(at) {
            it.mentions.push(place);
        }
    }

    fn taken(&self) -> Vec<Span> {
        let mut res: Vec<Span> =
            self.all.iter().flat_map(|it| it.mentions.iter().map(|it| it.span)).collect();
        res.sort_unstable_by_key(|it| it.start());
        res
    }

    /// "Serikat Pekerja Tambang Nusantara (SPTN)": two names of one.
    fn bind(&mut self, article: &Article) {
        let mut ends: FxHashMap<usize, usize> = FxHashMap::default();
        for (at, it) in self.all.iter().enumerate().filter(|it| it.1.class != Class::Person) {
            ends.extend(it.mentions.iter().map(|it| (it.span.end(), at)));
        }
        let all =
            article.seen().flat_map(|(first, it)| it.acronyms.iter().map(move |it| first + it));
        for at in all {
            let Some((placed, facts, _)) = article.passage(at) else { continue };
            let prose = placed.passage.prose();
            for it in &facts.acronyms {
                let short = it.short.of(prose);
                // "PT Timur Nikel Karya (TNK)": the name begins before its letters do.
                let before = || ends.get(&(placed.start + it.long.end())).copied();
                let long = self.by_name.get(it.long.of(prose)).copied().or_else(before);
                let own = self.by_name.get(short).copied();
                let Some(long) = long.filter(|it| Some(*it) != own) else { continue };
                let acronym = |it: &Sighting| Sighting { form: Form::Acronym, ..*it };
                let moved: Vec<Sighting> =
                    own.and_then(|it| self.all.get_mut(it)).map_or(Vec::new(), |it| {
                        it.mentions.drain(..).map(|it| acronym(&it)).collect()
                    });
                let here = it.short.shift(placed.start);
                if !moved.iter().any(|it| it.span == here) {
                    let form = Form::Acronym;
                    let place = Sighting { span: here, passage: at, form, confidence: PART };
                    self.add(long, place);
                }
                moved.into_iter().for_each(|it| self.add(long, it));
                if !is_short(short) {
                    self.shorts.insert(short.to_owned());
                }
                self.by_name.insert(short.to_owned(), long);
            }
        }
    }

    /// In order, with titles.
    fn finish(mut self, article: &Article) -> Vec<Stranger> {
        self.all.retain(|it| !it.mentions.is_empty());
        for it in &mut self.all {
            it.mentions.sort_by_key(|it| it.span.start());
            it.mentions.dedup_by_key(|it| it.span);
            if it.class == Class::Person {
                it.title = it.mentions.iter().find_map(|it| title(article, it));
            }
        }
        self.all.sort_by_key(|it| it.mentions.first().map(|it| it.span.start()));
        self.all
    }
}

/// Whether one of the spans, which are in order and apart, shares a byte with
/// this one.
fn overlaps(spans: &[Span], span: Span) -> bool {
    let at = spans.partition_point(|it| it.end() <= span.start());
    spans.get(at).is_some_and(|it| it.overlaps(span))
}

/// "SAN PEDRO" as it stands inside a sentence.
fn quietened(name: &str) -> Option<String> {
    let letters = name.chars().filter(|it| it.is_alphabetic()).count();
    if letters < LOUD || name.contains(char::is_lowercase) {
        return None;
    }
    let mut begins = true;
    let quiet = name.chars().flat_map(|it| {
        let own: Vec<char> = if begins { vec![it] } else { it.to_lowercase().collect() };
        begins = !it.is_alphanumeric();
        own
    });
    Some(quiet.collect())
}

fn is_name(token: &Token, prose: &str) -> bool {
    token.kind == TokenKind::Word && token.span.of(prose).starts_with(char::is_uppercase)
}

/// "TNK", "Kemlu".
fn is_short(word: &str) -> bool {
    1 < word.chars().filter(|it| it.is_uppercase()).count()
}
