use tajuk::ide::*;
use tajuk::structure::Format;
use tajuk::text::*;
fn main() {
    let p = std::env::args().nth(1).unwrap();
    let text = std::fs::read_to_string(&p).unwrap();
    let mut d = Desk::new(Encoding::Utf8, Settings::default());
    d.open(Opening {
        uri: p.clone(),
        format: if p.ends_with(".md") { Format::Markdown } else { Format::Plain },
        version: 1,
        text: text.clone(),
        file_date: None,
        today: jiff::civil::date(2025, 5, 14),
    });
    let s = d.snapshot(&p).unwrap();
    fn tree(o: &[Symbol], n: usize) {
        for i in o {
            println!(
                "{}{:?} {} [{}..{}]",
                "  ".repeat(n),
                i.kind,
                i.name,
                i.span.start(),
                i.span.end()
            );
            tree(&i.children, n + 1)
        }
    }
    println!("LANG {:?}", s.lang());
    tree(&s.outline(), 0);
    println!("--- findings");
    for f in s.diagnostics() {
        let p = s.buffer().position(f.span.start(), Encoding::Utf8);
        println!(
            "{}:{} {} {} «{}» {} {:?}",
            p.line + 1,
            p.column + 1,
            f.level.name(),
            f.rule,
            s.article().text(f.span).chars().take(90).collect::<String>(),
            f.message,
            f.fixes.iter().map(|x| x.title.clone()).collect::<Vec<_>>()
        )
    }
    println!("--- entities");
    for e in &s.article().entities {
        let en = e.entry();
        println!(
            "{} {:?}",
            en.id,
            e.mentions
                .iter()
                .map(|m| {
                    let m = &s.article().mentions[*m];
                    format!("{}/{}", s.article().text(m.span), m.form.name())
                })
                .collect::<Vec<_>>()
        )
    }
    println!("--- claims");
    for c in &s.article().claims {
        println!(
            "{:.2} {} {} {} | src={:?} {} | {}",
            c.score,
            c.kind.name(),
            c.modality.name(),
            c.inherited,
            c.attribution.and_then(|a| a.source).map(|x| s.article().text(x)),
            c.attribution.map(|a| a.source_class.name()).unwrap_or("-"),
            s.article().text(c.span)
        )
    }
    if let Some(q) = std::env::args().nth(2) {
        let b = text.find(&q).unwrap();
        println!("{:?}", s.hover(b + 1).map(|h| println!("{}", h.markdown)))
    }
}
