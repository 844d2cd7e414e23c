-- :Tajuk, also for those who start the server by vim.lsp.enable('tajuk') alone.
if vim.g.loaded_tajuk then return end
vim.g.loaded_tajuk = true

vim.api.nvim_create_user_command('Tajuk', function(call) require('tajuk.commands').run(call) end, {
  nargs = '*',
  bang = true,
  desc = 'Tajuk: lists, cards and pages about the article',
  complete = function(lead, line) return require('tajuk.commands').complete(lead, line) end,
})
