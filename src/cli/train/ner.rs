//! `tajuk train ner`: the model that recognises names, from texts in which
//! people marked them and from plain ones.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;

use crate::cli::FINE;
use crate::cli::eval::articles::lessons;
use crate::cli::eval::marked::{self, Text};
use crate::cli::screen::{self, Failure};
use crate::cli::tasks::TrainNer;
use crate::detect::names::{
    self, Class, Classes, Goal, Lesson, Lists, Lowered, Marked, classes, kin, learn,
};
use crate::knowledge::Base;
use crate::lang::{Lang, sentences};
use crate::text::Span;

/// The style in which names are marked in our own articles, and in which articles are read.
const ARTICLES: &str = "articles";

/// What else a language is learnt from: file of `ner-LANG`, and the style in which
/// names are marked there.
fn sets(lang: Lang) -> &'static [(&'static str, &'static str)] {
    match lang {
        Lang::Id => &[("idner_raw", "idner"), ("nergrit", "nergrit")],
        Lang::En => &[
            ("uner_ewt", "ewt"),
            ("crossner_politics", "politics"),
            ("gum_ne_derived", "gum"),
            ("wnut17", "wnut"),
        ],
    }
}

/// Sets that only tell which words are names: they are marked in other ways.
fn listed(lang: Lang) -> &'static [&'static str] {
    match lang {
        Lang::Id => &["nerp_lower"],
        Lang::En => &[],
    }
}

pub(super) fn run(wanted: &TrainNer, lang: Option<Lang>) -> Result<u8, Failure> {
    let lang = lang.unwrap_or(Lang::Id);
    let folder = wanted.data.join(format!("ner-{}", lang.tag()));
    let styles = styles(lang, wanted.articles.is_some());
    let marked = marked(wanted, lang, &styles)?;
    let mut lists = Lists::default();
    for set in listed(lang) {
        for it in marked::read(&file(&folder, set, "train")?)? {
            lists.add(&lesson(it, 0));
        }
    }
    marked.iter().for_each(|it| lists.tails(it));
    let raw = plain(&wanted.data.join(format!("raw-{}", lang.tag())))?;
    let lines =
        raw.iter().flat_map(|it| it.lines()).chain(marked.iter().map(|it| it.text.as_str()));
    let mut output = screen::output();
    writeln!(output, "{} marked texts; grouping words", marked.len())?;
    output.flush()?;
    let classes = classes(lines);
    let kin = match &wanted.vectors {
        Some(path) => kin(&plain_text(path)?, wanted.words),
        None => Classes::default(),
    };
    let base = Base::built_in();
    let named = match &wanted.names {
        Some(folder) => named(folder)?,
        None => Vec::new(),
    };
    named.iter().enumerate().for_each(|(at, it)| lists.list(it, at));
    let small = small(&raw, &marked, &kin);
    let lists: FxHashMap<u64, u32> = lists.words();
    let plain = if wanted.also_plain { in_sentences(&raw, lang) } else { Vec::new() };
    let lesson = Lesson {
        marked: &marked,
        classes: &classes,
        kin: &kin,
        lists: &lists,
        base: &base,
        plain: &plain,
        small: &small,
    };
    let mut goal = goal(lang, styles);
    let TrainNer { seed, room, rounds, voices, .. } = *wanted;
    goal = Goal { seed, room, rounds, voices, names: number(&named), ..goal };
    let mut told = |round: usize, lost: f32| {
        let _ = writeln!(output, "round {}: {lost:.0}", round + 1);
        let _ = output.flush();
    };
    let learnt = learn(&lesson, &goal, &mut told);
    write(&wanted.out, &learnt.bytes)?;
    writeln!(
        output,
        "{}: {} bytes from {} tokens, {} signs and {} words",
        wanted.out.display(),
        learnt.bytes.len(),
        learnt.tokens,
        learnt.signs,
        classes.len()
    )?;
    output.flush()?;
    Ok(FINE)
}

/// The texts in which people marked the names.
fn marked(wanted: &TrainNer, lang: Lang, styles: &[String]) -> Result<Vec<Marked>, Failure> {
    let folder = wanted.data.join(format!("ner-{}", lang.tag()));
    let parts = if wanted.also_dev { &["train", "dev"][..] } else { &["train"] };
    let own = match &wanted.articles {
        Some(folder) => lessons::named(folder, lang)?,
        None => Vec::new(),
    };
    let mut res: Vec<Marked> = own.into_iter().map(|it| lesson(it, 0)).collect();
    for (set, style) in sets(lang) {
        let style_at = styles.iter().position(|it| it == style).unwrap_or_default();
        for part in parts {
            let texts = marked::read(&file(&folder, set, part)?)?;
            res.extend(texts.into_iter().map(|it| lesson(it, style_at)));
        }
    }
    Ok(res)
}

/// Words that are looked at in small letters: none without vectors, where too
/// little is known of them.
fn small(raw: &[String], marked: &[Marked], kin: &Classes) -> Vec<u64> {
    let mut res = Lowered::default();
    if !kin.is_empty() {
        raw.iter().flat_map(|it| it.lines()).for_each(|it| res.plain(it));
        marked.iter().for_each(|it| res.marked(it, kin));
    }
    res.words(kin)
}

/// How it is learnt: what did best on the development sets.
fn goal(lang: Lang, styles: Vec<String>) -> Goal {
    // Whoever marked these differ, and so their names seem unlikely.
    let dared = |style: &String| if matches!(&**style, "ewt" | "nergrit") { 0.5 } else { 0.0 };
    let daring = styles.iter().map(dared).collect();
    let (stride, left_out, word_out) = match lang {
        Lang::Id => (0.05, 0.6, 0.2),
        Lang::En => (0.03, 0.5, 0.2),
    };
    let (seed, room, rounds, voices, names) = (1, 1, 1, 1, 0);
    let ridge = 5e-4;
    // Pairs with lists of names say nothing new in English.
    let sorts = match lang {
        Lang::Id => u64::MAX,
        Lang::En => !(0b1111 << 40),
    };
    Goal {
        lang,
        styles,
        seed,
        room,
        rounds,
        stride,
        left_out,
        word_out,
        ridge,
        voices,
        daring,
        sorts,
        names,
    }
}

/// The styles in which names are marked, of articles and of a language's sets. Articles are
/// read in the first.
fn styles(lang: Lang, articles: bool) -> Vec<String> {
    let mut res: Vec<String> = articles.then(|| ARTICLES.to_owned()).into_iter().collect();
    for (_, style) in sets(lang) {
        if !res.iter().any(|it| it == style) {
            res.push((*style).to_owned());
        }
    }
    res
}

/// The lists of names.
fn named(folder: &Path) -> Result<Vec<String>, Failure> {
    LISTS.into_iter().map(|it| plain_text(&folder.join(it))).collect()
}

/// A number that changes with the lists.
fn number(lists: &[String]) -> u64 {
    lists.iter().fold(0, |sum: u64, it| sum.rotate_left(1) ^ names::number(it))
}

fn file(folder: &Path, set: &str, part: &str) -> Result<PathBuf, Failure> {
    let names = ["jsonl", "conll"].map(|it| folder.join(format!("{set}.{part}.{it}")));
    names.iter().find(|it| it.exists()).cloned().ok_or_else(|| {
        let [_, name] = &names;
        Failure::with_remedy(
            format!("there is no {}", name.display()),
            "put the marked texts there; the model's card says which",
        )
    })
}

fn in_sentences(texts: &[String], lang: Lang) -> Vec<String> {
    let lines = texts.iter().flat_map(|it| it.lines());
    let each = lines.flat_map(|line| {
        let all = sentences(line, Span::new(0, line.len()), lang.pack());
        all.into_iter().map(|it| it.of(line).to_owned())
    });
    each.collect()
}

/// Labels that are no names (dates, quantities) are left to the grammar.
fn lesson(text: Text, style: usize) -> Marked {
    let mut names: Vec<(Span, Class)> = Vec::new();
    for (span, label) in text.names {
        let Some(class) = Class::from_label(&label) else { continue };
        if names.last().is_none_or(|it| it.0.end() <= span.start()) {
            names.push((span, class));
        }
    }
    Marked { text: text.text, names, style }
}

/// Lists of names of people and places, a name a line.
const LISTS: [&str; 3] = ["given.txt", "family.txt", "places.txt"];

#[expect(clippy::disallowed_methods, reason = "this is where files are read")]
fn plain_text(path: &Path) -> Result<String, Failure> {
    let name = path.display();
    fs::read_to_string(path).map_err(|error| Failure::new(format!("cannot read {name}: {error}")))
}

/// The plain texts of a folder, in order of their names.
#[expect(clippy::disallowed_methods, reason = "this is where files are read")]
fn plain(folder: &Path) -> Result<Vec<String>, Failure> {
    let name = folder.display();
    let unread = |error| Failure::new(format!("cannot read {name}: {error}"));
    let entries = fs::read_dir(folder).map_err(unread)?;
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|it| Some(it.ok()?.path()))
        .filter(|it| it.extension().is_some_and(|it| it == "txt"))
        .collect();
    paths.sort();
    paths.iter().map(|it| fs::read_to_string(it).map_err(unread)).collect()
}

#[expect(clippy::disallowed_methods, reason = "this is where files are written")]
fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let name = path.display();
    fs::write(path, bytes).map_err(|error| Failure::new(format!("cannot write {name}: {error}")))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{goal, named, number, styles};
    use crate::detect::names::{Recogniser, proof};
    use crate::knowledge::Base;
    use crate::lang::Lang;

    /// Drift between the program and its models is told here: with the models that were
    /// shipped before, names would be read with signs that they never learnt.
    #[test]
    fn the_models_are_those_that_this_program_makes() {
        let card = include_str!("../../../seeds/models/ner.md");
        let made = card.split("\n* ").find(|it| it.starts_with("**Made by**")).unwrap();
        let base = Base::built_in();
        for lang in Lang::ALL {
            let listed = named(Path::new("seeds/names")).unwrap();
            let mut goal = goal(lang, styles(lang, true));
            goal.names = number(&listed);
            let model = Recogniser::built_in(lang).unwrap();
            assert_eq!(
                model.proof(),
                proof(&goal, &base),
                "seeds/models/ner-{}.bin was made by another program than this. Make both \
                 models anew, and measure them (the card says how). {made}",
                lang.tag()
            );
        }
    }
}
