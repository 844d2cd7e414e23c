//! What may be written next.

use serde_json::json;
use tower_lsp::gen_lsp_types::{
    CompletionItem, CompletionItemKind, CompletionItemLabelDetails, CompletionItemTextEdit,
    CompletionList, Documentation, InsertReplaceEdit, MarkupContent, MarkupKind, Range, TextEdit,
};

use crate::ide::complete::{Offer, OfferKind, explain, offers};
use crate::server::convert::{self, Pen};
use crate::server::handlers::Sheet;
use crate::server::handlers::asked::AtPosition;
use crate::server::plain::plain;
use crate::text::Span;

/// So many bytes behind the caret may be the rest of a word.
const WORD: usize = 64;

pub(super) fn complete(sheet: &Sheet, params: AtPosition) -> CompletionList {
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

/// Adds the card, or the rule's reasons.
pub(super) fn resolve(sheet: &Sheet, mut item: CompletionItem) -> CompletionItem {
    let about = item.data.as_ref().and_then(|it| it.get("about")).and_then(|it| it.as_str());
    if let Some(markdown) = about.and_then(|it| explain(&sheet.snapshot, it)) {
        let (kind, value) = match sheet.can.completion.markdown {
            true => (MarkupKind::Markdown, markdown),
            false => (MarkupKind::PlainText, plain(&markdown)),
        };
        item.documentation = Some(Documentation::MarkupContent(MarkupContent { kind, value }));
    }
    item
}
