//! What can be looked for in a folder of articles: titles, sections, and whom
//! and what they name.

use crate::ide::Snapshot;
use crate::ide::outline;
use crate::knowledge::EntityKind;
use crate::structure::{Section, SectionKind};
use crate::text::Span;

/// Something that has a name and a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Landmark {
    pub name: String,
    /// The title of its article; of a title itself nothing.
    pub within: Option<String>,
    pub kind: LandmarkKind,
    /// Bytes of the article.
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LandmarkKind {
    Heading(SectionKind),
    Entity(EntityKind),
}

/// All of an article: headings in order, then entities by first mention.
pub fn landmarks(snapshot: &Snapshot) -> Vec<Landmark> {
    let article = snapshot.article();
    let shown = snapshot.outline();
    let title = shown.first().filter(|it| it.kind == SectionKind::Title).map(|it| &it.name);
    let mut res = Vec::new();
    headings(snapshot, article.sections(), title, &mut res);
    for entity in article.entities() {
        let Some(first) = entity.mentions.first().and_then(|it| article.mentions().get(*it)) else {
            continue;
        };
        let entry = entity.entry(&article.base);
        res.push(Landmark {
            name: entry.name(article.lang).to_owned(),
            within: title.cloned(),
            kind: LandmarkKind::Entity(entry.kind),
            span: first.span,
        });
    }
    res
}

fn headings(
    snapshot: &Snapshot,
    sections: &[Section],
    title: Option<&String>,
    res: &mut Vec<Landmark>,
) {
    for it in sections.iter().filter(|it| it.kind != SectionKind::Item) {
        res.push(Landmark {
            name: outline::heading_name(snapshot.article(), it.heading),
            within: title.filter(|_| it.kind != SectionKind::Title).cloned(),
            kind: LandmarkKind::Heading(it.kind),
            span: it.heading,
        });
        headings(snapshot, &it.children, title, res);
    }
}

/// How well a name answers a query, the best highest; `None` where it does
/// not. The query's letters must stand in the name in their order, whatever
/// their case; best together, best at the start of words.
pub fn rank(name: &str, query: &str) -> Option<i32> {
    let mut wanted = query.chars().filter(|it| !it.is_whitespace()).flat_map(char::to_lowercase);
    let Some(mut next) = wanted.next() else { return Some(0) };
    let (mut score, mut streak, mut before) = (0i32, 0i32, ' ');
    for char in name.chars() {
        let starts = !before.is_alphanumeric();
        before = char;
        if !char.to_lowercase().eq(next.to_lowercase()) {
            streak = 0;
            continue;
        }
        streak += 1;
        score += streak + if starts { 4 } else { 0 };
        match wanted.next() {
            Some(it) => next = it,
            None => {
                let longer = i32::try_from(name.chars().count()).unwrap_or(i32::MAX);
                return Some(score.saturating_mul(100).saturating_sub(longer));
            }
        }
    }
    None
}
