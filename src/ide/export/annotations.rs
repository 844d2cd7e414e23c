//! The W3C's Web Annotations: the ledger, every place as it is today.

use crate::detect::ledger::{Ledger, fresh, text_of};
use crate::ide::Snapshot;

/// A page of annotations, an annotation a line. Those whose claims are lost
/// keep the places they had. `name` is the article's.
pub fn annotations(snapshot: &Snapshot, name: &str) -> String {
    let mut ledger = snapshot.ledger().cloned().unwrap_or_else(|| Ledger::new(name));
    let article = snapshot.article();
    fresh(&mut ledger, article, &text_of(article));
    ledger.print()
}
