//! Which language an article, a passage and a quotation are in.

use std::fs;
use std::path::PathBuf;

use jiff::civil::date;
use tajuk::ide::{Desk, Opening, Settings, Snapshot};
use tajuk::lang::{Lang, Tongue, Votes, tokens};
use tajuk::structure::Format;
use tajuk::text::{Encoding, Span};

const ID: &str = "Banyak analis menilai bahwa kesepakatan itu tidak akan bertahan lama, karena \
                  kedua pihak belum sepakat tentang cara mengawasinya.\n\n";
const EN: &str = "Many analysts say that the agreement will not last, because the two sides have \
                  not agreed on how it should be watched.\n\n";
const OTHERS: [(&str, &str); 7] = [
    (
        "fr",
        "Le président a déclaré que les deux pays ne sont pas encore d’accord sur la manière dont cette trêve sera surveillée, mais il reste confiant dans une solution.\n",
    ),
    (
        "de",
        "Der Präsident hat erklärt, dass die beiden Länder noch nicht darüber einig sind, wie die Waffenruhe überwacht werden soll, aber er ist sich einer Lösung sicher.\n",
    ),
    (
        "es",
        "El presidente dijo que los dos países todavía no están de acuerdo sobre cómo se vigilará la tregua, pero confía en que haya una solución para todos.\n",
    ),
    (
        "nl",
        "De president zei dat de twee landen het nog niet eens zijn over hoe het bestand bewaakt moet worden, maar hij is ervan overtuigd dat er een oplossing komt.\n",
    ),
    (
        "pt",
        "O presidente disse que os dois países ainda não estão de acordo sobre como a trégua será vigiada, mas ele confia em uma solução para todos.\n",
    ),
    (
        "it",
        "Il presidente ha detto che i due paesi non sono ancora d’accordo su come la tregua sarà sorvegliata, ma è sicuro che ci sarà una soluzione per tutti.\n",
    ),
    (
        "ms",
        "Perdana Menteri berkata bahawa kerajaan akan membantu syarikat itu kerana wang mereka tidak cukup, manakala polis masih menyiasat perkara itu sejak Khamis.\n",
    ),
];

fn open(text: &str, settings: Settings) -> std::sync::Arc<Snapshot> {
    let mut desk = Desk::new(Encoding::Utf8, settings);
    desk.open(Opening {
        uri: "x".to_owned(),
        format: Format::Markdown,
        version: 0,
        text: text.to_owned(),
        file_date: None,
        today: date(2025, 5, 14),
    });
    desk.snapshot("x").unwrap()
}

fn tag(text: &str) -> &'static str {
    open(text, Settings::default()).article().tongue.tag()
}

/// What is marked as a vague source.
fn vague(snapshot: &Snapshot) -> Vec<String> {
    let found = snapshot.diagnostics();
    let found = found.iter().filter(|it| it.rule == "vague-attribution");
    found.map(|it| snapshot.article().text(it.span).to_owned()).collect()
}

#[test]
fn an_article_is_known_by_its_function_words() {
    assert_eq!((tag(ID), tag(EN)), ("id", "en"));
    for (expected, text) in OTHERS {
        assert_eq!(tag(text), expected, "{text}");
        // A quotation makes no article.
        assert_eq!(tag(&format!("{}{text}", ID.repeat(3))), "id");
        assert_eq!(tag(&format!("{}{text}", EN.repeat(3))), "en");
    }
    assert_eq!((tag(""), tag("Paris – Berlin\n")), ("id", "id"));
}

#[test]
fn nobodys_word_rules_are_laid_on_a_third_language() {
    let text = "Der Präsident sagte, dass “Many analysts say” nicht die Meinung von \
                Vladimir Putin ist und auch nicht die der anderen, die er in Moskau traf .\n";
    let snapshot = open(text, Settings::default());
    assert_eq!(snapshot.article().tongue, Tongue::Other("de"));
    assert!(vague(&snapshot).is_empty() && snapshot.article().claims().is_empty());
    let entities: Vec<&str> = snapshot
        .article()
        .entities()
        .iter()
        .map(|it| it.entry(&snapshot.article().base).id)
        .collect();
    assert!(entities.contains(&"person/vladimir-putin"), "{entities:?}");
}

#[test]
fn a_passage_in_the_other_language_is_read_in_its_own() {
    for (around, inside, expected) in
        [(ID, EN, ["Banyak analis", "Many analysts"]), (EN, ID, ["Many analysts", "Banyak analis"])]
    {
        let snapshot = open(&format!("{}> {inside}", around.repeat(2)), Settings::default());
        assert_eq!(vague(&snapshot), [expected[0], expected[0], expected[1]]);
        // A short line follows its article.
        let short = format!("{}{}", around.repeat(2), "## The Who\n\nTNI Kostrad\n");
        assert_eq!(vague(&open(&short, Settings::default())), [expected[0], expected[0]]);
    }
}

#[test]
fn what_is_told_of_an_article_wins() {
    let id = Settings { lang: Some(Lang::Id), ..Settings::default() };
    assert!(vague(&open(EN, id.clone())).is_empty());
    assert_eq!(open(EN, id).article().lang, Lang::Id);
    let told = format!("---\nlang: id\n---\n\n{EN}");
    assert!(vague(&open(&told, Settings::default())).is_empty());
    assert_eq!(tag(&told), "id");
    assert_eq!(tag(&format!("---\nlang: fr-FR\n---\n\n{EN}")), "fr");
    assert_eq!(tag(&format!("---\nlang: sw\n---\n\n{EN}")), "en");
}

#[test]
fn a_quotation_is_read_in_its_own_language() {
    // "say" is no Indonesian verb, and "kata" no English one.
    let marks = |text: &str| {
        let snapshot = open(text, Settings::default());
        let article = snapshot.article();
        let (placed, facts, _) = article.passage(0).unwrap();
        let marks = facts.marks.iter().map(|it| it.span.of(placed.passage.prose()).to_owned());
        marks.collect::<Vec<String>>()
    };
    let text = "Menteri itu berkata, “We think that many analysts are wrong about this and \
                about us,” tetapi tidak seorang pun di antara mereka yang percaya karena itu.\n";
    let found = marks(text);
    for word in ["berkata", "many", "analysts", "tetapi"] {
        assert!(found.iter().any(|it| it == word), "{word}: {found:?}");
    }
}

#[test]
fn lists_of_other_languages_are_in_order() {
    for entry in fs::read_dir("seeds/tongues").unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let words: Vec<&str> = text.lines().filter(|it| !it.starts_with('#')).collect();
        assert!(words.is_sorted_by(|a, b| a < b), "{}", path.display());
        assert!(words.iter().all(|it| it.to_lowercase() == **it), "{}", path.display());
    }
}

/// `RAW=FOLDER cargo test pieces_are_told -- --ignored --nocapture` measures on
/// raw-id and raw-en of the training data.
#[test]
#[ignore = "reads data outside the clone: RAW"]
fn pieces_are_told_apart() {
    let folder = PathBuf::from(std::env::var("RAW").unwrap());
    for (name, lang) in [("raw-id", Lang::Id), ("raw-en", Lang::En)] {
        for entry in fs::read_dir(folder.join(name)).unwrap() {
            let path = entry.unwrap().path();
            let text = fs::read_to_string(&path).unwrap();
            let mut row = format!("{:<36}", path.file_name().unwrap().to_str().unwrap());
            for size in [200, 60, 25] {
                let (mut right, mut wrong, mut open, mut foreign) = (0, 0, 0, 0);
                for step in 0..2000 {
                    let at = text.floor_char_boundary(text.len() / 2000 * step);
                    let end = text.floor_char_boundary((at + size).min(text.len()));
                    let piece = &text[at..end];
                    let words = tokens(piece, Span::new(0, piece.len()));
                    let votes = Votes::of(piece, &words);
                    // Inside an article in the other language.
                    let other = if lang == Lang::Id { Lang::En } else { Lang::Id };
                    match votes.within(Tongue::Known(other)) {
                        Tongue::Known(it) if it == lang => right += 1,
                        Tongue::Known(_) => open += 1,
                        Tongue::Other(_) => foreign += 1,
                    }
                    // Inside an article in its own.
                    wrong += usize::from(votes.within(Tongue::Known(lang)) != Tongue::Known(lang));
                }
                let percent = |it: usize| it as f64 / 20.0;
                row += &format!(
                    "  {size}: told {:.1} follows {:.1} foreign {:.1} led astray {:.2}",
                    percent(right),
                    percent(open),
                    percent(foreign),
                    percent(wrong)
                );
            }
            println!("{row}");
        }
    }
}

#[test]
fn whom_it_quotes_has_no_say_in_an_articles_language() {
    let quoted = "“We will not return to the deal, and the world should know that it was never \
                  our intention to feed the rich of this earth,” kata dia di Sochi.\n\n";
    let block = "> The initiative had allowed the export of more than 32 million tonnes of food \
                 to the countries that were in need of it.\n\n";
    let short = "Kesepakatan itu berakhir, dan harga roti akan naik.\n\n";
    let text = format!("# Why the Grain Deal Is Dead\n\n{short}{quoted}{block}{quoted}Sekian.\n");
    assert_eq!("id", tag(&text));
    // Of one that says nothing itself, all words count.
    assert_eq!("en", tag(block));
}
