//! The program as a user and other programs meet it.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test that fails should fail loudly"
)]

mod answers;
mod check;
mod config;
mod demo;
mod draw;
mod eval;
mod fix;
mod kb;
mod manual;
mod ner;
mod pages;
mod places;
mod reading;
mod states;
mod update;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// A date that does not fall on its weekday: an error.
const WRONG_WEEKDAY: &str = "Pakta itu diteken pada Kamis, 19 Juni 2024, di Pyongyang.\n";
/// A comma without its space: a warning.
const MISSING_SPACE: &str = "Kapal pertama berlabuh di Odesa,muatannya sudah ditunggu sejak Mei.\n";
/// Nothing to be said about it.
const CLEAN: &str = "Kapal pertama berlabuh di Odesa, dan muatannya sudah ditunggu.\n";

/// What a run gave.
struct Run {
    status: Option<i32>,
    out: String,
    err: String,
}

impl Run {
    #[track_caller]
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }
}

/// Runs the program in a folder.
fn tajuk(folder: &Path, args: &[&str]) -> Run {
    tajuk_with(folder, args, b"", &[])
}

fn tajuk_with(folder: &Path, args: &[&str], stdin: &[u8], env: &[(&str, &str)]) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tajuk"))
        .args(args)
        .current_dir(folder)
        .env("COLUMNS", "80")
        // The user's own configuration is looked for there.
        .env("XDG_CONFIG_HOME", folder.join("no-such-folder"))
        .env("LC_ALL", "C")
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .envs(env.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let stdin = stdin.to_vec();
    // The program need not read what it is given.
    let writer = std::thread::spawn(move || drop(input.write_all(&stdin)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    Run {
        status: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A folder with these files, for one test.
fn folder(test: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli").join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for (name, content) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    folder
}

/// The folder of the sample articles.
fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/articles")
}
