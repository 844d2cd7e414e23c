//! A headline that has run into the first sentence.

use crate::detect::Article;
use crate::lang::Message;
use crate::rules::{Check, Findings, Group, Level, Rule};
use crate::structure::{Damage, Format};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    id: "heading-glued-lede",
    group: Group::Structure,
    level: Level::Information,
    fixes: true,
    since: "0.1.0",
    page: include_str!("heading_glued_lede.md"),
    check: Check::Passage(check),
};

fn check(article: &Article, at: usize, findings: &mut Findings<'_>) {
    let Some((placed, ..)) = article.passage(at) else { return };
    let text = &placed.passage.text;
    for pair in placed.passage.blocks.windows(2) {
        let [title, body] = pair else { continue };
        if title.damage != Some(Damage::GluedTitle) {
            continue;
        }
        let gap = (Span::new(title.content.end(), body.span.start()), "\n\n".to_owned());
        let edits = match article.layout.format {
            Format::Markdown => {
                let start = title.content.start();
                vec![(Span::new(start, start), "# ".to_owned()), gap]
            }
            Format::Plain | Format::Html => vec![gap],
        };
        let message = Message::new("heading-glued-lede").with("title", title.content.of(text));
        let finding = findings.finding(title.content, message).fix_all(
            false,
            Message::new("heading-glued-lede-fix"),
            edits,
        );
        findings.add(finding);
    }
}
