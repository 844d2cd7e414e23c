import * as vscode from "vscode";
import { registerCommands } from "./commands";
import { registerExplain } from "./explain";
import { Reader } from "./reader";
import { Server } from "./server";
import { showStatus } from "./status";
import { showViews } from "./views";

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const current = new Server(context);
  const reader = new Reader(current);
  server = current;
  context.subscriptions.push(
    current,
    reader,
    showStatus(current, reader),
    showViews(reader),
    registerCommands(current, context),
    registerExplain(current),
    vscode.commands.registerCommand("tajuk.restartServer", () => current.restart()),
    vscode.commands.registerCommand("tajuk.showLog", () => current.log.show()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("tajuk.server.path")) return current.restart();
      return event.affectsConfiguration("tajuk") ? current.configure() : undefined;
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => current.restart()),
  );
  await current.restart();
}

export function deactivate(): Promise<void> | undefined {
  return server?.stop();
}
