//! What a page says of its article: linked data (JSON-LD), `<meta>`, `<time>`,
//! `<title>`, `lang`. The most careful of them first.

use jiff::civil::Date;
use serde_json::Value;

use crate::structure::front_matter::date;
use crate::structure::html::entity;
use crate::structure::html::tree::Tree;
use crate::structure::{Hints, Meta};
use crate::text::Span;

/// Linked data that is longer, in bytes, is not read.
const LONGEST_DATA: usize = 1 << 18;

/// So deep may an article lie inside its linked data.
const DEEPEST: usize = 6;

const TITLES: [&str; 4] = ["og:title", "twitter:title", "title", "headline"];
const DATES: [&str; 9] = [
    "article:published_time",
    "datepublished",
    "og:published_time",
    "date",
    "pubdate",
    "publishdate",
    "dc.date",
    "dc.date.issued",
    "content_publishdate",
];
const CHANGES: [&str; 3] = ["article:modified_time", "datemodified", "og:updated_time"];
const AUTHORS: [&str; 5] = ["author", "article:author", "content_author", "dc.creator", "byl"];
const TAGS: [&str; 3] = ["article:tag", "news_keywords", "keywords"];

/// What the page says; empty where it says nothing.
pub(super) fn meta(text: &str, tree: &Tree, hints: &Hints) -> Meta {
    let lang = tree.lang.as_deref();
    let date = |text: &str| date(text, lang, hints);
    let data =
        tree.data.iter().find_map(|it| linked(text.get(it.clone())?, &date)).unwrap_or_default();
    let every = |names: &[&str]| -> Vec<&str> {
        let all = names.iter().map(|it| of(tree, it)).find(|it| !it.is_empty());
        all.unwrap_or_default()
    };
    let day = |names: &[&str]| names.iter().flat_map(|it| of(tree, it)).find_map(&date);
    let time = || tree.times.iter().find_map(|it| date(&it.1));
    let title = tree.title.clone().map(|it| page_title(text, it.start, it.end));
    Meta {
        title: data
            .title
            .or_else(|| every(&TITLES).first().map(|it| (*it).to_owned()))
            .or_else(|| title.map(|it| it.of(text).to_owned()).filter(|it| !it.is_empty())),
        title_span: title.filter(|it| !it.is_empty()),
        date: data.date.or_else(|| day(&DATES)).or_else(time),
        lastmod: data.lastmod.or_else(|| day(&CHANGES)),
        authors: if data.authors.is_empty() {
            // An address is nobody's name.
            let named = every(&AUTHORS).into_iter().filter(|it| !it.starts_with("http"));
            named.map(str::to_owned).collect()
        } else {
            data.authors
        },
        lang: data.lang.or_else(|| tree.lang.clone()).filter(|it| !it.is_empty()),
        tags: every(&TAGS)
            .iter()
            .flat_map(|it| it.split(','))
            .map(|it| it.trim().to_owned())
            .filter(|it| !it.is_empty())
            .collect(),
        broken: None,
        open: false,
    }
}

/// What stands under one name of `<meta>`.
fn of<'a>(tree: &'a Tree, name: &str) -> Vec<&'a str> {
    tree.metas.iter().filter(|it| it.0 == name).map(|it| it.1.as_str()).collect()
}

/// `<title>` without the paper's name at its end.
fn page_title(text: &str, start: usize, end: usize) -> Span {
    let source = text.get(start..end).unwrap_or_default();
    let mut shown = vec![0; source.len()];
    entity::decode(source, &mut shown);
    let shown = String::from_utf8(shown).unwrap_or_default();
    let cut = [" - ", " | ", " – ", " — ", " :: "].iter().filter_map(|it| shown.rfind(it)).max();
    let title = cut.and_then(|it| source.get(..it)).unwrap_or(source);
    let lead = title.len() - title.trim_start().len();
    Span::new(start + lead, start + title.trim_end().len())
}

#[derive(Default)]
struct Data {
    title: Option<String>,
    date: Option<Date>,
    lastmod: Option<Date>,
    authors: Vec<String>,
    lang: Option<String>,
}

fn linked(source: &str, date: &dyn Fn(&str) -> Option<Date>) -> Option<Data> {
    if LONGEST_DATA < source.len() {
        return None;
    }
    let root: Value = serde_json::from_str(source.trim()).ok()?;
    let article = article(&root, 0)?;
    let one = |key: &str| texts(article.get(key)?).into_iter().next();
    Some(Data {
        title: one("headline").or_else(|| one("name")),
        date: one("datePublished").as_deref().and_then(date),
        lastmod: one("dateModified").as_deref().and_then(date),
        authors: article.get("author").map(texts).unwrap_or_default(),
        lang: one("inLanguage"),
    })
}

/// The object that is an article, or has a headline.
fn article(value: &Value, depth: usize) -> Option<&serde_json::Map<String, Value>> {
    if DEEPEST < depth {
        return None;
    }
    match value {
        Value::Array(all) => all.iter().find_map(|it| article(it, depth + 1)),
        Value::Object(own) => {
            let kinds = own.get("@type").map(texts).unwrap_or_default();
            let is_article = kinds.iter().any(|it| it.ends_with("Article") || it == "BlogPosting");
            if is_article || own.contains_key("headline") {
                return Some(own);
            }
            ["@graph", "mainEntity", "itemListElement"]
                .iter()
                .find_map(|it| article(own.get(*it)?, depth + 1))
        }
        _ => None,
    }
}

fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(it) => vec![it.clone()],
        Value::Array(all) => all.iter().flat_map(texts).collect(),
        Value::Object(it) => it.get("name").map(texts).unwrap_or_default(),
        _ => Vec::new(),
    }
}
