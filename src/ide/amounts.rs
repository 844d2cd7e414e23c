//! Days, sums of money and other quantities as entities, for programs.

use rustc_hash::FxHashMap;

use crate::detect::{Article, Unit};
use crate::ide::report::{Entity, Mention};
use crate::text::Span;

/// What one mention tells: kind, the part of its id behind the kind, the span
/// in the article.
type Told = (&'static str, String, Span);

/// In the order of their first mention. Those that mean the same are one.
/// `mention` makes a mention of a span.
pub(super) fn entities(article: &Article, mention: impl Fn(Span) -> Mention) -> Vec<Entity> {
    let mut res: Vec<Entity> = Vec::new();
    let mut places: FxHashMap<String, usize> = FxHashMap::default();
    for (kind, value, span) in told(article) {
        let id = format!("{kind}/{value}");
        let mention = mention(span);
        let at = *places.entry(id.clone()).or_insert(res.len());
        match res.get_mut(at) {
            Some(it) => it.mentions.push(mention),
            None => res.push(Entity {
                id,
                qid: None,
                name: if kind == "date" { value } else { mention.text.clone() },
                kind,
                known: false,
                title: None,
                mentions: vec![mention],
            }),
        }
    }
    res
}

fn told(article: &Article) -> Vec<Told> {
    let mut res: Vec<Told> = Vec::new();
    for (placed, facts, _) in article.passages() {
        res.extend(facts.whens.iter().filter_map(|it| {
            let point = it.on(article.date.day)?;
            Some(("date", point.to_string(), it.span.shift(placed.start)))
        }));
        for it in &facts.quantities {
            let written = || it.whole.of(placed.passage.prose()).to_lowercase();
            let number = it.value.map_or_else(written, |it| it.to_string());
            let (kind, value) = match it.unit {
                Unit::Money => ("money", written().split_whitespace().collect()),
                Unit::Percent => ("quantity", format!("{number}-percent")),
                Unit::Point => ("quantity", format!("{number}-points")),
                Unit::None | Unit::Magnitude => ("quantity", number),
            };
            res.push((kind, value, it.whole.shift(placed.start)));
        }
    }
    res.sort_by_key(|it| it.2);
    res
}
