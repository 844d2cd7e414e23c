//! An article and its claims in the formats of others.

mod annotations;
mod news_article;
mod ninjs;
mod review;
mod table;

use crate::ide::Snapshot;

pub use annotations::annotations;
pub use news_article::news_article;
pub use ninjs::ninjs;
pub use review::{Desk, reviews};
pub use table::{csv, markdown};

/// A knowledge base's name for an entity is an address there.
const WIKIDATA: &str = "http://www.wikidata.org/entity/";

/// The title that stands over the article.
fn headline(snapshot: &Snapshot) -> Option<String> {
    let meta = meta(snapshot).and_then(|it| it.title.clone());
    meta.or_else(|| snapshot.outline().first().map(|it| it.name.clone()))
        .filter(|it| !it.is_empty())
}

fn meta(snapshot: &Snapshot) -> Option<&crate::structure::Meta> {
    snapshot.article().layout.passage(0)?.passage.meta.as_deref()
}

fn authors(snapshot: &Snapshot) -> &[String] {
    meta(snapshot).map_or(&[], |it| &it.authors)
}
