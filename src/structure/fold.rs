//! The roles of all blocks, folded over the article's segments.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::structure::roles::{Line, Reader};
use crate::structure::{BlockKind, Format, Kept, Layout, Role, Segment, Slot};
use crate::text::Span;

/// The roles of all blocks, segment by segment. What a segment's blocks are
/// depends on the segment and a little of what is around it; where both stay,
/// the next version shares the answer.
#[derive(Clone, Debug, Default)]
pub struct Roles {
    steps: Vec<Arc<Step>>,
    sum: Sum,
}

/// What all segments have together.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    /// Segments without a line.
    empty: usize,
    /// As in [`Lines`] and [`First`].
    marked: usize,
    turns: usize,
    headings: usize,
}

/// What was found of one segment.
#[derive(Debug)]
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
    /// Of an article that nothing is known of.
    pub fn of(layout: &Layout) -> Roles {
        Roles::after(layout, None).0
    }

    /// `before` is what an earlier version of the article gave, and which of
    /// its segments are left. With them, which of these have their roles still.
    pub fn after(layout: &Layout, before: Option<(&Roles, Kept)>) -> (Roles, Option<Kept>) {
        let slots = layout.slots();
        // The step of an earlier version that may still hold.
        let known = |at: usize| {
            let (roles, kept) = before?;
            roles.steps.get(kept.place(at)?)
        };
        let mut sum = before.map_or(Sum::default(), |it| it.0.sum);
        let gone = before.and_then(|(roles, kept)| roles.steps.get(kept.gone()));
        gone.unwrap_or_default().iter().for_each(|it| sum.lose(it));
        let fresh = before.map_or(0..slots.len(), |(_, kept)| kept.fresh());
        let new = slots.get(fresh.clone()).unwrap_or_default().iter();
        let new: Vec<Arc<Lines>> = new.map(|it| Arc::new(Lines::of(&it.segment))).collect();
        new.iter().for_each(|it| sum.see(it));
        let lines = |at: usize| match known(at) {
            Some(it) => Some(&it.lines),
            None => new.get(at.checked_sub(fresh.start)?),
        };
        let lines = Surroundings { lines: &lines, count: slots.len() };
        let marked = 0 < sum.marked;
        // What stands around a segment far from what is new is as it was, where
        // each segment has a line.
        let dense = sum.empty == 0
            && before.is_some_and(|(it, _)| it.sum.empty == 0 && (0 < it.sum.marked) == marked);
        let far = |at: usize| dense && (at + AHEAD + 1 < fresh.start || fresh.end < at);
        let seen = if dense { fresh.start.saturating_sub(AHEAD + 1) } else { 0 };
        let old = before.map_or(&[][..], |it| &it.0.steps);
        let ahead = seen.checked_sub(1).and_then(|it| old.get(it));
        let mut told = ahead.map_or_else(Told::default, |it| it.first.out);
        // Those that are not as they were.
        let mut firsts: FxHashMap<usize, Arc<First>> = FxHashMap::default();
        for at in seen..slots.len() {
            let known = known(at);
            let same = |it: &&Arc<Step>| it.first.around.told == told;
            if let Some(it) = known.filter(|_| far(at)).filter(same) {
                told = it.first.out;
                if fresh.end < at {
                    // What is told from here on is what was told.
                    break;
                }
                continue;
            }
            let around = Around { told, marked, ..lines.around(at) };
            if let Some(it) = known.filter(|it| it.first.around == around) {
                told = it.first.out;
                continue;
            }
            let step = Arc::new(First::of(&lines, at, around, layout.format));
            known.into_iter().for_each(|it| sum.lose_first(&it.first));
            sum.see_first(&step);
            told = step.out;
            firsts.insert(at, step);
        }
        // More questions than headings: an interview.
        let interview = sum.headings < sum.turns;
        let (steps, front, back) =
            settled(slots, before, (&known, lines.lines), (seen, &firsts), interview);
        let alike = before.map(|(_, kept)| kept.at_most(front, back));
        (Roles { steps, sum }, alike)
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

/// What an earlier version has of a segment, and the segment's lines.
type Looks<'a, 'b> =
    (&'b dyn Fn(usize) -> Option<&'a Arc<Step>>, &'b dyn Fn(usize) -> Option<&'a Arc<Lines>>);

/// The steps of all segments, and how many of the first and of the last are an earlier
/// version's own. `firsts` has what is new of those from `seen` on.
fn settled<'a>(
    slots: &[Slot],
    before: Option<(&Roles, Kept)>,
    (known, lines): Looks<'a, '_>,
    (seen, firsts): (usize, &FxHashMap<usize, Arc<First>>),
    interview: bool,
) -> (Vec<Arc<Step>>, usize, usize) {
    let old = before.map_or(&[][..], |it| &it.0.steps);
    let behind = before.map_or(slots.len(), |it| it.1.fresh().end);
    let behind = behind.max(firsts.keys().max().map_or(0, |it| it + 1));
    let stays = old.first().is_some_and(|it| it.last.interview == interview);
    let mut front = if stays { seen } else { 0 };
    let mut steps: Vec<Arc<Step>> = Vec::with_capacity(slots.len());
    steps.extend_from_slice(old.get(..front).unwrap_or_default());
    let mut told = steps.last().map_or_else(Unique::default, |it| it.last.out);
    for (at, slot) in slots.iter().enumerate().skip(front) {
        let first = firsts.get(&at);
        let same = |it: &&Arc<Step>| it.last.told == told && it.last.interview == interview;
        if let Some(it) = known(at).filter(|_| first.is_none()).filter(same) {
            let there = before.and_then(|it| it.1.place(at)).filter(|_| stays && behind <= at);
            if let Some(there) = there {
                // From here on each is as it was.
                steps.extend_from_slice(old.get(there..).unwrap_or_default());
                return (steps, front, slots.len() - at);
            }
            told = it.last.out;
            front += usize::from(front == at);
            steps.push(Arc::clone(it));
            continue;
        }
        let Some(first) = first.or(known(at).map(|it| &it.first)) else { continue };
        let Some(lines) = lines(at) else { continue };
        let last = Last::of(&slot.segment, lines, first, interview, told);
        told = last.out;
        let (lines, first) = (Arc::clone(lines), Arc::clone(first));
        steps.push(Arc::new(Step { lines, first, last: Arc::new(last) }));
    }
    (steps, front, 0)
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

impl Sum {
    fn see(&mut self, it: &Lines) {
        self.empty += usize::from(it.lines.is_empty());
        self.marked += it.marked;
    }

    fn see_first(&mut self, it: &First) {
        self.turns += it.turns;
        self.headings += it.headings;
    }

    fn lose_first(&mut self, it: &First) {
        self.turns -= it.turns.min(self.turns);
        self.headings -= it.headings.min(self.headings);
    }

    fn lose(&mut self, it: &Step) {
        self.empty -= usize::from(it.lines.lines.is_empty()).min(self.empty);
        self.marked -= it.lines.marked.min(self.marked);
        self.lose_first(&it.first);
    }
}

/// The lines of all segments, by index.
struct Surroundings<'a> {
    lines: &'a dyn Fn(usize) -> Option<&'a Arc<Lines>>,
    count: usize,
}

impl Surroundings<'_> {
    /// Of a segment; none where there is no such segment.
    fn of(&self, at: usize) -> &[Line] {
        (self.lines)(at).map_or(&[], |it| &it.lines)
    }

    /// Whether a blank stands between the segment and the last line before it.
    fn blank_before(&self, at: usize) -> bool {
        let mut blank = false;
        for it in (0..at).rev().filter_map(self.lines) {
            blank |= it.ends_blank;
            if !it.lines.is_empty() {
                return blank;
            }
        }
        true
    }

    /// Whether the ends of a segment's lines stand apart.
    fn ends(&self, at: usize) -> (bool, bool) {
        let before = self.blank_before(at) || self.of(at).first().is_some_and(|it| it.apart.0);
        let next = (at + 1..self.count).find_map(|it| Some((it, self.of(it).first()?)));
        let after = next.is_none_or(|(at, line)| line.apart.0 || self.blank_before(at));
        (before, after)
    }

    /// What is around a segment; what is told to it is left open.
    fn around(&self, at: usize) -> Around {
        let behind = at + 1..self.count;
        let mut behind = behind.flat_map(|next| apart(self.of(next), self.ends(next)));
        let after = std::array::from_fn(|_| behind.next());
        let last = (0..at).rev().find_map(|it| self.of(it).last()).copied();
        let last = last.map(|it| Line { apart: (it.apart.0, false), ..it });
        Around { told: Told::default(), last, apart: self.ends(at), after, marked: false }
    }
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
    fn of(all: &Surroundings<'_>, at: usize, around: Around, format: Format) -> First {
        let own = all.of(at);
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
