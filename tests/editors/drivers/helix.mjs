// Helix with editors/helix/languages.toml, as a writer sees it.
import { copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { options, Terminal } from "./terminal.mjs";

const { arg, expect } = options(["editors"]);
const home = mkdtempSync(join(tmpdir(), "helix-"));
mkdirSync(join(home, "helix"));
copyFileSync(join(arg.editors, "helix/languages.toml"), join(home, "helix/languages.toml"));
writeFileSync(join(home, "helix/config.toml"), '[editor]\nend-of-line-diagnostics = "hint"\n[editor.inline-diagnostics]\ncursor-line = "hint"\n');
const t = await Terminal.start([arg.program, arg.file], {
  ...arg,
  cwd: dirname(arg.file),
  env: { XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home },
  rows: 42,
  name: "helix",
});
try {
  await t.waitFor("●");
  await t.shot("findings");
  await t.type(`/${expect.hover.on}\r`);
  await t.type(" k");
  await t.waitFor(expect.hover.head);
  await t.shot("card");
  await t.keys("Escape");
  await t.type(`gg/${expect.fix.mark}\r a`);
  await t.waitFor(expect.fix.title);
  await t.shot("quickfix");
  await t.keys("Escape", "Escape");
  await t.type(" s");
  await t.waitFor(expect.outline[1][1]);
  await t.shot("outline");
  await t.keys("Escape", "Escape");
  await t.type(":q!\r");
} catch (error) {
  process.exitCode = 1;
  console.log(String(error.stack ?? error));
  t.send("\x1b\x1b:q!\r");
} finally {
  await t.close();
}
