//! Where sentences end: our own examples, drawn one sentence a line.

use expect_test::{Expect, expect};
use proptest::prelude::*;
use tajuk::lang::{Lang, sentences};
use tajuk::text::Span;

fn draw(text: &str, lang: Lang) -> String {
    let found = sentences(text, Span::new(0, text.len()), lang.pack());
    let shown = |it: &Span| it.of(text).replace('\n', "⏎").replace('\0', "␀") + "\n";
    found.iter().map(shown).collect()
}

#[track_caller]
fn id(text: &str, expect: Expect) {
    expect.assert_eq(&draw(text, Lang::Id));
}

#[track_caller]
fn en(text: &str, expect: Expect) {
    expect.assert_eq(&draw(text, Lang::En));
}

#[test]
fn titles_and_places_do_not_end_one() {
    id(
        "Dr. Sukarno bertemu Letjen. Hamid di Jl. Merdeka. Prof. Rina, S.H. M.Si. hadir. Ir. H. Joko datang a.n. gubernur d.a. kantornya.",
        expect![[r#"
            Dr. Sukarno bertemu Letjen. Hamid di Jl. Merdeka.
            Prof. Rina, S.H. M.Si. hadir.
            Ir. H. Joko datang a.n. gubernur d.a. kantornya.
        "#]],
    );
    en(
        "Sen. Carter met Gen. Li near Mt. Hood. Prof. J. R. Vance of St. Louis wrote to Lt. Col. Ames. Mrs. Cole, vs. her rival, won. Roe v. Wade fell on Jan. 5. They met in Dec. The case closed.",
        expect![[r#"
            Sen. Carter met Gen. Li near Mt. Hood.
            Prof. J. R. Vance of St. Louis wrote to Lt. Col. Ames.
            Mrs. Cole, vs. her rival, won.
            Roe v. Wade fell on Jan. 5.
            They met in Dec.
            The case closed.
        "#]],
    );
}

#[test]
fn some_abbreviations_end_one_before_a_word_that_opens() {
    id(
        "Mereka mengirim beras, gula, dll. Namun kapal tertahan. Saham PT Laut Biru Tbk. (LBRU) naik. Gelarnya S.H. Ia mengajar di Ph.D. Program.",
        expect![[r#"
            Mereka mengirim beras, gula, dll.
            Namun kapal tertahan.
            Saham PT Laut Biru Tbk. (LBRU) naik.
            Gelarnya S.H.
            Ia mengajar di Ph.D. Program.
        "#]],
    );
    en(
        "The pact binds the U.S. It does not bind the U.N. Security Council. He joined Acme Inc. in May. They met at 9 p.m. The U.S. Senate slept. Grain, oil, etc. Then came steel.",
        expect![[r#"
            The pact binds the U.S.
            It does not bind the U.N. Security Council.
            He joined Acme Inc. in May.
            They met at 9 p.m.
            The U.S. Senate slept.
            Grain, oil, etc.
            Then came steel.
        "#]],
    );
}

#[test]
fn abbreviations_before_numbers() {
    id(
        "Lihat hal. 12 dan No. 7 Tahun 2024. Itu bukan soal no. Vol. IV terbit. Pasal itu ada di UU No. 3.",
        expect![[r#"
            Lihat hal. 12 dan No. 7 Tahun 2024.
            Itu bukan soal no.
            Vol. IV terbit.
            Pasal itu ada di UU No. 3.
        "#]],
    );
    en(
        "See No. 7 and Fig. 3 on p. 12. Did he agree? No. He walked out. Sec. IV stands.",
        expect![[r#"
            See No. 7 and Fig. 3 on p. 12.
            Did he agree?
            No.
            He walked out.
            Sec. IV stands.
        "#]],
    );
}

#[test]
fn numbers() {
    id(
        "Harganya Rp1.250.000,50 per ton. Inflasi 5,1 persen. Rapat pukul 10.30 WIB. Ekspor turun pada 2024. Impor naik.",
        expect![[r#"
            Harganya Rp1.250.000,50 per ton.
            Inflasi 5,1 persen.
            Rapat pukul 10.30 WIB.
            Ekspor turun pada 2024.
            Impor naik.
        "#]],
    );
    en(
        "Growth was 5.1 percent. It cost $1,250.50 a ton. That was in 2024. Exports fell by .5 points.",
        expect![[r#"
            Growth was 5.1 percent.
            It cost $1,250.50 a ton.
            That was in 2024.
            Exports fell by .5 points.
        "#]],
    );
}

#[test]
fn initials_and_the_word_i() {
    id(
        "A. H. Nasution wafat. J.B. Sumarlin hadir. Perang Dunia I. Setelah itu damai.",
        expect![[r#"
            A. H. Nasution wafat.
            J.B. Sumarlin hadir.
            Perang Dunia I.
            Setelah itu damai.
        "#]],
    );
    en(
        "George W. Bush met J.R. Smith. No one knew it better than I. The king was Charles V. He ruled long.",
        expect![[r#"
            George W. Bush met J.R. Smith.
            No one knew it better than I.
            The king was Charles V.
            He ruled long.
        "#]],
    );
}

#[test]
fn quotations() {
    id(
        "“Kami siap.” Menteri itu pergi. “Kapan?” tanya dia. \"Tidak mungkin!\" katanya. Ia menyebutnya “salah”. Lalu diam. “Kami setuju,” kata Lavrov. “Itu pasti.”",
        expect![[r#"
            “Kami siap.”
            Menteri itu pergi.
            “Kapan?” tanya dia.
            "Tidak mungkin!" katanya.
            Ia menyebutnya “salah”.
            Lalu diam.
            “Kami setuju,” kata Lavrov.
            “Itu pasti.”
        "#]],
    );
    en(
        "“We are ready.” The minister left. “When?” she asked. \"Never!\" he said. He called it “wrong”. Then silence. ‘Fine.’ It was not.",
        expect![[r#"
            “We are ready.”
            The minister left.
            “When?” she asked.
            "Never!" he said.
            He called it “wrong”.
            Then silence.
            ‘Fine.’
            It was not.
        "#]],
    );
}

#[test]
fn ellipses() {
    id(
        "Ia menunggu... dan menunggu. Lalu… Tidak ada jawaban. “Saya …” Ia berhenti.",
        expect![[r#"
            Ia menunggu... dan menunggu.
            Lalu…
            Tidak ada jawaban.
            “Saya …”
            Ia berhenti.
        "#]],
    );
    en(
        "He waited... and waited. Then … Nothing came. It ended. ... A year passed.",
        expect![[r#"
        He waited... and waited.
        Then …
        Nothing came.
        It ended.
        ... A year passed.
    "#]],
    );
}

#[test]
fn brackets() {
    id(
        "Ia lahir di Tula (dekat Moskwa, jl. Lenin. Rumah itu hilang) dan belajar di sana. (Rumahnya tetap ada.) Kota itu kecil (lihat peta). Ia pergi. Kapal tiba. (12/5)",
        expect![[r#"
            Ia lahir di Tula (dekat Moskwa, jl. Lenin. Rumah itu hilang) dan belajar di sana.
            (Rumahnya tetap ada.)
            Kota itu kecil (lihat peta).
            Ia pergi.
            Kapal tiba. (12/5)
        "#]],
    );
    en(
        "He was born in Tula (near Moscow). (His house still stands.) The town (see map) is small. It grew [1]. It shrank. [2] [3] Nobody knows why.",
        expect![[r#"
            He was born in Tula (near Moscow).
            (His house still stands.)
            The town (see map) is small.
            It grew [1].
            It shrank. [2] [3]
            Nobody knows why.
        "#]],
    );
}

#[test]
fn addresses_of_the_web() {
    id(
        "Kunjungi https://tajuk.example.id/a.b?c=d. Surat ke redaksi@koran.co.id. Kompas.com melaporkan.",
        expect![[r#"
            Kunjungi https://tajuk.example.id/a.b?c=d.
            Surat ke redaksi@koran.co.id.
            Kompas.com melaporkan.
        "#]],
    );
    en(
        "See https://example.org/a.b?c=d. Write to desk@paper.co.uk. The site example.com agreed.",
        expect![[r#"
            See https://example.org/a.b?c=d.
            Write to desk@paper.co.uk.
            The site example.com agreed.
        "#]],
    );
}

#[test]
fn items_and_captions() {
    id(
        "Ada tiga syarat: 1. Harga turun. 2. Mutu naik. 3. Pasokan tetap. Gambar 2. Ekspor gandum. Peringkatnya turun ke urutan 2. Namun ia senang.",
        expect![[r#"
            Ada tiga syarat:
            1. Harga turun.
            2. Mutu naik.
            3. Pasokan tetap.
            Gambar 2. Ekspor gandum.
            Peringkatnya turun ke urutan 2.
            Namun ia senang.
        "#]],
    );
    en(
        "Three terms: 1. Prices fall. 2. Quality rises.\n3.1. Outlook\n\nFigure 4. Grain exports. She came in at number 2. But she smiled.",
        expect![[r#"
            Three terms:
            1. Prices fall.
            2. Quality rises.
            3.1. Outlook
            Figure 4. Grain exports.
            She came in at number 2.
            But she smiled.
        "#]],
    );
}

#[test]
fn small_letters_after_a_stop() {
    id(
        "Kapal itu berangkat. kemudian cuaca memburuk. Apa sebabnya? tidak ada yang tahu. Kapan? tanya dia. Ia tinggal di kab. bogor dan jln. anu. iPhone laku.",
        expect![[r#"
            Kapal itu berangkat.
            kemudian cuaca memburuk.
            Apa sebabnya?
            tidak ada yang tahu.
            Kapan? tanya dia.
            Ia tinggal di kab. bogor dan jln. anu.
            iPhone laku.
        "#]],
    );
    en(
        "The ship left. then the weather turned. Why? nobody knows. He met sgt. miller approx. noon. iPhone sales rose. Yahoo! is a firm.",
        expect![[r#"
            The ship left.
            then the weather turned.
            Why?
            nobody knows.
            He met sgt. miller approx. noon.
            iPhone sales rose.
            Yahoo! is a firm.
        "#]],
    );
}

#[test]
fn faces_and_lines() {
    id(
        "Terima kasih :) Sampai jumpa. Selesai! ;-) Besok lagi. ---------- Redaksi",
        expect![[r#"
        Terima kasih :)
        Sampai jumpa.
        Selesai! ;-)
        Besok lagi.
        ----------
        Redaksi
    "#]],
    );
    en(
        "Thank you :) See you. Done! ;-) More tomorrow. ========== The desk. --Ana",
        expect![[r#"
        Thank you :)
        See you.
        Done! ;-)
        More tomorrow.
        ==========
        The desk.
        --Ana
    "#]],
    );
}

#[test]
fn lines_without_stops() {
    id(
        "Harga gandum naik\n\nKapal pertama berlabuh\ndi Odesa. Muatannya\r\n\r\nJagung\n- gandum\n- jagung",
        expect![[r#"
            Harga gandum naik
            Kapal pertama berlabuh⏎di Odesa.
            Muatannya
            Jagung
            - gandum
            - jagung
        "#]],
    );
    en(
        "Grain prices rise\n\nThe first ship moored\nin Odesa. Its load\r\n\r\nCorn\n- wheat\n- corn",
        expect![[r#"
            Grain prices rise
            The first ship moored⏎in Odesa.
            Its load
            Corn
            - wheat
            - corn
        "#]],
    );
}

#[test]
fn markup_is_as_if_it_were_not_there() {
    en(
        "The \0\0first\0\0. \0\0Second one.\0\0 Third.\0",
        expect![[r#"
        The ␀␀first␀␀.
        Second one.
        Third.
    "#]],
    );
}

#[test]
fn spans_are_those_of_the_text() {
    let text = "Satu. Dua. Tiga.";
    let found = sentences(text, Span::new(6, 16), Lang::Id.pack());
    let found: Vec<&str> = found.into_iter().map(|it| it.of(text)).collect();
    assert_eq!(found, ["Dua.", "Tiga."]);
}

proptest! {
    /// Whatever the text: in order, apart, trimmed, and nothing left out.
    #[test]
    fn sentences_cover_all_that_is_not_blank(
        pieces in prop::collection::vec(
            prop_oneof![
                any::<String>(),
                "[A-Za-z]{1,4}",
                "[ \n\r\t\0.!?…\"”’()\\[\\]:*-]{1,4}",
                "[0-9]{1,3}[.)]",
                Just("\u{2028}".to_owned()),
                Just("Dr. ".to_owned()),
                Just("U.S. The ".to_owned()),
            ],
            0..40,
        ),
        english in any::<bool>(),
    ) {
        let text = pieces.concat();
        let lang = if english { Lang::En } else { Lang::Id };
        let blank = |it: char| it.is_whitespace() || it == '\0';
        let mut at = 0;
        for span in sentences(&text, Span::new(0, text.len()), lang.pack()) {
            prop_assert!(!span.is_empty());
            prop_assert!(text[at..span.start()].chars().all(blank));
            let own = &text[span.start()..span.end()];
            prop_assert_eq!(own.trim_matches(blank), own);
            at = span.end();
        }
        prop_assert!(text[at..].chars().all(blank));
    }
}

#[test]
fn addresses_captions_and_forgotten_brackets() {
    id(
        "Laporan itu terbit kemarin. https://contoh.id/laporan memuat angkanya. Kapal kargo sandar di Tanjung Priok Foto: Antara. Sumber Foto: Reuters. Ia (lahir di Solo, (Jawa Tengah). Kakaknya tinggal di Bali.",
        expect![[r#"
            Laporan itu terbit kemarin.
            https://contoh.id/laporan memuat angkanya.
            Kapal kargo sandar di Tanjung Priok
            Foto: Antara.
            Sumber Foto: Reuters.
            Ia (lahir di Solo, (Jawa Tengah).
            Kakaknya tinggal di Bali.
        "#]],
    );
    en(
        "The report is out. www.example.org/report has the figures. A ship leaves the port Image: Reuters. Source Image: AP. The grain (wheat and rye (mostly wheat). Barley was not counted. See the map: it shows the strait.",
        expect![[r#"
            The report is out.
            www.example.org/report has the figures.
            A ship leaves the port
            Image: Reuters.
            Source Image: AP.
            The grain (wheat and rye (mostly wheat).
            Barley was not counted.
            See the map: it shows the strait.
        "#]],
    );
}
