// A person at VS Code: keyboard, mouse and eyes on a workbench in headless Chromium.
import { mkdirSync } from "node:fs";
import { chromium } from "playwright-core";

/** Runs in the page. Lines of the editor are not in the page's order; words have no element of their own. */
function openEyes() {
  const lines = () =>
    [...document.querySelectorAll(".editor-instance .view-line")].sort((a, b) => parseInt(a.style.top) - parseInt(b.style.top));
  const plain = (text) => text.replaceAll("\u00a0", " ");
  window.eyes = {
    text: () => lines().map((line) => plain(line.textContent)).join(""),
    box(wanted) {
      for (const line of lines()) {
        const walk = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        const nodes = [];
        let all = "";
        while (walk.nextNode()) {
          nodes.push([walk.currentNode, all.length]);
          all += plain(walk.currentNode.data);
        }
        const at = all.indexOf(wanted);
        if (at < 0) continue;
        const place = (offset) => {
          const [node, start] = nodes.findLast(([, s]) => s <= offset);
          return [node, offset - start];
        };
        const range = document.createRange();
        range.setStart(...place(at));
        range.setEnd(...place(at + wanted.length - 1));
        return range.getBoundingClientRect();
      }
      return null;
    },
    line(text) {
      const a = eyes.box(text);
      const marks = [...document.querySelectorAll(".editor-instance .cdr[class*=squiggly-]")].map((m) => m.getBoundingClientRect());
      return a && marks.find((b) => b.left < a.right && a.left < b.right && b.top < a.bottom && a.top < b.bottom);
    },
  };
}

export class Workbench {
  static async launch({ browser, shots, called = "vscode", width = 1200, height = 750 }) {
    const wb = new Workbench();
    mkdirSync(shots, { recursive: true });
    wb.browser = await chromium.launch({ executablePath: browser, args: ["--no-sandbox"] }); // root has no sandbox
    wb.page = await wb.browser.newPage({ viewport: { width, height } });
    await wb.page.addInitScript(openEyes);
    return Object.assign(wb, { shots, called, n: 0, t0: Date.now(), keys: wb.page.keyboard });
  }

  async shot(name) {
    this.n += 1;
    await this.page.waitForTimeout(300); // fades
    await this.page.screenshot({ path: `${this.shots}/${this.called}-${this.n}-${name}.png` });
    console.error(`${((Date.now() - this.t0) / 1000).toFixed(1)}s ${name}`);
  }

  async open(url, folder) {
    await this.page.goto(`${url}/?folder=${encodeURIComponent(folder)}`);
    await this.page.waitForSelector(".monaco-workbench .explorer-folders-view .monaco-list-row", { timeout: 90_000 });
  }

  /** F1, the palette's text, Enter. */
  async command(title) {
    await this.keys.press("F1");
    const box = this.page.locator(".quick-input-widget input.input");
    await box.waitFor();
    await box.fill(`>${title}`);
    await this.page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first().waitFor();
    await this.keys.press("Enter");
  }

  /** The explorer, not Ctrl+P: quick open waits for the file search, which is slow on a loaded machine. */
  async file(name) {
    await this.page.locator(".explorer-folders-view .monaco-list-row", { hasText: name }).dblclick();
    await this.page.locator(".tab.active", { hasText: name }).waitFor();
    await this.page.locator(".editor-instance .view-line").first().waitFor();
  }

  /** Ctrl+G: the caret on a line and column, and that line in sight. */
  async go(line, column = 1) {
    await this.focus();
    await this.keys.press("Control+g");
    await this.page.locator(".quick-input-widget input.input").fill(`:${line}:${column}`);
    await this.keys.press("Enter");
    await this.page.locator("#status\\.editor\\.selection", { hasText: `Ln ${line}, Col ${column}` }).waitFor();
    await this.typing();
  }

  async goToEnd() {
    await this.focus();
    await this.keys.press("Control+End");
    await this.page.locator("#status\\.editor\\.selection", { hasNotText: "Ln 1," }).waitFor();
  }

  async focus() {
    await this.command("View: Focus Active Editor Group");
    await this.typing();
  }

  /** Waits until keys reach the text: a palette that is closing still swallows them. */
  typing() {
    return this.page.waitForFunction(() => {
      const palette = document.querySelector(".quick-input-widget");
      return document.activeElement?.closest(".editor-instance") && (!palette || palette.offsetParent === null);
    });
  }

  /** Presses a key until something shows. */
  async press(key, shows) {
    for (let i = 0; i < 5 && !(await shows.isVisible()); i++) {
      await this.keys.press(key);
      await shows.waitFor({ timeout: 4_000 }).catch(() => {});
    }
    await shows.waitFor({ timeout: 1_000 });
  }

  /** Waits until a text is in sight and underlined, or not underlined; returns the milliseconds. */
  async underlined(text, yes = true, limit = 15_000) {
    const t0 = Date.now();
    await this.page
      .waitForFunction(([text, yes]) => eyes.box(text) && Boolean(eyes.line(text)) === yes, [text, yes], { timeout: limit, polling: 10 })
      .catch(() => {
        throw new Error(`not in sight, or ${yes ? "not" : "still"} underlined: ${text}`);
      });
    return Date.now() - t0;
  }

  /** Waits until a text is on the screen. */
  inSight(text) {
    return this.page.waitForFunction((text) => eyes.box(text), text, { timeout: 10_000 }).catch(() => {
      throw new Error(`not in sight: ${text}`);
    });
  }

  /** What the status beside the language mode tells must hold these words. */
  async status(words, limit = 15_000) {
    await this.page.locator("#status\\.languageStatus").hover();
    const card = this.page.locator(".monaco-hover:not(.hidden)", { hasText: words[0] }).first();
    await card.waitFor({ timeout: limit });
    const text = (await card.innerText()).replaceAll(/\s+/g, " ");
    for (const word of words) if (!text.includes(word)) throw new Error(`no ${word} in the status: ${text}`);
  }

  text() {
    return this.page.evaluate(() => eyes.text());
  }

  /** The middle of a text, or of the line under it, once it has stopped moving: scrolling is animated. */
  async mouseOn(text, what = "box") {
    let last;
    for (let i = 0; i < 50; i++) {
      const b = await this.page.evaluate(([text, what]) => eyes[what](text), [text, what]);
      if (b && JSON.stringify(b) === JSON.stringify(last)) {
        await this.page.mouse.move(b.x + b.width / 2, b.y + b.height / 2, { steps: 5 });
        return;
      }
      last = b;
      await this.page.waitForTimeout(120);
    }
    throw new Error(`not on screen: ${text}`);
  }

  /** Rests the mouse on a text and reads the card. */
  async hover(text, holding, what) {
    await this.mouseOn(text, what);
    const card = this.page.locator(".monaco-hover:not(.hidden)", { hasText: holding }).first();
    await card.waitFor({ timeout: 15_000 });
    return (await card.innerText()).trim();
  }

  /** All rows of a tree that may be longer than its window: [level, text of the given part], from the top. */
  async rows(list, part = "*") {
    const tree = this.page.locator(list);
    await tree.locator(".monaco-list-row").first().waitFor({ timeout: 20_000 });
    const seen = new Map();
    for (let last = -1; last !== seen.size; ) {
      last = seen.size;
      for (const row of await tree.locator(".monaco-list-row").all()) {
        const [index, level, text] = await row.evaluate(
          (r, part) => [Number(r.dataset.index), Number(r.ariaLevel), r.querySelector(part).innerText],
          part,
        );
        seen.set(index, [level, text.replaceAll(/\s+/g, " ").trim()]);
      }
      await tree.hover();
      await this.page.mouse.wheel(0, 250);
      await this.page.waitForTimeout(150);
    }
    return [...seen].sort(([a], [b]) => a - b).map(([, row]) => row);
  }
}
