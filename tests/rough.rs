//! Text as it should not be: in capitals throughout, without any, badly scanned, in a
//! language that Tajuk does not read. Few names are found that are none, and nobody's
//! rules for words are laid on it.

use std::fs;

use expect_test::expect;
use jiff::civil::date;
use tajuk::detect::{Article, Brief};
use tajuk::knowledge::Base;
use tajuk::lang::{Lang, List};
use tajuk::rules::check;
use tajuk::structure::Format;
use tajuk::text::Buffer;

fn read(text: &str, lang: Option<Lang>) -> Article {
    let brief = Brief {
        format: Format::Plain,
        lang,
        article_date: None,
        file_date: None,
        today: date(2026, 11, 30),
        base: Base::built_in(),
    };
    Article::read(&Buffer::new(text, 0), &brief)
}

/// Everything that is named, as it is written.
fn names(article: &Article, text: &str) -> Vec<String> {
    let known = article.mentions().iter().map(|it| it.span);
    let strangers = article.strangers().iter().flat_map(|it| &it.mentions).map(|it| it.span);
    known.chain(strangers).map(|it| it.of(text).to_owned()).collect()
}

/// Our own marked articles that we learn from, without their marks.
fn articles(lang: Lang) -> Vec<String> {
    let dir = format!("seeds/articles/gold/{}", lang.tag());
    let mut res = Vec::new();
    for file in fs::read_dir(dir).unwrap().flatten().map(|it| it.path()) {
        if file.to_string_lossy().ends_with("-test.gold") {
            continue;
        }
        let mut plain = String::new();
        for line in fs::read_to_string(&file).unwrap().lines().skip(1) {
            let words = line.rsplit_once(" #").map_or(line, |it| it.0);
            let mut label = false;
            for char in words.chars() {
                match char {
                    '{' => label = true,
                    '|' if label => label = false,
                    '}' => {}
                    _ if label => {}
                    _ => plain.push(char),
                }
            }
            plain.push('\n');
        }
        res.push(plain);
    }
    assert!(10 <= res.len());
    res
}

#[test]
fn without_capitals_nobody_is_named() {
    for lang in Lang::ALL {
        for text in articles(lang).iter().map(|it| it.to_lowercase()) {
            assert_eq!(names(&read(&text, Some(lang)), &text), Vec::<String>::new());
        }
    }
}

#[test]
fn in_capitals_throughout_small_words_are_no_names() {
    for lang in Lang::ALL {
        let lexicon = &lang.pack().lexicon;
        let lists = [List::FunctionWord, List::Question, List::Pronoun, List::FirstPlural];
        let mut found = 0;
        let mut wrong = Vec::new();
        for text in articles(lang).iter().map(|it| it.to_uppercase()) {
            for name in names(&read(&text, Some(lang)), &text) {
                found += 1;
                if lexicon.is_in(&name, &lists) {
                    wrong.push(name);
                }
            }
        }
        assert!(50 < found, "known names are found: {found}");
        // "SO WHAT IS AN “INDICATIVE RANGE”?": one line is too short to tell.
        assert!(wrong.len() <= 1, "{wrong:?}");
    }
}

#[test]
fn no_rule_for_words_reads_a_language_that_tajuk_does_not_read() {
    let texts = [
        "Nous nous sommes rencontrés mardi à Lyon, et vous vous en souvenez. Le maire a dit que la ville ne pouvait pas payer, et que la piscine restera fermée. On a alot de problèmes avec le budget, selon lui, et il faut que cela change avant le 31 juin.",
        "De minister zei dat dat niet kan, en dat hij het niet heeft gezien. Hij heeft het boek, dat dat meisje las, niet gekocht. Zij zei dat zij ze niet kende en dat er geen geld meer is voor de scholen in het dorp.",
        "Kerajaan negeri telah memutuskan untuk menaikkan gaji pekerja ladang. Pengerusi koperasi berkata pihaknya menyokong keputusan itu kerana ramai ahli masih menanggung hutang. Menurut laporan itu, kadar pengangguran menurun kepada 3.2 peratus manakala syarikat lain sahaja yang untung.",
    ];
    for text in texts {
        let article = read(text, None);
        let found = check(&article, None).findings(&article);
        let found: Vec<&str> = found.iter().map(|it| it.rule).collect();
        assert_eq!(found, Vec::<&str>::new(), "{:?}: {text}", article.tongue);
    }
}

#[test]
fn a_bad_scan_names_nobody_new() {
    let text = "Presiden Pra bowo Subianto tlba di Arnbon, 5enin. Gubemur Ha1ida Rumbia menung-\ngu di bandara. “Jalan nya rvsak,” kata Halida. Kepala Dlnas Peker jaan Umum tidak hadlr; rn enurut dla, jembatan itu 1ama.";
    let article = read(text, Some(Lang::Id));
    expect![[r#"
        [
            "Arnbon",
            "Halida",
        ]"#]]
    .assert_eq(&format!("{:#?}", names(&article, text)));
}
