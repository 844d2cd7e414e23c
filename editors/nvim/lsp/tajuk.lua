---@brief
---
--- Tajuk: a language server for people who write and edit news analyses, in Indonesian and English.
---
--- Settings go into `init_options`: `language` and `messages` (`auto`, `id`, `en`), `articleDate` (`2025-05-14`).

---@type vim.lsp.Config
return {
  cmd = { 'tajuk', 'lsp' },
  filetypes = { 'markdown', 'text', 'html' },
  root_markers = { '.tajuk.toml', '.git' },
  get_language_id = function(_, filetype)
    return filetype == 'text' and 'plaintext' or filetype
  end,
}
