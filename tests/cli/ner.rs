//! `tajuk train ner` and `tajuk eval ner`.

use std::path::Path;

use crate::cli::{folder, tajuk};

const PEOPLE: [&str; 4] = ["Sari Wulandari", "Bambang Irawan", "Tono", "Dewi Lestari"];
const PLACES: [&str; 4] = ["Ngawi", "Kota Blitar", "Tuban", "Jember"];

/// So many marked sentences of our own, and plain ones.
fn corpus() -> (String, String) {
    let (mut marked, mut plain) = (String::new(), String::new());
    for at in 0..120 {
        let (person, place) = (PEOPLE[at % 4], PLACES[at / 4 % 4]);
        let before = ["Harga beras naik , kata", "Menurut"][at % 2];
        let words = format!("{before} {person} di {place} , Senin .");
        plain += &words;
        plain.push('\n');
        let tag = |word: &str| {
            for (label, name) in [("PER", person), ("LOC", place)] {
                if let Some(part) = name.split(' ').position(|it| it == word) {
                    return format!("{}-{label}", if part == 0 { "B" } else { "I" });
                }
            }
            "O".to_owned()
        };
        for word in words.split(' ') {
            marked += &format!("{word}\t{}\n", tag(word));
        }
        marked.push('\n');
    }
    (marked, plain)
}

fn learn(folder: &Path, out: &str, seed: &str, also: &[&str]) -> Vec<u8> {
    let mut args = vec![
        "train", "ner", "--lang", "id", "--data", "data", "--out", out, "--seed", seed, "--rounds",
        "6", "--room", "4000",
    ];
    args.extend(also);
    let run = tajuk(folder, &args);
    assert_eq!(run.status, Some(0), "{}", run.err);
    std::fs::read(folder.join(out)).unwrap()
}

#[test]
fn the_same_texts_teach_the_same_model() {
    let (marked, plain) = corpus();
    let (marked, plain) = (marked.as_bytes(), plain.as_bytes());
    let folder = folder(
        "train-ner",
        &[
            ("data/ner-id/idner_raw.train.conll", marked),
            ("data/ner-id/nergrit.train.conll", marked),
            ("data/ner-id/nerp_lower.train.conll", b"kata\tO\nsuryadi\tB-PER\n"),
            ("data/raw-id/a.txt", plain),
            ("gold/id.jsonl", r#"{"text": "Beras naik, kata Sari Irawan di Kota Tuban.", "entities": [{"start": 17, "end": 28, "label": "PER"}, {"start": 32, "end": 42, "label": "LOC"}]}"#.as_bytes()),
        ],
    );
    let first = learn(&folder, "a.bin", "7", &[]);
    assert!(first == learn(&folder, "b.bin", "7", &[]), "the same seed");
    assert!(first != learn(&folder, "c.bin", "8", &[]), "another seed");
    let also = learn(&folder, "p.bin", "7", &["--also-plain"]);
    assert!(first != also, "plain texts say something");
    assert!(also == learn(&folder, "q.bin", "7", &["--also-plain"]), "and always the same");

    // Names it has not seen, in words that it has.
    for model in ["a.bin", "p.bin"] {
        let args = ["eval", "ner", "gold/id.jsonl", "--model", model, "--format", "json"];
        let json = tajuk(&folder, &args).json();
        let file = &json["files"][0];
        assert_eq!((&json["task"], &file["language"]), (&"ner".into(), &"id".into()));
        let scores = &file["recogniser"]["exact"];
        assert_eq!(scores["f1"], 1.0, "{model}: {file}");
        assert_eq!(scores["labels"]["PER"]["recall"], 1.0);
        assert!(0.0 < file["tokens_per_second"].as_f64().unwrap());
    }

    let none =
        tajuk(&folder, &["train", "ner", "--lang", "en", "--data", "data", "--out", "d.bin"]);
    assert_eq!(none.status, Some(2));
    assert!(none.err.contains("uner_ewt.train.conll"), "{}", none.err);
}

/// Articles are read in the way of our own, where they say otherwise than the corpora.
#[test]
fn our_own_articles_teach_how_articles_are_read() {
    let (corpus, plain) = corpus();
    let mut article = "@date 2026-03-14\n\nBeras\n\n".to_owned();
    for place in PLACES.iter().cycle().take(60) {
        article += &format!("Harga beras naik, kata {{ORG _|Balai Tani}} di {{LOC _|{place}}}.\n");
    }
    let other = article.replace("ORG", "PER");
    let gold = r#"{"text": "Beras naik, kata Balai Tani di Kota Tuban.", "entities": [{"start": 17, "end": 27, "label": "ORG"}, {"start": 31, "end": 41, "label": "LOC"}]}"#;
    let folder = folder(
        "train-ner-articles",
        &[
            ("data/ner-id/idner_raw.train.conll", corpus.as_bytes()),
            ("data/ner-id/nergrit.train.conll", corpus.as_bytes()),
            ("data/ner-id/nerp_lower.train.conll", b"kata\tO\nsuryadi\tB-PER\n"),
            ("data/raw-id/a.txt", plain.as_bytes()),
            ("articles/names/id/beras.gold", article.as_bytes()),
            // Nobody learns from what measures.
            ("articles/gold/id/beras-test.gold", other.as_bytes()),
            ("gold/id.jsonl", gold.as_bytes()),
        ],
    );
    let found = |also: &[&str]| {
        learn(&folder, "m.bin", "7", also);
        let args = ["eval", "ner", "gold/id.jsonl", "--model", "m.bin", "--format", "json"];
        let labels = &tajuk(&folder, &args).json()["files"][0]["recogniser"]["exact"]["labels"];
        labels["ORG"]["recall"].as_f64().unwrap()
    };
    assert_eq!((found(&["--articles", "articles"]), found(&[])), (1.0, 0.0));
}

#[test]
fn columns_are_scored_by_their_own_tokens() {
    // One name is found whole, one in part, and one mark is our own slip.
    let gold = "Kata\tO\nPutin\tB-PER\ndi\tO\nMoskow\tB-LOC\n,\tO\nKim\tB-PER\nJong-un\tI-PER\npergi\tO\n.\tO\n";
    let folder = folder("eval-ner", &[("id.conll", gold.as_bytes())]);
    let json = tajuk(&folder, &["eval", "ner", "id.conll", "--format", "json"]).json();
    let file = &json["files"][0];
    assert_eq!(file["texts"], 1);
    // A sign inside a token counts as a token of ours.
    assert_eq!(file["tokens"], 11);
    let with = &file["with_knowledge"];
    assert_eq!(with["exact"]["labels"]["PER"]["recall"], 1.0, "{file}");
    assert_eq!(with["overlapping"]["f1"], 1.0, "{file}");
    // Labels that the file does not have are not scored.
    assert!(with["exact"]["labels"].get("ORG").is_none());
}

/// Names of elections end in small letters, as those who marked politics see it.
#[test]
fn a_name_may_end_in_small_letters() {
    let mut gold = String::new();
    for year in ["1998", "2005", "2012", "2024"] {
        gold += &format!("She\tO\nlost\tO\nthe\tO\n{year}\tB-EVENT\nSlovenian\tI-EVENT\n");
        gold += "presidential\tI-EVENT\nelection\tI-EVENT\n.\tO\n\n";
    }
    let folder = folder("eval-ner-tail", &[("en.conll", gold.as_bytes())]);
    let args = ["eval", "ner", "en.conll", "--style", "politics", "--format", "json"];
    let json = tajuk(&folder, &args).json();
    let labels = &json["files"][0]["recogniser"]["exact"]["labels"];
    assert_eq!(labels["EVENT"]["f1"], 1.0, "{labels}");
}

#[test]
fn a_line_without_a_tag_and_a_file_that_is_no_model_are_named() {
    let folder = folder(
        "eval-ner-bad",
        &[("id.conll", b"Kata\tO\nPutin\n"), ("good.conll", b"Kata\tO\n"), ("m.bin", b"?")],
    );
    let run = tajuk(&folder, &["eval", "ner", "id.conll"]);
    assert_eq!(run.status, Some(2));
    assert!(run.err.contains("id.conll, line 2"), "{}", run.err);
    let run = tajuk(&folder, &["eval", "ner", "good.conll", "--model", "m.bin"]);
    assert_eq!(run.status, Some(2));
    assert!(run.err.contains("m.bin") && run.err.contains("no model"), "{}", run.err);
}

/// The words of the marked articles without their marks, language by language.
fn articles(lang: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/articles/gold").join(lang);
    let mut all: Vec<_> = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    all.sort();
    all.iter().map(|it| bare(&std::fs::read_to_string(it).unwrap())).collect()
}

/// `{PER _x|Ada}` is "Ada"; the first line and the judgements go.
fn bare(marked: &str) -> String {
    let mut res = String::new();
    for line in marked.lines().skip(1) {
        let mut rest = line.rsplit_once(" #").map_or(line, |it| it.0);
        while let Some(at) = rest.find(['{', '}']) {
            res += &rest[..at];
            let behind = &rest[at + 1..];
            rest = if rest[at..].starts_with('{') {
                behind.split_once('|').unwrap().1
            } else {
                behind
            };
        }
        res += rest;
        res.push('\n');
    }
    res
}

/// Copies of the marked articles without capitals and all in capitals: what no
/// capital tells is not guessed.
#[test]
fn letters_of_one_size_make_no_names() {
    type Copy = fn(&str) -> String;
    let copies: [(&str, Copy, usize); 2] =
        [("small", |it| it.to_lowercase(), 1), ("capitals", |it| it.to_uppercase(), 4)];
    for (name, copy, most) in copies {
        for lang in ["id", "en"] {
            let texts = articles(lang);
            let files: Vec<(String, String)> =
                texts.iter().enumerate().map(|(at, it)| (format!("{at}.txt"), copy(it))).collect();
            let files: Vec<(&str, &[u8])> =
                files.iter().map(|it| (it.0.as_str(), it.1.as_bytes())).collect();
            let folder = folder(&format!("ner-{name}-{lang}"), &files);
            let mut strangers = Vec::new();
            for (file, _) in &files {
                let run = tajuk(&folder, &["entities", file, "--lang", lang, "--format", "json"]);
                let json = run.json();
                let all = json["files"][0]["entities"].as_array().unwrap();
                let names = all.iter().filter(|it| {
                    it["known"] == false
                        && ["person", "place", "org"].contains(&it["kind"].as_str().unwrap())
                });
                strangers.extend(names.map(|it| it["id"].as_str().unwrap().to_owned()));
            }
            assert!(strangers.len() <= most, "{name} {lang}: {strangers:?}");
        }
    }
}
