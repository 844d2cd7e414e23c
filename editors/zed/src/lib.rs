//! Tells Zed how Tajuk is started.

use zed_extension_api::{self as zed, settings::LspSettings, LanguageServerId, Result};

struct Tajuk;

impl zed::Extension for Tajuk {
    fn new() -> Self {
        Tajuk
    }

    /// What the settings name, else the one on PATH.
    fn language_server_command(
        &mut self,
        _: &LanguageServerId,
        worktree: &zed::Worktree,
    ) -> Result<zed::Command> {
        let named = LspSettings::for_worktree("tajuk", worktree)
            .ok()
            .and_then(|it| it.binary)
            .and_then(|it| it.path);
        let command = named.or_else(|| worktree.which("tajuk")).ok_or(
            "there is no program tajuk on PATH: install it, or name it in lsp.tajuk.binary.path",
        )?;
        Ok(zed::Command { command, args: vec!["lsp".into()], env: worktree.shell_env() })
    }

    fn language_server_initialization_options(
        &mut self,
        _: &LanguageServerId,
        worktree: &zed::Worktree,
    ) -> Result<Option<zed::serde_json::Value>> {
        Ok(LspSettings::for_worktree("tajuk", worktree)
            .ok()
            .and_then(|it| it.initialization_options))
    }
}

zed::register_extension!(Tajuk);
