# Tajuk through kakoune-lsp. Source it in your kakrc.
eval %sh{kak-lsp}
hook global BufCreate .*[.]txt %{ set-option buffer filetype article }
hook global BufSetOption filetype=(markdown|article) %{
    set-option buffer lsp_servers %{
        [tajuk]
        command = "tajuk"
        args = ["lsp"]
        root_globs = ["tajuk.toml", ".git"]
    }
}
hook global WinSetOption filetype=(markdown|article) %{ lsp-enable-window; lsp-inlay-diagnostics-enable window }
