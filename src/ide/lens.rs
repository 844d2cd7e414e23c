//! What stands over a section: its claims, its quotations and who vouches for
//! them.

use std::collections::BTreeSet;

use crate::detect::Article;
use crate::ide::Snapshot;
use crate::ide::lists::{Speaker, speakers};
use crate::lang::{Lang, Message, render};
use crate::structure::{Section, SectionKind};
use crate::text::Span;

/// A line over a heading. Spans are bytes of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lens {
    pub heading: Span,
    pub title: String,
    /// What there is to be shown when it is clicked, in order.
    pub places: Vec<Span>,
}

/// For the title, and for each section that claims or quotes, in order.
pub fn lenses(snapshot: &Snapshot) -> Vec<Lens> {
    let article = snapshot.article();
    let count = Count::of(article, snapshot.message_lang());
    let mut res = Vec::new();
    count.walk(article.sections(), &mut res);
    res
}

/// What is counted, each in the article's order.
struct Count<'a> {
    article: &'a Article,
    lang: Lang,
    quotes: Vec<Span>,
    speakers: Vec<Speaker>,
    /// Where somebody speaks, and which of the speakers.
    voices: Vec<(Span, usize)>,
}

impl<'a> Count<'a> {
    fn of(article: &'a Article, lang: Lang) -> Count<'a> {
        let quotes = article.passages().flat_map(|(placed, facts, _)| {
            let speech = facts.quotes.iter().filter(|it| it.is_speech());
            speech.map(move |it| it.span.shift(placed.start))
        });
        let quotes = quotes.collect();
        let speakers = speakers(article);
        let all = speakers.iter().enumerate();
        let mut voices: Vec<(Span, usize)> =
            all.flat_map(|(who, it)| it.places.iter().map(move |at| (*at, who))).collect();
        voices.sort_unstable_by_key(|it| it.0.start());
        Count { article, lang, quotes, speakers, voices }
    }

    fn walk(&self, sections: &[Section], res: &mut Vec<Lens>) {
        for section in sections {
            match section.kind {
                SectionKind::Title => res.extend(self.title(section)),
                SectionKind::Section => res.extend(self.own(section)),
                SectionKind::Item => continue,
            }
            self.walk(&section.children, res);
        }
    }

    /// What stands under a heading, up to the next one.
    fn own(&self, section: &Section) -> Option<Lens> {
        let next = section.children.iter().find(|it| it.kind == SectionKind::Section);
        let end = next.map_or(section.span.end(), |it| it.span.start());
        let here = Span::new(section.heading.end(), end.max(section.heading.end()));
        let claims = within(self.article.claims(), here, |it| it.sentence);
        let quotes = within(&self.quotes, here, |it| *it);
        let voices = within(&self.voices, here, |it| it.0);
        if claims.is_empty() && quotes.is_empty() && voices.is_empty() {
            return None;
        }
        let unsourced: Vec<Span> =
            claims.iter().filter(|it| !it.is_sourced()).map(|it| it.span).collect();
        let who: BTreeSet<usize> = voices.iter().map(|it| it.1).collect();
        let who = who.into_iter().filter_map(|it| self.speakers.get(it));
        let (named, anonymous): (Vec<&Speaker>, Vec<&Speaker>) = who.partition(|it| it.is_named());
        let held = Held {
            claims: claims.len(),
            unsourced: unsourced.len(),
            quotes: quotes.len(),
            named: named.len(),
            anonymous: anonymous.len(),
        };
        let title = words_of_section(&held, self.lang)?;
        // What has no source is what one clicks for.
        let mut places = unsourced;
        if places.is_empty() {
            places = claims.iter().map(|it| it.span).collect();
        }
        if places.is_empty() {
            places = quotes.to_vec();
        }
        if places.is_empty() {
            places = voices.iter().map(|it| it.0).collect();
        }
        Some(Lens { heading: section.heading, title, places })
    }

    /// Who speaks in the whole article.
    fn title(&self, section: &Section) -> Option<Lens> {
        let places: Vec<Span> = self.voices.iter().map(|it| it.0).collect();
        if places.is_empty() {
            return None;
        }
        let named = self.speakers.iter().filter(|it| it.is_named()).count();
        let title = words_of_article(named, self.speakers.len() - named, self.lang);
        Some(Lens { heading: section.heading, title, places })
    }
}

/// How much stands under a heading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Held {
    pub(super) claims: usize,
    pub(super) unsourced: usize,
    pub(super) quotes: usize,
    /// Sources with a name, and without.
    pub(super) named: usize,
    pub(super) anonymous: usize,
}

/// The words over a section; none where nothing is claimed, quoted or said.
pub(super) fn words_of_section(held: &Held, lang: Lang) -> Option<String> {
    let parts = [
        ("lens-claims", held.claims),
        ("lens-unsourced", held.unsourced),
        ("lens-quotes", held.quotes),
        ("lens-named-sources", held.named),
        ("lens-anonymous-sources", held.anonymous),
    ];
    let parts = parts.into_iter().filter(|it| 0 < it.1);
    let parts: Vec<String> = parts.map(|(key, count)| part(key, count, lang)).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// The words over an article with so many sources.
pub(super) fn words_of_article(named: usize, anonymous: usize, lang: Lang) -> String {
    let mut parts = vec![part("lens-sources", named + anonymous, lang)];
    for (key, count) in [("lens-named", named), ("lens-anonymous", anonymous)] {
        parts.extend((0 < count).then(|| part(key, count, lang)));
    }
    parts.join(" · ")
}

fn part(key: &'static str, count: usize, lang: Lang) -> String {
    render(&Message::new(key).with("count", count), lang)
}

/// Those that begin in a stretch.
fn within<T>(all: &[T], span: Span, place: impl Fn(&T) -> Span) -> &[T] {
    let from = all.partition_point(|it| place(it).start() < span.start());
    let to = all.partition_point(|it| place(it).start() < span.end());
    all.get(from..to).unwrap_or_default()
}
