//! Questions at a caret, drawn: text with `<|>` in, the line, the underline
//! and the answer out.

use expect_test::{Expect, expect};
use jiff::civil::{Date, date};
use tajuk::ide::{Desk, Opening, Settings, Snapshot};
use tajuk::lang::Lang;
use tajuk::structure::Format;
use tajuk::text::{Encoding, Span};

/// The text with its caret taken out, opened, and where the caret was.
fn at_caret(text: &str, settings: Settings) -> (std::sync::Arc<Snapshot>, usize) {
    let byte = text.find("<|>").unwrap_or(0);
    let text = text.replacen("<|>", "", 1);
    let mut desk = Desk::new(Encoding::Utf16, settings);
    let format = if text.starts_with("---\n") { Format::Markdown } else { Format::Plain };
    desk.open(Opening {
        uri: "x".to_owned(),
        format,
        version: 1,
        text,
        file_date: None,
        today: date(2025, 5, 14),
    });
    (desk.snapshot("x").unwrap(), byte)
}

fn on(day: Date) -> Settings {
    Settings { article_date: Some(day), ..Settings::default() }
}

fn draw(snapshot: &Snapshot, span: Span, answer: &str) -> String {
    let text = snapshot.buffer().text();
    let start = text[..span.start()].rfind('\n').map_or(0, |it| it + 1);
    let end = text[span.end()..].find('\n').map_or(text.len(), |it| span.end() + it);
    let indent = text[start..span.start()].chars().count();
    let width = text[span.start()..span.end()].chars().count();
    format!("{}\n{}{}\n{answer}\n", &text[start..end], " ".repeat(indent), "~".repeat(width))
}

#[track_caller]
fn check_hover(text: &str, settings: Settings, expected: Expect) {
    let (snapshot, byte) = at_caret(text, settings);
    let drawn = match snapshot.hover(byte) {
        Some(hover) => draw(&snapshot, hover.span, &hover.markdown),
        None => "nothing\n".to_owned(),
    };
    expected.assert_eq(&drawn);
}

#[test]
fn a_leader_is_known_by_any_form_of_the_name() {
    for caret in ["Vladimir <|>Putin", "<|>Putin", "Kim Jong-<|>un", "KIM JONG <|>UN"] {
        let text = format!("Vladimir Putin dan Kim Jong Un bertemu dengan {caret} di sana.");
        let (snapshot, byte) = at_caret(&text, Settings::default());
        let hover = snapshot.hover(byte).expect(caret);
        let country = if caret.contains("Putin") { "Rusia" } else { "Korea Utara" };
        assert!(hover.markdown.contains(country), "{caret}: {}", hover.markdown);
    }
}

#[test]
fn a_card_tells_the_office_on_the_articles_date() {
    let text = "Presiden Joko <|>Widodo menyambut tamunya di Solo.";
    check_hover(
        text,
        on(date(2014, 1, 1)),
        expect![[r#"
            Presiden Joko Widodo menyambut tamunya di Solo.
                     ~~~~~~~~~~~
            **Joko Widodo** · tokoh · Indonesia  
            Pada tanggal artikel (1 Januari 2014, dari pengaturan): tidak ada jabatan yang tercatat  
            Kemudian: Presiden (Indonesia, sejak 20 Oktober 2014)  
            ⚠ Teks menulis “Presiden Joko Widodo” (baris 1); jabatan itu baru dimulai 20 Oktober 2014  
            *data per 11 Desember 2022 · satu sumber · EveryPolitician (Wikidata)*  
            Di artikel ini: 1 sebutan, pertama di baris 1 · Joko Widodo (1)  
            [Wikidata Q3318231](https://www.wikidata.org/wiki/Q3318231)
        "#]],
    );
    check_hover(
        text,
        on(date(2020, 1, 1)),
        expect![[r#"
            Presiden Joko Widodo menyambut tamunya di Solo.
                     ~~~~~~~~~~~
            **Joko Widodo** · Presiden · Indonesia  
            Pada tanggal artikel (1 Januari 2020, dari pengaturan): Presiden (Indonesia, sejak 20 Oktober 2014)  
            *data per 11 Desember 2022 · satu sumber · EveryPolitician (Wikidata)*  
            Di artikel ini: 1 sebutan, pertama di baris 1 · Joko Widodo (1)  
            [Wikidata Q3318231](https://www.wikidata.org/wiki/Q3318231)
        "#]],
    );
    check_hover(
        text,
        on(date(2025, 3, 1)),
        expect![[r#"
            Presiden Joko Widodo menyambut tamunya di Solo.
                     ~~~~~~~~~~~
            **Joko Widodo** · mantan Presiden · Indonesia  
            Pada tanggal artikel (1 Maret 2025, dari pengaturan): tidak ada jabatan yang tercatat  
            Sebelumnya: Presiden (Indonesia, 20 Oktober 2014 – 20 Oktober 2024)  
            ⚠ Teks menulis “Presiden Joko Widodo” (baris 1); jabatan itu berakhir 20 Oktober 2024  
            *tanggal data tidak diketahui · satu sumber · EveryPolitician (Wikidata)*  
            Di artikel ini: 1 sebutan, pertama di baris 1 · Joko Widodo (1)  
            [Wikidata Q3318231](https://www.wikidata.org/wiki/Q3318231)
        "#]],
    );
}

#[test]
fn a_card_speaks_the_language_of_the_article() {
    check_hover(
        "The Russian president, Vladimir <|>Putin, and the leader of North Korea met. Putin said that they were friends.",
        Settings::default(),
        expect![[r#"
            The Russian president, Vladimir Putin, and the leader of North Korea met. Putin said that they were friends.
                                   ~~~~~~~~~~~~~~
            **Vladimir Putin** · President · Russia  
            On the article’s date (14 May 2025, today): President (Russia, since 7 May 2012)  
            Before: Prime Minister (Russia, 8 May 2008 – 7 May 2012) · President (Russia, 7 May 2000 – 7 May 2008)  
            *data as of 9 September 2026 · two sources or more · CIA World Factbook +4*  
            In this article: 2 mentions, first on line 1 · Vladimir Putin (1), Putin (1)  
            Related claims: 1 (0 without a source)  
            [Wikidata Q7747](https://www.wikidata.org/wiki/Q7747)
        "#]],
    );
    let settings = Settings { messages: Some(Lang::Id), ..Settings::default() };
    check_hover(
        "It was said of Vladimir <|>Putin and of the others that they met.",
        settings,
        expect![[r#"
            It was said of Vladimir Putin and of the others that they met.
                           ~~~~~~~~~~~~~~
            **Vladimir Putin** · Presiden · Rusia  
            Pada tanggal artikel (14 Mei 2025, hari ini): Presiden (Rusia, sejak 7 Mei 2012)  
            Sebelumnya: Perdana Menteri (Rusia, 8 Mei 2008 – 7 Mei 2012) · Presiden (Rusia, 7 Mei 2000 – 7 Mei 2008)  
            *data per 9 September 2026 · dua sumber atau lebih · CIA World Factbook +4*  
            Di artikel ini: 1 sebutan, pertama di baris 1 · Vladimir Putin (1)  
            [Wikidata Q7747](https://www.wikidata.org/wiki/Q7747)
        "#]],
    );
}

#[test]
fn a_capital_is_a_place_or_a_government() {
    check_hover(
        "Menteri itu tiba di <|>Moskow pada pagi hari.",
        Settings::default(),
        expect![[r#"
            Menteri itu tiba di Moskow pada pagi hari.
                                ~~~~~~
            **Moskow** · tempat · Moscow · Rusia  
            Di sini **Moskow** berarti tempatnya, karena “di” di depannya  
            *tanggal data tidak diketahui · CIA World Factbook*  
            Di artikel ini: 1 sebutan, pertama di baris 1 · Moskow (1)
        "#]],
    );
    check_hover(
        "Namun, <|>Moskow menolak usul itu.",
        Settings::default(),
        expect![[r#"
            Namun, Moskow menolak usul itu.
                   ~~~~~~
            **Rusia** · negara · Ibu kota: Moskow  
            Pada tanggal artikel (14 Mei 2025, hari ini): Presiden Vladimir Putin (sejak 7 Mei 2012) · Perdana Menteri Mikhail Mishustin (sejak 16 Januari 2020)  
            Anggota: DK PBB, EAEU, CSTO, BRICS, CIS  
            Di sini **Moskow** berarti pemerintah Rusia, bukan tempatnya: tidak ada kata depan tempat di depannya  
            *data per 22 Januari 2026 · Unicode CLDR +3*  
            Di artikel ini: 1 sebutan, pertama di baris 1 · Moskow (1)  
            Klaim terkait: 1 (0 tanpa sumber)  
            [Wikidata Q159](https://www.wikidata.org/wiki/Q159)
        "#]],
    );
}

#[test]
fn a_country_is_told_with_its_leaders_on_that_date() {
    check_hover(
        "---\ntitle: Pakta\ndate: 2025-05-14\n---\n\nPemimpin <|>Korut bertolak ke Rusia.\n",
        Settings::default(),
        expect![[r#"
            Pemimpin Korut bertolak ke Rusia.
                     ~~~~~
            **Korea Utara** · negara · Ibu kota: Pyongyang  
            Pada tanggal artikel (14 Mei 2025, dari front matter): Pemimpin Tertinggi Kim Jong Un (sejak 17 Desember 2011) · Perdana Menteri Pak Thae Song (sejak 29 Desember 2024)  
            Anggota: ARF  
            Di sini **Korut** adalah sebutan lain untuk Korea Utara  
            *data per 22 Januari 2026 · Unicode CLDR +3*  
            Di artikel ini: 1 sebutan, pertama di baris 6 · Korut (1)  
            [Wikidata Q423](https://www.wikidata.org/wiki/Q423)
        "#]],
    );
    check_hover(
        "Sanksi <|>Amerika Serikat dan AS sendiri.",
        on(date(2023, 1, 1)),
        expect![[r#"
            Sanksi Amerika Serikat dan AS sendiri.
                   ~~~~~~~~~~~~~~~
            **Amerika Serikat** · negara · Ibu kota: Washington, D.C.  
            Pada tanggal artikel (1 Januari 2023, dari pengaturan): Presiden Joe Biden (sejak 20 Januari 2021)  
            Anggota: AUKUS, Quad, DK PBB, Five Eyes, G7  
            Di sini **Amerika Serikat** berarti negaranya, dengan namanya sendiri  
            *data per 22 Januari 2026 · Unicode CLDR +3*  
            Di artikel ini: 2 sebutan, pertama di baris 1 · Amerika Serikat (1), AS (1)  
            Klaim terkait: 1 (1 tanpa sumber)  
            [Wikidata Q30](https://www.wikidata.org/wiki/Q30)
        "#]],
    );
}

#[test]
fn what_is_no_name_has_no_card() {
    check_hover(
        "Ia menandatangani pakta <|>itu as soon as possible.",
        Settings::default(),
        expect![[r#"
            nothing
        "#]],
    );
    check_hover(
        "---\ntitle: Putin\n---\n\n`<|>Putin` dan https://putin.example/Putin\n",
        Settings::default(),
        expect![[r#"
            nothing
        "#]],
    );
}

#[test]
fn a_bare_surname_that_three_people_share_is_left_open() {
    check_hover(
        "<|>Kim berpidato di depan parlemen.",
        Settings::default(),
        expect![[r#"
            Kim berpidato di depan parlemen.
            ~~~
            **Kim** bisa berarti 3 hal; artikel ini belum menentukan yang mana  
            · Kim Il Sung · mantan Pemimpin Tertinggi · Korea Utara  
            · Kim Jong Il · mantan Pemimpin Tertinggi · Korea Utara  
            · Kim Jong Un · Pemimpin Tertinggi · Korea Utara  
            Tulis nama lengkapnya sekali, atau tentukan dengan [[alias]] di .tajuk/kb.toml
        "#]],
    );
    check_hover(
        "Kim Jong Un tiba. <|>Kim berpidato.",
        Settings::default(),
        expect![[r#"
            Kim Jong Un tiba. Kim berpidato.
                              ~~~
            **Kim Jong Un** · Pemimpin Tertinggi · Korea Utara  
            Pada tanggal artikel (14 Mei 2025, hari ini): Pemimpin Tertinggi (Korea Utara, sejak 17 Desember 2011)  
            **Kim** bisa juga Kim Il Sung, Kim Jong Il; dipilih karena nama lengkapnya ada di baris 1  
            *data per 9 September 2026 · dua sumber atau lebih · CIA World Factbook +2*  
            Di artikel ini: 2 sebutan, pertama di baris 1 · Kim Jong Un (1), Kim (1)  
            [Wikidata Q56226](https://www.wikidata.org/wiki/Q56226)
        "#]],
    );
}

#[test]
fn fixes_are_had_where_their_finding_is_touched() {
    let (snapshot, byte) = at_caret("Dua pemimpin,<|>Kim dan Putin, bertemu.", Settings::default());
    let actions = snapshot.actions(Span::new(byte, byte));
    let titles: Vec<&str> = actions.iter().map(|it| it.fix.title.as_str()).collect();
    assert_eq!(["Sisipkan spasi"], titles[..]);
    assert!(actions[0].preferred && actions[0].fix.safe);
    assert!(snapshot.actions(Span::new(0, 3)).is_empty());
}

/// The ids of the entities that a text names, in order.
fn named(text: &str) -> Vec<&'static str> {
    let (snapshot, _) = at_caret(text, Settings::default());
    let article = snapshot.article();
    article.entities().iter().map(|it| it.entry(&article.base).id).collect()
}

#[test]
fn a_leader_behind_an_office_and_a_country_is_found() {
    let text = "Presiden Amerika Serikat Donald Trump dan Perdana Menteri Inggris Keir Starmer bertemu di sana.";
    let expected = ["country/US", "person/donald-trump", "country/GB", "person/keir-starmer"];
    assert_eq!(expected, named(text)[..]);
}

#[test]
fn another_ones_name_is_nobody_we_know() {
    for text in [
        "Donald Trump Jr. berpidato di sana.",
        "Pesawat itu mendarat di Bandara Soekarno-Hatta.",
        "Paris Hilton dan Cuba Gooding datang.",
        "Kapal itu singgah di Bandar Abbas.",
    ] {
        let known = named(text);
        assert!(known.iter().all(|it| !it.starts_with("person/")), "{text}: {known:?}");
    }
}

#[test]
fn the_un_is_meant_where_no_party_is_spoken_of() {
    assert_eq!(["org/un", "country/ID"], named("Sekjen PBB tiba di Indonesia.")[..]);
}

#[test]
fn a_word_of_its_class_before_an_acronym_tells_whose_it_is() {
    assert_eq!(named("Ia calon dari Partai PBB tahun ini."), ["org/crescent-star-party"]);
}

#[test]
fn nobody_writes_of_the_son_before_he_is_somebody() {
    let whom = |day: Date| {
        let text = "Menurut Presiden <|>Khamenei, usul itu baik.";
        let (snapshot, byte) = at_caret(text, on(day));
        snapshot.hover(byte).map(|it| it.markdown).unwrap_or_default()
    };
    assert!(whom(date(2024, 5, 1)).starts_with("**Ali Khamenei**"), "{}", whom(date(2024, 5, 1)));
    assert!(whom(date(2026, 5, 1)).contains("Mojtaba"), "{}", whom(date(2026, 5, 1)));
}

#[test]
fn an_office_before_its_first_day_is_told() {
    check_hover(
        "Presiden Pra<|>bowo hadir di Jakarta.",
        on(date(2024, 5, 1)),
        expect![[r#"
            Presiden Prabowo hadir di Jakarta.
                     ~~~~~~~
            **Prabowo Subianto** · Menteri Pertahanan · Indonesia  
            Pada tanggal artikel (1 Mei 2024, dari pengaturan): Menteri Pertahanan (Indonesia, sejak 23 Oktober 2019)  
            ⚠ Teks menulis “Presiden Prabowo” (baris 1); jabatan itu baru dimulai 20 Oktober 2024  
            *data per 17 Juli 2026 · satu sumber · berkas publik*  
            Di artikel ini: 1 sebutan, pertama di baris 1 · Prabowo (1)  
            [Wikidata Q2107268](https://www.wikidata.org/wiki/Q2107268)
        "#]],
    );
}

#[test]
fn a_country_that_could_be_something_else_says_so() {
    check_hover(
        "Pemilu di Geor<|>gia berlangsung.",
        on(date(2024, 5, 1)),
        expect![[r#"
            Pemilu di Georgia berlangsung.
                      ~~~~~~~
            **Georgia** bisa berarti yang berikut atau hal lain; artikel ini belum menentukan  
            · Georgia · negara · Ibu kota: Tbilisi  
            Tulis nama lengkapnya sekali, atau tentukan dengan [[alias]] di .tajuk/kb.toml
        "#]],
    );
}

#[test]
fn an_article_says_when_it_was_written_in_many_ways() {
    for (text, day) in [
        ("JAKARTA, 14 Mei 2025 – Presiden Prabowo tiba.", date(2025, 5, 14)),
        ("Jakarta, 14 Mei 2025 - Presiden Prabowo tiba.", date(2025, 5, 14)),
        (
            "WASHINGTON, May 14, 2009 (Reuters) - The president said that it was late.",
            date(2009, 5, 14),
        ),
        (
            "JAKARTA, KOMPAS — Presiden mengatakan, Kamis (14/5/2015), bahwa hal itu baik.",
            date(2015, 5, 14),
        ),
        (
            "Judul Artikel Ini Panjang Sekali\n\nSelasa, 14 Januari 2025 10:30 WIB\n\nIsi artikel itu ada di sini.",
            date(2025, 1, 14),
        ),
        (
            "# Judul Artikel\n\n*Oleh Rina Wulandari, Jakarta, 14 Januari 2025*\n\nIsi artikel itu ada di sini.",
            date(2025, 1, 14),
        ),
        (
            "A Short Headline\n\nBy Jane Doe | January 14, 2025\n\nThe body of the article stands here.",
            date(2025, 1, 14),
        ),
        (
            "Pada 14 Mei 2020 kedua pemimpin itu bertemu untuk pertama kalinya di sana.",
            date(2025, 5, 14),
        ),
    ] {
        let (snapshot, _) = at_caret(text, Settings::default());
        assert_eq!(day, snapshot.article().date.day, "{text}");
    }
}
