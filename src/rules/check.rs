//! Runs the rules over an article, keeping what still holds.

use std::hash::{Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock, OnceLock, PoisonError, RwLock};

use rustc_hash::FxHasher;

use crate::detect::ledger::Cleared;
use crate::detect::{Article, Facts, Missing};
use crate::lang::Tongue;
use crate::rules::across::{Extract, Move, Tied};
use crate::rules::batch::Batch;
use crate::rules::gathered::sorted;
use crate::rules::{Across, Check, FOLLOWING, Finding, Findings, Fix, Profile, RULES, Rule, table};
use crate::structure::{Kept, Places, Slot, lies_at};
use crate::text::Span;

/// The findings of one version of an article.
#[derive(Clone, Default)]
pub struct Checked {
    /// Of each segment.
    segments: Vec<Arc<Judged>>,
    /// What each rule that looks across passages found.
    verdicts: Vec<Arc<[Arc<Tied>]>>,
    /// All of those, by passage and place.
    across: Arc<[Arc<Tied>]>,
    /// How many findings each rule has.
    tally: Tally,
}

/// How many findings rules have; a rule that has none may be left out.
type Tally = Vec<(&'static str, usize)>;

/// What the passages of a segment gave, each by itself.
pub struct Judged {
    pub(super) passages: Box<[Arc<Alone>]>,
    /// What was gathered: the index of the rule, of the passage in the
    /// segment, and of the extract in the passage. Sorted; made when a rule
    /// judges.
    gathered: OnceLock<Box<[(usize, usize, usize)]>>,
    /// How many findings each rule has here.
    pub(super) tally: Box<[(&'static str, usize)]>,
}

/// What one passage gave, and all that it depends on.
pub struct Alone {
    facts: Arc<Facts>,
    /// Of what its blocks and names are in the article, of its date and
    /// language, as one number.
    around: u64,
    /// Spans are bytes of the passage.
    pub(super) findings: Box<[Finding]>,
    /// By the index of their rule.
    pub(super) extracts: Box<[(usize, Arc<dyn Extract>)]>,
}

/// Rules that panicked: off until the program ends.
static BROKEN: LazyLock<RwLock<Vec<&'static str>>> = LazyLock::new(RwLock::default);

/// Whether there is one.
static ANY_BROKEN: AtomicBool = AtomicBool::new(false);

/// Runs every rule. `before` is an earlier version of the article and what it
/// gave.
pub fn check(article: &Article, before: Option<(&Article, &Checked)>) -> Checked {
    check_in(Profile::standard(), article, before)
}

/// Runs every rule for a house with this style. `before` must have been
/// checked for the same.
pub fn check_in(
    profile: &Profile,
    article: &Article,
    before: Option<(&Article, &Checked)>,
) -> Checked {
    run(RULES, profile, article, before)
}

/// Runs the given rules. A rule that panics is reported once through
/// `tracing` and stays off until the program ends; the others go on.
pub fn check_with(
    rules: &[&'static Rule],
    article: &Article,
    before: Option<(&Article, &Checked)>,
) -> Checked {
    run(rules, Profile::standard(), article, before)
}

fn run(
    rules: &[&'static Rule],
    profile: &Profile,
    article: &Article,
    before: Option<(&Article, &Checked)>,
) -> Checked {
    let before = before.filter(|(it, checked)| it.layout.slots().len() == checked.segments.len());
    // What was gathered is judged in the light of these.
    let alike = before.is_some_and(|(it, _)| {
        (it.lang, it.date) == (article.lang, article.date) && it.base == article.base
    });
    let before = before.map(|(it, checked)| (checked, article.kept(it)));
    let segments = segments(rules, profile, article, before);
    let slots = article.layout.slots();
    let news = before.and_then(|(old, kept)| News::of(slots, &segments, old, kept));
    let (mut verdicts, mut same) = (Vec::new(), before.is_some());
    for (at, rule) in rules.iter().enumerate() {
        let fold = match rule.check {
            Check::Passage(_) | Check::Table(_) => continue,
            Check::Across(fold) => Some(fold),
            Check::Article(_) => None,
        };
        let known = before.and_then(|(old, _)| old.verdicts.get(verdicts.len()));
        let known = known.filter(|_| alike).zip(news.as_ref()).zip(fold);
        let known = known.and_then(|((old, news), fold)| news.carry(at, fold, old));
        let verdict = known.unwrap_or_else(|| judge(at, rule, profile, article, &segments));
        let old = before.and_then(|(old, _)| old.verdicts.get(verdicts.len()));
        same &= old.is_some_and(|it| Arc::ptr_eq(it, &verdict) || *it == verdict);
        verdicts.push(verdict);
    }
    let across = match before {
        Some((old, _)) if same => Arc::clone(&old.across),
        _ => {
            let mut all: Vec<Arc<Tied>> =
                verdicts.iter().flat_map(|it| it.iter().map(Arc::clone)).collect();
            all.sort_by_key(|it| (it.passage, it.finding.span, it.finding.rule));
            without_followers(&mut all, profile);
            all.into()
        }
    };
    let tally = tally(&segments, before);
    Checked { segments, verdicts, across, tally }
}

/// Where two rules ask the same of one sentence, one of them does: see [`FOLLOWING`].
fn without_followers(all: &mut Vec<Arc<Tied>>, profile: &Profile) {
    for (leader, follower) in FOLLOWING {
        if profile.unheard.contains(&leader) {
            continue;
        }
        let leads = all.iter().filter(|it| it.finding.rule == leader);
        let leads: Vec<(usize, Span)> = leads.map(|it| (it.passage, it.finding.span)).collect();
        let led =
            |it: &Tied, by: &(usize, Span)| by.0 == it.passage && by.1.contains(it.finding.span);
        let within = |it: &Tied| leads.iter().any(|by| led(it, by));
        all.retain(|it| it.finding.rule != follower || !within(it));
    }
}

fn segments(
    rules: &[&'static Rule],
    profile: &Profile,
    article: &Article,
    before: Option<(&Checked, Kept)>,
) -> Vec<Arc<Judged>> {
    let gone =
        before.map_or(&[][..], |(old, kept)| old.segments.get(kept.gone()).unwrap_or_default());
    // Of a long article all may be gone, where its names mean others now.
    let gone = gone.iter().flat_map(|it| &it.passages);
    let gone = Places::new(gone.map(|it| (lies_at(&it.facts), it)));
    let mut last: Option<Arc<Alone>> = None;
    let slots = article.layout.slots();
    let mut judged = |slot: &Slot| {
        let passages = (slot.first..slot.first + slot.segment.len()).filter_map(|at| {
            let facts = article.facts(at)?;
            let around = around(article, at);
            let known = gone.get(lies_at(facts)).filter(|it| it.around == around);
            let known = known.map(|it| Arc::clone(it));
            if known.is_some() {
                return known;
            }
            let shared = last.as_ref().map_or(&[][..], |it| &it.extracts);
            let (findings, extracts) = alone(rules, profile, article, at, shared);
            let res = Arc::new(Alone { facts: Arc::clone(facts), around, findings, extracts });
            // Where one letter was typed there is little to share.
            last = before.is_none().then(|| Arc::clone(&res));
            Some(res)
        });
        Arc::new(Judged::new(passages.collect()))
    };
    match before {
        Some((old, kept)) => {
            let mut new = slots.get(kept.fresh()).unwrap_or_default().iter();
            kept.carry(&old.segments, |_| match new.next() {
                Some(slot) => judged(slot),
                None => Arc::new(Judged::new(Box::default())),
            })
        }
        None => slots.iter().map(judged).collect(),
    }
}

/// What else a passage's rules may look at, as one number.
fn around(article: &Article, at: usize) -> u64 {
    let mut hasher = FxHasher::default();
    (article.roles(at), article.date, article.lang).hash(&mut hasher);
    for it in article.apart(at) {
        it.hash(&mut hasher);
    }
    for it in article.named_in(at) {
        it.hash(&mut hasher);
    }
    for inherited in article.inherited_in(at) {
        inherited.hash(&mut hasher);
    }
    article.cleared().map(Cleared::stamp).hash(&mut hasher);
    article.missing().map(Missing::stamp).hash(&mut hasher);
    hasher.finish()
}

type Gathered = (Box<[Finding]>, Box<[(usize, Arc<dyn Extract>)]>);

/// Spans of the answer are relative to the passage.
///
/// `last` is what the passage before gave: much of it says the same, and is shared.
fn alone(
    rules: &[&'static Rule],
    profile: &Profile,
    article: &Article,
    at: usize,
    last: &[(usize, Arc<dyn Extract>)],
) -> Gathered {
    let (mut findings, mut extracts) = (Vec::new(), Vec::with_capacity(rules.len() / 4));
    let mut last = last.iter().peekable();
    let heads = table::Heads::of(article, at);
    let foreign =
        article.passage(at).is_some_and(|(_, facts, _)| matches!(facts.tongue, Tongue::Other(_)));
    for (index, rule) in rules.iter().enumerate() {
        // "Nous nous sommes": nobody's rules for words are laid on another language.
        if foreign && rule.group.is_about_words() {
            continue;
        }
        match rule.check {
            Check::Passage(run) => guarded(rule, profile, &mut findings, |it| run(article, at, it)),
            Check::Table(table) => {
                if let Some(bit) = heads.bit(rule) {
                    guarded(rule, profile, &mut findings, |it| {
                        table.check(article, at, (&heads, bit), it);
                    });
                }
            }
            Check::Across(fold) => guarded(rule, profile, &mut findings, |_| {
                if let Some(it) = fold.gather(article, at) {
                    while last.next_if(|it| it.0 < index).is_some() {}
                    let known = last.peek().filter(|it| it.0 == index).map(|it| &it.1);
                    let same = |known: &&Arc<dyn Extract>| {
                        known.is(it.as_ref()) && fold.spots(it.as_ref()).is_empty()
                    };
                    extracts.push((index, known.filter(same).map_or(it, Arc::clone)));
                }
            }),
            Check::Article(_) => {}
        }
    }
    (findings.into(), extracts.into())
}

/// What a rule gathered, with the index of the passage.
fn gathered(rule: usize, segments: &[Arc<Judged>]) -> impl Iterator<Item = (usize, &dyn Extract)> {
    let firsts = segments.iter().scan(0, |sum, it| {
        let first = *sum;
        *sum += it.passages.len();
        Some(first)
    });
    segments.iter().zip(firsts).flat_map(move |(segment, first)| {
        let gathered = segment.gathered.get_or_init(|| sorted(&segment.passages));
        let from = gathered.partition_point(|it| it.0 < rule);
        let own = gathered.get(from..).unwrap_or_default().iter();
        own.take_while(move |it| it.0 == rule).filter_map(move |(_, passage, extract)| {
            let (_, extract) = segment.passages.get(*passage)?.extracts.get(*extract)?;
            Some((first + passage, extract.as_ref()))
        })
    })
}

/// The passages that are not what they were, where none came or went.
struct News {
    /// Index of the passage, what it gave, and what it gives.
    each: Vec<(usize, Arc<Alone>, Arc<Alone>)>,
}

impl News {
    fn of(slots: &[Slot], segments: &[Arc<Judged>], old: &Checked, kept: Kept) -> Option<News> {
        fn each(all: &[Arc<Judged>], range: std::ops::Range<usize>) -> Vec<&Arc<Alone>> {
            all.get(range).unwrap_or_default().iter().flat_map(|it| &it.passages).collect()
        }
        let first = slots.get(kept.fresh().start).map_or(0, |it| it.first);
        let (new, old) = (each(segments, kept.fresh()), each(&old.segments, kept.gone()));
        if new.len() != old.len() {
            return None;
        }
        let pairs = old.into_iter().zip(new).enumerate();
        let each = pairs.filter(|(_, (a, b))| !Arc::ptr_eq(a, b));
        let each = each.map(|(at, (a, b))| (first + at, Arc::clone(a), Arc::clone(b)));
        Some(News { each: each.collect() })
    }

    /// What a rule found before, where it has gathered the same: moved with
    /// its spots.
    fn carry(
        &self,
        rule: usize,
        fold: &dyn Across,
        verdict: &Arc<[Arc<Tied>]>,
    ) -> Option<Arc<[Arc<Tied>]>> {
        let mut moves = Vec::new();
        for (passage, old, new) in &self.each {
            match (old.extract(rule), new.extract(rule)) {
                (None, None) => {}
                (Some(a), Some(b)) if a.is(b) => {
                    let (from, to) = (fold.spots(a), fold.spots(b));
                    if from.len() != to.len() {
                        return None;
                    }
                    if from != to {
                        moves.push(Move { passage: *passage, from, to });
                    }
                }
                _ => return None,
            }
        }
        if moves.is_empty() || !verdict.iter().any(|it| it.touches(&moves)) {
            return Some(Arc::clone(verdict));
        }
        let all = verdict.iter().map(|it| match it.touches(&moves) {
            true => it.moved(&moves).map(Arc::new),
            false => Some(Arc::clone(it)),
        });
        all.collect()
    }
}

impl Alone {
    /// What a rule takes from the passage.
    fn extract(&self, rule: usize) -> Option<&dyn Extract> {
        let at = self.extracts.binary_search_by_key(&rule, |it| it.0).ok()?;
        self.extracts.get(at).map(|it| it.1.as_ref())
    }
}

fn judge(
    index: usize,
    rule: &'static Rule,
    profile: &Profile,
    article: &Article,
    segments: &[Arc<Judged>],
) -> Arc<[Arc<Tied>]> {
    let mut found = Vec::new();
    match rule.check {
        Check::Across(fold) => {
            let all: Vec<(usize, &dyn Extract)> = gathered(index, segments).collect();
            guarded(rule, profile, &mut found, |it| fold.judge(article, &all, it));
        }
        Check::Article(run) => guarded(rule, profile, &mut found, |it| run(article, it)),
        Check::Passage(_) | Check::Table(_) => {}
    }
    found.into_iter().map(|it| Arc::new(Tied::to(article, it))).collect()
}

fn guarded(
    rule: &'static Rule,
    profile: &Profile,
    all: &mut Vec<Finding>,
    run: impl FnOnce(&mut Findings<'_>),
) {
    let broken = ANY_BROKEN.load(Ordering::Acquire)
        && BROKEN.read().unwrap_or_else(PoisonError::into_inner).contains(&rule.id);
    if broken {
        return;
    }
    let before = all.len();
    let done = catch_unwind(AssertUnwindSafe(|| run(&mut Findings { rule, profile, all })));
    if done.is_err() {
        all.truncate(before);
        BROKEN.write().unwrap_or_else(PoisonError::into_inner).push(rule.id);
        ANY_BROKEN.store(true, Ordering::Release);
        tracing::error!(
            rule = rule.id,
            "the rule failed and is off until the program is restarted"
        );
    }
}

/// Adds so many findings of a rule.
fn add(tally: &mut Tally, rule: &'static str, count: usize) {
    match tally.iter_mut().find(|it| it.0 == rule) {
        Some(known) => known.1 += count,
        None => tally.push((rule, count)),
    }
}

/// How many findings the passages of an article have by themselves: what an
/// earlier version had, less what is gone.
fn tally(segments: &[Arc<Judged>], before: Option<(&Checked, Kept)>) -> Tally {
    let mut res = before.map_or_else(Tally::new, |(old, _)| old.tally.clone());
    let gone = before.and_then(|(old, kept)| old.segments.get(kept.gone()));
    for (rule, count) in gone.unwrap_or_default().iter().flat_map(|it| &it.tally) {
        if let Some(known) = res.iter_mut().find(|it| it.0 == *rule) {
            known.1 = known.1.saturating_sub(*count);
        }
    }
    let fresh = before.map_or(0..segments.len(), |(_, kept)| kept.fresh());
    let fresh = segments.get(fresh).unwrap_or_default();
    fresh.iter().flat_map(|it| &it.tally).for_each(|(rule, count)| add(&mut res, rule, *count));
    res
}

impl Judged {
    fn new(passages: Box<[Arc<Alone>]>) -> Judged {
        let mut tally = Tally::new();
        for finding in passages.iter().flat_map(|it| &it.findings) {
            add(&mut tally, finding.rule, 1);
        }
        Judged { passages, gathered: OnceLock::new(), tally: tally.into() }
    }
}

impl Checked {
    /// How many findings each rule has, each rule once.
    pub fn tally(&self) -> Vec<(&'static str, usize)> {
        let mut res = self.tally.clone();
        for verdict in &self.verdicts {
            if let Some(first) = verdict.first() {
                add(&mut res, first.finding.rule, verdict.len());
            }
        }
        res.retain(|it| 0 < it.1);
        res
    }

    /// All findings, sorted by place, then by rule. `article` is the one that
    /// was checked.
    pub fn findings(&self, article: &Article) -> Vec<Finding> {
        self.batches(article).flat_map(|it| it.findings()).collect()
    }

    /// The findings segment by segment.
    pub fn batches<'a>(&'a self, article: &'a Article) -> impl Iterator<Item = Batch<'a>> {
        (0..self.segments.len()).filter_map(|it| self.batch(article, it))
    }

    /// The findings of the segment of this index.
    pub fn batch<'a>(&'a self, article: &'a Article, at: usize) -> Option<Batch<'a>> {
        let slot = article.layout.slots().get(at)?;
        let from = self.across.partition_point(|it| it.passage < slot.first);
        let end = slot.first + slot.segment.len();
        let to = self.across.partition_point(|it| it.passage < end);
        let across = self.across.get(from..to).unwrap_or_default();
        Some(Batch { article, at, alone: self.segments.get(at)?, across })
    }
}

impl Finding {
    pub(super) fn shift(&self, by: usize) -> Finding {
        let moved = |span: Span| span.shift(by);
        let mut res = self.clone();
        res.span = moved(res.span);
        for (span, _) in &mut res.related {
            *span = moved(*span);
        }
        for Fix { edits, .. } in &mut res.fixes {
            for (span, _) in edits {
                *span = moved(*span);
            }
        }
        res
    }
}
