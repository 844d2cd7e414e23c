//! What a report begins with: its day, its place, and nobody's words.

use expect_test::{Expect, expect};
use jiff::civil::date;
use tajuk::detect::{Article, Brief};
use tajuk::knowledge::Base;
use tajuk::lang::Lang;
use tajuk::structure::Format;
use tajuk::text::Buffer;

/// For each dateline: the day of the article, who is named, and what is claimed.
fn check(lang: Lang, sentence: &str, lines: &str, expected: &Expect) {
    let mut drawn = String::new();
    for line in lines.lines().map(str::trim).filter(|it| !it.is_empty()) {
        let brief = Brief {
            format: Format::Markdown,
            lang: Some(lang),
            article_date: None,
            file_date: None,
            today: date(2026, 11, 30),
            base: Base::built_in(),
        };
        let text = format!("{line} {sentence}\n");
        let article = Article::read(&Buffer::new(&text, 0), &brief);
        let mut names: Vec<(usize, String)> = Vec::new();
        for (at, (placed, ..)) in article.passages().enumerate() {
            for (entity, _, span) in article.names_of(at) {
                let entry = article.base.entry(entity);
                let name = format!("{:?} {}", entry.kind, entry.name(lang));
                names.push((placed.start + span.start(), name));
            }
        }
        for it in article.strangers() {
            for place in &it.mentions {
                names.push((place.span.start(), format!("{:?}? {}", it.class, it.name)));
            }
        }
        names.sort();
        names.dedup_by_key(|it| it.0);
        let names: Vec<String> = names.into_iter().map(|it| it.1).collect();
        let claims: Vec<&str> = article.claims().iter().map(|it| article.text(it.span)).collect();
        drawn += &format!(
            "{line}\n    {} · {} · {}\n",
            article.date.day,
            names.join(", "),
            claims.join(" / ")
        );
    }
    expected.assert_eq(&drawn);
}

#[test]
fn indonesian_papers() {
    check(
        Lang::Id,
        "Presiden Prabowo Subianto mengatakan dana desa turun 10 persen, Kamis (12/11/2026).",
        "
        JAKARTA, KOMPAS.com –
        **JAKARTA, KOMPAS.com** –
        <b>JAKARTA, KOMPAS.com</b> –
        TEMPO.CO, Jakarta -
        Liputan6.com, Jakarta -
        Jakarta (ANTARA) -
        Bisnis.com, JAKARTA —
        Jakarta, CNN Indonesia --
        REPUBLIKA.CO.ID, JAKARTA --
        Jakarta -
        ENDE, Redaksi –
        KUPANG, pesisir.id –
        Kupang, pesisir.co.id –
        SURABAYA (Lentera) –
        Suara.com -
        JAKARTA |
        Jakarta, 12 November 2026 –
        ",
        &expect![[r#"
            JAKARTA, KOMPAS.com –
                2026-11-12 · Place Jakarta, Person Prabowo Subianto · dana desa turun 10 persen
            **JAKARTA, KOMPAS.com** –
                2026-11-12 · Place Jakarta, Person Prabowo Subianto · dana desa turun 10 persen
            <b>JAKARTA, KOMPAS.com</b> –
                2026-11-12 · Place Jakarta, Person Prabowo Subianto · dana desa turun 10 persen
            TEMPO.CO, Jakarta -
                2026-11-12 · Place Jakarta, Person Prabowo Subianto · dana desa turun 10 persen
            Liputan6.com, Jakarta -
                2026-11-12 · Place Jakarta, Person Prabowo Subianto · dana desa turun 10 persen
            Jakarta (ANTARA) -
                2026-11-12 · Place Jakarta, Person Prabowo Subianto · dana desa turun 10 persen
            Bisnis.com, JAKARTA —
                2026-11-12 · Place Jakarta, Person Prabowo Subianto · dana desa turun 10 persen
            Jakarta, CNN Indonesia --
                2026-11-12 · Place Jakarta, Person Prabowo Subianto · dana desa turun 10 persen
            REPUBLIKA.CO.ID, JAKARTA --
                2026-11-12 · Place Jakarta, Person Prabowo Subianto · dana desa turun 10 persen
            Jakarta -
                2026-11-12 · Place Jakarta, Person Prabowo Subianto · dana desa turun 10 persen
            ENDE, Redaksi –
                2026-11-12 · Place Kabupaten Ende, Person Prabowo Subianto · dana desa turun 10 persen
            KUPANG, pesisir.id –
                2026-11-12 · Place? Kupang, Person Prabowo Subianto · dana desa turun 10 persen
            Kupang, pesisir.co.id –
                2026-11-12 · Place? Kupang, Person Prabowo Subianto · dana desa turun 10 persen
            SURABAYA (Lentera) –
                2026-11-12 · Place Kota Surabaya, Org? Lentera, Person Prabowo Subianto · dana desa turun 10 persen
            Suara.com -
                2026-11-12 · Person Prabowo Subianto · dana desa turun 10 persen
            JAKARTA |
                2026-11-12 · Place Jakarta, Person Prabowo Subianto · dana desa turun 10 persen
            Jakarta, 12 November 2026 –
                2026-11-12 · Place Jakarta, Person Prabowo Subianto · dana desa turun 10 persen
        "#]],
    );
}

#[test]
fn the_day_may_stand_in_the_second_sentence() {
    check(
        Lang::Id,
        "Dana desa turun. Itu diumumkan Menteri Keuangan di Jakarta, Kamis (12/11/2026). Senin (2/11/2026) ia diam.",
        "
        ENDE, Redaksi –
        Dana –
        ",
        &expect![[r#"
            ENDE, Redaksi –
                2026-11-12 · Place Kabupaten Ende, Place Jakarta · Itu diumumkan Menteri Keuangan di Jakarta, Kamis (12/11/2026)
            Dana –
                2026-11-30 · Place Jakarta · Itu diumumkan Menteri Keuangan di Jakarta, Kamis (12/11/2026)
        "#]],
    );
}

#[test]
fn english_papers() {
    check(
        Lang::En,
        "President Volodymyr Zelensky said on Thursday, November 12, 2026, that exports fell 10 percent.",
        "
        KYIV, Ukraine (AP) —
        WASHINGTON (Reuters) -
        BEIJING, Nov. 12 (Xinhua) --
        Nairobi (Coastal Daily) –
        LONDON –
        ",
        &expect![[r#"
            KYIV, Ukraine (AP) —
                2026-11-12 · Place Kyiv, Country Ukraine, Person Volodymyr Zelenskyy · exports fell 10 percent
            WASHINGTON (Reuters) -
                2026-11-12 · Place Washington, D.C., Person Volodymyr Zelenskyy · exports fell 10 percent
            BEIJING, Nov. 12 (Xinhua) --
                2026-11-12 · Place Beijing, Person Volodymyr Zelenskyy · exports fell 10 percent
            Nairobi (Coastal Daily) –
                2026-11-12 · Place Nairobi, Org? Coastal Daily, Person Volodymyr Zelenskyy · exports fell 10 percent
            LONDON –
                2026-11-12 · Place London, Person Volodymyr Zelenskyy · exports fell 10 percent
        "#]],
    );
}

#[test]
fn what_only_looks_like_one_is_none() {
    check(
        Lang::Id,
        "Kedua negara itu menolak usul tersebut.",
        "
        Rusia dan Korea Utara – dua sekutu lama – diam.
        Budi Santoso (PDI-P) –
        Dua hal, Jakarta tahu –
        ",
        &expect![[r#"
            Rusia dan Korea Utara – dua sekutu lama – diam.
                2026-11-30 · Country Rusia, Country Korea Utara · 
            Budi Santoso (PDI-P) –
                2026-11-30 · Person? Budi Santoso, Org Partai Demokrasi Indonesia Perjuangan · usul tersebut
            Dua hal, Jakarta tahu –
                2026-11-30 · Country Indonesia · usul tersebut
        "#]],
    );
}

#[test]
fn a_day_without_its_year() {
    check(
        Lang::Id,
        "Presiden Prabowo Subianto mengatakan dana desa turun 10 persen.",
        "
        JAKARTA, 12 November –
        JAKARTA, 24 Desember –
        JAKARTA, KOMPAS.com – Kamis (12/11),
        JAKARTA, KOMPAS.com – Rabu (12/11),
        JAKARTA, KOMPAS.com – Selasa (12/8),
        ",
        &expect![[r#"
            JAKARTA, 12 November –
                2026-11-12 · Place Jakarta, Person Prabowo Subianto · dana desa turun 10 persen
            JAKARTA, 24 Desember –
                2025-12-24 · Place Jakarta, Person Prabowo Subianto · dana desa turun 10 persen
            JAKARTA, KOMPAS.com – Kamis (12/11),
                2026-11-12 · Place Jakarta, Person Prabowo Subianto · dana desa turun 10 persen
            JAKARTA, KOMPAS.com – Rabu (12/11),
                2026-11-12 · Place Jakarta, Person Prabowo Subianto · dana desa turun 10 persen
            JAKARTA, KOMPAS.com – Selasa (12/8),
                2025-08-12 · Place Jakarta, Person Prabowo Subianto · dana desa turun 10 persen
        "#]],
    );
}
