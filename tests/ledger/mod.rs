//! What people found out about claims is found again, and never lost.

mod anchor;
mod export;
mod file;
mod schemas;

use jiff::civil::date;

use tajuk::detect::ledger::{Anchor, Change, Ledger, State, anchor, record, text_of};
use tajuk::detect::{Article, Brief};
use tajuk::lang::Lang;
use tajuk::structure::Format;
use tajuk::text::Buffer;

const NOW: &str = "2026-03-01T08:00:00Z";

fn read_in(text: &str, lang: Lang) -> Article {
    let brief = Brief {
        format: Format::Markdown,
        lang: Some(lang),
        article_date: None,
        file_date: None,
        today: date(2026, 3, 1),
        base: tajuk::knowledge::Base::built_in(),
    };
    Article::read(&Buffer::new(text, 0), &brief)
}

fn read(text: &str) -> Article {
    read_in(text, Lang::Id)
}

fn change(state: State) -> Change {
    Change { state, note: None, links: Vec::new(), by: None }
}

/// A ledger in which the claims with these words are marked.
fn marked(text: &str, marks: &[(&str, State)]) -> Ledger {
    let article = read(text);
    let mut ledger = Ledger::new("a.md");
    for (words, state) in marks {
        let claims = article.claims();
        let claim = claims.iter().position(|it| it.span.of(text).contains(words));
        let claim = claim.unwrap_or_else(|| panic!("no claim says {words}"));
        record(&mut ledger, &article, text, claim, &change(*state), NOW).unwrap();
    }
    ledger
}

fn anchors(text: &str, ledger: &Ledger) -> Vec<Option<Anchor>> {
    let article = read(text);
    assert_eq!(text_of(&article), text);
    anchor(&article, text, &ledger.entries)
}
