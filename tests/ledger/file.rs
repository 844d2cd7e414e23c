//! The ledger's file: what is written, read, merged and saved.

use serde_json::{Value, json};

use tajuk::detect::ledger::{Ledger, State, Trouble, keep_up, merge, record, repair};

use crate::ledger::{NOW, change, marked, read};

const TEXT: &str =
    "Impor turun 30 persen pada 2023. Ekspor kopi mencapai 250 ribu ton pada 2024.\n";

fn two() -> Ledger {
    marked(TEXT, &[("Impor", State::Supported), ("Ekspor", State::NeedsSource)])
}

#[test]
fn it_is_a_page_of_annotations_one_a_line() {
    let text = two().print();
    let page: Value = serde_json::from_str(&text).unwrap();
    // Web Annotation Data Model, 3.1, 4.2.4, 4.2.5 and 5.2.
    assert_eq!(page["@context"][0], "http://www.w3.org/ns/anno.jsonld");
    assert_eq!(page["type"], "AnnotationPage");
    assert_eq!(text.lines().count(), 4);
    for item in page["items"].as_array().unwrap() {
        assert_eq!(item["type"], "Annotation");
        assert!(item["id"].as_str().unwrap().starts_with("urn:"));
        assert_eq!(item["motivation"], "assessing");
        assert!(item["created"].as_str().unwrap().parse::<jiff::Timestamp>().is_ok());
        assert_eq!(item["target"]["source"], "a.md");
        let selectors = item["target"]["selector"].as_array().unwrap();
        assert_eq!(selectors[0]["type"], "TextQuoteSelector");
        assert_eq!(selectors[1]["type"], "TextPositionSelector");
    }
    assert_eq!(Ledger::parse(&text, "a.md").unwrap().print(), text);
}

#[test]
fn positions_count_characters() {
    let text = "“Ä” 𝄞. Impor turun 30 persen pada 2023.\n";
    let ledger = marked(text, &[("Impor", State::Supported)]);
    let (start, end) = ledger.entries[0].position.unwrap();
    let chars: Vec<char> = text.chars().collect();
    let own: String = chars[start as usize..end as usize].iter().collect();
    assert_eq!(own, ledger.entries[0].quote.exact);
}

#[test]
fn what_others_wrote_is_kept() {
    let mut page: Value = serde_json::from_str(&two().print()).unwrap();
    page["x:desk"] = json!("Jakarta");
    page["items"][0]["x:score"] = json!(7);
    page["items"][0]["body"][0]["x:by"] = json!("mesin");
    page["items"][0]["body"]
        .as_array_mut()
        .unwrap()
        .push(json!({ "type": "TextualBody", "purpose": "replying", "value": "?" }));
    page["items"][0]["target"]["x:seen"] = json!(true);
    page["items"]
        .as_array_mut()
        .unwrap()
        .push(json!({ "type": "Annotation", "id": "urn:x:1", "body": "lain" }));
    let mut ledger = Ledger::parse(&page.to_string(), "a.md").unwrap();
    let article = read(TEXT);
    record(&mut ledger, &article, TEXT, 0, &change(State::Supported), NOW).unwrap();
    record(&mut ledger, &article, TEXT, 1, &change(State::Disputed), NOW).unwrap();
    let again: Value = serde_json::from_str(&ledger.print()).unwrap();
    assert_eq!(again["x:desk"], "Jakarta");
    assert_eq!(again["items"][0]["x:score"], 7);
    assert_eq!(again["items"][0]["body"][0]["x:by"], "mesin");
    assert_eq!(again["items"][0]["body"][1]["purpose"], "replying");
    assert_eq!(again["items"][0]["target"]["x:seen"], true);
    assert_eq!(again["items"][2]["id"], "urn:x:1");
}

#[test]
fn a_change_touches_one_line() {
    let before = two().print();
    let mut ledger = Ledger::parse(&before, "a.md").unwrap();
    // Everything has moved, and only one claim is marked anew.
    let text = format!("Sebuah pengantar.\n\n{TEXT}");
    let article = read(&text);
    let claim = article.claims().iter().position(|it| it.span.of(&text).contains("kopi")).unwrap();
    record(&mut ledger, &article, &text, claim, &change(State::Disputed), NOW).unwrap();
    let after = ledger.print();
    let changed = before.lines().zip(after.lines()).filter(|(a, b)| a != b).count();
    assert_eq!(changed, 1, "{before}{after}");
}

#[test]
fn the_words_that_were_checked_are_kept_beside_those_of_today() {
    let mut ledger = two();
    let text = TEXT.replace("30 persen", "40 persen");
    let article = read(&text);
    keep_up(&mut ledger, &article, &text);
    let entry = &ledger.entries[0];
    assert!(entry.quote.exact.contains("40 persen"));
    assert!(entry.checked_words().contains("30 persen"));
    // Read again, it is still stale.
    let again = Ledger::parse(&ledger.print(), "a.md").unwrap();
    let anchors = keep_up(&mut again.clone(), &article, &text);
    assert_eq!(anchors[0].unwrap().state(&again.entries[0]), State::Stale);
}

#[test]
fn a_missing_source_is_still_missing_when_the_figure_is_another() {
    let ledger = two();
    let text = TEXT.replace("250 ribu", "260 ribu");
    let anchors = keep_up(&mut ledger.clone(), &read(&text), &text);
    assert_eq!(anchors[1].unwrap().state(&ledger.entries[1]), State::NeedsSource);
}

#[test]
fn two_peoples_changes_become_one() {
    let base = two();
    let article = read(TEXT);
    let mark = |ledger: &mut Ledger, claim, state, now: &str| {
        record(ledger, &article, TEXT, claim, &change(state), now).unwrap();
    };
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    mark(&mut ours, 0, State::Disputed, "2026-03-02T00:00:00Z");
    mark(&mut theirs, 1, State::Supported, "2026-03-03T00:00:00Z");
    let states = |it: &Ledger| it.entries.iter().map(|it| it.state).collect::<Vec<State>>();
    let both = [State::Disputed, State::Supported];
    assert_eq!(states(&merge(&base, &ours, &theirs)), both);
    assert_eq!(states(&merge(&base, &theirs, &ours)), both);
    // Of one claim: the later word, whoever merges. Offsets are no obstacle.
    mark(&mut theirs, 0, State::NotAClaim, "2026-03-02T01:30:00+02:00");
    assert_eq!(states(&merge(&base, &ours, &theirs))[0], State::Disputed);
    assert_eq!(states(&merge(&base, &theirs, &ours))[0], State::Disputed);
    // A mark taken away is gone, unless the other has just changed it.
    let mut gone = base.clone();
    mark(&mut gone, 0, State::Unchecked, NOW);
    assert_eq!(states(&merge(&base, &gone, &base)), [State::NeedsSource]);
    assert_eq!(states(&merge(&base, &base, &gone)), [State::NeedsSource]);
    assert_eq!(merge(&base, &gone, &ours).entries.len(), 2);
}

#[test]
fn trouble_is_named_with_its_line() {
    let text = two().print();
    let trouble = |text: &str| Ledger::parse(text, "a.md").unwrap_err();
    let broken =
        text.replacen("\"creator\"", "\"creator", 1).replacen("\"created\"", "\"created", 1);
    assert!(matches!(trouble(&broken), Trouble::Broken { line: 2, .. }));
    let half: String = text.chars().take(400).collect();
    assert!(matches!(trouble(&half), Trouble::Broken { .. }));
    let line = text.lines().nth(1).unwrap();
    let conflict =
        text.replacen(line, &format!("<<<<<<< HEAD\n{line}\n=======\n{line}\n>>>>>>> lain"), 1);
    assert_eq!(trouble(&conflict), Trouble::Conflict { line: 2 });
    assert_eq!(trouble("[]"), Trouble::NotALedger);
    assert_eq!(trouble("7"), Trouble::NotALedger);
    let other = Ledger::parse(&text, "b.md").unwrap_err();
    assert_eq!(other, Trouble::OtherArticle { source: "a.md".to_owned() });
    assert!(
        Ledger::parse(&text.replace("\"tajuk:schema\":1", "\"tajuk:schema\":2"), "a.md")
            .unwrap()
            .is_newer()
    );
    assert_eq!(Ledger::parse(" \n", "a.md").unwrap(), Ledger::new("a.md"));
}

#[test]
fn a_conflict_is_settled_by_taking_both_sides() {
    let base = two();
    let article = read(TEXT);
    let mut ours = base.clone();
    record(&mut ours, &article, TEXT, 0, &change(State::Disputed), "2026-03-05T00:00:00Z").unwrap();
    let (text, other) = (base.print(), ours.print());
    let (line, their) = (text.lines().nth(1).unwrap(), other.lines().nth(1).unwrap());
    let conflict = text.replacen(
        line,
        &format!("<<<<<<< HEAD\n{their}\n=======\n{line}\n>>>>>>> lain\n{{broken"),
        1,
    );
    let repaired = repair(&conflict, "a.md").unwrap();
    assert_eq!(repaired.lost, [7]);
    assert_eq!(repaired.ledger.print(), other);
    assert_eq!(repair("nothing\nof\nuse", "a.md"), None);
}
