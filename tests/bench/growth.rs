//! Text that nobody means to write, at sizes that double: what reading it,
//! judging it and finding who is named and who speaks costs a byte, and what one
//! letter typed in the middle costs. In linear time the cost of a byte stays, and a letter
//! costs no more than the text grows; where it does not, the run fails.

#![allow(clippy::unwrap_used, reason = "a benchmark that fails should fail loudly")]
#![allow(clippy::print_stdout, reason = "the table is what it is for")]

use std::process::ExitCode;
use std::time::Instant;

use jiff::civil::date;
use tajuk::detect::{Article, Brief};
use tajuk::knowledge::Base;
use tajuk::rules::check;
use tajuk::structure::Format;
use tajuk::text::{Buffer, Edit, Encoding};

/// What is repeated, and how many bytes of it at most.
const KINDS: [(&str, &str, Format, usize); 22] = [
    ("quotation marks", "\"", Format::Plain, 100_000),
    ("curly marks", "“", Format::Markdown, 300_000),
    ("marks in words", "“Kapal ‘itu” tiba’ ", Format::Plain, 1_000_000),
    (
        "one line",
        "Kapal itu berangkat disana, kata Rudi, Senin (3/9/2025). ",
        Format::Plain,
        5_000_000,
    ),
    (
        "one line, Markdown",
        "Kapal *itu* berangkat [lagi](a.md), 5.1 persen. ",
        Format::Markdown,
        5_000_000,
    ),
    (
        "speakers in a sentence",
        "“Ya,” kata Budi Santoso, “tidak begitu,” ujar Ani Wijaya, ",
        Format::Plain,
        500_000,
    ),
    ("one word", "a", Format::Plain, 1_000_000),
    ("headings", "## Dampak\n\n", Format::Markdown, 110_000),
    ("headings without a gap", "## Dampak\n", Format::Markdown, 100_000),
    ("bare headings", "Dampak Global\n\n", Format::Plain, 150_000),
    ("CR and LF", "Kapal tiba.\rHujan turun.\n\rIa pergi.\r\n\n\r", Format::Plain, 1_000_000),
    ("CR and LF, Markdown", "# Kapal\r\rHujan turun.\n\r- satu\r\n\r", Format::Markdown, 1_000_000),
    (
        "right to left",
        "قال الرئيس إن السفينة وصلت. \u{202e}Kapal tiba\u{202c} \u{200f}، ",
        Format::Plain,
        1_000_000,
    ),
    (
        "combining marks",
        "Ka\u{301}\u{302}\u{303}\u{304}\u{305}pal\u{300}\u{301} ti\u{328}ba. ",
        Format::Plain,
        1_000_000,
    ),
    ("hyphens", "-", Format::Plain, 200_000),
    ("words and hyphens", "kapal-", Format::Plain, 200_000),
    ("hyphens and blanks", "Kapal - ", Format::Markdown, 200_000),
    ("names and hyphens", "Putin-", Format::Plain, 200_000),
    ("one sentence", "Putin said so, citing a report, and ", Format::Plain, 1_000_000),
    ("known names", "Vladimir Putin, Xi Jinping, ", Format::Plain, 500_000),
    ("quotations in a line", "“Siap,” ujarnya. Ia pulang. ", Format::Plain, 500_000),
    ("one letter, many marks", "\u{301}", Format::Plain, 300_000),
];

/// Sizes of one kind: its greatest, halved so many times.
const HALVINGS: u32 = 4;

/// A letter that takes fewer seconds is not looked at: nobody waits for it.
const AT_ONCE: f64 = 0.01;

/// A byte may cost so many times what it cost at a quarter of the size; in
/// square time it costs four times as much.
const GROWTH: f64 = 2.0;

fn main() -> ExitCode {
    tajuk::ide::warm();
    let mut wrong = Vec::new();
    println!("{:<24} {:>9} {:>10} {:>8} {:>10}", "", "bytes", "reading", "ns/byte", "one key");
    let wanted = std::env::args().nth(1).filter(|it| !it.starts_with('-')).unwrap_or_default();
    for (name, piece, format, most) in KINDS.into_iter().filter(|it| it.0.contains(&wanted)) {
        let (mut costs, mut keys) = (Vec::new(), Vec::new());
        for halving in (0..=HALVINGS).rev() {
            let text = piece.repeat((most >> halving).div_ceil(piece.len()));
            let (reading, key) = measure(&text, piece, format);
            let cost = reading * 1e9 / text.len() as f64;
            costs.push(cost);
            keys.push(key / text.len() as f64);
            println!(
                "{name:<24} {:>9} {:>7.1} ms {cost:>8.0} {:>7.2} ms",
                text.len(),
                reading * 1e3,
                key * 1e3
            );
        }
        for (what, costs, least) in [("", &costs, 0.0), (", one key", &keys, AT_ONCE / most as f64)]
        {
            let (quarter, last) = (costs.iter().nth_back(2).unwrap(), costs.last().unwrap());
            if quarter * GROWTH < *last && least < *last {
                wrong.push(format!("{name}{what}: {:.1} times", last / quarter));
            }
        }
    }
    if wrong.is_empty() {
        println!(
            "linear: no byte costs more than {GROWTH} times what it costs at a quarter of the size"
        );
        return ExitCode::SUCCESS;
    }
    println!("more than linear: {}", wrong.join(", "));
    ExitCode::FAILURE
}

/// Seconds for a first reading with all rules, names and speakers, and for one letter more in the
/// middle: the dearest of three places in the piece that stands there, so that every size is
/// typed into at the same ones. The best of a few tries.
fn measure(text: &str, piece: &str, format: Format) -> (f64, f64) {
    let today = date(2026, 1, 1);
    let base = Base::default();
    let brief = Brief { format, lang: None, article_date: None, file_date: None, today, base };
    let begin = text.len() / piece.len() / 2 * piece.len();
    let places = [0, piece.len() / 3, piece.len() * 2 / 3];
    let places = places.map(|it| begin + piece.floor_char_boundary(it));
    let (mut reading, mut keys) = (f64::MAX, [f64::MAX; 3]);
    for _ in 0..3 {
        let buffer = Buffer::new(text, 0);
        let begun = Instant::now();
        let article = Article::read(&buffer, &brief);
        let checked = check(&article, None);
        // What lists and cards ask for behind it.
        let _ = (article.strangers(), article.spoken());
        reading = reading.min(begun.elapsed().as_secs_f64());
        for (place, key) in places.iter().zip(&mut keys) {
            let mut after = buffer.clone();
            let place = after.position(*place, Encoding::Utf8);
            let edit = Edit { range: Some((place, place)), new_text: "a".to_owned() };
            let begun = Instant::now();
            let untouched = after.apply(&[edit], Encoding::Utf8, 1);
            let before = Some((&article, untouched));
            let next = Article::reread(before, &after, &brief, &|| false).unwrap();
            check(&next, Some((&article, &checked)));
            *key = key.min(begun.elapsed().as_secs_f64());
        }
    }
    (reading, keys.into_iter().fold(0.0, f64::max))
}
