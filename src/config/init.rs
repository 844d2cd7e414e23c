//! The file that `tajuk config init` writes: every key, explained, with the
//! value it has anyway.

use crate::config::keys::{KEYS, Key, Kind, levels};
use crate::lang::{Lang, Message, render, word};
use crate::rules::{Group, RULES};

/// A configuration that changes nothing yet, in words of this language.
pub fn fresh(lang: Lang) -> String {
    let mut res = comment(&word("init-head", lang));
    for key in KEYS {
        res.push('\n');
        res += &comment(&about(key, lang));
        match key.kind {
            Kind::Levels(_) if key.name == "rules" => {
                res += "[rules]\n";
                for group in Group::ALL {
                    let rules: Vec<_> = RULES.iter().filter(|it| it.group == group).collect();
                    if !rules.is_empty() {
                        res += &format!("# {}\n", group.name());
                    }
                    for rule in rules {
                        res += &format!("# {} = \"{}\"\n", rule.id, rule.level.name());
                    }
                }
            }
            Kind::Levels(_) | Kind::Names => {
                res += &format!("[{}]\n# {}\n", key.name, key.example);
            }
            Kind::Table(keys) => {
                res += &format!("[{}]\n", key.name);
                res += &lines(keys, lang);
            }
            Kind::Tables(keys) => {
                res += &format!("# [[{}]]\n", key.name);
                let plain: Vec<&Key> =
                    keys.iter().filter(|it| !matches!(it.kind, Kind::Levels(_))).collect();
                for key in plain {
                    res += &format!("# {} = {}\n", key.name, key.example);
                }
                res += &format!("# [{}.rules]\n# vague-attribution = \"off\"\n", key.name);
            }
            _ => res += &format!("# {} = {}\n", key.name, key.example),
        }
    }
    res
}

fn lines(keys: &[Key], lang: Lang) -> String {
    let line = |it: &Key| format!("{}# {} = {}\n", comment(&about(it, lang)), it.name, it.example);
    keys.iter().map(line).collect()
}

/// What a key is for, and what may stand there.
fn about(key: &Key, lang: Lang) -> String {
    let choices = match key.kind {
        Kind::Choice(choices) => choices(),
        Kind::Levels(_) => levels(),
        _ => return word(key.about, lang),
    };
    let choices: Vec<String> = choices.iter().map(|it| format!("\"{it}\"")).collect();
    let message = Message::new("init-choices").with("choices", choices.join(", "));
    format!("{}\n{}", word(key.about, lang), render(&message, lang))
}

fn comment(text: &str) -> String {
    text.lines().map(|it| format!("# {it}").trim_end().to_owned() + "\n").collect()
}
