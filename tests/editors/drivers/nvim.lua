-- The Neovim plugin, headless: what a writer would get, against what ../expect.json says. Neovim 0.10 to 0.12.
--   PLUGIN=editors/nvim SERVER=tajuk FILE=article.txt EXPECT=expect.json nvim --clean --headless -S nvim.lua
-- Uses the functions behind the keys (K, gO, gra), not raw requests, so it sees what the editor shows.
local env = vim.env
local expect = vim.json.decode(table.concat(vim.fn.readfile(env.EXPECT), '\n'))
local now = function() return vim.uv.hrtime() / 1e6 end

local function say(line) io.stdout:write(line .. '\n') end

--- Waits until a function gives something, and gives it on.
local function await(what, get, limit)
  local got
  if not vim.wait(limit or 15000, function()
    got = get()
    return got
  end, 5) then error('not seen: ' .. what, 2) end
  return got
end

local function check(ok, message)
  if not ok then error(message, 2) end
  return ok
end

local function lines() return vim.api.nvim_buf_get_lines(0, 0, -1, false) end

--- The findings in view, as in expect.json: "LINE RULE".
local function findings()
  return vim.tbl_map(function(d) return ('%d %s'):format(d.lnum + 1, d.code) end, vim.diagnostic.get(0))
end

local function float()
  return vim.iter(vim.api.nvim_list_wins()):find(function(w) return vim.api.nvim_win_get_config(w).relative ~= '' end)
end

local function main()
  vim.o.swapfile = false
  vim.opt.rtp:prepend(env.PLUGIN)
  vim.cmd('filetype plugin on')
  require('tajuk').setup({ cmd = { env.SERVER, 'lsp' } })
  local start = now()
  vim.cmd.edit(env.FILE)
  local buffer = vim.api.nvim_get_current_buf()

  local client = await('the client', function() return vim.lsp.get_clients({ name = 'tajuk', bufnr = buffer })[1] end)
  await('findings', function() return #vim.diagnostic.get(0) > 0 end)
  say(('opened to findings: %.0f ms, %s'):format(now() - start, client.offset_encoding))
  for _, finding in ipairs(expect.findings) do
    check(vim.tbl_contains(findings(), finding), 'no finding ' .. finding .. ' among ' .. vim.inspect(findings()))
  end
  for _, d in ipairs(vim.diagnostic.get(0)) do
    check(d.source == 'tajuk' and d.message ~= '', 'a finding without source or message: ' .. vim.inspect(d))
  end

  -- K
  vim.fn.cursor(1, 1)
  check(vim.fn.search('\\V' .. expect.hover.on, 'cW') > 0, 'the text has no ' .. expect.hover.on)
  vim.lsp.buf.hover()
  local window = await('the card', float)
  local card = table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), '\n')
  vim.api.nvim_win_close(window, true)
  for _, word in ipairs(expect.hover.holds) do
    check(card:find(word, 1, true), 'no ' .. word .. ' on the card: ' .. card)
  end

  -- gO
  vim.lsp.buf.document_symbol({ loclist = true })
  local list = await('the outline', function()
    local l = vim.fn.getloclist(0)
    return #l > 0 and l or (#vim.fn.getqflist() > 0 and vim.fn.getqflist())
  end)
  vim.cmd('silent! lclose | silent! cclose')
  vim.api.nvim_set_current_buf(buffer)
  local titles, at = table.concat(vim.tbl_map(function(item) return item.text end, list), '\n'), 1
  for _, heading in ipairs(expect.outline) do
    at = check(titles:find(heading[2], at, true), 'no ' .. heading[2] .. ' at its place in the outline: ' .. titles)
  end

  -- gra
  local fix = expect.fix
  local before = lines()[fix.line]
  check(before:find(fix.before, 1, true), 'the text is another: ' .. before)
  vim.fn.cursor(fix.line, before:find(fix.mark, 1, true))
  local seen, taken = {}, false
  vim.lsp.buf.code_action({
    apply = true,
    filter = function(action) -- one only, or Neovim would ask: 0.10 sends the findings of the whole line
      table.insert(seen, action.title)
      local take = not taken and action.title:find(fix.title, 1, true) ~= nil
      taken = taken or take
      return take
    end,
  })
  vim.wait(10000, function() return lines()[fix.line] ~= before end, 5)
  check(lines()[fix.line]:find(fix.after, 1, true), ('“%s” did not make %s; offered: %s'):format(fix.title, fix.after, vim.inspect(seen)))
  await('the finding gone', function() return not vim.tbl_contains(findings(), fix.line .. ' ' .. fix.rule) end)

  -- typing a fault, and taking it away
  vim.cmd('normal! Go')
  local typed = now()
  vim.cmd('normal! o' .. expect.fault.sentence)
  local fault = ('%d %s'):format(vim.api.nvim_buf_line_count(0), expect.fault.rule)
  await('the new finding ' .. fault, function() return vim.tbl_contains(findings(), fault) end)
  say(('typed to finding: %.0f ms, of which Neovim waits 150'):format(now() - typed))
  vim.cmd('normal! cc' .. expect.fault.corrected)
  await('the new finding gone', function() return not vim.tbl_contains(findings(), fault) end)

  -- :Tajuk: lists, the claim's card, a rule's page
  vim.api.nvim_buf_set_lines(0, -1, -1, false, { '', expect.claim.sentence .. ' ' })
  local function listed(command, text)
    vim.fn.setloclist(0, {}, 'r')
    vim.cmd(command)
    local seen = await(command, function()
      local rows = vim.fn.getloclist(0)
      return #rows > 0 and rows
    end)
    vim.cmd('lclose')
    vim.api.nvim_set_current_buf(buffer)
    for _, row in ipairs(seen) do
      if row.text:find(text, 1, true) and row.lnum > 0 then return seen end
    end
    error(('no %s in %s: %s'):format(text, command, vim.inspect(seen)), 2)
  end
  listed('Tajuk people', expect.people[1].office)
  listed('Tajuk sources', 'Sejumlah pengamat')
  local claims = listed('Tajuk claims', expect.claim.sentence:sub(1, -2))
  check(claims[1].type == 'W' and claims[#claims].type == 'I', 'claims without a source do not stand first')
  vim.fn.cursor(vim.api.nvim_buf_line_count(0), 10)
  vim.cmd('Tajuk claim')
  local claim = await("the claim's card", float)
  card = table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(claim), 0, -1, false), '\n')
  vim.api.nvim_win_close(claim, true)
  check(card:find('Klaim', 1, true) and card:find('Layak diperiksa', 1, true), 'not the card of a claim: ' .. card)
  vim.cmd('Tajuk explain ' .. fix.rule)
  await("the rule's page", function() return vim.bo.filetype == 'markdown' and lines()[1]:find('^# ') end)
  vim.cmd('close')
  vim.cmd('Tajuk check')
  await('findings of the folder', function() return vim.bo.buftype == 'quickfix' and #vim.fn.getqflist() > 0 end)
  vim.cmd('cclose')
  vim.api.nvim_set_current_buf(buffer)
  -- :Tajuk mark, answered as a writer would; :Tajuk log
  local select, input = vim.ui.select, vim.ui.input
  vim.ui.select = function(states, _, chosen) chosen(states[1]) end
  vim.ui.input = function(_, entered) entered(expect.claim.note) end
  vim.fn.cursor(vim.api.nvim_buf_line_count(0), 10)
  vim.cmd('Tajuk mark')
  local ledger = vim.api.nvim_buf_get_name(buffer) .. '.klaim.json'
  await('the mark beside the article', function() return vim.uv.fs_stat(ledger) end)
  check(table.concat(vim.fn.readfile(ledger)):find(expect.claim.note, 1, true), 'the note is not in ' .. ledger)
  vim.ui.select, vim.ui.input = select, input
  vim.cmd('Tajuk log')
  check(vim.api.nvim_buf_get_name(0):find('lsp.log', 1, true), 'not the log: ' .. vim.api.nvim_buf_get_name(0))
  vim.cmd('bwipeout')
  vim.api.nvim_set_current_buf(buffer)

  -- the settings: what is wrong in them, and their rules; not other TOML
  local folder = vim.fs.dirname(vim.api.nvim_buf_get_name(buffer))
  vim.cmd.edit(folder .. '/other.toml')
  check(vim.bo.filetype == 'toml', 'other.toml is ' .. vim.bo.filetype)
  vim.cmd.edit(folder .. '/tajuk.toml')
  vim.api.nvim_buf_set_lines(0, 0, -1, false, { '[rules]', fix.rule:sub(1, 4) })
  await('what is wrong in the settings', function() return vim.diagnostic.get(0)[1] end)
  check(#vim.lsp.get_clients({ name = 'tajuk', bufnr = vim.fn.bufnr('other.toml') }) == 0, 'other.toml is read')
  local params = { textDocument = vim.lsp.util.make_text_document_params(), position = { line = 1, character = 4 } }
  local answers = vim.lsp.buf_request_sync(0, 'textDocument/completion', params, 5000)
  local labels = {}
  for _, answer in pairs(answers or {}) do
    for _, item in ipairs(answer.result.items or answer.result) do table.insert(labels, item.label) end
  end
  check(table.concat(labels, '\n'):find(fix.rule, 1, true), 'no rule is completed in the settings: ' .. vim.inspect(labels))
  vim.cmd('bwipeout!')
  vim.cmd('bwipeout! other.toml')
  vim.api.nvim_set_current_buf(buffer)
  check(vim.tbl_contains(vim.fn.getcompletion('Tajuk ', 'cmdline'), 'sources'), 'the tasks are not completed')
  check(vim.tbl_contains(vim.fn.getcompletion('Tajuk explain missing', 'cmdline'), 'missing-space'), 'no rules are completed')

  -- code lenses, by the editor's own client
  if not vim.lsp.codelens.enable then
    await('code lenses', function() return #vim.lsp.codelens.get(buffer) > 0 end)
  end

  check(#vim.lsp.get_clients() == 1, 'more than one server runs')
  -- crashes: it comes back by itself, five times, then it is told
  local plugin = require('tajuk')
  plugin.pauses = { 50, 100, 150, 200, 250 }
  local told
  vim.notify = function(text) told = vim.startswith(text, 'Tajuk') and text or told end -- Neovim tells of each itself
  for crash = 1, 6 do
    local running = await('the server before crash ' .. crash, function()
      local c = vim.lsp.get_clients({ name = 'tajuk', bufnr = buffer })[1]
      return c and c.initialized and c
    end)
    check(not told, told or '')
    for _, pid in ipairs(vim.api.nvim_get_proc_children(vim.uv.os_getpid())) do vim.uv.kill(pid, 'sigkill') end
    await('its end', function() return vim.lsp.get_client_by_id(running.id) == nil end)
  end
  await('the message', function() return told end)
  check(told:find('6 times', 1, true) and told:find(':Tajuk restart', 1, true), told)
  told = nil
  vim.cmd('Tajuk restart')
  client = await('the server again', function()
    local c = vim.lsp.get_clients({ name = 'tajuk', bufnr = buffer })[1]
    return c and c.initialized and c
  end)
  await('findings again', function() return #vim.diagnostic.get(0) > 0 end)

  vim.cmd('silent checkhealth tajuk')
  local health = table.concat(lines(), '\n')
  check(health:find('running for 1 buffer', 1, true) and not health:find('ERROR'), health)

  -- a clean end
  if vim.lsp.config then client:stop() else client.stop() end
  await('the end of the server', function() return client.is_stopped(client) end, 5000)
end

local ok, problem = xpcall(main, debug.traceback)
say(('%s %s'):format(vim.version(), ok and 'ok' or problem))
vim.cmd(ok and 'qall!' or 'cquit 1')
