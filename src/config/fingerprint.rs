//! What a finding is known by from one version of an article to the next: its
//! rule and its words, not its place. Moving a paragraph, or renaming a file,
//! changes no fingerprint.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::detect::Article;
use crate::lang::Message;
use crate::rules::Finding;
use crate::text::Span;

/// What a baseline begins with.
const HEAD: &str = "# tajuk baseline 1";

/// So many characters on each side tell one comma from another.
const CONTEXT: usize = 32;

/// A text with fewer letters and figures is known by its neighbours as well.
const TELLING: usize = 12;

/// Known findings, which are not told again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    known: BTreeSet<String>,
}

impl Baseline {
    /// Reads what [`Baseline::text`] writes. Err: the line, from one, and what
    /// is wrong there.
    pub fn read(text: &str) -> Result<Baseline, (usize, Message)> {
        let mut known = BTreeSet::new();
        if text.lines().next().is_none_or(|it| it.trim_end() != HEAD) {
            return Err((1, Message::new("baseline-head").with("head", HEAD)));
        }
        for (at, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let words: Vec<&str> = line.split_whitespace().collect();
            let is_hash = |it: &str| it.len() == 16 && it.bytes().all(|it| it.is_ascii_hexdigit());
            match words.as_slice() {
                [_, hash, nth] if is_hash(hash) && nth.parse::<u32>().is_ok() => {
                    known.insert(words.join(" "));
                }
                _ => return Err((at + 1, Message::new("baseline-line").with("line", line))),
            }
        }
        Ok(Baseline { known })
    }

    /// One finding a line, sorted: versions of it merge well.
    pub fn text(&self) -> String {
        let mut res = format!("{HEAD}\n# rule, fingerprint, which one of those in its article\n");
        for line in &self.known {
            res += line;
            res.push('\n');
        }
        res
    }

    pub fn add(&mut self, fingerprint: String) {
        self.known.insert(fingerprint);
    }

    pub fn knows(&self, fingerprint: &str) -> bool {
        self.known.contains(fingerprint)
    }

    pub fn len(&self) -> usize {
        self.known.len()
    }

    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }
}

/// One for each finding, in their order.
pub fn fingerprints(article: &Article, findings: &[Finding]) -> Vec<String> {
    let mut seen: FxHashMap<(&str, u64), u32> = FxHashMap::default();
    let one = |finding: &Finding| {
        let text = normal(article.text(finding.span));
        let telling = text.chars().filter(|it| it.is_alphanumeric()).count();
        let words = if TELLING <= telling {
            text
        } else {
            let (before, after) = around(article, finding.span);
            format!("{before}|{text}|{after}")
        };
        let hash = fnv(&words);
        let nth = seen.entry((finding.rule, hash)).and_modify(|it| *it += 1).or_insert(1);
        format!("{} {hash:016x} {nth}", finding.rule)
    };
    findings.iter().map(one).collect()
}

/// The words on both sides of a span in its passage, as they are compared.
pub(super) fn around(article: &Article, span: Span) -> (String, String) {
    let Some(placed) = article.layout.passage(article.passage_at(span.start())) else {
        return (String::new(), String::new());
    };
    let text = &*placed.passage.text;
    let start = (span.start() - placed.start).min(text.len());
    let end = (span.end() - placed.start).min(text.len());
    let before = text.get(..start).unwrap_or_default();
    let after = text.get(end..).unwrap_or_default();
    let from = before.char_indices().rev().take(CONTEXT).last().map_or(before.len(), |it| it.0);
    let to = after.char_indices().nth(CONTEXT).map_or(after.len(), |it| it.0);
    let before = normal(before.get(from..).unwrap_or_default());
    (before, normal(after.get(..to).unwrap_or_default()))
}

/// Without what an editor changes by the way: case, the kind of quotation
/// marks, blanks and line ends.
pub(super) fn normal(text: &str) -> String {
    let mut res = String::with_capacity(text.len());
    for word in text.split(|it: char| it.is_whitespace() || it == '\u{a0}' || it == '\0') {
        if word.is_empty() {
            continue;
        }
        if !res.is_empty() {
            res.push(' ');
        }
        for letter in word.chars().flat_map(char::to_lowercase) {
            res.push(match letter {
                '“' | '”' | '„' | '«' | '»' => '"',
                '‘' | '’' => '\'',
                it => it,
            });
        }
    }
    res
}

/// FNV-1a, since it must be the same in every version of the program.
fn fnv(text: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, step)
}
