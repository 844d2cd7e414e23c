//! Writes the tables down as an image. Shared with the build script.

use std::collections::{BTreeMap, HashMap};

use crate::knowledge::image::layout::{
    self, CASES, CONFIDENCES, GATES, KINDS, LANGS, MAGIC, NAME_KINDS, section,
};
use crate::knowledge::normal::{capitals, hash, words};
use crate::knowledge::tables::{Row, Table, Tables};

/// Tables of entities.
const ENTITIES: [&str; 5] = ["countries", "orgs", "people", "places", "things"];

/// Records of one section.
type Records = Vec<u32>;

/// Each string once.
struct Heap {
    text: String,
    /// Where each string begins, and where the last one ends.
    ends: Vec<u32>,
    known: HashMap<String, u32>,
}

impl Heap {
    fn new() -> Heap {
        let known = HashMap::from([(String::new(), 0)]);
        Heap { text: String::new(), ends: vec![0, 0], known }
    }

    fn put(&mut self, text: &str) -> u32 {
        if let Some(at) = self.known.get(text) {
            return *at;
        }
        let at = number(self.known.len());
        self.text.push_str(text);
        self.ends.push(number(self.text.len()));
        self.known.insert(text.to_owned(), at);
        at
    }
}

/// The image of tables that hold what they promise. Rows that point nowhere
/// are left out.
pub fn write(tables: &Tables) -> Vec<u8> {
    let mut heap = Heap::new();
    let mut rows: BTreeMap<&str, (&Table, &Row)> = BTreeMap::new();
    for name in ENTITIES {
        let table = tables.get(name);
        rows.extend(table.rows().iter().map(|it| (table.cell(it, "id"), (table, it))));
    }
    let index: HashMap<&str, u32> =
        rows.keys().enumerate().map(|(at, id)| (*id, number(at))).collect();
    let (roles, role_ends, offices) = roles(tables, &index, &mut heap);
    let (names, own_names, name_ends, by_word, words) = names(tables, &index, &mut heap);
    let mut entities = Records::new();
    for (at, (table, row)) in rows.values().enumerate() {
        let mut record = entity(table, row, &mut heap);
        let ends = |ends: &[u32]| (edge(ends, at.checked_sub(1)), edge(ends, Some(at)));
        let (first, end) = ends(&role_ends);
        set(&mut record, layout::entity::ROLES, first);
        set(&mut record, layout::entity::ROLES_END, end);
        let (first, end) = ends(&name_ends);
        set(&mut record, layout::entity::NAMES, first);
        set(&mut record, layout::entity::NAMES_END, end);
        entities.extend(record);
    }
    let (words, slots) = index_words(&words, &mut heap);
    let origins = origins(tables.get("sources"), &mut heap);
    let mut sections = vec![Vec::new(); section::COUNT];
    let records = [
        (section::ORIGINS, origins),
        (section::ENTITIES, entities),
        (section::ROLES, roles),
        (section::OFFICES, offices),
        (section::NAMES, names),
        (section::OWN_NAMES, own_names),
        (section::BY_WORD, by_word),
        (section::WORDS, words),
        (section::SLOTS, slots),
        (section::STRINGS, heap.ends),
    ];
    for (at, records) in records {
        if let Some(it) = sections.get_mut(at) {
            *it = records.into_iter().flat_map(u32::to_le_bytes).collect();
        }
    }
    if let Some(it) = sections.get_mut(section::HEAP) {
        *it = heap.text.into_bytes();
    }
    join(&sections)
}

fn join(sections: &[Vec<u8>]) -> Vec<u8> {
    let mut res = MAGIC.to_le_bytes().to_vec();
    let mut at = 4 + 8 * sections.len();
    for section in sections {
        res.extend(number(at).to_le_bytes());
        res.extend(number(section.len()).to_le_bytes());
        at += section.len();
    }
    sections.iter().for_each(|it| res.extend(it));
    res
}

fn entity(table: &Table, row: &Row, heap: &mut Heap) -> Records {
    use layout::entity::{
        ACRONYM_EN, ACRONYM_ID, AS_OF, CAPITAL_EN, CAPITAL_ID, CLASS, CODE, COUNTRY, FORMAL, ID,
        KIND, MEMBERS, MEMBERS_SOURCE, NAME_EN, NAME_ID, OTHER_QIDS, QID, SEAT, SIZE, SOURCE,
        SURNAME,
    };
    let cell = |column: &str| table.cell(row, column);
    let first = |column: &str| table.list(row, column).next().unwrap_or_default();
    let or = |a: &'static str, b: &'static str| -> String {
        [a, "name", b].into_iter().map(cell).find(|it| !it.is_empty()).unwrap_or_default().into()
    };
    let (kind, slug) = cell("id").split_once('/').unwrap_or_default();
    // A party's one member is the country it is of.
    let is_party = cell("kind") == "party";
    let country = match kind {
        "country" => slug,
        "org" if is_party => first("members"),
        _ => cell("country"),
    };
    let acronym =
        |own: &'static str| [first(own), first("acronyms")].into_iter().find(|it| !it.is_empty());
    let capital = cell("capital_en");
    let capital_id = Some(cell("capital_id")).filter(|it| !it.is_empty()).unwrap_or(capital);
    let mut res = vec![0; SIZE];
    set(&mut res, KIND, place(&KINDS, kind));
    set(&mut res, AS_OF, layout::date(cell("as_of")));
    let texts = [
        (ID, cell("id").to_owned()),
        (QID, cell("qid").to_owned()),
        (OTHER_QIDS, cell("other_qids").to_owned()),
        (NAME_EN, or("name_en", "name_id")),
        (NAME_ID, or("name_id", "name_en")),
        (COUNTRY, country.to_owned()),
        (CAPITAL_EN, capital.to_owned()),
        (CAPITAL_ID, capital_id.to_owned()),
        (SURNAME, cell("surname").to_owned()),
        (FORMAL, cell("formal_en").to_owned()),
        (CLASS, cell("kind").to_owned()),
        (ACRONYM_EN, acronym("acronyms_en").unwrap_or_default().to_owned()),
        (ACRONYM_ID, acronym("acronyms_id").unwrap_or_default().to_owned()),
        (SEAT, cell("seat").to_owned()),
        (MEMBERS, if is_party { String::new() } else { cell("members").to_owned() }),
        (MEMBERS_SOURCE, cell("members_source").to_owned()),
        (SOURCE, cell("source").to_owned()),
        (CODE, cell("code").to_owned()),
    ];
    for (at, text) in texts {
        let text = heap.put(&text);
        set(&mut res, at, text);
    }
    res
}

/// Roles, where those of each entity end, and the roles by country.
fn roles(
    tables: &Tables,
    index: &HashMap<&str, u32>,
    heap: &mut Heap,
) -> (Records, Vec<u32>, Records) {
    let table = tables.get("roles");
    let mut rows: Vec<(u32, &Row)> = table
        .rows()
        .iter()
        .filter_map(|it| Some((*index.get(table.cell(it, "person"))?, it)))
        .collect();
    rows.sort_by_key(|(person, _)| *person);
    let mut res = Records::new();
    let mut ends = vec![0; index.len()];
    let mut offices: Vec<(&str, u32)> = Vec::new();
    for (at, (person, row)) in rows.iter().enumerate() {
        let cell = |column: &str| table.cell(row, column);
        let head = match cell("head_of") {
            "hos" => 1,
            "hog" => 2,
            "hos+hog" => 3,
            _ => 0,
        };
        offices.push((cell("at"), number(at)));
        let flags = head + 4 * place(&CONFIDENCES, cell("confidence"));
        let mut text = |column: &str| heap.put(cell(column));
        res.extend([
            *person,
            text("role_en"),
            text("role_id"),
            text("at"),
            flags,
            layout::date(cell("from")),
            layout::date(cell("until")),
            text("source"),
            layout::date(cell("as_of")),
        ]);
        if let Some(it) = ends.get_mut(*person as usize) {
            *it = number(at + 1);
        }
    }
    carry(&mut ends);
    offices.sort_by_key(|(at, _)| *at);
    (res, ends, offices.into_iter().map(|(_, it)| it).collect())
}

fn origins(table: &Table, heap: &mut Heap) -> Records {
    let mut res = Records::new();
    for row in table.rows() {
        for begins in table.list(row, "begins") {
            let mut text = |it: &str| heap.put(it);
            let titles = [text(table.cell(row, "title_en")), text(table.cell(row, "title_id"))];
            res.push(text(begins));
            res.extend(titles);
        }
    }
    res
}

/// Words and their names: the word, and the names that begin with it.
type ByWord = Vec<(String, u32, u32)>;

fn names(
    tables: &Tables,
    index: &HashMap<&str, u32>,
    heap: &mut Heap,
) -> (Records, Records, Vec<u32>, Records, ByWord) {
    let table = tables.get("names");
    let mut res = Records::new();
    let mut own: Vec<(u32, u32)> = Vec::new();
    let mut by_word: BTreeMap<String, Vec<(usize, u32)>> = BTreeMap::new();
    let mut count = 0;
    for row in table.rows() {
        let cell = |column: &str| table.cell(row, column);
        let text = cell("name");
        let Some(entity) = index.get(cell("entity")) else { continue };
        let mut words = words(text).into_iter();
        let Some(first) = words.next() else { continue };
        let rest: Vec<String> = words.collect();
        let flags = place(&NAME_KINDS, cell("kind"))
            | place(&LANGS, cell("lang")) << 8
            | place(&CASES, cell("case")) << 16
            | place(&GATES, cell("gate")) << 24;
        let joined = heap.put(&rest.join(" "));
        res.extend([heap.put(text), joined, *entity, capitals(text), flags]);
        own.push((*entity, count));
        by_word.entry(first).or_default().push((rest.len(), count));
        count += 1;
    }
    own.sort_unstable();
    let mut ends = vec![0; index.len()];
    for (at, (entity, _)) in own.iter().enumerate() {
        if let Some(it) = ends.get_mut(*entity as usize) {
            *it = number(at + 1);
        }
    }
    carry(&mut ends);
    let mut groups = Records::new();
    let mut words = ByWord::new();
    for (word, mut list) in by_word {
        list.sort_by_key(|(len, at)| (std::cmp::Reverse(*len), *at));
        let first = number(groups.len());
        groups.extend(list.into_iter().map(|(_, at)| at));
        words.push((word, first, number(groups.len())));
    }
    (res, own.into_iter().map(|(_, it)| it).collect(), ends, groups, words)
}

/// The records of the words, and the hash table over them.
fn index_words(words: &ByWord, heap: &mut Heap) -> (Records, Records) {
    let mut records = Records::new();
    let mut slots = vec![0; (words.len() * 2).next_power_of_two().max(2)];
    for (at, (word, first, end)) in words.iter().enumerate() {
        records.extend([heap.put(word), *first, *end]);
        let mut place = hash(word) as usize;
        loop {
            place &= slots.len() - 1;
            match slots.get_mut(place) {
                Some(slot) if *slot == 0 => {
                    *slot = number(at + 1);
                    break;
                }
                _ => place += 1,
            }
        }
    }
    (records, slots)
}

/// An entity without any ends where the one before it ends.
fn carry(ends: &mut [u32]) {
    let mut last = 0;
    for end in ends {
        last = last.max(*end);
        *end = last;
    }
}

fn edge(ends: &[u32], at: Option<usize>) -> u32 {
    at.and_then(|it| ends.get(it)).copied().unwrap_or(0)
}

fn set(record: &mut Records, at: usize, value: u32) {
    if let Some(it) = record.get_mut(at) {
        *it = value;
    }
}

/// Place in a list; the first place for what is not in it.
fn place(list: &[&str], word: &str) -> u32 {
    number(list.iter().position(|it| *it == word).unwrap_or(0))
}

fn number(it: usize) -> u32 {
    u32::try_from(it).unwrap_or(u32::MAX)
}
