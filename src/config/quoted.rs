//! `.tajuk/ignore.toml`: findings silenced by quoting them, for plain text,
//! which has no comments. A quotation with its neighbours is found again
//! wherever the text moves to, which a line number is not; and one file a
//! project, not one beside each article, is what an editor wants to look over.

use crate::config::Problem;
use crate::config::fingerprint::{around, normal};
use crate::config::keys;
use crate::config::keys_near::nearest;
use crate::config::node::{Entry, Node, Said};
use crate::detect::Article;
use crate::lang::Message;
use crate::rules::Finding;
use crate::text::Span;

pub(super) const KEYS: [&str; 6] = ["file", "rule", "quote", "before", "after", "reason"];

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignore {
    /// The article, seen from the project's folder, with strokes.
    pub file: String,
    pub rule: String,
    /// The words that are marked.
    pub quote: String,
    /// What stands before and behind them, as far as it was written down.
    pub before: Option<String>,
    pub after: Option<String>,
    /// Bytes of the file.
    pub at: Option<Span>,
}

/// All entries of a project.
#[derive(Clone, Debug, Default)]
pub struct Ignores {
    pub all: Vec<Ignore>,
}

impl Ignores {
    /// Reads the file; an entry that cannot be read is told and left out.
    pub fn read(text: &str) -> (Ignores, Vec<Problem>) {
        let (node, errors) = Node::from_toml(text);
        let mut problems: Vec<Problem> = errors
            .into_iter()
            .map(|(span, error)| Problem {
                span,
                message: Message::new("config-syntax").with("error", error),
                syntax: true,
            })
            .collect();
        let broken = !problems.is_empty();
        let mut res = Ignores::default();
        for entry in node.entries().unwrap_or_default() {
            let Said::List(tables) = &entry.node.value else {
                problems.push(unknown(&entry, ["ignore"]));
                continue;
            };
            if entry.name != "ignore" {
                problems.push(unknown(&entry, ["ignore"]));
                continue;
            }
            for table in tables {
                match one(table, &mut problems) {
                    Some(ignore) => res.all.push(ignore),
                    None if broken => {}
                    None => problems.push(Problem {
                        span: table.at,
                        message: Message::new("ignore-incomplete"),
                        syntax: false,
                    }),
                }
            }
        }
        (res, problems)
    }

    /// Those for one article.
    pub fn of(&self, file: &str) -> Vec<Ignore> {
        self.all.iter().filter(|it| it.file == file).cloned().collect()
    }
}

fn one(table: &Node, problems: &mut Vec<Problem>) -> Option<Ignore> {
    let entries = table.entries()?;
    for entry in entries.iter().filter(|it| !KEYS.contains(&it.name.as_str())) {
        problems.push(unknown(entry, KEYS));
    }
    let get = |name: &str| {
        let entry = entries.iter().find(|it| it.name == name)?;
        entry.node.text().map(str::to_owned)
    };
    let rule = get("rule")?;
    if !keys::rules().contains(&rule.as_str()) {
        let span = entries.iter().find(|it| it.name == "rule").and_then(|it| it.node.at);
        let near = nearest(&rule, keys::rules());
        let message = match near {
            Some(near) => Message::new("config-unknown-rule-near").with("near", near),
            None => Message::new("config-unknown-rule"),
        };
        problems.push(Problem { span, message: message.with("name", &rule), syntax: false });
    }
    Some(Ignore {
        file: get("file")?,
        rule,
        quote: get("quote")?,
        before: get("before"),
        after: get("after"),
        at: entries.first().and_then(|it| it.at),
    })
}

fn unknown<const N: usize>(entry: &Entry, names: [&str; N]) -> Problem {
    let message = match nearest(&entry.name, names) {
        Some(near) => Message::new("config-unknown-key-near").with("near", near),
        None => Message::new("config-unknown-key"),
    };
    Problem { span: entry.at, message: message.with("name", &entry.name), syntax: false }
}

impl Ignore {
    /// What silences this finding.
    pub fn new(file: &str, article: &Article, finding: &Finding) -> Ignore {
        let (before, after) = around(article, finding.span);
        Ignore {
            file: file.to_owned(),
            rule: finding.rule.to_owned(),
            quote: one_line(article.text(finding.span)),
            before: Some(before).filter(|it| !it.is_empty()),
            after: Some(after).filter(|it| !it.is_empty()),
            at: None,
        }
    }

    /// Whether it is this finding. An edit on one side of the words is
    /// forgiven.
    pub fn matches(&self, article: &Article, finding: &Finding) -> bool {
        if self.rule != finding.rule || normal(&self.quote) != normal(article.text(finding.span)) {
            return false;
        }
        let (before, after) = around(article, finding.span);
        let same = |said: &Option<String>, is: &str| said.as_deref().map(|it| normal(it) == is);
        match (same(&self.before, &before), same(&self.after, &after)) {
            (None, None) => true,
            (a, b) => a == Some(true) || b == Some(true),
        }
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
