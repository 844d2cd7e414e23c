//! What the exports say. That they are valid, `schemas.rs` shows.

use serde_json::{Value, json};

use tajuk::detect::ledger::{Ledger, State, record, text_of};
use tajuk::ide::export::{
    Desk as Newsroom, annotations, csv, markdown, news_article, ninjs, reviews,
};
use tajuk::ide::report::{File, Parts};
use tajuk::ide::{Desk, Opening, Settings, Snapshot};
use tajuk::lang::Lang;
use tajuk::structure::Format;
use tajuk::text::Encoding;

use crate::ledger::{NOW, change};

const TEXT: &str = "---\ntitle: Harga minyak\ndate: 2025-07-22\nauthor: Kirana Maheswari\nlang: \
    id\ntags: [energi]\n---\n\nEkspor minyak Rusia turun 30 persen pada 2023. Vladimir Putin \
    mengatakan bahwa produksi minyak Rusia mencapai 9,5 juta barel sehari pada 2024.\n";

fn open(marks: &[(&str, State, &[&str])]) -> std::sync::Arc<Snapshot> {
    open_text(TEXT, marks)
}

fn open_text(text: &str, marks: &[(&str, State, &[&str])]) -> std::sync::Arc<Snapshot> {
    let mut desk = Desk::new(Encoding::Utf8, Settings::default());
    desk.open(Opening {
        uri: "a.md".to_owned(),
        format: Format::Markdown,
        version: 0,
        text: text.to_owned(),
        file_date: None,
        today: jiff::civil::date(2026, 3, 1),
    });
    let snapshot = desk.snapshot("a.md").unwrap();
    let article = snapshot.article();
    assert_eq!(text_of(article), text);
    let mut ledger = Ledger::new("a.md");
    for (words, state, links) in marks {
        let claims = article.claims();
        let claim = claims.iter().position(|it| it.span.of(text).contains(words)).unwrap();
        let mut change = change(*state);
        change.links = links.iter().map(|it| (*it).to_owned()).collect();
        record(&mut ledger, article, text, claim, &change, NOW).unwrap();
    }
    desk.note("a.md", Some(ledger));
    desk.snapshot("a.md").unwrap()
}

/// The members of an object are among these, and those marked with `!` are all
/// there. What stands behind the colon is the type of the value.
#[track_caller]
fn shape(value: &Value, members: &[&str]) {
    let object = value.as_object().unwrap_or_else(|| panic!("no object: {value}"));
    let name = |it: &str| it.trim_end_matches('!').split([':', '!']).next().unwrap().to_owned();
    for (key, value) in object {
        let member = members.iter().find(|it| name(it) == *key);
        let member = member.unwrap_or_else(|| panic!("{key} is not in the standard"));
        let kind = member.split_once(':').unwrap().1;
        let fits = match kind {
            "text" => value.as_str().is_some_and(|it| !it.is_empty()),
            "uri" => value.as_str().is_some_and(|it| url::Url::parse(it).is_ok()),
            "time" => value.as_str().is_some_and(|it| it.parse::<jiff::Timestamp>().is_ok()),
            "day" => value.as_str().is_some_and(|it| it.parse::<jiff::civil::Date>().is_ok()),
            "count" => value.is_u64(),
            "list" => value.as_array().is_some_and(|it| !it.is_empty()),
            "object" => value.is_object(),
            kind => value == kind,
        };
        assert!(fits, "{key} is no {kind}: {value}");
    }
    for member in members.iter().filter(|it| it.contains('!')) {
        assert!(object.contains_key(&name(member)), "{} is missing", name(member));
    }
}

/// IPTC, ninjs-schema_3.0.json (CC BY 4.0), `ninjsType`: no other members are
/// allowed anywhere, only `uri` is required; of bodies and headlines `value`.
#[test]
fn ninjs_has_the_members_of_its_schema_and_no_others() {
    let item = ninjs(&open(&[]), Some("https://example.org/a"), NOW).unwrap();
    shape(
        &item,
        &[
            "uri!:uri",
            "standard:object",
            "type:text",
            "representationType:full",
            "versionCreated:time",
            "language:id",
            "headlines:list",
            "by:text",
            "bodies:list",
            "people:list",
            "organisations:list",
            "places:list",
            "events:list",
            "objects:list",
        ],
    );
    shape(&item["standard"], &["name:ninjs", "version:3.0", "schema:uri"]);
    shape(&item["headlines"][0], &["role:text", "value!:text"]);
    let body = &item["bodies"][0];
    shape(
        body,
        &[
            "role:text",
            "contentType:text/markdown",
            "charCount:count",
            "wordCount:count",
            "value!:text",
        ],
    );
    assert_eq!(body["charCount"], TEXT.chars().count());
    for list in ["people", "organisations", "places", "events", "objects"] {
        for it in item[list].as_array().into_iter().flatten() {
            shape(it, &["name:text", "uri:uri", "literal:text"]);
        }
    }
    assert_eq!(item["people"][0]["uri"], "http://www.wikidata.org/entity/Q7747");
    let missing = ninjs(&open(&[]), None, NOW).unwrap_err();
    assert!(missing[0].starts_with("uri: "));
}

/// schema.org 30.0: AnalysisNewsArticle, with members of CreativeWork and of
/// Thing. schema.org requires none.
#[test]
fn a_news_article_names_whom_it_mentions_and_ties_them_to_wikidata() {
    let article = news_article(&open(&[]), Some("https://example.org/a"));
    shape(
        &article,
        &[
            "@context!:https://schema.org",
            "@type!:AnalysisNewsArticle",
            "headline:Harga minyak",
            "url:uri",
            "inLanguage:id",
            "datePublished:day",
            "dateModified:day",
            "author:list",
            "keywords:list",
            "mentions:list",
        ],
    );
    assert_eq!(article["author"], json!([{ "@type": "Person", "name": "Kirana Maheswari" }]));
    let mentions = article["mentions"].as_array().unwrap();
    let putin = json!({ "@type": "Person", "name": "Vladimir Putin",
        "sameAs": ["http://www.wikidata.org/entity/Q7747"] });
    assert!(mentions.contains(&putin), "{article}");
    for it in mentions {
        shape(it, &["@type!:text", "name!:text", "sameAs:list"]);
    }
}

/// schema.org 30.0: ClaimReview is a Review of a Claim; a review says what is
/// reviewed, how it is rated, by whom, and where.
#[test]
fn claim_reviews_are_of_checked_claims_only() {
    let link: &[&str] = &["https://example.org/data"];
    let snapshot =
        open(&[("30 persen", State::NeedsSource, &[]), ("9,5 juta", State::Disputed, link)]);
    let newsroom =
        Newsroom { name: Some("Cek".to_owned()), url: Some("https://example.org/a".to_owned()) };
    let all = reviews(&snapshot, &newsroom).unwrap();
    shape(&all, &["@context!:https://schema.org", "@graph!:list"]);
    assert_eq!(all["@graph"].as_array().unwrap().len(), 1);
    let review = &all["@graph"][0];
    shape(
        review,
        &[
            "@type!:ClaimReview",
            "url!:uri",
            "claimReviewed!:text",
            "datePublished!:day",
            "inLanguage:id",
            "author!:object",
            "reviewRating!:object",
            "itemReviewed!:object",
            "citation:list",
            "reviewBody:text",
        ],
    );
    shape(&review["reviewRating"], &["@type!:Rating", "alternateName!:dibantah"]);
    shape(&review["itemReviewed"], &["@type!:Claim", "author!:object", "appearance:object"]);
    let who = &review["itemReviewed"]["author"];
    assert_eq!(*who, json!({ "@type": "Person", "name": "Vladimir Putin" }));
}

/// schema.org lets a claim be a person's or an organisation's; a paper is where it
/// appeared. Whom nobody names, nobody can answer.
#[test]
fn a_claim_is_reviewed_as_its_makers() {
    let newsroom =
        Newsroom { name: Some("Cek".to_owned()), url: Some("https://example.org/a".to_owned()) };
    let item = |text: &str, words: &str| {
        let text = format!("---\nauthor: Kirana Maheswari\nlang: id\n---\n\n{text}\n");
        let link: &[&str] = &["https://example.org/data"];
        let snapshot = open_text(&text, &[(words, State::Supported, link)]);
        reviews(&snapshot, &newsroom).map(|it| it["@graph"][0]["itemReviewed"].clone())
    };
    let by = |text: &str| item(text, "30 persen").unwrap()["author"].clone();
    assert_eq!(
        by("Badan Pusat Statistik mencatat ekspor beras turun 30 persen pada 2023."),
        json!({ "@type": "Organization", "name": "Badan Pusat Statistik" })
    );
    assert_eq!(
        by("Ekspor beras turun 30 persen pada 2023."),
        json!({ "@type": "Person", "name": "Kirana Maheswari" })
    );
    let paper = item("Menurut laporan itu, ekspor beras turun 30 persen pada 2023.", "30 persen");
    let paper = paper.unwrap();
    assert_eq!(paper["firstAppearance"], json!({ "@type": "CreativeWork", "name": "laporan itu" }));
    assert_eq!(paper.get("author"), None);
    for nobody in [
        "Menurut seorang pejabat, ekspor beras turun 30 persen pada 2023.",
        "Banyak analis menilai ekspor beras turun 30 persen pada 2023.",
    ] {
        let missing = item(nobody, "30 persen").unwrap_err();
        assert!(missing[0].contains("who makes the claim is not said"), "{missing:?}");
    }
}

#[test]
fn claim_reviews_say_what_they_lack() {
    let snapshot = open(&[("9,5 juta", State::Supported, &[])]);
    let missing = reviews(&snapshot, &Newsroom::default()).unwrap_err();
    let starts: Vec<&str> = missing.iter().map(|it| it.split(':').next().unwrap()).collect();
    assert_eq!(starts, ["author", "url", "line 9"], "{missing:?}");
    let newsroom = Newsroom { name: Some("Cek".to_owned()), url: Some("https://x.org".to_owned()) };
    let missing = reviews(&open(&[]), &newsroom).unwrap_err();
    assert_eq!(missing, ["no claim is marked as supported or disputed"]);
}

#[test]
fn annotations_stand_where_the_claims_stand_today() {
    let page: Value =
        serde_json::from_str(&annotations(&open(&[("9,5 juta", State::Disputed, &[])]), "a.md"))
            .unwrap();
    let target = &page["items"][0]["target"];
    let exact = target["selector"][0]["exact"].as_str().unwrap();
    let start = target["selector"][1]["start"].as_u64().unwrap() as usize;
    let chars: Vec<char> = TEXT.chars().collect();
    let end = start + exact.chars().count();
    assert_eq!(chars[start..end].iter().collect::<String>(), exact);
    let none = annotations(&open(&[]), "a.md");
    assert_eq!(serde_json::from_str::<Value>(&none).unwrap()["items"], json!([]));
}

#[test]
fn no_cell_of_a_table_is_a_formula() {
    let snapshot = open(&[("9,5 juta", State::Disputed, &[])]);
    let parts = Parts { claims: true, ..Parts::default() };
    let mut claims = File::new("", &snapshot, parts).claims.unwrap();
    for (text, cell) in [
        ("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""),
        ("+1", "\"'+1\""),
        (" -2", "\"' -2\""),
        ("@x", "\"'@x\""),
        ("\t=1", "\"'\t=1\""),
        ("＝1", "\"'＝1\""),
        ("a, \"b\"\nc", "\"a, \"\"b\"\"\nc\""),
    ] {
        claims[0].text = text.to_owned();
        let table = csv(&claims[..1]);
        assert!(table.contains(cell), "{table}");
        assert!(table.ends_with("\r\n"));
    }
    claims[0].text = "a|b\nc".to_owned();
    assert!(markdown(&claims, Lang::Id).contains("a\\|b c"));
}
