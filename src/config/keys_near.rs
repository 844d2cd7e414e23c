//! The name that was meant.

use strsim::damerau_levenshtein;

/// Names further off than this are no slips of the finger.
const FURTHEST: usize = 4;

/// The likest of `names`, as far as one is like it at all.
pub fn nearest<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_lowercase().replace(['_', ' '], "-");
    let distance = |it: &str| {
        let known = it.to_lowercase().replace('_', "-");
        let part = 3 <= name.len() && (known.contains(&name) || name.contains(&known));
        if part { 0 } else { damerau_levenshtein(&known, &name) }
    };
    let all = names.into_iter().map(|it| (distance(it), it));
    let near =
        all.filter(|(distance, _)| *distance <= FURTHEST.min(name.chars().count().div_ceil(2)));
    near.min_by_key(|(distance, it)| (*distance, it.len())).map(|(_, it)| it)
}
