//! However an article came to be, it is read as if it had been opened so.

use std::fmt::Write;

use jiff::civil::date;
use proptest::prelude::*;
use tajuk::detect::Stranger;
use tajuk::ide::lens::lenses;
use tajuk::ide::report::{File, Parts};
use tajuk::ide::{Desk, Opening, Settings, Snapshot, titles};
use tajuk::structure::Format;
use tajuk::text::{Edit, Encoding, Position};

const FORMATS: [Format; 3] = [Format::Markdown, Format::Plain, Format::Html];

const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

/// Lines that begin, end, join and break structure.
const PIECES: &[&str] = &[
    "---\n",
    "title: Uji\n",
    "date: 2025-03-01\n",
    "lang: en\n",
    "```\n",
    "~~~\n",
    "<!--",
    "-->\n",
    "# Judul\n",
    "## Dampak Global\n",
    "Alasan Korea Utara dan Rusia Bergabung\n",
    "-\n",
    "- ",
    "1. ",
    "* * *\n",
    "> ",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    " ",
    "  ",
    "“",
    "”",
    "\"",
    ",",
    ". ",
    ".",
    "Korea Utara (Korut)",
    "Korut",
    "Kim",
    "Kim Jong Un",
    "Vladimir Putin",
    "Presiden Xi ",
    "Banyak analis menilai ",
    "kata juru bicara itu. ",
    "menurut data bea cukai Rusia",
    "Perdagangan naik 68 persen menjadi 34 juta dolar AS. ",
    "Senin (3/9/2025) ",
    "saling mendukung. - Kepentingan Militer dan Teknologi\n",
    "Duniakuat,Kim ",
    "The European Union (EU) agreed. ",
    "and of the to in was that ",
    "dan yang di ke dari untuk ",
    "😀",
    "日本",
    "é",
    "\u{301}",
    "\u{2028}",
    "https://a.example/x ",
    "[KCNA](https://k.example)",
    "| a | b |\n|---|---|\n| 1 | 2 |\n",
    "{{< figure >}}",
    "{{< figure\n  src=\"a\" >}}\n",
    "{{ ",
    ">}}\n",
    "{% if x %}",
    "{% comment %}\n",
    "{% endcomment %}\n",
    "{{< highlight go >}}\n",
    "{{< /highlight >}}\n",
    "{\n",
    "{ \"title\": \"Uji\",\n",
    "\"date\": \"2025-03-01\" }\n",
    "+++\n",
    "title = \"Uji\"\n",
    "import A from './a'\n",
    "export const a = {\n",
    "<Chart data={[1]}\n",
    "/>\n",
    "{props.x}",
    "::: {.callout}\n",
    ":::\n",
    "```{r}\n",
    "$$\n",
    "$E = m$ ",
    "<div>\n",
    "![Kapal](a.jpg)\n",
    "*Kapal gandum di Odesa.*\n",
    "Foto: Kapal gandum di Odesa\n",
    "[^1]: Catatan kaki itu pendek.\n",
    "Baca juga: Judul Lain\n",
    "ADVERTISEMENT\n",
    "Facebook Twitter\n",
    "JAKARTA, KOMPAS —\n",
    "2022\t120\t48\n",
    "| 2022 |\t48 |\n",
    "Jakarta, 14 Mei 2025\n",
    "1. Keamanan Laut\n",
    "Apa yang berubah sejak Maret?\n",
    "T: Mengapa sekarang?\n",
    "> kutipan yang dibungkus dengan tangan oleh seorang\n> penulis yang sabar\n",
    "<p>",
    "</p>",
    "<nav>",
    "<article>",
    "&ldquo;",
    "<script>",
    "</script>",
    "<html lang=\"en\">",
    "\u{85}",
    "\u{feff}",
    "\u{200f}",
    "\0",
    "[^1]",
    "Kesimpulan\n",
    "Oleh Budi Santoso\n",
    "2013\n",
    "4. Pembahasan.\n",
    "Berapa lama menurut Anda keadaan seperti ini akan berlangsung di sana?\n",
    "Lembaga Kajian Pangan, Bogor, Indonesia\n",
    "Why the Cap Failed The cap was meant to hurt them and it did not hurt.\n",
    "Ada tiga hal. - Latihan bersama - Kunjungan kapal\n",
    "[@doe99, hal. 3] ",
    "[-@",
    "]",
    "“We will not return to the deal, and the world should know it,” ",
    "Dunia kini menyaksikan terbentuknya poros kekuatan alternatif yang menantang dominasi lama.\n",
];

/// Everything an editor or a program can ask.
fn all_answers(snapshot: &Snapshot) -> String {
    let parts =
        Parts { outline: true, entities: true, amounts: true, claims: true, findings: true };
    let file = File::new("x", snapshot, parts);
    let mut res = serde_json::to_string_pretty(&file).unwrap();
    let article = snapshot.article();
    for (placed, facts, roles) in article.passages() {
        let _ = writeln!(res, "{} {:?} {:?}", placed.start, placed.passage, roles);
        let _ = writeln!(res, "{facts:?}");
    }
    kept_answers(snapshot, &mut res);
    res
}

/// Answers that are counted segment by segment, and kept from version to version.
fn kept_answers(snapshot: &Snapshot, res: &mut String) {
    let counted = titles(snapshot, Encoding::Utf16).into_iter();
    let counted: Vec<_> = counted.map(|it| (it.start, it.end, it.title.to_string())).collect();
    let place = |byte| snapshot.buffer().position(byte, Encoding::Utf16);
    let all = lenses(snapshot).into_iter();
    let all: Vec<_> =
        all.map(|it| (place(it.heading.start()), place(it.heading.end()), it.title)).collect();
    assert_eq!(counted, all, "what stands over sections");
    // The cards of the first names.
    for span in snapshot.article().mentions().iter().map(|it| it.span).take(6) {
        let _ = writeln!(res, "{:?}", snapshot.hover(span.start()));
    }
}

fn open(desk: &mut Desk, format: Format, text: &str) {
    desk.open(Opening {
        uri: "x".to_owned(),
        format,
        version: 0,
        text: text.to_owned(),
        file_date: None,
        today: date(2025, 5, 14),
    });
}

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => "[a-z \n]{0,6}",
        1 => Just(String::new()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 4000, ..ProptestConfig::default() })]

    #[test]
    fn any_edits_give_what_a_fresh_reading_gives(
        format in prop::sample::select(&FORMATS[..]),
        encoding in prop::sample::select(&ENCODINGS[..]),
        start in prop::collection::vec(piece(), 0..24),
        edits in prop::collection::vec(
            (0u32..14, 0u32..60, 0u32..3, 0u32..40, piece(), any::<bool>()), 1..10),
    ) {
        let mut desk = Desk::new(encoding, Settings::default());
        open(&mut desk, format, &start.concat());
        let _ = desk.snapshot("x").map(|it| it.diagnostics());
        for (at, (line, column, down, right, new_text, ask)) in edits.iter().enumerate() {
            let from = Position { line: *line, column: *column };
            let to = Position { line: line + down, column: *right };
            let edit = Edit { range: Some((from, to)), new_text: new_text.clone() };
            desk.change("x", at as i32 + 1, &[edit]);
            // Versions that nobody asked about are skipped over.
            if *ask {
                let _ = desk.snapshot("x").map(|it| it.diagnostics());
                let _ = desk.snapshot("x").map(|it| kept_answers(&it, &mut String::new()));
            }
        }
        desk.pause("x");
        let edited = desk.snapshot("x").unwrap();
        let mut fresh = Desk::new(encoding, Settings::default());
        open(&mut fresh, format, &edited.buffer().text());
        places(&edited);
        prop_assert_eq!(all_answers(&fresh.snapshot("x").unwrap()), all_answers(&edited));
    }

    #[test]
    fn any_text_is_read_without_a_panic(
        text in "\\PC{0,200}",
        format in prop::sample::select(&FORMATS[..]),
    ) {
        let mut desk = Desk::new(Encoding::Utf16, Settings::default());
        open(&mut desk, format, &text);
        let snapshot = desk.snapshot("x").unwrap();
        for byte in 0..text.len() {
            let _ = snapshot.hover(byte);
        }
        let _ = all_answers(&snapshot);
    }
}

/// Enough paragraphs for several segments, and some that join and break them.
fn long_piece() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => piece(),
        2 => piece().prop_map(|it| format!("{it}\n\n")),
        1 => Just("Perdagangan naik 68 persen, kata Vladimir Putin kepada KCNA.\n\n".to_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, max_shrink_iters: 400, ..ProptestConfig::default() })]

    #[test]
    fn long_articles_too(
        markdown in any::<bool>(),
        start in prop::collection::vec(long_piece(), 150..420),
        edits in prop::collection::vec(
            (0u32..520, 0u32..60, 0u32..90, 0u32..40, long_piece(), 0u32..6), 1..14),
    ) {
        let format = if markdown { Format::Markdown } else { Format::Plain };
        let mut desk = Desk::new(Encoding::Utf16, Settings::default());
        open(&mut desk, format, &start.concat());
        let _ = desk.snapshot("x").map(|it| it.diagnostics());
        for (at, (line, column, down, right, new_text, kind)) in edits.iter().enumerate() {
            let from = Position { line: *line, column: *column };
            // Most edits are small; some take whole segments out.
            let down = if *kind == 0 { *down } else { down % 2 };
            let to = Position { line: line + down, column: *right };
            let edit = Edit { range: Some((from, to)), new_text: new_text.clone() };
            desk.change("x", at as i32 + 1, &[edit]);
            let _ = desk.snapshot("x").map(|it| it.diagnostics());
            let _ = desk.snapshot("x").map(|it| kept_answers(&it, &mut String::new()));
        }
        desk.pause("x");
        let edited = desk.snapshot("x").unwrap();
        let mut fresh = Desk::new(Encoding::Utf16, Settings::default());
        open(&mut fresh, format, &edited.buffer().text());
        prop_assert_eq!(all_answers(&fresh.snapshot("x").unwrap()), all_answers(&edited));
    }
}

/// Sentences, and parts of them, that say something to each finder and hang on what
/// stands beside them.
const SENTENCES: &[&str] = &[
    "Analysts denied any delay in Pyongyang, in report 1771. ",
    "President Putin said the talks would go on after the vote in Jakarta. ",
    "“We will not sign,” the minister said. “The world should know it.” ",
    "“We will not return to the deal, and the world should know it, and soon,” ",
    "Menurut Badan Pusat Statistik (BPS), ekspor naik 4,5 persen menjadi Rp12 triliun. ",
    "“Kami tidak akan menandatangani perjanjian itu dalam waktu dekat,” ujarnya. ",
    "Hal itu terjadi pada Senin (3/9/2025) dan bulan yang sama tahun lalu. ",
    "In March 2024 it fell, and in the same month last year it rose. ",
    "On 5 May it rose by two million dollars. ",
    "It rains today and was dry yesterday. ",
    "Besok dua negara itu bertemu lagi, kemarin tidak. ",
    "1. Harga naik. 2. Mutu turun. ",
    "Mr. Smith vs. the U.S. was decided in St. Petersburg. ",
    "JAKARTA, KOMPAS.com – Presiden Prabowo Subianto mengatakan hal itu. ",
    "Banyak analis menilai bahwa ",
    "according to ",
    "kata juru bicara itu. ",
    "Kim Jong Un",
    "Un ",
    "(Korut) ",
    "“",
    "” ",
    "'",
    ". ",
    ", ",
    "\n",
    "5 ",
    "May ",
    "said ",
    "is ",
    "é",
    "\u{301}",
    "[3] ",
    "[KCNA](https://k.example) ",
    "**",
    "`",
];

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 4000, ..ProptestConfig::default() })]

    #[test]
    fn what_is_typed_into_a_paragraph_too(
        markdown in any::<bool>(),
        start in prop::collection::vec(prop::sample::select(SENTENCES), 2..14),
        edits in prop::collection::vec(
            (0u32..3, 0u32..500, 0u32..4, prop_oneof![
                3 => "[a-zA-Z0-9 .,]{0,2}",
                2 => prop::sample::select(SENTENCES).prop_map(str::to_owned),
            ]), 1..8),
    ) {
        let format = if markdown { Format::Markdown } else { Format::Plain };
        let mut desk = Desk::new(Encoding::Utf8, Settings::default());
        open(&mut desk, format, &start.concat());
        let _ = desk.snapshot("x").map(|it| it.diagnostics());
        for (at, (line, column, gone, new_text)) in edits.iter().enumerate() {
            let from = Position { line: *line, column: *column };
            let to = Position { line: *line, column: column + gone };
            let edit = Edit { range: Some((from, to)), new_text: new_text.clone() };
            desk.change("x", at as i32 + 1, &[edit]);
            let edited = desk.snapshot("x").unwrap();
            let mut fresh = Desk::new(Encoding::Utf8, Settings::default());
            open(&mut fresh, format, &edited.buffer().text());
            let fresh = fresh.snapshot("x").unwrap();
            for (a, b) in fresh.article().passages().zip(edited.article().passages()) {
                prop_assert_eq!(format!("{:?}", a), format!("{:?}", b));
            }
            let _ = edited.diagnostics();
        }
        desk.pause("x");
        let edited = desk.snapshot("x").unwrap();
        let mut fresh = Desk::new(Encoding::Utf8, Settings::default());
        open(&mut fresh, format, &edited.buffer().text());
        prop_assert_eq!(all_answers(&fresh.snapshot("x").unwrap()), all_answers(&edited));
    }
}

/// Names that could be several, and those that tell which one is meant.
const NAMES: &[&str] = &[
    "Kim",
    "Kim Jong Un",
    "Kim Yo Jong",
    "Bush",
    "George W. Bush",
    "George H. W. Bush",
    "Georgia",
    "Tbilisi",
    "Atlanta",
    "Washington",
    "George Washington",
    "Brussels",
    "the European Union (EU)",
    "PBB",
    "Partai Bulan Bintang (PBB)",
    "Perserikatan Bangsa-Bangsa (PBB)",
    "Demokrat",
    "Partai Demokrat",
    "the Democratic Party",
    "Putin",
    "Vladimir Putin",
    "Presiden Xi",
    "Xi Jinping",
    "Zelensky",
    "Kyiv",
    "Geneva",
    "Switzerland",
    "Merz",
    "Chancellor Friedrich Merz",
    "Biden",
    "Hunter Biden",
    "the UN",
    "AS",
    "Amerika Serikat (AS)",
    "KPA",
    "the Kenya Ports Authority (KPA)",
    "the World Health Organisation (WHO)",
    "WHO",
];

fn name() -> impl Strategy<Value = &'static str> {
    prop::sample::select(NAMES)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, max_shrink_iters: 800, ..ProptestConfig::default() })]

    /// A name decides of names in other passages, before it and behind it.
    #[test]
    fn a_name_that_comes_or_goes_too(
        start in prop::collection::vec(prop_oneof![2 => Just(""), 1 => name()], 20..160),
        edits in prop::collection::vec((0u32..330, 0u32..3, 0u32..12, name(), any::<bool>()), 1..12),
    ) {
        let mut desk = Desk::new(Encoding::Utf8, Settings::default());
        let text = start.iter().map(|it| format!("Then {it} agreed to it again.\n\n"));
        open(&mut desk, Format::Plain, &text.collect::<String>());
        for (at, (line, down, gone, name, puts)) in edits.iter().enumerate() {
            let from = Position { line: line & !1, column: 5 };
            let to = Position { line: from.line + 2 * (down / 2), column: 5 + gone };
            let new_text = if *puts { format!("{name} ") } else { String::new() };
            desk.change("x", at as i32 + 1, &[Edit { range: Some((from, to)), new_text }]);
            let edited = desk.snapshot("x").unwrap();
            let mut fresh = Desk::new(Encoding::Utf8, Settings::default());
            open(&mut fresh, Format::Plain, &edited.buffer().text());
            let fresh = fresh.snapshot("x").unwrap();
            prop_assert_eq!(fresh.article().mentions(), edited.article().mentions());
            let _ = edited.diagnostics();
        }
        desk.pause("x");
        let edited = desk.snapshot("x").unwrap();
        let mut fresh = Desk::new(Encoding::Utf8, Settings::default());
        open(&mut fresh, Format::Plain, &edited.buffer().text());
        prop_assert_eq!(all_answers(&fresh.snapshot("x").unwrap()), all_answers(&edited));
    }
}

/// What one thing typed into a paragraph gives, beside a fresh reading.
#[track_caller]
fn typed_is_fresh(text: &str, column: u32, new_text: &str) {
    let mut desk = Desk::new(Encoding::Utf8, Settings::default());
    open(&mut desk, Format::Plain, text);
    let _ = desk.snapshot("x").map(|it| it.diagnostics());
    let at = Position { line: 0, column };
    desk.change("x", 1, &[Edit { range: Some((at, at)), new_text: new_text.to_owned() }]);
    let edited = desk.snapshot("x").unwrap();
    let mut fresh = Desk::new(Encoding::Utf8, Settings::default());
    open(&mut fresh, Format::Plain, &edited.buffer().text());
    let fresh = fresh.snapshot("x").unwrap();
    for (a, b) in fresh.article().passages().zip(edited.article().passages()) {
        assert_eq!(format!("{a:?}"), format!("{b:?}"));
    }
    assert_eq!(all_answers(&fresh), all_answers(&edited));
}

#[test]
fn a_mark_over_a_letter_joins_what_stands_behind_it() {
    typed_is_fresh("The talks go on in Jakarta. \u{301}0 ships left.", 28, "A");
}

#[test]
fn a_quotation_mark_reaches_over_the_sentences_behind_it() {
    let text = "The talks go on in Jakarta. It rains today and was dry yesterday. They left.” \
                The minister said so.";
    typed_is_fresh(text, 0, "“");
    typed_is_fresh(&format!("“{text}"), 80, "” “");
}

/// What is looked for at one place is what all of the article says of it.
fn places(snapshot: &Snapshot) {
    let article = snapshot.article();
    for byte in (0..=snapshot.buffer().len()).step_by(3) {
        let claims = article.claims();
        let end = claims.partition_point(|it| it.sentence.start() <= byte);
        let near = claims[..end].iter().enumerate().rev().take(4);
        let near = near.filter(|(_, it)| it.sentence.touches(byte));
        let best = near.min_by_key(|(at, it)| (!it.span.touches(byte), std::cmp::Reverse(*at)));
        let found = article.claim_at(byte).map(|(at, it)| (at, it.span));
        assert_eq!(found, best.map(|(at, it)| (at, it.span)), "a claim at {byte}");
        let id = best.map(|it| it.1.id);
        assert_eq!(best.and_then(|it| article.claim_id(it.0)), id, "its id");

        let mention = article.mentions().iter().find(|it| it.span.touches(byte));
        let named = article.naming_at(byte).map(|it| it.span);
        assert_eq!(named, mention.map(|it| it.span), "a name at {byte}");

        let touched = |it: &&Stranger| it.mentions.iter().any(|it| it.span.touches(byte));
        let stranger = article.strangers().iter().find(touched).map(|it| &it.name);
        let found = article.stranger_at(byte).map(|it| &it.0.name);
        assert_eq!(found, stranger, "a stranger at {byte}");
    }
}

/// A small word inside a name that another passage tells whole.
#[test]
fn a_small_word_inside_a_name_is_a_part_of_it() {
    let line = "saling mendukung. - Kepentingan Militer dan Teknologi\n";
    let text = format!("{line}b\n\n\n\n\n{line}```\nand of the to in was that ");
    let mut desk = Desk::new(Encoding::Utf8, Settings::default());
    open(&mut desk, Format::Plain, &text);
    places(&desk.snapshot("x").unwrap());
}
