--- Starts Tajuk for Markdown and plain text. Neovim 0.11 and newer use lsp/tajuk.lua; 0.10 is served here.
local M = {}

--- Programs of an older version are told of; see also lsp/tajuk.lua's version, which is that of the plugin.
M.version = '0.1.0'

--- Before the first new start after a crash, the second, …; behind the last one it is told.
M.pauses = { 500, 1000, 2000, 4000, 8000 }

--- A server that has run this long, in milliseconds, is well again.
local healthy = 5 * 60 * 1000

local function now() return vim.uv.hrtime() / 1e6 end

--- The configuration in lsp/tajuk.lua, changed by what setup() was given.
---@param options? { cmd?: string[], filetypes?: string[], completion?: boolean, codelens?: boolean, [string]: any }
local function configuration(options)
  local config = dofile(vim.api.nvim_get_runtime_file('lsp/tajuk.lua', false)[1])
  local rest = vim.tbl_extend('force', vim.empty_dict(), options or {}) -- empty, it must be an object in JSON
  config.cmd, rest.cmd = rest.cmd or config.cmd, nil
  config.filetypes, rest.filetypes = rest.filetypes or config.filetypes, nil
  M.wants = { completion = rest.completion ~= false, codelens = rest.codelens ~= false }
  rest.completion, rest.codelens = nil, nil
  rest.locale = vim.v.lang:match('^%l%l')
  config.init_options = rest
  return config
end

--- Completion and code lenses by Neovim's own client.
local function attached(client, buffer)
  if M.wants.completion and vim.lsp.completion and vim.lsp.completion.enable then
    vim.lsp.completion.enable(true, client.id, buffer, { autotrigger = false })
  end
  if not M.wants.codelens then return end
  if vim.lsp.codelens.enable then
    vim.lsp.codelens.enable(true, { bufnr = buffer })
  else
    vim.api.nvim_create_autocmd({ 'InsertLeave', 'TextChanged', 'CursorHold' }, {
      group = vim.api.nvim_create_augroup('tajuk.lens.' .. buffer, {}),
      buffer = buffer,
      callback = function() vim.lsp.codelens.refresh({ bufnr = buffer }) end,
    })
    vim.lsp.codelens.refresh({ bufnr = buffer })
  end
end

local function is_article(buffer)
  return vim.api.nvim_buf_is_loaded(buffer)
    and vim.bo[buffer].buftype == ''
    and vim.tbl_contains(M.config.filetypes, vim.bo[buffer].filetype)
end

local function start(buffer)
  local config = vim.tbl_extend('force', {}, M.config)
  M.config.root_dir(buffer, function(root)
    config.root_dir = root
    -- Without a root, 0.10 would start a server for each article.
    local same = function(client, wanted) return client.name == wanted.name and client.config.root_dir == wanted.root_dir end
    vim.lsp.start(config, { bufnr = buffer, reuse_client = same })
  end)
end

local function start_all()
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    if is_article(buffer) then start(buffer) end
  end
end

local crashes = {}

--- Neovim itself starts no server again.
local function ended(code, signal)
  if M.stopping or vim.v.exiting ~= vim.NIL or (code == 0 and signal == 0) then return end
  crashes = vim.tbl_filter(function(at) return now() - at < healthy end, crashes)
  local pause = M.pauses[#crashes + 1]
  if not pause then
    local text = 'Tajuk stopped %d times and is not started again by itself. Your text is not affected.\n'
      .. ':Tajuk log tells what happened, :Tajuk restart starts it.'
    vim.schedule(function() vim.notify(text:format(#M.pauses + 1), vim.log.levels.ERROR) end)
    return
  end
  table.insert(crashes, now())
  vim.defer_fn(start_all, pause)
end

--- Whether the program answers and is new enough; else one message with the remedy.
local function is_there(config)
  local program = config.cmd[1]
  local remedy = "\nInstall tajuk and put it on PATH, or name it: require('tajuk').setup({ cmd = { '/path/to/tajuk', 'lsp' } })"
  if vim.fn.executable(program) ~= 1 then
    vim.notify(('Tajuk cannot start: there is no program %s.%s'):format(program, remedy), vim.log.levels.ERROR)
    return false
  end
  vim.system({ program, '--version' }, { text = true }, function(done)
    local version = (done.stdout or ''):match('^tajuk (%d+%.%d+%.%d+)')
    local reason = not version and 'it is not Tajuk'
      or vim.version.lt(version, M.version) and ('it is version %s, and %s or newer is needed'):format(version, M.version)
    if reason then
      vim.schedule(function() vim.notify(('Tajuk: %s: %s.%s'):format(program, reason, remedy), vim.log.levels.ERROR) end)
    end
  end)
  return true
end

--- All options may be left out; see :help tajuk-options.
function M.setup(options)
  vim.cmd.runtime('plugin/tajuk.lua') -- :Tajuk, where this folder came to the path late
  local config = configuration(options)
  M.config = config -- for :checkhealth
  config.name, config.on_attach = 'tajuk', attached
  config.on_exit = function(code, signal) ended(code, signal) end
  if not is_there(config) then return end
  if vim.lsp.config then
    vim.lsp.config('tajuk', config)
    vim.lsp.enable('tajuk')
    return
  end
  vim.api.nvim_create_autocmd('FileType', {
    group = vim.api.nvim_create_augroup('tajuk', {}),
    pattern = config.filetypes,
    callback = function(event)
      if vim.bo[event.buf].buftype == '' then start(event.buf) end
    end,
  })
  start_all() -- for those opened before setup()
end

--- Stops the server, if it runs, and starts it anew.
function M.restart()
  crashes, M.stopping = {}, true
  if not M.config then M.config = vim.lsp.config and vim.lsp.config.tajuk end
  for _, client in ipairs(vim.lsp.get_clients({ name = 'tajuk' })) do
    if vim.fn.has('nvim-0.11') == 1 then client:stop(true) else client.stop(true) end
  end
  vim.wait(3000, function() return #vim.lsp.get_clients({ name = 'tajuk' }) == 0 end, 10)
  vim.defer_fn(function()
    M.stopping = false
    start_all()
  end, 50)
end

return M
