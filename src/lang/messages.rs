//! What Tajuk says to people, in their language (Project Fluent). The texts
//! are data: `seeds/lang/<tag>/messages.ftl`, and what a rule says on its page.

use std::borrow::Cow;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::lang::Lang;

/// A message to be: which one, and what goes into it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Message {
    /// Its key in `messages.ftl`, or on a rule's page.
    pub key: &'static str,
    pub args: Vec<(&'static str, Arg)>,
}

/// What goes into a message.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Arg {
    /// Stands as it is. A whole number chooses plural forms.
    Text(String),
    /// Other messages, by key, with a dot between them.
    Words(Vec<String>),
    /// Day, month and year, as far as they are known.
    Date(DateParts),
}

/// Day, month (from 1) and year of a date; what is not known is `None`.
pub type DateParts = (Option<i8>, Option<i8>, i16);

impl Message {
    pub fn new(key: &'static str) -> Message {
        Message { key, args: Vec::new() }
    }

    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Message {
        self.args.push((name, Arg::Text(value.to_string())));
        self
    }

    #[must_use]
    pub fn with_words(mut self, name: &'static str, keys: Vec<String>) -> Message {
        self.args.push((name, Arg::Words(keys)));
        self
    }

    #[must_use]
    pub fn with_date(mut self, name: &'static str, date: DateParts) -> Message {
        self.args.push((name, Arg::Date(date)));
        self
    }
}

/// The message in this language; its key where the language lacks it, which
/// a test over all keys rules out.
pub fn render(message: &Message, lang: Lang) -> String {
    let bundle = bundle_of(lang);
    let mut args = FluentArgs::new();
    for (name, value) in &message.args {
        args.set(*name, fluent(value, lang));
    }
    word_with(bundle, message.key, &args)
}

/// A message without arguments: the name of a month, of a reason.
pub fn word(key: &str, lang: Lang) -> String {
    word_with(bundle_of(lang), key, &FluentArgs::new())
}

/// "7 Mei 2012", "May 2012", "2012".
pub fn date_in_words((day, month, year): DateParts, lang: Lang) -> String {
    let month = month.map(|it| word(&format!("month-{it}"), lang));
    let parts = [day.map(|it| it.to_string()), month, Some(year.to_string())];
    parts.into_iter().flatten().collect::<Vec<String>>().join(" ")
}

fn word_with(bundle: &Bundle, key: &str, args: &FluentArgs<'_>) -> String {
    let Some(pattern) = bundle.get_message(key).and_then(|it| it.value()) else {
        return key.to_owned();
    };
    let mut errors = Vec::new();
    bundle.format_pattern(pattern, Some(args), &mut errors).into_owned()
}

fn fluent(value: &Arg, lang: Lang) -> FluentValue<'_> {
    match value {
        // Only whole numbers: a date or a version must stay as it is written.
        Arg::Text(text) => match text.parse::<u32>() {
            Ok(number) if number.to_string() == *text && number < 10_000 => {
                FluentValue::from(number)
            }
            _ => FluentValue::String(Cow::Borrowed(text)),
        },
        Arg::Words(keys) => {
            let words: Vec<String> = keys.iter().map(|it| word(it, lang)).collect();
            FluentValue::String(Cow::Owned(words.join(" · ")))
        }
        Arg::Date(date) => FluentValue::String(Cow::Owned(date_in_words(*date, lang))),
    }
}

fn bundle_of(lang: Lang) -> &'static Bundle {
    static ID: LazyLock<Bundle> = LazyLock::new(|| bundle(Lang::Id));
    static EN: LazyLock<Bundle> = LazyLock::new(|| bundle(Lang::En));
    match lang {
        Lang::Id => &ID,
        Lang::En => &EN,
    }
}

type Bundle = FluentBundle<FluentResource>;

fn bundle(lang: Lang) -> Bundle {
    let tag: LanguageIdentifier = lang.tag().parse().unwrap_or_default();
    let mut res = FluentBundle::new_concurrent(vec![tag]);
    // Marks that keep right-to-left insertions apart; they show as boxes in
    // terminals and editors.
    res.set_use_isolating(false);
    for source in lang.source().messages {
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(it, _)| it);
        res.add_resource_overriding(resource);
    }
    res
}
