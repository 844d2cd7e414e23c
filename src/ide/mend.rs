//! All safe fixes at once.

use std::collections::BTreeMap;

use crate::ide::Snapshot;
use crate::text::Span;

impl Snapshot {
    /// What the safe fixes change, in order and without overlaps: of each
    /// finding the first one that is safe, of fixes that touch each other the
    /// first. With `rule`, only those of its findings. Spans are bytes of the
    /// article.
    pub fn safe_edits(&self, rule: Option<&str>) -> Vec<(Span, String)> {
        let mut taken: BTreeMap<Span, String> = BTreeMap::new();
        for finding in self.diagnostics() {
            if rule.is_some_and(|it| it != finding.rule) {
                continue;
            }
            let Some(fix) = finding.fixes.into_iter().find(|it| it.safe) else { continue };
            // All of a fix, or nothing of it. What is taken does not overlap, so
            // only the neighbours can be met.
            let free = fix.edits.iter().all(|(span, _)| {
                let before = taken.range(..*span).next_back();
                let behind = taken.range(*span..).next();
                ![before, behind].into_iter().flatten().any(|it| it.0.meets(*span))
            });
            if free {
                taken.extend(fix.edits);
            }
        }
        taken.into_iter().collect()
    }
}

/// The text with edits applied; they are in order and do not overlap.
pub fn apply(text: &str, edits: &[(Span, String)]) -> String {
    let mut res = String::with_capacity(text.len());
    let mut done = 0;
    for (span, new) in edits {
        res.push_str(text.get(done..span.start()).unwrap_or_default());
        res.push_str(new);
        done = span.end();
    }
    res.push_str(text.get(done..).unwrap_or_default());
    res
}
