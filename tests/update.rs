//! What an update proposes, and why a change is held: a small world, and what
//! an endpoint might say of it.

use jiff::civil::date;
use serde_json::{Value, json};
use tajuk::knowledge::refresh::{Cache, Country, Known, Lie, Person, Pins, Proposal, Qid};
use tajuk::knowledge::refresh::{Question, Role, Unreadable, gather, propose, read};
use tajuk::knowledge::{Head, PartialDate};

fn person(id: &str, qid: &str, name: &str, roles: &[(&str, Option<Head>, &str, &str)]) -> Person {
    let role = |(title, head, from, until): &(&str, Option<Head>, &str, &str)| Role {
        title_en: (*title).to_owned(),
        title_id: (*title).to_owned(),
        head: *head,
        at: "AA".to_owned(),
        from: PartialDate::parse(from),
        until: PartialDate::parse(until),
    };
    Person {
        id: format!("person/{id}"),
        qid: Qid::parse(qid),
        name: name.to_owned(),
        names: vec![name.to_owned()],
        country: Some("AA".to_owned()),
        roles: roles.iter().map(role).collect(),
    }
}

/// A country with a president, a prime minister and the one before.
fn known() -> Known {
    let (state, government) = (Some(Head::State), Some(Head::Government));
    let country = |iso: &str, qid: &str| Country {
        iso: iso.to_owned(),
        qid: Qid::parse(qid).unwrap(),
        name_en: iso.to_owned(),
        name_id: iso.to_owned(),
    };
    Known {
        countries: vec![country("AA", "Q1"), country("CN", "Q2")],
        people: vec![
            person("old", "Q11", "Ana Lama", &[("Prime Minister", government, "2020-01-05", "")]),
            person(
                "former",
                "Q12",
                "Budi Mantan",
                &[("Prime Minister", None, "2015", "2020-01-05")],
            ),
            person("head", "Q13", "Citra Kepala", &[("President", state, "2021-05", "")]),
        ],
    }
}

fn answer(rows: &[Value]) -> String {
    let vars = "statement country iso seat person office item kind name start end";
    let vars: Vec<&str> = vars.split(' ').collect();
    json!({"head": {"vars": vars}, "results": {"bindings": rows}}).to_string()
}

fn item(qid: &str) -> Value {
    json!({"type": "uri", "value": format!("http://www.wikidata.org/entity/{qid}")})
}

fn text(text: &str) -> Value {
    json!({"type": "literal", "value": text, "xml:lang": "en"})
}

/// A statement a line: seat, country, whom, from, until (a dash: not told),
/// name; "†" before the name: the person is dead; "!": no human being.
fn told(world: &Known, statements: &str) -> Result<Proposal, String> {
    let mut heads = Vec::new();
    let mut names = Vec::new();
    for (at, line) in statements.lines().map(str::trim).filter(|it| !it.is_empty()).enumerate() {
        let parts: Vec<&str> = line.splitn(6, ' ').collect();
        let [seat, country, qid, from, until, name] = parts[..] else { panic!("{line}") };
        let mut row = json!({
            "statement": item(&format!("statement/s{at}")), "country": item(country),
            "seat": text(seat), "person": item(qid),
        });
        for (key, day) in [("start", from), ("end", until)] {
            if day != "-" {
                row[key] = text(&format!("{day}T00:00:00Z"));
                row[format!("{key}_precision")] = text("11");
            }
        }
        if !name.starts_with('!') {
            row["human"] = item("Q5");
        }
        if name.starts_with('†') {
            row["died"] = text("2024-02-03T00:00:00Z");
        }
        heads.push(row);
        let name = name.trim_start_matches(['!', '†']);
        if name != "-" {
            names.push(json!({"item": item(qid), "kind": text("label"), "name": text(name)}));
        }
    }
    struct Lied(String);
    impl From<Lie> for Lied {
        fn from(lie: Lie) -> Lied {
            Lied(lie.0)
        }
    }
    let countries = vec!["AA".to_owned(), "CN".to_owned()];
    let today = date(2026, 11, 24);
    let told = gather::<Lied>(world, &countries, today, |question, items, _| {
        let asked = |it: &&Value| items.iter().any(|qid| it["item"] == item(qid.as_str()));
        let rows = match question {
            Question::Heads => heads.clone(),
            Question::Names => names.iter().filter(asked).cloned().collect(),
            Question::Held | Question::Holders => Vec::new(),
        };
        Ok(read(answer(&rows).as_bytes(), question.variables()).unwrap())
    });
    told.map(|it| propose(world, &it, &countries, today)).map_err(|it| it.0)
}

fn drawn(proposal: &Proposal) -> String {
    let line = |it: &tajuk::knowledge::refresh::Change| {
        let kind = format!("{:?}", it.kind);
        let kind = kind.split(' ').next().unwrap_or_default().to_lowercase();
        let held: Vec<&str> = it.holds.iter().map(|it| it.id()).collect();
        format!("{kind} {} [{}]\n", it.person.name, held.join(" "))
    };
    proposal.changes.iter().map(line).collect()
}

#[track_caller]
fn check(statements: &str, expected: &str) {
    let got = drawn(&told(&known(), statements).unwrap());
    let expected: String = expected.lines().map(|it| format!("{}\n", it.trim())).collect();
    assert_eq!(got, expected);
}

const LEFT: &str = "government Q1 Q11 2020-01-05 2026-10-01 Ana Lama\n";

#[test]
fn a_handover_passes() {
    check(
        &format!("{LEFT}government Q1 Q21 2026-10-01 - Dewi Baru"),
        "ended Ana Lama []\nadded Dewi Baru []",
    );
}

#[test]
fn absence_is_no_fact() {
    check("", "");
    check("state Q1 Q13 2021-05-03 - Citra Kepala", "began Citra Kepala []");
}

#[test]
fn each_rule_holds_what_it_is_for() {
    let new = |from: &str, name: &str| format!("{LEFT}government Q1 Q21 {from} - {name}");
    let held = |rules: &str, name: &str| format!("ended Ana Lama [vacant]\nadded {name} [{rules}]");
    for (rules, from, name) in [
        ("lower-case", "2026-10-01", "Dewi baru"),
        ("odd-name", "2026-10-01", "Дева 123"),
        ("future", "2027-10-01", "Dewi Baru"),
        ("no-start", "-", "Dewi Baru"),
    ] {
        check(&new(from, name), &held(rules, name));
    }
    check(&new("2026-10-01", "†Dewi Baru"), &held("dead", "Dewi Baru"));
    check(&new("2026-10-01", "!Dewi Baru"), &held("not-human", "Dewi Baru"));
    check(&new("2026-10-01", "-"), &held("no-name", "Q21"));
    check(&new("2019-01-01", "Dewi Baru"), &held("earlier overlap", "Dewi Baru"));
    check(&new("2026-10-01", "Ana Lama"), &held("clash", "Ana Lama"));
    check(
        &new("2026-10-01", "Dewi bin Baru al-Malik"),
        "ended Ana Lama []\nadded Dewi bin Baru al-Malik []",
    );
}

#[test]
fn another_name_since_the_same_day_is_held() {
    check("government Q1 Q21 2020-01-05 - Dewi Baru", "added Dewi Baru [same-start unclosed]");
}

#[test]
fn predecessors_that_come_back_are_held() {
    check(
        &format!("{LEFT}government Q1 Q12 2026-10-01 - Budi Mantan"),
        "ended Ana Lama [vacant]\nadded Budi Mantan [predecessor]",
    );
}

#[test]
fn two_at_once_are_held() {
    check(
        "government Q1 Q11 2020-01-05 - Ana Lama\ngovernment Q1 Q21 2026-10-01 - Dewi Baru",
        "added Dewi Baru [several-open unclosed]",
    );
}

#[test]
fn the_president_in_the_prime_ministers_seat_is_held() {
    check(
        &format!("{LEFT}government Q1 Q13 2026-10-01 - Citra Kepala"),
        "ended Ana Lama [vacant]\nadded Citra Kepala [flip]",
    );
}

#[test]
fn a_country_where_offices_are_taken_for_each_other_needs_two_statements() {
    check("state Q2 Q21 2026-10-01 - Dewi Baru", "added Dewi Baru [power no-office]");
}

#[test]
fn two_with_one_identifier_are_held() {
    let mut world = known();
    world.people.push(person("twin", "Q12", "Eka Kembar", &[]));
    let got = told(&world, &format!("{LEFT}government Q1 Q12 2026-10-01 - Budi Mantan")).unwrap();
    assert_eq!(drawn(&got), "ended Ana Lama [vacant]\nadded Budi Mantan [clash predecessor]\n");
}

#[test]
fn a_label_that_changes_alone_is_held() {
    check(
        "government Q1 Q11 2020-01-05 - Ana Hebat Lama",
        "named Ana Hebat Lama [new-label]"
            .replace("named Ana Hebat Lama", "named Ana Lama")
            .as_str(),
    );
}

#[test]
fn nobody_gets_an_identifier_from_one_statement() {
    let got = told(&known(), &format!("{LEFT}government Q1 Q21 2026-10-01 - Dewi Baru")).unwrap();
    assert!(got.changes.iter().all(|it| !it.person.is_new || it.person.qid.is_none()));
}

#[test]
fn an_endpoint_that_answers_about_others_is_not_believed() {
    let lie = told(&known(), "state Q77 Q21 2026-10-01 - Dewi Baru").unwrap_err();
    assert!(lie.contains("Q77"), "{lie}");
}

#[test]
fn a_pin_stands_against_an_update_and_tells_its_age() {
    let mut got =
        told(&known(), &format!("{LEFT}government Q1 Q21 2026-10-01 - Dewi Baru")).unwrap();
    let pins = "[[pin]]\ncountry = \"AA\"\noffice = \"Prime Minister\"\nperson = \"person/old\"\n\
                pinned_on = 2025-01-01\nreason = \"she is still there\"\n";
    let pinned = Pins::parse(pins).unwrap().hold(&mut got, date(2026, 11, 24));
    assert_eq!(drawn(&got), "ended Ana Lama [pinned]\nadded Dewi Baru [pinned]\n");
    assert_eq!(pinned[0].overrode, ["Ana Lama", "Dewi Baru"]);
    assert_eq!(pinned[0].old_days, Some(692));
}

#[test]
fn what_was_accepted_is_read_again_and_known() {
    let today = date(2026, 11, 24);
    let statements = format!("{LEFT}government Q1 Q21 2026-10-01 - Dewi Baru");
    let mut cache = Cache::empty(today);
    for change in &told(&known(), &statements).unwrap().changes {
        cache.accept(change, today);
    }
    let text = cache.text().unwrap();
    let again = Cache::parse(&text).unwrap();
    assert_eq!(again.text().unwrap(), text);
    let mut world = known();
    again.add_to(&mut world);
    assert_eq!(drawn(&told(&world, &statements).unwrap()), "");
    // And the one before is a predecessor now.
    let back = "government Q1 Q11 2020-01-05 - Ana Lama";
    let got = drawn(&told(&world, back).unwrap());
    assert_eq!(got, "added Ana Lama [predecessor earlier unclosed]\n");
}

#[test]
fn answers_that_are_none_are_told_apart() {
    let good = answer(&[]);
    let ask = |text: &str| read(text.as_bytes(), &["person"]).map(|it| it.rows.len());
    assert!(matches!(ask(&good), Ok(0)));
    assert!(matches!(ask(&good[..good.len() - 3]), Err(Unreadable::CutShort)));
    assert!(matches!(ask("<html></html>"), Err(Unreadable::Wrong(_))));
    assert!(matches!(ask(&format!("{good}java.lang.Timeout")), Err(Unreadable::Wrong(_))));
    assert!(matches!(ask(&good.replace("person", "x")), Err(Unreadable::Unasked(_))));
    let endless = std::io::Read::chain(&b"{\"head\": {\"vars\": [\""[..], std::io::repeat(b'a'));
    assert!(matches!(read(endless, &[]), Err(Unreadable::TooLong)));
}
