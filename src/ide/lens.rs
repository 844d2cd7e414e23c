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
        let mut parts = Vec::new();
        for (key, count) in [
            ("lens-claims", claims.len()),
            ("lens-unsourced", unsourced.len()),
            ("lens-quotes", quotes.len()),
            ("lens-named-sources", named.len()),
            ("lens-anonymous-sources", anonymous.len()),
        ] {
            parts.extend((0 < count).then(|| self.part(key, count)));
        }
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
        Some(Lens { heading: section.heading, title: parts.join(" · "), places })
    }

    /// Who speaks in the whole article.
    fn title(&self, section: &Section) -> Option<Lens> {
        let places: Vec<Span> = self.voices.iter().map(|it| it.0).collect();
        if places.is_empty() {
            return None;
        }
        let all = self.speakers.len();
        let named = self.speakers.iter().filter(|it| it.is_named()).count();
        let mut parts = vec![self.part("lens-sources", all)];
        for (key, count) in [("lens-named", named), ("lens-anonymous", all - named)] {
            parts.extend((0 < count).then(|| self.part(key, count)));
        }
        Some(Lens { heading: section.heading, title: parts.join(" · "), places })
    }

    fn part(&self, key: &'static str, count: usize) -> String {
        render(&Message::new(key).with("count", count), self.lang)
    }
}

/// Those that begin in a stretch.
fn within<T>(all: &[T], span: Span, place: impl Fn(&T) -> Span) -> &[T] {
    let from = all.partition_point(|it| place(it).start() < span.start());
    let to = all.partition_point(|it| place(it).start() < span.end());
    all.get(from..to).unwrap_or_default()
}
