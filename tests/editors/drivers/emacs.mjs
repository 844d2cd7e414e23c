// Emacs with editors/emacs/tajuk-eglot.el, as a writer sees it, in pictures.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { options, Terminal } from "./terminal.mjs";

const { arg, expect } = options(["editors"]);
const home = mkdtempSync(join(tmpdir(), "emacs-"));
writeFileSync(
  join(home, "init.el"),
  `(setq native-comp-jit-compilation nil inhibit-startup-screen t make-backup-files nil auto-save-default nil
      eldoc-echo-area-use-multiline-p 6 flymake-show-diagnostics-at-end-of-line 'short)
(set-language-environment "UTF-8")
(menu-bar-mode -1)
(global-visual-line-mode 1)
(load "${arg.editors}/emacs/tajuk-eglot")
(global-set-key (kbd "C-c a") #'eglot-code-actions)
(global-set-key (kbd "C-c h") #'eldoc-doc-buffer)
`,
);
const t = await Terminal.start([arg.program, "-nw", "-Q", "-l", join(home, "init.el"), arg.file], {
  ...arg,
  cwd: dirname(arg.file),
  env: { HOME: home },
  rows: 42,
  name: "emacs",
});
try {
  await t.waitFor("tajuk ["); // a message at its line's end
  await t.shot("findings");
  await t.keys("C-s");
  await t.type(`${expect.hover.on}\r`);
  await t.keys("C-b", "C-b");
  await t.waitFor(expect.hover.head); // in the echo area, after Emacs's own pause
  await t.keys("C-c", "h");
  await t.waitFor("Wikidata");
  await t.waitFor(expect.hover.head);
  await t.shot("card");
  await t.keys("C-x", "1", "M-x");
  await t.type("imenu\r");
  await t.keys("Tab", "Tab");
  await t.waitFor(expect.outline[0][1]);
  await t.shot("imenu");
  await t.keys("C-g", "C-x", "C-c");
} catch (error) {
  process.exitCode = 1;
  console.log(String(error.stack ?? error));
  t.send("\x07\x18\x03");
} finally {
  await t.close();
}
