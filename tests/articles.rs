//! The sample articles, read and drawn: outline, names, claims and findings
//! stand beside each as `NAME.read`. `UPDATE_EXPECT=1 cargo test` rewrites
//! them; look at the difference before you commit it.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use expect_test::expect_file;
use jiff::civil::date;
use tajuk::ide::{Desk, Opening, Settings, Snapshot, Symbol};
use tajuk::structure::Format;
use tajuk::text::Encoding;

#[test]
fn sample_articles_are_read_as_drawn() {
    let mut paths: Vec<_> = fs::read_dir("seeds/articles")
        .unwrap()
        .map(|it| it.unwrap().path())
        .filter(|it| it.extension().is_some_and(|it| it == "md" || it == "txt" || it == "html"))
        .collect();
    paths.sort();
    assert!(4 <= paths.len());
    for path in paths {
        let drawn = draw(&open(&path));
        let gold = fs::canonicalize(&path).unwrap().with_extension("read");
        expect_file![gold].assert_eq(&drawn);
    }
}

/// An editor finds nothing to mark in these two.
#[test]
fn clean_articles_stay_clean() {
    for name in ["pakta-pertahanan-pyongyang.md", "falling-oil-cap.md"] {
        let found = open(&Path::new("seeds/articles").join(name)).diagnostics();
        assert!(found.is_empty(), "{name}: {found:#?}");
    }
}

fn open(path: &Path) -> std::sync::Arc<Snapshot> {
    let mut desk = Desk::new(Encoding::Utf8, Settings::default());
    let uri = path.display().to_string();
    let format = match path.extension().and_then(|it| it.to_str()) {
        Some("md") => Format::Markdown,
        Some("html") => Format::Html,
        _ => Format::Plain,
    };
    desk.open(Opening {
        uri: uri.clone(),
        format,
        version: 1,
        text: fs::read_to_string(path).unwrap(),
        file_date: None,
        today: date(2026, 1, 1),
    });
    desk.snapshot(&uri).unwrap()
}

fn draw(snapshot: &Snapshot) -> String {
    let article = snapshot.article();
    let line = |byte| snapshot.buffer().position(byte, Encoding::Utf8).line + 1;
    let mut res = format!("{} {}\n\n# Outline\n", article.lang.tag(), article.date.day);
    tree(&mut res, &snapshot.outline(), 0, &line);
    res += "\n# Findings\n";
    for it in snapshot.diagnostics() {
        let text = article.text(it.span);
        let _ =
            writeln!(res, "{}: {} {} «{text}»", line(it.span.start()), it.level.name(), it.rule);
        for fix in it.fixes {
            let _ = writeln!(res, "    {}{}", fix.title, if fix.safe { "" } else { " (ask)" });
        }
    }
    res += "\n# Entities\n";
    for entity in article.entities() {
        let mentions = entity.mentions.iter().map(|it| &article.mentions()[*it]);
        let mentions = mentions.map(|it| {
            let text = article.text(it.span).replace('\n', " ");
            format!("{text} {}:{}", it.form.name(), line(it.span.start()))
        });
        let mentions: Vec<String> = mentions.collect();
        let _ = writeln!(res, "{}: {}", entity.entry().id, mentions.join(", "));
    }
    res += "\n# Claims\n";
    for claim in article.claims() {
        let text = article.text(claim.span).replace('\n', " ");
        let _ = write!(
            res,
            "{}: {:.2} {} {}",
            line(claim.span.start()),
            claim.score,
            claim.kind.name(),
            claim.modality.name()
        );
        match claim.attribution {
            Some(it) => {
                let source = it.source.map_or("", |it| article.text(it));
                let inherited = if claim.inherited { " (inherited)" } else { "" };
                let _ = writeln!(res, " · {} “{source}”{inherited}", it.source_class.name());
            }
            None => res += " · no source\n",
        }
        let _ = writeln!(res, "    {text}");
    }
    res
}

fn tree(res: &mut String, symbols: &[Symbol], depth: usize, line: &dyn Fn(usize) -> u32) {
    for it in symbols {
        let (from, to) = (line(it.span.start()), line(it.span.end()));
        let _ = writeln!(res, "{}{} {} [{from}–{to}]", "  ".repeat(depth), it.kind.name(), it.name);
        tree(res, &it.children, depth + 1, line);
    }
}
