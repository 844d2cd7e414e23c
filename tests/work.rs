//! The work grows with the text and no faster, and a keystroke's not with it:
//! shown on counted allocations, which are the same on every machine.

use allocation_counter::{AllocationInfo, measure};
use jiff::civil::date;
use tajuk::detect::{Article, Brief, Strips};
use tajuk::knowledge::Base;
use tajuk::rules::check;
use tajuk::structure::Format;
use tajuk::text::{Buffer, Edit, Encoding, Position};

const SEEDS: [(Format, &str); 2] = [
    (Format::Markdown, include_str!("../seeds/articles/pakta-pertahanan-pyongyang.md")),
    (Format::Plain, include_str!("../seeds/articles/black-sea-grain.txt")),
];

/// Articles one after the other, up to so many kilobytes. Each counts its own
/// way, so that no two passages are alike.
fn buffer(text: &str, kilobytes: usize) -> Buffer {
    // Front matter is one thing at the top and text further down.
    let text =
        text.strip_prefix("---\n").and_then(|it| it.split_once("---\n")).map_or(text, |it| it.1);
    let mut res = String::new();
    let mut count = 0;
    while res.len() < kilobytes << 10 {
        for paragraph in text.split("\n\n") {
            count += 1;
            // What is odd only once is a finding in each copy: a short form that
            // is spelled out again, a name that is spelled otherwise.
            let plain = paragraph.replace(['(', ')'], "").replace("Kiev", "Kyiv");
            res.push_str(&plain.replace("Zelensky ", "Zelenskyy "));
            res.push_str(&format!(" Nomor {count}.\n\n"));
        }
    }
    Buffer::new(&res, 0)
}

fn brief(format: Format) -> Brief {
    let today = date(2026, 1, 1);
    let base = Base::default();
    Brief { format, lang: None, article_date: Some(today), file_date: None, today, base }
}

fn read(buffer: &Buffer, format: Format) -> AllocationInfo {
    let brief = brief(format);
    measure(|| {
        let article = Article::read(buffer, &brief);
        let _ = check(&article, None);
    })
}

#[test]
fn reading_grows_with_the_text_and_no_faster() {
    for (format, text) in SEEDS {
        let (small, large) = (buffer(text, 16), buffer(text, 4096));
        // What is made once for all articles does not count.
        read(&small, format);
        let (a, b) = (read(&small, format), read(&large, format));
        let per_byte = |of: u64, buffer: &Buffer| of as f64 / buffer.len() as f64;
        for (what, a, b) in
            [("allocations", a.count_total, b.count_total), ("bytes", a.bytes_total, b.bytes_total)]
        {
            let growth = per_byte(b, &large) / per_byte(a, &small);
            assert!(growth < 1.3, "{format:?}: {what} a byte grow by {growth:.2}");
        }
    }
}

/// What one more letter in the middle costs, once the article is known.
fn key(buffer: &Buffer, format: Format) -> AllocationInfo {
    let brief = brief(format);
    let article = Article::read(buffer, &brief);
    let checked = check(&article, None);
    // The same paragraph of whichever copy of the article stands there.
    let text = buffer.text();
    let sign = text.split("\n\n").map(str::trim).find(|it| 200 < it.len()).unwrap();
    let sign: String = sign.chars().take(60).collect();
    let (at, _) = text.match_indices(&sign).find(|it| text.len() / 2 <= it.0).unwrap();
    let Position { line, .. } = buffer.position(at, Encoding::Utf16);
    let at = Position { line, column: 9 };
    let edit = Edit { range: Some((at, at)), new_text: "a".to_owned() };
    measure(|| {
        let mut after = buffer.clone();
        let untouched = after.apply(&[edit], Encoding::Utf16, 1);
        let before = Some((&article, untouched));
        let next = Article::reread(before, &after, &brief, &|| false).unwrap();
        let _ = check(&next, Some((&article, &checked)));
    })
}

#[test]
fn a_keystroke_costs_the_same_in_an_article_of_any_length() {
    for (format, text) in SEEDS {
        let (a, b) = (key(&buffer(text, 32), format), key(&buffer(text, 1024), format));
        let growth = b.count_total as f64 / a.count_total as f64;
        assert!(growth < 1.5, "{format:?}: allocations grow by {growth:.2}");
    }
}

/// Segments that do not ask about a name that is new to the article are those of the
/// version before, and so is all that is kept for them.
#[test]
fn a_new_name_leaves_the_rest_of_the_article_alone() {
    for (format, text) in SEEDS {
        let (brief, buffer) = (brief(format), buffer(text, 256));
        let article = Article::read(&buffer, &brief);
        let mut strips = Strips::default();
        let mut made = 0;
        strips.renew(&article, |_| made += 1);
        let line = buffer.position(buffer.len() / 2, Encoding::Utf16).line;
        let at = Position { line, column: 0 };
        let edit = Edit { range: Some((at, at)), new_text: "Narendra Modi. ".to_owned() };
        let mut after = buffer.clone();
        let untouched = after.apply(&[edit], Encoding::Utf16, 1);
        let before = Some((&article, untouched));
        let next = Article::reread(before, &after, &brief, &|| false).unwrap();
        assert_eq!(next.entities().len(), article.entities().len() + 1, "{format:?}");
        let (all, mut anew) = (made, 0);
        strips.renew(&next, |_| anew += 1);
        assert!(40 < all && anew <= 2, "{format:?}: {anew} of {all} segments");
    }
}

/// What nobody means to write, with all rules on: twice as much of it costs
/// twice as much, to read and to type a letter in. Small sizes are read as well, so that the quick parts of
/// reading do not hide the slow ones.
#[test]
fn pathological_text_takes_linear_time() {
    let cases: [(&str, &str, usize); 18] = [
        ("quotation marks", "\"", 8_000),
        ("opening marks", "“", 8_000),
        ("marks and words", "“kata ", 8_000),
        ("quoted words", "\"kata\" ", 3_000),
        ("one line", "Kapal berangkat sebelum fajar dari Moskow, kata Vladimir Putin. ", 1_500),
        ("headings", "## Judul Bagian\n\n", 1_500),
        ("empty headings", "# A\n", 3_000),
        ("mixed line ends", "Kapal di di Odesa.\r\nMereka,di sana.\rLalu\n\r\n", 700),
        ("right to left", "\u{202e}שלום עולם\u{202c} Putin مرحبا بالعالم di di sana. ", 500),
        ("combining marks", "a\u{301}\u{302}\u{300}", 8_000),
        ("findings", "Ia di di sana,lalu apapun dimana resiko 5.1 persen.\n\n", 500),
        ("brackets", "(Putin ", 8_000),
        ("dates", "Senin, 31 Juni 2025; Kamis (17/1/2025). ", 700),
        ("years", "tahun 2019 dan bulan Mei lalu dan ", 700),
        ("days past", "in 2019 and last May and two years ago and ", 700),
        ("changes", "dari 5 persen menjadi 7 persen atau 2 persen ", 700),
        ("markers", "-\n\nJudul\n\n1.\n\nteks\n\n", 700),
        ("names", "Vladimir Putin, Xi Jinping, ", 4_000),
    ];
    let mut slow = Vec::new();
    for format in [Format::Markdown, Format::Plain] {
        let brief = brief(format);
        let time = |text: &str, times: usize| {
            let buffer = Buffer::new(&text.repeat(times), 0);
            let begun = std::time::Instant::now();
            let article = Article::read(&buffer, &brief);
            let checked = check(&article, None);
            let _ = checked.findings(&article);
            let reading = begun.elapsed().as_secs_f64();
            let mut after = buffer.clone();
            let middle = after.position(buffer.len() / 2, Encoding::Utf8);
            let edit = Edit { range: Some((middle, middle)), new_text: "a".to_owned() };
            let begun = std::time::Instant::now();
            let untouched = after.apply(&[edit], Encoding::Utf8, 1);
            let before = Some((&article, untouched));
            let next = Article::reread(before, &after, &brief, &|| false).unwrap();
            let _ = check(&next, Some((&article, &checked)));
            [reading, begun.elapsed().as_secs_f64()]
        };
        for (name, text, times) in cases {
            // A busy machine may disturb one measurement, not three.
            let linear = (0..3).any(|_| {
                let (small, large) = (time(text, times), time(text, 4 * times));
                let grown = |it: (&f64, &f64)| *it.1 < 0.05 || it.1 / it.0.max(0.005) < 9.0;
                small.iter().zip(&large).all(grown)
            });
            if !linear {
                slow.push(format!("{format:?}: {name}"));
            }
        }
    }
    assert!(slow.is_empty(), "more than linear time: {slow:?}");
}
