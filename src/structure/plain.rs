//! Plain text: one paragraph a line, or lines wrapped by hand; lists, bare
//! headings, and what scraping leaves of them.

use std::sync::LazyLock;

use regex::Regex;

use crate::structure::lines::{
    indent, is_break, is_byline, is_caption, is_lone_marker, is_residue, is_row, is_slanted,
    joined, marker, may_hold_item, quoted,
};
use crate::structure::{Block, BlockKind, Damage, End, Hints, Passage, Shape};
use crate::text::Span;

/// A headline glued to its lede ends within so many bytes.
const GLUED_TITLE: usize = 120;

pub(super) static GLUED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"(?:[.!?:…]["”’»)]*[ \t]+([-*])|[ \t]([•▪◦‣]))[ \t]+"#).ok());
static ADDRESS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"(?:https?://|www\.)[^\s<>"”]*[^\s<>"”.,;:!?)]|[\w.+-]+@[\w-]+\.[\w.-]*\w"#).ok()
});

/// One passage of plain text.
pub(super) fn read(text: String, opening: bool, hints: &Hints) -> Passage {
    let (masked, links) = mask_addresses(&text);
    let blocks = blocks(&text, opening, hints);
    let masked = mask_quotes(&blocks, &text, masked);
    Passage {
        blocks: blocks.into(),
        masked: masked.map(Into::into),
        links: links.into(),
        opening,
        spaced: false,
        meta: None,
        text: text.into(),
    }
}

/// The marks of a block quotation inside its text made blank.
fn mask_quotes(blocks: &[Block], text: &str, masked: Option<String>) -> Option<String> {
    let mut masked = masked;
    for block in blocks.iter().filter(|it| it.kind == BlockKind::Quote) {
        for line in lines(block.content.of(text)).skip(1) {
            let line = line.shift(block.content.start());
            if quoted(line.of(text)).is_none() {
                continue;
            }
            let mark = line.start() + indent(line.of(text));
            masked.get_or_insert_with(|| text.to_owned()).replace_range(mark..=mark, " ");
        }
    }
    masked
}

/// The blocks of text that may hold more than one paragraph, one a line.
pub(super) fn blocks(text: &str, opening: bool, hints: &Hints) -> Vec<Block> {
    let mut res = Vec::new();
    let mut open: Option<Span> = None;
    let mut lone: Option<Span> = None;
    let mut last = "";
    for line in lines(text) {
        let source = line.of(text);
        if source.is_empty() {
            continue;
        }
        if is_lone_marker(source) {
            let line = trimmed(line, text);
            close(&mut res, &mut open, text, opening, hints);
            flush_lone(&mut res, lone.replace(line));
        } else if let Some(marker) = lone.take() {
            read_lone(&mut res, marker, trimmed(line, text), text, opening, hints);
        } else {
            let goes_on = joined(last, source, hints);
            if !goes_on {
                close(&mut res, &mut open, text, opening, hints);
            }
            open = Some(open.map_or(line, |it| it.cover(line)));
        }
        last = source;
    }
    close(&mut res, &mut open, text, opening, hints);
    flush_lone(&mut res, lone);
    res
}

fn close(res: &mut Vec<Block>, open: &mut Option<Span>, text: &str, opening: bool, hints: &Hints) {
    if let Some(span) = open.take() {
        let opening = opening && res.is_empty();
        paragraph(res, span, text, opening, hints);
    }
}

/// A marker that no text follows is a rule between paragraphs.
fn flush_lone(res: &mut Vec<Block>, lone: Option<Span>) {
    if let Some(span) = lone {
        res.push(Block {
            content: Span::new(span.end(), span.end()),
            ..bare(BlockKind::Break, span)
        });
    }
}

/// A lone marker and the line that should stand beside it.
fn read_lone(
    res: &mut Vec<Block>,
    marker: Span,
    line: Span,
    text: &str,
    opening: bool,
    hints: &Hints,
) {
    let shape = Shape::of(line.of(text), hints);
    let between = Span::new(marker.end(), line.start()).of(text).replace("\r\n", "\n");
    let jammed = between.matches(['\n', '\r']).count() <= 1;
    // "*" over a whole sentence is a note to a starred word.
    let note = marker.of(text) == "*" && shape.is_some_and(|it| it.end == End::Stop);
    let item_like = !note && shape.is_some_and(|it| jammed || !matches!(it.end, End::Stop));
    if item_like {
        res.push(Block {
            kind: BlockKind::Item,
            span: marker.cover(line),
            content: line,
            marker: Some(marker),
            depth: 0,
            damage: Some(Damage::LoneMarker),
            shape,
            slanted: false,
        });
    } else {
        flush_lone(res, Some(marker));
        paragraph(res, line, text, opening, hints);
    }
}

/// One paragraph, item or other line, and the items glued to its end.
pub(super) fn paragraph(
    res: &mut Vec<Block>,
    span: Span,
    text: &str,
    opening: bool,
    hints: &Hints,
) {
    let source = span.of(text);
    if is_break(source) {
        res.push(bare(BlockKind::Break, span));
        return;
    }
    if let Some(found) = marker(source) {
        let content = Span::new(span.start() + found.end(), span.end());
        let depth = u8::try_from(indent(source) / 2).unwrap_or(u8::MAX);
        split_glued(res, content, text, hints, |content, shape| Block {
            kind: BlockKind::Item,
            span: Span::new(span.start() + indent(source), content.end()),
            marker: Some(Span::new(span.start() + indent(source), span.start() + found.start())),
            depth,
            shape,
            ..bare(BlockKind::Item, content)
        });
        return;
    }
    let span = trimmed(span, text);
    let source = span.of(text);
    if source.starts_with('>') {
        let skipped = source.len() - source.trim_start_matches(['>', ' ', '\t']).len();
        let content = Span::new(span.start() + skipped, span.end());
        res.push(Block { content, ..bare(BlockKind::Quote, span) });
        return;
    }
    if is_row(source) {
        row(res, span, text);
        return;
    }
    if is_residue(source, hints) {
        res.push(bare(BlockKind::Residue, span));
        return;
    }
    if is_caption(source, hints) {
        res.push(bare(BlockKind::Caption, span));
        return;
    }
    if is_byline(source, hints) {
        res.push(bare(BlockKind::Byline, span));
        return;
    }
    let mut rest = span;
    if opening && let Some((title, body)) = glued_title(source, hints) {
        let title = title.shift(span.start());
        res.push(Block {
            damage: Some(Damage::GluedTitle),
            shape: Shape::of(title.of(text), hints),
            ..bare(BlockKind::Heading(1), title)
        });
        rest = Span::new(span.start() + body, span.end());
    }
    split_glued(res, rest, text, hints, |content, shape| Block {
        shape,
        slanted: is_slanted(content.of(text)),
        ..bare(BlockKind::Paragraph, content)
    });
}

/// The cells of a row, each a block; a row of lines alone separates.
fn row(res: &mut Vec<Block>, span: Span, text: &str) {
    let source = span.of(text);
    let mark = if source.starts_with('|') { '|' } else { '\t' };
    if !source.contains(char::is_alphanumeric) {
        res.push(bare(BlockKind::Opaque, span));
        return;
    }
    let (mut at, mut start) = (span.start(), span.start());
    for cell in source.split(mark) {
        let from = at + indent(cell);
        let content = Span::new(from, from + cell.trim().len());
        at += cell.len() + 1;
        if content.is_empty() {
            continue;
        }
        // The mark behind a cell belongs to it.
        let end = at.min(span.end());
        let block = bare(BlockKind::Table, Span::new(start, end));
        res.push(Block { content, ..block });
        start = end;
    }
}

/// Cuts items off the end of `content`; what stands before them becomes the
/// block that `head` makes of it.
pub(super) fn split_glued(
    res: &mut Vec<Block>,
    content: Span,
    text: &str,
    hints: &Hints,
    head: impl FnOnce(Span, Option<Shape>) -> Block,
) {
    let source = content.of(text);
    let mut cuts: Vec<Span> = Vec::new();
    if let Some(glued) = GLUED.as_ref().filter(|_| may_hold_item(source)) {
        for found in glued.captures_iter(source) {
            let Some(mark) = found.get(1).or_else(|| found.get(2)) else { continue };
            cuts.push(Span::new(mark.start(), found.get(0).map_or(mark.end(), |it| it.end())));
        }
    }
    let listed = cuts.last().and_then(|it| more_cuts(source, *it, hints)).unwrap_or_default();
    let from = cuts.len();
    cuts.extend(listed);
    // From the back, for as long as what follows the marker is an item.
    let mut end = source.len();
    let mut items = Vec::new();
    // The one before those that it told of is an item as they are.
    let known = if from < cuts.len() { from - 1 } else { from };
    for (at, cut) in cuts.into_iter().enumerate().rev() {
        let run = Span::new(cut.end(), end);
        let run = Span::new(run.start(), run.start() + run.of(source).trim_end().len());
        let shape = Shape::of(run.of(source), hints);
        let round = Span::new(cut.start(), cut.end()).of(source).starts_with(['•', '▪', '◦', '‣']);
        // A name behind a quotation says whose it is.
        let before = Span::new(0, cut.start()).of(source).trim_end();
        let signs = !round && before.ends_with(['"', '”', '’', '»']);
        let fits = !signs
            && shape.is_some_and(|it| {
                it.may_head()
                    && it.words <= 10
                    && (round || known <= at || it.is_title_case() || it.big == 1)
            });
        if !fits {
            break;
        }
        let marker = Span::new(cut.start(), cut.start() + marker_len(cut.of(source)));
        items.push(Block {
            span: Span::new(cut.start(), run.end()).shift(content.start()),
            content: run.shift(content.start()),
            marker: Some(marker.shift(content.start())),
            damage: Some(Damage::GluedItem),
            shape,
            ..bare(BlockKind::Item, run)
        });
        end = cut.start();
    }
    let head_len = source.get(..end).unwrap_or(source).trim_end().len();
    let head_span = Span::new(content.start(), content.start() + head_len);
    res.push(head(head_span, Shape::of(head_span.of(text), hints)));
    res.extend(items.into_iter().rev());
}

/// Items in sentence case behind the first, which a stop tells: "… tiga hal. -
/// Latihan bersama - Pertukaran intelijen". Their marks with the blanks behind.
fn more_cuts(source: &str, first: Span, hints: &Hints) -> Option<Vec<Span>> {
    let tail = source.get(first.end()..)?;
    // "“…” - Rina Kusuma - Jakarta"
    if source.get(..first.start())?.trim_end().ends_with(['"', '”', '’', '»']) {
        return None;
    }
    let mark = first.of(source).trim().chars().next().filter(|it| matches!(it, '-' | '*'))?;
    let between = format!(" {mark} ");
    let mut items = tail.split(between.as_str());
    let is_item = |it: &str| {
        it.starts_with(char::is_uppercase)
            && Shape::of(it, hints).is_some_and(|it| it.words <= 10 && it.may_head())
    };
    let all = tail.contains(&between) && items.all(is_item);
    let found = || memchr::memmem::find_iter(tail.as_bytes(), between.as_bytes());
    all.then(|| found().map(|at| Span::new(first.end() + at + 1, first.end() + at + 3)).collect())
}

fn marker_len(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

/// A headline that shares its line with the first sentence: the headline, and
/// where the sentence starts.
fn glued_title(source: &str, hints: &Hints) -> Option<(Span, usize)> {
    signed_title(source, hints)
        .or_else(|| repeated_title(source, hints))
        .or_else(|| small_title(source, hints))
}

/// Nothing between the two, but a small word with a capital, which a headline
/// has only at its start, and small letters behind it: "Why the Cap Failed The
/// cap was meant …".
fn small_title(source: &str, hints: &Hints) -> Option<(Span, usize)> {
    let head = source.get(..source.floor_char_boundary(GLUED_TITLE))?;
    let is_small = |it: &str| hints.small_words.holds(it);
    let mut words = head.split_inclusive(' ').scan(0, |at, word| {
        let start = *at;
        *at += word.len();
        Some((start, word.trim_end()))
    });
    let mut words = words.by_ref().skip(4).peekable();
    while let Some((body, word)) = words.next() {
        // Not the "A" of "Plan A", nor capitals alone.
        let capital = word.starts_with(char::is_uppercase)
            && word.chars().nth(1).is_some_and(char::is_lowercase);
        if capital && is_small(word) {
            let title = source.get(..body)?.trim_end();
            let shape = Shape::of(title, hints)?;
            let lower = |it: &&str| it.starts_with(char::is_lowercase);
            let goes_on = words.peek().is_some_and(|it| lower(&it.1));
            let rest = source.get(body..)?.split_whitespace();
            let whole = shape.end == End::Open
                && !shape.shouted
                && shape.capital_small == 0
                && shape.big == shape.capital
                && (4..=14).contains(&shape.words)
                && !title.contains([',', '('])
                && !title.contains(" - ")
                && !is_torn(title)
                && title
                    .split(' ')
                    .next_back()
                    .is_some_and(|it| it.starts_with(char::is_uppercase))
                && 8 <= rest.clone().count()
                && 4 <= rest.take(14).filter(lower).count();
            return (whole && goes_on).then(|| (Span::new(0, title.len()), body));
        }
        // A headline in title case has none but small words in small letters.
        if word.starts_with(char::is_lowercase) && !is_small(word) {
            return None;
        }
    }
    None
}

/// Nothing between the two, but the sentence begins as the headline does:
/// "Turkey Reopens Talks Turkey has invited …".
fn repeated_title(source: &str, hints: &Hints) -> Option<(Span, usize)> {
    let first = source.split_whitespace().next()?;
    if !first.starts_with(char::is_uppercase) || hints.small_words.holds(first) {
        return None;
    }
    let head = source.get(..source.floor_char_boundary(GLUED_TITLE))?;
    let needle = format!(" {first} ");
    let body = head.find(&needle)? + 1;
    let title = source.get(..body)?.trim_end();
    let shape = Shape::of(title, hints)?;
    let goes_on = source.get(body + needle.len() - 1..)?.starts_with(char::is_lowercase);
    let whole = shape.end == End::Open
        && !is_torn(title)
        // "Jakarta, Kompas - Kinerja Bursa Efek Jakarta …" opens with a place.
        && !title.contains([',', '('])
        && !title.contains(" - ")
        && title.split_whitespace().next_back().is_some_and(|it| it.starts_with(char::is_uppercase))
        && 4 <= shape.words
        && shape.big == shape.capital;
    (whole && goes_on && !shape.shouted).then(|| (Span::new(0, title.len()), body))
}

/// It ends inside brackets or a quotation: "Phineas dan Ferb (English: …".
fn is_torn(title: &str) -> bool {
    let count = |sign: char| title.matches(sign).count();
    count('(') != count(')') || count('“') != count('”') || count('"') % 2 == 1
}

/// A comma or the like between headline and sentence.
fn signed_title(source: &str, hints: &Hints) -> Option<(Span, usize)> {
    let (at, sign) = source.char_indices().find(|(at, it)| match it {
        ',' | ':' | '|' => true,
        '–' | '—' | '-' => {
            source.get(..*at).is_some_and(|it| it.ends_with(' '))
                && source.get(*at..).is_some_and(|it| it.chars().nth(1) == Some(' '))
        }
        _ => false,
    })?;
    if GLUED_TITLE < at {
        return None;
    }
    let title = source.get(..at)?.trim_end();
    if is_torn(title) {
        return None;
    }
    let body = at + sign.len_utf8();
    let rest = source.get(body..)?;
    let body = body + (rest.len() - rest.trim_start().len());
    let rest = rest.trim_start();
    let shape = Shape::of(title, hints)?;
    // "Ketua Komisi A mengatakan, …" is a sentence.
    if !(2..=14).contains(&shape.words) || shape.big != shape.capital || shape.shouted {
        return None;
    }
    if !rest.starts_with(char::is_uppercase) || rest.split_whitespace().count() < 6 {
        return None;
    }
    // The name that the sentence begins with.
    let is_name = |it: &&str| it.starts_with(char::is_uppercase);
    let name: Vec<&str> = rest.split_whitespace().take_while(is_name).collect();
    let small_first = title.split_whitespace().next().is_some_and(|it| hints.small_words.holds(it));
    let title_words: Vec<&str> = title.split_whitespace().collect();
    let repeats = 3 <= shape.words
        && !small_first
        && !name.is_empty()
        // As the headline does: "Setelah Gempa Cianjur, Cianjur …" is a sentence.
        && title_words.starts_with(&name);
    // A sentence and no list of titles or places.
    let prose = rest.split_whitespace().take(14).filter(|it| it.starts_with(char::is_lowercase));
    ((1 <= shape.capital_small || repeats) && 2 <= prose.count())
        .then(|| (Span::new(0, title.len()), body))
}

/// Text with addresses made opaque, and where they are.
pub(super) fn mask_addresses(text: &str) -> (Option<String>, Vec<Span>) {
    if !text.contains("://") && !text.contains("www.") && !text.contains('@') {
        return (None, Vec::new());
    }
    let Some(address) = ADDRESS.as_ref() else { return (None, Vec::new()) };
    let links: Vec<Span> =
        address.find_iter(text).map(|it| Span::new(it.start(), it.end())).collect();
    if links.is_empty() {
        return (None, links);
    }
    let mut masked = text.as_bytes().to_vec();
    for link in &links {
        if let Some(bytes) = masked.get_mut(link.start()..link.end()) {
            bytes.fill(0);
        }
    }
    (String::from_utf8(masked).ok(), links)
}

/// As long as `text`, with only its line ends kept.
pub(super) fn blank(text: &str) -> String {
    let mut res = vec![b' '; text.len()];
    for at in memchr::memchr2_iter(b'\n', b'\r', text.as_bytes()) {
        if let (Some(byte), Some(end)) = (res.get_mut(at), text.as_bytes().get(at)) {
            *byte = *end;
        }
    }
    String::from_utf8(res).unwrap_or_default()
}

/// The lines of a text, trimmed at their ends.
fn lines(text: &str) -> impl Iterator<Item = Span> {
    let mut at = 0;
    text.split_inclusive(['\n', '\r']).map(move |line| {
        let start = at;
        at += line.len();
        Span::new(start, start + line.trim_end().len())
    })
}

fn trimmed(span: Span, text: &str) -> Span {
    Span::new(span.start() + indent(span.of(text)), span.end())
}

pub(super) fn bare(kind: BlockKind, span: Span) -> Block {
    Block {
        kind,
        span,
        content: span,
        marker: None,
        depth: 0,
        damage: None,
        shape: None,
        slanted: false,
    }
}
