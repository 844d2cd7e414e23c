//! Writes files of the user's: the whole new one takes the place of the old
//! one, or nothing happens.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use crate::cli::screen::Failure;

/// Writes a file; a folder that is missing is made.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), Failure> {
    put(path, text).map_err(|error| {
        Failure::with_remedy(
            format!("cannot write {}: {error}", path.display()),
            "name a file in a folder that you may write to",
        )
    })
}

fn put(path: &Path, text: &str) -> io::Result<()> {
    // What a link points to is written, not the link.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = folder.join(format!(".{name}.{}", std::process::id()));
    let done = (|| {
        let mut file = fs::File::create(&beside)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        if let Ok(old) = fs::metadata(&path) {
            fs::set_permissions(&beside, old.permissions())?;
        }
        fs::rename(&beside, &path)
    })();
    if done.is_err() {
        let _ = fs::remove_file(&beside);
    }
    done
}
