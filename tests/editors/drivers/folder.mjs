// A folder that nobody has said they trust, in a real workbench; then what else a folder may hold:
// settings of its own, facts of its own, an article of 10 MB.
//   node folder.mjs --url URL --browser PROGRAM --folder DIR --expect FILE --shots DIR
// FOLDER holds the article, big.txt, and settings that name DIR/foreign, a program of its own that leaves DIR/ran behind.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Workbench } from "./workbench.mjs";

const names = ["url", "browser", "folder", "expect", "shots"];
const { values: arg } = parseArgs({ options: Object.fromEntries(names.map((name) => [name, { type: "string" }])) });
const expect = JSON.parse(readFileSync(arg.expect, "utf8"));
const ran = join(arg.folder, "ran");

const wb = await Workbench.launch({ browser: arg.browser, shots: arg.shots, called: "folder" });
const { page, keys } = wb;
try {
  // Untrusted: findings come, from the program inside the extension; the folder's own is not run.
  await wb.open(arg.url, arg.folder);
  await wb.file(expect.file);
  await wb.underlined(expect.fix.before, true, 60_000);
  assert(!existsSync(ran), "a folder's own program was run before anybody trusted the folder");
  await wb.shot("untrusted");

  // A settings file: what is wrong is underlined, and rules are offered.
  await wb.file("tajuk.toml");
  await wb.goToEnd();
  await keys.type("no-such-rule = ", { delay: 30 });
  await keys.press("Escape");
  await keys.type("'off'");
  await wb.underlined("no-such-rule");
  await keys.press("Enter");
  await keys.type(expect.fix.rule.slice(0, 4), { delay: 30 });
  const offered = page.locator(".suggest-widget.visible .monaco-list-row", { hasText: expect.fix.rule }).first();
  await wb.press("Control+Space", offered);
  await wb.shot("settings");
  await keys.press("Escape");
  await keys.press("Shift+Home");
  await keys.press("Delete");

  // A name that nobody knows, into the newsroom's facts.
  await wb.file(expect.file);
  await wb.goToEnd();
  await keys.press("Enter");
  await keys.press("Enter");
  await keys.type(expect.stranger.sentence, { delay: 10 });
  await page.waitForTimeout(500);
  const back = expect.stranger.sentence.length - expect.stranger.sentence.indexOf(expect.stranger.name) - 2;
  for (let i = 0; i < back; i++) await keys.press("ArrowLeft");
  await wb.command("Tajuk: Add Name to Knowledge Base");
  await wb.shot("facts");
  const facts = join(arg.folder, ".tajuk", "kb.toml");
  const written = () => existsSync(facts) && readFileSync(facts, "utf8").includes(expect.stranger.name);
  for (const end = Date.now() + 20_000; !written(); await page.waitForTimeout(50)) assert(Date.now() < end, "no facts were written");
  await wb.command("File: Revert File");

  // 10 MB: it is read, and meanwhile and afterwards one types as ever.
  await wb.file("big.txt");
  let slowest = 0;
  for (let i = 0; i < 20; i++) {
    const t0 = Date.now();
    await keys.type(String.fromCharCode(97 + i));
    await wb.inSight("abcdefghijklmnopqrst".slice(0, i + 1));
    slowest = Math.max(slowest, Date.now() - t0);
  }
  console.log(`10 MB, a letter on the screen: ${slowest} ms at most`);
  await wb.shot("big-opened");
  await wb.status(["Tajuk: findings: "], 120_000);
  await keys.type(` ${expect.fault.sentence}`, { delay: 15 });
  console.log(`10 MB, typed while it is read, to underlined: ${await wb.underlined(expect.fault.part, true, 120_000)} ms`);
  await keys.press("Enter");
  await keys.type("Kapal itu tiba di sana,lalu pulang lagi.", { delay: 15 });
  console.log(`10 MB, typed to underlined: ${await wb.underlined("sana,lalu", true, 20_000)} ms`);
  await wb.shot("big");
} catch (error) {
  process.exitCode = 1;
  console.log(String(error.stack ?? error));
  await wb.shot("failed");
} finally {
  await wb.browser.close();
}
