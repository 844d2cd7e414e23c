//! Every place that means somebody, from whichever of them one asks: names, who says
//! something as "ia" or "ujarnya", "sang presiden".

use expect_test::{Expect, expect};
use jiff::civil::date;
use tajuk::ide::navigate::{Part, occurrences, shown};
use tajuk::ide::{Desk, Opening, Settings};
use tajuk::structure::Format;
use tajuk::text::{Edit, Encoding};

use crate::answers::open;

/// Draws what is found from the caret; from each of the places found the same is found.
#[track_caller]
fn means(text: &str, wanted: Expect) {
    let (snapshot, byte) = open(text);
    let found = occurrences(&snapshot, byte);
    let mut drawn = text.replace("<|>", "");
    for it in found.iter().rev() {
        let sign = if it.part == Part::PointsBack { "~" } else { "" };
        drawn.insert(it.span.end(), ']');
        drawn.insert_str(it.span.start(), &format!("[{sign}"));
        let there = occurrences(&snapshot, it.span.start() + 1);
        assert_eq!(there, found, "from {:?}", it.span);
    }
    wanted.assert_eq(&drawn);
}

#[test]
fn a_known_person_is_found_behind_pronouns_and_offices_in_indonesian() {
    means(
        "Presiden <|>Prabowo Subianto tiba di Ambon, Senin. Ia meninjau pelabuhan. “Jalannya rusak,” ujarnya. “Kita perbaiki,” kata Prabowo.\n\nGubernur Hendrik Lewerissa menunggu. Sang presiden pulang sore itu.\n",
        expect![[r#"
            Presiden [Prabowo Subianto] tiba di Ambon, Senin. [~Ia] meninjau pelabuhan. “Jalannya rusak,” [~ujarnya]. “Kita perbaiki,” kata [Prabowo].

            Gubernur Hendrik Lewerissa menunggu. [~Sang presiden] pulang sore itu.
        "#]],
    );
}

#[test]
fn a_stranger_is_found_behind_pronouns_and_trades_in_indonesian() {
    means(
        "Bidan Las<|>tri Wulandari menolak usul itu. “Kami rugi,” kata dia. Menurut Lastri, harga turun. “Tidak ada pembeli,” ujarnya.\n\nJoko Prasetya, pedagang, setuju. “Benar,” kata Joko.\n",
        expect![[r#"
            Bidan [Lastri Wulandari] menolak usul itu. “Kami rugi,” kata [~dia]. Menurut [Lastri], harga turun. “Tidak ada pembeli,” [~ujarnya].

            Joko Prasetya, pedagang, setuju. “Benar,” kata Joko.
        "#]],
    );
}

#[test]
fn a_known_person_is_found_behind_pronouns_and_offices_in_english() {
    means(
        "Vladimir <|>Putin hosted Keir Starmer in Moscow on Monday. “We are ready,” the Russian president said. He left early.\n\nStarmer smiled. “So are we,” he said.\n",
        expect![[r#"
            [Vladimir Putin] hosted Keir Starmer in Moscow on Monday. “We are ready,” [~the Russian president] said. He left early.

            Starmer smiled. “So are we,” he said.
        "#]],
    );
}

#[test]
fn a_stranger_is_found_behind_pronouns_and_trades_in_english() {
    means(
        "Marta <|>Kessel, a miller in Brandau, closed her shop in May. “Nobody pays,” she said. “My daughter keeps her books.” The miller owes two million crowns.\n\nOtto Lindqvist, her banker, disagreed. “She was late,” he said.\n",
        expect![[r#"
            [Marta Kessel], a miller in Brandau, closed [~her] shop in May. “Nobody pays,” [~she] said. “My daughter keeps her books.” The miller owes two million crowns.

            Otto Lindqvist, her banker, disagreed. “She was late,” he said.
        "#]],
    );
}

#[test]
fn while_somebody_types_only_names_and_the_word_under_the_caret_are_shown() {
    let mut desk = Desk::new(Encoding::Utf8, Settings::default());
    let text = "Presiden Prabowo Subianto tiba. Ia meninjau pelabuhan. “Jalannya rusak,” ujarnya. “Kita perbaiki,” kata Prabowo.\n\nLalu pulan".to_owned();
    let (format, today) = (Format::Plain, date(2026, 5, 14));
    let opening = Opening {
        uri: "x".to_owned(),
        format,
        version: 1,
        text: text.clone(),
        file_date: None,
        today,
    };
    desk.open(opening);
    let words = |desk: &Desk| {
        let snapshot = desk.snapshot("x").unwrap();
        let text = snapshot.buffer().text();
        let found = shown(&snapshot, 12);
        found.iter().map(|it| it.span.of(&text).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(words(&desk), ["Prabowo Subianto", "Ia", "ujarnya", "Prabowo"]);
    let end = desk.snapshot("x").unwrap().buffer().position(text.len(), Encoding::Utf8);
    desk.change("x", 2, &[Edit { range: Some((end, end)), new_text: "g".to_owned() }]);
    assert_eq!(words(&desk), ["Prabowo Subianto", "Prabowo"]);
    desk.pause("x");
    assert_eq!(words(&desk), ["Prabowo Subianto", "Ia", "ujarnya", "Prabowo"]);
}

/// The first two lines of the card at the caret.
fn card(text: &str) -> String {
    let (snapshot, byte) = open(text);
    let hover = snapshot.hover(byte).unwrap();
    hover.markdown.lines().take(2).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_card_of_a_stranger_tells_the_forms_and_what_they_are() {
    let text = "Ketua Serikat Pekerja Tekstil Mandiri (SPTM) Rini Ast<|>uti menolak. Menurut Rini, upah menunggak. “Gaji kami hilang,” kata Rini.\n";
    expect![[r#"
        **Rini Astuti** · Ketua Serikat Pekerja Tekstil Mandiri · tidak ada di basis pengetahuan  
        Di artikel ini: 3 sebutan, pertama di baris 1 · Rini (2), Rini Astuti (1)  "#]]
    .assert_eq(&card(text));
    let text = "Marta Kes<|>sel, a retired dairy farmer from Brandau, has not been paid. “We got letters,” Kessel said.\n";
    expect![[r#"
        **Marta Kessel** · retired dairy farmer from Brandau · not in the knowledge base  
        In this article: 2 mentions, first on line 1 · Marta Kessel (1), Kessel (1)  "#]]
    .assert_eq(&card(text));
}
