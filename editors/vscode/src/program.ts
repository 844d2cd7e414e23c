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

/** No program, with a message that says why and what to do. */
export class ProgramMissing extends Error {}

/** Best first: the setting, the environment, the copy inside the extension, PATH. */
function wanted(context: vscode.ExtensionContext): {
  path: string;
  from: "setting" | "environment" | "bundle" | "PATH";
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
  try {
    const { stdout } = await run(path, ["--version"], { timeout: 15_000 });
    const version = /^tajuk (\S+)/.exec(stdout)?.[1];
    if (version) return { path, version };
    throw new Error(vscode.l10n.t("it is not Tajuk: {0}", stdout.trim().slice(0, 80)));
  } catch (error) {
    const reason =
      (error as NodeJS.ErrnoException).code === "ENOENT"
        ? vscode.l10n.t("there is no such program")
        : String((error as Error).message);
    switch (from) {
      case "setting":
        throw new ProgramMissing(
          vscode.l10n.t(
            "Tajuk cannot start {0}: {1}. Correct the setting tajuk.server.path, or empty it.",
            path,
            reason,
          ),
        );
      case "environment":
        throw new ProgramMissing(
          vscode.l10n.t(
            "Tajuk cannot start {0}: {1}. Correct the environment variable TAJUK_SERVER_PATH.",
            path,
            reason,
          ),
        );
      case "bundle":
        throw new ProgramMissing(
          vscode.l10n.t(
            "Tajuk cannot start its own program {0}: {1}. Install the extension for this system, or name a program in the setting tajuk.server.path.",
            path,
            reason,
          ),
        );
      case "PATH":
        throw new ProgramMissing(
          vscode.l10n.t(
            "Tajuk finds no program named tajuk on PATH: {0}. Install it, or name it in the setting tajuk.server.path.",
            reason,
          ),
        );
    }
  }
}

/** What one of the program's other commands prints. */
export async function ask(program: Program, ...args: string[]): Promise<string> {
  const { stdout } = await run(program.path, args, { timeout: 15_000, maxBuffer: 16 << 20 });
  return stdout;
}
