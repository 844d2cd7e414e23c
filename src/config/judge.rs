//! What becomes of the findings of an article: levels, comments that silence,
//! ignores and the baseline. Rules know nothing of all this, so what they
//! found can be kept when a setting changes.

use crate::config::fingerprint::fingerprints;
use crate::config::keys;
use crate::config::keys_near::nearest;
use crate::config::{House, UNUSED};
use crate::detect::{Article, Directive, DirectiveKind};
use crate::lang::Message;
use crate::rules::{Finding, Fix, Group, RULES};
use crate::structure::{Block, BlockKind, Format};
use crate::text::Span;

/// What is left to tell.
#[derive(Clone, Debug, Default)]
pub struct Judged {
    /// Sorted by place, then by rule.
    pub findings: Vec<Finding>,
    /// How many were silenced, whatever silenced them.
    pub silenced: usize,
}

/// A comment, and the stretch it silences. Bytes of the article.
struct Silence<'a> {
    directive: &'a Directive,
    place: Span,
    over: Span,
    /// For each of its names, and at last for all: whether it silenced any.
    used: Vec<bool>,
}

/// Judges what the rules found, which is sorted by place.
pub fn judge(article: &Article, found: &[Finding], house: &House) -> Judged {
    let mut silences = silences(article);
    let mut quoted = vec![false; house.ignores.len()];
    let known = match house.baseline.is_empty() {
        true => Vec::new(),
        false => fingerprints(article, found),
    };
    let mut res = Judged::default();
    for (at, finding) in found.iter().enumerate() {
        let Some(level) = house.level(finding.rule) else { continue };
        let mut silent = false;
        for silence in &mut silences {
            silent |= silence.takes(finding);
        }
        for (ignore, used) in house.ignores.iter().zip(&mut quoted) {
            if ignore.matches(article, finding) {
                (*used, silent) = (true, true);
            }
        }
        silent |= known.get(at).is_some_and(|it| house.baseline.knows(it));
        if silent {
            res.silenced += 1;
        } else {
            res.findings.push(Finding { level, ..finding.clone() });
        }
    }
    let Some(level) = house.level(UNUSED) else { return res };
    let mut add = |span: Span, message: Message, fixes: Vec<Fix>| {
        res.findings.push(Finding {
            rule: UNUSED,
            group: Group::Metadata,
            level,
            span,
            message,
            fixes,
            related: Vec::new(),
        });
    };
    for silence in &silences {
        silence.complain(article, house, &mut add);
    }
    for (ignore, _) in house.ignores.iter().zip(quoted).filter(|(_, used)| !used) {
        if house.level(&ignore.rule).is_some() {
            let message = Message::new("unused-ignore-quoted")
                .with("rule", &ignore.rule)
                .with("quote", &ignore.quote);
            add(Span::new(0, 0), message, Vec::new());
        }
    }
    res.findings.sort_by_key(|it| (it.span, it.rule));
    res
}

fn silences(article: &Article) -> Vec<Silence<'_>> {
    let mut res: Vec<Silence<'_>> = Vec::new();
    if article.layout.format == Format::Plain {
        return res;
    }
    let end = article.layout.text_len();
    for (index, (placed, facts, _)) in article.passages().enumerate() {
        for directive in &facts.directives {
            let place = directive.span.shift(placed.start);
            if directive.kind == DirectiveKind::End {
                let closes = |it: &&mut Silence<'_>| {
                    let same = it.directive.names == directive.names;
                    let any = directive.names.is_empty();
                    it.directive.kind == DirectiveKind::Start
                        && it.over.end() == end
                        && (same || any)
                };
                if let Some(open) = res.iter_mut().rev().find(closes) {
                    open.over = Span::new(open.over.start(), place.start());
                }
                continue;
            }
            let over = match directive.kind {
                DirectiveKind::File => Span::new(0, end),
                DirectiveKind::Start => Span::new(place.end(), end),
                _ => block_of(article, index, directive.span)
                    .unwrap_or_else(|| Span::new(place.end(), place.end())),
            };
            res.push(Silence {
                directive,
                place,
                over,
                used: vec![false; directive.names.len() + 1],
            });
        }
    }
    res
}

/// The block that a comment stands in, or else the one behind it.
fn block_of(article: &Article, index: usize, span: Span) -> Option<Span> {
    let (placed, ..) = article.passage(index)?;
    let speaks = |it: &&Block| !matches!(it.kind, BlockKind::Opaque | BlockKind::Break);
    let is_comment =
        |it: &&Block| it.span.of(&placed.passage.text).trim() == span.of(&placed.passage.text);
    let own = placed.passage.blocks.iter().filter(speaks).filter(|it| !is_comment(it));
    let own = own
        .clone()
        .find(|it| it.span.contains(span))
        .or_else(|| own.clone().find(|it| span.end() <= it.span.start()));
    if let Some(block) = own {
        return Some(block.span.shift(placed.start));
    }
    let later = (index + 1..article.layout.len()).filter_map(|it| article.passage(it));
    let mut blocks = later.flat_map(|(placed, ..)| {
        let blocks = placed.passage.blocks.iter().filter(speaks);
        blocks.map(move |it| it.span.shift(placed.start))
    });
    blocks.next()
}

impl Silence<'_> {
    /// Whether it silences the finding; it remembers that it did.
    fn takes(&mut self, finding: &Finding) -> bool {
        let at = finding.span.start();
        if !(self.over.start() <= at && at < self.over.end().max(self.over.start() + 1)) {
            return false;
        }
        if self.directive.names.is_empty() {
            self.used.fill(true);
            return true;
        }
        let is = |it: &String| it == finding.rule || it == finding.group.name();
        let mut res = false;
        for (name, used) in self.directive.names.iter().zip(&mut self.used) {
            if is(name) {
                (*used, res) = (true, true);
            }
        }
        res
    }

    fn complain(
        &self,
        article: &Article,
        house: &House,
        add: &mut impl FnMut(Span, Message, Vec<Fix>),
    ) {
        let known = |it: &str| keys::rules().contains(&it) || keys::groups().contains(&it);
        let mut idle = Vec::new();
        for (name, used) in self.directive.names.iter().zip(&self.used) {
            if !known(name) {
                let near = nearest(name, keys::rules().into_iter().chain(keys::groups()));
                let message = match near {
                    Some(near) => Message::new("config-unknown-rule-near").with("near", near),
                    None => Message::new("config-unknown-rule"),
                };
                add(self.place, message.with("name", name), Vec::new());
            } else if !used && is_on(name, house) {
                idle.push(name.as_str());
            }
        }
        let all = self.directive.names.is_empty() && !self.used.contains(&true);
        if idle.is_empty() && !all {
            return;
        }
        let message = Message::new("unused-ignore").with("rules", idle.join(", "));
        let message = if all { Message::new("unused-ignore-all") } else { message };
        let whole = all || idle.len() == self.directive.names.len();
        let mut fixes = Vec::new();
        // The end of a stretch would be left alone.
        if whole && self.directive.kind != DirectiveKind::Start {
            let title = Message::new("unused-ignore-fix");
            let edits = vec![(line_of(article, self.place), String::new())];
            fixes.push(Fix { title, safe: true, edits });
        }
        add(self.place, message, fixes);
    }
}

/// Whether something of this name can be found at all.
fn is_on(name: &str, house: &House) -> bool {
    let of_group = RULES.iter().filter(|it| it.group.name() == name);
    house.level(name).is_some() || of_group.clone().any(|it| house.level(it.id).is_some())
}

/// The comment with the line it has for itself, or with the blank before it.
fn line_of(article: &Article, place: Span) -> Span {
    let Some(placed) = article.layout.passage(article.passage_at(place.start())) else {
        return place;
    };
    let text = &*placed.passage.text;
    let (start, end) = (place.start() - placed.start, place.end() - placed.start);
    let before = text.get(..start).unwrap_or_default().trim_end_matches([' ', '\t']);
    let after = text.get(end..).unwrap_or_default();
    let bare = after.trim_start_matches([' ', '\t']);
    let line_end = ["\r\n", "\n", "\r"].into_iter().find(|it| bare.starts_with(it));
    let alone = before.is_empty() || before.ends_with(['\n', '\r']);
    match line_end {
        Some(line_end) if alone => {
            let end = text.len() - bare.len() + line_end.len();
            Span::new(before.len(), end).shift(placed.start)
        }
        _ => Span::new(before.len(), end).shift(placed.start),
    }
}

/// Where a comment that silences the finding is put, and the comment. Only for
/// Markdown; `mdx` for the comments of MDX.
pub fn comment_for(article: &Article, finding: &Finding, mdx: bool) -> Option<(usize, String)> {
    if article.layout.format == Format::Plain || finding.rule == UNUSED {
        return None;
    }
    let write = |form: &str| match mdx {
        true => format!("{{/* tajuk-ignore{form} {} */}}", finding.rule),
        false => format!("<!-- tajuk-ignore{form} {} -->", finding.rule),
    };
    let at = article.passage_at(finding.span.start());
    let (placed, ..) = article.passage(at)?;
    let text = &*placed.passage.text;
    let own = finding.span.start() - placed.start;
    let holds = |it: &&Block| it.span.touches(own);
    let block =
        placed.passage.blocks.iter().find(holds).or_else(|| placed.passage.blocks.first())?;
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let behind = |it: usize| placed.start + it;
    match block.kind {
        // A comment in front matter would be no comment.
        BlockKind::FrontMatter => {
            let body = block.span.of(text).trim_end();
            let end = block.span.start() + body.len();
            Some((behind(end), format!("{line_end}{}{line_end}", write("-file"))))
        }
        // A line of its own would tear a list or a table apart.
        BlockKind::Item | BlockKind::Quote | BlockKind::Table | BlockKind::Footnote
            if block.damage.is_none() && !block.content.is_empty() =>
        {
            let end = block.content.start() + block.content.of(text).trim_end().len();
            Some((behind(end), format!(" {}", write(""))))
        }
        _ => {
            let start = text.get(..block.span.start())?;
            let start = start.rfind(['\n', '\r']).map_or(0, |it| it + 1);
            Some((behind(start), write("") + line_end))
        }
    }
}
