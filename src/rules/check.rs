//! Runs the rules over an article, keeping what passages alone decided.

use std::hash::{Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use rustc_hash::FxHasher;

use crate::detect::{Article, Facts};
use crate::rules::{Check, Finding, Findings, Fix, RULES, Rule};
use crate::text::Span;

/// The findings of one version of an article.
#[derive(Clone, Default)]
pub struct Checked {
    /// Sorted by place, then by rule.
    pub findings: Vec<Finding>,
    /// What each passage alone gave.
    kept: Vec<Kept>,
}

/// The findings of one passage, and all that they depend on.
#[derive(Clone)]
struct Kept {
    facts: Arc<Facts>,
    /// Of what its blocks are in the article, of the date and the language.
    around: u64,
    /// Spans relative to the passage.
    findings: Arc<[Finding]>,
}

/// Rules that panicked: off until the program ends.
static BROKEN: LazyLock<RwLock<Vec<&'static str>>> = LazyLock::new(RwLock::default);

/// Runs every rule. `before` is what an earlier version gave.
pub fn check(article: &Article, before: Option<&Checked>) -> Checked {
    check_with(RULES, article, before)
}

/// Runs the given rules. A rule that panics is reported once through
/// `tracing` and stays off until the program ends; the others go on.
pub fn check_with(rules: &[&'static Rule], article: &Article, before: Option<&Checked>) -> Checked {
    let kept = article.facts.iter().enumerate().map(|(at, facts)| {
        let around = around(article, at);
        let old = before.and_then(|it| it.of(article, at)).filter(|it| it.around == around);
        let findings = match old {
            Some(old) => old.findings.clone(),
            None => check_passage(rules, article, at).into(),
        };
        Kept { facts: facts.clone(), around, findings }
    });
    let kept: Vec<Kept> = kept.collect();
    let mut findings = Vec::new();
    for (kept, placed) in kept.iter().zip(&article.layout.passages) {
        findings.extend(kept.findings.iter().map(|it| it.shift(placed.start)));
    }
    for rule in rules {
        if let Check::Article(run) = rule.check {
            guarded(rule, &mut findings, |it| run(article, it));
        }
    }
    findings.sort_by_key(|it| (it.span, it.rule));
    Checked { findings, kept }
}

/// What else a passage's rules may look at, as one number.
fn around(article: &Article, at: usize) -> u64 {
    let mut hasher = FxHasher::default();
    (article.roles.get(at), article.date.day, article.lang).hash(&mut hasher);
    hasher.finish()
}

/// Spans of the answer are relative to the passage.
fn check_passage(rules: &[&'static Rule], article: &Article, at: usize) -> Vec<Finding> {
    let mut res = Vec::new();
    for rule in rules {
        if let Check::Passage(run) = rule.check {
            guarded(rule, &mut res, |it| run(article, at, it));
        }
    }
    res
}

fn guarded(rule: &'static Rule, all: &mut Vec<Finding>, run: impl FnOnce(&mut Findings<'_>)) {
    let broken = BROKEN.read().unwrap_or_else(PoisonError::into_inner).contains(&rule.id);
    if broken {
        return;
    }
    let before = all.len();
    let done = catch_unwind(AssertUnwindSafe(|| run(&mut Findings { rule, all })));
    if done.is_err() {
        all.truncate(before);
        BROKEN.write().unwrap_or_else(PoisonError::into_inner).push(rule.id);
        tracing::error!(
            rule = rule.id,
            "the rule failed and is off until the program is restarted"
        );
    }
}

impl Checked {
    /// What the passage at `at` gave in the earlier version: passages keep
    /// their place from the front or from the back.
    fn of(&self, article: &Article, at: usize) -> Option<&Kept> {
        let facts = article.facts.get(at)?;
        let from_back = (at + self.kept.len()).checked_sub(article.facts.len());
        [Some(at), from_back]
            .into_iter()
            .flatten()
            .filter_map(|it| self.kept.get(it))
            .find(|it| Arc::ptr_eq(&it.facts, facts))
    }
}

impl Finding {
    fn shift(&self, by: usize) -> Finding {
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
