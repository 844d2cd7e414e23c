//! The newsroom's own facts: what a file of them changes, and what is told of
//! its mistakes. Text in, drawn answer out.

use std::fmt::Write;
use std::time::Instant;

use expect_test::{Expect, expect};
use jiff::civil::{Date, date};
use tajuk::ide::{Desk, Opening, Settings};
use tajuk::knowledge::{Base, Layer};
use tajuk::lang::{Lang, render};
use tajuk::structure::Format;
use tajuk::text::Encoding;

fn layer(text: &str) -> Layer {
    Layer { file: "kb.toml".to_owned(), text: text.to_owned() }
}

fn base(text: &str) -> Base {
    let (base, troubles) = Base::layered(&[layer(text)]);
    assert!(troubles.is_empty(), "{troubles:?}");
    base
}

/// "3: what is wrong", with the text it is about.
#[track_caller]
fn check_troubles(text: &str, expected: Expect) {
    let (_, troubles) = Base::layered(&[layer(text)]);
    let mut drawn = String::new();
    for it in &troubles {
        let level = if it.lost { "" } else { " (holds all the same)" };
        let message = render(&it.message, Lang::En);
        writeln!(drawn, "{}: `{}` {message}{level}", it.line, it.span.of(text)).unwrap();
    }
    expected.assert_eq(&drawn);
}

/// Whom an article names, with these facts on top.
fn named(base: &Base, text: &str) -> Vec<String> {
    let settings = Settings { base: base.clone(), ..Settings::default() };
    let mut desk = Desk::new(Encoding::Utf16, settings);
    desk.open(Opening {
        uri: "x".to_owned(),
        format: Format::Plain,
        version: 1,
        text: text.to_owned(),
        file_date: None,
        today: date(2025, 5, 14),
    });
    let snapshot = desk.snapshot("x").unwrap();
    let article = snapshot.article();
    let entities = article.entities().iter();
    entities
        .map(|it| {
            let id = it.entry(&article.base).id;
            let first = article.mentions().get(it.mentions[0]).unwrap();
            format!("{}={id}", article.text(first.span))
        })
        .collect()
}

/// The offices of somebody on a day.
fn offices(base: &Base, id: &str, day: Date) -> Vec<String> {
    let entry = base.entry(base.find(id).unwrap());
    entry.roles_on(day).iter().map(|it| format!("{} {}", it.title_id, it.at)).collect()
}

const SITI: &str = r#"
[[person]]
id = "siti-aminah-bantul"
name = "Siti Aminah"
aliases = ["Bu Aminah"]
surname_alone = "Aminah"
gate = "after_full"
country = "ID"
  [[person.role]]
  role_id = "Ketua DPRD Bantul"
  at = "ID-34.02"
  from = 2024-08-14
  until = "2026"
"#;

#[test]
fn a_person_of_the_newsrooms_is_known_like_any_other() {
    let base = base(SITI);
    let text = "Siti Aminah datang. Aminah menolak usul itu.";
    assert_eq!(named(&base, text), ["Siti Aminah=person/siti-aminah-bantul"]);
    assert_eq!(named(&base, "Namun, Aminah menolak usul itu."), [""; 0]);
    assert_eq!(named(&Base::default(), text), [""; 0]);
    let id = "person/siti-aminah-bantul";
    assert_eq!(offices(&base, id, date(2024, 1, 1)), [""; 0]);
    assert_eq!(offices(&base, id, date(2025, 1, 1)).len(), 1);
    assert_eq!(offices(&base, id, date(2027, 1, 1)), [""; 0]);
}

#[test]
fn a_patch_corrects_what_is_built_in() {
    let base = base(
        r#"
[[patch]]
target = "role:mykhailo-fedorov/UA/minister-of-defence"
until = 2026-03-15
[[patch]]
target = "person:prabowo-subianto"
aliases_add = ["Pak Prabowo"]
aliases_remove = ["Prabowo"]
spelling = "Prabowo S."
  [[patch.role]]
  role_id = "Ketua Umum Gerindra"
  role_en = "Chair of Gerindra"
  at = "org:gerindra-party"
  from = "2014"
"#,
    );
    let fedorov = "person/mykhailo-fedorov";
    assert_eq!(offices(&base, fedorov, date(2026, 3, 1)), ["Menteri Pertahanan UA"]);
    assert_eq!(offices(&base, fedorov, date(2026, 4, 1)), [""; 0]);
    assert_eq!(offices(&Base::default(), fedorov, date(2026, 4, 1)), ["Menteri Pertahanan UA"]);
    let prabowo = "person/prabowo-subianto";
    let roles = offices(&base, prabowo, date(2025, 1, 1));
    assert_eq!(roles, ["Presiden ID", "Ketua Umum Gerindra org/gerindra-party"]);
    assert_eq!(base.entry(base.find(prabowo).unwrap()).name(Lang::Id), "Prabowo S.");
    let text = "Kata dia, Prabowo pulang. Kata dia, Pak Prabowo pulang.";
    assert_eq!(named(&base, text), ["Pak Prabowo=person/prabowo-subianto"]);
}

#[test]
fn a_head_that_an_update_brings_is_on_the_countrys_card() {
    let base = base(
        r#"
[[patch]]
target = "role:keir-starmer/GB/prime-minister"
until = 2025-02-01
[[person]]
id = "person/jane-doe"
name = "Jane Doe"
  [[person.role]]
  role_id = "Perdana Menteri"
  role_en = "Prime Minister"
  head_of = "hog"
  at = "GB"
  from = 2025-02-01
"#,
    );
    let heads = |day| -> Vec<&str> {
        base.heads("GB", day).iter().map(|(it, _)| base.entry(*it).name_en).collect()
    };
    assert_eq!(heads(date(2025, 1, 1)), ["Charles III", "Keir Starmer"]);
    assert_eq!(heads(date(2025, 3, 1)), ["Charles III", "Jane Doe"]);
}

#[test]
fn rulings_decide_and_suppressions_silence() {
    let base = base(
        r#"
[[org]]
id = "pbb"
name = "Partai Bulan Baru"
acronyms = ["PBB"]
gate = "disambiguate"
[[alias]]
text = "PBB"
means = "org:un"
unless_near = ["partai", "Yusril"]
[[suppress]]
text = "Barat"
"#,
    );
    assert_eq!(named(&base, "Kata dia, PBB menolak."), ["PBB=org/un"]);
    let party = named(&base, "Kata dia, partai itu, PBB, menolak. Yusril hadir.");
    assert!(!party.contains(&"PBB=org/un".to_owned()), "{party:?}");
    assert_eq!(named(&base, "Menurut dia, Barat menolak."), [""; 0]);
    assert_eq!(named(&Base::default(), "Menurut dia, Barat menolak.").len(), 1);
}

#[test]
fn a_later_layer_wins() {
    let rule = |means: &str| layer(&format!("[[alias]]\ntext = \"Konoha\"\nmeans = \"{means}\"\n"));
    let (base, troubles) = Base::layered(&[rule("country:ID"), rule("country:JP")]);
    assert_eq!(troubles, []);
    assert_eq!(named(&base, "Kata dia, Konoha menolak."), ["Konoha=country/JP"]);
}

#[test]
fn two_that_are_one_share_their_names() {
    let base = base(
        "[[person]]\nid = \"joko\"\nname = \"Joko Widodo Solo\"\n\
         [[patch]]\ntarget = \"person:joko\"\nsame_as = \"person:joko-widodo\"\n",
    );
    let found = named(&base, "Kata dia, Joko Widodo Solo pulang.");
    assert_eq!(found, ["Joko Widodo Solo=person/joko-widodo"]);
}

#[test]
fn mistakes_are_told_with_line_and_remedy_and_cost_one_row() {
    check_troubles(
        r#"
schema = 1
[[person]]
id = "a"
nama = "Ani"
name = "Ani Budi"
country = "XX"
[[person]]
id = "a"
name = "Ani Lain"
[[persons]]
id = "b"
[[person]]
id = "c"
name = "Cici Dewi"
aliases = ["Ci.*", "cici", 3]
gate = "freee"
  [[person.role]]
  role_id = "Ketua"
  at = "org:nobody"
  [[person.role]]
  role_id = "Ketua"
  at = "ID"
  from = 2025-05-01
  until = 2024
  [[person.role]]
  role_id = "Ketua"
  at = "ID"
  from = "2025-13"
[[patch]]
target = "person:nobody"
[[patch]]
target = "person:vladimir-putin"
aliases_remove = ["Putina"]
aliases_add = ["Moskow"]
[[alias]]
text = "PBB"
"#,
        expect![[r#"
            5: `nama` “nama” is no key of person; did you mean “name”?
            7: `"XX"` “XX” is no country's code; use two capitals, as in ID
            9: `"a"` The id “a” stands on line 3 already; give this one another, or join the two
            11: `persons` “persons” is no key of kb.toml; did you mean “person”?
            16: `"Ci.*"` “Ci.*” looks like a pattern; names are found as they are written, one spelling a row
            16: `"cici"` “cici” would never be found: names begin with a capital or a figure
            16: `3` “aliases” must be a text in quotes that is not empty
            17: `"freee"` “gate” cannot be “freee”; use one of: free, after_full, context, disambiguate, metonym
            20: `"org:nobody"` “org:nobody” is not known; `tajuk kb lookup NAME` shows the ids
            25: `2024` This office ends before it starts; correct one of the dates
            29: `"2025-13"` “from” must be a date: 2025-05-14, or "2025-05", or "2025"
            31: `"person:nobody"` “person:nobody” is not known; `tajuk kb lookup NAME` shows the ids
            34: `"Putina"` person:vladimir-putin has no name “Putina”; leave it out (holds all the same)
            35: `"Moskow"` “Moskow” also names country/RU; say with [[alias]] which is meant, or set gate = "context" (holds all the same)
            36: `[[alias]]` This alias lacks “means”; add it
        "#]],
    );
    check_troubles(
        "[[person]\nid = 1\n",
        expect![[r#"
        1: `` This cannot be read as TOML: unclosed array table, expected `]`
        2: `id` “id” is no key of kb.toml; did you mean “org”?
    "#]],
    );
    check_troubles(
        "[[patch]]\ntarget = \"person:kim-jong-un\"\nsame_as = \"person:kim-jong-il\"\n\
         [[patch]]\ntarget = \"person:kim-jong-il\"\nsame_as = \"person:kim-jong-un\"\n",
        expect![[r#"
            3: `"person:kim-jong-il"` These same_as go round in a circle; take one of them out
            6: `"person:kim-jong-un"` These same_as go round in a circle; take one of them out
        "#]],
    );
}

#[test]
fn what_is_right_beside_a_mistake_holds() {
    let (base, troubles) = Base::layered(&[layer(&format!("[[person]]\nid = 3\n{SITI}\nodd = ["))]);
    assert!(!troubles.is_empty());
    assert_eq!(named(&base, "Siti Aminah datang."), ["Siti Aminah=person/siti-aminah-bantul"]);
    let whom = named(&base, "Kata dia, Vladimir Putin pulang.");
    assert_eq!(whom, ["Vladimir Putin=person/vladimir-putin"]);
}

#[test]
fn a_hundred_thousand_rows_are_bounded_and_survived() {
    let mut text = String::new();
    for at in 0..100_000 {
        writeln!(text, "[[person]]\nid = \"p{at}\"\nname = \"Budi Nomor{at}\"").unwrap();
    }
    let start = Instant::now();
    let (base, troubles) = Base::layered(&[layer(&text)]);
    assert_eq!(troubles.len(), 1);
    let told = render(&troubles[0].message, Lang::En);
    assert!(told.contains("100000") && troubles[0].line == 60_001, "{told} {}", troubles[0].line);
    assert_eq!(named(&base, "Budi Nomor7 datang."), ["Budi Nomor7=person/p7"]);
    // Generous: other tests run beside this one, unoptimised.
    assert!(start.elapsed().as_secs() < 30);
}
