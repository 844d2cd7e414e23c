//! Checks the fact tables and writes them down as an image that the program
//! carries; finds the rules that are data. A table or a page that does not hold
//! what it promises fails the build.

// Build scripts talk to cargo on standard output and read what they build from.
#![allow(clippy::print_stdout, clippy::disallowed_methods)]
// The program uses more of these modules than this script does.
#![allow(dead_code, unreachable_pub, unused_imports)]

#[path = "src/knowledge/image/layout.rs"]
pub mod image_layout;
#[path = "src/knowledge/image/write.rs"]
pub mod image_write;
#[path = "src/knowledge/normal.rs"]
pub mod name_normal;
#[path = "src/knowledge/tables/mod.rs"]
pub mod name_tables;
#[path = "src/lang/token.rs"]
pub mod lang_token;
#[path = "src/text/span.rs"]
pub mod text_span;
#[path = "build/rules.rs"]
mod rules;

/// The floors below, as far as the modules above use them.
mod text {
    pub use crate::text_span::Span;
}

mod lang {
    pub use crate::lang_token::{TokenKind, tokens};
}

mod knowledge {
    pub use crate::name_normal as normal;
    pub use crate::name_tables as tables;

    pub mod image {
        pub use crate::image_layout as layout;
    }
}

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

const TABLES: &str = "seeds/knowledge";

/// What the image depends on.
const WATCHED: [&str; 10] = [
    TABLES,
    "build.rs",
    "build",
    "src/rules",
    "seeds/lang",
    "src/knowledge/image",
    "src/knowledge/normal.rs",
    "src/knowledge/tables",
    "src/lang/token.rs",
    "src/text/span.rs",
];

fn main() -> ExitCode {
    for path in WATCHED {
        println!("cargo::rerun-if-changed={path}");
    }
    if let Err(problem) = rules::run() {
        println!("cargo::error={problem}");
        return ExitCode::FAILURE;
    }
    let (tables, problems) = knowledge::tables::Tables::read(|name| {
        fs::read_to_string(format!("{TABLES}/{name}.tsv")).map_err(|it| it.to_string())
    });
    for problem in &problems {
        println!("cargo::error={TABLES}/{problem}");
    }
    if !problems.is_empty() {
        return ExitCode::FAILURE;
    }
    let folder = env::var_os("OUT_DIR").unwrap_or_default();
    let path = Path::new(&folder).join("knowledge.bin");
    if let Err(error) = fs::write(&path, image_write::write(&tables)) {
        println!("cargo::error=cannot write {}: {error}", path.display());
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
