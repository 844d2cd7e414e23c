//! What stands over a section: its claims and who vouches for them.

use rustc_hash::FxHashSet;

use crate::detect::{Article, Claim, SourceClass};
use crate::ide::Snapshot;
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
    let mut seen: FxHashSet<String> = FxHashSet::default();
    let (mut named, mut other, mut places) = (0usize, 0usize, Vec::new());
    for (placed, facts, _) in article.passages() {
        for it in &facts.attributions {
            let Some(source) = it.source else { continue };
            let source = source.shift(placed.start);
            let class = it.source_class;
            let is_named = matches!(
                class,
                SourceClass::Named | SourceClass::Institution | SourceClass::Document
            );
            if !is_named && !matches!(class, SourceClass::Anonymous | SourceClass::Vague) {
                continue;
            }
            places.push(source);
            if seen.insert(who(article, source)) {
                *(if is_named { &mut named } else { &mut other }) += 1;
            }
        }
    }
    if places.is_empty() {
        return None;
    }
    let mut parts = vec![render(&Message::new("lens-sources").with("count", named + other), lang)];
    for (key, count) in [("lens-named", named), ("lens-anonymous", other)] {
        if 0 < count {
            parts.push(render(&Message::new(key).with("count", count), lang));
        }
    }
    Some(Lens { heading: section.heading, title: parts.join(" · "), claims: places })
}

/// One source under one name, whatever the form.
fn who(article: &Article, source: Span) -> String {
    let first = article.mentions().partition_point(|it| it.span.start() < source.start());
    let mention = article.mentions().get(first).filter(|it| source.contains(it.span));
    let known = mention.and_then(|it| article.entities().get(it.entity));
    known.map_or_else(
        || article.text(source).to_lowercase(),
        |it| it.entry(&article.base).id.to_owned(),
    )
}

fn within(article: &Article, span: Span) -> &[Claim] {
    let from = article.claims().partition_point(|it| it.sentence.start() < span.start());
    let to = article.claims().partition_point(|it| it.sentence.start() < span.end());
    article.claims().get(from..to).unwrap_or_default()
}
