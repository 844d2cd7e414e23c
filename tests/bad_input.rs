//! Text that nobody means to write: read in linear time, without a panic, and
//! with every byte in its place. The sizes would hang if anything were
//! quadratic.

use tajuk::lang::hints;
use tajuk::structure::{Format, Layout, Roles, sections};
use tajuk::text::{Buffer, Edit, Encoding, Position};

/// Reads a text, then edits its middle and reads again.
fn read(name: &str, text: &str) {
    for format in [Format::Markdown, Format::Plain, Format::Html] {
        let begun = std::time::Instant::now();
        let mut buffer = Buffer::new(text, 0);
        let layout = Layout::read(&buffer, format, hints());
        whole(name, &layout, text);
        let read = begun.elapsed();
        let middle = buffer.position(text.len() / 2, Encoding::Utf8);
        let edit = Edit { range: Some((middle, middle)), new_text: "x".to_owned() };
        let untouched = buffer.apply(&[edit], Encoding::Utf8, 1);
        let again = layout.reread(&buffer, untouched, hints());
        whole(name, &again, &buffer.text());
        if std::env::var("BAD_TIMES").is_ok() {
            println!("{name:<28} {format:?} {read:?} {:?}", begun.elapsed());
        }
    }
}

/// The passages are the text; blocks stand in order and inside their passage.
fn whole(name: &str, layout: &Layout, text: &str) {
    let mut at = 0;
    for placed in layout.passages() {
        let passage = &placed.passage;
        assert_eq!(at, placed.start, "{name}");
        assert_eq!(text.get(at..placed.end()), Some(&*passage.text), "{name}");
        assert_eq!(passage.text.len(), passage.prose().len(), "{name}");
        at = placed.end();
        let mut end = 0;
        for block in &passage.blocks {
            assert!(end <= block.span.start() && block.span.contains(block.content), "{name}");
            assert!(passage.text.is_char_boundary(block.content.start()), "{name}");
            end = block.span.end();
        }
        assert!(end <= passage.text.len(), "{name}");
    }
    assert_eq!(at, text.len(), "{name}");
    let roles = Roles::of(layout);
    let _ = sections(layout, &roles);
}

#[test]
fn a_long_line_takes_linear_time() {
    let prose = "Kapal berangkat sebelum fajar. ";
    read("one line", &prose.repeat(5_000_000 / prose.len()));
    read("one word", &"a".repeat(500_000));
    read("glued items", &"Dua hal. - Keamanan Laut ".repeat(4_000));
}

#[test]
fn many_headings_take_linear_time() {
    read("headings", &"## A\n\n".repeat(100_000));
    read("headings without a gap", &"## A\n".repeat(20_000));
    read("bare headings", &"Dampak Global\n\n".repeat(10_000));
}

#[test]
fn deep_nesting_takes_linear_time() {
    read("block quotes", &format!("{}a\n", "> ".repeat(10_000)));
    read("block quotes in lines", &(0..400).map(|it| ">".repeat(it) + " a\n").collect::<String>());
    read("lists", &(0..400).map(|it| " ".repeat(2 * it) + "- a\n").collect::<String>());
    read("lone markers", &"-\n".repeat(20_000));
}

#[test]
fn deep_pages_take_linear_time() {
    for (open, shut) in
        [("div", "div"), ("b", "div"), ("p", "b"), ("li", "ul"), ("x-y", "x-y"), ("nav", "p")]
    {
        let text = format!("<{open}>a").repeat(60_000) + &format!("</{shut}>b").repeat(60_000);
        read(open, &text);
    }
    read("references", &"&amp;".repeat(100_000));
    read("breaks", &"a<br>".repeat(100_000));
}

#[test]
fn what_is_left_open_takes_linear_time() {
    for open in [
        "```",
        "~~~ a\n",
        "<!--",
        "---\ntitle: ",
        "+++\na = ",
        "{ \"title\": ",
        "{{<",
        "{{%",
        "{{ ",
        "{% ",
        "{% comment %}\n",
        "{{< highlight >}}\n",
        "{",
        "{a} {",
        "$",
        "$a",
        "$$",
        "$$ a $",
        "[^",
        "[^a",
        "`",
        "`` ` ",
        "<A",
        "<A b='",
        "</A ",
        "<div",
        "[a](",
        "[a][",
        "![",
        "**",
        "_a",
        "| a ",
        "import a\n",
        "export {\n",
        ":::",
        "“",
        "(",
        "a: ",
        "<p>",
        "</p>",
        "</div>",
        "<b>",
        "<ul><li>",
        "<table><td>",
        "<p><table>",
        "<script>",
        "<a href=",
        "<!",
        "&",
        "&amp",
        "&#",
        "<nav><article>",
        "www.",
        "a@",
        "http://",
    ] {
        read(open, &open.repeat(10_000 / open.len()));
        let many = format!("{open} Kapal\n").repeat(200);
        read(open, &many);
        read(open, &format!("{open} Kapal\n\n").repeat(200));
        // Left open, and every other sign behind it.
        read(open, &format!("{open} [^1] {{x}} $y$ {{{{z}}}} <B> "));
    }
}

#[test]
fn odd_bytes_keep_their_places() {
    let odd = [
        "\0",
        "\u{feff}",
        "\u{200f}",
        "\u{202e}",
        "\u{85}",
        "\u{2028}",
        "\u{2029}",
        "\r",
        "\n",
        "\r\n",
        "\u{b}",
        "\u{c}",
        "\u{301}",
        "😀",
        "\u{1b}[0m",
    ];
    let lines = [
        "---",
        "title: Uji",
        "# Judul",
        "Dampak Global",
        "- satu",
        "> kutipan",
        "{{< a",
        ">}}",
        "<!--",
        "-->",
        "| a |",
        "|---|",
        "[^1]: catatan",
        "Foto: kapal",
        "Baca juga: kapal",
        "```",
    ];
    for a in odd {
        for b in odd {
            let text: String = lines.iter().map(|it| format!("{a}{it}{b}")).collect();
            read("odd", &text);
        }
    }
}

#[test]
fn only_cr_and_lf_end_lines() {
    let text = "Satu\u{85}dua\u{2028}tiga\u{2029}empat\u{b}lima.\r\n\rEnam.\n\n\u{feff}Tujuh.";
    for format in [Format::Plain, Format::Markdown] {
        let layout = Layout::read(&Buffer::new(text, 0), format, hints());
        let texts: Vec<&str> = layout.passages().map(|it| &*it.passage.text).collect();
        let expected = [
            "Satu\u{85}dua\u{2028}tiga\u{2029}empat\u{b}lima.\r\n\r",
            "Enam.\n\n",
            "\u{feff}Tujuh.",
        ];
        assert_eq!(expected, texts[..]);
        let buffer = Buffer::new(text, 0);
        let at = text.find("Enam").unwrap();
        assert_eq!(Position { line: 2, column: 0 }, buffer.position(at, Encoding::Utf16));
    }
}
