//! What the knowledge base costs: bytes, the start, and finding names in a
//! text, with as many names as there are and with many more; and how fast names
//! that it does not know are recognised. `cargo bench --bench names`.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a benchmark prints, and fails loudly"
)]

use std::fmt::Write;
use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use tajuk::detect::names::{Recogniser, hits};
use tajuk::knowledge::image::{Image, write};
use tajuk::knowledge::normal::words;
use tajuk::knowledge::tables::Tables;
use tajuk::knowledge::{Base, Layer};
use tajuk::lang::{Lang, Token, TokenKind, tokens};
use tajuk::text::Span;

const ARTICLE: &str = include_str!("../../seeds/articles/indonesia-di-meja-brics.txt");

const ENGLISH: &str = include_str!("../../seeds/articles/black-sea-grain.txt");

/// Runs of which the quickest counts: the machine has other work.
const RUNS: usize = 7;

fn main() {
    let text = ARTICLE.repeat(64);
    let words = tokens(&text, Span::new(0, text.len()));
    println!(
        "{:>8} {:>10} {:>10} {:>12} {:>12} {:>10}",
        "names", "image", "open", "find", "fst", "fst size"
    );
    for count in [5_046, 20_000, 200_000] {
        row(count, &text, &words);
    }
    layered(&text, &words);
    recognised(ARTICLE, Lang::Id);
    recognised(ENGLISH, Lang::En);
}

/// Lines are read one by one, as passages are; each run in a thread of its own, since a
/// thread remembers the words it has met.
fn recognised(text: &str, lang: Lang) {
    let base = Base::default();
    let opening = Instant::now();
    let model = Recogniser::of(lang).unwrap();
    let opening = opening.elapsed();
    let lines: Vec<(&str, Vec<Token>, Vec<u8>)> = text
        .lines()
        .map(|it| {
            let all = tokens(it, Span::new(0, it.len()));
            let hits = hits(&base, &base.names_in(it, &all, lang), all.len());
            (it, all, hits)
        })
        .collect();
    let count: usize = lines.iter().map(|it| it.1.len()).sum();
    let read = || {
        let start = Instant::now();
        for (line, all, hits) in &lines {
            std::hint::black_box(model.names(line, all, hits, None));
        }
        start.elapsed()
    };
    let mut times: Vec<Duration> =
        (0..31).map(|_| thread::scope(|it| it.spawn(read).join().unwrap())).collect();
    let rate = |it: Duration| count as f64 / 1e6 / it.as_secs_f64();
    let first = rate(times[0]);
    times.sort_unstable();
    println!(
        "recogniser, {} ({count} tokens): model opened in {opening:?}; million tokens a second: \
         {first:.2} at first, {:.2} in the middle of 31 readings, {:.2} in the best",
        lang.tag(),
        rate(times[times.len() / 2]),
        rate(times[0]),
    );
}

fn row(count: usize, text: &str, tokens: &[Token]) {
    let names = with_names(count);
    let (tables, _) = Tables::read(|name| match name {
        "names" => Ok(names.clone()),
        _ => fs::read_to_string(format!("seeds/knowledge/{name}.tsv")).map_err(|it| it.to_string()),
    });
    let bytes: &'static [u8] = write(&tables).leak();
    let open = best(|| Image::new(bytes).unwrap().size());
    let image = Image::new(bytes).unwrap();
    let find = best(|| probe(&image, text, tokens));
    let map = automaton(&names);
    let walk = best(|| walk(&map, text, tokens));
    println!(
        "{count:>8} {:>8}kB {:>10?} {:>9.0}MB/s {:>9.0}MB/s {:>8}kB",
        bytes.len() >> 10,
        open,
        speed(text, find),
        speed(text, walk),
        map.as_fst().as_bytes().len() >> 10,
    );
}

/// As the program does it: one probe a capitalised word, then the rest of each
/// name that begins with it.
fn probe(image: &Image, text: &str, tokens: &[Token]) -> usize {
    let capital = |it: &&Token| it.span.of(text).starts_with(char::is_uppercase);
    tokens.iter().filter(capital).map(|it| image.beginning_with(it.span.of(text))).sum()
}

/// The same with an automaton, from each capitalised word on.
fn walk(map: &fst::Map<Vec<u8>>, text: &str, tokens: &[Token]) -> usize {
    let mut found = 0;
    for (at, token) in tokens.iter().enumerate() {
        if !token.span.of(text).starts_with(char::is_uppercase) {
            continue;
        }
        let fst = map.as_fst();
        let mut node = fst.root();
        'words: for (nth, token) in tokens.iter().skip(at).take(6).enumerate() {
            let word = token.span.of(text).to_lowercase();
            let blank = (0 < nth).then_some(b' ');
            for byte in blank.into_iter().chain(word.bytes()) {
                let Some(edge) = node.find_input(byte) else { break 'words };
                node = fst.node(node.transition_addr(edge));
            }
            found += usize::from(node.is_final());
        }
    }
    found
}

fn automaton(names: &str) -> fst::Map<Vec<u8>> {
    let text = names.lines().skip(1).filter_map(|it| it.split('\t').next());
    let mut keys: Vec<String> = text.map(|it| words(it).join(" ")).collect();
    keys.sort();
    keys.dedup();
    fst::Map::from_iter(keys.into_iter().zip(0..)).unwrap()
}

/// The names there are, and new ones made of their words.
fn with_names(count: usize) -> String {
    let mut res = fs::read_to_string("seeds/knowledge/names.tsv").unwrap();
    let own: Vec<String> = res.lines().skip(1).map(str::to_owned).collect();
    let first = |at: usize| -> &str {
        let name = own.get(at % own.len()).and_then(|it| it.split('\t').next());
        name.and_then(|it| it.split(' ').next()).unwrap_or("X")
    };
    for at in own.len()..count {
        let (a, b) = (first(at * 7), first(at * 31 + 5));
        writeln!(res, "{a} {b}{at}\tperson/vladimir-putin\talias\tany\tinitial\tfree").unwrap();
    }
    res
}

/// The whole matcher, with and without facts of a newsroom's own.
fn layered(text: &str, tokens: &[Token]) {
    let found = |base: &Base| best(|| base.names_in(text, tokens, Lang::Id).len());
    let mut own = String::new();
    for at in 0..5_000 {
        writeln!(own, "[[person]]\nid = \"p{at}\"\nname = \"Nama{at} Orang{at}\"").unwrap();
    }
    let layer = Layer { file: "kb.toml".to_owned(), text: own };
    let read = best(|| Base::layered(std::slice::from_ref(&layer)).1.len());
    let (base, _) = Base::layered(&[layer]);
    let count = tokens.iter().filter(|it| it.kind != TokenKind::Sign).count();
    println!("whole matcher, {count} words: {:.0} MB/s", speed(text, found(&Base::default())));
    println!(
        "with 5,000 people of one's own: {:.0} MB/s; read in {read:?}",
        speed(text, found(&base))
    );
}

fn best<T>(mut work: impl FnMut() -> T) -> Duration {
    let mut res = Duration::MAX;
    for _ in 0..RUNS {
        let start = Instant::now();
        std::hint::black_box(work());
        res = res.min(start.elapsed());
    }
    res
}

fn speed(text: &str, time: Duration) -> f64 {
    text.len() as f64 / 1e6 / time.as_secs_f64()
}
