// A person at a terminal: a program in a pseudo-terminal, shown by xterm.js in headless Chromium.
// Its screen can be read as text, waited for, typed into and photographed. No native modules: script(1) makes the pty.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const xterm = dirname(require.resolve("@xterm/xterm/package.json"));
const quote = (s) => `'${String(s).replaceAll("'", `'\\''`)}'`;

/** Names of keys a terminal sends as more than one character. */
const KEY = { Enter: "\r", Escape: "\x1b", Tab: "\t", Up: "\x1b[A", Down: "\x1b[B", Right: "\x1b[C", Left: "\x1b[D", Backspace: "\x7f" };

/** What every driver of a terminal editor is told, and the names of what it is told beside that. */
export function options(more = []) {
  const names = ["browser", "program", "file", "expect", "shots", ...more];
  const { values: arg } = parseArgs({ options: Object.fromEntries(names.map((name) => [name, { type: "string" }])) });
  return { arg, expect: JSON.parse(readFileSync(arg.expect, "utf8")) };
}

export class Terminal {
  /** command: array; options: browser (a program), cwd, env, cols, rows, shots (folder), name (prefix of the pictures) */
  static async start(command, { cwd, env = {}, cols = 110, rows = 34, shots = "shots", name = "tui", browser } = {}) {
    const t = new Terminal();
    Object.assign(t, { cols, rows, shots, name, n: 0, ended: null, t0: Date.now() });
    mkdirSync(shots, { recursive: true });
    t.browser = await chromium.launch({ executablePath: browser, args: ["--no-sandbox"] });
    t.page = await t.browser.newPage({ viewport: { width: 1300, height: 900 }, deviceScaleFactor: 1 });
    await t.page.setContent(`<body style="margin:8px;background:#1e1e1e"><div id=t style="display:inline-block"></div></body>`);
    await t.page.addStyleTag({ content: readFileSync(`${xterm}/css/xterm.css`, "utf8") });
    await t.page.addScriptTag({ content: readFileSync(`${xterm}/lib/xterm.js`, "utf8") });
    await t.page.exposeFunction("toPty", (data) => t.send(data));
    await t.page.evaluate(([cols, rows]) => {
      window.term = new Terminal({ cols, rows, fontFamily: "monospace", fontSize: 15, allowProposedApi: true, theme: { background: "#1e1e1e" } });
      term.open(document.getElementById("t"));
      term.onData((d) => toPty(d)); // answers to the program's questions (device attributes, colours)
    }, [cols, rows]);
    const line = `stty rows ${rows} cols ${cols}; exec ${command.map(quote).join(" ")}`;
    t.child = spawn("script", ["-qfec", line, "/dev/null"], {
      cwd,
      env: { ...process.env, TERM: "xterm-256color", COLORTERM: "truecolor", LC_ALL: "C.UTF-8", LINES: "", COLUMNS: "", ...env, SHELL: "/bin/bash" },
    });
    t.child.stdout.on("data", (d) => t.page.evaluate((b) => term.write(Uint8Array.from(atob(b), (c) => c.charCodeAt(0))), d.toString("base64")).catch(() => {}));
    t.child.on("exit", (code) => (t.ended = code));
    return t;
  }

  send(data) {
    if (this.ended === null) this.child.stdin.write(data);
  }

  async type(text, delay = 15) {
    for (const c of text) {
      this.send(c);
      await this.sleep(delay);
    }
  }

  /** Named keys, "C-x" for control, "M-x" for alt, anything else as it is. */
  async keys(...names) {
    for (const k of names) {
      if (k.startsWith("C-") && k.length === 3) this.send(String.fromCharCode(k.charCodeAt(2) & 31));
      else if (k.startsWith("M-") && k.length === 3) this.send("\x1b" + k[2]);
      else this.send(KEY[k] ?? k);
      await this.sleep(40);
    }
  }

  sleep(ms) {
    return new Promise((done) => setTimeout(done, ms));
  }

  screen() {
    return this.page.evaluate(() => {
      const b = term.buffer.active;
      return Array.from({ length: term.rows }, (_, i) => b.getLine(b.viewportY + i).translateToString(true)).join("\n");
    });
  }

  /** Waits until the screen holds the text or matches the pattern; returns the time it took. */
  async waitFor(wanted, limit = 15_000) {
    const t0 = Date.now();
    for (;;) {
      const now = await this.screen();
      if (typeof wanted === "string" ? now.includes(wanted) : wanted.test(now)) return Date.now() - t0;
      if (Date.now() - t0 > limit) {
        await this.shot("timeout");
        throw new Error(`not on screen within ${limit} ms: ${wanted}\n${now}`);
      }
      await this.sleep(20);
    }
  }

  async shot(name) {
    this.n += 1;
    await this.sleep(150);
    await this.page.locator("#t").screenshot({ path: `${this.shots}/${this.name}-${this.n}-${name}.png` });
    console.error(`${((Date.now() - this.t0) / 1000).toFixed(1)}s ${name}`);
  }

  async close() {
    for (let i = 0; this.ended === null && i < 50; i++) await this.sleep(100);
    if (this.ended === null) this.child.kill();
    await this.browser.close();
    return this.ended;
  }
}
