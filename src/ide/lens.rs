//! What stands over a section: its claims and who vouches for them.

use crate::detect::{Article, Claim, SourceClass};
use crate::ide::Snapshot;
use crate::ide::lists::speakers;
use crate::lang::{Lang, Message, render};
use crate::structure::{Section, SectionKind};
use crate::text::Span;

/// A line over a heading. Spans are bytes of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lens {
    pub heading: Span,
    pub title: String,
    /// What there is to be shown when it is clicked, in order.
    pub claims: Vec<Span>,
}

/// For the title and for each section with claims, in order.
pub fn lenses(snapshot: &Snapshot) -> Vec<Lens> {
    let (article, lang) = (snapshot.article(), snapshot.message_lang());
    let mut res = Vec::new();
    walk(article, article.sections(), lang, &mut res);
    res
}

fn walk(article: &Article, sections: &[Section], lang: Lang, res: &mut Vec<Lens>) {
    for section in sections {
        match section.kind {
            SectionKind::Title => res.extend(title(article, section, lang)),
            SectionKind::Section => res.extend(own(article, section, lang)),
            SectionKind::Item => continue,
        }
        walk(article, &section.children, lang, res);
    }
}

/// The claims under a heading, up to the next one.
fn own(article: &Article, section: &Section, lang: Lang) -> Option<Lens> {
    let next = section.children.iter().find(|it| it.kind == SectionKind::Section);
    let end = next.map_or(section.span.end(), |it| it.span.start());
    let claims = within(article, Span::new(section.heading.end(), end));
    if claims.is_empty() {
        return None;
    }
    let count = |test: &dyn Fn(&Claim) -> bool| claims.iter().filter(|it| test(it)).count();
    let unsourced = count(&|it| !it.is_sourced());
    let anonymous = count(&|it| {
        let class = it.attribution.map(|it| it.source_class);
        matches!(class, Some(SourceClass::Anonymous | SourceClass::Vague))
    });
    let quoted = count(&|it| it.quoted);
    let mut parts = vec![render(&Message::new("lens-claims").with("count", claims.len()), lang)];
    for (key, count) in
        [("lens-unsourced", unsourced), ("lens-anonymous", anonymous), ("lens-quoted", quoted)]
    {
        if 0 < count {
            parts.push(render(&Message::new(key).with("count", count), lang));
        }
    }
    // What has no source is what one clicks for.
    let shown = claims.iter().filter(|it| unsourced == 0 || !it.is_sourced());
    let claims = shown.map(|it| it.span).collect();
    Some(Lens { heading: section.heading, title: parts.join(" · "), claims })
}

/// Who speaks in the whole article.
fn title(article: &Article, section: &Section, lang: Lang) -> Option<Lens> {
    let speakers = speakers(article);
    let mut places: Vec<Span> = speakers.iter().flat_map(|it| &it.places).copied().collect();
    if places.is_empty() {
        return None;
    }
    places.sort_unstable_by_key(|it| it.start());
    let named = speakers.iter().filter(|it| it.is_named()).count();
    let mut parts = vec![render(&Message::new("lens-sources").with("count", speakers.len()), lang)];
    for (key, count) in [("lens-named", named), ("lens-anonymous", speakers.len() - named)] {
        if 0 < count {
            parts.push(render(&Message::new(key).with("count", count), lang));
        }
    }
    Some(Lens { heading: section.heading, title: parts.join(" · "), claims: places })
}

fn within(article: &Article, span: Span) -> &[Claim] {
    let from = article.claims().partition_point(|it| it.sentence.start() < span.start());
    let to = article.claims().partition_point(|it| it.sentence.start() < span.end());
    article.claims().get(from..to).unwrap_or_default()
}
