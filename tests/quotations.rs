//! Where quotations begin and end, and whose words they hold: articles in, a
//! line for each quotation out.

use expect_test::{Expect, expect};
use jiff::civil::date;
use tajuk::detect::{Article, Brief};
use tajuk::lang::Lang;
use tajuk::structure::Format;
use tajuk::text::Buffer;

fn read(lang: Lang, text: &str) -> Article {
    let brief = Brief {
        format: Format::Plain,
        lang: Some(lang),
        article_date: Some(date(2026, 3, 4)),
        file_date: None,
        today: date(2026, 3, 4),
        base: tajuk::knowledge::Base::built_in(),
    };
    Article::read(&Buffer::new(text, 0), &brief)
}

/// Somebody's words as “…”, words set apart as ‘…’, those inside others in
/// brackets behind; an open end as …
#[track_caller]
fn marks(lang: Lang, text: &str, expect: Expect) {
    let article = read(lang, text);
    let mut drawn = String::new();
    for (placed, facts, _) in article.passages() {
        let prose = placed.passage.prose();
        for it in &facts.quotes {
            let words = it.inner.of(prose);
            let end = if it.closed { "" } else { " …" };
            drawn += &match it.is_speech() {
                true => format!("“{words}”{end}"),
                false => format!("‘{words}’{end}"),
            };
            for it in facts.nested_in(it) {
                drawn += &format!(" [{}]", it.inner.of(prose));
            }
            drawn.push('\n');
        }
    }
    expect.assert_eq(&drawn);
}

/// Who says it, and by which words it is known.
#[track_caller]
fn voices(lang: Lang, text: &str, expect: Expect) {
    let article = read(lang, text);
    let mut drawn = String::new();
    for it in article.spoken() {
        let words: String = text[it.quote.start()..it.quote.end()].chars().take(16).collect();
        let who = it.voice.map_or("nobody".to_owned(), |it| {
            let (name, source) = (article.text(it.name), article.text(it.source));
            if it.followed { format!("{name} ({source})") } else { name.to_owned() }
        });
        drawn += &format!("{words}… {who}\n");
    }
    expect.assert_eq(&drawn);
}

#[test]
fn every_house_has_its_marks() {
    marks(
        Lang::Id,
        "“Stok aman,” kata Dewi.\n\n”Stok aman,” kata Dewi.\n\n\"Stok aman,\" kata Dewi.\n\n\
         «Stok aman,» kata Dewi.\n\n„Stok aman,“ kata Dewi.\n\n»Stok aman,« kata Dewi.\n\n\
         ``Stok aman,'' kata Dewi.\n\n“Stok aman,“ kata Dewi.",
        expect![[r#"
            “Stok aman,”
            “Stok aman,”
            “Stok aman,”
            “Stok aman,”
            “Stok aman,”
            “Stok aman,”
            “Stok aman,”
            “Stok aman,”
        "#]],
    );
    marks(
        Lang::En,
        "'We are ready,' said Lind.\n\n‘We don’t know the workers’ wishes,’ said Lind.\n\n\
         The workers' party and the miners' union met in '98. It wasn't theirs.",
        expect![[r#"
            “We are ready,”
            “We don’t know the workers’ wishes,”
        "#]],
    );
}

#[test]
fn quotations_stand_in_quotations() {
    marks(
        Lang::Id,
        "”Mereka bilang, ’Sebentar lagi, Pak.’ Sudah delapan bulan,” kata Dewi.\n\n\
         “Dia bilang \"jangan\" kepada saya, «jangan» dua kali,” kata Dewi.",
        expect![[r#"
            “Mereka bilang, ’Sebentar lagi, Pak.’ Sudah delapan bulan,” [Sebentar lagi, Pak.]
            “Dia bilang "jangan" kepada saya, «jangan» dua kali,” [jangan] [jangan]
        "#]],
    );
    marks(
        Lang::En,
        "'She said \"never\" and left,' Lind recalled.\n\n“He said, ‘It’s ours.’ It isn’t,” said Lind.",
        expect![[r#"
            “She said "never" and left,” [never]
            “He said, ‘It’s ours.’ It isn’t,” [It’s ours.]
        "#]],
    );
}

#[test]
fn a_word_set_apart_is_nobodys() {
    marks(
        Lang::Id,
        "Bantuan itu “hilang” di jalan.\n\nNyamuk ber-”bakteri baik” dilepas.\n\n\
         Dewi menyebut aturan itu “terlalu rapi untuk kebetulan”.\n\n“Tidak,” kata Dewi.",
        expect![[r#"
            ‘hilang’
            ‘bakteri baik’
            “terlalu rapi untuk kebetulan”
            “Tidak,”
        "#]],
    );
}

#[test]
fn whoever_spoke_last_says_the_rest() {
    voices(
        Lang::Id,
        "“Stok cukup,” kata Menteri Pertanian Andi Amran Sulaiman. “Tidak perlu impor.”\n\n\
         “Harga akan turun,” ujarnya.\n\n\
         Peneliti Lembaga Arah Pangan, Ratna Wulandari, menilai angka itu perlu diperiksa.\n\n\
         “Gudangnya penuh beras tua,” kata Ratna.\n\n“Susutnya besar,” kata peneliti itu.\n\n\
         “Saya cek sendiri,” jawab menteri itu.\n\n“Ada yang keliru,” katanya.",
        expect![[r#"
            “Stok cukup,”… Andi Amran Sulaiman
            “Tidak perlu imp… Andi Amran Sulaiman
            “Harga akan turu… Andi Amran Sulaiman (ujarnya)
            “Gudangnya penuh… Ratna
            “Susutnya besar,… Ratna Wulandari (peneliti itu)
            “Saya cek sendir… Andi Amran Sulaiman (menteri itu)
            “Ada yang keliru… Ratna Wulandari (katanya)
        "#]],
    );
    voices(
        Lang::En,
        "Rafael Grossi, who heads the agency, said little.\n\n“It is stable,” he said. “It is not good.”\n\n\
         Lena Brandt, an analyst at Tidemark, said ships had left.\n\n“Insurers decide,” said Brandt.\n\n\
         “Not presidents,” she added.",
        expect![[r#"
            “It is stable,”… Rafael Grossi (he)
            “It is not good.… Rafael Grossi (he)
            “Insurers decide… Brandt
            “Not presidents,… Lena Brandt (she)
        "#]],
    );
}

#[test]
fn words_go_on_in_the_next_paragraph() {
    voices(
        Lang::Id,
        "Gubernur itu marah.\n\n“Bukitnya digunduli. Airnya lari ke rumah orang.\n\n\
         “Saya akan cabut izinnya,” kata Gubernur Jawa Barat Dedi Mulyadi.",
        expect![[r#"
            “Bukitnya digund… Dedi Mulyadi
            “Saya akan cabut… Dedi Mulyadi
        "#]],
    );
}

#[test]
fn who_is_not_told_is_left_open() {
    voices(
        Lang::Id,
        "“Semua orang tahu,” katanya.\n\n“Mereka takut,” kata seorang pejabat.\n\n“Tolong!”",
        expect![[r#"
            “Semua orang tah… nobody
            “Mereka takut,”… seorang pejabat
            “Tolong!”… nobody
        "#]],
    );
}

#[test]
fn ten_thousand_marks_take_no_time() {
    let begun = std::time::Instant::now();
    for mark in ["“", "”", "\"", "'", "‘", "’", "«", "„", "''", "“‘", "\"'", "' \"", " '", " ‘a"]
    {
        let article = read(Lang::En, &mark.repeat(10_000));
        assert!(article.spoken().len() <= 10_000);
        let words = format!("{mark}word word, said Lind {mark}").repeat(2_000);
        assert!(read(Lang::Id, &words).spoken().len() <= 10_000);
    }
    // One sentence, with everybody's name in it.
    let names = "\"Ya,\" kata Budi Santoso, \"tidak begitu,\" ujar Ani Wijaya, ".repeat(5_000);
    assert_eq!(read(Lang::Id, &names).spoken().len(), 10_000);
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
}

/// A claim in words that go on in the next paragraph is whoever's words they are.
#[test]
fn claims_in_words_that_go_on_keep_their_speaker() {
    let text = "“Kami menunggu tiga tahun,” kata Menteri Luar Negeri Sugiono. “Kami sabar.\n\n\
                “Ekspor kami turun 30 persen pada 2023.\n\n\
                “Tahun ini ekspor turun 12 persen lagi.”\n\n\
                “Impor naik 40 persen pada 2024.”";
    let article = read(Lang::Id, text);
    let drawn: Vec<String> = article
        .claims()
        .iter()
        .map(|it| {
            let source = it.attribution.and_then(|it| it.source);
            format!("{}: {}", it.span.of(text), source.map_or("–", |it| it.of(text)))
        })
        .collect();
    expect![[r#"
        Kami menunggu tiga tahun: Menteri Luar Negeri Sugiono
        Ekspor kami turun 30 persen pada 2023: Menteri Luar Negeri Sugiono
        Tahun ini ekspor turun 12 persen lagi: Menteri Luar Negeri Sugiono
        Impor naik 40 persen pada 2024: –
    "#]]
    .assert_eq(&(drawn.join("\n") + "\n"));
}

/// A paragraph that is a quotation and nothing else is said by whoever spoke before.
#[test]
fn a_quotation_that_stands_alone_follows_its_speaker() {
    voices(
        Lang::Id,
        "Ketua serikat Yosep Lado mengatakan upah belum dibayar.\n\n\
         “Kami akan mogok mulai besok pagi.”\n\n\
         Pasar sepi.\n\n\
         “Ini bukan soal harga semata.”",
        expect![[r#"
            “Kami akan mogok… Yosep Lado
            “Ini bukan soal … nobody
        "#]],
    );
    voices(
        Lang::En,
        "A person close to the minister said the plan was “dead on arrival”.\n\n\
         “He wanted a debate. He got a divorce.”",
        expect![[r#"
            “dead on arrival… A person close to the minister
            “He wanted a deb… A person close to the minister
        "#]],
    );
}

#[test]
fn an_office_is_nobody_who_holds_another() {
    voices(
        Lang::En,
        "President Recep Tayyip Erdogan argued that rates were high.\n\n\
         “The plan is ready,” the minister said.\n\n\
         “It will come,” the president said.\n\n\
         Finance Minister Mehmet Simsek said nothing of it.\n\n\
         “The plan is ready,” the minister said.",
        expect![[r#"
            “The plan is rea… nobody
            “It will come,”… Recep Tayyip Erdogan (the president)
            “The plan is rea… Mehmet Simsek (the minister)
        "#]],
    );
}

/// Another state has acted since the president was named.
#[test]
fn an_office_may_be_anothers_where_another_state_acts() {
    voices(
        Lang::En,
        "Vladimir Putin spoke on Monday.\n\n\
         “We agreed to nothing yet,” the president said.\n\n\
         The US Congress is divided.\n\n\
         “We agreed to nothing yet,” the president said.\n\n\
         Vladimir Putin spoke again. The State Duma rose.\n\n\
         “We agreed to nothing yet,” the president said.",
        expect![[r#"
            “We agreed to no… Vladimir Putin (the president)
            “We agreed to no… nobody
            “We agreed to no… Vladimir Putin (the president)
        "#]],
    );
}
