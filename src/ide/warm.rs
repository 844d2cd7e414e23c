//! What is got ready before anybody asks.

use jiff::civil::Date;

use crate::ide::{Desk, Opening, Settings};
use crate::lang::Lang;
use crate::structure::Format;
use crate::text::Encoding;

/// Gets ready what the first reading would have to wait for: facts, word
/// lists, patterns, messages. For a thread beside the start of a session.
pub fn warm() {
    for lang in Lang::ALL {
        let settings = Settings { lang: Some(lang), ..Settings::default() };
        for format in [Format::Markdown, Format::Plain] {
            let mut desk = Desk::new(Encoding::Utf8, settings.clone());
            desk.open(Opening {
                uri: String::new(),
                format,
                version: 0,
                text: SAMPLE.to_owned(),
                file_date: None,
                today: Date::MIN,
            });
            if let Some(snapshot) = desk.snapshot("") {
                let _ = snapshot.diagnostics();
                let _ = snapshot.hover(SAMPLE.find("Putin").unwrap_or_default());
            }
        }
    }
}

/// Something of everything that is read with a pattern.
const SAMPLE: &str =
    "- “Putin,” said he, Monday (3/9/2025), 3 May 2025. - Item\n\nhttps://a.example [^1]\n";
