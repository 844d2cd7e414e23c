//! `tajuk completions` and `tajuk man`: made from the same table as `--help`.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::CommandFactory;
use clap_complete::Shell;

use crate::cli::FINE;
use crate::cli::args::Args;
use crate::cli::screen::{self, Failure};

/// Print what makes a shell complete this program's commands
#[derive(Debug, clap::Args)]
#[command(after_help = "\u{1b}[1mExamples:\u{1b}[0m
  tajuk completions bash > ~/.local/share/bash-completion/completions/tajuk
  tajuk completions zsh > ~/.zfunc/_tajuk
  tajuk completions fish > ~/.config/fish/completions/tajuk.fish
  tajuk completions powershell >> $PROFILE")]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub(crate) shell: Shell,
}

/// Print the manual page, or write one for each command
#[derive(Debug, clap::Args)]
#[command(after_help = "\u{1b}[1mExamples:\u{1b}[0m
  tajuk man | man -l -                        Read it
  tajuk man --out ~/.local/share/man/man1     Keep tajuk.1, tajuk-check.1, …")]
pub(crate) struct Man {
    /// A folder for all pages; it is made if it is not there
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

pub(crate) fn completions(shell: Shell) -> Result<u8, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "tajuk", &mut script);
    print(&script)
}

/// One page on standard output, or one for each command in a folder.
pub(crate) fn man(folder: Option<&Path>) -> Result<u8, Failure> {
    let command = Args::command().disable_help_subcommand(true);
    let Some(folder) = folder else {
        let mut page = Vec::new();
        clap_mangen::Man::new(command).render(&mut page)?;
        return print(&page);
    };
    let written =
        fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(command, folder));
    written.map_err(|error| {
        Failure::with_remedy(
            format!("cannot write to the folder {}: {error}", folder.display()),
            "name a folder that you may write to",
        )
    })?;
    Ok(FINE)
}

fn print(bytes: &[u8]) -> Result<u8, Failure> {
    let mut output = screen::output();
    output.write_all(bytes)?;
    output.flush()?;
    Ok(FINE)
}
