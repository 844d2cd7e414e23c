//! Instructions, counted by valgrind: the same on every machine for the same
//! program, so that a change can be told from noise. Says so where there is no
//! valgrind.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a benchmark prints, and fails loudly"
)]

use std::hint::black_box;
use std::process::Command;

use jiff::civil::date;
use tajuk::detect::{Article, Brief};
use tajuk::ide::{Desk, Opening, Settings};
use tajuk::rules::check;
use tajuk::structure::Format;
use tajuk::text::{Buffer, Edit, Encoding, Position};

const TEXT: &str = include_str!("../../seeds/articles/black-sea-grain.txt");
const SIZES: [usize; 4] = [4, 32, 256, 1024];
const WORKS: [&str; 5] = ["cut", "read", "judge", "key", "hover"];

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|it| it == "--work") {
        let number = |nth: usize| arguments[at + nth].parse().unwrap();
        work(&arguments[at + 1], number(2), number(3));
        return;
    }
    println!(
        "Instructions in thousands; cut, read and judge for a kilobyte, key and hover for one."
    );
    println!("| article | {} |", WORKS.join(" | "));
    println!("|---|{}", "---|".repeat(WORKS.len()));
    for kilobytes in SIZES {
        let mut row = format!("| {kilobytes} kB |");
        for name in WORKS {
            let whole = matches!(name, "cut" | "read" | "judge");
            let (few, many) = if whole { (1, 2) } else { (1, 11) };
            let (Some(a), Some(b)) = (count(name, kilobytes, few), count(name, kilobytes, many))
            else {
                println!("There is no valgrind here to count with.");
                return;
            };
            let one = (b - a) as f64 / (many - few) as f64 / 1000.0;
            let share = if whole { one / kilobytes as f64 } else { one };
            row.push_str(&format!(" {share:.0} |"));
        }
        println!("{row}");
    }
}

/// Instructions of this program doing that work so many times.
fn count(name: &str, kilobytes: usize, times: usize) -> Option<u64> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe().unwrap())
        .args(["--work", name, &kilobytes.to_string(), &times.to_string()])
        .output()
        .ok()?;
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    let line = told.lines().find_map(|it| it.split_once("Collected : "))?;
    line.1.trim().parse().ok()
}

fn work(name: &str, kilobytes: usize, times: usize) {
    let mut text = String::new();
    while text.len() < kilobytes << 10 {
        text.push_str(TEXT);
        text.push_str("\n\n");
    }
    let today = date(2026, 1, 1);
    let brief = Brief {
        format: Format::Plain,
        lang: None,
        article_date: None,
        file_date: None,
        today,
        base: tajuk::knowledge::Base::default(),
    };
    let buffer = Buffer::new(&text, 0);
    let article = Article::read(&buffer, &brief);
    black_box(check(&article, None));
    let mut desk = Desk::new(Encoding::Utf16, Settings::default());
    let uri = "untitled:count";
    desk.open(Opening {
        uri: uri.to_owned(),
        format: Format::Plain,
        version: 0,
        text,
        file_date: None,
        today,
    });
    let Position { line, .. } = buffer.position(buffer.len() / 2, Encoding::Utf16);
    black_box(desk.snapshot(uri).unwrap().batches().count());
    for version in 1..=times {
        match name {
            "cut" => {
                let hints = tajuk::lang::hints();
                black_box(tajuk::structure::Layout::read(&buffer, Format::Plain, hints));
            }
            "read" => {
                black_box(Article::read(&buffer, &brief));
            }
            "judge" => {
                black_box(check(&article, None));
            }
            _ => {
                let at = Position { line, column: 3 };
                let edit = Edit { range: Some((at, at)), new_text: "a".to_owned() };
                desk.change(uri, version as i32, &[edit]);
                let snapshot = desk.snapshot(uri).unwrap();
                black_box(snapshot.batches().count());
                if name == "hover" {
                    black_box(snapshot.hover(buffer.len() / 2));
                }
            }
        }
    }
}
