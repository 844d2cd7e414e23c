import * as vscode from "vscode";
import { LanguageClient, State } from "vscode-languageclient/node";
import { ownColours } from "./colours";
import { linkToRule } from "./explain";
import { complain, findProgram, type Program, ProgramMissing } from "./program";
import { Recovery, tellOfCrashes } from "./recovery";
import { settings } from "./settings";

export const languages = ["markdown", "plaintext", "html"];
const articles = languages.flatMap((language) => ["file", "untitled"].map((scheme) => ({ scheme, language })));
/** Their keys, rules and levels are completed, and what is wrong in them is underlined. */
const papers = ["**/tajuk.toml", "**/.tajuk/{config,ignore,kb}.toml"].map((pattern) => ({ scheme: "file", pattern }));
const selector = [...articles, ...papers];

export type Condition = { state: "starting" | "running" | "stopped"; program?: Program | undefined; problem?: string };

/** Its errors go to the log: what somebody must know of them, we say once, and with the remedy. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** One server for the window: started, restarted and stopped strictly one after the other. */
export class Server implements vscode.Disposable {
  readonly log = vscode.window.createOutputChannel("Tajuk", { log: true });
  private readonly changed = new vscode.EventEmitter<Condition>();
  readonly onDidChange = this.changed.event;
  private readonly ran = new vscode.EventEmitter<void>();
  /** A command of the server's was run; what is known of an article may be other now. */
  readonly onDidRun = this.ran.event;
  program: Program | undefined;
  private client: LanguageClient | undefined;
  private queue: Promise<void> = Promise.resolve();

  constructor(private readonly context: vscode.ExtensionContext) {}

  restart(): Promise<void> {
    return this.after(async () => {
      await this.end();
      await this.begin();
    });
  }

  stop(): Promise<void> {
    return this.after(() => this.end());
  }

  dispose(): void {
    void this.stop();
    this.changed.dispose();
    this.ran.dispose();
    this.log.dispose();
  }

  get isRunning(): boolean {
    return this.client?.isRunning() ?? false;
  }

  /** A request of the server; nothing where it does not run. */
  async ask(method: string, params: unknown, token?: vscode.CancellationToken): Promise<unknown> {
    if (!this.client?.isRunning()) return undefined;
    // A token that is undefined would be taken for a second parameter.
    return token ? this.client.sendRequest(method, params, token) : this.client.sendRequest(method, params);
  }

  /** A command of the server's. */
  run(command: string, argument: unknown): Promise<unknown> {
    return this.ask("workspace/executeCommand", { command, arguments: [argument] });
  }

  /** Settings have changed: the server asks for them. */
  async configure(): Promise<void> {
    if (this.client?.isRunning()) {
      await this.client.sendNotification("workspace/didChangeConfiguration", { settings: null });
    }
  }

  private after(step: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(step, step);
    return this.queue;
  }

  private async begin(): Promise<void> {
    this.program = undefined;
    this.changed.fire({ state: "starting" });
    try {
      const program = await findProgram(this.context);
      this.program = program;
      this.log.info(`${program.path} ${program.version}`);
      this.client = this.makeClient(program);
      await this.client.start();
    } catch (error) {
      const problem = String((error as Error).message);
      this.log.error(problem);
      this.changed.fire({ state: "stopped", program: this.program, problem });
      // What else can go wrong while starting is reported by the client itself.
      if (error instanceof ProgramMissing) void complain(error);
    }
  }

  private async end(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    await client?.dispose().catch((error) => this.log.warn(`stopping: ${error}`));
  }

  private makeClient(program: Program): LanguageClient {
    const recovery = new Recovery(
      this.log,
      () => this.client === client,
      () => {
        const problem = vscode.l10n.t("stopped several times; see the log");
        this.changed.fire({ state: "stopped", program, problem });
        void tellOfCrashes();
      },
    );
    const client: LanguageClient = new QuietClient(
      "tajuk",
      "Tajuk",
      { command: program.path, args: ["lsp"] },
      {
        documentSelector: selector,
        outputChannel: this.log,
        errorHandler: recovery,
        // One that crashes while it starts is one that crashed.
        initializationFailedHandler: () => false,
        initializationOptions: { locale: vscode.env.language },
        middleware: {
          handleDiagnostics: (uri, found, next) => next(uri, found.map(linkToRule)),
          // The same for findings that VS Code asks for.
          provideDiagnostics: async (document, previous, token, next) => {
            const report = await next(document, previous, token);
            return report && "items" in report ? { ...report, items: report.items.map(linkToRule) } : report;
          },
          // VS Code has an outline of its own for Markdown and would show both, one below the other.
          provideDocumentSymbols: (document, token, next) =>
            document.languageId === "markdown" ? undefined : next(document, token),
          executeCommand: async (command, args, next) => {
            const answer = await next(command, args);
            this.ran.fire();
            return answer;
          },
          workspace: { configuration: () => [settings(this.context)] },
        },
      },
    );
    client.registerFeature(ownColours(this.context));
    client.onDidChangeState(({ newState }) => {
      if (this.client !== client) return; // an old one on its way out
      const state = newState === State.Running ? "running" : newState === State.Starting ? "starting" : "stopped";
      this.changed.fire({ state, program });
    });
    return client;
  }
}
