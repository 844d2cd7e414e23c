//! Statements whose types people told, to learn from: those of marked articles and
//! those of plain lists.

use std::fs;
use std::path::Path;

use crate::cli::eval::articles::{read, to_learn_from, wrong};
use crate::cli::eval::{gold, language};
use crate::cli::screen::Failure;
use crate::detect::{ClaimType, Typed, signs_of};
use crate::lang::Lang;
use crate::text::Span;

/// So many groups for the sentences of the lists.
const GROUPS: usize = 10;

/// Of articles only those that may be learnt from: names that end in `-test` are left
/// out. Each is a group of its own, from [`FIRST`] on.
pub(in crate::cli) fn typed(folder: &Path) -> Result<Vec<Typed>, Failure> {
    let paths = to_learn_from(&folder.join("gold"))?;
    let mut res = Vec::new();
    for (at, path) in paths.iter().enumerate() {
        let (_, gold) = read(path)?;
        let lang = language(None, path, std::iter::once(gold.text.as_str()));
        let article = super::compare::article(&gold, lang);
        let signs = signs_of(&article);
        for line in &gold.lines {
            let Some(kind) = ClaimType::from_name(&line.kind) else { continue };
            let own = signs.iter().filter(|it| line.span.overlaps(it.0));
            // The fullest sentence, should there be several.
            let Some((_, signs)) = own.max_by_key(|it| it.1.len()) else { continue };
            res.push(Typed { lang, signs: signs.clone(), kind, group: FIRST + at });
        }
    }
    for lang in Lang::ALL {
        list(&folder.join("types").join(lang.tag()).with_extension("txt"), lang, &mut res)?;
    }
    Ok(res)
}

/// The first group that is an article.
pub(in crate::cli) const FIRST: usize = GROUPS;

/// `== TYPE`, and below it its statements, one a line.
#[expect(clippy::disallowed_methods, reason = "this is where files are read")]
fn list(path: &Path, lang: Lang, res: &mut Vec<Typed>) -> Result<(), Failure> {
    let text = fs::read_to_string(path)
        .map_err(|error| Failure::new(format!("cannot read {}: {error}", path.display())))?;
    let mut kind = None;
    for (at, line) in text.lines().enumerate() {
        if let Some(name) = line.strip_prefix("== ") {
            kind = Some(
                ClaimType::from_name(name)
                    .ok_or_else(|| wrong(path, (at + 1, format!("there is no type `{name}`"))))?,
            );
            continue;
        }
        let Some(kind) = kind else { continue };
        let article = gold::article(line, lang);
        let fullest = signs_of(&article).into_iter().max_by_key(|it: &(Span, _)| it.1.len());
        res.extend(fullest.map(|(_, signs)| Typed { lang, signs, kind, group: at % GROUPS }));
    }
    Ok(())
}
