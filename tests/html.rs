//! What is an article on a page, and what is not.

use std::fs;

use proptest::prelude::*;
use tajuk::lang::hints;
use tajuk::structure::{BlockKind, Format, Layout, Meta};
use tajuk::text::{Buffer, Edit, Encoding, Position};

fn layout(text: &str) -> Layout {
    Layout::read(&Buffer::new(text, 0), Format::Html, hints())
}

/// The blocks, each with its kind and what of it is prose.
fn drawn(text: &str) -> String {
    let mut res = String::new();
    for placed in layout(text).passages() {
        let passage = &placed.passage;
        assert_eq!(passage.text.len(), passage.prose().len());
        for block in passage.blocks.iter().filter(|it| it.kind != BlockKind::FrontMatter) {
            let prose = block.content.of(passage.prose());
            let prose = prose.replace('\0', " ").replace(['\u{34f}', '\u{fe0f}'], "");
            let prose: Vec<&str> = prose.split_whitespace().collect();
            let read = block.kind.is_prose() || block.kind == BlockKind::Table;
            let prose = if read { prose.join(" ") } else { String::new() };
            res += format!("{:?} {prose}", block.kind).trim_end();
            res += "\n";
        }
    }
    res
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(expected, drawn(text), "{text}");
    assert_eq!(expected, drawn(&text.replace('\n', "\r\n")), "CRLF: {text}");
}

fn meta(text: &str) -> Meta {
    *layout(text).passage(0).unwrap().passage.meta.clone().unwrap()
}

#[test]
fn a_page_is_read_without_what_stands_around_it() {
    let page = fs::read_to_string("seeds/articles/gandum-laut-hitam.html").unwrap();
    let prose = drawn(&page);
    for unread in ["Iklan", "komentar", "skrip", "Pembaca", "Dilarang", "Roti", "kode", "Dunia\n"] {
        assert!(!prose.contains(unread), "{unread}:\n{prose}");
    }
    let expected = expect_test::expect![[r#"
        Heading(1) Gandum, Laut Hitam, dan Taruhan Ankara
        Byline
        Paragraph Rabu, 12 Maret 2025
        Figure
        Caption Kapal curah menunggu giliran di pelabuhan Odesa, Februari 2025. Foto: arsip
        Paragraph ISTANBUL — Turki kembali menawarkan diri sebagai penengah ketika jalur gandum Laut Hitam terancam ditutup. Presiden Recep Tayyip Erdoğan berbicara dengan Vladimir Putin pada Senin (10/3/2025), kata kantornya.
        Residue
        Heading(2) Jalan yang Sempit
        Paragraph Ekspor lewat koridor itu naik 12 persen pada Januari, menurut Badan Pangan Dunia (WFP). “ Kami tidak punya jalan lain,” kata Volodymyr Zelenskyy.
        Paragraph Banyak analis menilai tawaran Ankara lebih menyerupai taruhan ketimbang jaminan.
        Paragraph Tiga hal menentukan hasilnya:
        Item Jaminan asuransi bagi kapal
        Item Sikap Moskow atas sanksi bank
        Item Cuaca di laut
        Paragraph Musim dingin belum lewat, dan pelabuhan sempit itu kerap ditutup badai.
        Quote Laut ini bukan milik satu negara.
        Heading(3) Siapa yang Menanggung Rugi
        Paragraph Petani di dua tepi laut menanggung rugi lebih dulu. Mereka menjual murah,lalu membeli pupuk dengan harga mahal.
        Table Tahun
        Table Juta ton
        Table 2023
        Table 32,9
        Table 2024
        Table 40,1
        Opaque
    "#]];
    expected.assert_eq(&prose);
}

#[test]
fn what_a_page_says_of_itself_is_read() {
    let page = fs::read_to_string("seeds/articles/gandum-laut-hitam.html").unwrap();
    let found = meta(&page);
    assert_eq!(found.title.as_deref(), Some("Gandum, Laut Hitam, dan Taruhan Ankara"));
    assert_eq!(found.title_span.unwrap().of(&page), "Gandum, Laut Hitam, dan Taruhan Ankara");
    assert_eq!(found.date.map(|it| it.to_string()).as_deref(), Some("2025-03-12"));
    assert_eq!(found.lastmod.map(|it| it.to_string()).as_deref(), Some("2025-03-13"));
    assert_eq!(found.authors, ["Rina Wulandari"]);
    assert_eq!(found.lang.as_deref(), Some("id-ID"));

    let found = meta("<title>Ships &amp; Oil | A Paper</title><p>It sailed.</p>");
    assert_eq!(found.title.as_deref(), Some("Ships &amp; Oil"));
    assert_eq!(found.date, None);
    let found = meta("<p>It sailed on <time datetime='2025-03-01T10:00Z'>Saturday</time>.</p>");
    assert_eq!(found.date.map(|it| it.to_string()).as_deref(), Some("2025-03-01"));
    let broken = "<script type='application/ld+json'>{\"headline\": </script>\
                  <meta name=\"Author\" content=\"Budi\"><meta itemprop=datePublished content=2024-02-03><p>A</p>";
    let found = meta(broken);
    assert_eq!((found.authors, found.date.is_some()), (vec!["Budi".to_owned()], true));
}

#[test]
fn tags_that_are_left_open_end_where_a_browser_ends_them() {
    check(
        "<p>Satu.<p>Dua <b>tebal.<p>Tiga.",
        "Paragraph Satu.\nParagraph Dua tebal.\nParagraph Tiga.\n",
    );
    check(
        "<ul><li>Satu<li>Dua<ul><li>Dalam</ul><li>Tiga</ul>Akhir.",
        "Item Satu\nItem Dua\nItem Dalam\nItem Tiga\nParagraph Akhir.\n",
    );
    check(
        "<div>Kapal</p> tiba.</b></div></div></article>Lalu pergi.",
        "Paragraph Kapal\nParagraph tiba.\nParagraph Lalu pergi.\n",
    );
    check(
        "Satu<br>dua.<br><br>Tiga<br/>\n<br/>Empat",
        "Paragraph Satu dua.\nParagraph Tiga\nParagraph Empat\n",
    );
    check("<table><td>A<td>B<tr><td><p>C</table>D", "Table A\nTable B\nParagraph C\nParagraph D\n");
    check("a < b & c > d, &c <3 <> <", "Paragraph a < b & c > d, &c <3 <> <\n");
    check("<p title='>'>A<!-- > -->B<script>'</p>'</script>C", "Paragraph A B C\n");
    check("", "");
    check("<p></p><div><br></div>", "");
}

#[test]
fn a_word_is_one_over_tags_and_references() {
    check(
        "<p><span>P</span>residen Erdo&#287;an, ke&shy;adilan, <b>Ru</b>sia.</p>",
        "Paragraph Presiden Erdoğan, ke\u{34f}\u{fe0f}adilan, Rusia.\n"
            .replace(['\u{34f}', '\u{fe0f}'], "")
            .as_str(),
    );
    check(
        "<p>&quot;Ya,&quot; kata Budi&mdash;teman&#8217;nya.</p>",
        "Paragraph \" Ya,\" kata Budi— teman’ nya.\n",
    );
}

/// A long enough piece of prose.
const PROSE: &str =
    "Kapal itu berangkat sebelum fajar, membawa gandum ke selatan, dan tiba sepekan kemudian.";

#[test]
fn an_article_is_not_lost_to_the_name_of_a_class() {
    for around in ["form", "aside", "div class='sidebar related'", "header", "div id=comments"] {
        let name = around.split(' ').next().unwrap();
        let page = format!("<body><{around}><p>{PROSE}</p><p>{PROSE}</p></{name}></body>");
        assert_eq!(drawn(&page).matches("Kapal").count(), 2, "{page}");
    }
    // Half of it stands outside of what calls itself the article.
    let page = format!("<article><p>{PROSE}</p></article><div><p>{PROSE}</p></div>");
    assert_eq!(drawn(&page).matches("Kapal").count(), 2);
    let page = format!(
        "<h1>Gandum</h1><div><article><p>{PROSE}</p></article></div>\
                        <div class=related><article><p>Kapal lain</p></article></div>"
    );
    assert_eq!(drawn(&page), format!("Heading(1) Gandum\nParagraph {PROSE}\n"));
}

/// What pages are made of, and what breaks them.
const PIECES: &[&str] = &[
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<b>",
    "</b>",
    "<ul>",
    "<li>",
    "</ul>",
    "<article>",
    "</article>",
    "<nav>",
    "</nav>",
    "<aside class=\"related\">",
    "</aside>",
    "<h1>",
    "</h1>",
    "<h2>Dampak</h2>",
    "<a href=\"/x\">",
    "</a>",
    "<br>",
    "<br/>",
    "<hr>",
    "<table><tr><td>",
    "</table>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<style>",
    "</style>",
    "<pre>",
    "</pre>",
    "<code>",
    "</code>",
    "<title>",
    "</title>",
    "<sup>1</sup>",
    "<img src=x>",
    "<wbr>",
    "<html lang=\"en\">",
    "<body>",
    "<blockquote>",
    "</blockquote>",
    "<figcaption>",
    "<template>",
    "<meta property=\"article:published_time\" content=\"2025-03-01\">",
    "<x-y>",
    "</x-y>",
    "<script type=\"application/ld+json\">{\"headline\":\"A\"}</script>",
    "<p class=\"ads\">",
    "<",
    ">",
    "&",
    "&amp;",
    "&nbsp;",
    "&#8220;",
    "&rdquo;",
    "&eacute;",
    "&shy;",
    "&#x1F600;",
    "<![CDATA[",
    "]]>",
    "<?xml ?>",
    "<!doctype html>",
    "</",
    "<p",
    "<p a='",
    "'",
    "\"",
    "=",
    "Banyak analis menilai ",
    "Kapal itu berangkat sebelum fajar, membawa gandum ke selatan. ",
    "Putin",
    "Korea Utara (Korut) ",
    "“",
    "”",
    "a",
    " ",
    "\n",
    "\r\n",
    "\r",
    "\0",
    "é",
    "日本",
    "😀",
    "\u{feff}",
    "\u{301}",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn any_page_keeps_every_byte_in_its_place(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40),
    ) {
        let text: String = pieces.concat();
        let mut at = 0;
        for placed in layout(&text).passages() {
            let passage = &placed.passage;
            prop_assert_eq!(placed.start, at);
            prop_assert_eq!(Some(&*passage.text), text.get(at..placed.end()));
            prop_assert_eq!(passage.text.len(), passage.prose().len());
            at = placed.end();
            let mut end = 0;
            for block in &passage.blocks {
                prop_assert!(end <= block.span.start() && block.span.contains(block.content));
                end = block.span.end();
            }
            // What is read stands there, or is the character of a reference.
            let (prose, source) = (passage.prose().as_bytes(), passage.text.as_bytes());
            for (index, (shown, there)) in prose.iter().zip(source).enumerate() {
                let filled = matches!(shown, b' ' | 0 | b'\n' | 0x80..);
                let reference = source[..=index].iter().rev().take(8).any(|it| *it == b'&');
                prop_assert!(shown == there || filled || reference, "{index} {text:?}");
            }
        }
        prop_assert_eq!(at, text.len());
    }

    #[test]
    fn passages_that_say_the_same_are_shared(
        start in prop::collection::vec(prop::sample::select(PIECES), 0..30),
        (line, column, new_text) in (0u32..4, 0u32..80, prop::sample::select(PIECES)),
    ) {
        let mut buffer = Buffer::new(&start.concat(), 0);
        let before = Layout::read(&buffer, Format::Html, hints());
        let at = Position { line, column };
        let edit = Edit { range: Some((at, at)), new_text: new_text.to_owned() };
        let untouched = buffer.apply(&[edit], Encoding::Utf8, 1);
        let again = before.reread(&buffer, untouched, hints());
        let drawn = |it: &Layout| {
            let each = it.passages().map(|it| format!("{} {:?}", it.start, it.passage));
            each.collect::<Vec<String>>()
        };
        prop_assert_eq!(drawn(&again), drawn(&layout(&buffer.text())));
    }
}

#[test]
fn a_key_in_one_paragraph_leaves_the_others() {
    let page = fs::read_to_string("seeds/articles/gandum-laut-hitam.html").unwrap();
    let mut buffer = Buffer::new(&page, 0);
    let before = Layout::read(&buffer, Format::Html, hints());
    let at = buffer.position(page.find("menanggung rugi lebih").unwrap(), Encoding::Utf8);
    let edit = Edit { range: Some((at, at)), new_text: "ikut ".to_owned() };
    let untouched = buffer.apply(&[edit], Encoding::Utf8, 1);
    let after = before.reread(&buffer, untouched, hints());
    assert_eq!(before.len(), after.len());
    let pairs = before.passages().zip(after.passages());
    let changed = pairs.filter(|(a, b)| !std::sync::Arc::ptr_eq(a.passage, b.passage)).count();
    assert_eq!(changed, 1);
}
