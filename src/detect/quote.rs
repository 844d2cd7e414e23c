//! Quotations, paired by sequence and not by shape: some papers print ” on
//! both sides, and straight marks have no sides at all. Single marks quote too;
//! which of them are apostrophes, their neighbours tell.

use crate::detect::Facts;
use crate::detect::view::inside;
use crate::lang::{Beside, Lang};
use crate::text::Span;

/// Words between quotation marks. Spans are bytes of the passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Marks included.
    pub span: Span,
    /// The quoted words.
    pub inner: Span,
    /// The closing mark is there.
    pub closed: bool,
    pub kind: QuoteKind,
    /// Index of the block in the passage.
    pub block: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QuoteKind {
    /// Somebody's words, a sentence or a part of one.
    Speech,
    /// A word or a name that the writer sets apart: scare quotes, titles.
    Apart,
}

/// Single marks that close more than so many bytes further on are apostrophes;
/// no mark of another shape is looked for further on.
const REACH: usize = 1200;

/// Of so many words at most, and without a stop inside, are those that are
/// only set apart where nobody is told to have said them.
const APART: usize = 4;

/// What was found in one block.
#[derive(Default)]
pub(super) struct Found {
    /// In order, none inside another.
    pub(super) outer: Vec<Quote>,
    /// Those inside others, in order.
    pub(super) nested: Vec<Quote>,
}

/// An opening mark.
#[derive(Clone, Copy)]
struct Open {
    at: usize,
    end: usize,
    mark: char,
    /// Where the mark stands that closes it; of single marks only.
    close: usize,
}

struct Scan<'a> {
    source: &'a str,
    /// The block's first byte in the passage.
    base: usize,
    block: usize,
    open: Option<Open>,
    inner: Option<Open>,
    found: Found,
    /// No single mark before this closes.
    hopeless: usize,
}

/// The quotations of one block.
pub(super) fn find(text: &str, block: usize, content: Span) -> Found {
    let source = content.of(text);
    let mut scan = Scan {
        source,
        base: content.start(),
        block,
        open: None,
        inner: None,
        found: Found::default(),
        hopeless: 0,
    };
    // Most blocks hold none.
    let bytes = source.as_bytes();
    if memchr::memchr3(b'"', b'\'', b'`', bytes).is_none()
        && memchr::memchr2(0xc2, 0xe2, bytes).is_none()
    {
        return scan.found;
    }
    let mut done = 0;
    // The first bytes of all marks.
    let may_be = |it: u8| matches!(it, b'"' | b'\'' | b'`' | 0xc2 | 0xe2);
    for (at, byte) in source.bytes().enumerate() {
        if at < done || !may_be(byte) {
            continue;
        }
        let Some(rest) = source.get(at..) else { continue };
        let Some(char) = rest.chars().next() else { break };
        let twice = rest.starts_with("''") || rest.starts_with("``");
        let end = if twice { at + 2 } else { at + char.len_utf8() };
        match char {
            '“' | '„' | '«' | '”' | '»' | '"' | '‟' => scan.double(char, at, end),
            '\'' | '`' if twice => {
                done = end;
                scan.double('"', at, end);
            }
            '‘' | '’' | '\'' | '‹' | '›' | '‚' => scan.single(char, at, end),
            _ => {}
        }
    }
    if let Some(from) = scan.open.take() {
        scan.close(from, source.len(), source.len(), false);
    }
    scan.found
}

impl Scan<'_> {
    fn double(&mut self, mark: char, at: usize, end: usize) {
        let opens = opens(self.source, at, end);
        let Some(open) = self.open else {
            // 12": inches, not words.
            let inch = mark == '"' && is_inch(self.source, at);
            if matches!(mark, '“' | '„' | '«' | '‟') || opens && !inch {
                self.open = Some(Open { at, end, mark, close: 0 });
            }
            return;
        };
        if is_single(open.mark) {
            return self.nest(mark, at, end, opens);
        }
        if let Some(inner) = self.inner.filter(|it| closes(it.mark, mark) && !opens) {
            self.inner = None;
            self.nested(inner, at, end);
            return;
        }
        if opens && family(mark) != family(open.mark) && self.inner.is_none() {
            let goes_on = self
                .comes(end, |it| closes(mark, it))
                .is_some_and(|close| self.comes(close + 1, |it| closes(open.mark, it)).is_some());
            if goes_on {
                self.inner = Some(Open { at, end, mark, close: 0 });
                return;
            }
        }
        match mark {
            '“' | '„' | '«' | '‟' if opens || mark == '„' => {
                // A new one begins: the one before was left open.
                let inner = self.source.get(..at).unwrap_or_default().trim_end().len();
                self.close(open, inner, inner, false);
                self.open = Some(Open { at, end, mark, close: 0 });
            }
            _ => {
                self.open = None;
                self.close(open, at, end, true);
            }
        }
    }

    fn single(&mut self, mark: char, at: usize, end: usize) {
        if let Some(inner) = self.inner {
            if is_single(inner.mark) && inner.close == at {
                self.inner = None;
                self.nested(inner, at, end);
            }
            return;
        }
        if let Some(open) = self.open.filter(|it| is_single(it.mark)) {
            if open.close == at {
                self.open = None;
                self.close(open, at, end, true);
            }
            return;
        }
        // ’ opens on both sides in some papers, inside other marks.
        let may = matches!(mark, '‘' | '\'' | '‹') || mark == '’' && self.open.is_some();
        if !may || !self.begins(mark, at, end) {
            return;
        }
        let Some(close) = self.single_close(mark, end) else { return };
        let it = Open { at, end, mark, close };
        match self.open {
            Some(_) => self.inner = Some(it),
            None => self.open = Some(it),
        }
    }

    /// A double mark inside single ones.
    fn nest(&mut self, mark: char, at: usize, end: usize, opens: bool) {
        match self.inner {
            Some(inner) if closes(inner.mark, mark) => {
                self.inner = None;
                self.nested(inner, at, end);
            }
            None if opens => self.inner = Some(Open { at, end, mark, close: 0 }),
            _ => {}
        }
    }

    /// Whether a single mark stands where a quotation begins.
    fn begins(&self, mark: char, at: usize, end: usize) -> bool {
        let rest = self.source.get(end..).unwrap_or_default();
        let word: String =
            rest.chars().take_while(|it| it.is_alphanumeric()).collect::<String>().to_lowercase();
        // "’90s", "'em".
        let elided = matches!(mark, '’' | '\'')
            && (rest.starts_with(|it: char| it.is_ascii_digit())
                || Lang::En.pack().lexicon.is_beside(&word, Beside::Elided));
        opens(self.source, at, end) && !elided
    }

    /// Where the single mark stands that closes a quotation whose words begin
    /// at `from`. Of several, the first that no word of many ("workers'") ends
    /// with; and none behind the next that opens.
    fn single_close(&mut self, mark: char, from: usize) -> Option<usize> {
        if from < self.hopeless {
            return None;
        }
        let end = self.source.floor_char_boundary(self.source.len().min(from + REACH));
        let window = self.source.get(from..end)?;
        let mut maybe = None;
        for (at, char) in window.char_indices() {
            let fits = match mark {
                '‹' => char == '›',
                '‘' => char == '’',
                _ => matches!(char, '’' | '\''),
            };
            let (at, end) = (from + at, from + at + char.len_utf8());
            if !fits {
                if char == mark && opens(self.source, at, end) {
                    break;
                }
                // No quotation in single marks goes beyond the end of one in
                // double marks around it.
                let outer = self.open.filter(|it| !is_single(it.mark));
                if outer.is_some_and(|it| closes(it.mark, char)) {
                    break;
                }
                continue;
            }
            if self.source.get(at..).is_some_and(|it| it.starts_with("''")) {
                break;
            }
            let before = self.source.get(..at).and_then(|it| it.chars().next_back());
            let behind = self.source.get(end..).and_then(|it| it.chars().next());
            let shuts = before.is_some_and(|it| !it.is_whitespace())
                && behind.is_none_or(|it| !it.is_alphanumeric());
            if !shuts {
                if opens(self.source, at, end) {
                    break;
                }
                continue;
            }
            if before == Some('s') && behind == Some(' ') {
                maybe = maybe.or(Some(at));
                continue;
            }
            return Some(at);
        }
        if maybe.is_none() && self.open.is_none() && end == self.source.len() {
            self.hopeless = end;
        }
        maybe
    }

    /// Where such a mark comes next.
    fn comes(&self, from: usize, is_it: impl Fn(char) -> bool) -> Option<usize> {
        let end = self.source.floor_char_boundary(self.source.len().min(from + REACH));
        let from = self.source.ceil_char_boundary(from);
        self.source.get(from..end)?.char_indices().find(|it| is_it(it.1)).map(|it| from + it.0)
    }

    fn close(&mut self, from: Open, inner_end: usize, end: usize, closed: bool) {
        self.inner = None;
        let quote = self.quote(from, inner_end, end, closed);
        self.found.outer.push(quote);
    }

    fn nested(&mut self, from: Open, inner_end: usize, end: usize) {
        let quote = self.quote(from, inner_end, end, true);
        self.found.nested.push(quote);
    }

    fn quote(&self, from: Open, inner_end: usize, end: usize, closed: bool) -> Quote {
        Quote {
            span: Span::new(from.at, end.max(from.end)).shift(self.base),
            inner: Span::new(from.end, inner_end.max(from.end)).shift(self.base),
            closed,
            kind: QuoteKind::Speech,
            block: self.block,
        }
    }
}

fn is_single(mark: char) -> bool {
    matches!(mark, '‘' | '’' | '\'' | '‹' | '›' | '‚')
}

/// Marks that may stand on the two sides of one quotation.
fn family(mark: char) -> u8 {
    match mark {
        '«' | '»' => 1,
        '"' => 2,
        _ => 0,
    }
}

/// Whether a mark may close what another has opened.
fn closes(open: char, mark: char) -> bool {
    match open {
        '«' | '»' => matches!(mark, '«' | '»'),
        '"' => mark == '"',
        _ => matches!(mark, '”' | '“' | '"'),
    }
}

/// Nothing but a blank or a bracket before it, something right behind it.
fn opens(source: &str, at: usize, end: usize) -> bool {
    // NUL fills what was longer in the source: "&ldquo;".
    let before = source.get(..at).and_then(|it| it.trim_end_matches('\0').chars().next_back());
    let after = source.get(end..).and_then(|it| it.trim_start_matches('\0').chars().next());
    before.is_none_or(|it| {
        it.is_whitespace()
            || matches!(it, '(' | '[' | '—' | '–' | '-' | ':' | ',' | '“' | '”' | '"' | '«')
    }) && after.is_some_and(|it| {
        it.is_alphanumeric()
            || matches!(it, '(' | '[' | '‘' | '\'' | '“' | '"' | '…' | '$' | '*' | '_' | '«')
    })
}

/// 12": inches, not words.
fn is_inch(source: &str, at: usize) -> bool {
    source.get(..at).is_some_and(|it| it.ends_with(|it: char| it.is_ascii_digit()))
}

/// Tells somebody's words from those that are only set apart.
pub(super) fn sort(text: &str, facts: &mut Facts) {
    let told = Told::of(facts);
    for at in 0..facts.quotes.len() {
        let Some(quote) = facts.quotes.get(at).copied() else { continue };
        let kind = if is_apart(text, &told, &quote) { QuoteKind::Apart } else { QuoteKind::Speech };
        if let Some(it) = facts.quotes.get_mut(at) {
            it.kind = kind;
        }
    }
}

/// What is said in a passage, by where it begins, each with the furthest end up to there.
struct Told(Vec<(usize, usize)>);

impl Told {
    fn of(facts: &Facts) -> Told {
        let told = facts.attributions.iter().flat_map(|it| [it.content, it.content_rest]);
        let mut all: Vec<(usize, usize)> =
            told.flatten().map(|it| (it.start(), it.end())).collect();
        all.sort_unstable();
        let mut furthest = 0;
        for it in &mut all {
            furthest = furthest.max(it.1);
            it.1 = furthest;
        }
        Told(all)
    }

    /// Whether anybody is told to have said some of this.
    fn holds(&self, span: Span) -> bool {
        let before = self.0.partition_point(|it| it.0 < span.end());
        let last = before.checked_sub(1).and_then(|it| self.0.get(it));
        last.is_some_and(|it| span.start() < it.1)
    }
}

fn is_apart(text: &str, told: &Told, quote: &Quote) -> bool {
    let inner = quote.inner.of(text);
    let words = inner.split_whitespace().count();
    if !quote.closed || APART < words {
        return false;
    }
    let before = text.get(..quote.span.start()).unwrap_or_default().trim_end();
    let opens_clause = before.is_empty()
        || before.ends_with(['.', '!', '?', ':', ',', '…', '”', '"', '’', '\n', '—', '–']);
    let stopped = inner.ends_with(['.', ',', '!', '?', '…', '—']);
    if opens_clause && (stopped || 1 < words) {
        return false;
    }
    let said = told.holds(quote.inner);
    // A word that nobody else would say: "so-called".
    !said || words == 1 && !stopped
}

impl Quote {
    /// Whether somebody's words stand here.
    pub fn is_speech(&self) -> bool {
        self.kind == QuoteKind::Speech
    }
}

impl Facts {
    /// The quotations inside one quotation.
    pub fn nested_in(&self, quote: &Quote) -> &[Quote] {
        inside(&self.nested, quote.inner, |it| it.span)
    }
}
