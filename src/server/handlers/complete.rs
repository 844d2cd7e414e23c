//! What may be written next, in an article or in a file of settings.

use serde_json::json;
use tower_lsp::gen_lsp_types::{
    self as lsp, CompletionItem, CompletionItemKind, CompletionItemLabelDetails,
    CompletionItemTextEdit, CompletionList, Documentation, InsertReplaceEdit, MarkupContent,
    MarkupKind, Range, TextEdit,
};

use tower_lsp::jsonrpc::Result;

use crate::config::complete::{Word, WordKind, in_ignores, in_settings};
use crate::ide::complete::{Offer, OfferKind, explain, explain_rule, offers};
use crate::server::capabilities::Capabilities;
use crate::server::convert::{self, Pen};
use crate::server::handlers::asked::AtPosition;
use crate::server::handlers::{MOMENT, Moment, Sheet, answer};
use crate::server::office::{OpenPaper, PaperKind};
use crate::server::plain::plain;
use crate::text::{Position, Span};

/// So many bytes behind the caret may be the rest of a word.
const WORD: usize = 64;

pub(super) async fn ask(params: AtPosition) -> Result<CompletionList> {
    match MOMENT.try_with(Moment::clone) {
        Ok(Moment { paper: Some(paper), can, .. }) => Ok(in_paper(&paper, params, &can)),
        _ => answer(params, complete).await,
    }
}

pub(super) async fn ask_more(item: CompletionItem) -> Result<CompletionItem> {
    match MOMENT.try_with(Moment::clone) {
        Ok(Moment { paper: Some(_), can, .. }) => {
            let explained = about(&item).and_then(explain_rule);
            Ok(documented(item, explained, &can))
        }
        _ => super::resolve(item, resolve).await,
    }
}

/// In a file of settings: its keys, rules, levels.
fn in_paper(paper: &OpenPaper, params: AtPosition, can: &Capabilities) -> CompletionList {
    let OpenPaper { buffer, kind, lang } = paper;
    let lsp::Position { line, character } = params.position;
    let byte = buffer.offset(Position { line, column: character }, can.encoding);
    let text = buffer.text();
    let words = match kind {
        PaperKind::Settings => in_settings(&text, byte, *lang),
        PaperKind::Ignores => in_ignores(&text, byte),
        PaperKind::Facts => Vec::new(),
    };
    let place = |byte: usize| {
        let Position { line, column } = buffer.position(byte, can.encoding);
        lsp::Position { line, character: column }
    };
    let uri = params.text_document.uri.0;
    let item = |(at, word): (usize, Word)| {
        let Word { text, detail, span, kind, rule } = word;
        let range = Range { start: place(span.start()), end: place(span.end()) };
        let beside = can.completion.label_details;
        CompletionItem {
            label: text.trim_end().to_owned(),
            label_details: detail
                .clone()
                .filter(|_| beside)
                .map(|it| CompletionItemLabelDetails { detail: None, description: Some(it) }),
            detail: detail.filter(|_| !beside),
            kind: Some(match kind {
                WordKind::Key => CompletionItemKind::Property,
                WordKind::Value => CompletionItemKind::Value,
                WordKind::Rule => CompletionItemKind::Keyword,
            }),
            sort_text: Some(format!("{at:03}")),
            filter_text: Some(text.clone()),
            text_edit: Some(CompletionItemTextEdit::TextEdit(TextEdit { range, new_text: text })),
            data: rule.map(|it| json!({ "uri": uri, "about": it })),
            ..CompletionItem::default()
        }
    };
    let items = words.into_iter().enumerate().map(item).collect();
    CompletionList { items, ..CompletionList::default() }
}

fn complete(sheet: &Sheet, params: AtPosition) -> CompletionList {
    let Sheet { snapshot, can, .. } = sheet;
    let byte = convert::byte(snapshot, params.position, can);
    let offers = offers(snapshot, byte);
    let behind = snapshot.buffer().slice(Span::new(byte, byte + WORD));
    let rest = behind.find(|it: char| !it.is_alphanumeric()).unwrap_or(behind.len());
    let mut pen = Pen::new(snapshot, can);
    // A name that more keys would find is not in this list.
    let is_incomplete = offers.more || offers.all.iter().any(|it| it.about.is_some());
    let mut item = |(at, offer): (usize, Offer)| {
        let insert = pen.range(offer.span);
        let end = pen.position(byte + rest);
        item(sheet, at, offer, insert, Range { start: insert.start, end })
    };
    let items = offers.all.into_iter().enumerate().map(&mut item).collect();
    CompletionList { is_incomplete, items, ..CompletionList::default() }
}

fn item(sheet: &Sheet, at: usize, offer: Offer, insert: Range, replace: Range) -> CompletionItem {
    let Sheet { snapshot, can, .. } = sheet;
    let new_text = offer.text.clone();
    let edit = match can.completion.insert_replace {
        true => CompletionItemTextEdit::InsertReplaceEdit(InsertReplaceEdit {
            new_text,
            insert,
            replace,
        }),
        false => CompletionItemTextEdit::TextEdit(TextEdit { range: insert, new_text }),
    };
    let beside = can.completion.label_details;
    CompletionItem {
        label: offer.text.trim_end().to_owned(),
        label_details: offer
            .detail
            .clone()
            .filter(|_| beside)
            .map(|it| CompletionItemLabelDetails { detail: None, description: Some(it) }),
        detail: offer.detail.filter(|_| !beside),
        kind: Some(kind(offer.kind)),
        sort_text: Some(format!("{at:03}")),
        filter_text: Some(offer.filter),
        text_edit: Some(edit),
        data: offer.about.map(|it| json!({ "uri": snapshot.uri(), "about": it })),
        ..CompletionItem::default()
    }
}

/// One of the first kinds, which every client knows.
fn kind(kind: OfferKind) -> CompletionItemKind {
    match kind {
        OfferKind::Person => CompletionItemKind::Class,
        OfferKind::Country | OfferKind::Place => CompletionItemKind::Module,
        OfferKind::Organisation => CompletionItemKind::Interface,
        OfferKind::Thing => CompletionItemKind::Reference,
        OfferKind::Phrase => CompletionItemKind::Text,
        OfferKind::Key => CompletionItemKind::Property,
        OfferKind::Value => CompletionItemKind::Value,
        OfferKind::Rule => CompletionItemKind::Keyword,
    }
}

/// What an item stands for: an entity or a rule.
fn about(item: &CompletionItem) -> Option<&str> {
    item.data.as_ref()?.get("about")?.as_str()
}

/// Adds the card, or the rule's reasons.
fn resolve(sheet: &Sheet, item: CompletionItem) -> CompletionItem {
    let explained = about(&item).and_then(|it| explain(&sheet.snapshot, it));
    documented(item, explained, &sheet.can)
}

fn documented(
    mut item: CompletionItem,
    markdown: Option<String>,
    can: &Capabilities,
) -> CompletionItem {
    if let Some(markdown) = markdown {
        let (kind, value) = match can.completion.markdown {
            true => (MarkupKind::Markdown, markdown),
            false => (MarkupKind::PlainText, plain(&markdown)),
        };
        item.documentation = Some(Documentation::MarkupContent(MarkupContent { kind, value }));
    }
    item
}
