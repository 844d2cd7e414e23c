//! What the elements of HTML are to a reader.

/// How an element stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    /// Begins and ends a run of text.
    Block,
    /// Stands inside a run of text.
    Inline,
    /// Has no content and no end tag.
    Void,
    /// Nobody reads what stands in it.
    Hidden,
}

/// The elements that matter here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    Article,
    Main,
    Body,
    Header,
    Footer,
    Nav,
    Aside,
    Form,
    Heading(u8),
    Paragraph,
    List,
    Item,
    Quote,
    Table,
    Row,
    Cell,
    Caption,
    Preformatted,
    Code,
    Link,
    Bold,
    Slanted,
    Raised,
    Break,
    Rule,
    Picture,
    Seam,
    Title,
    Html,
    Meta,
    Script,
    Time,
    /// Anything else.
    Other,
}

/// What an element's name means. Names are in lower case.
pub(super) fn tag(name: &[u8]) -> (Tag, Level) {
    use Level::{Block, Hidden, Inline, Void};
    match name {
        b"article" => (Tag::Article, Block),
        b"main" => (Tag::Main, Block),
        b"body" => (Tag::Body, Block),
        b"html" => (Tag::Html, Block),
        b"header" => (Tag::Header, Block),
        b"footer" => (Tag::Footer, Block),
        b"nav" | b"menu" => (Tag::Nav, Block),
        b"aside" => (Tag::Aside, Block),
        b"form" | b"dialog" | b"fieldset" => (Tag::Form, Block),
        b"h1" => (Tag::Heading(1), Block),
        b"h2" => (Tag::Heading(2), Block),
        b"h3" => (Tag::Heading(3), Block),
        b"h4" => (Tag::Heading(4), Block),
        b"h5" => (Tag::Heading(5), Block),
        b"h6" => (Tag::Heading(6), Block),
        b"p" => (Tag::Paragraph, Block),
        b"ul" | b"ol" | b"dir" => (Tag::List, Block),
        b"li" => (Tag::Item, Block),
        b"blockquote" => (Tag::Quote, Block),
        b"table" => (Tag::Table, Block),
        b"tr" | b"thead" | b"tbody" | b"tfoot" => (Tag::Row, Block),
        b"td" | b"th" => (Tag::Cell, Block),
        b"figcaption" | b"caption" => (Tag::Caption, Block),
        b"pre" | b"listing" | b"xmp" | b"plaintext" => (Tag::Preformatted, Block),
        b"code" | b"kbd" | b"samp" | b"tt" => (Tag::Code, Inline),
        b"a" => (Tag::Link, Inline),
        b"b" | b"strong" => (Tag::Bold, Inline),
        b"i" | b"em" => (Tag::Slanted, Inline),
        b"sup" => (Tag::Raised, Inline),
        b"time" => (Tag::Time, Inline),
        b"br" => (Tag::Break, Void),
        b"hr" => (Tag::Rule, Void),
        b"img" => (Tag::Picture, Void),
        b"wbr" => (Tag::Seam, Void),
        b"meta" => (Tag::Meta, Void),
        b"title" => (Tag::Title, Hidden),
        b"script" => (Tag::Script, Hidden),
        b"area" | b"base" | b"basefont" | b"bgsound" | b"col" | b"embed" | b"frame" | b"input"
        | b"keygen" | b"link" | b"param" | b"source" | b"track" => (Tag::Other, Void),
        b"style" | b"noscript" | b"template" | b"iframe" | b"object" | b"applet" | b"svg"
        | b"math" | b"video" | b"audio" | b"canvas" | b"map" | b"textarea" | b"select"
        | b"datalist" | b"button" | b"progress" | b"meter" | b"noframes" | b"noembed" | b"rp"
        | b"rt" => (Tag::Other, Hidden),
        b"address" | b"section" | b"div" | b"center" | b"dl" | b"dt" | b"dd" | b"details"
        | b"summary" | b"figure" | b"hgroup" | b"head" | b"legend" | b"optgroup" | b"option"
        | b"search" | b"colgroup" => (Tag::Other, Block),
        _ => (Tag::Other, Inline),
    }
}

/// Words of a class or an id that name what stands around an article.
const FURNITURE: [&str; 46] = [
    "ad",
    "ads",
    "advert",
    "advertisement",
    "advertorial",
    "banner",
    "breadcrumb",
    "breadcrumbs",
    "comment",
    "comments",
    "cookie",
    "cookies",
    "copyright",
    "disqus",
    "footer",
    "iklan",
    "jump",
    "komentar",
    "login",
    "menu",
    "modal",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "outbrain",
    "pagination",
    "pager",
    "paywall",
    "popup",
    "popular",
    "promo",
    "recommend",
    "recommended",
    "related",
    "share",
    "sharing",
    "sidebar",
    "signup",
    "sitemap",
    "social",
    "sponsor",
    "subscribe",
    "taboola",
    "tags",
    "terkait",
];

/// Words of a class that name a picture's text.
const CAPTION: [&str; 3] = ["caption", "figcaption", "credit"];

/// Words of a class or of `itemprop` that name an article's text.
const BODY: [&str; 10] = [
    "articlebody",
    "article-body",
    "article-content",
    "article__body",
    "article__content",
    "entry-content",
    "post-content",
    "post-body",
    "story-body",
    "read__content",
];

/// Whether one of a class's words, each cut at hyphens and the like, says so.
pub(super) fn is_furniture(class: &str) -> bool {
    has_word(class, &FURNITURE)
}

pub(super) fn is_caption(class: &str) -> bool {
    has_word(class, &CAPTION)
}

/// Whether a class or an `itemprop` says that the article's text stands here.
pub(super) fn is_body(class: &str) -> bool {
    class.split_whitespace().any(|it| BODY.contains(&it.to_ascii_lowercase().as_str()))
}

fn has_word(class: &str, words: &[&str]) -> bool {
    class
        .split(|it: char| !it.is_ascii_alphanumeric())
        .any(|it| words.iter().any(|word| word.eq_ignore_ascii_case(it)))
}
