//! Who says what, and in which words: sentences in, their parts out.

use expect_test::{Expect, expect};
use jiff::civil::date;
use tajuk::detect::{Article, Brief};
use tajuk::knowledge::Base;
use tajuk::lang::Lang;
use tajuk::structure::Format;
use tajuk::text::{Buffer, Span};

fn read(lang: Lang, text: &str) -> Article {
    let brief = Brief {
        format: Format::Plain,
        lang: Some(lang),
        article_date: None,
        file_date: None,
        today: date(2026, 1, 1),
        base: Base::built_in(),
    };
    Article::read(&Buffer::new(text, 0), &brief)
}

/// One line an attribution: source · cue · content … its rest (classes).
#[track_caller]
fn check(lang: Lang, text: &str, expect: Expect) {
    let article = read(lang, text);
    let mut drawn = String::new();
    for (placed, facts, _) in article.passages() {
        let words = |it: Option<Span>| it.map_or("–", |it| it.of(placed.passage.prose()));
        for it in &facts.attributions {
            let (source, content) = (words(it.source), words(it.content));
            let cue = words(Some(it.cue));
            let rest =
                it.content_rest.map_or(String::new(), |it| format!(" … {}", words(Some(it))));
            let (who, how) = (it.source_class.name(), it.directness.name());
            drawn += &format!("{source} · {cue} · {content}{rest} ({who}, {how})\n");
        }
    }
    expect.assert_eq(&drawn);
}

#[test]
fn a_source_takes_no_place_and_no_day_along() {
    check(
        Lang::Id,
        "“Stok beras aman,” kata Rudi Salim usai rapat di Jakarta, Senin.\n\n\
         Bank Arus di Jakarta, Kamis, menyatakan labanya naik 12 persen.\n\n\
         “Kami menunggu,” kata Direktur Keuangan Arus, Maya Sari di Batam, Jumat.\n\n\
         Kepala Pelabuhan Tanjung Arus Beni Halim, dalam laporannya di Medan, Selasa, mengatakan bahwa 40 kapal mengantre.",
        expect![[r#"
            Rudi Salim · kata · Stok beras aman (named, direct)
            Bank Arus · menyatakan · labanya naik 12 persen (institution, indirect)
            Direktur Keuangan Arus, Maya Sari · kata · Kami menunggu (named, direct)
            Kepala Pelabuhan Tanjung Arus Beni Halim · mengatakan · bahwa 40 kapal mengantre (named, indirect)
        "#]],
    );
    check(
        Lang::En,
        "“We are waiting,” said Maya Lind, a lawyer at Arus, on Friday.\n\n\
         The ministry said on Monday that exports fell.\n\n\
         The report says that prices doubled.",
        expect![[r#"
            Maya Lind, a lawyer at Arus · said · We are waiting (named, direct)
            The ministry · said · that exports fell (institution, indirect)
            The report · says · that prices doubled (document, indirect)
        "#]],
    );
}

#[test]
fn what_is_said_goes_on_behind_the_cue() {
    check(
        Lang::Id,
        "Harga beras, kata Dewi, naik dua kali dalam setahun.\n\n\
         Ekspor, lanjutnya, turun sejak Maret dan belum pulih.\n\n\
         Menurutnya, stok itu cukup sampai panen berikutnya.\n\n\
         Stok itu menurut Dewi akan dijual bulan depan.\n\n\
         “Kami siap,” kata Dewi, “tetapi gudangnya belum.”",
        expect![[r#"
            Dewi · kata · Harga beras … naik dua kali dalam setahun (named, indirect)
            lanjutnya · lanjutnya · Ekspor … turun sejak Maret dan belum pulih (pronoun, indirect)
            Menurutnya · Menurutnya · stok itu cukup sampai panen berikutnya. (pronoun, indirect)
            Dewi · menurut · Stok itu … akan dijual bulan depan (named, indirect)
            Dewi · kata · Kami siap … tetapi gudangnya belum (named, direct)
        "#]],
    );
    check(
        Lang::En,
        "The price, Lind said, doubled within a year.\n\n\
         “We are ready,” said Lind, “but the store is not.”",
        expect![[r#"
            Lind · said · The price … doubled within a year (named, indirect)
            Lind · said · We are ready … but the store is not (named, direct)
        "#]],
    );
}

#[test]
fn a_quotation_may_begin_sentences_before_its_speaker() {
    check(
        Lang::Id,
        "”Gudang kami penuh. Truk mengantre sejak pagi. Kami menunggu izin,” ujar Dewi Anggraini.",
        expect![[r#"
            Dewi Anggraini · ujar · Gudang kami penuh. Truk mengantre sejak pagi. Kami menunggu izin (named, direct)
        "#]],
    );
}

#[test]
fn verbs_first_and_nobody_at_all() {
    check(
        Lang::Id,
        "Dijelaskannya, gudang itu dibangun pada 2019.\n\n\
         Gudang itu terbakar semalam, demikian kata polisi.\n\n\
         Kerugian diperkirakan mencapai 3 miliar rupiah.\n\n\
         Kebijakan itu dinilai gagal oleh Lembaga Arus.",
        expect![[r#"
            Dijelaskannya · Dijelaskannya · gudang itu dibangun pada 2019 (pronoun, indirect)
            polisi · kata · Gudang itu terbakar semalam (institution, indirect)
            – · diperkirakan · Kerugian … mencapai 3 miliar rupiah (none, indirect)
            Lembaga Arus · dinilai · Kebijakan itu … gagal (institution, indirect)
        "#]],
    );
}

#[test]
fn a_ground_is_nobodys_word() {
    check(
        Lang::Id,
        "Tunjangan itu dibayar berdasarkan masa kerja.\n\n\
         Para pekerja minta agar upah dibayar.",
        expect![[r#"
            Para pekerja · minta · agar upah dibayar (named, indirect)
        "#]],
    );
    check(
        Lang::En,
        "Ms. Lind, head of the port, says it is late.\n\nThe claims were paid.",
        expect![[r#"
            Ms. Lind, head of the port · says · it is late (named, indirect)
        "#]],
    );
}

/// In Indonesian who says it may follow a passive without "oleh"; a name that is
/// given to somebody is nobody's word, nor is a day or a place before the verb said.
#[test]
fn a_passive_names_its_agent_without_a_preposition() {
    check(
        Lang::Id,
        "Kabar itu dibantah Kementerian Pertahanan Rusia.\n\n\
         Ekonomi Rusia diperkirakan Bank Dunia tumbuh 1,4 persen.\n\n\
         Kesepakatan itu disebut Trump sebagai kemenangan besar.\n\n\
         Raden Wirya disebut Raja Kopi.\n\n\
         Di Jakarta diperkirakan Presiden tiba pada sore hari.",
        expect![[r#"
            Kementerian Pertahanan Rusia · dibantah · Kabar itu (institution, indirect)
            Bank Dunia · diperkirakan · Ekonomi Rusia … tumbuh 1,4 persen (institution, indirect)
            Trump · disebut · Kesepakatan itu … sebagai kemenangan besar (named, indirect)
            – · disebut · Raden Wirya … Raja Kopi (none, indirect)
            – · diperkirakan · Di Jakarta … Presiden tiba pada sore hari (none, indirect)
        "#]],
    );
}

/// Each line's claims as they are marked in the text.
#[track_caller]
fn claimed(lang: Lang, text: &str, expect: Expect) {
    let mut drawn = String::new();
    for line in text.lines().map(str::trim).filter(|it| !it.is_empty()) {
        let article = read(lang, &format!("{line}\n"));
        for claim in article.claims() {
            drawn += article.text(claim.span);
            drawn += "\n";
        }
    }
    expect.assert_eq(&drawn);
}

#[test]
fn a_claim_is_what_is_said_with_both_of_its_marks() {
    claimed(
        Lang::Id,
        "
        TEHERAN, 18 Februari 2026 — Perundingan itu berakhir tanpa hasil pada hari Selasa lalu.
        Menteri Luar Negeri Iran Abbas Araghchi menyebut tuntutan itu \"tidak masuk akal\".
        Presiden Prabowo Subianto, kata Reuters, akan menaikkan tarif pajak 12 persen pada 2027.
        Direktur Eksekutif Lembaga Energi, Fajar Setiawan, menilai target itu realistis asalkan izin berhenti.
        ",
        expect![[r#"
            tuntutan itu "tidak masuk akal"
            Presiden Prabowo Subianto, kata Reuters, akan menaikkan tarif pajak 12 persen pada 2027
            target itu realistis asalkan izin berhenti
        "#]],
    );
    claimed(
        Lang::En,
        "
        Sergei Lavrov has called such reports “fantasies.”
        Karoline Leavitt told reporters that \"every option remains open\".
        ",
        expect![[r#"
            such reports “fantasies.”
            every option remains open
        "#]],
    );
}

#[test]
fn what_is_said_stands_before_who_says_it_and_when() {
    check(
        Lang::En,
        "Inflation slowed to 31.1% in October, the Lentera Institute (LI) said on Nov. 3.\n\n\
         Exports fell by a tenth in spring, the ministry said in a statement late on Tuesday.\n\n\
         The ministry said on Nov. 3 exports had fallen by a tenth in spring.\n\n\
         President Arno Lind has long argued that rates are high.\n\n\
         Huey Long had repeatedly said the plan was ready.\n\n\
         Lind told lawmakers from his Harbour and Coast Party (HCP) last week that “it is over”.",
        expect![[r#"
            the Lentera Institute (LI) · said · Inflation slowed to 31.1% in October (named, indirect)
            the ministry · said · Exports fell by a tenth in spring (institution, indirect)
            The ministry · said · on Nov. 3 exports had fallen by a tenth in spring (institution, indirect)
            President Arno Lind · argued · that rates are high (named, indirect)
            Huey Long · said · the plan was ready (named, indirect)
            Lind · told · that “it is over (named, mixed)
        "#]],
    );
}

#[test]
fn one_subject_says_two_things() {
    check(
        Lang::En,
        "The company rejected the claim and said it would appeal.\n\n\
         Lind warned that wages would fall and later added that ports would close.\n\n\
         Lind said the bank had erred and admitted its books were wrong.\n\n\
         Mara Voss, who leads the ANC, called it “a bribe”.",
        expect![[r#"
            The company · rejected · the claim (institution, indirect)
            The company · said · it would appeal (institution, indirect)
            Lind · warned · that wages would fall (named, indirect)
            Lind · added · that ports would close (named, indirect)
            Lind · said · the bank had erred and admitted its books were wrong (named, indirect)
            Mara Voss, who leads the ANC · called · it “a bribe (named, mixed)
        "#]],
    );
    check(
        Lang::Id,
        "Menteri Keuangan membantah tudingan itu dan mengatakan anggaran tetap aman.\n\n\
         Rudi Salim mengatakan bahwa defisit terjaga dan menambahkan bahwa utang turun.\n\n\
         Rudi Salim menyebut bank itu salah dan mengakui kekeliruannya.",
        expect![[r#"
            Menteri Keuangan · membantah · tudingan itu (named, indirect)
            Menteri Keuangan · mengatakan · anggaran tetap aman (named, indirect)
            Rudi Salim · mengatakan · bahwa defisit terjaga (named, indirect)
            Rudi Salim · menambahkan · bahwa utang turun (named, indirect)
            Rudi Salim · menyebut · bank itu salah dan mengakui kekeliruannya (named, indirect)
        "#]],
    );
}

#[test]
fn a_passive_is_not_said_by_its_subject() {
    check(
        Lang::En,
        "It is widely believed that talks will resume before spring.\n\n\
         Lind was told that the plan would fail.\n\n\
         Lind is said to have left.\n\n\
         Lind was told to leave at once.\n\n\
         Lind ruled that out in September.\n\n\
         The court ruled that the plan was void.\n\n\
         The statistics agency, BPS, says exports fell.",
        expect![[r#"
            – · believed · that talks will resume before spring (none, indirect)
            – · told · that the plan would fail (none, indirect)
            – · said · to have left (none, indirect)
            The court · ruled · that the plan was void (institution, indirect)
            The statistics agency, BPS · says · exports fell (institution, indirect)
        "#]],
    );
    check(
        Lang::Id,
        "Rudi Salim berulang kali mengatakan negara tetangga akan membayar.",
        expect![[r#"
            Rudi Salim · mengatakan · negara tetangga akan membayar (named, indirect)
        "#]],
    );
}

#[test]
fn what_is_said_begins_behind_its_day_and_a_deed_is_no_saying() {
    check(
        Lang::En,
        "Meridian Shipping said on Thursday it had agreed to sell two ferries.\n\n\
         The ministry said late on Monday Russia had fired 40 drones.\n\n\
         Rui Costa said on Monday, after the vote, that he would resign.\n\n\
         The talks failed, the ministry said in Geneva on Monday.\n\n\
         The company said on Tuesday.\n\n\
         The Harbour Court in Lisbon on Tuesday ordered the company to pay its crew.\n\n\
         A Nairobi think tank, the Harbour Institute, counts 41 delays since January.\n\n\
         The plan was dropped, according to one of them.\n\n\
         ‘We will go back to sea,’ its lawyer, Ana Prado of Prado & Sons, said outside the court.\n\n\
         Labour Front, the main opposition party, demanded a public inquiry.\n\n\
         President Rui Lopes, whose party has ruled since May, called the sale “a gift” in a speech.",
        expect![[r#"
            Meridian Shipping · said · it had agreed to sell two ferries (named, indirect)
            The ministry · said · Russia had fired 40 drones (institution, indirect)
            Rui Costa · said · that he would resign (named, indirect)
            the ministry · said · The talks failed (institution, indirect)
            The Harbour Court · ordered · the company to pay its crew (institution, indirect)
            A Nairobi think tank, the Harbour Institute · counts · 41 delays since January (institution, indirect)
            one of them · according to · The plan was dropped (anonymous, indirect)
            its lawyer, Ana Prado of Prado & Sons · said · We will go back to sea (named, direct)
            Labour Front, the main opposition party · demanded · a public inquiry (institution, indirect)
            President Rui Lopes, whose party has ruled since May · called · the sale “a gift” in a speech (named, mixed)
        "#]],
    );
}

#[test]
fn a_month_is_no_hedge() {
    let text = "KYIV, May 4 — The firm sold 40 ferries in 2025. In May the firm sold 44 ferries. \
                The firm may have lost 48 ferries in 2024.\n";
    let article = read(Lang::En, text);
    let modalities: Vec<_> = article.claims().iter().map(|it| it.modality.name()).collect();
    expect!["asserted, asserted, hedged"].assert_eq(&modalities.join(", "));
}

#[test]
fn who_somebody_is_stands_behind_the_name_too() {
    check(
        Lang::Id,
        "Adapun Dinas Kesehatan menyebutkan sembilan desa sudah didatangi.\n\n\
         Lahan itu dikelola PT Hulu Lestari, kata Deputi Pengawasan dinas itu, Irma Lubis.\n\n\
         “Rumah kami bolong,” kata Sariati, ibu tiga anak di Kampung Hulu.\n\n\
         Seperti diberitakan kantor berita Antara, Manila menawarkan dua kapal perintis.\n\n\
         Pusat Cuaca Kawasan (PCK) mendeteksi 317 titik panas di Riau.",
        expect![[r#"
            Dinas Kesehatan · menyebutkan · sembilan desa sudah didatangi (institution, indirect)
            Deputi Pengawasan dinas itu, Irma Lubis · kata · Lahan itu dikelola PT Hulu Lestari (named, indirect)
            Sariati, ibu tiga anak di Kampung Hulu · kata · Rumah kami bolong (named, direct)
            kantor berita Antara · Seperti diberitakan · Manila menawarkan dua kapal perintis (institution, indirect)
            Pusat Cuaca Kawasan (PCK) · mendeteksi · 317 titik panas di Riau (named, indirect)
        "#]],
    );
}
