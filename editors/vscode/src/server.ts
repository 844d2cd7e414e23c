import * as vscode from "vscode";
import { LanguageClient, State } from "vscode-languageclient/node";
import { linkToRule } from "./explain";
import { findProgram, type Program, ProgramMissing } from "./program";

export const languages = ["markdown", "plaintext", "html"];
const selector = languages.flatMap((language) => ["file", "untitled"].map((scheme) => ({ scheme, language })));

export type Condition = { state: "starting" | "running" | "stopped"; program?: Program | undefined; problem?: string };

/** One server for the window: started, restarted and stopped strictly one after the other. */
export class Server implements vscode.Disposable {
  readonly log = vscode.window.createOutputChannel("Tajuk", { log: true });
  private readonly changed = new vscode.EventEmitter<Condition>();
  readonly onDidChange = this.changed.event;
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
    this.log.dispose();
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
      if (error instanceof ProgramMissing) void complain(problem);
    }
  }

  private async end(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    await client?.dispose().catch((error) => this.log.warn(`stopping: ${error}`));
  }

  private makeClient(program: Program): LanguageClient {
    const client = new LanguageClient(
      "tajuk",
      "Tajuk",
      { command: program.path, args: ["lsp"] },
      {
        documentSelector: selector,
        outputChannel: this.log,
        initializationOptions: settings,
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
        },
      },
    );
    client.onDidChangeState(({ newState }) => {
      if (this.client !== client) return; // an old one on its way out
      const state = newState === State.Running ? "running" : newState === State.Starting ? "starting" : "stopped";
      this.changed.fire({ state, program });
    });
    return client;
  }
}

/** What the server is told when it starts. */
function settings(): Record<string, string> {
  const tajuk = vscode.workspace.getConfiguration("tajuk");
  return {
    language: tajuk.get("language", "auto"),
    articleDate: tajuk.get("articleDate", ""),
    messages: tajuk.get("messages", "auto"),
    locale: vscode.env.language,
  };
}

/** Settings that take effect by a new start of the server. */
export function needsRestart(event: vscode.ConfigurationChangeEvent): boolean {
  return ["server.path", "language", "articleDate", "messages"].some((name) =>
    event.affectsConfiguration(`tajuk.${name}`),
  );
}

async function complain(problem: string): Promise<void> {
  const open = vscode.l10n.t("Open Settings");
  if ((await vscode.window.showErrorMessage(problem, open)) !== open) return;
  const value = vscode.workspace.getConfiguration("tajuk").inspect("server.path");
  const ofWorkspace = value?.workspaceValue !== undefined || value?.workspaceFolderValue !== undefined;
  const page = ofWorkspace ? "openWorkspaceSettings" : vscode.env.remoteName ? "openRemoteSettings" : "openSettings";
  await vscode.commands.executeCommand(`workbench.action.${page}`, { query: "tajuk.server.path" });
}
