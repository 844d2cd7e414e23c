//! What template languages put between the lines of an article: Hugo
//! shortcodes, Liquid tags, MDX, Quarto divs, math, footnote marks. Found by
//! one scan in linear time; a tag left open reaches no further than its line.

use std::ops::Range;

use memchr::memmem;

use crate::structure::lines;

/// One thing that is nobody's prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Masked {
    pub(super) range: Range<usize>,
    /// Fills whole lines, so it is a block.
    pub(super) whole: bool,
    /// A footnote mark or the like, which counts as a link.
    pub(super) note: bool,
}

/// Tags that hide all that stands before the tag that closes them, blank lines
/// too: how the tag begins, and what the line of the closing tag holds.
const HIDING: [(&str, &str, &str); 8] = [
    ("{%", "highlight", "endhighlight"),
    ("{%", "comment", "endcomment"),
    ("{%", "raw", "endraw"),
    ("{{<", "highlight", "/highlight"),
    ("{{%", "highlight", "/highlight"),
    ("{{<", "comment", "/comment"),
    ("{{%", "comment", "/comment"),
    ("{{<", "mermaid", "/mermaid"),
];

/// An expression in braces that goes on for longer is prose.
const LONGEST_EXPRESSION: usize = 2000;

/// A line that opens a hiding tag and does not close it: what closes it.
pub(super) fn hides_until(line: &str) -> Option<&'static str> {
    let line = line.trim();
    let (_, _, end) = HIDING.into_iter().find(|(open, name, _)| {
        let Some(rest) = line.strip_prefix(open) else { return false };
        let rest = rest.trim_start_matches(['-', ' ', '\t']);
        rest.strip_prefix(name)
            .is_some_and(|it| !it.starts_with(|it: char| it.is_alphanumeric() || it == '_'))
            && line.contains('}')
    })?;
    (!line.contains(end)).then_some(end)
}

/// The text for the Markdown parser: block masks are blank, others are words.
pub(super) fn filled(text: &str, masks: &[Masked]) -> Option<String> {
    if masks.is_empty() {
        return None;
    }
    let mut bytes = text.as_bytes().to_vec();
    for mask in masks.iter().filter(|it| !it.note) {
        let fill = if mask.whole { b' ' } else { b'x' };
        for byte in bytes.get_mut(mask.range.clone()).unwrap_or_default() {
            if !matches!(byte, b'\n' | b'\r') {
                *byte = fill;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

/// All of them, in order and apart.
pub(super) fn find(text: &str) -> Vec<Masked> {
    let bytes = text.as_bytes();
    let mut has_sign = memchr::memchr3(b'{', b'$', b'<', bytes).is_some();
    let cited = |at| matches!(bytes.get(at + 1..), Some([b'^' | b'@', ..] | [b'-', b'@', ..]));
    has_sign |= text.contains(":::") || memchr::memchr_iter(b'[', bytes).any(cited);
    has_sign |= text.contains("import ") || text.contains("export ");
    if !has_sign {
        return Vec::new();
    }
    let mut scan = Scan { text, found: Vec::new(), limit: 0, next: [None; 7], hopeless: 0 };
    scan.run();
    scan.found
}

/// What may close a tag; each is looked for once, from the left to the right.
#[derive(Clone, Copy)]
enum Close {
    Shortcode,
    ShortcodePercent,
    Braces,
    Liquid,
    Brace,
    Dollar,
    Dollars,
}

impl Close {
    fn text(self) -> &'static str {
        match self {
            Close::Shortcode => ">}}",
            Close::ShortcodePercent => "%}}",
            Close::Braces => "}}",
            Close::Liquid => "%}",
            Close::Brace => "}",
            Close::Dollar => "$",
            Close::Dollars => "$$",
        }
    }
}

struct Scan<'a> {
    text: &'a str,
    found: Vec<Masked>,
    /// Start of the next blank line: no tag crosses it.
    limit: usize,
    /// Where each close stands next; text's length where there is none.
    next: [Option<usize>; 7],
    /// No component that begins before this closes.
    hopeless: usize,
}

impl Scan<'_> {
    fn run(&mut self) {
        let mut fence: Option<(u8, usize)> = None;
        let mut after_blank = true;
        // Nothing that begins before this is looked at again.
        let mut done = 0;
        let mut at = 0;
        for line in self.text.split_inclusive(['\n', '\r']) {
            let start = at;
            at += line.len();
            let bare = line.trim();
            let was_blank = after_blank;
            // The LF of a CRLF is no line.
            if !(line == "\n" && self.ends_in_cr(start)) {
                after_blank = bare.is_empty();
            }
            if at <= done || bare.is_empty() {
                continue;
            }
            if let Some((mark, count)) = fence {
                let run = bare.bytes().take_while(|it| *it == mark).count();
                if count <= run && run == bare.len() {
                    fence = None;
                }
                continue;
            }
            if let Some(opened) = lines::fence(bare) {
                fence = Some(opened);
                continue;
            }
            let from = start + (line.len() - line.trim_start().len());
            let end = start + line.trim_end().len();
            if from < done {
                done = self.inline(done, at);
            } else if let Some(end) = self.block(from, end, bare, was_blank) {
                self.push(from..end, true);
                done = end;
                // The rest of the lines that it ends in.
                after_blank = true;
            } else {
                done = self.inline(from, at);
            }
        }
    }

    fn push(&mut self, range: Range<usize>, whole: bool) {
        self.found.push(Masked { range, whole, note: false });
    }

    /// The end of a block that begins with this line.
    fn block(&mut self, from: usize, end: usize, bare: &str, after_blank: bool) -> Option<usize> {
        if bare.starts_with(":::") {
            return Some(end);
        }
        if let Some(close) = hides_until(bare) {
            let rest = self.text.get(end..)?;
            let found = memmem::find(rest.as_bytes(), close.as_bytes());
            return Some(match found {
                Some(it) => self.line_end(end + it),
                None => self.text.trim_end().len(),
            });
        }
        if after_blank && is_module_line(bare) {
            return Some(self.paragraph_end(from));
        }
        let end = if bare.starts_with("{{") || bare.starts_with("{%") || bare.starts_with("$$") {
            self.tag(from)?
        } else if bare.starts_with('{') && after_blank {
            self.expression(from)?
        } else if bare.starts_with('<') {
            self.component(from)?
        } else {
            return None;
        };
        // Only where nothing but more tags stands on its last line.
        let mut end = end;
        let mut line_end = 0;
        loop {
            if line_end < end {
                line_end = self.line_end(end);
            }
            let rest = self.text.get(end..line_end)?;
            let skipped = rest.len() - rest.trim_start().len();
            if rest.trim().is_empty() {
                return Some(end);
            }
            end = self.tag(end + skipped)?;
        }
    }

    /// Tags inside a line that starts at `from`; where the scan may go on.
    fn inline(&mut self, from: usize, line_end: usize) -> usize {
        let heading = self.text.get(from..).is_some_and(|it| it.starts_with('#'));
        let mut at = from;
        while let Some(step) =
            self.text.as_bytes().get(at..line_end).and_then(|it| {
                it.iter().position(|it| matches!(it, b'{' | b'$' | b'[' | b'`' | b'<'))
            })
        {
            let here = at + step;
            at = here + 1;
            let before = self.text.as_bytes().get(here.wrapping_sub(1)).copied();
            if before == Some(b'\\') {
                continue;
            }
            let rest = self.text.get(here..line_end).unwrap_or_default();
            if rest.starts_with('`') {
                at = here + code_len(rest);
            } else if rest.starts_with('[') {
                if let Some(len) = note_len(rest).or_else(|| citation_len(rest)) {
                    // A definition is for the parser to see.
                    self.found.push(Masked { range: here..here + len, whole: false, note: true });
                    at = here + len;
                }
            } else if rest.starts_with("{{") || rest.starts_with("{%") || rest.starts_with("$$") {
                match self.tag(here) {
                    Some(end) => {
                        self.push(here..end, false);
                        at = end;
                    }
                    None => at = here + 2,
                }
            } else if rest.starts_with('{') && !heading {
                if let Some(end) = self.expression(here) {
                    self.push(here..end, false);
                    at = end;
                }
            } else if rest.starts_with('$') {
                if let Some(end) = self.math(here, line_end) {
                    self.push(here..end, false);
                    at = end;
                }
            } else if rest.starts_with('<')
                && let Some(end) = self.component(here)
            {
                self.push(here..end, false);
                at = end;
            }
            if line_end <= at {
                break;
            }
        }
        at.max(line_end)
    }

    /// The end of a shortcode, a Liquid tag or displayed math.
    fn tag(&mut self, at: usize) -> Option<usize> {
        let rest = self.text.get(at..)?;
        let (open, close) = if rest.starts_with("{{<") {
            (3, Close::Shortcode)
        } else if rest.starts_with("{{%") {
            (3, Close::ShortcodePercent)
        } else if rest.starts_with("{{") {
            (2, Close::Braces)
        } else if rest.starts_with("{%") {
            (2, Close::Liquid)
        } else if rest.starts_with("$$") {
            (2, Close::Dollars)
        } else {
            return None;
        };
        let end = self.closing(close, at + open);
        if let Some(end) = end.filter(|it| *it <= self.paragraph_end(at)) {
            return Some(end);
        }
        // One that is left open, as long as it is being written, takes its line.
        let sure = matches!(close, Close::Shortcode | Close::ShortcodePercent | Close::Liquid);
        let spaced = rest.get(open..)?.starts_with([' ', '/', '-']);
        (sure && spaced).then(|| self.line_end(at))
    }

    /// The end of `{ … }`, braces inside it balanced as far as they go.
    fn expression(&mut self, at: usize) -> Option<usize> {
        let mut end = self.closing(Close::Brace, at + 1)?;
        if self.paragraph_end(at) < end || at + LONGEST_EXPRESSION < end {
            return None;
        }
        let mut open = 0;
        let mut from = at;
        while from < end {
            let opened = self.text.get(from..end)?.bytes().filter(|it| *it == b'{').count();
            open += opened;
            open -= 1;
            if open == 0 {
                break;
            }
            from = end;
            match self.closing(Close::Brace, end) {
                Some(it) if it <= self.limit && it <= at + LONGEST_EXPRESSION => end = it,
                _ => break,
            }
        }
        Some(end)
    }

    /// `$x$`, as pandoc reads it, where it has a sign of math: two prices are
    /// none.
    fn math(&mut self, at: usize, line_end: usize) -> Option<usize> {
        let before = self.text.get(..at)?.chars().next_back();
        if before.is_some_and(char::is_alphanumeric) {
            return None;
        }
        let end = self.closing(Close::Dollar, at + 1).filter(|it| *it <= line_end)?;
        let inner = self.text.get(at + 1..end - 1)?;
        let tight = !inner.is_empty() && inner.trim().len() == inner.len();
        let behind = self.text.get(end..)?.chars().next();
        let signs = inner.contains(['\\', '^', '_', '=', '{'])
            || (inner.chars().count() <= 2 && inner.chars().all(char::is_alphabetic));
        (tight && signs && !behind.is_some_and(char::is_alphanumeric)).then_some(end)
    }

    /// A JSX tag, `<Chart …>` or `</Chart>`, with braces and quotes inside.
    fn component(&mut self, at: usize) -> Option<usize> {
        let rest = self.text.get(at + 1..)?;
        let name = rest.strip_prefix('/').unwrap_or(rest);
        if !name.starts_with(|it: char| it.is_ascii_uppercase()) && !rest.starts_with(">") {
            return None;
        }
        if at < self.hopeless {
            return None;
        }
        let limit = self.paragraph_end(at).min(at + LONGEST_EXPRESSION);
        let mut braces = 0usize;
        let mut quote: Option<u8> = None;
        for (step, byte) in self.text.as_bytes().get(at..limit)?.iter().enumerate() {
            match (*byte, quote) {
                (it, Some(open)) if it == open => quote = None,
                (_, Some(_)) => {}
                (b'"' | b'\'', None) => quote = Some(*byte),
                (b'{', None) => braces += 1,
                (b'}', None) => braces = braces.saturating_sub(1),
                (b'>', None) if braces == 0 => return Some(at + step + 1),
                _ => {}
            }
        }
        self.hopeless = limit;
        None
    }

    /// The end of the next `close` that starts at `at` or later.
    fn closing(&mut self, close: Close, at: usize) -> Option<usize> {
        let len = close.text().len();
        let known = self.next.get(close as usize).copied().flatten();
        let found = match known {
            Some(it) if at <= it => it,
            _ => {
                let rest = self.text.as_bytes().get(at..)?;
                let found = memmem::find(rest, close.text().as_bytes());
                found.map_or(self.text.len(), |it| at + it)
            }
        };
        if let Some(next) = self.next.get_mut(close as usize) {
            *next = Some(found);
        }
        (found < self.text.len()).then_some(found + len)
    }

    /// The end of the last line before the next blank one.
    fn paragraph_end(&mut self, at: usize) -> usize {
        if at < self.limit {
            return self.limit;
        }
        let mut end = at;
        for line in self.text.get(at..).unwrap_or_default().split_inclusive(['\n', '\r']) {
            // A CR and an LF that belong together are cut apart here.
            if line.trim().is_empty() && !(line == "\n" && self.ends_in_cr(end)) {
                break;
            }
            end += line.len();
        }
        self.limit = self.text.get(..end).map_or(end, |it| it.trim_end().len()).max(at);
        self.limit
    }

    fn ends_in_cr(&self, end: usize) -> bool {
        self.text.as_bytes().get(end.wrapping_sub(1)) == Some(&b'\r')
    }

    fn line_end(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        let len = rest.find(['\n', '\r']).unwrap_or(rest.len());
        at + rest.get(..len).unwrap_or_default().trim_end().len()
    }
}

/// `import X from "y"`, `export const meta = {`.
fn is_module_line(line: &str) -> bool {
    if let Some(rest) = line.strip_prefix("import ") {
        let ends = rest.trim_end_matches(';').ends_with(['\'', '"']);
        return rest.starts_with(['\'', '"', '{', '*']) && (ends || rest.starts_with('{'))
            || ends && rest.contains(" from ");
    }
    let Some(rest) = line.strip_prefix("export ") else { return false };
    ["const ", "let ", "var ", "default ", "function ", "async ", "class ", "{", "*"]
        .iter()
        .any(|it| rest.starts_with(it))
        && rest.contains(['=', '{', '(', '*'])
}

/// Bytes of a code span that closes on this line, or of the ticks alone.
fn code_len(line: &str) -> usize {
    let ticks = line.bytes().take_while(|it| *it == b'`').count();
    let window = line.get(ticks..line.floor_char_boundary(ticks + 256)).unwrap_or_default();
    let mut at = 0;
    while let Some(step) = window.get(at..).and_then(|it| it.find('`')) {
        let run = window.get(at + step..).unwrap_or_default();
        let run = run.bytes().take_while(|it| *it == b'`').count();
        at += step + run;
        if run == ticks {
            return ticks + at;
        }
    }
    ticks
}

/// Bytes of a footnote mark, `[^1]`.
fn note_len(rest: &str) -> Option<usize> {
    if !rest.starts_with("[^") {
        return None;
    }
    let window = rest.get(..rest.floor_char_boundary(64))?;
    let end = window.find(']')?;
    let name = window.get(2..end)?;
    (!name.is_empty() && !name.contains(char::is_whitespace)).then_some(end + 1)
}

/// Bytes of a citation as Pandoc and Quarto write it, `[@doe99, p. 3]`; a link
/// whose text is an account is none.
fn citation_len(rest: &str) -> Option<usize> {
    let key = rest.strip_prefix("[@").or_else(|| rest.strip_prefix("[-@"))?;
    if !key.starts_with(|it: char| it.is_alphanumeric() || it == '_') {
        return None;
    }
    let window = rest.get(..rest.floor_char_boundary(256))?;
    let end = window.find(']')? + 1;
    (!rest.get(end..)?.starts_with(['(', '[', ':'])).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let mut res = text.to_owned();
        for it in find(text).into_iter().rev() {
            let sign = if it.whole { '#' } else { '_' };
            res.replace_range(it.range, &sign.to_string());
        }
        res
    }

    #[test]
    fn tags_are_found_with_their_ends() {
        for (text, expected) in [
            ("{{< figure src=\"a\"\n  caption=\"B\" >}}\n", "#\n"),
            ("A {{< ref \"x\" >}} b {% if x %}c{% endif %}", "A _ b _c_"),
            ("{{< a >}} {{< b >}}\nProsa", "#\nProsa"),
            ("{{< a >}} prosa", "_ prosa"),
            ("Buka {{ tanpa tutup\n\nAkhir }}", "Buka {{ tanpa tutup\n\nAkhir }}"),
            ("Buka {{< gambar src=\"a\nProsa", "Buka _\nProsa"),
            ("{% include a.html\nProsa\n\n%}", "#\nProsa\n\n%}"),
            ("{% comment %}\nx\n\ny\n{% endcomment %}\nProsa", "#\nProsa"),
            ("::: {.callout}\nIsi\n:::\n", "#\nIsi\n#\n"),
            ("import A from './a'\nimport B from \"b\";\n\nProsa", "#\n\nProsa"),
            ("export const meta = {\n  a: 1\n}\n\nProsa", "#\n\nProsa"),
            ("import tariffs rose\n", "import tariffs rose\n"),
            ("<Chart data={[{a: 1}]}\n  b=\">\" />\nProsa", "#\nProsa"),
            ("Nilai {props.total} juta", "Nilai _ juta"),
            ("## Judul {#id}", "## Judul {#id}"),
            ("Rumus $E = mc^2$ dan $x$.", "Rumus _ dan _."),
            ("US$5 dan US$10, $5 atau $10, $5–$10.", "US$5 dan US$10, $5 atau $10, $5–$10."),
            ("$$\na + b\n$$\n", "#\n"),
            ("Kata[^1] `{{ x }}` lagi", "Kata_ `{{ x }}` lagi"),
            ("Kata [@doe99, hal. 3; @a] dan [@x](y).", "Kata _ dan [@x](y)."),
            ("```\n{{< x >}}\n```\n{{< y >}}", "```\n{{< x >}}\n```\n#"),
        ] {
            assert_eq!(expected, shown(text), "{text}");
        }
    }
}
