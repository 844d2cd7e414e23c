//! Days, sums of money and other quantities as entities, for programs.

use rustc_hash::FxHashMap;

use crate::detect::{Article, Facts, Quantity, Unit};
use crate::ide::report::{Entity, Mention};
use crate::lang::{Lang, List, TokenKind};
use crate::text::Span;

/// What one mention tells: kind, the part of its id behind the kind, the span
/// in the article, what is counted.
type Told<'a> = (&'static str, String, Span, &'a str);

/// In the order of their first mention. Those that mean the same are one.
/// `mention` makes a mention of a span.
pub(super) fn entities(article: &Article, mention: impl Fn(Span) -> Mention) -> Vec<Entity> {
    let mut res: Vec<Entity> = Vec::new();
    let mut places: FxHashMap<String, usize> = FxHashMap::default();
    for (kind, value, span, noun) in told(article) {
        let id = format!("{kind}/{value}");
        let mention = mention(span);
        let at = *places.entry(id.clone()).or_insert(res.len());
        match res.get_mut(at) {
            Some(it) => it.mentions.push(mention),
            None => res.push(Entity {
                id,
                qid: None,
                name: match kind {
                    "date" => value,
                    _ => format!("{} {noun}", mention.text).trim_end().to_owned(),
                },
                kind,
                known: false,
                title: None,
                mentions: vec![mention],
            }),
        }
    }
    res
}

fn told(article: &Article) -> Vec<Told<'_>> {
    let mut res: Vec<Told<'_>> = Vec::new();
    for (placed, facts, _) in article.passages() {
        res.extend(facts.whens.iter().filter_map(|it| {
            let point = it.on(article.date.day)?;
            Some(("date", point.to_string(), it.span.shift(placed.start), ""))
        }));
        for it in &facts.quantities {
            let written = || it.whole.of(placed.passage.prose()).to_lowercase();
            let number = it.value.map_or_else(written, |it| it.to_string());
            let counts = matches!(it.unit, Unit::None | Unit::Magnitude);
            let noun = if counts { noun(facts, placed.passage.prose(), it) } else { "" };
            let (kind, value) = match it.unit {
                Unit::Money => ("money", written().split_whitespace().collect()),
                Unit::Percent => ("quantity", format!("{number}-percent")),
                Unit::Point => ("quantity", format!("{number}-points")),
                Unit::None | Unit::Magnitude if noun.is_empty() => ("quantity", number),
                Unit::None | Unit::Magnitude => {
                    let noun = noun.to_lowercase().split_whitespace().collect::<Vec<_>>().join("-");
                    ("quantity", format!("{number}-{noun}"))
                }
            };
            res.push((kind, value, it.whole.shift(placed.start), noun));
        }
    }
    res.sort_by_key(|it| it.2);
    res
}

/// What a number counts, right behind it: "38 sekolah", "40 old ships". Empty where
/// nothing tells.
fn noun<'a>(facts: &Facts, prose: &'a str, it: &Quantity) -> &'a str {
    let lang = facts.tongue.nearest();
    let lexicon = &lang.pack().lexicon;
    let small = |at: usize| {
        let before = facts.tokens.get(at.checked_sub(1)?)?;
        let token = facts.tokens.get(at).filter(|it| it.kind == TokenKind::Word)?;
        let word = token.span.of(prose);
        let gap = Span::new(before.span.end(), token.span.start()).of(prose);
        let noun = word.starts_with(char::is_lowercase)
            && gap.trim().is_empty()
            && !gap.is_empty()
            && !lexicon.is_in(word, &[List::FunctionWord, List::SmallWord]);
        noun.then_some(token.span)
    };
    let Some(first) = small(it.end) else { return "" };
    let plural = |it: Span| it.of(prose).ends_with('s');
    // English says how they are before it says what they are.
    let second = small(it.end + 1).filter(|it| lang == Lang::En && !plural(first) && plural(*it));
    second.map_or(first, |it| first.cover(it)).of(prose)
}
