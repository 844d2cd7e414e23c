--- :checkhealth tajuk
local M = {}

local function command()
  local config = require('tajuk').config or vim.lsp.config and vim.lsp.config.tajuk
  return config and config.cmd or { 'tajuk', 'lsp' }
end

function M.check()
  local health = vim.health
  health.start('tajuk')
  if vim.fn.has('nvim-0.10') == 0 then
    health.error('Neovim is older than 0.10', { 'Install Neovim 0.10 or newer' })
    return
  end

  local program = command()[1]
  if vim.fn.executable(program) == 1 then
    local version = vim.trim(vim.fn.system({ program, '--version' }))
    health.ok(('%s: %s'):format(vim.fn.exepath(program), version))
  else
    health.error(('there is no program `%s`'):format(program), {
      'Install tajuk and put it on PATH',
      "or name it: require('tajuk').setup({ cmd = { '/path/to/tajuk', 'lsp' } })",
    })
  end

  local clients = vim.lsp.get_clients({ name = 'tajuk' })
  if #clients == 0 then
    health.warn('the server is not running', {
      "Call require('tajuk').setup() in your init.lua",
      'and open a Markdown or text file (see :set filetype?)',
    })
  end
  for _, client in ipairs(clients) do
    local buffers = vim.tbl_count(client.attached_buffers)
    health.ok(('running for %d buffer%s, root %s'):format(buffers, buffers == 1 and '' or 's', client.root_dir or 'none'))
  end
end

return M
