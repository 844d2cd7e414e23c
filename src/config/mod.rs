//! What a newsroom has decided: levels, house style, what is silenced and by
//! whom. Text goes in and decisions come out; which files there are is for the
//! floors above.

pub mod complete;
mod edit;
mod fingerprint;
mod init;
mod judge;
mod keys;
mod keys_near;
mod node;
mod quoted;
mod read;
mod schema;
mod stack;

use std::path::PathBuf;
use std::sync::Arc;

use crate::lang::Message;
use crate::rules::{Group, Level};
use crate::text::Span;

pub use edit::{insertion, set_key, with_ignore, without_rule};
pub use fingerprint::{Baseline, fingerprints};
pub use init::fresh;
pub use judge::{Judged, comment_for, judge};
pub use keys::rules as rule_names;
pub use keys_near::nearest;
pub use quoted::{Ignore, Ignores};
pub use read::{Layer, parse_json, parse_toml};
pub use schema::{EditorSetting, editor_settings, schema};
pub use stack::{Config, House, Setting, Verdict};

/// Names of a project's own file, seen from its folder. The first one found
/// counts.
pub const FILES: [&str; 2] = ["tajuk.toml", ".tajuk/config.toml"];

/// Findings that an article's project silences by quoting them.
pub const IGNORES: &str = ".tajuk/ignore.toml";

/// Where the known findings of an archive are, unless the configuration says.
pub const BASELINE: &str = ".tajuk/baseline.txt";

/// More findings than this are summed up when an article is opened.
pub const SUMMARY_ABOVE: usize = 40;

/// Who decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Nobody: it is so from the start.
    Builtin,
    /// The user's own file.
    User(Arc<PathBuf>),
    /// The project's file.
    Project(Arc<PathBuf>),
    /// A file named on the command line.
    Named(Arc<PathBuf>),
    Editor,
    /// An option of the command line.
    Option,
}

/// Something wrong with a configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Bytes of the file; nothing where there is no file.
    pub span: Option<Span>,
    pub message: Message,
    /// Whether what stands there is lost: it is no TOML, or no row of facts.
    pub syntax: bool,
}

/// Something that can be found and is no rule: it is about silencing itself.
pub struct Notice {
    pub id: &'static str,
    pub group: Group,
    pub level: Level,
    pub page: &'static str,
}

/// All of them. They can be given levels like rules.
pub const NOTICES: &[Notice] = &[
    Notice {
        id: UNUSED,
        group: Group::Metadata,
        level: Level::Hint,
        page: include_str!("unused_ignore.md"),
    },
    Notice {
        id: MANY,
        group: Group::Metadata,
        level: Level::Information,
        page: include_str!("many_findings.md"),
    },
];

pub const UNUSED: &str = "unused-ignore";
pub const MANY: &str = "many-findings";
