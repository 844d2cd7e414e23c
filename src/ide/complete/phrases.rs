//! How a statement is handed to its source: "kata" behind a quotation,
//! "menurut" where a sentence begins.

use std::sync::LazyLock;

use crate::ide::complete::{MOST, OfferKind, Offers, plain};
use crate::lang::{CueClass, Lang, List, Mark, word as message};
use crate::text::Span;

/// Adds the phrases that go on with `word`, which ends at `byte` of the
/// article and has `gap` before it.
pub(super) fn phrases(lang: Lang, gap: &str, word: &str, byte: usize, res: &mut Offers) {
    let typed = word.to_lowercase();
    let span = Span::new(byte - word.len(), byte);
    let words = gap.trim_end();
    let behind_quotation = words.ends_with(['”', '"', '»']) && gap.len() != words.len();
    let opens = words.is_empty() || words.ends_with(['.', '!', '?', ':', '\n', '\r']);
    let phrases = Phrases::of(lang);
    let capital = word.starts_with(char::is_uppercase);
    let written = |it: &String| if capital { capitalised(it) } else { it.clone() };
    let (list, behind) = match () {
        () if behind_quotation => (&phrases.says, ""),
        () if opens && 2 <= typed.chars().count() => (&phrases.according_to, " "),
        () => return,
    };
    let fitting = list.iter().filter(|it| it.starts_with(&typed)).take(MOST);
    res.all.extend(fitting.map(|it| plain(written(it) + behind, OfferKind::Phrase, span)));
}

/// How a language hands a statement to its source: what newspapers write most,
/// then the shortest first.
struct Phrases {
    says: Vec<String>,
    according_to: Vec<String>,
}

impl Phrases {
    fn of(lang: Lang) -> &'static Phrases {
        static ALL: LazyLock<Vec<Phrases>> =
            LazyLock::new(|| Lang::ALL.into_iter().map(Phrases::new).collect());
        static NONE: Phrases = Phrases { says: Vec::new(), according_to: Vec::new() };
        let at = Lang::ALL.iter().position(|it| *it == lang);
        at.and_then(|it| ALL.get(it)).unwrap_or(&NONE)
    }

    fn new(lang: Lang) -> Phrases {
        let lexicon = &lang.pack().lexicon;
        let usual = message("cues-first", lang);
        let place =
            |it: &str| usual.split(", ").position(|usual| usual == it).unwrap_or(usize::MAX);
        let sorted = |list: List, fits: &dyn Fn(u8) -> bool| {
            let words = lexicon.words(list).filter(|(_, value)| fits(*value));
            let mut res: Vec<String> = words.map(|(it, _)| it).collect();
            res.sort_by(|a, b| (place(a), a.len(), a).cmp(&(place(b), b.len(), b)));
            res
        };
        let says = |value: u8| {
            let list = List::SpeechVerb;
            let mark = Mark { list, value, first: 0, end: 0, span: Span::default() };
            mark.class() == Some(CueClass::Say)
        };
        Phrases {
            says: sorted(List::SpeechVerb, &says),
            according_to: sorted(List::AccordingTo, &|_| true),
        }
    }
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |it| it.to_uppercase().chain(chars).collect())
}
