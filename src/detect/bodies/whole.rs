//! Names of people to their ends, and people told by a comma: what a recogniser
//! that sees word by word cuts.

use crate::detect::bodies::people::is_field;
use crate::detect::bodies::{HEADED, HUMPED, Line};
use crate::detect::names::{Class, Recognised};
use crate::lang::{Beside, Lang, List};

/// So many words before a comma may tell an office.
const OFFICE: usize = 14;

/// An office that opens its sentence, and its comma, have no more words.
const LED: usize = 6;

/// A name goes on for no more words.
const LONGEST: usize = 10;

impl Line<'_> {
    pub(super) fn touches(&self, at: usize) -> bool {
        let pair = [at, at + 1].map(|it| self.facts.tokens.get(it));
        matches!(pair, [Some(one), Some(two)] if one.span.end() == two.span.start())
    }

    /// "Park Min" of "Park Min-ji", "Halimah" of "Halimah binti Syukur". `None`
    /// where nothing of it is a name: "M.Eng", "Dr".
    pub(super) fn whole_person(&self, name: Recognised) -> Option<Recognised> {
        if name.class != Class::Person {
            // "…, S.H., M.H."
            let degree = name.class == Class::Org && self.is_degree(&name);
            return (!degree).then_some(name);
        }
        if self.is_title_only(&name) {
            return None;
        }
        let mut end = name.end;
        while let Some(behind) = self.goes_on(end).filter(|it| *it < name.end + LONGEST) {
            end = behind;
        }
        let bali = name.first.checked_sub(1).is_some_and(|it| self.is_balinese(it));
        let first = name.first - usize::from(bali && self.is_given(name.first));
        // "Celso dos" of "Celso dos Santos".
        let first = self.begins_before(first).unwrap_or(first);
        let joint = first.checked_sub(2).filter(|it| {
            let plain = self.is_name(*it) && self.known(*it).is_none() && !self.is_head(*it);
            self.tokens.contains(it) && plain && self.is_particle(it + 1)
        });
        let first = joint.unwrap_or(first);
        Some(Recognised { first, end, ..name })
    }

    /// "S.H", "M.Kes" behind a comma.
    fn is_degree(&self, name: &Recognised) -> bool {
        let behind = name.first.checked_sub(1).is_some_and(|it| self.word(it) == ",");
        let pair = [name.first, name.end - 1].map(|it| self.facts.tokens.get(it));
        let [Some(one), Some(last)] = pair else { return false };
        let words = one.span.cover(last.span).of(self.text).trim_end_matches('.');
        let dotted = words.len() < 8 && words.contains('.') && !words.contains(' ');
        let alone = name.end == name.first + 1;
        behind && (dotted || alone && self.is_honorific(name.first))
    }

    /// "Mgr. Paskalis" before "Bruno Syukur": one more word of a name, right behind what
    /// somebody is or, closed by a comma, behind one.
    fn begins_before(&self, first: usize) -> Option<usize> {
        let own = first.checked_sub(1).filter(|it| self.tokens.contains(it))?;
        let before = own.checked_sub(1).filter(|it| self.tokens.contains(it))?;
        let lexicon = &self.lang.pack().lexicon;
        let other = [
            List::FunctionWord,
            List::SmallWord,
            List::Month,
            List::Weekday,
            List::BodyWord,
            List::Organisation,
            List::RegionForm,
            List::Branch,
            List::Area,
            List::PlaceNoun,
            List::Trade,
        ];
        let word = self.word(own);
        let plain = self.is_name(own)
            && 2 < word.len()
            && word.chars().skip(1).all(char::is_lowercase)
            && self.known(own).is_none()
            && self.titles(own).is_none()
            && !self.is_honorific(own)
            && !self.is_head(own)
            && !self.is_in_title(own)
            && !lexicon.is_in(word, &other)
            && !lexicon.is_beside(word, Beside::Directed)
            && !lexicon.is_beside(word, Beside::Rank);
        let stop = usize::from(self.word(before) == "." && 0 < before && self.touches(before - 1));
        let honoured = self.is_honorific(before - stop) && self.is_name(before - stop);
        // "Menteri Perindustrian Andung": the office goes on.
        let given = lexicon.is_in(word, &[List::GivenName, List::FamilyName]);
        let told = honoured && (given || !lexicon.is_any(word) && !is_field(word))
            || given && self.office_before(own).is_some();
        // English: "Skipper Odd Kristian Dahle"
        let office = self.lang == Lang::En
            && self.office_before(own).is_some()
            && before == self.tokens.start
            && !lexicon.is_any(word);
        (plain && (told || office)).then_some(own)
    }

    /// "M.Eng" behind a comma, "Dr. Ir".
    fn is_title_only(&self, name: &Recognised) -> bool {
        let behind = name.first.checked_sub(1).is_some_and(|it| self.word(it) == ",");
        let degree = |it: usize| {
            let word = self.word(it);
            let inner = word.trim_end_matches('.').contains('.') && word.len() < 7;
            let short = behind && word.len() < 5 && self.word(it + 1) == ".";
            self.is_honorific(it) || word == "." || inner || short
        };
        let told = behind || (name.first..name.end).any(|it| self.is_honorific(it));
        told && (name.first..name.end).all(degree)
    }

    fn is_particle(&self, at: usize) -> bool {
        let word = self.word(at).trim_end_matches('.');
        word.starts_with(char::is_lowercase)
            && self.lang.pack().lexicon.is_beside(word, Beside::Particle)
    }

    /// "Perairan Negeri Haya" within a sentence: words in small letters before a name are
    /// no part of it, unless they are particles or a hyphen joins them.
    pub(super) fn without_small(&self, name: Recognised) -> Recognised {
        let small = |it: &usize| {
            let word = self.word(*it);
            word.starts_with(char::is_lowercase)
                && 3 < word.len()
                && !self.is_particle(*it)
                && !matches!(self.word(it + 1), "-" | "'" | "’" | ".")
        };
        let count = (name.first..name.end).take_while(small).count();
        // "Neither Nowak nor"
        let lexicon = &self.lang.pack().lexicon;
        let opens = name.class == Class::Person
            && name.first == self.tokens.start
            && name.first + 1 < name.end
            && self.is_common(name.first)
            && !lexicon.is_listed(self.word(name.first), List::GivenName);
        let first = name.first + count.max(usize::from(opens));
        // "Harian Suar —", "Badan Antidoping Dunia (WADA)"
        let ends = |it: &usize| {
            let hyphen = self.word(*it) == "-" && !self.touches(it - 1);
            hyphen || matches!(self.word(*it), "—" | "–" | "(")
        };
        let org = name.class == Class::Org;
        let end = (first + 1..name.end).find(|it| org && ends(it)).unwrap_or(name.end);
        if first < end && self.is_name(first) { Recognised { first, end, ..name } } else { name }
    }

    /// Whether Balinese names begin with it: "I Nyoman".
    pub(super) fn is_balinese(&self, at: usize) -> bool {
        self.is_name(at) && self.lang.pack().lexicon.is_beside(self.word(at), Beside::Balinese)
    }

    /// Where the name ends that goes on behind a hyphen or a particle.
    fn goes_on(&self, end: usize) -> Option<usize> {
        // "Min-ji", "ul-Haque"; what is known behind a hyphen is somebody else.
        let hyphen = matches!(self.word(end), "-" | "‑")
            && self.touches(end - 1)
            && self.touches(end)
            && self.word(end + 1).starts_with(char::is_alphabetic)
            && self.known(end + 1).is_none();
        if hyphen {
            return Some(end + 2);
        }
        let particles = (end..end + 3).take_while(|it| self.is_particle(*it)).count();
        let mut behind = end + particles;
        // "Lasma br. Sihombing"
        if 0 < particles && self.word(behind) == "." && self.touches(behind - 1) {
            behind += 1;
        }
        if self.word(behind) == "-" && self.touches(behind) {
            behind += 1;
        }
        let joined = 0 < particles
            && self.is_name(behind)
            && !self.is_head(behind)
            && (self.known(behind).is_none() || self.is_surname(behind));
        joined.then_some(behind + 1)
    }

    /// "Park Min-ji": a word, and one that a hyphen and small letters end.
    pub(super) fn hyphened(&self, at: usize) -> Option<Recognised> {
        let small = |it: usize| {
            let word = self.word(it);
            (2..=5).contains(&word.len()) && word.bytes().all(|it| it.is_ascii_lowercase())
        };
        let syllable = |it: usize| self.is_name(it) && self.word(it).len() <= 6;
        let told = syllable(at)
            && syllable(at + 1)
            && self.word(at + 2) == "-"
            && self.touches(at + 1)
            && self.touches(at + 2)
            && small(at + 3)
            && !self.lang.pack().lexicon.is_beside(self.word(at + 3), Beside::AtHyphen);
        if !told {
            return None;
        }
        let other = [at, at + 1].iter().any(|it| {
            self.known(*it).is_some_and(|it| it.sure.is_some())
                || self.is_head(*it)
                || self.is_common(*it)
        });
        let before = at.checked_sub(1).is_some_and(|it| {
            self.is_name(it) && it != self.tokens.start && self.titles(it).is_none()
        });
        (!other && !before).then_some(Recognised {
            class: Class::Person,
            first: at,
            end: at + 4,
            confidence: HEADED,
        })
    }

    /// Where a run of a name's words ends that may hold particles and hyphens.
    pub(super) fn named(&self, at: usize) -> usize {
        let run = (at..at + 5).take_while(|it| self.is_name(*it)).count();
        let name =
            Recognised { class: Class::Person, first: at, end: at + run, confidence: HUMPED };
        let mut end = self.whole_person(name).map_or(at, |it| it.end);
        while end < at + 6 && self.is_name(end) {
            end += 1;
        }
        end
    }

    /// "Seorang pejabat kementerian, Rafiqul Islam Talukder,", "Fatou Jallow, a
    /// trader,": somebody whose office or trade is told on the other side of a comma.
    pub(super) fn apposed(&self, at: usize) -> Option<Recognised> {
        let before = at.checked_sub(1).filter(|it| self.tokens.contains(it));
        // "Menurut Wiebke von der Heydt, sosiolog"
        let opens = |it: usize| it == self.tokens.start && self.is_cue(it);
        let goes_on =
            before.is_some_and(|it| self.is_name(it) && !self.is_honorific(it) && !opens(it));
        if !self.is_name(at) || goes_on || self.is_honorific(at) {
            return None;
        }
        let end = self.named(at);
        let words = (at..end).filter(|it| self.is_name(*it)).count();
        // One word alone must have what it is right behind it: "Oji, terpidana".
        let alone = words == 1 && self.word(at).chars().skip(1).all(char::is_lowercase);
        if !(alone && 2 < self.word(at).len() || (2..=5).contains(&words)) {
            return None;
        }
        let lexicon = &self.lang.pack().lexicon;
        let list = [
            List::FunctionWord,
            List::SmallWord,
            List::Weekday,
            List::Area,
            List::PlaceNoun,
            List::Organisation,
        ];
        let other = (at..end).any(|it| {
            let loud = self.is_name(it) && !self.word(it).contains(char::is_lowercase);
            loud && 1 < self.word(it).len()
                || self.is_head(it)
                || self.titles(it).is_some()
                || self.known(it).is_some_and(|it| it.several_words)
                || lexicon.is_in(self.word(it), &list)
        });
        let placed = self.known(at).is_some();
        let alone = alone && !lexicon.is_in(self.word(at), &[List::Month]);
        if words == 1 && !alone {
            return None;
        }
        let kin = self.is_kin_before(at, end);
        // "Ketua Komite, Sarjono, mengundurkan diri"
        let led = self.lang == Lang::Id
            && alone
            && self.titles(self.tokens.start).is_some()
            && at < self.tokens.start + LED
            && !lexicon.is_any(self.word(at));
        let before = (!alone || led) && self.told_before(at, end) || kin;
        let told = before || self.told_behind(end) || self.is_aged(end);
        let confidence = if before { HEADED } else { HUMPED };
        (!other && !placed && told).then_some(Recognised {
            class: Class::Person,
            first: at,
            end,
            confidence,
        })
    }

    /// "Anaknya, Melati,", "His wife, Amina,".
    fn is_kin_before(&self, at: usize, end: usize) -> bool {
        let Some([kin, comma]) = at.checked_sub(2).map(|it| [it, it + 1]) else { return false };
        let lexicon = &self.lang.pack().lexicon;
        self.tokens.contains(&kin)
            && self.word(comma) == ","
            && matches!(self.word(end), "," | "." | ")")
            && lexicon.is_beside(self.word(kin), Beside::Family)
    }

    /// "…, an economist at the": right behind the name.
    fn told_behind(&self, end: usize) -> bool {
        if self.word(end) != "," {
            return false;
        }
        let first = match (self.lang, self.word(end + 1)) {
            (Lang::En, "a" | "an" | "the" | "his" | "her" | "their" | "who") => end + 2,
            (Lang::Id, "seorang") => end + 2,
            (Lang::Id, _) => end + 1,
            _ => return false,
        };
        let reach = match self.lang {
            Lang::Id => 1,
            Lang::En => 3,
        };
        self.word(first).starts_with(char::is_lowercase)
            && (first..first + reach)
                .take_while(|it| self.word(*it).starts_with(char::is_alphabetic))
                .any(|it| self.titles(it).is_some())
    }

    /// "Yosua, 23 tahun,", "Ana Sol, 34,": how old somebody is.
    fn is_aged(&self, end: usize) -> bool {
        let age = self.word(end + 1);
        let digits = (1..=2).contains(&age.len()) && age.bytes().all(|it| it.is_ascii_digit());
        let years = match self.lang {
            Lang::Id => usize::from(matches!(self.word(end + 2), "tahun" | "thn")),
            Lang::En => 0,
        };
        let told = self.lang == Lang::En || years == 1;
        let behind = self.word(end + 2 + years);
        // "2.179 million Naples, 1.802 million Turin"
        let number = self.word(end + 3).starts_with(|it: char| it.is_ascii_digit());
        let closed = match self.lang {
            Lang::Id => matches!(behind, "," | "." | ")"),
            Lang::En => behind == "," && !number,
        };
        self.word(end) == "," && digits && told && closed
    }

    /// "Menurut", "Kata": what hands over to a name.
    fn is_cue(&self, at: usize) -> bool {
        let span = self.facts.tokens.get(at).map(|it| it.span).unwrap_or_default();
        let cues = [List::AccordingTo, List::SpeechVerb];
        self.facts.marks_in(span).iter().any(|it| cues.contains(&it.list))
    }

    /// Whether "its", "her" and a title of few words stand right before a comma.
    fn is_his(&self, comma: usize) -> bool {
        let near = (comma.saturating_sub(5)..comma).rev();
        let mut near = near.take_while(|it| self.word(*it).starts_with(char::is_alphabetic));
        near.any(|it| {
            let word = self.word(it).to_lowercase();
            matches!(word.as_str(), "its" | "his" | "her" | "their" | "whose")
        })
    }

    /// "Its vice-president,", "Kepala Puskesmas Gayam,": right before the name,
    /// which a comma or a stop ends.
    fn told_before(&self, at: usize, end: usize) -> bool {
        let comma = at.checked_sub(1).filter(|it| self.word(*it) == ",");
        let closed = matches!(self.word(end), "," | "." | "" | "(" | "—");
        // "Its lead author, Ana Sol of Tarsk University"
        let of = self.lang == Lang::En && matches!(self.word(end), "of" | "at" | "from");
        let Some(comma) = comma.filter(|it| closed || of && self.is_his(*it)) else {
            return false;
        };
        let near = (comma.saturating_sub(OFFICE)..comma).rev();
        let near = near.take_while(|it| {
            self.tokens.contains(it) && !matches!(self.word(*it), "," | "." | ";" | ":" | "")
        });
        let office: Vec<usize> = near.collect();
        let Some(first) = office.last().copied() else { return false };
        // The office opens its part of the sentence: "Direktur …", "A deputy …".
        // "Pelatihnya, Hermensen Ballo,"
        let own = |it: usize| {
            let word = self.word(it).to_lowercase();
            let noun = word.strip_suffix("nya").unwrap_or_default();
            // A firm may be an owner too.
            let owner =
                matches!(noun, "pemilik" | "pembeli" | "penjual" | "penggugat" | "tergugat");
            let person = self.lang.pack().lexicon.is_listed(noun, List::PersonNoun);
            self.lang == Lang::Id && person && (!owner || self.is_given(at))
        };
        (first..(first + 4).min(comma)).any(|it| self.titles(it).is_some() || own(it))
    }
}
