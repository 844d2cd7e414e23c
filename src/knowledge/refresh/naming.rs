//! Names that were told: of somebody new, and other ways to write those of
//! people we know.

use crate::knowledge::refresh::hold::Hold;
use crate::knowledge::refresh::judge;
use crate::knowledge::refresh::known::Person;
use crate::knowledge::refresh::name::{flaw, folded, is_same, share_a_word, slug};
use crate::knowledge::refresh::propose::{Change, Kind, Seat, Who, World};
use crate::knowledge::refresh::query::Qid;
use crate::knowledge::refresh::told::Claim;

/// Whom a statement is about: somebody we know, or somebody new, and what
/// speaks against knowing that.
pub(super) fn who(
    world: &World<'_>,
    seat: &Seat<'_>,
    claim: &Claim,
    is_seconded: bool,
) -> (Who, Vec<Hold>) {
    let mut with = world.known.people_with(&claim.person);
    if let Some(person) = with.next() {
        let clash = judge::clash(world, &claim.person, Some(&person.id));
        return (Who::known(person), clash.into_iter().collect());
    }
    let Some(name) = world.told.label(&claim.person, "en") else {
        let name = claim.person.to_string();
        let id = format!("person/{}", slug(&name));
        let who = Who { id, name, aliases: Vec::new(), qid: None, is_new: true };
        return (who, vec![Hold::NoName]);
    };
    let mut holds = Vec::new();
    let namesakes = world.known.people.iter().filter(|it| it.is_called(name));
    for person in namesakes {
        let home = person.country.as_deref().is_none_or(|it| it == seat.country);
        match &person.qid {
            None if home => return (Who::known(person), holds),
            Some(qid) if home => {
                let other = format!("{} ({qid})", person.name);
                holds.push(Hold::Clash { qid: claim.person.to_string(), other });
            }
            _ => holds.push(Hold::Taken { name: name.to_owned(), by: person.id.clone() }),
        }
    }
    holds.extend(flaw(name));
    let local = world.told.label(&claim.person, "id").filter(|it| !is_same(it, name));
    holds.extend(local.and_then(flaw));
    let who = Who {
        id: new_id(world, seat.country, name),
        name: name.to_owned(),
        aliases: aliases(world, &claim.person, name),
        // Never on one statement's word.
        qid: is_seconded.then(|| claim.person.clone()),
        is_new: true,
    };
    (who, holds)
}

fn new_id(world: &World<'_>, country: &str, name: &str) -> String {
    let id = format!("person/{}", slug(name));
    match world.known.person(&id) {
        None => id,
        Some(_) => format!("{id}-{}", country.to_lowercase()),
    }
}

/// Other names of somebody new against which nothing speaks.
fn aliases(world: &World<'_>, item: &Qid, name: &str) -> Vec<String> {
    let mut res: Vec<String> = Vec::new();
    for alias in world.told.all_names(item) {
        let known = is_same(alias, name) || res.iter().any(|it| is_same(it, alias));
        if !known && share_a_word(alias, name) && flaws(world, alias, None).is_empty() {
            res.push(alias.to_owned());
        }
    }
    res
}

/// What speaks against another name of somebody.
fn flaws(world: &World<'_>, name: &str, of: Option<&Person>) -> Vec<Hold> {
    let mut res = Vec::new();
    res.extend(flaw(name));
    if folded(name).len() < 2 {
        res.push(Hold::OneWord { name: name.to_owned() });
    }
    let own = of.map(|it| it.id.as_str());
    let other =
        world.known.people.iter().find(|it| Some(it.id.as_str()) != own && it.is_called(name));
    if let Some(other) = other {
        res.push(Hold::Taken { name: name.to_owned(), by: other.id.clone() });
    }
    res
}

/// New ways to write the names of people we know.
pub(super) fn names(world: &World<'_>, asked: &[String]) -> Vec<Change> {
    let mut res = Vec::new();
    for person in &world.known.people {
        let at = person.roles.iter().map(|it| &it.at).find(|it| asked.contains(it));
        let (Some(qid), Some(at)) = (&person.qid, at) else { continue };
        let Some(names) = world.told.names.get(qid) else { continue };
        let country = person.country.as_ref().filter(|it| asked.contains(it)).unwrap_or(at);
        let labels = names.labels.values().map(|it| (it, true));
        let aliases = names.aliases.iter().map(|it| (it, false));
        let mut seen: Vec<&str> = Vec::new();
        for (name, is_label) in labels.chain(aliases) {
            if person.is_called(name) || seen.iter().any(|it| is_same(it, name)) {
                continue;
            }
            seen.push(name);
            let mut holds = flaws(world, name, Some(person));
            if !person.names.iter().any(|it| share_a_word(it, name)) {
                holds.push(Hold::Unlike { name: name.clone() });
            }
            if is_label {
                holds.push(Hold::NewLabel { name: name.clone() });
            }
            res.push(Change {
                country: country.clone(),
                kind: Kind::Named { name: name.clone() },
                person: Who::known(person),
                office_en: String::new(),
                office_id: String::new(),
                head: None,
                holds,
                source: format!("http://www.wikidata.org/entity/{qid}"),
                is_seconded: false,
            });
        }
    }
    res
}
