//! The rules as a set: their list, and what a broken one may cost.

use std::sync::atomic::{AtomicUsize, Ordering};

use expect_test::expect_file;
use jiff::civil::date;
use tajuk::detect::{Article, Brief};
use tajuk::knowledge::Base;
use tajuk::lang::Message;
use tajuk::rules::{Check, Findings, Group, Level, Page, RULES, Rule, check, check_with};
use tajuk::structure::Format;
use tajuk::text::{Buffer, Span};

#[test]
fn the_list_of_rules_is_fresh() {
    let mut list = String::from(
        "# Rules\n\nA rule is one file and one page; its page is shown to the writer and run as its test.\n\
         Written by `UPDATE_EXPECT=1 cargo test`.\n\n\
         | rule | group | level | fix | marks |\n|---|---|---|---|---|\n",
    );
    for rule in RULES {
        let file = rule.id.replace('-', "_");
        list += &format!(
            "| [`{}`]({file}.md) | {} | {} | {} | {} |\n",
            rule.id,
            rule.group.name(),
            rule.level.name(),
            if rule.fixes { "yes" } else { "–" },
            Page::parse(rule.page).summary.trim_start_matches("Marks "),
        );
    }
    list += &rates();
    expect_file!["../src/rules/README.md"].assert_eq(&list);
}

/// How often each rule speaks, from `seeds/rates.tsv`.
fn rates() -> String {
    let table = include_str!("../seeds/rates.tsv");
    let mut notes = table.lines().take_while(|it| it.starts_with('#')).peekable();
    assert!(notes.peek().is_some());
    let notes: Vec<&str> = notes.map(|it| it.trim_start_matches(['#', ' '])).collect();
    let mut res = format!("\n## How often they speak\n\n{}\n\n", notes.join("\n"));
    res += "| rule | corpus | words | findings | per 1,000 words | read | right |\n\
            |---|---|--:|--:|--:|--:|--:|\n";
    for line in table.lines().filter(|it| !it.starts_with('#')).skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [rule, corpus, words, found, read, right] = cells.as_slice() else {
            panic!("six cells in a row of rates.tsv: {line}");
        };
        assert!(Rule::find(rule).is_some(), "{rule}");
        let number = |it: &str| it.parse::<u32>().unwrap();
        let (words, found) = (number(words), number(found));
        assert!(number(right) <= number(read) && number(read) <= found, "{line}");
        let rate = f64::from(found) * 1000.0 / f64::from(words);
        res += &format!(
            "| `{rule}` | {corpus} | {words} | {found} | {rate:.3} | {read} | {right} |\n"
        );
    }
    res
}

fn read(text: &str) -> Article {
    let brief = Brief {
        format: Format::Plain,
        lang: None,
        article_date: None,
        file_date: None,
        today: date(2025, 5, 14),
        base: Base::default(),
    };
    Article::read(&Buffer::new(text, 0), &brief)
}

#[test]
fn a_rule_that_panics_costs_itself_and_is_not_asked_again() {
    static ASKED: AtomicUsize = AtomicUsize::new(0);
    fn breaks(_: &Article, _: usize, findings: &mut Findings<'_>) {
        ASKED.fetch_add(1, Ordering::SeqCst);
        findings.report(Span::new(0, 1), Message::new("quote-unclosed"));
        panic!("on purpose, in a test");
    }
    static BROKEN: Rule = Rule {
        id: "broken-on-purpose",
        group: Group::Structure,
        level: Level::Error,
        fixes: false,
        since: "0.1.0",
        page: "",
        check: Check::Passage(breaks),
    };
    let text = "Dua pemimpin,Kim dan Putin, bertemu.\n\nBanyak analis menilai pakta itu rapuh.\n";
    let article = read(text);
    let rules: Vec<&'static Rule> = [&BROKEN].into_iter().chain(RULES.iter().copied()).collect();
    let with = check_with(&rules, &article, None);
    let without = check(&article, None);
    assert_eq!(without.findings(&article), with.findings(&article));
    assert!(2 <= with.findings(&article).len());
    check_with(&rules, &article, None);
    assert_eq!(1, ASKED.load(Ordering::SeqCst));
}
