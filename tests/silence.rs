//! Every finding in the sample articles can be silenced by the comment that is
//! offered for it, and the comment brings nothing new.

use std::fs;

use jiff::civil::date;
use tajuk::ide::{Desk, Opening, Settings};
use tajuk::structure::Format;
use tajuk::text::Encoding;

type Found = Vec<(&'static str, String)>;

/// Rules, and the comment that silences each of their findings.
type Ways = Vec<(&'static str, Option<(usize, String)>)>;

fn found(text: &str) -> (Found, Ways) {
    let mut desk = Desk::new(Encoding::Utf8, Settings::default());
    desk.open(Opening {
        uri: "a.md".to_owned(),
        format: Format::Markdown,
        version: 1,
        text: text.to_owned(),
        file_date: None,
        today: date(2026, 1, 1),
    });
    let snapshot = desk.snapshot("a.md").unwrap();
    let place = |it: tajuk::text::Span| text.get(it.start()..it.end()).unwrap_or("").to_owned();
    let found = snapshot.diagnostics().into_iter().map(|it| (it.rule, place(it.span)));
    let all = tajuk::text::Span::new(0, text.len());
    let ways = snapshot.silencings(all).into_iter().map(|it| (it.diagnostic.rule, it.comment));
    (found.collect(), ways.collect())
}

#[test]
fn the_comment_that_is_offered_silences_and_brings_nothing_new() {
    let mut tried = 0;
    let mut loud = Vec::new();
    for entry in fs::read_dir("seeds/articles").unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|it| it != "md") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let (before, ways) = found(&text);
        for (rule, comment) in ways {
            let Some((at, comment)) = comment else { panic!("{rule} has no comment") };
            let mut silenced = text.clone();
            silenced.insert_str(at, &comment);
            let (after, _) = found(&silenced);
            let count = |all: &Found| all.iter().filter(|(it, _)| *it == rule).count();
            let fresh: Vec<_> = after.iter().filter(|it| !before.contains(it)).collect();
            tried += 1;
            if count(&before) <= count(&after) || !fresh.is_empty() {
                loud.push(format!("{}: {rule} {fresh:?}", path.display()));
            }
        }
    }
    assert!(5 <= tried, "{tried}");
    assert!(loud.is_empty(), "{tried} tried\n{}", loud.join("\n"));
}
