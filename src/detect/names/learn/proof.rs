//! Whether the models that are shipped are what this program would make: it
//! learns a small lesson that never changes, and a number tells what came of it.

use rustc_hash::FxHashMap;

use crate::detect::names::Class;
use crate::detect::names::learn::{Goal, Lesson, Marked, learnt};
use crate::detect::names::model;
use crate::detect::names::word::{key, mix};
use crate::detect::names::wordclass::Classes;
use crate::knowledge::Base;
use crate::lang::Lang;
use crate::text::Span;

/// Sentences of our own. Names stand between angle quotes, the first letter says
/// of what: a person, a place, an organisation.
const LESSON: [(Lang, &[&str]); 2] = [
    (
        Lang::Id,
        &[
            "Menteri Luar Negeri ‹pRetno Marsudi› tiba di ‹lJakarta›, kata ‹oKementerian Luar Negeri›.",
            "“Harga beras naik 12,5 persen,” ujar ‹pSuryadi Hartanto› di ‹lPacitan›, Senin (3/2).",
            "‹oPT Tirta Makmur› dan ‹oPBB› menolak usul warga Desa ‹lSidomulyo›.",
            "Warga menunggu sejak pagi di gudang lama milik koperasi itu.",
            "Menurut ‹pRatna Kusumaningrum›, ‹oPBB› akan datang ke ‹lPacitan› lagi.",
        ],
    ),
    (
        Lang::En,
        &[
            "The harbour master, ‹pMargaret Oduya›, said in ‹lNairobi› on Monday that no ship had left.",
            "“Prices rose 12.5 per cent,” ‹pJohn McAllister› of the ‹oUnited Nations› told reporters.",
            "‹oHarrow Freight Ltd› and ‹oUnited Nations› experts met near ‹lPort Ellery›.",
            "they waited at the old port since the morning, and nobody came.",
            "‹pOduya› will go to ‹lNairobi› again, her office in ‹lPort Ellery› said.",
        ],
    ),
];

/// A number that is another one where texts are cut into words, signs are made,
/// weights are learnt or models are written in another way, or other lists of
/// names are learnt from. More facts leave it as it is.
pub fn proof(goal: &Goal, base: &Base) -> u64 {
    let own = LESSON.iter().filter(|it| it.0 == goal.lang).flat_map(|it| it.1);
    let marked: Vec<Marked> = own.map(|it| read(it)).collect();
    let (classes, kin) = (Classes::default(), grouped(&marked));
    let lists = FxHashMap::default();
    let (classes, kin, lists) = (&classes, &kin, &lists);
    let lesson = Lesson { marked: &marked, classes, kin, lists, base, plain: &[] };
    let goal = Goal { rounds: 4, room: 600, voices: 1, ..goal.clone() };
    mix(model::sum(&learnt(&lesson, &goal, 0, &mut |_, _| ()).bytes), goal.names)
}

fn read(line: &str) -> Marked {
    let mut text = String::new();
    let mut names = Vec::new();
    let mut parts = line.split('‹');
    text.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (name, rest) = part.split_once('›').unwrap_or((part, ""));
        let class = match name.chars().next() {
            Some('p') => Class::Person,
            Some('l') => Class::Place,
            _ => Class::Org,
        };
        let start = text.len();
        text.extend(name.chars().skip(1));
        names.push((Span::new(start, text.len()), class));
        text.push_str(rest);
    }
    Marked { text, names, style: 0 }
}

/// Some words with classes.
fn grouped(marked: &[Marked]) -> Classes {
    let words = marked.iter().flat_map(|it| it.text.split(' ')).filter(|it| it.len() % 2 == 0);
    words
        .zip(1..)
        .map(|(word, at)| (key(&word.to_lowercase()), [at % 5 + 1, at % 9 + 1, at]))
        .collect()
}
