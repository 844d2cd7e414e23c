//! What reading costs, floor by floor: a whole article, and one keystroke in
//! the middle of it.

#![allow(clippy::unwrap_used, reason = "a benchmark that fails should fail loudly")]

use divan::{Bencher, black_box};
use jiff::civil::date;
use tajuk::detect::{Article, Brief};
use tajuk::knowledge::Base;
use tajuk::lang::hints;
use tajuk::rules::check;
use tajuk::structure::{Format, Layout};
use tajuk::text::{Buffer, Edit, Encoding, Position, Untouched};

const SIZES: [usize; 4] = [4, 32, 256, 1024];
const PLAIN: &str = include_str!("../../seeds/articles/black-sea-grain.txt");
const MARKDOWN: &str = include_str!("../../seeds/articles/pakta-pertahanan-pyongyang.md");

fn main() {
    tajuk::ide::warm();
    divan::main();
}

/// Sample articles, one after the other, up to so many kilobytes.
fn buffer(format: Format, kilobytes: usize) -> Buffer {
    let article = if format == Format::Markdown { MARKDOWN } else { PLAIN };
    let mut text = String::new();
    while text.len() < kilobytes << 10 {
        text.push_str(article);
        text.push_str("\n\n");
    }
    Buffer::new(&text, 0)
}

fn brief(format: Format) -> Brief {
    let today = date(2026, 1, 1);
    Brief { format, lang: None, article_date: None, file_date: None, today, base: Base::default() }
}

/// A letter typed in the middle.
fn key(buffer: &Buffer) -> (Buffer, Untouched) {
    let mut res = buffer.clone();
    let Position { line, .. } = buffer.position(buffer.len() / 2, Encoding::Utf16);
    let at = Position { line, column: 3 };
    let edit = Edit { range: Some((at, at)), new_text: "a".to_owned() };
    let untouched = res.apply(&[edit], Encoding::Utf16, 1);
    (res, untouched)
}

#[divan::bench(args = SIZES)]
fn read_plain(bencher: Bencher<'_, '_>, kilobytes: usize) {
    let buffer = buffer(Format::Plain, kilobytes);
    bencher.bench(|| Article::read(black_box(&buffer), &brief(Format::Plain)));
}

#[divan::bench(args = SIZES)]
fn read_markdown(bencher: Bencher<'_, '_>, kilobytes: usize) {
    let buffer = buffer(Format::Markdown, kilobytes);
    bencher.bench(|| Article::read(black_box(&buffer), &brief(Format::Markdown)));
}

#[divan::bench(args = SIZES)]
fn cut_anew_after_a_key(bencher: Bencher<'_, '_>, kilobytes: usize) {
    let buffer = buffer(Format::Markdown, kilobytes);
    let layout = Layout::read(&buffer, Format::Markdown, hints());
    let (after, untouched) = key(&buffer);
    bencher.bench(|| layout.reread(black_box(&after), untouched, hints()));
}

#[divan::bench(args = SIZES)]
fn read_anew_after_a_key(bencher: Bencher<'_, '_>, kilobytes: usize) {
    let buffer = buffer(Format::Markdown, kilobytes);
    let brief = brief(Format::Markdown);
    let article = Article::read(&buffer, &brief);
    let (after, untouched) = key(&buffer);
    bencher.bench(|| {
        Article::reread(Some((&article, untouched)), black_box(&after), &brief, &|| false)
    });
}

#[divan::bench(args = SIZES)]
fn judge_anew_after_a_key(bencher: Bencher<'_, '_>, kilobytes: usize) {
    let buffer = buffer(Format::Markdown, kilobytes);
    let brief = brief(Format::Markdown);
    let article = Article::read(&buffer, &brief);
    let checked = check(&article, None);
    let (after, untouched) = key(&buffer);
    let next = Article::reread(Some((&article, untouched)), &after, &brief, &|| false).unwrap();
    bencher.bench(|| check(black_box(&next), Some((&article, &checked))));
}
