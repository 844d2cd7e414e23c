--- Starts Tajuk for Markdown and plain text. Neovim 0.11 and newer use lsp/tajuk.lua; 0.10 is served here.
local M = {}

--- The configuration in lsp/tajuk.lua, changed by what setup() was given.
---@param options? { cmd?: string[], filetypes?: string[], language?: string, articleDate?: string, messages?: string }
local function configuration(options)
  local config = dofile(vim.api.nvim_get_runtime_file('lsp/tajuk.lua', false)[1])
  local rest = vim.tbl_extend('force', vim.empty_dict(), options or {}) -- empty, it must be an object in JSON
  config.cmd, rest.cmd = rest.cmd or config.cmd, nil
  config.filetypes, rest.filetypes = rest.filetypes or config.filetypes, nil
  rest.locale = vim.v.lang:match('^%l%l')
  config.init_options = rest
  return config
end

--- All options may be left out; see :help tajuk-options.
function M.setup(options)
  local config = configuration(options)
  M.config = config -- for :checkhealth
  if vim.lsp.config then
    vim.lsp.config('tajuk', config)
    vim.lsp.enable('tajuk')
    return
  end

  config.name = 'tajuk'
  local function start(buffer)
    local name = vim.api.nvim_buf_get_name(buffer)
    local marker = vim.fs.find(config.root_markers, { upward = true, path = vim.fs.dirname(name) })[1]
    config.root_dir = marker and vim.fs.dirname(marker) or nil
    vim.lsp.start(config, { bufnr = buffer })
  end
  vim.api.nvim_create_autocmd('FileType', {
    group = vim.api.nvim_create_augroup('tajuk', {}),
    pattern = config.filetypes,
    callback = function(event)
      if vim.bo[event.buf].buftype == '' then start(event.buf) end
    end,
  })
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do -- those opened before setup()
    local of_ours = vim.tbl_contains(config.filetypes, vim.bo[buffer].filetype)
    if vim.api.nvim_buf_is_loaded(buffer) and vim.bo[buffer].buftype == '' and of_ours then start(buffer) end
  end
end

return M
