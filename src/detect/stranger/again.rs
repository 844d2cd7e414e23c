//! Where names stand again: in full where nothing was recognised, a part of
//! them, or the noun that heads an organisation ("the Foundation").

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::detect::names::Class;
use crate::detect::stranger::owners::Owners;
use crate::detect::stranger::seen::{hash, place};
use crate::detect::stranger::shorts::is_plain;
use crate::detect::stranger::{House, PART, SURE, Sighting, Stranger, is_name, is_short, overlaps};
use crate::detect::{Article, EntityKind, Facts, Form};
use crate::lang::{Beside, Lang, List, Mark, Token};
use crate::text::Span;

/// So many times 64 bits tell which words are parts of strangers' names.
const SIEVE: usize = 512;

/// So many names may begin with one word; more are not looked for.
const NAMESAKES: usize = 16;

/// A name of one word that is told so surely once stands wherever the word does.
const CERTAIN: f32 = 0.85;

/// So many marks may lie over the word before.
const NEAR: usize = 8;

/// A capitalised word in no known name, and what stands around it.
struct Word<'a> {
    article: &'a Article,
    facts: &'a Facts,
    prose: &'a str,
    token: &'a Token,
    index: usize,
    /// Of its passage.
    start: usize,
    passage: usize,
}

/// What is looked for.
struct Wanted<'a> {
    owners: &'a Owners,
    /// Names of several words by their first word, the longest first.
    phrases: FxHashMap<&'a str, Vec<(&'a str, usize)>>,
    /// Organisations by the noun that heads them; `None` where two have it.
    heads: FxHashMap<&'a str, Option<usize>>,
    /// Where each entity stands first.
    firsts: Vec<usize>,
    taken: Vec<Span>,
}

impl House {
    /// Names in full, words that are part of a person's name, short forms of an
    /// organisation and nouns that head one, where nothing else takes them.
    pub(super) fn again(&mut self, article: &Article, owners: &Owners) {
        let wanted = self.wanted(article, owners);
        let shorts = self.by_name.keys().filter(|it| is_short(it)).chain(&self.shorts);
        let single = self.by_name.keys().filter(|it| !it.contains(' '));
        let words = shorts.chain(single).map(String::as_str).chain(owners.words());
        let words = words.chain(wanted.phrases.keys().copied()).chain(wanted.heads.keys().copied());
        // Most words are no part of any stranger's name.
        let mut sieve = [0_u64; SIEVE];
        let place = place::<SIEVE>;
        for word in words {
            let (at, bit) = place(hash(word));
            if let Some(bits) = sieve.get_mut(at) {
                *bits |= bit;
            }
        }
        let may_hold = |hash: u64| {
            let (at, bit) = place(hash);
            sieve.get(at).is_some_and(|it| it & bit != 0)
        };
        let mut more: Vec<(usize, Sighting)> = Vec::new();
        // Nouns at the start of a sentence, which always have a capital.
        let mut opening: Vec<(usize, Sighting)> = Vec::new();
        let mut written: FxHashSet<usize> = FxHashSet::default();
        // Plain words there: "Inflation slowed" need not be the Inflation Group.
        let mut plain: Vec<(&str, usize, Sighting)> = Vec::new();
        let lexicon = &article.lang.pack().lexicon;
        let mut inside: FxHashSet<&str> = FxHashSet::default();
        for (first, seen) in article.seen() {
            for (nth, index, _) in seen.words.iter().filter(|it| may_hold(it.2)).copied() {
                let Some(word) = Word::of(article, first + nth, index) else { continue };
                let last = more.last().map_or(0, |it| it.1.span.end());
                if word.span().start() < last || overlaps(&wanted.taken, word.span()) {
                    continue;
                }
                if let Some((owner, span, form)) = self.stands(&word, &wanted) {
                    let place = Sighting { span, passage: word.passage, form, confidence: PART };
                    let org = self.all.get(owner).is_some_and(|it| it.class == Class::Org);
                    let short = org && form == Form::Short && span == word.span();
                    if short && word.opens() && is_plain(word.text(), lexicon) {
                        plain.push((word.text(), owner, place));
                        continue;
                    }
                    inside.extend(short.then(|| word.text()));
                    more.push((owner, place));
                } else if let Some((owner, opens)) = word.heads(&wanted) {
                    let (span, passage, form) = (word.span(), word.passage, Form::Short);
                    let place = Sighting { span, passage, form, confidence: PART };
                    if opens { &mut opening } else { &mut more }.push((owner, place));
                    written.extend((!opens).then_some(owner));
                }
            }
        }
        opening.retain(|it| written.contains(&it.0));
        plain.retain(|it| inside.contains(it.0));
        opening.extend(plain.into_iter().map(|it| (it.1, it.2)));
        more.into_iter().chain(opening).for_each(|(owner, place)| self.add(owner, place));
    }

    fn wanted<'a>(&'a self, article: &Article, owners: &'a Owners) -> Wanted<'a> {
        let mut phrases: BTreeMap<&str, Vec<(&str, usize)>> = BTreeMap::new();
        let full = self.by_name.iter().filter(|it| it.0.contains(' '));
        for (name, owner) in full {
            let first = name.split(' ').next().unwrap_or_default();
            phrases.entry(first).or_default().push((name, *owner));
        }
        for all in phrases.values_mut() {
            all.sort_unstable_by_key(|it| (usize::MAX - it.0.len(), it.0));
            all.truncate(NAMESAKES);
        }
        let first = |it: &Stranger| it.mentions.iter().map(|it| it.span.start()).min();
        Wanted {
            owners,
            phrases: phrases.into_iter().collect(),
            heads: self.heads(article),
            firsts: self.all.iter().map(|it| first(it).unwrap_or(usize::MAX)).collect(),
            taken: self.taken(),
        }
    }

    /// "Foundation" of "Al-Khatib Foundation", "Komisi" of "Komisi Pengawas".
    fn heads<'a>(&'a self, article: &Article) -> FxHashMap<&'a str, Option<usize>> {
        let lexicon = &article.lang.pack().lexicon;
        let mut res: FxHashMap<&str, Option<usize>> = FxHashMap::default();
        for (at, it) in self.all.iter().enumerate() {
            if it.class != Class::Org || it.mentions.is_empty() || !it.name.contains(' ') {
                continue;
            }
            let words: Vec<&str> = it.name.split(' ').collect();
            let noun = |it: &str| {
                lexicon.is_listed(it, List::Body)
                    && !is_short(it)
                    && 3 < it.len()
                    && !lexicon.is_beside(it, Beside::Anybodys)
            };
            let head = match article.lang {
                Lang::Id => words.first(),
                // "Court of Arbitration"
                Lang::En => {
                    let pairs = words.iter().zip(words.iter().skip(1));
                    let linked =
                        pairs.into_iter().find(|it| noun(it.0) && matches!(*it.1, "of" | "for"));
                    linked.map(|it| it.0).or_else(|| words.last())
                }
            };
            // "The Volunteers" of "Zankai Volunteers"
            let capital = |it: &&str| it.starts_with(char::is_uppercase) && !is_short(it);
            let own = |it: &str| {
                let other = [
                    List::Area,
                    List::PlaceNoun,
                    List::PersonNoun,
                    List::Trade,
                    List::FirmNoun,
                    List::Law,
                    List::Document,
                    List::GivenName,
                    List::FamilyName,
                ];
                article.lang == Lang::En
                    && words.iter().all(capital)
                    && 3 < it.len()
                    && !lexicon.is_in(it, &other)
                    && !lexicon.is_beside(it, Beside::Anybodys)
                    && article.base.named(it).is_empty()
            };
            if let Some(head) = head.filter(|it| noun(it) || own(it)) {
                let slot = res.entry(*head).or_insert(Some(at));
                if *slot != Some(at) {
                    *slot = None;
                }
            }
        }
        res.retain(|_, it| it.is_some());
        if res.is_empty() {
            return res;
        }
        // "The Commission" may be the European one that the base knows.
        let base = &article.base;
        for it in article.entities().iter().filter(|it| base.kind(it.known) == EntityKind::Org) {
            let name = base.entry(it.known).name(article.lang);
            for word in name.split(' ') {
                res.remove(word);
            }
        }
        res
    }

    /// Whose name, or part of a name, stands at a word.
    fn stands(&self, word: &Word<'_>, wanted: &Wanted<'_>) -> Option<(usize, Span, Form)> {
        let text = word.text();
        for (name, owner) in wanted.phrases.get(text).into_iter().flatten() {
            if let Some(span) = word.phrase(name, wanted) {
                let short = self.shorts.contains(*name);
                return Some((*owner, span, if short { Form::Short } else { Form::Full }));
            }
        }
        let (owner, form) = match wanted.owners.of_word(text, word.span().start()) {
            Some(owner) => (owner?, Form::Short),
            None => {
                let owner = *self.by_name.get(text)?;
                let acronym = is_short(text);
                let short = self.shorts.contains(text);
                let sure = |it: &&Stranger| {
                    let least = match (it.class, word.article.lang) {
                        (Class::Person, _) | (Class::Place, Lang::Id) => SURE,
                        // "In English" told no place.
                        (Class::Place, Lang::En) => return false,
                        _ => CERTAIN,
                    };
                    it.mentions.iter().any(|it| least <= it.confidence)
                };
                let full = self.all.get(owner).filter(sure).is_some_and(|it| it.name == text);
                let form = match (acronym, short) {
                    (true, _) => Form::Acronym,
                    (_, true) => Form::Short,
                    _ => Form::Full,
                };
                (owner, (acronym || short || full).then_some(form)?)
            }
        };
        let org = self.all.get(owner).is_some_and(|it| it.class == Class::Org);
        // "Along the Shannon" is not in the Shannon Sentinel.
        let own = form == Form::Short && org && word.article.lang == Lang::En;
        if own && word.is_behind("the") {
            return None;
        }
        // "Rivers rose": a capital at the start of a sentence says nothing.
        let plain = org && form == Form::Short || form == Form::Full;
        let word_only = plain && word.opens() && !word.speaks();
        // "BNPB Abdul Latif": letters are no part of the name behind them.
        let loud = text.chars().all(|it| !it.is_lowercase());
        let apart = form == Form::Acronym && loud || !word.is_name_behind(word.index, None);
        let alone = form == Form::Acronym || !word.is_name_before(None, org);
        (apart && alone && !word_only).then(|| (owner, word.span(), form))
    }
}

impl<'a> Word<'a> {
    fn of(article: &'a Article, passage: usize, index: usize) -> Option<Word<'a>> {
        let (placed, facts, _) = article.passage(passage)?;
        let token = facts.tokens.get(index)?;
        let (prose, start) = (placed.passage.prose(), placed.start);
        Some(Word { article, facts, prose, token, index, start, passage })
    }

    fn text(&self) -> &'a str {
        self.token.span.of(self.prose)
    }

    /// Whether a small word, also with a capital, stands right before.
    fn is_behind(&self, small: &str) -> bool {
        let before = self.index.checked_sub(1).and_then(|it| self.facts.tokens.get(it));
        before.is_some_and(|it| it.span.of(self.prose).eq_ignore_ascii_case(small))
    }

    /// Bytes of the article.
    fn span(&self) -> Span {
        self.token.span.shift(self.start)
    }

    /// Whether a sentence begins here.
    fn opens(&self) -> bool {
        let sentence = self.facts.sentence_at(self.token.span.start());
        let before = self.index.checked_sub(1).and_then(|it| self.facts.tokens.get(it));
        let first = sentence.is_none_or(|it| it.tokens.start == self.index);
        let sign = |it: &Token| {
            matches!(it.span.of(self.prose), "“" | "\"" | "”" | "‘" | "—" | "–" | ":" | "(" | ".")
        };
        first || before.is_some_and(sign)
    }

    /// The words of a name from here on, if nothing of another name touches them.
    fn phrase(&self, name: &str, wanted: &Wanted<'_>) -> Option<Span> {
        let start = self.token.span.start();
        let rest = self.prose.get(start..)?.strip_prefix(name)?;
        let inside = |it: char| it.is_alphanumeric();
        let span = Span::new(start, start + name.len());
        let last = self.facts.tokens.partition_point(|it| it.span.end() < span.end());
        let whole = span.shift(self.start);
        let free = !overlaps(&wanted.taken, whole)
            && !rest.starts_with(inside)
            && !self.is_name_before(Some(wanted), false)
            && !self.is_name_behind(last, Some(wanted));
        free.then_some(whole)
    }

    /// Whether a token, with nothing but a blank between, is a word of a name, and
    /// of none that is told.
    fn is_free(&self, at: usize, gap: Span, wanted: Option<&Wanted<'_>>) -> bool {
        self.facts.tokens.get(at).is_some_and(|it| {
            is_name(it, self.prose)
                && gap.of(self.prose).trim().is_empty()
                && wanted.is_none_or(|own| !overlaps(&own.taken, it.span.shift(self.start)))
        })
    }

    fn is_name_behind(&self, last: usize, wanted: Option<&Wanted<'_>>) -> bool {
        let pair = [last, last + 1].map(|it| self.facts.tokens.get(it).map(|it| it.span));
        let [Some(own), Some(next)] = pair else { return false };
        self.is_free(last + 1, Span::new(own.end(), next.start()), wanted)
    }

    /// Whether a verb stands right behind: what is named here does something, as no
    /// plain noun without an article does ("Zephyr declined").
    fn speaks(&self) -> bool {
        let Some(next) = self.facts.tokens.get(self.index + 1) else { return false };
        let word = next.span.of(self.prose);
        let verb = self.article.lang == Lang::En
            && !self.text().ends_with('s')
            && (word.ends_with("ed") || matches!(word, "has" | "had" | "is" | "was" | "will"));
        let lexicon = &self.article.lang.pack().lexicon;
        // "Fairstart's director"
        let owns = matches!(word, "'" | "’")
            && self
                .facts
                .tokens
                .get(self.index + 2)
                .is_some_and(|it| it.span.of(self.prose) == "s")
            && !is_plain(self.text(), lexicon);
        let said = |it: &Mark| it.list == List::SpeechVerb;
        verb || owns || self.facts.marks_in(next.span).iter().any(said)
    }

    /// `field`: the noun of a title ("Menteri Perhubungan") belongs to the name.
    fn is_name_before(&self, wanted: Option<&Wanted<'_>>, field: bool) -> bool {
        let Some(at) = self.index.checked_sub(1) else { return false };
        let Some(before) = self.facts.tokens.get(at) else { return false };
        let gap = Span::new(before.span.end(), self.token.span.start());
        // "Kata Damar": a capital at the start of a sentence says nothing.
        let sentence = self.facts.sentence_at(self.token.span.start());
        let opens = sentence.is_some_and(|it| it.tokens.start == at);
        let marks = self.facts.marks_in(before.span);
        // "Neither Quartey nor"
        let small = opens && {
            let lists = [List::FunctionWord, List::SmallWord];
            self.article.lang.pack().lexicon.is_in(before.span.of(self.prose), &lists)
        };
        let said = small || opens && marks.iter().any(|it| it.list == List::SpeechVerb);
        let title = |it: &Mark| it.list == List::PersonNoun && it.end as usize == self.index;
        let until = self.facts.marks.partition_point(|it| it.span.start() < before.span.end());
        let near = self.facts.marks.get(until.saturating_sub(NEAR)..until).unwrap_or_default();
        let titled = !field && near.iter().any(title);
        !said && !titled && self.is_free(at, gap, wanted)
    }

    /// Whose noun stands here alone, with a capital, and whether it begins its
    /// sentence: "the Foundation", "temuan Komisi".
    fn heads(&self, wanted: &Wanted<'_>) -> Option<(usize, bool)> {
        let owner = (*wanted.heads.get(self.text())?)?;
        let named_before = wanted.firsts.get(owner).is_some_and(|it| *it < self.span().start());
        let sentence = self.facts.sentence_at(self.token.span.start())?;
        let (_, _, roles) = self.article.passage(self.passage)?;
        let heading = roles.get(sentence.block).is_none_or(|it| it.is_heading());
        let word = |at: Option<usize>| {
            let token = at.filter(|it| sentence.tokens.contains(it));
            token.and_then(|it| self.facts.tokens.get(it)).map_or("", |it| it.span.of(self.prose))
        };
        let (before, behind) = (word(self.index.checked_sub(1)), word(Some(self.index + 1)));
        let other = |it: &str| it.starts_with(|it: char| it.is_uppercase() || it.is_ascii_digit());
        if !named_before || heading || other(behind) || matches!(behind, "of" | "for" | "/" | "-") {
            return None;
        }
        match self.article.lang {
            // "Trust chair Ida Pell"
            Lang::En => {
                let next = self.facts.tokens.get(self.index + 1).map(|it| it.span);
                let office = next.is_some_and(|it| {
                    let small = it.of(self.prose).starts_with(char::is_lowercase);
                    let mut marks = self.facts.marks_in(it).iter();
                    small
                        && marks.any(|own| {
                            own.list == List::PersonNoun && own.span.start() == it.start()
                        })
                });
                let told = before.eq_ignore_ascii_case("the");
                let any =
                    matches!(before, "a" | "an" | "any" | "every" | "each" | "some" | "former");
                let inside = office && !any && !other(before) && !before.is_empty();
                let opens = office && self.opens();
                (told || inside || opens).then_some((owner, !told && opens))
            }
            Lang::Id if self.opens() => Some((owner, true)),
            Lang::Id => {
                // "Menurut Komisi"
                let opened = sentence.tokens.start + 1 == self.index;
                (opened || !other(before)).then_some((owner, false))
            }
        }
    }
}
