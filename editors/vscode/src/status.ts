import * as vscode from "vscode";
import type { Reader } from "./reader";
import { type Condition, languages, type Server } from "./server";

/** Beside the language mode in the status bar: is the server there, what does it find, how does it read the article. */
export function showStatus(server: Server, reader: Reader): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem("tajuk", languages);
  item.name = "Tajuk";
  const restart = { command: "tajuk.restartServer", title: vscode.l10n.t("Restart") };
  const problems = { command: "workbench.actions.view.problems", title: vscode.l10n.t("Show Findings") };
  const words = {
    starting: vscode.l10n.t("starting"),
    running: vscode.l10n.t("running"),
    stopped: vscode.l10n.t("stopped"),
  };
  let condition: Condition = { state: "starting" };

  const show = () => {
    const { state, program, problem } = condition;
    const isDown = state === "stopped";
    item.busy = state === "starting" || reader.isReading;
    item.severity = isDown ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
    item.command = isDown ? restart : problems;
    const name = program ? `Tajuk ${program.version}` : "Tajuk";
    const article = state === "running" ? reader.reading?.article : undefined;
    if (!article) {
      item.text = name;
      const isReading = state === "running" && reader.isReading;
      item.detail = isReading ? vscode.l10n.t("reading the article") : (problem ?? words[state]);
      return;
    }
    item.text = `Tajuk: ${vscode.l10n.t("findings: {0}", findings())}`;
    item.detail = [languageOf(article.language), dateOf(article.date), name].join(" · ");
  };
  return vscode.Disposable.from(
    item,
    server.onDidChange((now) => {
      condition = now;
      show();
    }),
    reader.onDidChange(show),
    vscode.languages.onDidChangeDiagnostics(show),
  );
}

function findings(): number {
  const document = vscode.window.activeTextEditor?.document;
  const found = document ? vscode.languages.getDiagnostics(document.uri) : [];
  return found.filter(({ source }) => source === "tajuk").length;
}

/** In the editor's own language. */
function languageOf(tag: string): string {
  return new Intl.DisplayNames([vscode.env.language], { type: "language" }).of(tag) ?? tag;
}

function dateOf(date: string): string {
  const format = new Intl.DateTimeFormat(vscode.env.language, { dateStyle: "medium", timeZone: "UTC" });
  return format.format(new Date(`${date}T00:00:00Z`));
}
