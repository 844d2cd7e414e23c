--- Requests of the server, the same for Neovim 0.10 and those after it.
local M = {}

--- The server of a buffer; without one, says what to do.
---@return vim.lsp.Client?
function M.client(buffer)
  local client = vim.lsp.get_clients({ name = 'tajuk', bufnr = buffer })[1]
  if not client then
    vim.notify('Tajuk does not run for this buffer; :checkhealth tajuk tells why', vim.log.levels.WARN)
  end
  return client
end

--- Calls `answered` with what a request brings; an error is shown.
function M.ask(client, buffer, method, params, answered)
  local function handler(problem, answer)
    if problem then
      vim.notify('Tajuk: ' .. (problem.message or vim.inspect(problem)), vim.log.levels.ERROR)
    else
      answered(answer)
    end
  end
  if vim.fn.has('nvim-0.11') == 1 then
    client:request(method, params, handler, buffer)
  else
    client.request(method, params, handler, buffer)
  end
end

--- A command of the server's about the article in a buffer.
function M.run(client, buffer, command, argument, answered)
  argument.uri = vim.uri_from_bufnr(buffer)
  local params = { command = command, arguments = { argument } }
  M.ask(client, buffer, 'workspace/executeCommand', params, answered)
end

--- Where the caret is, as the server counts.
function M.caret(client)
  local params = vim.fn.has('nvim-0.11') == 1 and vim.lsp.util.make_position_params(0, client.offset_encoding)
    or vim.lsp.util.make_position_params()
  return params.position
end

return M
