//! Names of organisations of which a sentence shows a recogniser only a part: "Seram
//! Jaya" where "PT Lintas Seram Jaya" is told elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use crate::detect::names::Class;
use crate::detect::stranger::{Sight, Sighting};
use crate::detect::{Article, Form};
use crate::lang::{Lang, List};
use crate::text::Span;

/// So many names may hold one word; more are not looked for.
const NAMESAKES: usize = 8;

/// From this likelihood on a longer name is believed.
const SURELY: f32 = 0.8;

/// How sure a name is that was put together.
const WHOLE: f32 = 0.7;

/// Sights that are parts of a longer organisation's name which stands there in full
/// become that name; what then lies in another one goes.
pub(super) fn made_whole<'a>(article: &'a Article, mut sights: Vec<Sight<'a>>) -> Vec<Sight<'a>> {
    let lexicon = &article.lang.pack().lexicon;
    let mut names: BTreeSet<&str> = BTreeSet::new();
    let sure =
        |it: &&Sight<'_>| it.class == Class::Org && SURELY <= it.place.confidence && !it.weak;
    for it in sights.iter().filter(sure) {
        let parts = match article.lang {
            Lang::Id => it.text.split_once(' '),
            Lang::En => None,
        };
        let rest = parts.filter(|it| lexicon.is_listed(it.0, List::Body)).map(|it| it.1);
        names.extend([Some(it.text), rest].into_iter().flatten().filter(|it| it.contains(' ')));
    }
    let mut holding: BTreeMap<&str, Vec<(usize, &str)>> = BTreeMap::new();
    for name in names {
        let mut at = 0;
        for word in name.split(' ') {
            holding.entry(word).or_default().push((at, name));
            at += word.len() + 1;
        }
    }
    for all in holding.values_mut() {
        all.sort_unstable_by_key(|it| (usize::MAX - it.1.len(), it.1, it.0));
        all.truncate(NAMESAKES);
    }
    let mut moved = false;
    for it in &mut sights {
        let first = it.text.split(' ').next().unwrap_or_default();
        let Some(all) = holding.get(first) else { continue };
        let Some((placed, _, _)) = article.passage(it.place.passage) else { continue };
        let prose = placed.passage.prose();
        let Some(start) = it.place.span.start().checked_sub(placed.start) else { continue };
        let whole = all.iter().find_map(|(offset, name)| {
            let from = start.checked_sub(*offset)?;
            let there = prose.get(from..)?.strip_prefix(name)?;
            let letter = |it: char| it.is_alphanumeric();
            let apart = !there.starts_with(letter)
                && !prose.get(..from).is_some_and(|it| it.ends_with(letter));
            let longer = it.text.len() < name.len() && start + it.text.len() <= from + name.len();
            (apart && longer).then(|| (Span::new(from, from + name.len()), *name))
        });
        if let Some((span, _)) = whole {
            moved = true;
            let confidence = it.place.confidence.max(WHOLE);
            it.text = span.of(prose);
            it.class = Class::Org;
            let span = span.shift(placed.start);
            it.place = Sighting { span, confidence, form: Form::Full, ..it.place };
        }
    }
    if moved {
        sights.sort_by_key(|it| (it.place.span.start(), usize::MAX - it.place.span.len()));
        let mut last = 0;
        sights.retain(|it| {
            let apart = last <= it.place.span.start();
            last = last.max(it.place.span.end());
            apart
        });
    }
    sights
}
