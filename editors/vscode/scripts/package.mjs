// Packs the extension for one system, with that system's program inside.
//   npm run package                                          without a program: it must be on PATH or named in the settings
//   npm run package -- linux-x64 ../../target/release/tajuk  for a vsce target
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

process.chdir(join(import.meta.dirname, ".."));
const root = "../..";
const [target, program] = process.argv.slice(2);
if (Boolean(target) !== Boolean(program)) throw new Error("usage: npm run package [-- TARGET PROGRAM]");

const { version } = JSON.parse(readFileSync("package.json", "utf8"));
const cargo = /^version = "(.+)"$/m.exec(readFileSync(`${root}/Cargo.toml`, "utf8"))?.[1];
if (cargo !== version) throw new Error(`package.json says ${version}, Cargo.toml ${cargo}`);

rmSync("server", { recursive: true, force: true });
if (target) {
  mkdirSync("server");
  const inside = target.startsWith("win32") ? "server/tajuk.exe" : "server/tajuk";
  copyFileSync(program, inside);
  chmodSync(inside, 0o755);
}
for (const name of readdirSync(root).filter((name) => name.startsWith("LICENSE")))
  copyFileSync(`${root}/${name}`, name);

const run = (name, ...args) =>
  execFileSync(`node_modules/.bin/${name}`, args, { stdio: "inherit", shell: process.platform === "win32" });
execFileSync("npm", ["run", "--silent", "build"], { stdio: "inherit", shell: process.platform === "win32" });
const out = `dist/tajuk${target ? `-${target}` : ""}.vsix`;
run(
  "vsce",
  "package",
  "--no-dependencies",
  "--allow-missing-repository",
  "--skip-license",
  ...(target ? ["--target", target] : []),
  "--out",
  out,
);
console.log(out);
