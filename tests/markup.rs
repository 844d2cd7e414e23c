//! What is prose in the Markdown that newsrooms write, and what is not.

use tajuk::lang::hints;
use tajuk::structure::{BlockKind, Format, Layout};
use tajuk::text::Buffer;

fn layout(format: Format, text: &str) -> Layout {
    let layout = Layout::read(&Buffer::new(text, 0), format, hints());
    let mut end = 0;
    for placed in layout.passages() {
        assert_eq!(end, placed.start);
        end = placed.end();
        let passage = &placed.passage;
        assert_eq!(passage.text.len(), passage.prose().len());
        let mut at = 0;
        for block in &passage.blocks {
            assert!(at <= block.span.start(), "{text}: {:#?}", passage.blocks);
            assert!(block.span.contains(block.content), "{text}: {block:?}");
            at = block.span.end();
        }
    }
    assert_eq!(end, text.len());
    layout
}

/// The blocks, each with its kind and what of it is prose.
fn drawn(format: Format, text: &str) -> String {
    let mut res = String::new();
    for placed in layout(format, text).passages() {
        for block in &placed.passage.blocks {
            let prose = block.content.of(placed.passage.prose()).replace('\0', " ");
            let prose: Vec<&str> = prose.split_whitespace().collect();
            let prose = if block.kind.is_prose() || block.kind == BlockKind::Table {
                prose.join(" ")
            } else {
                String::new()
            };
            res += &format!("{:?} {prose}\n", block.kind);
        }
    }
    res
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(expected, drawn(Format::Markdown, text), "{text}");
    assert_eq!(expected, drawn(Format::Markdown, &text.replace('\n', "\r\n")), "CRLF: {text}");
}

#[test]
fn shortcodes_and_liquid_tags_are_no_prose() {
    check(
        "Kapal {{< ref \"a\" >}} berangkat.\n{{< figure src=\"a.jpg\"\n  caption=\"Kapal. Gandum.\" >}}\nTiba.\n",
        "Paragraph Kapal berangkat.\nOpaque \nParagraph Tiba.\n",
    );
    check(
        "{% highlight go %}\nfmt\n\nx = 1\n{% endhighlight %}\n\nKapal {{ page.title }} tiba.\n",
        "Opaque \nParagraph Kapal tiba.\n",
    );
    check(
        "{{% comment %}}\nTidak.\n\nTidak juga.\n{{% /comment %}}\nYa.\n",
        "Opaque \nParagraph Ya.\n",
    );
}

#[test]
fn a_tag_left_open_hides_no_more_than_its_line() {
    check(
        "Kapal {{ berangkat.\n\nTiba di {% Odesa.\n\nAkhir }} %}.\n",
        "Paragraph Kapal {{ berangkat.\nParagraph Tiba di\nParagraph Akhir }} %}.\n",
    );
    check("{{< figure\n\nKapal tiba.\n", "Opaque \nParagraph Kapal tiba.\n");
}

#[test]
fn mdx_and_quarto_are_no_prose() {
    check(
        "import Chart from '../chart'\nexport const year = 2025\n\n<Chart data={[{a: 1}]}\n  title=\"Ekspor > impor\" />\n\nEkspor naik {props.percent} persen.\n\n<Note>\n\nCatatan.\n\n</Note>\n",
        "Opaque \nOpaque \nParagraph Ekspor naik persen.\nOpaque \nParagraph Catatan.\nOpaque \n",
    );
    check(
        "Ekspor naik, menurut @smith2020, [@doe99, hal. 3; -@a]. Kata [@budi](https://a.example).\n",
        "Paragraph Ekspor naik, menurut @smith2020, . Kata @budi .\n",
    );
    check(
        "::: {.callout-note}\nCatatan.\n:::\n\n```{r}\nplot(x)\n\ny <- 1\n```\n\nNilai $r^2$ tinggi, $5 dan $10.\n\n$$\na\n$$\n",
        "Opaque \nParagraph Catatan.\nOpaque \nOpaque \nParagraph Nilai tinggi, $5 dan $10.\nOpaque \n",
    );
}

#[test]
fn html_is_no_prose() {
    check(
        "<div class=\"a\">\nTidak.\n</div>\n\n<!-- Tidak.\n\nTidak. -->\n\nYa <b>tebal</b> ya.\n",
        "Opaque \nOpaque \nParagraph Ya tebal ya.\n",
    );
}

#[test]
fn pictures_footnotes_and_cells_are_blocks() {
    check(
        "![Kapal](a.jpg)\n*Kapal gandum di Odesa.*\n\nIsi.[^1]\n\n[^1]: Catatan pendek.\n",
        "Figure \nCaption *Kapal gandum di Odesa.*\nParagraph Isi.\nFootnote Catatan pendek.\n"
            .replace('*', "")
            .as_str(),
    );
    check(
        "| Negara | Nilai |\n|---|---|\n| Turki | 5 |\n|  | 6 |\n",
        "Table Negara\nTable Nilai\nTable Turki\nTable 5\nTable 6\n",
    );
}

#[test]
fn furniture_is_found_inside_a_paragraph() {
    check(
        "Kapal berangkat pada Maret.\n**Baca juga:** [Judul](https://a.example)\nKapal tiba pada Mei.\n",
        "Paragraph Kapal berangkat pada Maret.\nResidue \nParagraph Kapal tiba pada Mei.\n",
    );
}

#[test]
fn plain_text_has_the_same_blocks() {
    for (text, expected) in [
        (
            "> Kami tidak akan menyerah sebelum semua kapal\n> kembali ke dermaga.\n",
            "Quote Kami tidak akan menyerah sebelum semua kapal kembali ke dermaga.\n",
        ),
        (
            "Foto: Kapal gandum di Odesa, Senin (3/3/2025).\n",
            "Caption Foto: Kapal gandum di Odesa, Senin (3/3/2025).\n",
        ),
        (
            "Kapal gandum merapat di Odesa, Senin (3/3/2025). (ANTARA FOTO/Budi Santoso)\n",
            "Caption Kapal gandum merapat di Odesa, Senin (3/3/2025). (ANTARA FOTO/Budi Santoso)\n",
        ),
        (
            "Why the Oil Cap Failed The cap was meant to hurt Moscow, and it has hurt nobody so far.\n",
            "Heading(1) Why the Oil Cap Failed\nParagraph The cap was meant to hurt Moscow, and it has hurt nobody so far.\n",
        ),
        (
            "Pakta Pertahanan Moskow dan Teheran Di tengah perang, kedua negara itu meneken perjanjian baru.\n",
            "Heading(1) Pakta Pertahanan Moskow dan Teheran\nParagraph Di tengah perang, kedua negara itu meneken perjanjian baru.\n",
        ),
        (
            "Tim Kajian Rencana Cadangan A dibentuk oleh menteri itu pada bulan lalu di kantornya.\n",
            "Paragraph Tim Kajian Rencana Cadangan A dibentuk oleh menteri itu pada bulan lalu di kantornya.\n",
        ),
        (
            "Mereka sepakat tentang tiga hal. - Latihan bersama - Pertukaran data - Kunjungan kapal\n",
            "Paragraph Mereka sepakat tentang tiga hal.\nItem Latihan bersama\nItem Pertukaran data\nItem Kunjungan kapal\n",
        ),
        (
            "“Kami akan pulang.” - Rina Kusuma dari Bogor - Jakarta hari ini\n",
            "Paragraph “Kami akan pulang.” - Rina Kusuma dari Bogor - Jakarta hari ini\n",
        ),
        (
            "Kapal itu merapat di Odesa (lihat foto).\n",
            "Paragraph Kapal itu merapat di Odesa (lihat foto).\n",
        ),
        (
            "Bagikan: Facebook Twitter\nADVERTISEMENT\nTwitter\n",
            "Residue \nResidue \nParagraph Twitter\n",
        ),
        (
            "JAKARTA, KOMPAS —\nPemerintah menunda tarif.\n",
            "Paragraph JAKARTA, KOMPAS — Pemerintah menunda tarif.\n",
        ),
        (
            "Oleh: RINA HAPSARI dan BUDI SANTOSO\nOleh karena itu kapal berangkat.\n",
            "Byline \nParagraph Oleh karena itu kapal berangkat.\n",
        ),
        (
            "Oleh Andi Tenri | Rabu, 18 November 2026\nKapal berangkat.\n",
            "Byline \nParagraph Kapal berangkat.\n",
        ),
        (
            "Ia menunggu orang yang mau\nread more books than he.\n",
            "Paragraph Ia menunggu orang yang mau read more books than he.\n",
        ),
        (
            "{ \"title\": \"Uji\",\n\n  \"date\": \"2025-03-01\" }\n\nKapal tiba.\n",
            "FrontMatter \nParagraph Kapal tiba.\n",
        ),
        (
            "Tahun\tVolume\tNilai\n2022\t\t48\n| Turki | 5 |\n|---|---|\n",
            "Table Tahun\nTable Volume\nTable Nilai\nTable 2022\nTable 48\nTable Turki\nTable 5\nOpaque \n",
        ),
        ("---\ntitle: Uji\n---\nKapal tiba.\n", "FrontMatter \nParagraph Kapal tiba.\n"),
    ] {
        assert_eq!(expected, drawn(Format::Plain, text), "{text}");
    }
}
