//! Links, addresses, footnotes.

use serde_json::json;
use tower_lsp::gen_lsp_types::{DocumentLink, Uri};
use url::Url;

use crate::ide::links::{Link, Target, links};
use crate::lang::{Message, render};
use crate::server::convert::Pen;
use crate::server::handlers::Sheet;
use crate::server::handlers::asked::OfDocument;

pub(super) fn document_links(sheet: &Sheet, _: OfDocument) -> Vec<DocumentLink> {
    let Sheet { snapshot, can, .. } = sheet;
    let mut pen = Pen::new(snapshot, can);
    let base = Url::parse(snapshot.uri()).ok();
    let link = |it: Link| {
        let range = pen.range(it.span);
        let target = match it.target {
            Target::Address(address) => address,
            Target::Here(span) => {
                let line = pen.position(span.start()).line + 1;
                format!("{}#L{line}", snapshot.uri())
            }
            Target::File(path) => {
                let target = base.as_ref()?.join(&path).ok()?;
                if can.link_tooltips {
                    // Whether it is there is looked up once it is pointed at.
                    let data = json!({ "uri": snapshot.uri(), "target": target.as_str() });
                    return Some(DocumentLink {
                        range,
                        target: None,
                        tooltip: None,
                        data: Some(data),
                    });
                }
                target.into()
            }
        };
        Some(DocumentLink { range, target: Some(Uri(target)), tooltip: None, data: None })
    };
    links(snapshot).into_iter().filter_map(link).collect()
}

/// Tells where a relative file is missing.
pub(super) fn resolve(sheet: &Sheet, mut link: DocumentLink) -> DocumentLink {
    let target = link.data.as_ref().and_then(|it| it.get("target")).and_then(|it| it.as_str());
    let Some(target) = target.map(str::to_owned) else { return link };
    let path = Url::parse(&target).ok().and_then(|it| it.to_file_path().ok());
    if let Some(path) = path.filter(|it| !it.exists()) {
        let name = path.file_name().map(|it| it.to_string_lossy().into_owned());
        let message = Message::new("link-missing").with("file", name.unwrap_or_default());
        link.tooltip = Some(render(&message, sheet.snapshot.message_lang()));
    }
    link.target = Some(Uri(target));
    link
}
