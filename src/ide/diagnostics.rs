//! Findings in words.

use crate::ide::{Action, Diagnostic, QuickFix};
use crate::lang::{Lang, render};
use crate::rules::{Finding, Fix};

pub(super) fn put(finding: &Finding, lang: Lang) -> Diagnostic {
    Diagnostic {
        rule: finding.rule,
        group: finding.group,
        level: finding.level,
        span: finding.span,
        message: render(&finding.message, lang),
        fixes: finding.fixes.iter().map(|it| fix(it, lang)).collect(),
        related: finding.related.iter().map(|(span, it)| (*span, render(it, lang))).collect(),
    }
}

fn fix(fix: &Fix, lang: Lang) -> QuickFix {
    QuickFix { title: render(&fix.title, lang), safe: fix.safe, edits: fix.edits.clone() }
}

/// One action for each fix of the finding.
pub(super) fn actions(finding: &Finding, lang: Lang) -> impl Iterator<Item = Action> {
    let diagnostic = put(finding, lang);
    let fixes = diagnostic.fixes.clone();
    fixes.into_iter().enumerate().map(move |(at, fix)| Action {
        preferred: at == 0 && fix.safe,
        fix,
        diagnostic: diagnostic.clone(),
    })
}
