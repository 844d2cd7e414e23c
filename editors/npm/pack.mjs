// Packs the npm packages: one with the program of a system, and the one that starts it.
//   node pack.mjs OUT                            the starter
//   node pack.mjs OUT linux-x64 PROGRAM          the package for a system
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const [out, target, program] = process.argv.slice(2);
if (!out || Boolean(target) !== Boolean(program)) throw new Error("usage: node pack.mjs OUT [TARGET PROGRAM]");
const here = import.meta.dirname;
const root = join(here, "../..");
const base = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));
const folder = mkdtempSync(join(tmpdir(), "tajuk-npm-"));
mkdirSync(out, { recursive: true });

if (target) {
  const [os, cpu] = target.split("-");
  const inside = os === "win32" ? "tajuk.exe" : "tajuk";
  const { version, description, license } = base;
  const its = { name: `tajuk-${target}`, version, description: `${description} (${target})`, license, os: [os], cpu: [cpu], files: [inside, "LICENSE-*"] };
  writeFileSync(join(folder, "package.json"), JSON.stringify(its, null, 2));
  copyFileSync(program, join(folder, inside));
  chmodSync(join(folder, inside), 0o755);
} else {
  writeFileSync(join(folder, "package.json"), JSON.stringify(base, null, 2));
  mkdirSync(join(folder, "bin"));
  copyFileSync(join(here, "bin/tajuk.js"), join(folder, "bin/tajuk.js"));
  copyFileSync(join(here, "README.md"), join(folder, "README.md"));
}
for (const name of readdirSync(root).filter((name) => name.startsWith("LICENSE"))) copyFileSync(join(root, name), join(folder, name));
const shell = process.platform === "win32";
execFileSync("npm", ["pack", "--silent", "--pack-destination", resolve(out)], { cwd: folder, stdio: "inherit", shell });
rmSync(folder, { recursive: true });
