//! What is told of the findings: not what is silenced, and not a wall of them
//! when an article is opened. Also the ways to silence more.

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use crate::config::{Ignore, Judged, MANY, UNUSED, comment_for, fingerprints, judge};
use crate::ide::{Diagnostic, Snapshot, diagnostics};
use crate::lang::{Message, render};
use crate::rules::{Finding, Group, Level};
use crate::text::Span;

/// So many rules are named in a summary, and can be turned off from there.
const NAMED: usize = 4;

/// It is not known yet whether the article has too many findings.
const FRESH: u8 = 0;
/// It had when it was opened: they are summed up.
const SUMMED: u8 = 1;
/// All are told, also where they become more.
const ALL: u8 = 2;

/// How many findings each rule has.
type Counts = FxHashMap<&'static str, usize>;

/// What one snapshot tells.
#[derive(Default)]
pub(super) struct Telling {
    told: OnceLock<Told>,
    /// Shared by all versions of a document, so that findings which come and
    /// go as one types do not switch the summary on and off.
    state: Arc<AtomicU8>,
}

#[derive(Default)]
struct Told {
    findings: Vec<Finding>,
    silenced: usize,
    /// Where they are summed up: how many there are, and of which rules most.
    summed: Option<(usize, Vec<(&'static str, usize)>)>,
}

impl Telling {
    /// For the next version of the document.
    pub(super) fn next(&self) -> Telling {
        Telling { told: OnceLock::new(), state: Arc::clone(&self.state) }
    }

    pub(super) fn tell_all(&self) {
        self.state.store(ALL, Ordering::Release);
    }
}

/// Ways to silence one finding.
#[derive(Clone, Debug)]
pub struct Silencing {
    pub diagnostic: Diagnostic,
    pub title: String,
    /// A comment and where it goes; nothing where the article takes none.
    pub comment: Option<(usize, String)>,
    /// For the project's list, its file left empty.
    pub ignore: Ignore,
    pub mute: Option<Mute>,
}

/// To turn off a rule in the project.
#[derive(Clone, Debug)]
pub struct Mute {
    pub rule: &'static str,
    pub title: String,
}

impl Snapshot {
    /// What is told, sorted by place. Nothing where each finding is told for
    /// itself: then only what is new needs to be looked at after an edit.
    pub fn judged(&self) -> Option<&[Finding]> {
        let house = &self.settings.house;
        let may_sum = || {
            0 < house.summary_above && {
                // The first version that is read decides.
                if self.telling.state.load(Ordering::Acquire) == FRESH {
                    self.all_told();
                }
                self.telling.state.load(Ordering::Acquire) == SUMMED
            }
        };
        let plain = house.has_levels_only() && !self.article().is_directed() && !may_sum();
        (!plain).then(|| self.all_told().findings.as_slice())
    }

    /// The findings that touch the span, at their levels.
    pub(super) fn told_at(&self, span: Span) -> Vec<Finding> {
        if let Some(findings) = self.judged() {
            let told = findings.iter().filter(|it| it.span.meets(span) && !self.holds(it));
            return told.cloned().collect();
        }
        let reading = self.reading();
        let (article, checked) = (&reading.article, &reading.checked);
        let slot = |byte| article.layout.slot_of(article.passage_at(byte));
        (slot(span.start()).saturating_sub(1)..=slot(span.end()))
            .filter_map(|it| checked.batch(article, it))
            .flat_map(|it| it.findings())
            .filter(|it| it.span.meets(span) && !self.holds(it))
            .filter_map(|it| self.settings.house.level_of(it))
            .collect()
    }

    /// As [`Snapshot::told_at`], also where findings are summed up.
    pub(super) fn standing_at(&self, span: Span) -> Vec<Finding> {
        if self.judged().is_none() || self.all_told().summed.is_none() {
            return self.told_at(span);
        }
        let reading = self.reading();
        let found = reading.checked.findings(&reading.article);
        let Judged { findings, .. } = judge(&reading.article, &found, &self.settings.house);
        findings.into_iter().filter(|it| it.span.meets(span)).collect()
    }

    /// How many findings are silenced by comments, ignores or the baseline.
    pub fn silenced(&self) -> usize {
        self.all_told().silenced
    }

    fn all_told(&self) -> &Told {
        self.telling.told.get_or_init(|| {
            let house = &self.settings.house;
            let reading = self.reading();
            if let Some((count, rules)) = self.counts()
                && self.sums_up(count)
                && let Some(level) = house.level(MANY)
            {
                return self.sum_up(&rules, self.errors(), 0, level);
            }
            let found = reading.checked.findings(&reading.article);
            let Judged { findings, silenced } = judge(&reading.article, &found, house);
            let summed = self.sums_up(findings.len());
            match house.level(MANY) {
                Some(level) if summed => {
                    let mut rules = FxHashMap::default();
                    findings.iter().for_each(|it| *rules.entry(it.rule).or_default() += 1);
                    let errors = findings.into_iter().filter(|it| it.level == Level::Error);
                    self.sum_up(&rules, errors.collect(), silenced, level)
                }
                _ => Told { findings, silenced, summed: None },
            }
        })
    }

    /// How many findings there are, and of which rules: where nothing can be
    /// silenced, they need not be gone through for that.
    fn counts(&self) -> Option<(usize, Counts)> {
        let house = &self.settings.house;
        if !house.has_levels_only() || self.article().is_directed() {
            return None;
        }
        let mut rules: Counts = self.reading().checked.tally().into_iter().collect();
        rules.retain(|rule, _| house.level(rule).is_some());
        Some((rules.values().sum(), rules))
    }

    /// The errors, where nothing can be silenced.
    fn errors(&self) -> Vec<Finding> {
        let house = &self.settings.house;
        let mut rules: Vec<&str> =
            self.reading().checked.tally().into_iter().map(|it| it.0).collect();
        rules.retain(|it| house.level(it) == Some(Level::Error));
        if rules.is_empty() {
            return Vec::new();
        }
        let batches = self.batches().filter(|it| it.tally().any(|it| rules.contains(&it.0)));
        let found = batches.flat_map(|it| it.findings()).filter_map(|it| house.level_of(it));
        found.filter(|it| it.level == Level::Error).collect()
    }

    /// Whether so many findings are summed up; the first version decides.
    fn sums_up(&self, count: usize) -> bool {
        let most = self.settings.house.summary_above;
        let is_wall = 0 < most && most < count;
        let state = &self.telling.state;
        let summed = match state.load(Ordering::Acquire) {
            FRESH | SUMMED if is_wall => SUMMED,
            _ => ALL,
        };
        state.store(summed, Ordering::Release);
        summed == SUMMED
    }

    fn sum_up(
        &self,
        rules: &Counts,
        mut findings: Vec<Finding>,
        silenced: usize,
        level: Level,
    ) -> Told {
        let count = rules.values().sum();
        let mut rules: Vec<(&'static str, usize)> = rules.iter().map(|(a, b)| (*a, *b)).collect();
        rules.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        rules.truncate(NAMED);
        let named: Vec<String> = rules.iter().map(|(rule, n)| format!("{n} {rule}")).collect();
        let message = Message::new("many-findings")
            .with("count", count)
            .with("shown", findings.len())
            .with("rules", named.join(" · "));
        findings.push(Finding {
            rule: MANY,
            group: Group::Metadata,
            level,
            span: self.first_line(),
            message,
            fixes: Vec::new(),
            related: Vec::new(),
        });
        findings.sort_by_key(|it| (it.span, it.rule));
        Told { findings, silenced, summed: Some((count, rules)) }
    }

    /// The rule, place and fingerprint of all findings that are not turned off,
    /// silenced ones too.
    pub fn fingerprints(&self) -> Vec<(&'static str, Span, String)> {
        let reading = self.reading();
        let found = reading.checked.findings(&reading.article);
        let all = fingerprints(&reading.article, &found);
        let on = |it: &Finding| self.settings.house.level(it.rule).is_some();
        let named = found.iter().zip(all).filter(|(it, _)| on(it));
        named.map(|(it, print)| (it.rule, it.span, print)).collect()
    }

    fn first_line(&self) -> Span {
        let line = self.buffer().lines_from(0).next().unwrap_or_default();
        Span::new(0, line.trim_end().len())
    }

    /// For each finding that touches the span, how to silence it.
    pub fn silencings(&self, span: Span) -> Vec<Silencing> {
        let lang = self.message_lang();
        let article = self.article();
        let mdx = self.uri().to_ascii_lowercase().ends_with(".mdx");
        let told = self.told_at(span);
        let one = |finding: &Finding| Silencing {
            diagnostic: diagnostics::put(finding, lang),
            title: render(&Message::new("ignore-here").with("rule", finding.rule), lang),
            comment: comment_for(article, finding, mdx),
            ignore: Ignore::new("", article, finding),
            mute: Some(Mute {
                rule: finding.rule,
                title: render(&Message::new("ignore-in-project").with("rule", finding.rule), lang),
            }),
        };
        told.iter().filter(|it| it.rule != MANY && it.rule != UNUSED).map(one).collect()
    }

    /// Where findings are summed up at the span: the summary, how to see all of
    /// them, and the rules that say most.
    pub fn summary(&self, span: Span) -> Option<(Diagnostic, String, Vec<Mute>)> {
        let lang = self.message_lang();
        let findings = self.judged()?;
        let (count, rules) = self.all_told().summed.as_ref()?;
        let finding = findings.iter().find(|it| it.rule == MANY && it.span.meets(span))?;
        let show = render(&Message::new("many-findings-show").with("count", count), lang);
        let mutes = rules.iter().map(|(rule, count)| Mute {
            rule,
            title: render(
                &Message::new("many-findings-mute").with("rule", rule).with("count", count),
                lang,
            ),
        });
        Some((diagnostics::put(finding, lang), show, mutes.collect()))
    }
}
