//! The drawing of findings: what is shown of a long line, and that marks stand
//! exactly under what is meant.

use expect_test::{Expect, expect};

use tajuk::cli::draw;
use tajuk::ide::{Diagnostic, QuickFix};
use tajuk::rules::{Group, Level};
use tajuk::text::{Buffer, Span};

/// The drawing below a ruler that shows how wide it may be.
fn drawn(text: &str, diagnostic: &Diagnostic, width: usize) -> String {
    let drawing = draw::finding(&Buffer::new(text, 0), diagnostic, width);
    format!("{}\n{drawing}", "-".repeat(width))
}

/// `«` and `»` stand around what is found.
#[track_caller]
fn check(text: &str, width: usize, expect: Expect) {
    let start = text.find('«').unwrap();
    let text = text.replacen('«', "", 1);
    let end = text.find('»').unwrap();
    let text = text.replacen('»', "", 1);
    let diagnostic = Diagnostic {
        rule: "vague-attribution",
        group: Group::Attribution,
        level: Level::Warning,
        span: Span::new(start, end),
        message: "Siapa saja mereka?".to_owned(),
        fixes: Vec::new(),
        related: Vec::new(),
    };
    expect.assert_eq(&drawn(&text, &diagnostic, width));
}

#[test]
fn a_short_line_is_shown_whole() {
    check(
        "Satu.\nMenurut «banyak analis», begitu.\nTiga.\n",
        60,
        expect![[r#"
        ------------------------------------------------------------
         2:9 │ Menurut banyak analis, begitu.
             │         ~~~~~~~~~~~~~
             ╰ warning: Siapa saja mereka?  vague-attribution
    "#]],
    );
}

#[test]
fn a_long_line_is_shown_around_the_finding() {
    let text = "Perundingan di Ankara berlangsung tiga hari tanpa hasil. Perundingan itu, \
                menurut «para pengamat», hanya dimaksudkan untuk mengulur waktu sampai musim \
                dingin tiba dan jalan-jalan tertutup salju.";
    check(
        text,
        60,
        expect![[r#"
        ------------------------------------------------------------
         1:83 │ … itu, menurut para pengamat, hanya dimaksudkan …
              │                ~~~~~~~~~~~~~
              ╰ warning: Siapa saja mereka?  vague-attribution
    "#]],
    );
}

#[test]
fn a_long_finding_takes_several_rows() {
    let text = "Pakta itu rapuh. «Belanja pertahanan Rusia naik 25 persen pada 2025 menjadi 13,5 \
                triliun rubel, angka terbesar sejak Perang Dingin.» Tidak ada yang membantah.";
    check(
        text,
        60,
        expect![[r#"
        ------------------------------------------------------------
         1:18 │ … rapuh. Belanja pertahanan Rusia naik 25 persen
              │          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
              │ pada 2025 menjadi 13,5 triliun rubel, angka
              │ ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
              │ terbesar sejak Perang Dingin. Tidak ada yang …
              │ ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
              ╰ warning: Siapa saja mereka?  vague-attribution
    "#]],
    );
}

#[test]
fn a_very_long_finding_is_cut_short() {
    let text = format!("«{}»", "kata ".repeat(200));
    check(
        &text,
        40,
        expect![[r#"
        ----------------------------------------
         1:1 │ kata kata kata kata kata kata
             │ ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
             │ kata kata kata kata kata kata
             │ ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
             │ kata kata kata kata kata kata
             │ ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
             │ kata kata kata kata kata kata
             │ ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
             │ kata kata kata kata kata kata …
             │ ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
             ╰ warning: Siapa saja mereka?
                        vague-attribution
    "#]],
    );
}

#[test]
fn a_finding_may_span_lines() {
    check(
        "Para pihak berjanji:\n«-\n\nMembantu» yang lemah\n",
        60,
        expect![[r#"
        ------------------------------------------------------------
         2:1 │ -
             │ ~
           4 │ Membantu yang lemah
             │ ~~~~~~~~
             ╰ warning: Siapa saja mereka?  vague-attribution
    "#]],
    );
}

#[test]
fn a_lone_marker_is_shown_with_its_text() {
    check(
        "Para pihak berjanji:\n«-»\n\nMembantu yang lemah\n",
        60,
        expect![[r#"
        ------------------------------------------------------------
         2:1 │ -
             │ ^
           4 │ Membantu yang lemah
             ╰ warning: Siapa saja mereka?  vague-attribution
    "#]],
    );
}

#[test]
fn marks_count_columns_and_not_characters() {
    check(
        "北京会谈 «许多专家» 认为 🤝🏽 bagus",
        60,
        expect![[r#"
        ------------------------------------------------------------
         1:6 │ 北京会谈 许多专家 认为 🤝🏽 bagus
             │          ~~~~~~~~
             ╰ warning: Siapa saja mereka?  vague-attribution
    "#]],
    );
    check(
        "👩‍👩‍👧‍👦 e\u{301}lan «e\u{301}lite\u{301}» 🇮🇩",
        60,
        expect![[r#"
        ------------------------------------------------------------
         1:15 │ 👩‍👩‍👧‍👦 élan élité 🇮🇩
              │         ~~~~~
              ╰ warning: Siapa saja mereka?  vague-attribution
    "#]],
    );
}

#[test]
fn tabs_take_the_same_room_above_and_below() {
    check(
        "\tMenurut\t«banyak\tanalis»\tbegitu",
        60,
        expect![[r#"
        ------------------------------------------------------------
         1:10 │     Menurut    banyak    analis    begitu
              │                ~~~~~~~~~~~~~~~~
              ╰ warning: Siapa saja mereka?  vague-attribution
    "#]],
    );
}

#[test]
fn a_place_without_width_is_pointed_at() {
    check(
        "Kami siap«», kata Adi.",
        60,
        expect![[r#"
        ------------------------------------------------------------
         1:10 │ Kami siap, kata Adi.
              │          ^
              ╰ warning: Siapa saja mereka?  vague-attribution
    "#]],
    );
    check(
        "Kami siap«»\nBaris dua.",
        60,
        expect![[r#"
        ------------------------------------------------------------
         1:10 │ Kami siap
              │          ^
              ╰ warning: Siapa saja mereka?  vague-attribution
    "#]],
    );
    check(
        "«»",
        60,
        expect![[r#"
        ------------------------------------------------------------
         1:1 │
             │ ^
             ╰ warning: Siapa saja mereka?  vague-attribution
    "#]],
    );
}

#[test]
fn blanks_are_marked_where_they_are_found() {
    check(
        "Kami«  »siap.",
        60,
        expect![[r#"
        ------------------------------------------------------------
         1:5 │ Kami  siap.
             │     ~~
             ╰ warning: Siapa saja mereka?  vague-attribution
    "#]],
    );
    check(
        "Kami siap.«  »\nBaris dua.",
        60,
        expect![[r#"
        ------------------------------------------------------------
         1:11 │ Kami siap.
              │           ~~
              ╰ warning: Siapa saja mereka?  vague-attribution
    "#]],
    );
}

#[test]
fn wide_scripts_wrap_without_spaces() {
    let text = format!("{}«许多专家»{}", "会".repeat(40), "谈".repeat(40));
    check(
        &text,
        50,
        expect![[r#"
        --------------------------------------------------
         1:41 │ … 会会会会会会会许多专家谈谈谈谈谈谈谈谈 …
              │                 ~~~~~~~~
              ╰ warning: Siapa saja mereka?
                         vague-attribution
    "#]],
    );
}

#[test]
fn line_ends_of_all_kinds_are_counted() {
    check(
        "Satu\r\nDua\rTiga «empat» lima\r\n",
        60,
        expect![[r#"
        ------------------------------------------------------------
         3:6 │ Tiga empat lima
             │      ~~~~~
             ╰ warning: Siapa saja mereka?  vague-attribution
    "#]],
    );
}

#[test]
fn an_endless_line_is_not_read_for_each_finding() {
    let text = format!("{}«banyak analis»{}", "kata ".repeat(200_000), " kata".repeat(200_000));
    check(
        &text,
        60,
        expect![[r#"
        ------------------------------------------------------------
         1:1000001 │ … kata kata kata banyak analis kata kata kata …
                   │                  ~~~~~~~~~~~~~
                   ╰ warning: Siapa saja mereka?  vague-attribution
    "#]],
    );
}

#[test]
fn fixes_and_other_places_follow_the_message() {
    let text = "Uni Eropa (UE) menunda. Uni Eropa (UE) menolak.";
    let at = |start: usize| Span::new(start, start + 14);
    let fix = |title: &str| QuickFix { title: title.to_owned(), safe: true, edits: Vec::new() };
    let diagnostic = Diagnostic {
        rule: "acronym-redefined",
        group: Group::Names,
        level: Level::Error,
        span: at(24),
        message: "Singkatan UE sudah dijelaskan di depan, dan pembaca bertanya-tanya apakah ini \
                  badan yang lain."
            .to_owned(),
        fixes: ["Tulis “UE”", "Tulis “Uni Eropa”", "Hapus", "Abaikan"].map(fix).to_vec(),
        related: vec![(at(0), "dijelaskan di sini".to_owned())],
    };
    expect![[r#"
        ------------------------------------------------------------
         1:25 │ Uni Eropa (UE) menunda. Uni Eropa (UE) menolak.
              │                         ~~~~~~~~~~~~~~
              ╰ error: Singkatan UE sudah dijelaskan di depan, dan
                       pembaca bertanya-tanya apakah ini badan yang
                       lain.  acronym-redefined
                see: 1:1 dijelaskan di sini
                fix: Tulis “UE”
                fix: Tulis “Uni Eropa”
                fix: Hapus
                     … and 1 more
    "#]]
    .assert_eq(&drawn(text, &diagnostic, 60));
}
