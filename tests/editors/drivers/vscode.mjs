// The VS Code extension in a real workbench: what a writer would see, against what ../expect.json says.
//   node vscode.mjs --url URL --browser PROGRAM --folder DIR --broken DIR --old DIR --expect FILE --shots DIR
// FOLDER holds the article; BROKEN is a folder whose own settings name a server
// that is not there, OLD one whose settings name one of a version before ours.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { Workbench } from "./workbench.mjs";

const names = ["url", "browser", "folder", "broken", "old", "expect", "shots"];
const { values: arg } = parseArgs({ options: Object.fromEntries(names.map((name) => [name, { type: "string" }])) });
const expect = JSON.parse(readFileSync(arg.expect, "utf8"));

/** Process ids of the servers that the extension started. */
const servers = () =>
  readdirSync("/proc").filter((pid) => {
    try {
      return /\/extensions\/tajuk[^\0]*\/server\/tajuk\0lsp\0/.test(readFileSync(`/proc/${pid}/cmdline`, "utf8"));
    } catch {
      return false;
    }
  });

/** Texts of a side view's rows, those in sight, from the top. */
const view = (name) =>
  page.locator(`.pane:has(.pane-header[aria-label^="${name}"]) .monaco-list-row`).evaluateAll((rows) =>
    rows
      .sort((a, b) => a.dataset.index - b.dataset.index)
      .map((row) => [...row.querySelectorAll(".label-name, .label-description")].map((it) => it.innerText.replaceAll(/\s+/g, " ").trim())),
  );

/** Waits until a side view satisfies a test; what it showed last is in the error. */
async function viewed(name, what, test, limit = 15_000) {
  let rows;
  for (const end = Date.now() + limit; Date.now() < end; await page.waitForTimeout(50)) {
    rows = await view(name);
    if (test(rows)) return rows;
  }
  throw new Error(`${what} is not seen in ${name}: ${JSON.stringify(rows)}`);
}

const wb = await Workbench.launch({ browser: arg.browser, shots: arg.shots });
const { page, keys } = wb;
try {
  await wb.open(arg.url, arg.folder);
  await wb.file(expect.file);

  // Findings: under the text and, by rule and line, among the problems.
  await wb.underlined(expect.fix.before, true, 60_000);
  await page.locator(".pane-header", { hasText: basename(arg.folder) }).first().click(); // room for the outline
  await wb.command("Explorer: Focus on Outline View");
  const outline = await wb.rows(".outline-tree", ".label-name");
  await wb.focus();
  await wb.shot("opened");
  await wb.command("Problems: Focus on Problems View");
  await wb.command("View: Toggle Maximized Panel");
  const problems = (await wb.rows(".markers-panel .tree-container", ".monaco-tl-contents"))
    .map(([, text]) => / tajuk (\S+) \[Ln (\d+),/.exec(text))
    .filter(Boolean)
    .map(([, rule, line]) => `${line} ${rule}`);
  await wb.shot("problems");
  await wb.command("View: Toggle Maximized Panel");
  await wb.command("View: Hide Panel");
  for (const finding of expect.findings) assert(problems.includes(finding), `no ${finding} among the problems: ${problems}`);

  // The outline: headings and items in order, each on its level.
  assert.deepEqual(outline, expect.outline);

  // A card on a name; a finding's card, whose code opens the rule's page.
  const card = await wb.hover(expect.hover.on, expect.hover.holds[0]);
  for (const word of expect.hover.holds) assert(card.includes(word), `no ${word} on the card: ${card}`);
  await wb.shot("hover");
  await wb.go(1);
  await wb.hover(expect.fix.before, expect.fix.rule, "line");
  await wb.shot("finding");
  await page.locator(".monaco-hover:not(.hidden) a", { hasText: expect.fix.rule }).click();
  await page.locator(".tab.active", { hasText: expect.fix.rule }).waitFor();
  const rulePage = page.frameLocator("iframe.webview").frameLocator("iframe#active-frame").locator("h1");
  await rulePage.waitFor({ timeout: 20_000 });
  await wb.shot("rule");
  await page.locator(".tab", { hasText: expect.file }).click();

  // The same page from the list of all rules: no finding at the end of the text.
  await wb.goToEnd();
  await wb.command("Tajuk: Explain Rule");
  const choice = page.locator(".quick-input-list .monaco-list-row", { hasText: expect.fix.rule });
  await page.locator(".quick-input-list .monaco-list-row").first().waitFor();
  await wb.shot("rules");
  await keys.type(expect.fix.rule); // the list is longer than its window
  await choice.waitFor();
  await choice.click();
  await rulePage.waitFor();
  await page.locator(".tab", { hasText: expect.file }).click();

  // A quick fix changes the text and takes the finding away.
  const line = readFileSync(join(arg.folder, expect.file), "utf8").split("\n")[expect.fix.line - 1];
  await wb.go(expect.fix.line, line.indexOf(expect.fix.mark) + 1);
  const action = page.locator(".action-widget .monaco-list-row", { hasText: expect.fix.title }).first();
  await wb.press("Control+.", action);
  await wb.shot("quickfix");
  await action.click();
  await wb.underlined(expect.fix.after, false);
  assert(!(await wb.text()).includes(expect.fix.before), "the old text is still there");

  // Typing a fault, and taking it away.
  await wb.goToEnd();
  await keys.press("Enter");
  await keys.press("Enter");
  await keys.type(expect.fault.sentence, { delay: 15 });
  console.log(`typed to underlined: ${await wb.underlined(expect.fault.part)} ms`);
  await wb.hover(expect.fault.part, expect.fault.rule, "line");
  await wb.shot("typed");
  await page.mouse.move(5, 5);
  for (let i = 0; i < expect.fault.sentence.length; i++) await keys.press("Backspace");
  await keys.type(expect.fault.corrected, { delay: 15 });
  await page.waitForTimeout(500);
  await wb.underlined(expect.fault.corrected, false);

  // The side views: people with offices, claims without a source first; a click goes there; they follow while one types.
  await wb.command("Tajuk: Show Claims");
  const people = await viewed("People", "the leader", (rows) => rows.some(([name]) => name === expect.people[0].name));
  assert(new RegExp(`^\\d+× · .*${expect.people[0].office}`).test(people.find(([name]) => name === expect.people[0].name)[1]), String(people));
  // A group is drawn before what is in it: until then the next row is the next group.
  const groups = ["Without a source", "With a source"];
  const isFilled = (rows) => rows.length > 1 && rows[0][0] === groups[0] && !groups.includes(rows[1][0]);
  const claims = await viewed("Claims", "claims, first those without a source", isFilled);
  await wb.shot("views");
  await page.locator('.pane:has(.pane-header[aria-label^="Claims"]) .monaco-list-row', { hasText: claims[1][0] }).first().click();
  await wb.inSight(claims[1][0].slice(0, 25));
  const count = async () => Number((await view("Claims"))[0][1]);
  const unsourced = await count();
  await wb.goToEnd();
  await keys.press("Enter");
  await keys.press("Enter");
  await keys.type(expect.claim.sentence, { delay: 10 });
  await keys.type(" ");
  await viewed("Claims", "one more claim without a source", (rows) => Number(rows[0]?.[1]) === unsourced + 1);

  // Who speaks; a claim is marked, with a note, in a file beside the article.
  await wb.command("Tajuk: Show Sources");
  await page.locator(".quick-input-list .monaco-list-row").first().waitFor();
  await wb.shot("sources");
  await keys.press("Escape");
  await wb.goToEnd();
  for (let i = 0; i < 12; i++) await keys.press("ArrowLeft");
  await wb.command("Tajuk: Mark Claim");
  await page.locator(".quick-input-list .monaco-list-row", { hasText: "Supported" }).click();
  await page.locator(".quick-input-widget .quick-input-message", { hasText: "note" }).waitFor();
  await keys.type(expect.claim.note);
  await wb.shot("note");
  await keys.press("Enter");
  const ledger = join(arg.folder, `${expect.file}.klaim.json`);
  for (const end = Date.now() + 10_000; !existsSync(ledger); await page.waitForTimeout(50)) assert(Date.now() < end, "no mark was written");
  assert(readFileSync(ledger, "utf8").includes(expect.claim.note));
  await viewed("Claims", "the mark", (rows) => rows.some(([, detail]) => detail?.endsWith(expect.claim.supported)));

  // The state, the findings, the article's language and date, beside the language mode.
  await wb.status(["Tajuk: findings: ", "Indonesian", "Jul 2, 2025"]);
  await wb.shot("status");
  await page.mouse.move(5, 5);

  // All articles of the folder.
  await wb.command("Tajuk: Check Workspace");
  const report = page.locator(".notification-toast", { hasText: /Articles read: 1\. Findings: [1-9]/ });
  await report.waitFor({ timeout: 30_000 });
  await wb.command("Notifications: Clear All Notifications");
  await wb.command("View: Hide Panel");

  // Restart: another process, and the findings are back.
  await wb.goToEnd();
  const before = servers();
  assert.equal(before.length, 1, "one server runs");
  await wb.command("Tajuk: Restart Server");
  const deadline = Date.now() + 15_000;
  while (servers().length !== 1 || servers()[0] === before[0]) {
    assert(Date.now() < deadline, `after the restart these servers run: ${servers()}; before: ${before}`);
    await page.waitForTimeout(100);
  }
  await keys.type(` ${expect.fault.sentence}`, { delay: 15 });
  await wb.underlined(expect.fault.part);

  // Crashes while one types: it comes back five times, each time later; then it says so, and a button brings it back.
  await wb.goToEnd();
  for (let crash = 1; crash <= 6; crash++) {
    await viewed("Claims", "the article", (rows) => rows.length > 1, 30_000); // it runs, and answers
    await page.waitForTimeout(500);
    let pid;
    for (const end = Date.now() + 30_000; !pid; [pid] = servers()) {
      assert(Date.now() < end, `no server before crash ${crash}`);
      await page.waitForTimeout(50);
    }
    process.kill(Number(pid), "SIGKILL");
    await keys.type("a");
    if (crash === 6) break;
    for (const end = Date.now() + 30_000; servers().length !== 1 || servers()[0] === pid; await page.waitForTimeout(50))
      assert(Date.now() < end, `not started again after crash ${crash}`);
    if (crash === 1) await wb.underlined(expect.fault.part);
  }
  const told = page.locator(".notification-toast", { hasText: "stopped 6 times" });
  await told.waitFor({ timeout: 15_000 });
  assert.equal(await page.locator(".notification-toast").count(), 1, "one message");
  await wb.shot("crashed");
  await told.locator(".monaco-button", { hasText: "Restart" }).click();
  for (const end = Date.now() + 15_000; servers().length !== 1; await page.waitForTimeout(50)) assert(Date.now() < end, "the button does nothing");

  // A program that is too old.
  await wb.open(arg.url, arg.old);
  await wb.file("x.md");
  const old = page.locator(".notification-toast", { hasText: "needs" });
  await old.waitFor({ timeout: 30_000 });
  await wb.shot("old");

  // A server that is not there: one message, with the way out.
  await wb.open(arg.url, arg.broken);
  await wb.file("x.md");
  const toast = page.locator(".notification-toast", { hasText: "tajuk.server.path" });
  await toast.waitFor({ timeout: 30_000 });
  await wb.shot("missing");
  await toast.locator(".monaco-button", { hasText: "Open Settings" }).click();
  await page.locator(".settings-editor .setting-item-contents", { hasText: "TAJUK_SERVER_PATH" }).waitFor({ timeout: 15_000 });

  // The walkthrough, and the article that it opens.
  await wb.open(arg.url, arg.old); // with its explorer in view
  await wb.command("Welcome: Open Walkthrough");
  await page.locator(".quick-input-list .monaco-list-row", { hasText: "Get Started with Tajuk" }).click();
  await page.getByText("Rest the mouse on a name").first().waitFor({ timeout: 15_000 });
  await wb.shot("walkthrough");
  await page.getByText("Open Sample Article").first().click();
  await page.locator(".tab.active", { hasText: "Untitled" }).waitFor({ timeout: 15_000 });
  await wb.inSight("Rice and Rockets");
} catch (error) {
  process.exitCode = 1;
  console.log(String(error.stack ?? error));
  await wb.shot("failed");
} finally {
  await wb.browser.close();
}
