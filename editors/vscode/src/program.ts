import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { promisify } from "node:util";
import * as vscode from "vscode";

const run = promisify(execFile);

/** The program that was found to answer. */
export interface Program {
  readonly path: string;
  readonly version: string;
}

/** No program that will do, with a message that says why and what to do. */
export class ProgramMissing extends Error {
  constructor(
    message: string,
    readonly from: Origin,
  ) {
    super(message);
  }
}

type Origin = "setting" | "environment" | "bundle" | "PATH";

/** Best first: the setting, the environment, the copy inside the extension, PATH. */
function wanted(context: vscode.ExtensionContext): {
  path: string;
  from: Origin;
} {
  const setting = vscode.workspace.getConfiguration("tajuk").get<string>("server.path", "").trim();
  if (setting) return { path: setting.replace(/^~(?=[/\\])/, homedir()), from: "setting" };
  const environment = process.env.TAJUK_SERVER_PATH;
  if (environment) return { path: environment, from: "environment" };
  const name = process.platform === "win32" ? "tajuk.exe" : "tajuk";
  const bundle = vscode.Uri.joinPath(context.extensionUri, "server", name).fsPath;
  return existsSync(bundle) ? { path: bundle, from: "bundle" } : { path: name, from: "PATH" };
}

/** A named program that does not answer is an error, never a reason to start another one in its place. */
export async function findProgram(context: vscode.ExtensionContext): Promise<Program> {
  const { path, from } = wanted(context);
  const wants: string = context.extension.packageJSON.version;
  try {
    const { stdout } = await run(path, ["--version"], { timeout: 15_000 });
    const version = /^tajuk (\S+)/.exec(stdout)?.[1];
    if (!version) throw new Error(vscode.l10n.t("it is not Tajuk: {0}", stdout.trim().slice(0, 80)));
    if (isOlder(version, wants)) {
      throw new Error(vscode.l10n.t("it is version {0}, and this extension needs {1} or newer", version, wants));
    }
    return { path, version };
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
    const reason = isMissing ? vscode.l10n.t("there is no such program") : String((error as Error).message);
    throw new ProgramMissing(remedy(from, path, reason), from);
  }
}

function remedy(from: Origin, path: string, reason: string): string {
  switch (from) {
    case "setting":
      return vscode.l10n.t(
        "Tajuk cannot start {0}: {1}. Correct the setting tajuk.server.path, or empty it.",
        path,
        reason,
      );
    case "environment":
      return vscode.l10n.t(
        "Tajuk cannot start {0}: {1}. Correct the environment variable TAJUK_SERVER_PATH.",
        path,
        reason,
      );
    case "bundle":
      return vscode.l10n.t(
        "Tajuk cannot start its own program {0}: {1}. Install the extension for this system, or name a program in the setting tajuk.server.path.",
        path,
        reason,
      );
    case "PATH":
      return vscode.l10n.t(
        "Tajuk cannot start a program named tajuk from PATH: {0}. Install it, or name it in the setting tajuk.server.path.",
        reason,
      );
  }
}

/** By major and minor number; what is behind them does not part a program from its extension. */
export function isOlder(version: string, wanted: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = wanted.split(".").map(Number);
  return major < wantedMajor || (major === wantedMajor && minor < wantedMinor);
}

/** One message, with the ways out. */
export async function complain({ message, from }: ProgramMissing): Promise<void> {
  const open = vscode.l10n.t("Open Settings");
  const install = vscode.l10n.t("How to Install");
  const buttons = from === "PATH" ? [install, open] : [open, install];
  const chosen = await vscode.window.showErrorMessage(message, ...buttons);
  if (chosen === install) await vscode.commands.executeCommand("workbench.action.openWalkthrough", "tajuk.tajuk#start");
  if (chosen !== open) return;
  const value = vscode.workspace.getConfiguration("tajuk").inspect("server.path");
  const ofWorkspace = value?.workspaceValue !== undefined || value?.workspaceFolderValue !== undefined;
  const page = ofWorkspace ? "openWorkspaceSettings" : vscode.env.remoteName ? "openRemoteSettings" : "openSettings";
  await vscode.commands.executeCommand(`workbench.action.${page}`, { query: "tajuk.server.path" });
}

/** What one of the program's other commands prints. */
export async function ask(program: Program, ...args: string[]): Promise<string> {
  const { stdout } = await run(program.path, args, { timeout: 15_000, maxBuffer: 16 << 20 });
  return stdout;
}
