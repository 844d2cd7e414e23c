//! Every message exists in every language, and the code asks for no other.

use std::collections::BTreeSet;
use std::fs;

use crate::floors::sources;

/// What is said in general, and by each rule on its page.
fn texts(tag: &str) -> String {
    let mut res = fs::read_to_string(format!("seeds/lang/{tag}/messages.ftl")).unwrap();
    for rule in tajuk::rules::RULES {
        for block in rule.page.split(&format!("```ftl {tag}\n")).skip(1) {
            res += &format!("\n{}", block.split("```").next().unwrap());
        }
    }
    res
}

fn keys(tag: &str) -> BTreeSet<String> {
    let text = texts(tag);
    let keys = text.lines().filter(|it| !it.starts_with([' ', '#', '}']));
    keys.filter_map(|it| Some(it.split_once(" = ")?.0.to_owned())).collect()
}

#[test]
fn languages_have_the_same_messages_with_the_same_parts() {
    assert_eq!(keys("id"), keys("en"));
    let parts = |tag: &str, key: &str| -> BTreeSet<String> {
        let text = texts(tag);
        let start = text.find(&format!("\n{key} = ")).unwrap() + 1;
        let rest = &text[start..];
        let end = rest.match_indices('\n').find(|(at, _)| !rest[at + 1..].starts_with(' '));
        let message = end.map_or(rest, |(at, _)| &rest[..at]);
        message
            .split('$')
            .skip(1)
            .map(|it| it.split(|it: char| !it.is_alphanumeric()).next().unwrap().to_owned())
            .collect()
    };
    for key in keys("id") {
        assert_eq!(parts("id", &key), parts("en", &key), "{key}");
    }
}

#[test]
fn every_message_asked_for_exists_and_every_one_that_exists_is_asked_for() {
    let keys = keys("en");
    let mut asked = BTreeSet::new();
    for (path, text) in sources() {
        for call in ["Message::new(\"", "word(\"", "dated(\"", "named(\""] {
            for rest in text.split(call).skip(1) {
                let key = rest.split('"').next().unwrap();
                assert!(keys.contains(key) || key.contains("{}"), "{}: {key}", path.display());
            }
        }
        asked.extend(keys.iter().filter(|it| text.contains(&format!("\"{it}\""))).cloned());
    }
    // Those whose key is put together: "month-" and a number, "kind-" and a word.
    let made = [
        "month-",
        "level-",
        "language-",
        "weekday-",
        "kind-",
        "kinds-",
        "reason-",
        "state-",
        "mark-",
        "claim-type-",
        "modality-",
        "source-class-",
        "directness-",
        "column-",
    ];
    let unused: Vec<&String> = keys
        .iter()
        .filter(|it| !asked.contains(*it) && !made.iter().any(|made| it.starts_with(made)))
        .collect();
    assert!(unused.is_empty(), "nobody asks for {unused:?}");
}

#[test]
fn every_reason_of_the_score_has_its_words() {
    let keys = keys("id");
    let told = tajuk::detect::reasons();
    for part in told.clone() {
        assert!(keys.contains(&format!("reason-{part}")), "{part}");
    }
    assert!(10 < told.count());
}
