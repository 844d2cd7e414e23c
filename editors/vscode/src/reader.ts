import * as vscode from "vscode";
import { type Article, type Claim, list, type Person } from "./lists";
import { languages, type Server } from "./server";

/** What is known of the article in view. */
export interface Reading {
  readonly document: vscode.TextDocument;
  readonly people: Person[];
  readonly claims: Claim[];
  readonly article: Article | undefined;
}

/** In characters; lists of a longer article are asked for only while they are seen. */
const long = 500_000;

/** An article that is not read within this is said to be read. */
const noticed = 300;

/** A pause this long after a change; longer where an answer took longer. */
const pause = 250;

/** Follows the article in view: whenever it, its text or the server changes, it is asked for anew. */
export class Reader implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<Reading | undefined>();
  readonly onDidChange = this.changed.event;
  private readonly listeners: vscode.Disposable[];
  private timer: NodeJS.Timeout | undefined;
  private lasted = 0;
  private asking = false;
  private again = false;
  reading: Reading | undefined;
  /** Whether an article that has just come into view is still being read. */
  isReading = false;
  /** Whether the lists are in view. */
  isSeen = () => true;

  constructor(private readonly server: Server) {
    // Where marks of claims are kept; others write them too.
    const marks = vscode.workspace.createFileSystemWatcher("**/*.klaim.json");
    this.listeners = [
      vscode.window.onDidChangeActiveTextEditor(() => this.soon(0)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.isInView(document) && this.soon()),
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        const shown = vscode.window.activeTextEditor?.document.uri.toString();
        if (uris.some((uri) => uri.toString() === shown)) this.soon();
      }),
      server.onDidChange(() => this.soon(0)),
      server.onDidRun(() => this.soon()),
      marks,
      ...[marks.onDidCreate, marks.onDidChange, marks.onDidDelete].map((it) => it(() => this.soon())),
    ];
  }

  dispose(): void {
    clearTimeout(this.timer);
    vscode.Disposable.from(...this.listeners, this.changed).dispose();
  }

  private isInView(document: vscode.TextDocument): boolean {
    return vscode.window.activeTextEditor?.document === document;
  }

  /** Asks anew, after a pause. */
  soon(delay = Math.max(pause, 2 * this.lasted)): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.read(), delay);
  }

  private async read(): Promise<void> {
    if (this.asking) {
      this.again = true;
      return;
    }
    const document = vscode.window.activeTextEditor?.document;
    // A panel that has the focus is no reason to forget the article.
    if (!document && vscode.window.visibleTextEditors.length > 0) return;
    this.asking = true;
    const since = Date.now();
    const isOther = document && this.server.isRunning && this.reading?.document !== document;
    // What is known of another article is not left standing beside this one.
    const tell = () => {
      this.isReading = true;
      this.reading = undefined;
      this.changed.fire(undefined);
    };
    const slow = isOther ? setTimeout(tell, noticed) : undefined;
    try {
      const reading = document && languages.includes(document.languageId) ? await this.ask(document) : undefined;
      clearTimeout(slow);
      this.isReading = false;
      this.reading = reading;
      this.changed.fire(reading);
    } catch (error) {
      this.server.log.debug(`lists: ${error}`);
      clearTimeout(slow);
      this.isReading = false;
      this.reading = undefined;
      this.changed.fire(undefined);
    } finally {
      this.lasted = Date.now() - since;
      this.asking = false;
      if (this.again) {
        this.again = false;
        this.soon();
      }
    }
  }

  private async ask(document: vscode.TextDocument): Promise<Reading | undefined> {
    if (!this.server.isRunning) return undefined;
    const ours = this.isSeen() || document.getText().length < long;
    const [people, claims, article] = await Promise.all([
      ours ? list<Person[]>(this.server, "people", document.uri) : [],
      ours ? list<Claim[]>(this.server, "claims", document.uri) : [],
      list<Article>(this.server, "article", document.uri),
    ]);
    return people && claims ? { document, people, claims, article } : undefined;
  }
}
