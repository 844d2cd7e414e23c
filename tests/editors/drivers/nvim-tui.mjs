// Neovim as a writer sees it, in pictures.
//   node nvim-tui.mjs --browser PROGRAM --nvim PROGRAM --plugin DIR --server PROGRAM --file FILE --expect FILE --shots DIR
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { Terminal } from "./terminal.mjs";

const names = ["browser", "nvim", "plugin", "server", "file", "expect", "shots"];
const { values: arg } = parseArgs({ options: Object.fromEntries(names.map((name) => [name, { type: "string" }])) });
const expect = JSON.parse(readFileSync(arg.expect, "utf8"));
const setup = [
  "vim.o.swapfile, vim.o.hlsearch, vim.o.number, vim.o.linebreak = false, false, true, true",
  "vim.o.signcolumn, vim.o.winborder = 'yes', 'rounded'",
  "vim.diagnostic.config({ virtual_text = true })",
  `vim.opt.rtp:prepend('${arg.plugin}')`,
  "vim.cmd('filetype plugin on')",
  `require('tajuk').setup({ cmd = { '${arg.server}', 'lsp' } })`,
];
const t = await Terminal.start([arg.nvim, "--clean", "--cmd", `lua ${setup.join(" ")}`, arg.file], {
  browser: arg.browser,
  cwd: dirname(arg.file),
  shots: arg.shots,
  name: "nvim",
  cols: 130,
  rows: 38,
});
try {
  await t.waitFor("■");
  await t.shot("findings");
  await t.type(`/${expect.hover.on}\rK`);
  await t.waitFor("╭");
  for (const word of expect.hover.holds) await t.waitFor(word);
  await t.shot("hover");
  await t.keys("Right"); // the card goes
  await t.type("gO");
  await t.waitFor(expect.outline[0][1]);
  await t.type("G"); // the list is longer than its window
  await t.waitFor(expect.outline.at(-1)[1]);
  await t.shot("outline");
  await t.type(":lclose|cclose\r");
  await t.type(":Tajuk claims\r");
  await t.waitFor("tanpa sumber");
  await t.shot("claims");
  await t.type(":lclose\r");
  await t.type(`:call cursor(${expect.fix.line}, 1)|call search('\\V${expect.fix.mark}')\r`);
  await t.type("gra");
  const choice = new RegExp(`^(\\d+): .*${expect.fix.title}`, "m");
  await t.waitFor(choice);
  await t.shot("quickfix");
  const [, number] = choice.exec(await t.screen());
  await t.keys(number, "Enter");
  await t.waitFor(expect.fix.after);
  await t.type(":qa!\r");
} catch (error) {
  process.exitCode = 1;
  console.log(String(error.stack ?? error));
  t.send("\x1b:qa!\r");
} finally {
  await t.close();
}
