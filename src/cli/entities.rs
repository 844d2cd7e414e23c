//! `tajuk entities`: who and what an article names, and how.

use crate::cli::args::One;
use crate::cli::cells::{clipped, width_of, wrapped};
use crate::cli::one;
use crate::cli::paint::{BOLD, DIM, PLAIN, paint};
use crate::cli::screen::Failure;
use crate::cli::setup::Setup;
use crate::ide::report::{Entity, File, Mention, Parts};
use crate::lang::{Lang, word};

/// Kinds as the answers have them, in the order in which they are shown.
const KINDS: [&str; 10] = [
    "person", "country", "place", "org", "event", "document", "weapon", "date", "money", "quantity",
];
/// Longer names are cut.
const WIDEST_NAME: usize = 36;

pub(crate) fn run(wanted: &One, setup: &Setup) -> Result<u8, Failure> {
    let parts = Parts { entities: true, amounts: true, ..Parts::default() };
    one::answer(wanted, setup, parts, |snapshot, file, width| {
        human(file, snapshot.message_lang(), width)
    })
}

fn human(file: &File, lang: Lang, width: usize) -> Vec<String> {
    let entities = file.entities.as_deref().unwrap_or_default();
    let widest_name = WIDEST_NAME.min(width / 3);
    let column = entities
        .iter()
        .map(|it| width_of(&it.name))
        .max()
        .unwrap_or(0)
        .clamp(8, widest_name.max(8));
    let mut res = Vec::new();
    for kind in KINDS {
        let mut these: Vec<&Entity> = entities.iter().filter(|it| it.kind == kind).collect();
        // Who matters most in the article comes first.
        these.sort_by_key(|it| std::cmp::Reverse(it.mentions.len()));
        if these.is_empty() {
            continue;
        }
        if !res.is_empty() {
            res.push(String::new());
        }
        res.push(paint(BOLD, word(&format!("kinds-{kind}"), lang)));
        for entity in these {
            res.extend(rows(entity, column, width));
        }
    }
    if entities.iter().any(|it| !it.known && it.kind == "person") {
        res.push(String::new());
        res.push(paint(DIM, format!("? {}", word("card-stranger", lang))));
    }
    res
}

/// Name, number of mentions, and the forms they take with their lines.
fn rows(entity: &Entity, column: usize, width: usize) -> Vec<String> {
    let name = clipped(&entity.name, column);
    let pad = " ".repeat(column.saturating_sub(width_of(&name)));
    let mark = if entity.known || entity.kind != "person" { " " } else { "?" };
    let count = format!("{:>3}×", entity.mentions.len());
    let indent = 2 + column + 1 + 4 + 2;
    let forms = wrapped(&forms(entity), width.saturating_sub(indent).max(12), PLAIN);
    let lead = |index| match index {
        0 => format!("{} {name}{pad} {}  ", paint(DIM, mark), paint(DIM, &count)),
        _ => " ".repeat(indent),
    };
    forms.iter().enumerate().map(|(index, form)| format!("{}{form}", lead(index))).collect()
}

/// "Putin (3, 7), Vladimir Putin (1)".
fn forms(entity: &Entity) -> String {
    let mut forms: Vec<(&str, Vec<&Mention>)> = Vec::new();
    for mention in &entity.mentions {
        match forms.iter_mut().find(|(text, _)| *text == mention.text) {
            Some((_, all)) => all.push(mention),
            None => forms.push((&mention.text, vec![mention])),
        }
    }
    let one = |(text, mentions): &(&str, Vec<&Mention>)| {
        let mut lines: Vec<u32> = mentions.iter().map(|it| it.range.start.line + 1).collect();
        lines.dedup();
        let lines: Vec<String> = lines.iter().map(u32::to_string).collect();
        // Short lists stay beside their word.
        let blank = if lines.len() <= 3 { '\u{a0}' } else { ' ' };
        format!("{text}{blank}({})", lines.join("\u{a0}"))
    };
    forms.iter().map(one).collect::<Vec<_>>().join(", ")
}
