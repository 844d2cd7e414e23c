//! Checks on the tables and word lists under `seeds/`: a slip in the data is reported with its file,
//! its line and what to do about it. Everything here is read from disk, so nothing needs rebuilding
//! after an edit.

use std::fs;
use std::path::{Path, PathBuf};

use expect_test::{Expect, expect};
use tajuk::knowledge::tables::{Problem, SHAPES, Tables};

const KNOWLEDGE: &str = "seeds/knowledge";
const LANGUAGES: &str = "seeds/lang";

fn table(name: &str) -> Result<String, String> {
    fs::read_to_string(format!("{KNOWLEDGE}/{name}.tsv")).map_err(|it| it.to_string())
}

fn told(problems: &[Problem]) -> String {
    const SHOWN: usize = 50;
    let mut res: String = problems.iter().take(SHOWN).map(|it| format!("{it}\n")).collect();
    if problems.len() > SHOWN {
        res.push_str(&format!("… and {} more\n", problems.len() - SHOWN));
    }
    res
}

#[test]
fn the_tables_hold_what_they_promise() {
    let (_, problems) = Tables::read(table);
    assert!(problems.is_empty(), "{}", told(&problems));
}

/// A table nobody checks is a table nobody notices.
#[test]
fn every_table_has_a_shape() {
    for entry in fs::read_dir(KNOWLEDGE).unwrap().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(name) = name.strip_suffix(".tsv") else { continue };
        assert!(SHAPES.iter().any(|it| it.name == name), "{name}.tsv is not in SHAPES");
    }
}

/// What is told of the tables once `from` is written as `to` in one of them.
#[track_caller]
fn check_slip(name: &str, from: &str, to: &str, expected: Expect) {
    let (_, problems) = Tables::read(|it| {
        let text = table(it)?;
        if it == name {
            assert!(text.contains(from), "{name} has no {from:?}");
            return Ok(text.replacen(from, to, 1));
        }
        Ok(text)
    });
    expected.assert_eq(&told(&problems));
}

#[test]
fn a_slip_is_told_with_its_line_and_its_remedy() {
    check_slip(
        "roles",
        "\t2000-05-07\t2008-05-07\t",
        "\t2000-05-07\t2008-13-07\t",
        expect![[r#"
        roles.tsv:163: RU hos is also held by person/vladimir-putin (line 638, until `2008-13-07`) when person/dmitry-medvedev starts (`2008-05-07`); close the earlier one with `until`
        roles.tsv:638: until `2008-13-07` is no date; write YYYY, YYYY-MM or YYYY-MM-DD
    "#]],
    );
    check_slip(
        "roles",
        "\tRU\t2000-05-07\t2008-05-07\t",
        "\tRU\t2000-05-07\t1999\t",
        expect![[r#"
        roles.tsv:638: ends (1999) before it starts (2000-05-07); correct one of them
    "#]],
    );
    check_slip(
        "roles",
        "\tRU\t2000-05-07\t2008-05-07\t",
        "\tRU\t2000-05-07\t2009\t",
        expect![[r#"
        roles.tsv:163: RU hos is also held by person/vladimir-putin (line 638, until `2009`) when person/dmitry-medvedev starts (`2008-05-07`); close the earlier one with `until`
    "#]],
    );
    check_slip(
        "roles",
        "\tRU\t2000-05-07\t",
        "\tXX\t2000-05-07\t",
        expect![[r#"
        roles.tsv:638: at `XX` is neither an ISO code nor an organisation of the tables; correct it
        roles.tsv:639: out of order; sort the rows below the header with `LC_ALL=C sort`
    "#]],
    );
    check_slip(
        "people",
        "person/vladimir-putin\tQ7747\t",
        "person/vladimir-putin\tQ15031\t",
        expect![[r#"
            people.tsv:599: Q15031 also stands at person/vladimir-putin; one of the two is wrong, empty it
        "#]],
    );
    check_slip(
        "people",
        "person/vladimir-putin\t",
        "person/Vladimir-Putin\t",
        expect![[r#"
            names.tsv:3823: `person/vladimir-putin` is in no table; add the entity or drop the name
            names.tsv:4868: `person/vladimir-putin` is in no table; add the entity or drop the name
            names.tsv:4869: `person/vladimir-putin` is in no table; add the entity or drop the name
            names.tsv:4870: `person/vladimir-putin` is in no table; add the entity or drop the name
            people.tsv:587: out of order; sort the rows below the header with `LC_ALL=C sort`
            people.tsv:587: bad id `person/Vladimir-Putin`; write person/slug in lower case with hyphens (country/XX)
            people.tsv:587: as_of `2026-09-09`, but the newest as_of of the person's roles is ``; copy that
            people.tsv:587: names.tsv lacks `Vladimir Putin` for person/Vladimir-Putin (lang en or any); add the row there
            people.tsv:587: names.tsv lacks `Vladimir Putin` for person/Vladimir-Putin (lang id or any); add the row there
            people.tsv:587: names.tsv lacks `Putin` for person/Vladimir-Putin (lang en or any); add the row there
            people.tsv:587: names.tsv lacks `Putin` for person/Vladimir-Putin (lang id or any); add the row there
            roles.tsv:638: `person/vladimir-putin` is not in people.tsv; add them or correct the id
            roles.tsv:639: `person/vladimir-putin` is not in people.tsv; add them or correct the id
            roles.tsv:640: `person/vladimir-putin` is not in people.tsv; add them or correct the id
            roles.tsv:641: `person/vladimir-putin` is not in people.tsv; add them or correct the id
        "#]],
    );
    check_slip(
        "names",
        "\nPutin\tperson/vladimir-putin",
        "\nPutin\tperson/nobody",
        expect![[r#"
            names.tsv:3823: `person/nobody` is in no table; add the entity or drop the name
            people.tsv:587: names.tsv lacks `Putin` for person/vladimir-putin (lang en or any); add the row there
            people.tsv:587: names.tsv lacks `Putin` for person/vladimir-putin (lang id or any); add the row there
        "#]],
    );
    check_slip(
        "countries",
        "country/ID\tIDN",
        "country/ID\tidn",
        expect![[r#"
        countries.tsv:79: iso3 `idn` must be three capital letters; correct it
    "#]],
    );
    check_slip(
        "ambiguous",
        "\nADB\t",
        "\nADB \t",
        expect![[r#"
        ambiguous.tsv:2: name: stray blanks in `ADB `; drop them
        ambiguous.tsv:2: `ADB ` is not in names.tsv; add it there or drop the row
    "#]],
    );
    check_slip(
        "orgs",
        "\n",
        "\r\n",
        expect![[r#"
        orgs.tsv:1: has a carriage return; save it with LF line ends
    "#]],
    );
}

#[derive(Default)]
struct Problems(Vec<String>);

impl Problems {
    fn add(&mut self, path: &str, line: usize, message: String) {
        self.0.push(format!("{path}:{line}: {message}"));
    }

    fn report(self) {
        const SHOWN: usize = 50;
        let more = self.0.len().saturating_sub(SHOWN);
        let shown = self.0.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("\n");
        let tail = if more > 0 { format!("\n… and {more} more") } else { String::new() };
        assert!(self.0.is_empty(), "{} problem(s) in the data:\n{shown}{tail}", self.0.len());
    }
}

/// The text of a file that is UTF-8 with LF line ends and a newline at its end; anything else is a problem.
fn read(path: &Path, problems: &mut Problems) -> Option<String> {
    let name = path.display().to_string();
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            problems.add(
                &name,
                1,
                format!("cannot be read ({error}); restore it or run from the package root"),
            );
            return None;
        }
    };
    let line_of = |at: usize| bytes[..at].iter().filter(|b| **b == b'\n').count() + 1;
    if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) {
        problems.add(&name, 1, "starts with a byte order mark; save it as plain UTF-8".to_owned());
    }
    if let Some(at) = bytes.iter().position(|b| *b == b'\r') {
        problems.add(
            &name,
            line_of(at),
            "has a carriage return; save it with LF line ends".to_owned(),
        );
    }
    if bytes.last().is_some_and(|b| *b != b'\n') {
        problems.add(
            &name,
            line_of(bytes.len()),
            "the last line has no newline; add one".to_owned(),
        );
    }
    match String::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let line = error.as_bytes()[..at].iter().filter(|b| **b == b'\n').count() + 1;
            problems.add(&name, line, "is not UTF-8; save it as UTF-8".to_owned());
            None
        }
    }
}

/// The files `seeds/lang/*/*.txt`, sorted.
fn word_lists() -> Vec<PathBuf> {
    let below = |dir: &Path| -> Vec<PathBuf> {
        fs::read_dir(dir).into_iter().flatten().flatten().map(|e| e.path()).collect()
    };
    let mut files: Vec<PathBuf> = below(Path::new(LANGUAGES))
        .iter()
        .filter(|d| d.is_dir())
        .flat_map(|d| below(d))
        .filter(|f| f.extension().is_some_and(|e| e == "txt"))
        .collect();
    files.sort();
    files
}

/// Word lists: comment lines first, then entries in byte order, each once, without stray blanks.
#[test]
fn word_lists_are_sorted() {
    let mut problems = Problems::default();
    for file in word_lists() {
        let path = file.display().to_string();
        let Some(text) = read(&file, &mut problems) else {
            continue;
        };
        let mut previous: Option<&str> = None;
        for (index, line) in text.lines().enumerate() {
            let at = index + 1;
            if line.starts_with('#') && previous.is_none() {
                continue;
            }
            if line.starts_with('#') {
                problems.add(
                    &path,
                    at,
                    "a comment after the first entry; move it to the top".to_owned(),
                );
                continue;
            }
            if line.trim().is_empty() {
                problems.add(&path, at, "a blank line; remove it".to_owned());
                continue;
            }
            if line.trim() != line || line.contains("  ") {
                problems.add(&path, at, format!("stray blanks in `{line}`; remove them"));
            }
            match previous {
                Some(p) if p == line => {
                    problems.add(&path, at, format!("`{line}` stands twice; keep one"));
                }
                Some(p) if p.as_bytes() > line.as_bytes() => problems.add(
                    &path,
                    at,
                    format!("`{line}` comes after `{p}`; sort the entries with `LC_ALL=C sort`"),
                ),
                _ => {}
            }
            previous = Some(line);
        }
    }
    problems.report();
}

/// `grammar.tsv`: sorted, no doubles, and no part that the program would drop.
#[test]
fn grammar_is_tidy_and_known() {
    const PARTS: [&str; 39] = [
        "boundary",
        "that",
        "auxiliary",
        "relative",
        "compare",
        "aside",
        "by",
        "infinitive",
        "lead",
        "apart",
        "known",
        "indefinite",
        "copula",
        "tail",
        "ground",
        "wish",
        "thus",
        "first",
        "definite",
        "points-to-one",
        "points-to-several",
        "female",
        "male",
        "demand",
        "says",
        "tells",
        "noun",
        "listener",
        "joint",
        "modal",
        "gauge",
        "cites",
        "channel",
        "ought",
        "often",
        "both",
        "leader",
        "names",
        "state",
    ];
    for tag in ["en", "id"] {
        let path = format!("seeds/lang/{tag}/grammar.tsv");
        let text = fs::read_to_string(&path).expect("grammar.tsv");
        for (form, parts) in sorted_pairs(&path, &text) {
            let known = parts.split('|').all(|it| PARTS.contains(&it));
            assert!(known, "{path}: `{form}` plays an unknown part in `{parts}`");
        }
    }
}

/// `beside.tsv`: sorted, no doubles, and nothing that its first lines do not tell.
#[test]
fn words_beside_something_are_tidy_and_told() {
    for tag in ["en", "id"] {
        let path = format!("seeds/lang/{tag}/beside.tsv");
        let text = fs::read_to_string(&path).expect("beside.tsv");
        let told: Vec<&str> = text
            .lines()
            .filter_map(|it| it.strip_prefix("# ")?.split_once(": "))
            .flat_map(|it| it.0.split(", "))
            .collect();
        for (form, signs) in sorted_pairs(&path, &text) {
            for sign in signs.split('|') {
                assert!(told.contains(&sign), "{path}: `{form}` is an unknown `{sign}`");
            }
        }
    }
}

/// The offices of those whom the sample articles name, before, during and
/// after them: as they are on each day, and never as they are today.
#[test]
fn people_in_the_sample_articles_hold_their_offices_on_the_right_days() {
    use jiff::civil::{Date, date};
    use tajuk::knowledge::Base;

    let base = Base::default();
    let office = |slug: &str, day: Date| -> String {
        let entry = base.entry(base.find(&format!("person/{slug}")).expect(slug));
        entry.roles_on(day).first().map_or("-", |it| it.title_en).to_owned()
    };
    let rows: &[(&str, Date, &str)] = &[
        ("vladimir-putin", date(1999, 1, 1), "-"),
        ("vladimir-putin", date(2004, 1, 1), "President"),
        ("vladimir-putin", date(2010, 1, 1), "Prime Minister"),
        ("vladimir-putin", date(2025, 5, 14), "President"),
        ("donald-trump", date(2016, 1, 1), "-"),
        ("donald-trump", date(2018, 1, 1), "President"),
        ("donald-trump", date(2023, 1, 1), "-"),
        ("donald-trump", date(2025, 7, 10), "President"),
        ("prabowo-subianto", date(2019, 1, 1), "-"),
        ("prabowo-subianto", date(2021, 1, 1), "Minister of Defence"),
        ("prabowo-subianto", date(2025, 7, 10), "President"),
        ("joko-widodo", date(2014, 1, 1), "-"),
        ("joko-widodo", date(2020, 1, 1), "President"),
        ("joko-widodo", date(2025, 1, 1), "-"),
        ("benjamin-netanyahu", date(2004, 1, 1), "Minister of Finance"),
        ("benjamin-netanyahu", date(2015, 1, 1), "Prime Minister"),
        ("benjamin-netanyahu", date(2022, 1, 1), "-"),
        ("benjamin-netanyahu", date(2023, 6, 1), "Prime Minister"),
        ("luiz-inacio-lula-da-silva", date(2005, 1, 1), "President"),
        ("luiz-inacio-lula-da-silva", date(2015, 1, 1), "-"),
        ("luiz-inacio-lula-da-silva", date(2025, 7, 7), "President"),
        ("recep-tayyip-erdogan", date(2010, 1, 1), "Prime Minister"),
        ("recep-tayyip-erdogan", date(2024, 7, 19), "President"),
        ("robert-fico", date(2011, 1, 1), "-"),
        ("robert-fico", date(2015, 1, 1), "Prime Minister"),
        ("robert-fico", date(2025, 7, 22), "Prime Minister"),
        ("kaja-kallas", date(2022, 1, 1), "Prime Minister"),
        (
            "kaja-kallas",
            date(2025, 7, 22),
            "High Representative for Foreign Affairs and Security Policy",
        ),
        ("sergei-shoigu", date(2020, 1, 1), "Minister of Defence"),
        ("sergei-shoigu", date(2025, 1, 1), "Secretary of the Security Council"),
        ("yoon-suk-yeol", date(2021, 1, 1), "-"),
        ("yoon-suk-yeol", date(2023, 1, 1), "President"),
        ("yoon-suk-yeol", date(2025, 6, 1), "-"),
        ("volodymyr-zelenskyy", date(2018, 1, 1), "-"),
        ("volodymyr-zelenskyy", date(2024, 7, 19), "President"),
    ];
    for (slug, day, expected) in rows {
        assert_eq!(*expected, office(slug, *day), "{slug} on {day}");
    }
    let heads = |code: &str, day: Date| -> Vec<&str> {
        base.heads(code, day).iter().map(|(it, _)| base.entry(*it).name_en).collect()
    };
    assert_eq!(heads("RU", date(2010, 1, 1)), ["Dmitry Medvedev", "Vladimir Putin"]);
    assert_eq!(heads("GB", date(2023, 1, 1)), ["Charles III", "Rishi Sunak"]);
    assert_eq!(heads("ID", date(2010, 1, 1)), ["Susilo Bambang Yudhoyono"]);
}

/// `times.tsv` and `numerals.tsv`: sorted, no doubles, and kinds that their first
/// lines tell.
#[test]
fn words_of_time_and_number_are_tidy() {
    for path in ["id/times", "en/times", "id/numerals", "en/numerals"] {
        let path = format!("seeds/lang/{path}.tsv");
        let text = fs::read_to_string(&path).expect("a table");
        let (told, rows): (Vec<&str>, Vec<&str>) =
            text.lines().partition(|it| it.starts_with("# "));
        let told = told.join(" ");
        let rows: Vec<Vec<&str>> = rows.iter().skip(1).map(|it| it.split('\t').collect()).collect();
        assert!(rows.windows(2).all(|it| it[0][0] < it[1][0]), "{path}: sort it, drop doubles");
        for row in rows {
            let [word, ..] = row.as_slice() else { panic!("{path}: an empty row") };
            let kind = row.iter().skip(1).find(|it| it.parse::<i64>().is_err());
            let kind = kind.unwrap_or_else(|| panic!("{path}: `{word}` has no kind"));
            let known = told.contains(&format!("{kind}:")) || told.contains(&format!("{kind},"));
            assert!(known || ["number", "magnitude"].contains(kind), "{path}: `{word}`: `{kind}`");
        }
    }
}

/// The rows of a table of two columns, sorted and none twice.
fn sorted_pairs<'a>(path: &str, text: &'a str) -> Vec<(&'a str, &'a str)> {
    let rows: Vec<(&str, &str)> = text
        .lines()
        .filter(|it| !it.starts_with("# "))
        .skip(1)
        .map(|it| it.split_once('\t').unwrap_or_else(|| panic!("{path}: no TAB in `{it}`")))
        .collect();
    assert!(rows.windows(2).all(|it| it[0].0 < it[1].0), "{path}: sort it, drop doubles");
    rows
}
