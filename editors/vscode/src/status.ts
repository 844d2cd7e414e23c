import * as vscode from "vscode";
import { languages, type Server } from "./server";

/** Beside the language mode in the status bar: is the server there, and which one. */
export function showStatus(server: Server): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem("tajuk", languages);
  item.name = "Tajuk";
  const restart = { command: "tajuk.restartServer", title: vscode.l10n.t("Restart") };
  const log = { command: "tajuk.showLog", title: vscode.l10n.t("Show Log") };
  const listener = server.onDidChange(({ state, program, problem }) => {
    item.busy = state === "starting";
    item.severity =
      state === "stopped" ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
    item.text = program ? `Tajuk ${program.version}` : "Tajuk";
    item.detail =
      problem ??
      { starting: vscode.l10n.t("starting"), running: vscode.l10n.t("running"), stopped: vscode.l10n.t("stopped") }[
        state
      ];
    item.command = state === "stopped" ? restart : log;
  });
  return vscode.Disposable.from(item, listener);
}
