import * as vscode from "vscode";
import { registerExplain } from "./explain";
import { needsRestart, Server } from "./server";
import { showStatus } from "./status";

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const current = new Server(context);
  server = current;
  context.subscriptions.push(
    current,
    showStatus(current),
    registerExplain(current),
    vscode.commands.registerCommand("tajuk.restartServer", () => current.restart()),
    vscode.commands.registerCommand("tajuk.showLog", () => current.log.show()),
    vscode.workspace.onDidChangeConfiguration((event) => needsRestart(event) && current.restart()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => current.restart()),
  );
  await current.restart();
}

export function deactivate(): Promise<void> | undefined {
  return server?.stop();
}
