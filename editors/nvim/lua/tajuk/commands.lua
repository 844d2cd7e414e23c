--- What :Tajuk does; see :help :Tajuk.
local server = require('tajuk.server')
local M = {}

local warn = function(text) vim.notify('Tajuk: ' .. text, vim.log.levels.WARN) end

--- Rows with places as a location list of the window or, with a bang, as the quickfix list.
---@param rows { range: table, text: string, type?: string }[]
local function show(client, buffer, title, rows, bang)
  if #rows == 0 then return warn('nothing to show') end
  local uri = vim.uri_from_bufnr(buffer)
  local items = vim.tbl_map(function(row)
    local item = vim.lsp.util.locations_to_items({ { uri = uri, range = row.range } }, client.offset_encoding)[1]
    item.text, item.type = row.text, row.type
    return item
  end, rows)
  local list = { title = title, items = items }
  if bang then
    vim.fn.setqflist({}, ' ', list)
    vim.cmd('botright copen')
  else
    vim.fn.setloclist(0, {}, ' ', list)
    vim.cmd('lopen')
  end
end

local function listed(command, title, rows)
  return function(call)
    local buffer = vim.api.nvim_get_current_buf()
    local client = server.client(buffer)
    if not client then return end
    server.run(client, buffer, command, {}, function(answer)
      show(client, buffer, title, rows(answer or {}), call.bang)
    end)
  end
end

--- The page in a window of its own; `q` closes it.
local function page(name, lines)
  vim.cmd('botright new')
  local buffer = vim.api.nvim_get_current_buf()
  vim.bo[buffer].buftype, vim.bo[buffer].bufhidden, vim.bo[buffer].swapfile = 'nofile', 'wipe', false
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, lines)
  pcall(vim.api.nvim_buf_set_name, buffer, name)
  vim.bo[buffer].filetype, vim.bo[buffer].modifiable = 'markdown', false
  vim.keymap.set('n', 'q', '<cmd>close<cr>', { buffer = buffer, nowait = true })
end

--- The rule of the finding under the caret, else of one in its line.
local function rule_here()
  local line, column = unpack(vim.api.nvim_win_get_cursor(0))
  local found = vim.tbl_filter(function(it) return it.source == 'tajuk' end, vim.diagnostic.get(0, { lnum = line - 1 }))
  for _, it in ipairs(found) do
    if it.col <= column and column <= it.end_col then return it.code end
  end
  return found[1] and found[1].code
end

local function program()
  local client = vim.lsp.get_clients({ name = 'tajuk' })[1]
  local command = client and client.config.cmd
  return type(command) == 'table' and command[1] or 'tajuk'
end

M.tasks = {
  claims = listed('tajuk.claims', 'Klaim / Claims', function(claims)
    return vim.tbl_map(function(it)
      return { range = it.range, text = ('%s · %s'):format(it.text, it.detail), type = it.isSourced and 'I' or 'W' }
    end, claims)
  end),

  people = listed('tajuk.people', 'Tokoh / People', function(people)
    local rows = {}
    for _, it in ipairs(people) do
      for at, range in ipairs(it.mentions) do
        table.insert(rows, { range = range, text = ('%s (%d/%d) · %s'):format(it.name, at, #it.mentions, it.detail) })
      end
    end
    return rows
  end),

  sources = listed('tajuk.sources', 'Narasumber / Sources', function(sources)
    local rows = {}
    for _, it in ipairs(sources) do
      for at, range in ipairs(it.places) do
        local text = ('%s (%d/%d) · %s'):format(it.name, at, #it.places, it.detail)
        table.insert(rows, { range = range, text = text, type = it.isNamed and 'I' or 'W' })
      end
    end
    return rows
  end),

  --- The card of the claim under the caret, in a float.
  claim = function()
    local buffer = vim.api.nvim_get_current_buf()
    local client = server.client(buffer)
    if not client then return end
    server.run(client, buffer, 'tajuk.claims', { position = server.caret(client) }, function(claims)
      if not claims or not claims[1] then return warn('no claim under the caret') end
      local lines = vim.split(claims[1].card, '\n')
      vim.lsp.util.open_floating_preview(lines, 'markdown', { focus_id = 'tajuk-claim', border = 'rounded' })
    end)
  end,

  --- Says how far the claim under the caret is checked, with a note.
  mark = function()
    local buffer = vim.api.nvim_get_current_buf()
    local client = server.client(buffer)
    if not client then return end
    server.run(client, buffer, 'tajuk.claims', { position = server.caret(client) }, function(claims)
      local claim = claims and claims[1]
      if not claim then return warn('no claim under the caret') end
      local states = { 'supported', 'disputed', 'needs-source', 'not-a-claim', 'unchecked' }
      vim.ui.select(states, { prompt = claim.text }, function(state)
        if not state then return end
        vim.ui.input({ prompt = 'Note (may be empty): ' }, function(note)
          if not note then return end
          local mark = { claim = claim.id, state = state, note = note ~= '' and note or nil }
          server.run(client, buffer, 'tajuk.claim.set', mark, function() end)
        end)
      end)
    end)
  end,

  explain = function(call)
    local rule = call.fargs[2] or rule_here()
    if not rule then return warn('no finding in this line; :Tajuk explain RULE') end
    vim.system({ program(), 'explain', rule, '--format', 'markdown' }, { text = true }, function(done)
      vim.schedule(function()
        if done.code ~= 0 then return warn(vim.trim(done.stderr)) end
        page('tajuk://' .. rule .. '.md', vim.split(vim.trim(done.stdout), '\n'))
      end)
    end)
  end,

  --- Findings of all articles of the folder, as the quickfix list.
  check = function()
    local root = vim.fn.getcwd()
    vim.system({ program(), 'check', '--format', 'jsonl', '--fail-on', 'never', root }, { text = true }, function(done)
      vim.schedule(function()
        if done.code ~= 0 then return warn(vim.trim(done.stderr)) end
        local items, kinds = {}, { error = 'E', warning = 'W', information = 'I', hint = 'N' }
        for line in vim.gsplit(done.stdout, '\n', { trimempty = true }) do
          local file = vim.json.decode(line)
          for _, it in ipairs(file.findings or {}) do
            table.insert(items, {
              filename = file.path,
              lnum = it.range.start.line + 1,
              col = it.range.start.character + 1,
              text = ('%s (%s)'):format(it.message, it.rule),
              type = kinds[it.level],
            })
          end
        end
        vim.fn.setqflist({}, ' ', { title = 'Tajuk', items = items })
        if #items == 0 then return warn('nothing was found') end
        vim.cmd('botright copen')
      end)
    end)
  end,

  restart = function() require('tajuk').restart() end,

  log = function()
    vim.cmd.tabnew(vim.lsp.log and vim.lsp.log.get_filename and vim.lsp.log.get_filename() or vim.lsp.get_log_path())
    vim.cmd('normal! G')
  end,
}

local names = vim.tbl_keys(M.tasks)
table.sort(names)

function M.run(call)
  local task = M.tasks[call.fargs[1] or 'claims']
  if not task then return warn(('no such task: %s; there is %s'):format(call.fargs[1], table.concat(names, ', '))) end
  task(call)
end

function M.complete(lead, line)
  if line:match('^%s*Tajuk!?%s+explain%s') then
    local rules = vim.json.decode(vim.fn.system({ program(), 'rules', '--format', 'json' })).rules
    return vim.tbl_filter(function(it) return vim.startswith(it, lead) end, vim.tbl_map(function(it) return it.id end, rules))
  end
  return vim.tbl_filter(function(it) return vim.startswith(it, lead) end, names)
end

return M
