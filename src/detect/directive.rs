//! Comments that are for us: `<!-- tajuk-ignore rule -->`, and the same in
//! MDX, `{/* tajuk-ignore rule */}`.

use memchr::memmem;

use crate::structure::{BlockKind, Passage};
use crate::text::Span;

/// How every one of them begins.
const WORD: &str = "tajuk-ignore";

/// A comment longer than this is none of ours.
const LONGEST: usize = 400;

/// One comment. Spans are bytes of the passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    pub kind: DirectiveKind,
    /// Rules and groups; none means all.
    pub names: Vec<String>,
    /// From `<!--` to `-->`.
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DirectiveKind {
    /// For the block it stands in, or else for the next one.
    Here,
    /// Until the next `End`.
    Start,
    End,
    /// For the whole article.
    File,
}

/// The comments of one passage, in order. A code block shows them and means
/// nothing by it.
pub(super) fn find(passage: &Passage) -> Vec<Directive> {
    let text = &*passage.text;
    let mut res = Vec::new();
    // What holds no comment holds none for us.
    if memchr::memchr2(b'<', b'{', text.as_bytes()).is_none() {
        return res;
    }
    let mut done = 0;
    for at in memmem::find_iter(text.as_bytes(), WORD) {
        if at < done {
            continue;
        }
        let Some(directive) = read(text, at) else { continue };
        done = directive.span.end();
        if !is_shown(passage, directive.span) {
            res.push(directive);
        }
    }
    res
}

fn read(text: &str, at: usize) -> Option<Directive> {
    let before = text.get(..at)?.trim_end_matches([' ', '\t']);
    let (open, close) =
        [("<!--", "-->"), ("{/*", "*/}")].into_iter().find(|(open, _)| before.ends_with(open))?;
    let start = before.len() - open.len();
    let body = text.get(at + WORD.len()..)?;
    let end = memmem::find(body.as_bytes(), close.as_bytes()).filter(|it| *it <= LONGEST)?;
    let span = Span::new(start, at + WORD.len() + end + close.len());
    let body = body.get(..end)?;
    let (form, rest) =
        body.split_at(body.find(|it: char| !it.is_alphabetic() && it != '-').unwrap_or(body.len()));
    let kind = match form {
        "" => DirectiveKind::Here,
        "-start" => DirectiveKind::Start,
        "-end" => DirectiveKind::End,
        "-file" => DirectiveKind::File,
        _ => return None,
    };
    // Behind a colon stands a reason.
    let names = rest.split(':').next().unwrap_or_default();
    let names = names.split(|it: char| it.is_whitespace() || it == ',').filter(|it| !it.is_empty());
    Some(Directive { kind, names: names.map(str::to_owned).collect(), span })
}

/// Whether it stands in code, which shows it to readers.
fn is_shown(passage: &Passage, span: Span) -> bool {
    let text = &*passage.text;
    let tick = text.get(..span.start()).is_some_and(|it| it.ends_with('`'));
    let holds = passage.blocks.iter().find(|it| it.span.contains(span));
    let fenced = holds.filter(|it| it.kind == BlockKind::Opaque).is_some_and(|it| {
        let code = it.span.of(text);
        code.starts_with(['`', '~', '\t']) || code.starts_with("    ")
    });
    tick || fenced
}
