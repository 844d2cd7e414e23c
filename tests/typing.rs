//! Articles typed letter by letter: what is being written is left alone, and
//! findings do not come and go.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use jiff::civil::date;
use tajuk::ide::{Desk, Opening, Settings};
use tajuk::lang::Lang;
use tajuk::structure::Format;
use tajuk::text::{Edit, Encoding, Position};

struct Typist {
    desk: Desk,
    version: i32,
    at: Position,
    text: String,
}

impl Typist {
    fn new(text: &str, format: Format, lang: Lang) -> Typist {
        let settings = Settings { lang: Some(lang), ..Settings::default() };
        let mut desk = Desk::new(Encoding::Utf8, settings);
        desk.open(Opening {
            uri: "x".to_owned(),
            format,
            version: 0,
            text: text.to_owned(),
            file_date: None,
            today: date(2026, 1, 1),
        });
        let line = text.matches('\n').count();
        let column = text.len() - text.rfind('\n').map_or(0, |it| it + 1);
        let at = Position { line: line as u32, column: column as u32 };
        Typist { desk, version: 0, at, text: text.to_owned() }
    }

    fn type_one(&mut self, letter: char) {
        self.version += 1;
        let edit = Edit { range: Some((self.at, self.at)), new_text: letter.to_string() };
        self.desk.change("x", self.version, &[edit]);
        self.text.push(letter);
        self.at = match letter {
            '\n' => Position { line: self.at.line + 1, column: 0 },
            _ => Position { column: self.at.column + letter.len_utf8() as u32, ..self.at },
        };
    }

    /// Takes back the letter before the caret.
    fn take_back(&mut self) {
        let Some(letter) = self.text.pop() else { return };
        self.version += 1;
        let line = self.text.matches('\n').count() as u32;
        let column = self.text.len() - self.text.rfind('\n').map_or(0, |it| it + 1);
        let before = Position { line, column: column as u32 };
        assert!(letter != '\n' || before.line + 1 == self.at.line);
        let edit = Edit { range: Some((before, self.at)), new_text: String::new() };
        self.desk.change("x", self.version, &[edit]);
        self.at = before;
    }

    /// Where the word at the caret begins: a letter more may change it.
    fn word(&self) -> usize {
        self.text.trim_end_matches(|it: char| it.is_alphanumeric() || it == '-').len()
    }

    fn type_all(&mut self, letters: &str) {
        letters.chars().for_each(|it| self.type_one(it));
    }

    /// Rule and words of all that is told.
    fn told(&self) -> BTreeSet<(&'static str, usize, String)> {
        let snapshot = self.desk.snapshot("x").unwrap();
        let found = snapshot.diagnostics();
        found
            .iter()
            .map(|it| {
                let words = it.span.of(&self.text);
                (it.rule, it.span.start(), words.chars().take(24).collect())
            })
            .collect()
    }

    fn rules(&self) -> Vec<&'static str> {
        self.told().into_iter().map(|it| it.0).collect()
    }
}

#[test]
fn a_word_is_told_of_when_it_is_finished() {
    let mut typist = Typist::new("", Format::Plain, Lang::Id);
    typist.type_all("Pasukan itu ditempatkan disana");
    assert_eq!(typist.rules(), Vec::<&str>::new());
    // The next word may belong to it.
    typist.type_all(" sejak");
    assert_eq!(typist.rules(), Vec::<&str>::new());
    typist.type_all(" M");
    assert_eq!(typist.rules(), ["di-ke-preposition"]);
    // It does not go away again.
    typist.type_all("ei.\n\nKini");
    assert_eq!(typist.rules(), ["di-ke-preposition"]);
}

#[test]
fn a_quotation_is_told_of_when_the_next_paragraph_has_begun() {
    let mut typist = Typist::new("", Format::Plain, Lang::En);
    typist.type_all("“We are waiting for the boat, said Moira Kell, who runs the shop.");
    assert_eq!(typist.rules(), Vec::<&str>::new());
    typist.type_all("\n\nThe b");
    assert_eq!(typist.rules(), ["quote-unclosed"]);
}

#[test]
fn a_pause_tells_all() {
    let mut typist = Typist::new("", Format::Plain, Lang::Id);
    typist.type_all("Pasukan itu ditempatkan disana");
    assert!(typist.desk.pause("x"));
    assert_eq!(typist.rules(), ["di-ke-preposition"]);
    assert!(!typist.desk.pause("x"));
}

#[test]
fn an_edit_elsewhere_tells_of_what_was_held_back() {
    let mut typist = Typist::new("Besok hujan.\n\nPasukan itu", Format::Plain, Lang::Id);
    typist.type_all(" ditempatkan disana");
    assert_eq!(typist.rules(), Vec::<&str>::new());
    let start = Position { line: 0, column: 0 };
    let edit = Edit { range: Some((start, start)), new_text: "E".to_owned() };
    typist.desk.change("x", 99, &[edit]);
    assert_eq!(typist.desk.snapshot("x").unwrap().diagnostics().len(), 1);
}

#[test]
fn what_stands_opened_is_told_at_once() {
    let typist = Typist::new("Pasukan itu ditempatkan disana", Format::Plain, Lang::Id);
    assert_eq!(typist.rules(), ["di-ke-preposition"]);
}

/// What became of what was told while an article was typed.
struct Told {
    /// How often a finding of each rule came and went again by a letter typed.
    gone: BTreeMap<&'static str, usize>,
    /// Findings at the end.
    left: usize,
    keys: usize,
}

/// Types an article; `⌫` takes a letter back.
fn typed(path: &str, lang: Lang) -> Told {
    let text = fs::read_to_string(path).unwrap();
    let format = if path.ends_with(".txt") { Format::Plain } else { Format::Markdown };
    // The front matter is there when the writing starts.
    let body = text.find("\n---\n").map_or(0, |it| it + 5);
    let mut typist = Typist::new(&text[..body], format, lang);
    let (mut before, mut gone) = (typist.told(), BTreeMap::new());
    let mut keys = 0;
    for letter in text[body..].chars() {
        keys += 1;
        let back = letter == '⌫';
        if back {
            typist.take_back()
        } else {
            typist.type_one(letter)
        }
        let now = typist.told();
        // What is taken back takes its findings with it.
        for (rule, ..) in before.difference(&now).filter(|_| !back) {
            *gone.entry(*rule).or_default() += 1;
        }
        let word = typist.word();
        let at_caret = now.difference(&before).find(|(_, start, words)| {
            word < typist.text.len() && word <= *start && start + words.len() == typist.text.len()
        });
        assert_eq!(None, at_caret, "{path}: at the word that is being typed");
        before = now;
    }
    Told { gone, left: before.len(), keys }
}

#[test]
fn findings_do_not_come_and_go_while_an_article_is_typed() {
    let articles = [
        ("seeds/keystrokes/id.keys", Lang::Id),
        ("seeds/keystrokes/en.keys", Lang::En),
        ("seeds/articles/pakta-moskow-teheran.txt", Lang::Id),
        ("seeds/clean/id/sungai-di-ruang-sidang.md", Lang::Id),
        ("seeds/articles/three-leaders-one-parade.md", Lang::En),
        ("seeds/clean/en/questions-about-a-night-train.md", Lang::En),
    ];
    for (path, lang) in articles {
        let Told { gone, left, keys } = typed(path, lang);
        let all: usize = gone.values().sum();
        println!("{path}: {keys} keys, {all} came and went {gone:?}, {left} stay");
        assert!(all <= FLICKER, "{path}: {gone:?}");
    }
}

/// So many findings may come and go in an article.
const FLICKER: usize = 2;
