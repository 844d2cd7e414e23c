//! The tags that words get: which part of which kind of name a word is.

/// What a name names, as corpora of names tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    Person,
    /// Countries, cities, regions, buildings.
    Place,
    Org,
    Event,
    /// Works, products, peoples, languages.
    Other,
}

impl Class {
    pub const ALL: [Class; 5] =
        [Class::Person, Class::Place, Class::Org, Class::Event, Class::Other];

    /// The label of the corpora.
    pub fn label(self) -> &'static str {
        match self {
            Class::Person => "PER",
            Class::Place => "LOC",
            Class::Org => "ORG",
            Class::Event => "EVENT",
            Class::Other => "MISC",
        }
    }

    pub fn from_label(label: &str) -> Option<Class> {
        Class::ALL.into_iter().find(|it| it.label() == label)
    }
}

/// So many tags there are: none; begin, inside, last, and only word of
/// persons, places and organisations; begin and inside of events; others.
/// Sixteen weights are one vector of bytes.
pub(super) const TAGS: usize = 16;

/// No name.
pub(super) const NONE: usize = 0;

const EVENT: usize = 13;
const OTHER: usize = 15;

/// The part of a name that a tag stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Begin,
    Inside,
    Last,
    Only,
    /// Begins, or goes on behind another one of its kind.
    Any,
}

/// What a tag says; `None` for no name.
fn meaning(tag: usize) -> Option<(Class, Part)> {
    let class = match tag {
        1..=4 => Class::Person,
        5..=8 => Class::Place,
        9..=12 => Class::Org,
        EVENT => return Some((Class::Event, Part::Begin)),
        14 => return Some((Class::Event, Part::Inside)),
        OTHER => return Some((Class::Other, Part::Any)),
        _ => return None,
    };
    let part = match (tag - 1) % 4 {
        0 => Part::Begin,
        1 => Part::Inside,
        2 => Part::Last,
        _ => Part::Only,
    };
    Some((class, part))
}

/// Whether a class tells the last word of a name from the others.
fn has_last(class: Class) -> bool {
    matches!(class, Class::Person | Class::Place | Class::Org)
}

/// Whether a word with tag `next` may follow one with tag `tag`.
pub(super) fn may_follow(tag: usize, next: usize) -> bool {
    match (meaning(tag), meaning(next)) {
        (Some((class, Part::Begin | Part::Inside)), after) if has_last(class) => {
            after.is_some_and(|(it, part)| it == class && matches!(part, Part::Inside | Part::Last))
        }
        (before, Some((class, Part::Inside))) => before.is_some_and(|it| it.0 == class),
        (_, Some((_, Part::Last))) => false,
        _ => true,
    }
}

/// Whether a sentence may end with this tag.
pub(super) fn may_end(tag: usize) -> bool {
    may_follow(tag, NONE)
}

/// Tags of the words of a name that has so many.
pub(super) fn tags(class: Class, words: usize) -> impl Iterator<Item = usize> {
    let first = match class {
        Class::Person => 1,
        Class::Place => 5,
        Class::Org => 9,
        Class::Event => EVENT,
        Class::Other => OTHER,
    };
    (0..words).map(move |at| match class {
        Class::Other => OTHER,
        Class::Event => first + usize::from(0 < at),
        _ if words == 1 => first + 3,
        _ if at == 0 => first,
        _ if at + 1 == words => first + 2,
        _ => first + 1,
    })
}

/// The names that a run of tags tells: class, first word, word behind the last.
pub(super) fn spans(tags: &[usize]) -> Vec<(Class, usize, usize)> {
    let mut res: Vec<(Class, usize, usize)> = Vec::new();
    let mut before: Option<Class> = None;
    for (at, tag) in tags.iter().enumerate() {
        let Some((class, part)) = meaning(*tag) else {
            before = None;
            continue;
        };
        let goes_on = before == Some(class) && !matches!(part, Part::Begin | Part::Only);
        match res.last_mut().filter(|_| goes_on) {
            Some(last) => last.2 = at + 1,
            None => res.push((class, at, at + 1)),
        }
        before = Some(class);
    }
    res
}
