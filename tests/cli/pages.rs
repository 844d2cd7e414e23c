//! `tajuk explain` and `tajuk rules`.

use crate::cli::{samples, tajuk};
use tajuk::rules::prose;

#[test]
fn a_page_is_drawn_with_its_examples_marked() {
    let run = tajuk(&samples(), &["explain", "missing-space"]);
    assert!(run.out.starts_with("missing-space\northography · warning · since "), "{}", run.out);
    let example = "  │ Kapal pertama berlabuh di Odesa,muatannya sudah ditunggu sejak Mei.\n  \
                   │                                ^\n  \
                   → Kapal pertama berlabuh di Odesa, muatannya sudah ditunggu sejak Mei.\n";
    assert!(run.out.contains(example), "{}", run.out);
    assert!(!run.out.contains("```"));
    assert!(!run.out.contains('\u{1b}'));
    assert_eq!(run.status, Some(0));
}

#[test]
fn an_unknown_rule_is_answered_with_the_nearest() {
    for (name, meant) in [
        ("missing-spce", "missing-space"),
        ("Vague_Attribution", "vague-attribution"),
        ("weekday", "weekday-date-mismatch"),
    ] {
        let run = tajuk(&samples(), &["explain", name]);
        assert!(run.err.contains(&format!("there is no rule “{name}”")), "{}", run.err);
        assert!(run.err.contains(&format!("did you mean {meant}")), "{}", run.err);
        assert_eq!((run.status, run.out.as_str()), (Some(2), ""));
    }
    let run = tajuk(&samples(), &["explain", "xyzzy"]);
    assert!(!run.err.contains("did you mean") && run.err.contains("`tajuk rules`"), "{}", run.err);
}

#[test]
fn all_rules_are_listed_and_explained() {
    let answer = tajuk(&samples(), &["rules", "--format", "json"]).json();
    assert_eq!((&answer["schema"], &answer["tool"]["name"]), (&1.into(), &"tajuk".into()));
    let rules = answer["rules"].as_array().unwrap();
    assert!(10 <= rules.len());
    let human = tajuk(&samples(), &["rules"]).out;
    for rule in rules {
        for field in ["id", "group", "level", "since", "summary"] {
            assert!(rule[field].as_str().is_some_and(|it| !it.is_empty()), "{field}: {rule}");
        }
        assert!(rule["fixes"].is_boolean());
        let id = rule["id"].as_str().unwrap();
        assert!(human.contains(id));
        let page = tajuk(&samples(), &["explain", id]);
        assert_eq!(page.status, Some(0));
        let widest = page.out.lines().map(|it| it.chars().count()).max();
        assert!(widest <= Some(80), "{id}: {widest:?}");
    }
}

#[test]
fn a_page_can_be_had_as_it_is_written() {
    let run = tajuk(&samples(), &["explain", "missing-space", "--format", "markdown"]);
    assert_eq!(Some(0), run.status);
    assert_eq!(prose(include_str!("../../src/rules/missing_space.md")), run.out);
}
