//! The roles of all blocks, folded over the article's segments.

use std::sync::Arc;

use crate::structure::roles::{Line, Reader};
use crate::structure::{BlockKind, Format, Kept, Layout, Role, Segment};
use crate::text::Span;

/// The roles of all blocks, segment by segment. What a segment's blocks are
/// depends on the segment and a little of what is around it; where both stay,
/// the next version shares the answer.
#[derive(Clone, Debug, Default)]
pub struct Roles {
    steps: Vec<Step>,
}

/// What was found of one segment.
#[derive(Clone, Debug)]
struct Step {
    lines: Arc<Lines>,
    first: Arc<First>,
    last: Arc<Last>,
}

/// A segment's blocks.
#[derive(Debug)]
struct Lines {
    lines: Box<[Line]>,
    /// A blank line, or a passage without a block, stands behind the last one.
    ends_blank: bool,
    /// Headings under the title that are marked as such.
    marked: usize,
}

/// A segment's roles as its surroundings tell them.
#[derive(Debug)]
struct First {
    around: Around,
    roles: Box<[Role]>,
    /// Questions that may be headings or turns of an interview.
    questions: Box<[usize]>,
    /// How many there are, with those that are too long to be headings.
    turns: usize,
    headings: usize,
    /// For the next segment.
    out: Told,
}

/// What is told from one segment to the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Told {
    before: Option<Role>,
    /// Something that a reader reads was seen.
    begun: bool,
}

/// What a segment's first roles depend on, the segment aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Around {
    told: Told,
    /// The last line of the segment before.
    last: Option<Line>,
    /// Whether the segment's ends stand apart from what is around them.
    apart: (bool, bool),
    after: [Option<Line>; AHEAD],
    marked: bool,
}

/// A segment's roles as the whole article settles them.
#[derive(Debug)]
struct Last {
    interview: bool,
    told: Unique,
    roles: Box<[Box<[Role]>]>,
    /// Of each block, whether blank lines stand before and after it.
    apart: Box<[(bool, bool)]>,
    out: Unique,
}

/// What an article has one of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Unique {
    /// The front matter has a title.
    named: bool,
    titled: bool,
    led: bool,
}

impl Roles {
    /// `before` is what an earlier version of the article gave, and which of
    /// its segments are left.
    pub fn of(layout: &Layout, before: Option<(&Roles, Kept)>) -> Roles {
        let slots = layout.slots();
        // The step of an earlier version that may still hold.
        let known = |at: usize| {
            let (roles, kept) = before?;
            roles.steps.get(kept.place(at)?)
        };
        let lines: Vec<Arc<Lines>> = slots
            .iter()
            .enumerate()
            .map(|(at, slot)| match known(at) {
                Some(it) => Arc::clone(&it.lines),
                None => Arc::new(Lines::of(&slot.segment)),
            })
            .collect();
        let marked = lines.iter().any(|it| 0 < it.marked);
        let mut told = Told::default();
        let firsts: Vec<Arc<First>> = (0..lines.len())
            .map(|at| {
                let around = Around { told, marked, ..around(&lines, at) };
                let step = match known(at).filter(|it| it.first.around == around) {
                    Some(it) => Arc::clone(&it.first),
                    None => Arc::new(First::of(&lines, at, around, layout.format)),
                };
                told = step.out;
                step
            })
            .collect();
        let headings: usize = firsts.iter().map(|it| it.headings).sum();
        let turns: usize = firsts.iter().map(|it| it.turns).sum();
        // More questions than headings: an interview.
        let interview = headings < turns;
        let mut told = Unique::default();
        let steps = slots.iter().zip(lines).zip(firsts).enumerate();
        let steps = steps.map(|(at, ((slot, lines), first))| {
            let same = |it: &&Step| {
                let same = it.last.told == told && it.last.interview == interview;
                same && Arc::ptr_eq(&it.first, &first)
            };
            let last = match known(at).filter(same) {
                Some(it) => Arc::clone(&it.last),
                None => Arc::new(Last::of(&slot.segment, &lines, &first, interview, told)),
            };
            told = last.out;
            Step { lines, first, last }
        });
        Roles { steps: steps.collect() }
    }

    /// Of each passage of a segment. The same pointer as in an earlier
    /// version: the same roles.
    pub fn segment(&self, at: usize) -> &[Box<[Role]>] {
        self.steps.get(at).map_or(&[], |it| &it.last.roles)
    }

    /// Whether blank lines, or the article's ends, stand right before and
    /// right after a block, counted from the first of its segment.
    pub fn apart(&self, segment: usize, block: usize) -> Option<(bool, bool)> {
        self.steps.get(segment)?.last.apart.get(block).copied()
    }

    /// Whether a segment has the very roles that `other` has for one.
    pub fn same(&self, at: usize, other: &Roles, there: usize) -> bool {
        let (a, b) = (self.steps.get(at), other.steps.get(there));
        matches!((a, b), (Some(a), Some(b)) if Arc::ptr_eq(&a.last, &b.last))
    }

    /// Of each passage of the article.
    pub fn passages(&self) -> impl Iterator<Item = &[Role]> + Clone {
        self.steps.iter().flat_map(|it| it.last.roles.iter().map(AsRef::as_ref))
    }
}

impl Lines {
    fn of(segment: &Segment) -> Lines {
        let mut res: Vec<Line> = Vec::new();
        let mut blank_before = false;
        for placed in segment.passages() {
            let passage = placed.passage;
            let mut at = 0;
            for block in &passage.blocks {
                let gap = Span::new(at, block.span.start()).of(&passage.text);
                let blank = blank_before || passage.spaced || is_blank_line(gap);
                if let Some(last) = res.last_mut() {
                    last.apart.1 |= blank;
                }
                let marker = block.marker.map_or("", |it| it.of(&passage.text));
                res.push(Line {
                    kind: block.kind,
                    damage: block.damage,
                    shape: block.shape,
                    len: block.content.len(),
                    slanted: block.slanted,
                    numbered: block.kind == BlockKind::Item
                        && marker.trim_start_matches('(').starts_with(char::is_alphanumeric),
                    apart: (blank, false),
                });
                at = block.span.end();
                blank_before = false;
            }
            let tail = Span::new(at, passage.text.len()).of(&passage.text);
            blank_before |= is_blank_line(tail) || passage.spaced || passage.blocks.is_empty();
        }
        let marked = res.iter().filter(|it| matches!(it.kind, BlockKind::Heading(2..))).count();
        Lines { lines: res.into(), ends_blank: blank_before, marked }
    }
}

/// So many lines behind a line may have a say in what it is.
const AHEAD: usize = 3;

/// What is around the segment at `at`; what is told to it is left open.
fn around(all: &[Arc<Lines>], at: usize) -> Around {
    // Whether a blank stands between the segment and the last line before it.
    let blank_before = |at: usize| {
        let mut before = all.get(..at).unwrap_or_default().iter().rev();
        let mut blank = false;
        loop {
            match before.next() {
                None => return true,
                Some(it) => {
                    blank |= it.ends_blank;
                    if !it.lines.is_empty() {
                        return blank;
                    }
                }
            }
        }
    };
    // Of the next segments: whether their lines' ends stand apart.
    let own = |at: usize| {
        let lines = all.get(at).map_or(&[][..], |it| &it.lines);
        let before = blank_before(at) || lines.first().is_some_and(|it| it.apart.0);
        let next = all.get(at + 1..).unwrap_or_default().iter();
        let next = next.enumerate().find(|(_, it)| !it.lines.is_empty());
        let after = match next.and_then(|(ahead, it)| Some((ahead, it.lines.first()?))) {
            None => true,
            Some((ahead, line)) => line.apart.0 || blank_before(at + 1 + ahead),
        };
        (before, after)
    };
    let mut behind = (at + 1..all.len())
        .flat_map(|next| apart(all.get(next).map_or(&[][..], |it| &it.lines), own(next)));
    let after = std::array::from_fn(|_| behind.next());
    let mut before = all.get(..at).unwrap_or_default().iter().rev();
    let last = before.find_map(|it| it.lines.last()).copied();
    let last = last.map(|it| Line { apart: (it.apart.0, false), ..it });
    Around { told: Told::default(), last, apart: own(at), after, marked: false }
}

/// The lines of a segment whose ends stand apart as said.
fn apart(lines: &[Line], ends: (bool, bool)) -> impl Iterator<Item = Line> {
    let last = lines.len().saturating_sub(1);
    lines.iter().enumerate().map(move |(at, it)| {
        let (before, after) = it.apart;
        let apart = (before || at == 0 && ends.0, after || at == last && ends.1);
        Line { apart, ..*it }
    })
}

/// Whether a gap between two blocks holds an empty line.
fn is_blank_line(gap: &str) -> bool {
    let bytes = gap.as_bytes();
    let ends = bytes.iter().enumerate().filter(|(at, it)| match **it {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    });
    1 < ends.take(2).count()
}

impl First {
    fn of(all: &[Arc<Lines>], at: usize, around: Around, format: Format) -> First {
        let own = all.get(at).map_or(&[][..], |it| &it.lines);
        let mut lines: Vec<Line> = around.last.into_iter().collect();
        let skipped = lines.len();
        lines.extend(apart(own, around.apart));
        lines.extend(around.after.iter().flatten());
        let reader = Reader { lines: &lines, format, marked: around.marked };
        let mut roles: Vec<Role> = Vec::with_capacity(own.len());
        let (mut questions, mut turns): (Vec<usize>, usize) = (Vec::new(), 0);
        let mut out = around.told;
        for (nth, (at, line)) in lines.iter().enumerate().skip(skipped).take(own.len()).enumerate()
        {
            let role = reader.role(at, line, out.before, !out.begun);
            if role == Role::Body
                && out.begun
                && let Some(question) = reader.asks(at, line)
            {
                turns += 1;
                questions.extend(question.may_head.then_some(nth));
            }
            out.begun |= line.kind.is_prose();
            out.before = Some(role);
            roles.push(role);
        }
        let headings = roles.iter().filter(|it| matches!(it, Role::Heading { .. })).count();
        let (roles, questions) = (roles.into(), questions.into());
        First { around, roles, questions, turns, headings, out }
    }
}

impl Last {
    /// The first top heading is the title, the first paragraph the lede; there
    /// is only one of each.
    fn of(segment: &Segment, lines: &Lines, first: &First, interview: bool, told: Unique) -> Last {
        let mut roles = first.roles.to_vec();
        if !interview {
            for at in &first.questions {
                if let Some(role) = roles.get_mut(*at) {
                    *role = Role::Heading { level: 2, bare: true };
                }
            }
        }
        let mut out = told;
        let mut metas = segment.passages().filter_map(|it| it.passage.meta.as_ref());
        out.named |= metas.any(|it| it.title_span.is_some());
        for (role, line) in roles.iter_mut().zip(&lines.lines) {
            match *role {
                Role::Heading { level: 1, bare } | Role::Title { bare } => {
                    // Under a lede it heads a section of what the front matter names.
                    *role = if out.titled || out.named && out.led {
                        Role::Heading { level: 1, bare }
                    } else {
                        Role::Title { bare }
                    };
                    out.titled |= matches!(role, Role::Title { .. });
                }
                Role::Body if line.kind == BlockKind::Paragraph && !out.led => {
                    *role = Role::Lede;
                    out.led = true;
                }
                _ => {}
            }
        }
        let mut flat = roles.into_iter();
        let each = segment.passages();
        let roles = each.map(|it| flat.by_ref().take(it.passage.blocks.len()).collect()).collect();
        let apart = apart(&lines.lines, first.around.apart).map(|it| it.apart).collect();
        Last { interview, told, roles, apart, out }
    }
}
