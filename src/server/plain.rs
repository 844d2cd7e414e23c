//! Markdown as plain text, for clients that show it as it stands.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// Keeps the words, the lines and the addresses of links; lets go of marks.
pub(super) fn plain(markdown: &str) -> String {
    let mut res = String::new();
    // Addresses of the links that are open, and the depth of lists.
    let mut links: Vec<(usize, String)> = Vec::new();
    let mut depth: usize = 0;
    for event in Parser::new(markdown) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                res.push_str(&text);
            }
            Event::SoftBreak | Event::HardBreak => res.push('\n'),
            Event::Rule => paragraph(&mut res),
            Event::Start(Tag::List(_)) => {
                if depth == 0 {
                    paragraph(&mut res);
                }
                depth += 1;
            }
            Event::End(TagEnd::List(_)) => depth = depth.saturating_sub(1),
            Event::Start(Tag::Item) => {
                line(&mut res);
                res.push_str(&"  ".repeat(depth.saturating_sub(1)));
                res.push_str("- ");
            }
            Event::Start(Tag::Paragraph) if 0 < depth => {}
            Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_)) => {
                paragraph(&mut res);
            }
            Event::Start(Tag::Link { dest_url, .. }) => links.push((res.len(), dest_url.into())),
            Event::End(TagEnd::Link) => {
                if let Some((start, address)) = links.pop()
                    && res.get(start..) != Some(&address)
                {
                    res.push_str(&format!(" <{address}>"));
                }
            }
            _ => {}
        }
    }
    res.truncate(res.trim_end().len());
    res
}

fn line(text: &mut String) {
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
}

fn paragraph(text: &mut String) {
    line(text);
    if !text.is_empty() && !text.ends_with("\n\n") {
        text.push('\n');
    }
}
