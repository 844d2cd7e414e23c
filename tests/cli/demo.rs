//! `tajuk demo`, over the real protocol.

use crate::cli::{CLEAN, folder, tajuk, tajuk_with};

#[test]
fn the_demo_shows_the_main_job() {
    let folder = folder("demo", &[]);
    for columns in ["80", "120"] {
        let run = tajuk_with(&folder, &["demo"], b"", &[("COLUMNS", columns)]);
        assert_eq!((run.status, run.err.as_str()), (Some(0), ""), "{}", run.out);
        for part in ["~~~~", "Outline", "╰─ ", "Hover", "╭", "Quick fix", " before, ", "tajuk lsp"]
        {
            assert!(run.out.contains(part), "{part}: {}", run.out);
        }
        let columns: usize = columns.parse().unwrap();
        for line in run.out.lines() {
            assert!(line.chars().count() <= columns, "{line}");
        }
        assert!(!run.out.contains('\u{1b}'));
    }
}

#[test]
fn the_fix_mends_something() {
    let out = tajuk(&folder("demo_fix", &[]), &["demo"]).out;
    let counts = out.lines().find(|it| it.contains(" before, ")).unwrap();
    let numbers: Vec<u32> =
        counts.split(|it: char| !it.is_ascii_digit()).filter_map(|it| it.parse().ok()).collect();
    assert!(matches!(numbers[..], [before, after] if after < before), "{counts}");
}

#[test]
fn an_article_of_ones_own_may_have_nothing_to_show() {
    let folder = folder("demo_own", &[("naskah ku.md", CLEAN.as_bytes())]);
    let run = tajuk(&folder, &["demo", "naskah ku.md"]);
    assert_eq!((run.status, run.err.as_str()), (Some(0), ""));
    assert!(run.out.contains("naskah ku.md") && run.out.contains("nothing found"), "{}", run.out);
    assert_eq!(tajuk(&folder, &["demo", "hilang.md"]).status, Some(2));
}
