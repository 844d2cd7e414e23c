//! Headings of plain text against articles marked by hand
//! (`seeds/articles/headings`): NAME.gold lists the lines that are headings,
//! as number, kind and text. Names that end in `-test` are never tuned on.
//!
//! `GUM_BLOCKS=FOLDER cargo test headings -- --ignored --nocapture` measures on
//! `gum_blocks.*.jsonl` of the struct-en data as well.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use tajuk::lang::hints;
use tajuk::structure::{Format, Layout, Role, Roles, Section, sections};
use tajuk::text::{Buffer, Encoding};

/// Line number to whether it is the title.
type Marks = BTreeMap<u32, bool>;

#[derive(Default)]
struct Score {
    right: usize,
    found: usize,
    gold: usize,
    titles: usize,
    gold_titles: usize,
    slips: String,
}

impl Score {
    fn add(&mut self, name: &str, text: &str, gold: &Marks, found: &Marks) {
        self.found += found.len();
        self.gold += gold.len();
        self.right += found.keys().filter(|it| gold.contains_key(it)).count();
        self.gold_titles += gold.values().filter(|it| **it).count();
        self.titles += gold.iter().filter(|(line, it)| **it && found.get(line) == Some(it)).count();
        let line = |at: u32| text.lines().nth(at as usize - 1).unwrap_or_default();
        for at in gold.keys().filter(|it| !found.contains_key(it)) {
            let _ = writeln!(self.slips, "  missed {name}:{at} {}", line(*at));
        }
        for at in found.keys().filter(|it| !gold.contains_key(it)) {
            let _ = writeln!(self.slips, "  false  {name}:{at} {}", line(*at));
        }
    }

    fn f1(&self) -> f64 {
        2.0 * self.right as f64 / (self.found + self.gold) as f64
    }

    fn line(&self, name: &str) -> String {
        let of = |all: usize| self.right as f64 / all as f64;
        format!(
            "{name:<16} P {:.3}  R {:.3}  F1 {:.3}  titles {}/{}  ({} headings)",
            of(self.found),
            of(self.gold),
            self.f1(),
            self.titles,
            self.gold_titles,
            self.gold
        )
    }
}

/// The lines that are read as headings.
fn read(format: Format, text: &str) -> Marks {
    let buffer = Buffer::new(text, 0);
    let layout = Layout::read(&buffer, format, hints());
    let mut res = Marks::new();
    for (placed, roles) in layout.passages().zip(Roles::of(&layout).passages()) {
        for (block, role) in placed.passage.blocks.iter().zip(roles) {
            if role.is_heading() {
                let at = placed.start + block.span.start();
                let line = buffer.position(at, Encoding::Utf8).line + 1;
                res.insert(line, matches!(role, Role::Title { .. }));
            }
        }
    }
    res
}

fn gold(name: &str, text: &str, marks: &str) -> Marks {
    let row = |row: &str| {
        let cells: Vec<&str> = row.split('\t').collect();
        let [line, kind, words] = cells[..] else { panic!("{name}.gold: {row}") };
        let at: u32 = line.parse().unwrap();
        assert_eq!(text.lines().nth(at as usize - 1), Some(words), "{name}.gold, line {at}");
        assert!(["title", "heading"].contains(&kind), "{name}.gold: {kind}");
        (at, kind == "title")
    };
    marks.lines().map(row).collect()
}

#[test]
fn headings_of_plain_text_are_found() {
    let mut paths: Vec<PathBuf> = fs::read_dir("seeds/articles/headings")
        .unwrap()
        .map(|it| it.unwrap().path())
        .filter(|it| it.extension().is_some_and(|it| it == "txt"))
        .collect();
    paths.sort();
    assert!(30 <= paths.len());
    let (mut dev, mut test) = (Score::default(), Score::default());
    for path in paths {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(&path).unwrap();
        let marks = fs::read_to_string(path.with_extension("gold")).unwrap();
        let gold = gold(&name, &text, &marks);
        let score = if name.ends_with("-test") { &mut test } else { &mut dev };
        score.add(&name, &text, &gold, &read(Format::Plain, &text));
    }
    let table = format!("{}\n{}\n{}{}", dev.line("dev"), test.line("test"), dev.slips, test.slips);
    println!("{table}");
    assert!(0.93 <= dev.f1() && 0.93 <= test.f1(), "\n{table}");
}

/// Headings as Markdown and as bare lines, figures left out or as paragraphs.
fn render(blocks: &[serde_json::Value], markdown: bool, figures: bool) -> (String, Marks) {
    let mut text = String::new();
    let mut marks = Marks::new();
    let mut line = 1;
    for block in blocks {
        let kind = block["type"].as_str().unwrap();
        let words = block["text"].as_str().unwrap().replace('\n', " ");
        if !figures && matches!(kind, "figure" | "caption" | "table" | "row" | "cell") {
            continue;
        }
        if kind == "head" {
            marks.insert(line, marks.is_empty());
        }
        let mark = match kind {
            "head" if markdown => "## ",
            "item" => "- ",
            "quote" if markdown => "> ",
            _ => "",
        };
        let _ = write!(text, "{mark}{words}\n\n");
        line += 2;
    }
    (text, marks)
}

#[test]
#[ignore = "reads data outside the clone: GUM_BLOCKS"]
fn headings_of_gum_are_found() {
    let folder = PathBuf::from(std::env::var("GUM_BLOCKS").unwrap());
    for part in ["train", "dev"] {
        let file = fs::read_to_string(folder.join(format!("gum_blocks.{part}.jsonl"))).unwrap();
        for (name, format, figures) in [
            ("markdown", Format::Markdown, true),
            ("plain", Format::Plain, false),
            ("plain, figures", Format::Plain, true),
        ] {
            let mut score = Score::default();
            for row in file.lines() {
                let row: serde_json::Value = serde_json::from_str(row).unwrap();
                let blocks = row["blocks"].as_array().unwrap();
                let (text, gold) = render(blocks, format == Format::Markdown, figures);
                score.add(row["id"].as_str().unwrap(), &text, &gold, &read(format, &text));
            }
            println!("{}", score.line(&format!("{part} {name}")));
            if std::env::var("GUM_SLIPS").is_ok() && part == "train" {
                println!("{}", score.slips);
            }
        }
    }
}

/// The outline, a section a line.
fn tree(text: &str) -> String {
    tree_of(Format::Markdown, text)
}

fn tree_of(format: Format, text: &str) -> String {
    fn draw(res: &mut String, text: &str, all: &[Section], depth: usize) {
        for it in all {
            let _ = writeln!(res, "{}{:?} {}", "  ".repeat(depth), it.kind, it.heading.of(text));
            draw(res, text, &it.children, depth + 1);
        }
    }
    let layout = Layout::read(&Buffer::new(text, 0), format, hints());
    let mut res = String::new();
    draw(&mut res, text, &sections(&layout, &Roles::of(&layout)), 0);
    res
}

#[test]
fn the_title_is_that_of_all_that_follows() {
    // One # for each section, under a title in the front matter.
    let meta = "---\ntitle: Gandum\n---\n\nKapal tiba.\n\n# Harga\n\nNaik.\n\n## Beras\n\nTurun.\n\n# Akhir\n";
    let drawn = "Title Gandum\n  Section Harga\n    Section Beras\n  Section Akhir\n";
    assert_eq!(drawn, tree(meta));
    // The heading that stands at the top is the title.
    let both = "---\ntitle: Gandum\n---\n\n# Gandum dan Perang\n\nKapal tiba.\n\n# Harga\n";
    assert_eq!("Title Gandum dan Perang\n  Section Harga\n", tree(both));
    assert_eq!("Title Gandum\n  Section Harga\n", tree("# Gandum\n\nKapal.\n\n# Harga\n"));
}

#[test]
fn where_and_when_stand_under_who_wrote_it() {
    let text = "Ships leave the port\n\nBy Helen Marsh and Omar Diaz\nISTANBUL, Nov. 27\n\n\
        When the last of the grain ships left the port on Thursday, nobody came to see it off.\n\n\
        Why they leave\n\nThe fee for a berth has doubled within a year, and the port has no crane.\n";
    assert_eq!(
        "Title Ships leave the port\n  Section Why they leave\n",
        tree_of(Format::Plain, text)
    );
}

#[test]
fn who_wrote_it_needs_no_by_under_the_title() {
    for who in ["Rina Kusuma – Harian Pesisir", "Tim Redaksi", "Tim Redaksi – Harian Pesisir"] {
        let text = format!(
            "Kapal Tua Berlayar Lagi\n\n{who}\n\nKapal itu berlayar lagi setelah sepuluh tahun \
             tertambat di dermaga, kata pemiliknya kepada warga.\n\nDampak Ekonomi\n\nHarga ikan \
             turun karena kapal itu membawa banyak muatan dari pulau lain, kata pedagang.\n"
        );
        let drawn = tree_of(Format::Plain, &text);
        assert_eq!("Title Kapal Tua Berlayar Lagi\n  Section Dampak Ekonomi\n", drawn, "{who}");
    }
}
