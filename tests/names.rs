//! The recogniser of names: what it finds in a sentence, how it takes bad
//! input, and what a broken model does.

use std::borrow::Cow;

use expect_test::{Expect, expect};
use jiff::civil::date;

use tajuk::detect::names::{Class, Recognised, Recogniser, Trouble, hits};
use tajuk::detect::{Article, Brief};
use tajuk::knowledge::Base;
use tajuk::lang::{Lang, tokens};
use tajuk::structure::Format;
use tajuk::text::{Buffer, Span};

fn names(text: &str, lang: Lang) -> Vec<(Recognised, String)> {
    names_in(text, lang, None)
}

fn names_in(text: &str, lang: Lang, style: Option<&str>) -> Vec<(Recognised, String)> {
    let base = Base::built_in();
    let all = tokens(text, Span::new(0, text.len()));
    let hits = hits(&base, &base.names_in(text, &all, lang), all.len());
    let found = Recogniser::built_in(lang).unwrap().names(text, &all, &hits, style);
    let written =
        |it: &Recognised| all[it.first].span.cover(all[it.end - 1].span).of(text).to_owned();
    found.into_iter().map(|it| (it, written(&it))).collect()
}

#[track_caller]
fn check(text: &str, lang: Lang, wanted: &[(Class, &str)]) {
    let found = names(text, lang);
    let found: Vec<(Class, &str)> = found.iter().map(|it| (it.0.class, it.1.as_str())).collect();
    assert_eq!(found, wanted, "{text}");
}

#[test]
fn people_and_places_that_nobody_told_us() {
    check(
        "Warga menunggu sejak pagi, kata Suryadi Hartanto di Pacitan, Senin.",
        Lang::Id,
        &[(Class::Person, "Suryadi Hartanto"), (Class::Place, "Pacitan")],
    );
    check(
        "The harbour master, Margaret Oduya, said in Nairobi on Monday that no ship had left.",
        Lang::En,
        &[(Class::Person, "Margaret Oduya"), (Class::Place, "Nairobi")],
    );
}

#[test]
fn a_line_in_capitals_and_one_without_any_name_nobody() {
    check("WARGA MENUNGGU BERAS SEJAK PAGI DI GUDANG LAMA MILIK KOPERASI", Lang::Id, &[]);
    check("the harbour master said that no ship had left the old port", Lang::En, &[]);
}

/// Some words name without a capital where people write so: in no article.
#[test]
fn small_words_that_are_names_elsewhere_are_looked_at() {
    let text = "how are vietnam and Thailand alike, a pupil in a small school asked.";
    let found = |style| -> Vec<String> {
        names_in(text, Lang::En, style).into_iter().map(|it| it.1).collect()
    };
    assert_eq!(found(Some("ewt")), ["vietnam", "Thailand"]);
    assert_eq!(found(None), ["Thailand"]);
}

#[test]
fn confidence_is_a_likelihood() {
    let text = "Menurut Ratna Kusumaningrum, harga beras di Cilacap dan Brebes naik lagi.";
    let found = names(text, Lang::Id);
    assert!(!found.is_empty());
    assert!(found.iter().all(|it| 0.0 < it.0.confidence && it.0.confidence <= 1.0), "{found:?}");
}

/// A very long sentence takes as long as many short ones, and no name is
/// lost or made where it is cut.
#[test]
fn a_sentence_without_an_end_is_read_in_stretches() {
    let one = "kata Suryadi Hartanto kepada Ratna Kusumaningrum yang menunggu lama sekali di sana ";
    let text = one.repeat(300_000 / one.len());
    let found = names(&text, Lang::Id);
    let right = |it: &str| ["Suryadi Hartanto", "Ratna Kusumaningrum"].contains(&it);
    let wrong = found.iter().filter(|it| !right(&it.1)).count();
    assert!(wrong * 100 < found.len(), "{wrong} of {}", found.len());
    let all_capitals = "Aa Bb Cc Dd Ee ".repeat(10_000);
    names(&all_capitals, Lang::En);
}

#[test]
fn odd_characters_are_no_trouble() {
    for text in ["", "\u{0}", "ﬀ Ǆ ẞ İ", "𝕳𝖊𝖑𝖑𝖔 👩‍👩‍👧 \u{301}a", "ʻ", "1.2.3,4", "Ａｂ"]
    {
        for lang in Lang::ALL {
            names(text, lang);
        }
    }
}

#[test]
fn a_broken_model_is_told_from_none() {
    let good = include_bytes!("../seeds/models/ner-id.bin");
    let read = |bytes: Vec<u8>| Recogniser::read(Cow::Owned(bytes)).err();
    assert_eq!(read(good.to_vec()), None);
    assert_eq!(read(Vec::new()), Some(Trouble::Foreign));
    assert_eq!(read(b"no model at all".to_vec()), Some(Trouble::Foreign));
    for cut in [9, 20, 47, 48, 500, good.len() / 2, good.len() - 1] {
        assert_eq!(read(good[..cut].to_vec()), Some(Trouble::Damaged), "cut at {cut}");
    }
    let mut later = good.to_vec();
    later[8] = 200;
    assert_eq!(read(later), Some(Trouble::OtherVersion(200)));
    for at in [16, 40, 100, good.len() / 2, good.len() - 1] {
        let mut changed = good.to_vec();
        changed[at] ^= 1;
        assert_eq!(read(changed), Some(Trouble::Damaged), "changed at {at}");
    }
}

/// What the program carries stays small.
#[test]
fn models_fit_their_budget() {
    let size: u64 = std::fs::read_dir("seeds/models")
        .unwrap()
        .flatten()
        .map(|it| it.metadata().unwrap().len())
        .sum();
    assert!(size <= 8_000_000, "{size} bytes");
}

#[track_caller]
pub(crate) fn strangers(text: &str, lang: Lang, wanted: Expect) {
    let brief = Brief {
        format: Format::Plain,
        lang: Some(lang),
        article_date: None,
        file_date: None,
        today: date(2026, 1, 1),
        base: Base::built_in(),
    };
    let article = Article::read(&Buffer::new(text, 0), &brief);
    let mut told = String::new();
    for it in article.strangers() {
        told += &format!("{} {:?}", it.id(), it.title.as_deref().unwrap_or("-"));
        for place in &it.mentions {
            told += &format!(" {}({})", place.span.of(text), place.form.name());
        }
        told.push('\n');
    }
    wanted.assert_eq(&told);
}

/// One person through the article, whatever part of the name stands there, and
/// an organisation with its short form; whom the base knows is none of them.
#[test]
fn strangers_are_one_through_the_article() {
    strangers(
        "“Beras kami tertahan,” kata Suryadi Hartanto, ketua koperasi di Pacitan.\n\n\
         Menurut Suryadi, Presiden Prabowo Subianto sudah tahu. Ratna Kusumaningrum, peneliti \
         Universitas Kepulauan Rempah, tidak sependapat dengan Suryadi.\n\n\
         Ratna menilai gudang itu terlalu tua.\n",
        Lang::Id,
        expect![[r#"
            person/suryadi-hartanto "ketua koperasi di Pacitan" Suryadi Hartanto(full) Suryadi(short) Suryadi(short)
            person/ratna-kusumaningrum "peneliti Universitas Kepulauan Rempah" Ratna Kusumaningrum(full) Ratna(short)
            org/universitas-kepulauan-rempah "-" Universitas Kepulauan Rempah(full)
        "#]],
    );
    strangers(
        "Margaret Oduya, the harbour master, said that no ship had left.\n\n\
         Oduya blamed the storm. Tomasz Lewandowski, an engineer, disagreed, and Vladimir Putin \
         did not answer. “Let them wait,” said Lewandowski.\n",
        Lang::En,
        expect![[r#"
            person/margaret-oduya "-" Margaret Oduya(full) Oduya(short)
            person/tomasz-lewandowski "engineer" Tomasz Lewandowski(full) Lewandowski(short)
        "#]],
    );
}

/// Where two bear a name, nobody is guessed.
#[test]
fn a_name_that_two_bear_means_neither() {
    strangers(
        "Kepala desa, Agus Wiranto, bertemu Agus Setiawan di Ponorogo. Agus tertawa, kata warga.\n",
        Lang::Id,
        expect![[r#"
            person/agus-wiranto "Kepala desa" Agus Wiranto(full)
            person/agus-setiawan "-" Agus Setiawan(full)
        "#]],
    );
}

#[test]
fn organisations_are_told_by_their_nouns() {
    strangers(
        "Menurut Lembaga Arah Pangan (LAP), harga naik. Laporan LAP dibaca peneliti \
         Universitas Sekar Jati Dian Puspita. Kementerian Pertanian dan Badan Riset Laut \
         menolak. “Kami lapar,” tutur Oksana, guru di sana. Data itu dari GridWatch.\n",
        Lang::Id,
        expect![[r#"
            org/lembaga-arah-pangan "-" Lembaga Arah Pangan(full) LAP(acronym) LAP(acronym)
            org/universitas-sekar-jati "-" Universitas Sekar Jati(full)
            person/dian-puspita "peneliti Universitas Sekar Jati" Dian Puspita(full)
            org/kementerian-pertanian "-" Kementerian Pertanian(full)
            org/badan-riset-laut "-" Badan Riset Laut(full)
            person/oksana "guru di sana" Oksana(full)
            org/gridwatch "-" GridWatch(full)
        "#]],
    );
    strangers(
        "“Nobody asked,” said Grace Okafor of the King's Institute for Restraint. \
         The Black Sea Institute (BSI) agrees. A report by BSI and the Oceania Policy School \
         was read by Priya Naidu of the Centre for Slow Trains.\n",
        Lang::En,
        expect![[r#"
            person/grace-okafor "-" Grace Okafor(full)
            org/king-s-institute-for-restraint "-" King's Institute for Restraint(full)
            org/black-sea-institute "-" Black Sea Institute(full) BSI(acronym) BSI(acronym)
            org/oceania-policy-school "-" Oceania Policy School(full)
            person/priya-naidu "-" Priya Naidu(full)
            org/centre-for-slow-trains "-" Centre for Slow Trains(full)
        "#]],
    );
}
