//! Who and what is named: mentions, tied to entities across the article.

use crate::detect::names::is_loud;
use crate::detect::{Facts, dateline};
use crate::knowledge::{Base, EntityId, Entry, Found, Gate, NameKind};
use crate::lang::{Beside, Lang, List, TokenKind, Tongue};
use crate::text::Span;

pub use crate::knowledge::EntityKind;

/// So many marks before a name are looked at: more cannot touch it.
const NEAR: usize = 24;

/// A name has no more words before its country.
const NAME: usize = 6;

/// Words in small letters that are short forms of bodies in capitals.
const SMALL: [List; 6] = [
    List::FunctionWord,
    List::SmallWord,
    List::Question,
    List::Pronoun,
    List::FirstPerson,
    List::FirstPlural,
];

/// Someone or something the article names.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// What the knowledge base knows it as.
    pub known: EntityId,
    /// Indices into [`crate::detect::Article::mentions`], in the article's order.
    pub mentions: Vec<usize>,
}

/// One place where the article names an entity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mention {
    /// Bytes of the article.
    pub span: Span,
    /// Index into [`crate::detect::Article::entities`].
    pub entity: usize,
    pub form: Form,
    /// From 0 to 1.
    pub confidence: f32,
    /// Index of its passage in the layout.
    pub passage: usize,
}

/// How a mention names its entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Form {
    Full,
    Short,
    Acronym,
    Alias,
    /// A capital or a seat of power that stands for a government.
    Metonym,
    Demonym,
    Nominal,
    Pronoun,
}

impl Form {
    /// The word of the JSON answers.
    pub fn name(self) -> &'static str {
        match self {
            Form::Full => "full",
            Form::Short => "short",
            Form::Acronym => "acronym",
            Form::Alias => "alias",
            Form::Metonym => "metonym",
            Form::Demonym => "demonym",
            Form::Nominal => "nominal",
            Form::Pronoun => "pronoun",
        }
    }
}

/// A name in a passage and whom it may mean, before the article decides.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Bytes of the passage.
    pub span: Span,
    /// Indices of [`crate::knowledge::Name`]s; the one written as the text first.
    pub names: Vec<u32>,
    /// All of them name this entity, and nothing is to be asked of the article.
    pub sure: Option<EntityId>,
    /// Of what kind the first name is.
    pub kind: NameKind,
    /// The word before it says that a place is meant: "di", "in".
    pub at_place: bool,
    /// A title stands right before it: "Presiden Xi".
    pub titled: bool,
    /// It is the first thing in its sentence.
    pub opens: bool,
    /// A capitalised word that is no name of ours follows: "Washington Post".
    pub runs_on: bool,
    /// A capitalised word stands right before it: "Asia Barat".
    pub after_capital: bool,
    /// A noun that heads an institution's name stands before it: "Universitas".
    pub heads_name: bool,
    /// It has more than one word.
    pub several_words: bool,
    /// The word before it is the one that its full name begins with: "Partai
    /// PBB".
    pub classed: bool,
}

impl Entity {
    pub fn entry<'a>(&self, base: &'a Base) -> &'a Entry {
        base.entry(self.known)
    }
}

/// The candidates of one passage: names the base knows, with what their
/// surroundings say.
pub(super) fn candidates(text: &str, facts: &Facts, found: Vec<Found>) -> Vec<Candidate> {
    let mut res: Vec<Candidate> = Vec::new();
    let all = Places::of(&facts.base, &found);
    for found in found {
        let before = found.first.checked_sub(1).and_then(|it| facts.tokens.get(it));
        let sentence = facts.sentence_at(found.span.start());
        let opens = sentence.is_none_or(|it| it.tokens.start == found.first);
        // The marks that end right before the name; phrases are short.
        let until = facts.marks.partition_point(|it| (it.first as usize) < found.first);
        let last = facts.marks.get(until.saturating_sub(NEAR)..until).unwrap_or_default();
        let ending = last.iter().filter(|it| it.end as usize == found.first);
        let ending = ending.fold(0, |bits, it| bits | it.list.bit());
        let marked = |list: List| ending & list.bit() != 0;
        let near = before.is_some_and(|it| {
            !opens && Span::new(it.span.end(), found.span.start()).of(text).trim().is_empty()
        });
        // "Dolar AS" is a currency, and nobody reads of "Kompas" in its dateline.
        let money = near && facts.tongue == Tongue::Known(Lang::Id) && marked(List::Money);
        let line = dateline::part(text, facts, &found);
        if money || line == Some(dateline::Part::Outlet) || is_none(text, facts, &found) {
            continue;
        }
        let titled = near && marked(List::PersonNoun);
        // "Serikat" of "Amerika Serikat" heads no name: it ends one.
        let after_name = all.ends.binary_search(&found.first).is_ok();
        let heads_name = near && !after_name && marked(List::Institution);
        // "Donald Trump Jr." is another man, and Soekarno-Hatta an airport.
        let another = is_another(text, facts, &found);
        let next_name =
            all.starts.binary_search(&found.end).is_err() && runs_on(text, facts, &found);
        let base = &facts.base;
        let mut names: Vec<u32> = found.names.clone();
        names.retain(|index| {
            let Some((entity, _)) = base.meaning(*index) else { return false };
            let person = base.kind(entity) == EntityKind::Person;
            // "Universitas Kim Il Sung" is no person.
            !(person && (another || heads_name && !titled))
        });
        let tied = all.settle(text, facts, &found, near, &mut names);
        if names.is_empty() {
            continue;
        }
        let class = before.filter(|_| near).map_or("", |it| it.span.of(text));
        let classed = names.iter().any(|it| is_of_class(base, *it, class));
        names.retain(|it| !classed || is_of_class(base, *it, class));
        let classed = classed || tied;
        let written = found.span.of(text);
        let as_is = |it: &u32| base.name(*it).is_some_and(|it| it.text == written);
        if let Some(at) = names.iter().position(as_is) {
            names.swap(0, at);
        }
        let mut each = names.iter().filter_map(|it| base.reading(*it));
        let first = each.next();
        let kind = first.map_or(NameKind::Alias, |it| it.1);
        let first = first.filter(|it| it.2 == Gate::Free).map(|it| it.0);
        let sure = first.filter(|id| each.all(|it| it.0 == *id && it.2 == Gate::Free));
        res.push(Candidate {
            sure,
            kind,
            classed,
            several_words: found.first + 1 < found.end,
            span: found.span,
            names,
            at_place: near && (marked(List::PlacePreposition) || is_modifier(text, facts, &found))
                || line == Some(dateline::Part::Place),
            titled,
            opens,
            runs_on: next_name,
            heads_name,
            after_capital: near
                && sentence.is_some_and(|it| it.tokens.start + 1 < found.first)
                && !after_name
                && before.is_some_and(|it| it.span.of(text).starts_with(char::is_uppercase)),
        });
    }
    res
}

/// Where the names of a passage stand, in order: none lies over another.
struct Places {
    starts: Vec<usize>,
    ends: Vec<usize>,
    countries: Vec<Option<&'static str>>,
}

impl Places {
    fn of(base: &Base, found: &[Found]) -> Places {
        Places {
            starts: found.iter().map(|it| it.first).collect(),
            ends: found.iter().map(|it| it.end).collect(),
            countries: found.iter().map(|it| country(base, it)).collect(),
        }
    }

    /// Leaves the readings that the words beside allow: "Kementerian Luar Negeri
    /// Tiongkok" is not ours. Whether they settle whose ministry it is: "Kemlu RI".
    fn settle(
        &self,
        text: &str,
        facts: &Facts,
        found: &Found,
        near: bool,
        names: &mut Vec<u32>,
    ) -> bool {
        let base = &facts.base;
        let beside = self.starts.binary_search(&found.end).ok();
        let beside = beside.and_then(|it| self.countries.get(it).copied().flatten());
        let tied = without_others(facts, names, beside);
        // "The Democratic Party of Japan", "Partai Demokrat Italia".
        let of = facts.tokens.get(found.end).is_some_and(|it| it.span.of(text) == "of");
        let owner = self.starts.binary_search(&(found.end + usize::from(of))).ok();
        if let Some(owner) = owner.and_then(|it| self.countries.get(it).copied().flatten()) {
            names.retain(|it| party_of(base, *it).is_none_or(|it| it == owner));
        }
        let known = |at: usize| {
            let from = self.ends.partition_point(|it| *it <= at);
            self.starts.get(from).is_some_and(|it| *it <= at)
        };
        if near && heads_own_name(text, facts, found.first, known) {
            let country = |it: &u32| base.meaning(*it).map(|it| base.kind(it.0));
            names.retain(|it| country(it) != Some(EntityKind::Country));
        }
        tied
    }
}

/// Whether a capitalised word follows a name.
fn runs_on(text: &str, facts: &Facts, found: &Found) -> bool {
    facts.tokens.get(found.end).is_some_and(|it| {
        let gap = Span::new(found.span.end(), it.span.start()).of(text);
        !gap.is_empty()
            && gap.trim().is_empty()
            && it.kind == TokenKind::Word
            && it.span.of(text).starts_with(char::is_uppercase)
    })
}

/// The country that a name is of, where it is a country's or somebody's.
fn country(base: &Base, found: &Found) -> Option<&'static str> {
    let (entity, _) = base.meaning(*found.names.first()?)?;
    let mut all = found.names.iter().filter_map(|it| base.meaning(*it));
    let entry = base.entry(entity);
    match entry.kind {
        _ if all.any(|it| it.0 != entity) => None,
        EntityKind::Country => entry.id.strip_prefix("country/"),
        EntityKind::Person => entry.country,
        _ => None,
    }
}

/// Without ministries of other countries than the one that stands beside; whether
/// one of that country is left.
fn without_others(facts: &Facts, names: &mut Vec<u32>, beside: Option<&str>) -> bool {
    let base = &facts.base;
    let Some(beside) = beside else { return false };
    let own = |index: &u32| {
        let name = base.meaning(*index).filter(|it| is_ministry(base, it.0));
        name.and_then(|it| base.entry(it.0).country)
    };
    names.retain(|it| own(it).is_none_or(|it| it == beside));
    names.iter().any(|it| own(it).is_some())
}

/// The country whose party a name means.
fn party_of(base: &Base, name: u32) -> Option<&'static str> {
    let (entity, _) = base.meaning(name)?;
    let entry = base.entry(entity);
    (entry.class == Some("party")).then_some(entry.country).flatten()
}

/// Every country has a ministry of that name.
pub(super) fn is_ministry(base: &Base, entity: EntityId) -> bool {
    base.kind(entity) == EntityKind::Org && base.entry(entity).class == Some("ministry")
}

/// Whether the capitalised words right before a token begin with the noun of a
/// society, a firm, a university: "Universitas Indonesia", "Ikatan Dokter Anak
/// Indonesia" name no country. Known names and offices end the words.
fn heads_own_name(text: &str, facts: &Facts, at: usize, known: impl Fn(usize) -> bool) -> bool {
    let Tongue::Known(Lang::Id) = facts.tongue else { return false };
    let lexicon = &Lang::Id.pack().lexicon;
    let word = |at: usize| facts.tokens.get(at).map_or("", |it| it.span.of(text));
    let run = (at.saturating_sub(NAME)..at).rev();
    let run = run.take_while(|it| {
        let span = facts.tokens.get(*it).map(|it| it.span).unwrap_or_default();
        let office = facts.marks_in(span).iter().any(|it| it.list == List::PersonNoun);
        word(*it).starts_with(char::is_uppercase) && !office && !known(*it)
    });
    let is_own = |it: usize| {
        lexicon.is_listed(word(it), List::Body) && !lexicon.is_listed(word(it), List::BodyWord)
    };
    run.into_iter().any(is_own)
}

/// Whether an organisation's full name begins with this word: "Partai".
fn is_of_class(base: &Base, name: u32, class: &str) -> bool {
    let Some((entity, _)) = base.meaning(name).filter(|_| !class.is_empty()) else { return false };
    let entry = || base.entry(entity);
    let begins = |lang: Lang| entry().name(lang).split_whitespace().next() == Some(class);
    base.kind(entity) == EntityKind::Org && [Lang::Id, Lang::En].into_iter().any(begins)
}

/// Whether nothing is named there for all that the word looks so.
fn is_none(text: &str, facts: &Facts, found: &Found) -> bool {
    is_shouted(text, facts, found) || is_apart(text, facts, found) || is_tongue(text, facts, found)
}

/// "Bahasa Inggris" names a language.
fn is_tongue(text: &str, facts: &Facts, found: &Found) -> bool {
    let before = found.first.checked_sub(1).and_then(|it| facts.tokens.get(it));
    let lexicon = &facts.tongue.nearest().pack().lexicon;
    before.is_some_and(|it| {
        let touches = Span::new(it.span.end(), found.span.start()).of(text) == " ";
        touches && lexicon.is_beside(it.span.of(text), Beside::Tongue)
    })
}

/// "IS" and "WHO" in a sentence of capitals are what they are in small letters.
fn is_shouted(text: &str, facts: &Facts, found: &Found) -> bool {
    let word = found.span.of(text);
    let loud = found.first + 1 == found.end && word.bytes().all(|it| it.is_ascii_uppercase());
    let lexicon = &facts.tongue.nearest().pack().lexicon;
    loud && lexicon.is_in(word, &SMALL)
        && facts
            .sentence_at(found.span.start())
            .is_some_and(|it| is_loud(text, facts.tokens_of(it)))
}

/// Whether what follows a name makes it somebody or something else's.
fn is_another(text: &str, facts: &Facts, found: &Found) -> bool {
    let word = |at: usize| facts.tokens.get(at).map_or("", |it| it.span.of(text));
    let touches = facts.tokens.get(found.end).is_some_and(|it| it.span.start() == found.span.end());
    match word(found.end) {
        "Jr" | "Sr" | "II" | "III" => true,
        "-" => {
            let next = word(found.end + 1);
            let known = facts.base.is_first_word(next);
            touches && next.starts_with(char::is_uppercase) && !known
        }
        _ => false,
    }
}

/// Whether somebody's given name stands right before a name: "George Washington".
fn follows_given(text: &str, facts: &Facts, found: &Found) -> bool {
    let lexicon = &facts.tongue.nearest().pack().lexicon;
    let before = found.first.checked_sub(1).and_then(|it| facts.tokens.get(it));
    before.is_some_and(|it| {
        let touches = Span::new(it.span.end(), found.span.start()).of(text) == " ";
        touches && lexicon.is_listed(it.span.of(text), List::GivenName)
    })
}

/// "A Nairobi brokerage": where something is, and not who governs there.
fn is_modifier(text: &str, facts: &Facts, found: &Found) -> bool {
    let word = |at: usize| facts.tokens.get(at).map_or("", |it| it.span.of(text));
    let before = found.first.checked_sub(1).map_or("", word);
    facts.tongue == Tongue::Known(Lang::En)
        && matches!(before, "a" | "an" | "A" | "An")
        && word(found.end).starts_with(char::is_lowercase)
}

/// Whether letters stand for somebody or something else than the state, the body or
/// the city whose name they are: "tersangka AS (32)", "AS Roma", "membayar PBB",
/// "Washington state", "George Washington".
fn is_apart(text: &str, facts: &Facts, found: &Found) -> bool {
    let word = |at: usize| facts.tokens.get(at).map_or("", |it| it.span.of(text));
    let lang = facts.tongue.nearest();
    let lexicon = &lang.pack().lexicon;
    let before = found.first.checked_sub(1).map_or("", word);
    let written = found.span.of(text);
    let loud = written.len() < 5 && written.bytes().all(|it| it.is_ascii_uppercase());
    if !loud {
        let mut all = found.names.iter().filter_map(|it| facts.base.meaning(*it));
        let city = all.any(|it| it.1 == NameKind::Capital);
        let state = lang == Lang::En && matches!(word(found.end), "state" | "State");
        return city && (state || follows_given(text, facts, found));
    }
    let kind = found.names.first().and_then(|it| facts.base.meaning(*it));
    let country = kind.is_some_and(|it| facts.base.kind(it.0) == EntityKind::Country);
    let number = |it: &str| it.bytes().all(|it| it.is_ascii_digit()) && !it.is_empty();
    let aged = word(found.end) == "(" && number(word(found.end + 1)) && word(found.end + 2) == ")";
    let person = country && (aged || lexicon.is_beside(before, Beside::Initials));
    let club = country && found.first + 1 == found.end && {
        let next = facts.tokens.get(found.end).map(|it| it.span).unwrap_or_default();
        let next = Span::new(found.span.end(), next.start()).of(text) == " " && {
            let names = facts.base.named(next.of(text));
            let all = names.iter().map(|it| facts.base.kind(*it));
            !names.is_empty() && all.clone().any(|it| it == EntityKind::Place)
        };
        let office = lexicon.is_listed(before, List::PersonNoun);
        next && !office
    };
    let tax = lexicon.is_beside(before, Beside::Levied) || {
        // "PBB-P2"
        word(found.end) == "-" && word(found.end + 1) == "P2"
    };
    person || club || tax
}
