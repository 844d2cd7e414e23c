//! Answers to an editor below the protocol, drawn: text with `<|>` at the
//! caret in, the text with its answer marked out.

use expect_test::{Expect, expect};
use jiff::civil::date;
use tajuk::ide::complete::offers;
use tajuk::ide::folding::folds;
use tajuk::ide::inlay::hints;
use tajuk::ide::lens::lenses;
use tajuk::ide::links::{Target, links};
use tajuk::ide::navigate::{declaration, definition, occurrences};
use tajuk::ide::rename::{Ground, linked, places};
use tajuk::ide::rewrite::rewrites;
use tajuk::ide::selection::grown;
use tajuk::ide::symbols::{landmarks, rank};
use tajuk::ide::tidy::tidy;
use tajuk::ide::tokens::{PieceKind, pieces};
use tajuk::ide::{Desk, Opening, Settings, Snapshot};
use tajuk::structure::Format;
use tajuk::text::{Encoding, Span};

pub(crate) fn open(text: &str) -> (std::sync::Arc<Snapshot>, usize) {
    let byte = text.find("<|>").unwrap_or(0);
    let text = text.replacen("<|>", "", 1);
    let marks = ["---\n", "# "];
    let markdown = marks.iter().any(|it| text.starts_with(it)) || text.contains("\n## ");
    let format = if markdown { Format::Markdown } else { Format::Plain };
    let mut desk = Desk::new(Encoding::Utf16, Settings::default());
    let (file_date, today) = (None, date(2025, 5, 14));
    desk.open(Opening { uri: "x".to_owned(), format, version: 1, text, file_date, today });
    (desk.snapshot("x").unwrap(), byte)
}

/// The text with brackets around the spans, each with its name.
fn mark(text: &str, spans: &[(Span, String)]) -> String {
    let mut res = text.to_owned();
    let mut marks: Vec<(usize, String)> = Vec::new();
    for (span, name) in spans {
        marks.push((span.start(), "[".to_owned()));
        let name = if name.is_empty() { String::new() } else { format!("/{name}") };
        marks.push((span.end(), format!("{name}]")));
    }
    marks.sort_by_key(|(at, mark)| (std::cmp::Reverse(*at), !mark.starts_with('[')));
    for (at, mark) in marks {
        res.insert_str(at, &mark);
    }
    res
}

#[track_caller]
fn check(text: &str, spans: &[(Span, String)], expected: Expect) {
    let (snapshot, _) = open(text);
    expected.assert_eq(&mark(&snapshot.buffer().text(), spans));
}

#[test]
fn a_selection_grows_from_the_word_to_the_article() {
    let text = "# Judul\n\n## Bagian\n\nKemarin “Presiden Vladimir Pu<|>tin tiba,” kata dia. Lalu pulang.\n";
    let (snapshot, byte) = open(text);
    let all = snapshot.buffer().text();
    let steps: Vec<String> =
        grown(&snapshot, byte).iter().map(|it| format!("{:?}\n", it.of(&all))).collect();
    expect![[r###"
        "Putin"
        "Vladimir Putin"
        "Presiden Vladimir Putin tiba,"
        "“Presiden Vladimir Putin tiba,”"
        "Kemarin “Presiden Vladimir Putin tiba,”"
        "Kemarin “Presiden Vladimir Putin tiba,” kata dia."
        "Kemarin “Presiden Vladimir Putin tiba,” kata dia. Lalu pulang."
        "## Bagian\n\nKemarin “Presiden Vladimir Putin tiba,” kata dia. Lalu pulang."
        "# Judul\n\n## Bagian\n\nKemarin “Presiden Vladimir Putin tiba,” kata dia. Lalu pulang."
        "# Judul\n\n## Bagian\n\nKemarin “Presiden Vladimir Putin tiba,” kata dia. Lalu pulang.\n"
    "###]]
    .assert_eq(&steps.concat());
}

#[test]
fn sections_lists_and_front_matter_fold() {
    let text = "---\ntitle: Pakta\ndate: 2025-05-14\n---\n\n# Pakta\n\nIsi.\n\n## Alasan\n\n- satu\n- dua\n\n> kutipan\n> panjang\n\n```\nkode\n```\n";
    let (snapshot, _) = open(text);
    let all = snapshot.buffer().text();
    let line = |byte: usize| all[..byte].matches('\n').count() + 1;
    let drawn: Vec<String> = folds(&snapshot)
        .iter()
        .map(|it| format!("{}-{} {:?}\n", line(it.span.start()), line(it.span.end()), it.kind))
        .filter(|it| it.split([' ', '-']).next() != it.split([' ', '-']).nth(1))
        .collect();
    expect![[r#"
        1-4 FrontMatter
        6-20 Section
        10-20 Section
        12-13 List
        15-16 Quotation
        18-20 Opaque
    "#]]
    .assert_eq(&drawn.concat());
}

const MEETING: &str = "Presiden Vladimir Putin dan Kim Jong Un bertemu di Moskow. Putin memuji Korut. Namun, Moskow menolak usul <|>Putin soal Korea Utara.";

#[test]
fn a_name_is_found_in_all_its_forms() {
    let (snapshot, byte) = open(MEETING);
    let found = occurrences(&snapshot, byte);
    let spans: Vec<_> = found.iter().map(|it| (it.span, format!("{:?}", it.part))).collect();
    check(
        MEETING,
        &spans,
        expect![
            "Presiden [Vladimir Putin/Introduces] dan Kim Jong Un bertemu di Moskow. [Putin/Names] memuji Korut. Namun, Moskow menolak usul [Putin/Names] soal Korea Utara."
        ],
    );
    let korut = MEETING.find("Korut").unwrap();
    let found = occurrences(&snapshot, korut);
    let spans: Vec<_> = found.iter().map(|it| (it.span, format!("{:?}", it.part))).collect();
    check(
        MEETING,
        &spans,
        expect![
            "Presiden Vladimir Putin dan Kim Jong Un bertemu di Moskow. Putin memuji [Korut/Introduces]. Namun, Moskow menolak usul Putin soal [Korea Utara/Names]."
        ],
    );
}

#[test]
fn a_name_leads_to_its_first_mention_and_to_its_full_name() {
    let text = "Putin tiba di sana. Vladimir Putin lalu pulang, kata <|>Putin.";
    let (snapshot, byte) = open(text);
    let all = snapshot.buffer().text();
    let start = |it: Option<(Span, Vec<Span>)>| {
        it.map(|(_, it)| (it[0].start(), it[0].of(&all).to_owned()))
    };
    assert_eq!(start(definition(&snapshot, byte)), Some((0, "Putin".to_owned())));
    assert_eq!(start(declaration(&snapshot, byte)), Some((20, "Vladimir Putin".to_owned())));
    assert_eq!(definition(&snapshot, 8), None);
}

#[test]
fn a_footnote_leads_to_its_text_and_back() {
    let text = "# Judul\n\nAngka itu naik[^1] dan turun[^2]. Lagi[^1].\n\n[^1]: Sumber satu.\n[^2]: Sumber dua.\n";
    let byte = text.find("[^1]").unwrap() + 1;
    let (snapshot, _) = open(text);
    let (_, there) = definition(&snapshot, byte).unwrap();
    assert_eq!(there[0].start(), text.find("[^1]:").unwrap());
    let found = occurrences(&snapshot, there[0].start() + 1);
    let spans: Vec<_> = found.iter().map(|it| (it.span, String::new())).collect();
    check(
        text,
        &spans,
        expect![[r#"
        # Judul

        Angka itu naik[[^1]] dan turun[^2]. Lagi[[^1]].

        [[^1]]: Sumber satu.
        [^2]: Sumber dua.
    "#]],
    );
}

#[test]
fn a_rename_changes_one_form_and_tells_whose_words_it_is_in() {
    let text = "# Judul\n\nVladimir Putin tiba. “Saya kenal Putin,” kata Kim Jong Un. <|>Putin dan [Putin](a.md) pulang. Vladimir Putin juga.\n";
    let (snapshot, byte) = open(text);
    let name = |it: Ground| format!("{it:?}");
    let spans: Vec<_> =
        places(&snapshot, byte).iter().map(|it| (it.span, name(it.ground))).collect();
    check(
        text,
        &spans,
        expect![[r#"
        # Judul

        Vladimir Putin tiba. “Saya kenal [Putin/Quoted],” kata Kim Jong Un. [Putin/Own] dan [[Putin/Linked]](a.md) pulang. Vladimir Putin juga.
    "#]],
    );
    let full = snapshot.buffer().text().find("Vladimir").unwrap();
    let spans: Vec<_> =
        places(&snapshot, full).iter().map(|it| (it.span, name(it.ground))).collect();
    check(
        text,
        &spans,
        expect![[r#"
        # Judul

        [Vladimir Putin/Own] tiba. “Saya kenal Putin,” kata Kim Jong Un. Putin dan [Putin](a.md) pulang. [Vladimir Putin/Own] juga.
    "#]],
    );
    let spans: Vec<_> = linked(&snapshot, full).iter().map(|it| (*it, String::new())).collect();
    check(
        text,
        &spans,
        expect![[r#"
        # Judul

        [Vladimir Putin] tiba. “Saya kenal Putin,” kata Kim Jong Un. Putin dan [Putin](a.md) pulang. [Vladimir Putin] juga.
    "#]],
    );
    assert!(linked(&snapshot, byte).is_empty(), "there is only one in the article's own words");
}

#[test]
fn pieces_are_coloured_and_lie_nowhere_over_each_other() {
    let text = "Presiden Vladimir Putin mengatakan “kami tiba di Moskow” pada 3 Mei 2025. Ekspor Korut naik 12,5 persen menjadi US$3 miliar, mungkin karena PBB.";
    let (snapshot, _) = open(text);
    let found = pieces(&snapshot, Span::new(0, text.len()), &|_| true);
    let spans: Vec<_> = found
        .iter()
        .map(|it| {
            let first = if it.traits.first { "!" } else { "" };
            let unsourced = if it.traits.unsourced { "?" } else { "" };
            (it.span, format!("{:?}{first}{unsourced}", it.kind))
        })
        .collect();
    assert!(spans.windows(2).all(|it| it[0].0.end() <= it[1].0.start()), "{spans:?}");
    check(
        text,
        &spans,
        expect![
            "Presiden [Vladimir Putin/Person!] [mengatakan/Cue] [“kami tiba di/Quotation] [Moskow/Place!][”/Quotation] [pada 3 Mei 2025/Claim]. [Ekspor/Claim?] [Korut/Country!] [naik/Claim?] [12,5 persen/Quantity] [menjadi/Claim?] [US$3 miliar/Quantity], [mungkin/Hedge] [karena/Claim?] [PBB/Organisation!]."
        ],
    );
    let names = pieces(&snapshot, Span::new(0, 30), &|it| it == PieceKind::Person);
    assert_eq!(names.len(), 1);

    // A year tells when, not how much.
    let text = "Ekspor naik 47 ton pada 2024, tertinggi sejak Juni 1991.";
    let (snapshot, _) = open(text);
    let sums = pieces(&snapshot, Span::new(0, text.len()), &|it| it == PieceKind::Quantity);
    let sums: Vec<&str> = sums.iter().map(|it| it.span.of(text)).collect();
    assert_eq!(sums, ["47"]);
}

/// What the word at the caret goes back to, each place marked with its number.
#[track_caller]
fn goes_back(text: &str, expected: Expect) {
    let (snapshot, byte) = open(text);
    let all = snapshot.buffer().text();
    let Some((here, there)) = definition(&snapshot, byte) else {
        return expected.assert_eq(&format!("{all} -> nothing"));
    };
    let mut spans: Vec<(Span, String)> =
        there.iter().enumerate().map(|(at, it)| (*it, (at + 1).to_string())).collect();
    spans.push((here, "?".to_owned()));
    expected.assert_eq(&mark(&all, &spans));
}

#[test]
fn a_word_that_points_back_goes_to_the_name_it_stands_for() {
    // What stands beside a verb of saying.
    goes_back(
        "Vladimir Putin tiba di Beijing. “Saya senang,” ujar<|>nya.",
        expect!["[Vladimir Putin/1] tiba di Beijing. “Saya senang,” [ujarnya/?]."],
    );
    goes_back(
        "Vladimir Putin tiba di Beijing. “Saya senang,” kata d<|>ia.",
        expect!["[Vladimir Putin/1] tiba di Beijing. “Saya senang,” kata [dia/?]."],
    );
    goes_back(
        "Vladimir Putin arrived. “I am glad,” h<|>e said.",
        expect!["[Vladimir Putin/1] arrived. “I am glad,” [he/?] said."],
    );
    goes_back(
        "Rina Wulandari, 41 tahun, menangis. “Saya lapar,” kata perem<|>puan itu.",
        expect!["[Rina Wulandari/1], 41 tahun, menangis. “Saya lapar,” kata [perempuan itu/?]."],
    );
    // And what stands elsewhere.
    goes_back(
        "Vladimir Putin tiba di Beijing. Kemarin i<|>a masih di Moskow.",
        expect!["[Vladimir Putin/1] tiba di Beijing. Kemarin [ia/?] masih di Moskow."],
    );
    goes_back(
        "Vladimir Putin arrived in Beijing. His plane took h<|>im there.",
        expect!["[Vladimir Putin/1] arrived in Beijing. His plane took [him/?] there."],
    );
    goes_back(
        "Peneliti Rina Wulandari menulis buku. Karya be<|>liau laris.",
        expect!["Peneliti [Rina Wulandari/1] menulis buku. Karya [beliau/?] laris."],
    );
    // An office: who holds it, or to whom the article gives it.
    goes_back(
        "Vladimir Putin menjamu Kim Jong Un. S<|>ang presiden tertawa.",
        expect!["[Vladimir Putin/1] menjamu Kim Jong Un. [Sang presiden/?] tertawa."],
    );
    goes_back(
        "Vladimir Putin hosted Kim Jong Un. The Russian pres<|>ident laughed.",
        expect!["[Vladimir Putin/1] hosted Kim Jong Un. [The Russian president/?] laughed."],
    );
    goes_back(
        "Gubernur Budi Santosa bertemu warga. Lalu gub<|>ernur itu pulang.",
        expect!["Gubernur [Budi Santosa/1] bertemu warga. Lalu [gubernur itu/?] pulang."],
    );
    goes_back(
        "Vladimir Putin dan Prabowo Subianto bertemu. Presiden Rus<|>ia tertawa.",
        expect!["Vladimir Putin dan Prabowo Subianto bertemu. Presiden [[Rusia/?]/1] tertawa."],
    );
    goes_back(
        "Vladimir Putin dan Prabowo Subianto bertemu. Pres<|>iden Rusia tertawa.",
        expect!["[Vladimir Putin/1] dan Prabowo Subianto bertemu. [Presiden/?] Rusia tertawa."],
    );
    // Whoever heads the state leads it.
    goes_back(
        "Vladimir Putin dan Prabowo Subianto bertemu. Pemim<|>pin Rusia itu tertawa.",
        expect!["[Vladimir Putin/1] dan Prabowo Subianto bertemu. [Pemimpin/?] Rusia itu tertawa."],
    );
    // Two are two, wherever they were named.
    goes_back(
        "Vladimir Putin hosted Keir Starmer. Both lea<|>ders laughed.",
        expect!["[Vladimir Putin/1] hosted [Keir Starmer/2]. [Both leaders/?] laughed."],
    );
    goes_back(
        "Prabowo Subianto datang. Ia menemui Vladimir Putin. Ked<|>ua pemimpin tertawa.",
        expect![
            "[Prabowo Subianto/1] datang. Ia menemui [Vladimir Putin/2]. [Kedua pemimpin/?] tertawa."
        ],
    );
    // A title belongs to the name behind it.
    goes_back(
        "Vladimir Putin bertemu Pres<|>iden Prabowo Subianto.",
        expect!["Vladimir Putin bertemu [Presiden/?] [Prabowo Subianto/1]."],
    );
    // The nearest sentence that names one of them settles it.
    goes_back(
        "Vladimir Putin bertemu Prabowo Subianto. Prabowo pulang. Pres<|>iden itu lelah.",
        expect![
            "Vladimir Putin bertemu Prabowo Subianto. [Prabowo/1] pulang. [Presiden itu/?] lelah."
        ],
    );
    // Another state acts between: there the article does not tell.
    goes_back(
        "Vladimir Putin spoke. The US Congress voted. The pres<|>ident will sign.",
        expect!["Vladimir Putin spoke. The US Congress voted. The president will sign. -> nothing"],
    );
    goes_back(
        "Vladimir Putin spoke. The State Duma voted. The pres<|>ident will sign.",
        expect!["[Vladimir Putin/1] spoke. The State Duma voted. [The president/?] will sign."],
    );
    goes_back(
        "Vladimir Putin and Donald Trump met. Russia's parliament voted. The pres<|>ident smiled.",
        expect![
            "[Vladimir Putin/1] and Donald Trump met. Russia's parliament voted. [The president/?] smiled."
        ],
    );
    goes_back(
        "Vladimir Putin berbicara. Parlemen Prancis menolak. Sang pres<|>iden diam.",
        expect![
            "Vladimir Putin berbicara. Parlemen Prancis menolak. Sang presiden diam. -> nothing"
        ],
    );
    goes_back(
        "Vladimir Putin spoke. The club's pres<|>ident smiled.",
        expect!["Vladimir Putin spoke. The club's president smiled. -> nothing"],
    );
    goes_back(
        "Vladimir Putin spoke. A pres<|>ident needs friends.",
        expect!["Vladimir Putin spoke. A president needs friends. -> nothing"],
    );
    goes_back(
        "Sergei Lavrov spoke. The foreign min<|>ister smiled.",
        expect!["[Sergei Lavrov/1] spoke. [The foreign minister/?] smiled."],
    );
    // Before the name.
    goes_back(
        "Sang pres<|>iden datang terlambat. Vladimir Putin tiba pukul 10.",
        expect!["[Sang presiden/?] datang terlambat. [Vladimir Putin/1] tiba pukul 10."],
    );
}

#[test]
fn a_word_that_may_mean_several_goes_to_all_of_them_and_one_that_means_nobody_nowhere() {
    goes_back(
        "Vladimir Putin bertemu Prabowo Subianto. Pres<|>iden itu tertawa.",
        expect!["[Vladimir Putin/2] bertemu [Prabowo Subianto/1]. [Presiden itu/?] tertawa."],
    );
    goes_back(
        "Setelah bertemu Kim Jong Un, Vladimir Putin lelah. Besok d<|>ia pulang.",
        expect!["Setelah bertemu [Kim Jong Un/1], [Vladimir Putin/2] lelah. Besok [dia/?] pulang."],
    );
    goes_back(
        "Vladimir Putin bertemu Kim Jong Un. Mer<|>eka makan malam.",
        expect!["[Vladimir Putin/1] bertemu [Kim Jong Un/2]. [Mereka/?] makan malam."],
    );
    goes_back(
        "Korea Utara dan Rusia bersekutu. Kedua<|>nya butuh energi.",
        expect!["[Korea Utara/1] dan [Rusia/2] bersekutu. [Keduanya/?] butuh energi."],
    );
    // Whoever speaks of "him" means somebody else.
    goes_back(
        "Kim Jong Un memuji Prabowo Subianto. “D<|>ia kuat,” kata Kim.",
        expect!["Kim Jong Un memuji [Prabowo Subianto/1]. “[Dia/?] kuat,” kata Kim."],
    );
    goes_back("Itu saja. Lalu d<|>ia pulang.", expect!["Itu saja. Lalu dia pulang. -> nothing"]);
    goes_back(
        "Xi Jinping tiba. Gub<|>ernur itu pulang.",
        expect!["Xi Jinping tiba. Gubernur itu pulang. -> nothing"],
    );
    goes_back(
        "Vladimir Putin tiba. Mer<|>eka pulang.",
        expect!["Vladimir Putin tiba. Mereka pulang. -> nothing"],
    );
}

#[test]
fn a_word_that_points_back_is_among_the_places_of_the_name() {
    let text = "Vladimir Putin tiba. Putin lelah. Kemarin d<|>ia masih di Moskow.";
    let (snapshot, byte) = open(text);
    let found = occurrences(&snapshot, byte);
    let spans: Vec<_> = found.iter().map(|it| (it.span, format!("{:?}", it.part))).collect();
    check(
        &text.replace("<|>", ""),
        &spans,
        expect![
            "[Vladimir Putin/Introduces] tiba. [Putin/Names] lelah. Kemarin [dia/PointsBack] masih di Moskow."
        ],
    );
    let all = snapshot.buffer().text();
    let (_, full) = declaration(&snapshot, byte).unwrap();
    assert_eq!(full.iter().map(|it| it.of(&all)).collect::<Vec<_>>(), ["Vladimir Putin"]);
}

#[test]
fn a_section_tells_its_claims_quotations_and_sources_and_the_title_all_sources() {
    let text = "# Ekonomi Korut\n\nMenurut Bank Dunia, ekspor naik 12 persen pada 2024.\n\n## Angka\n\nImpor turun 30 persen pada 2023. Banyak analis menilai utang naik 5 persen pada 2024.\n\n## Kutipan\n\n“Kami tidak takut,” kata Presiden Vladimir Putin. “Kita lihat saja,” ujar seorang pejabat yang enggan disebut namanya. Putin mengatakan, “Kita siap.”\n\n## Kosong\n\nItu saja.\n";
    let (snapshot, _) = open(text);
    let all = snapshot.buffer().text();
    let drawn: Vec<String> = lenses(&snapshot)
        .iter()
        .map(|it| {
            let shown: Vec<&str> = it.places.iter().map(|it| it.of(&all)).collect();
            format!("{}: {} {shown:?}\n", it.heading.of(&all), it.title)
        })
        .collect();
    expect![[r#"
        Ekonomi Korut: 4 sumber · 2 bernama · 2 anonim ["Bank Dunia", "Banyak analis", "Presiden Vladimir Putin", "seorang pejabat yang enggan disebut namanya", "Putin"]
        Angka: 2 klaim · 1 tanpa sumber · 1 sumber anonim ["Impor turun 30 persen pada 2023"]
        Kutipan: 3 klaim · 3 kutipan · 1 sumber bernama · 1 sumber anonim ["Kami tidak takut", "Kita lihat saja", "Kita siap"]
    "#]]
    .assert_eq(&drawn.concat());
}

#[test]
fn hints_tell_weekdays_and_offices() {
    let text = "Vladimir Putin tiba pada 3 Mei 2025. Presiden Xi Jinping tiba Senin, 5 Mei 2025, lalu 9 Mei.";
    let (snapshot, _) = open(text);
    let mut drawn = text.to_owned();
    for hint in hints(&snapshot, Span::new(0, text.len())).iter().rev() {
        drawn.insert_str(hint.at, &format!("‹{}›", hint.label));
    }
    expect!["Vladimir Putin‹Presiden, Rusia› tiba pada 3 Mei 2025‹Sabtu›. Presiden Xi Jinping tiba Senin, 5 Mei 2025, lalu 9 Mei."].assert_eq(&drawn);
}

#[test]
fn links_lead_to_addresses_files_and_footnotes() {
    let text = "# Judul\n\n[a](b%20c.md#x) dan <https://a.example/x> serta https://b.example. Surat ke x@y.example[^1]; [kosong]().\n\n![gambar](<foto ku.jpg> \"x\")\n\n`[kode](d.md)`\n\n[^1]: Teks.\n";
    let (snapshot, _) = open(text);
    let spans: Vec<_> = links(&snapshot)
        .into_iter()
        .map(|it| {
            let to = match it.target {
                Target::Address(it) => format!("→ {it}"),
                Target::File(it) => format!("→ file {it}"),
                Target::Here(it) => format!("→ {}", it.of(text)),
            };
            (it.span, to)
        })
        .collect();
    check(
        text,
        &spans,
        expect![[r##"
            # Judul

            [a]([b%20c.md/→ file b%20c.md]#x) dan <[https://a.example/x/→ https://a.example/x]> serta [https://b.example/→ https://b.example]. Surat ke [x@y.example/→ mailto:x@y.example][[^1]/→ [^1]]; [kosong]().

            ![gambar](<[foto ku.jpg/→ file foto ku.jpg]> "x")

            `[kode](d.md)`

            [^1]: Teks.
        "##]],
    );
}

fn tidied(text: &str) -> String {
    let (snapshot, _) = open(text);
    let mut res = snapshot.buffer().text();
    let edits = tidy(&snapshot, Span::new(0, res.len()));
    for (span, new) in edits.iter().rev() {
        res.replace_range(span.start()..span.end(), new);
    }
    res
}

#[test]
fn formatting_mends_blanks_and_never_words() {
    for (text, expected) in [
        (
            "Dua  pemimpin , Kim dan Putin,bertemu. \nLalu  pulang.\n",
            "Dua pemimpin, Kim dan Putin, bertemu.\nLalu pulang.\n",
        ),
        (
            "# Judul\n\nBaris satu  \nbaris **tebal**  dua `a  b` c.\n",
            "# Judul\n\nBaris satu  \nbaris **tebal**  dua `a  b` c.\n",
        ),
        (
            "# Judul\n\n| a  | b  |\n|----|----|\n| c  | d  |\n\n    kode  kode \n",
            "# Judul\n\n| a  | b  |\n|----|----|\n| c  | d  |\n\n    kode  kode \n",
        ),
        ("Nilai 1 ,5 dan :) tetap.\n", "Nilai 1 ,5 dan :) tetap.\n"),
    ] {
        assert_eq!(tidied(text), expected);
        assert_eq!(tidied(&tidied(text)), expected, "twice");
    }
    for name in ["black-sea-grain.txt", "falling-oil-cap.md", "three-leaders-one-parade.md"] {
        let text = std::fs::read_to_string(format!("seeds/articles/{name}")).unwrap();
        let words = |it: &str| {
            it.split(|it: char| !it.is_alphanumeric())
                .filter(|it| !it.is_empty())
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        let once = tidied(&text);
        assert_eq!(words(&once), words(&text), "{name}");
        assert_eq!(tidied(&once), once, "{name}");
    }
}

#[track_caller]
fn check_offers(text: &str, expected: Expect) {
    let (snapshot, byte) = open(text);
    let found = offers(&snapshot, byte);
    let mut drawn = String::new();
    let all = snapshot.buffer().text();
    for it in found.all.iter().take(6) {
        let detail = it.detail.as_deref().map(|it| format!(" ({it})")).unwrap_or_default();
        drawn += &format!("{:?} → {}{detail}\n", it.span.of(&all), it.text);
    }
    if 6 < found.all.len() {
        drawn += "…\n";
    }
    expected.assert_eq(&drawn);
}

#[test]
fn names_are_offered_behind_a_capital_the_articles_own_first() {
    check_offers(
        "Presiden Vladimir Putin tiba di sana. Lalu Pu<|> pulang.",
        expect![[r#"
            "Pu" → Putin (Presiden · Rusia)
            "Pu" → Vladimir Putin (Presiden · Rusia)
            "Pu" → Jawa (Indonesia)
            "Pu" → Malaysia
            "Pu" → Penang (Malaysia)
            "Pu" → Puan Maharani (Ketua DPR · Indonesia)
            …
        "#]],
    );
    check_offers(
        "Pertemuan itu dihadiri Vladimir Pu<|>",
        expect![[r#"
        "Vladimir Pu" → Vladimir Putin (Presiden · Rusia)
        "Vladimir Pu" → Presiden Rusia Vladimir Putin (Presiden · Rusia)
    "#]],
    );
    check_offers(
        "Pertemuan itu dihadiri Kim Jo<|>",
        expect![[r#"
        "Kim Jo" → Kim Jong Il (Korea Utara)
        "Kim Jo" → Kim Jong Un (Pemimpin Tertinggi · Korea Utara)
        "Kim Jo" → Pemimpin Tertinggi Korea Utara Kim Jong Un (Pemimpin Tertinggi · Korea Utara)
    "#]],
    );
    check_offers(
        "Vladimir Putin tiba. Kata Presiden <|>",
        expect![[r#"
            "Presiden " → Presiden Rusia Vladimir Putin (Presiden · Rusia)
            "" → Vladimir Putin (Presiden · Rusia)
        "#]],
    );
    check_offers(
        "Usul itu datang dari Menlu Rusi<|>",
        expect![[r#"
            "Menlu Rusi" → Menlu Rusia Sergey Lavrov (Menteri Luar Negeri · Rusia)
            "Rusi" → Duma Negara
            "Rusi" → Perjanjian Kemitraan Strategis Komprehensif (Rusia–Korea Utara, 2024)
            "Rusi" → Rusia
            "Rusi" → Rusia Bersatu (Rusia)
        "#]],
    );
    check_offers(
        "Negara Koru<|>",
        expect![[r#"
            "Koru" → Korea Utara
            "Koru" → Komisi Pemberantasan Korupsi
            "Koru" → Komisi Pemberantasan Korupsi (KPK)
        "#]],
    );
    check_offers("Kami tidak tahu put<|>", expect![[""]]);
}

#[test]
fn phrases_keys_and_rules_are_offered_where_they_belong() {
    check_offers(
        "“Kami datang,” ka<|>",
        expect![[r#"
        "ka" → kata
        "ka" → katakan
        "ka" → katanya
    "#]],
    );
    check_offers(
        "Itu benar. Menu<|>",
        expect![[r#"
            "Menu" → Menurut 
            "Menu" → Menukil 
            "Menu" → Menurutnya 
        "#]],
    );
    check_offers("Itu benar menu<|>", expect![[""]]);
    check_offers(
        "---\ntitle: x\nla<|>\n---\n\nIsi.\n",
        expect![[r#"
            "la" → lastmod:  (terakhir diubah)
            "la" → lang:  (bahasa artikel)
        "#]],
    );
    check_offers(
        "---\ntitle: x\nlang: <|>\n---\n\nIsi.\n",
        expect![[r#"
        "" → id
        "" → en
    "#]],
    );
    check_offers(
        "# Judul\n\n<!-- tajuk-ignore vag<|> -->\n\nIsi.\n",
        expect![[r#"
        "vag" → vague-attribution (information)
    "#]],
    );
    check_offers("# Judul\n\n```\nPu<|>\n```\n", expect![[""]]);
}

#[test]
fn a_name_can_be_written_with_its_office_and_a_claim_with_its_source() {
    for (text, expected) in [
        (
            "Kemarin <|>Putin tiba, kata Vladimir Putin.",
            expect![[r#"
            Tulis nama lengkap dengan jabatan: Presiden Rusia Vladimir Putin
              Kemarin Presiden Rusia Vladimir Putin tiba, kata Vladimir Putin.
        "#]],
        ),
        (
            "Kemarin Presiden <|>Putin tiba, kata Vladimir Putin.",
            expect![[r#"
            Tulis nama lengkap dengan jabatan: Presiden Rusia Vladimir Putin
              Kemarin Presiden Rusia Vladimir Putin tiba, kata Vladimir Putin.
        "#]],
        ),
        ("Kemarin <|>Moskow diam.", expect![[""]]),
        (
            "Ekspor itu <|>naik 12 persen menjadi 5 juta ton pada 2024.",
            expect![[r#"
            Tambahkan sumber pernyataan ini
              Menurut [sumber], Ekspor itu naik 12 persen menjadi 5 juta ton pada 2024.
        "#]],
        ),
        ("Menurut Bank Dunia, ekspor itu <|>naik 12 persen pada 2024.", expect![[""]]),
    ] {
        let (snapshot, byte) = open(text);
        let mut drawn = String::new();
        for it in rewrites(&snapshot, Span::new(byte, byte)) {
            let mut new = snapshot.buffer().text();
            for (span, text) in it.edits.iter().rev() {
                new.replace_range(span.start()..span.end(), text);
            }
            drawn += &format!("{}\n  {new}\n", it.title);
        }
        expected.assert_eq(&drawn);
    }
}

#[test]
fn a_folder_is_searched_by_letters_in_their_order() {
    let text =
        "# Pakta Moskow\n\nVladimir Putin tiba di Pyongyang.\n\n## Alasan bergabung\n\n- satu\n";
    let (snapshot, _) = open(text);
    let found: Vec<String> = landmarks(&snapshot)
        .iter()
        .map(|it| format!("{} ({})\n", it.name, it.within.as_deref().unwrap_or("-")))
        .collect();
    expect![[r#"
        Pakta Moskow (-)
        Alasan bergabung (Pakta Moskow)
        Rusia (Pakta Moskow)
        Vladimir Putin (Pakta Moskow)
        Pyongyang (Pakta Moskow)
    "#]]
    .assert_eq(&found.concat());
    assert!(rank("Vladimir Putin", "vput") > rank("Vladimir Putin", "vldtn"));
    assert!(rank("Putin", "putin") > rank("Vladimir Putin", "putin"));
    assert_eq!(rank("Putin", "putinx"), None);
    assert_eq!(rank("Putin", ""), Some(0));
}
