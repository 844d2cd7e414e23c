//! On clean articles Tajuk is quiet: `seeds/clean` holds articles of our own,
//! edited to be clean, and these are the most findings they may show.

use std::collections::BTreeMap;
use std::fs;

use jiff::civil::date;
use tajuk::ide::{Desk, Opening, Settings};
use tajuk::rules::Level;
use tajuk::structure::Format;
use tajuk::text::Encoding;

/// Errors and warnings, information too, and hints, per thousand words.
const SERIOUS: f64 = 0.5;
const TOLD: f64 = 1.0;
const HINTS: f64 = 8.0;

#[test]
fn clean_articles_stay_within_the_budget() {
    for tag in ["id", "en"] {
        let (mut words, mut counts, mut shown) = (0, [0usize; 4], String::new());
        let mut by_rule: BTreeMap<&str, usize> = BTreeMap::new();
        for path in fs::read_dir(format!("seeds/clean/{tag}")).unwrap() {
            let path = path.unwrap().path();
            let text = fs::read_to_string(&path).unwrap();
            words += text.split_whitespace().count();
            let markdown = path.extension().is_some_and(|it| it == "md");
            let mut desk = Desk::new(Encoding::Utf8, Settings::default());
            desk.open(Opening {
                uri: "x".to_owned(),
                format: if markdown { Format::Markdown } else { Format::Plain },
                version: 1,
                text,
                file_date: None,
                today: date(2026, 1, 1),
            });
            let snapshot = desk.snapshot("x").unwrap();
            assert_eq!(tag, snapshot.lang().tag(), "{}", path.display());
            for it in snapshot.diagnostics() {
                counts[it.level as usize] += 1;
                *by_rule.entry(it.rule).or_default() += 1;
                let text = snapshot.article().text(it.span);
                shown += &format!("{}: {} «{text}»\n", path.display(), it.rule);
            }
        }
        assert!(10_000 <= words, "{tag}: {words}");
        let rate = |count: usize| count as f64 * 1000.0 / words as f64;
        let serious = counts[Level::Error as usize] + counts[Level::Warning as usize];
        let told = serious + counts[Level::Information as usize];
        assert!(rate(serious) <= SERIOUS, "{tag}\n{shown}");
        assert!(rate(told) <= TOLD, "{tag}\n{shown}");
        assert!(rate(counts[Level::Hint as usize]) <= HINTS, "{tag}\n{shown}");
        // The published table says the same.
        let own =
            |rule: &str, found: &usize| format!("{rule}\t{tag} clean\t{words}\t{found}\t0\t0");
        let rows: Vec<String> = by_rule.iter().map(|(rule, found)| own(rule, found)).collect();
        let table = include_str!("../seeds/rates.tsv").lines();
        let told: Vec<&str> = table.filter(|it| it.contains(&format!("\t{tag} clean\t"))).collect();
        assert_eq!(rows, told, "rows of seeds/rates.tsv:\n{}", rows.join("\n"));
    }
}
