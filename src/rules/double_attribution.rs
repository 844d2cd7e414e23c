//! "Menurut X mengatakan": two words hand the statement over, and the clause
//! has no subject.

use crate::detect::{Article, Facts, Sentence};
use crate::lang::{Beside, CueClass, Lang, List, Message, Part, TokenKind};
use crate::rules::{Check, Findings, Group, Level, Rule};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    id: "double-attribution",
    group: Group::Attribution,
    level: Level::Warning,
    fixes: true,
    since: "0.1.0",
    page: include_str!("double_attribution.md"),
    check: Check::Passage(check),
};

/// A source has at most so many words.
const LONGEST: usize = 14;

fn check(article: &Article, at: usize, findings: &mut Findings<'_>) {
    let Some((placed, facts, _)) = article.passage(at) else { return };
    if article.lang != Lang::Id {
        return;
    }
    let text = placed.passage.prose();
    for sentence in &facts.sentences {
        let Some((preposition, verb, end)) = doubled(text, facts, sentence) else { continue };
        let rest = text.get(end..sentence.span.end()).unwrap_or_default();
        let message = Message::new("double-attribution").with("verb", verb.of(text));
        // "Menurut X, …"
        let gap = rest.len() - rest.trim_start_matches([',', ' ']).len();
        let instead = if rest.trim_start().is_empty() { "" } else { ", " };
        let from = text.get(..verb.start()).unwrap_or_default().trim_end().len();
        let cut = Span::new(from, end + gap);
        // "X mengatakan …"
        let name = text.get(preposition.end()..).unwrap_or_default();
        let name = preposition.end() + (name.len() - name.trim_start().len());
        let drop = Span::new(preposition.start(), name);
        let finding = findings
            .finding(verb, message)
            .fix(false, Message::new("double-attribution-comma"), cut, instead)
            .fix(false, Message::new("double-attribution-drop"), drop, "");
        findings.add(finding);
    }
}

/// The preposition, the verb, and where what is said may begin.
fn doubled(text: &str, facts: &Facts, sentence: &Sentence) -> Option<(Span, Span, usize)> {
    let tokens = facts.tokens_of(sentence);
    let first = tokens.iter().position(|it| it.kind == TokenKind::Word)?;
    let preposition = tokens.get(first)?;
    if !Lang::Id.pack().lexicon.is_beside(preposition.span.of(text), Beside::According) {
        return None;
    }
    let name = |it: &str| it.starts_with(|it: char| it.is_uppercase() || it.is_ascii_digit());
    let mut names = 0;
    for (index, token) in tokens.iter().enumerate().skip(first + 1).take(LONGEST) {
        let word = token.span.of(text);
        let marks = facts.marks_in(token.span);
        let says = marks.iter().find(|it| {
            it.list == List::SpeechVerb
                && !it.only_at_quote()
                && matches!(it.class(), Some(CueClass::Say | CueClass::Assess | CueClass::Claim))
        });
        if let Some(says) = says.filter(|it| it.span == token.span && word.starts_with("me")) {
            let that = tokens
                .get(index + 1)
                .filter(|it| Lang::Id.pack().lexicon.plays(it.span.of(text), Part::That));
            let end = that.map_or(says.span.end(), |it| it.span.end());
            return (0 < names).then_some((preposition.span, says.span, end));
        }
        // A source that is a name from its first word to its last.
        let inner = matches!(word, "." | "-" | "'" | "’" | "&")
            || Lang::Id.pack().lexicon.is_beside(word, Beside::Inside);
        if !name(word) && !inner {
            return None;
        }
        names += usize::from(name(word));
    }
    None
}
