---@brief
---
--- Tajuk: a language server for people who write and edit news analyses, in Indonesian and English.
---
--- Settings go into `init_options`: `language` and `messages` (`auto`, `id`, `en`), `articleDate` (`2025-05-14`).

---@type vim.lsp.Config
return {
  cmd = { 'tajuk', 'lsp' },
  filetypes = { 'markdown', 'text', 'html', 'toml' },
  root_dir = function(buffer, start)
    local name = vim.api.nvim_buf_get_name(buffer)
    local base, parent = vim.fs.basename(name), vim.fs.basename(vim.fs.dirname(name))
    -- Of TOML, Tajuk's own settings and facts alone: what is wrong in them is marked, and their keys are completed.
    local ours = base == 'tajuk.toml' or parent == '.tajuk' and vim.tbl_contains({ 'config.toml', 'ignore.toml', 'kb.toml' }, base)
    if vim.bo[buffer].filetype == 'toml' and not ours then return end
    local markers = { 'tajuk.toml', '.tajuk', '.git' }
    local marker = vim.fs.find(markers, { upward = true, path = vim.fs.dirname(name) })[1]
    start(marker and vim.fs.dirname(marker) or nil)
  end,
  get_language_id = function(_, filetype)
    return filetype == 'text' and 'plaintext' or filetype
  end,
}
