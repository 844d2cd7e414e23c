//! The rules' pages as files of the user's, for editors that open the address
//! behind a finding's code.

use std::fs;
use std::path::Path;

use crate::config::NOTICES;
use crate::rules::{RULES, prose};

/// Where they lie in the folder that programs keep for the user. Each version
/// has its own, since two may run side by side.
const IN_DATA: &str = concat!("tajuk/pages/", env!("CARGO_PKG_VERSION"));

/// The address of the folder of pages, which ends with a slash. They are
/// written meanwhile; nothing where there can be no such folder.
#[expect(clippy::disallowed_methods, reason = "pages of our own, which can be written anew")]
pub(super) fn address(data: &Path) -> Option<String> {
    let folder = data.join(IN_DATA);
    fs::create_dir_all(&folder).ok()?;
    let address = url::Url::from_directory_path(&folder).ok()?;
    std::thread::spawn(move || {
        for (id, page) in pages() {
            let file = folder.join(format!("{id}.md"));
            // Another one may be reading it.
            if fs::read(&file).is_ok_and(|it| it == page.as_bytes()) {
                continue;
            }
            if let Err(error) = fs::write(&file, page) {
                tracing::warn!("cannot write a rule's page: {error}");
                return;
            }
        }
    });
    Some(address.into())
}

fn pages() -> impl Iterator<Item = (&'static str, &'static str)> {
    let rules = RULES.iter().map(|it| (it.id, prose(it.page)));
    rules.chain(NOTICES.iter().map(|it| (it.id, it.page)))
}
