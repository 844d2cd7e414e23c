//! Cards about what is named: the fact on the article's date first, then how
//! the article itself uses the name. At most eight lines.

mod contradicted;
mod face;
mod here;
mod stranger;
mod uses;
mod when;

use jiff::civil::Date;

use crate::detect::{ArticleDate, DateFrom, Meant, Who};
use crate::ide::card::face::Face;
use crate::ide::{Hover, Snapshot};
use crate::knowledge::{Base, EntityId, Entry};
use crate::lang::Lang;
use crate::text::Span;

pub(super) use stranger::stranger_at;
pub(super) use uses::Uses;

/// No card has more lines.
const LINES: usize = 8;

pub(super) fn at(snapshot: &Snapshot, byte: usize) -> Option<Hover> {
    let article = snapshot.article();
    let face = Face { base: &article.base, lang: snapshot.message_lang(), date: article.date };
    let (span, lines) = match article.naming_at(byte) {
        Some(naming) => (naming.span, here::lines(snapshot, &face, naming)),
        None => here::open(snapshot, &face, byte)
            .or_else(|| {
                let stranger = stranger_at(article, byte)?;
                Some((stranger.span, stranger.lines(snapshot, &face)))
            })
            .or_else(|| meant(snapshot, &face, byte))
            .or_else(|| {
                let (span, when) = when::at(article, byte)?;
                Some((span, when::lines(&face, article.text(span), when)?))
            })?,
    };
    // Two blanks at a line's end break it in Markdown.
    Some(Hover { span, markdown: lines.join("  \n") })
}

/// The card of the one whom a word means that points back: "the Russian leader".
fn meant(snapshot: &Snapshot, face: &Face<'_>, byte: usize) -> Option<(Span, Vec<String>)> {
    let article = snapshot.article();
    let word = article.pointing_at(byte)?;
    let [Meant { name, who }] = word.meant.as_slice() else { return None };
    let lines = match who {
        Who::Entity(_) => here::lines(snapshot, face, article.naming_at(name.start())?),
        Who::Stranger(_) => stranger_at(article, name.start())?.lines(snapshot, face),
        Who::Name => return None,
    };
    Some((word.span, lines))
}

/// What is known of an entry, whether the article names it or not; as Markdown.
pub(super) fn about(snapshot: &Snapshot, entry: &Entry) -> String {
    let article = snapshot.article();
    let face = Face { base: &article.base, lang: snapshot.message_lang(), date: article.date };
    let mut lines = vec![face.who(entry)];
    lines.extend(face.facts(entry));
    lines.push(face.source(entry));
    lines.join("  \n")
}

/// What somebody is on the article's date, and of which country: one line, no
/// Markdown.
pub(super) fn standing(snapshot: &Snapshot, entry: &Entry) -> String {
    let article = snapshot.article();
    let face = Face { base: &article.base, lang: snapshot.message_lang(), date: article.date };
    let country = entry.country.and_then(|it| face.base.name_of(it, face.lang));
    let parts = [Some(face.standing(entry)), country.map(str::to_owned)];
    parts.into_iter().flatten().collect::<Vec<String>>().join(" · ")
}

/// What the base knows of an entity on a day, as lines of Markdown; for those
/// who ask without an article.
pub fn face_of(base: &Base, id: EntityId, day: Date, lang: Lang) -> Vec<String> {
    let date = ArticleDate { day, from: DateFrom::Asked };
    let face = Face { base, lang, date };
    let entry = base.entry(id);
    let mut res = vec![face.who(entry)];
    res.extend(face.facts(entry));
    res.extend(face.members(entry, Vec::new));
    res.extend(entry.flag.map(|it| format!("⚠ {}", it.lang(lang))));
    res.push(face.source(entry));
    res.extend(Face::link(entry));
    res
}
