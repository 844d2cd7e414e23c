//! What a writer may add to the newsroom's own facts from where the caret is:
//! rows for `kb.toml`, in TOML.

use crate::detect::Form;
use crate::ide::Snapshot;
use crate::ide::card::stranger_at;
use crate::knowledge::EntityKind;
use crate::knowledge::normal::words;
use crate::lang::{Lang, Message, render};

/// A row for the newsroom's own facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// What it does, in the language of messages.
    pub title: String,
    /// TOML; ends with a line end.
    pub rows: String,
}

/// The rulings that can be made about the name at this byte.
pub(super) fn at(snapshot: &Snapshot, byte: usize) -> Vec<Ruling> {
    let article = snapshot.article();
    let lang = snapshot.message_lang();
    let Some(mention) = article.naming_at(byte) else {
        return stranger_at(article, byte)
            .filter(|it| it.is_person)
            .map(|it| add(snapshot, &it.name, it.title.as_deref()))
            .into_iter()
            .collect();
    };
    let entry = article.base.entry(mention.entity);
    let text = article.text(mention.span).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut res = Vec::new();
    let is_spelling = matches!(mention.form, Form::Full | Form::Alias)
        && matches!(entry.kind, EntityKind::Person | EntityKind::Place | EntityKind::Org);
    if is_spelling && text != entry.name(lang) {
        let message = Message::new("ruling-spelling").with("text", &text);
        res.push(Ruling {
            title: render(&message, lang),
            rows: format!(
                "[[patch]]\ntarget = {}\nspelling = {}\n",
                quoted(entry.id),
                quoted(&text)
            ),
        });
    }
    if entry.kind == EntityKind::Person {
        let message = Message::new("ruling-other").with("name", entry.name(lang));
        res.push(Ruling {
            title: render(&message, lang),
            rows: format!(
                "[[patch]]\ntarget = {}\naliases_remove = [{}]\n",
                quoted(entry.id),
                quoted(&text)
            ),
        });
    }
    res
}

/// A new person, with what the article says of them.
fn add(snapshot: &Snapshot, name: &str, title: Option<&str>) -> Ruling {
    let article = snapshot.article();
    let lang = snapshot.message_lang();
    let mut slug: String = words(name).join("-");
    slug.retain(|it| it.is_ascii_alphanumeric() || it == '-');
    let mut rows = format!("[[person]]\nid = {}\nname = {}\n", quoted(&slug), quoted(name));
    if let Some((_, last)) = name.rsplit_once(' ') {
        rows.push_str(&format!("surname_alone = {}\n", quoted(last)));
    }
    if let Some(title) = title {
        let key = if article.lang == Lang::Id { "note_id" } else { "note_en" };
        rows.push_str(&format!("{key} = {}\n", quoted(title)));
    }
    rows.push_str(&format!("as_of = {}\n", article.date.day));
    let message = Message::new("ruling-add").with("name", name);
    Ruling { title: render(&message, lang), rows }
}

fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}
