// Vim with ALE and editors/vim/tajuk-ale.vim, as a writer sees it.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { options, Terminal } from "./terminal.mjs";

const { arg, expect } = options(["editors", "ale"]);
const home = mkdtempSync(join(tmpdir(), "vim-"));
writeFileSync(
  join(home, "vimrc"),
  `set nocompatible noswapfile number linebreak encoding=utf-8 signcolumn=yes
filetype plugin on
let g:ale_virtualtext_cursor = 'all'
let g:ale_floating_preview = 1
set runtimepath^=${arg.ale}
runtime plugin/ale.vim
source ${arg.editors}/vim/tajuk-ale.vim
`,
);
const t = await Terminal.start([arg.program, "-u", join(home, "vimrc"), "-i", "NONE", arg.file], {
  ...arg,
  cwd: dirname(arg.file),
  env: { HOME: home },
  rows: 42,
  name: "vim",
});
try {
  await t.waitFor("# W:"); // a message beside the text
  await t.shot("findings");
  await t.type(`/${expect.hover.on}\r:ALEHover\r`);
  await t.waitFor(expect.hover.head);
  await t.shot("card");
  await t.keys("Escape");
  await t.type(`gg/${expect.fix.mark}\r:ALECodeAction\r`);
  await t.waitFor(expect.fix.title);
  await t.shot("quickfix");
  await t.keys("Escape");
  await t.type(":qa!\r");
} catch (error) {
  process.exitCode = 1;
  console.log(String(error.stack ?? error));
  t.send("\x1b\x1b:qa!\r");
} finally {
  await t.close();
}
