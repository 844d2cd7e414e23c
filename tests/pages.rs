//! Every rule page is a test: what it underlines is found, and nothing else.
//! `UPDATE_EXPECT=1 cargo test` rewrites the underlines; authors never count.

use std::fs;
use std::sync::Arc;

use jiff::civil::date;
use tajuk::detect::{Article, Brief, Missing};
use tajuk::knowledge::Base;
use tajuk::rules::{self, Example, Finding, Page, Profile, RULES, Rule};
use tajuk::text::Buffer;

#[test]
fn pages_are_true() {
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut wrong = Vec::new();
    for rule in RULES {
        let path = format!("src/rules/{}.md", rule.id.replace('-', "_"));
        let page = fs::read_to_string(&path).unwrap();
        let mut fresh = page.clone();
        for example in Page::parse(&page).examples {
            let (text, _) = example.split();
            let found = findings(rule, &example, &text);
            let drawn = draw(&text, &found);
            if drawn != example.source.trim_end_matches('\n') {
                wrong.push(format!("{path}:{}\nfound:\n{drawn}\n", example.line));
                fresh = fresh.replacen(example.source, &format!("{drawn}\n"), 1);
            }
        }
        if update && fresh != page {
            fs::write(&path, fresh).unwrap();
        }
    }
    assert!(wrong.is_empty() || update, "{} examples:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_page_shows_what_is_marked_and_what_is_left_alone() {
    for rule in RULES {
        let page = Page::parse(rule.page);
        assert!(rule.page.starts_with(&format!("# {}\n", rule.id)), "{}", rule.id);
        let (marked, clean): (Vec<_>, Vec<_>) =
            page.examples.iter().partition(|it| !it.split().1.is_empty());
        assert!(2 <= marked.len(), "{}: the page marks too little", rule.id);
        assert!(2 <= clean.len(), "{}: the page leaves too little alone", rule.id);
        let fixed = marked.iter().any(|it| it.fixed.is_some());
        assert_eq!(rule.fixes, fixed, "{}: the page must show the fix, if there is one", rule.id);
    }
}

#[test]
fn fixes_do_what_the_page_says_and_settle_the_finding() {
    for rule in RULES {
        for example in Page::parse(rule.page).examples {
            let Some(fixed) = example.fixed else { continue };
            let (text, _) = example.split();
            let mut res = text.clone();
            for finding in findings(rule, &example, &text).into_iter().rev() {
                let fix = finding.fixes.first().expect("a fix");
                for (span, new) in fix.edits.iter().rev() {
                    res.replace_range(span.start()..span.end(), new);
                }
            }
            let place = format!("src/rules/{}.md:{}", rule.id.replace('-', "_"), example.line);
            assert_eq!(fixed.trim_end(), res.trim_end(), "{place}");
            assert!(
                findings(rule, &example, &res).is_empty(),
                "{place}: the fix does not settle it"
            );
        }
    }
}

fn findings(rule: &Rule, example: &Example<'_>, text: &str) -> Vec<Finding> {
    let brief = Brief {
        format: example.format,
        lang: Some(example.lang),
        article_date: example.article_date,
        file_date: None,
        today: date(2025, 5, 14),
        base: Base::default(),
    };
    let missing = example.missing.iter().map(|it| (*it).to_owned()).collect();
    let article = Article::read(&Buffer::new(text, 0), &brief);
    let article = article.with_missing(Missing::new(missing).map(Arc::new));
    let profile = example.profile.map(|it| {
        let profile = Profile::find(it).unwrap_or_else(|| panic!("there is no profile {it}"));
        Profile { chosen: true, ..profile }
    });
    let profile = profile.as_ref().unwrap_or(Profile::standard());
    rules::check_in(profile, &article, None)
        .findings(&article)
        .into_iter()
        .filter(|it| it.rule == rule.id)
        .collect()
}

/// The text with carets under what was found, counted in characters.
fn draw(text: &str, findings: &[Finding]) -> String {
    let mut res = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        res.push(line.to_owned());
        let end = start + line.len();
        for finding in findings {
            let span = finding.span;
            if start <= span.start()
                && span.start() <= end
                && (span.end() <= end || !line.is_empty())
            {
                let before = text[start..span.start()].chars().count();
                let width = text[span.start()..span.end().min(end)].chars().count().max(1);
                res.push(format!("{}{}", " ".repeat(before), "^".repeat(width)));
            }
        }
        start = end + 1;
    }
    res.join("\n")
}
