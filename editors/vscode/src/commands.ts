import * as vscode from "vscode";
import { list, rangeOf, type Source, show } from "./lists";
import type { Server } from "./server";
import { claimOf } from "./views";

/** What can be done with an article, beside what VS Code itself offers. */
export function registerCommands(server: Server, context: vscode.ExtensionContext): vscode.Disposable {
  const register = vscode.commands.registerCommand;
  const open = (view: string) => vscode.commands.executeCommand(`tajuk.view.${view}.focus`);
  return vscode.Disposable.from(
    register("tajuk.show", show),
    register("tajuk.showPeople", () => open("people")),
    register("tajuk.showClaims", () => open("claims")),
    register("tajuk.showSources", () => showSources(server)),
    register("tajuk.markClaim", (row?: unknown) => markClaim(server, row)),
    register("tajuk.addToKnowledgeBase", addToKnowledgeBase),
    register("tajuk.checkWorkspace", () => checkWorkspace(server)),
    register("tajuk.openSample", () => openSample(context)),
  );
}

async function showSources(server: Server): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const uri = editor?.document.uri;
  const sources = uri && (await list<Source[]>(server, "sources", uri));
  if (!uri || !sources) return;
  if (sources.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t("Nobody speaks in this article."));
    return;
  }
  const items = sources.flatMap((source) =>
    source.places.slice(0, 1).map((place) => ({
      label: source.name,
      description: `${source.places.length}× · ${source.detail}`,
      iconPath: new vscode.ThemeIcon(source.isNamed ? "account" : "question"),
      range: rangeOf(place),
    })),
  );
  const go = (range: vscode.Range) => {
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    editor.selection = new vscode.Selection(range.start, range.end);
  };
  const options: vscode.QuickPickOptions = {
    placeHolder: vscode.l10n.t("Who speaks in this article"),
    matchOnDescription: true,
    // The place is shown while one goes through the list.
    onDidSelectItem: (item) => go((item as (typeof items)[number]).range),
  };
  const chosen = await vscode.window.showQuickPick(items, options);
  if (chosen) await show(uri, chosen.range);
}

interface Marked {
  id: string;
  text: string;
  state: string;
}

/** The claim of a view's row, else the one at the caret. */
async function claimAt(server: Server, row: unknown): Promise<{ uri: vscode.Uri; claim: Marked } | undefined> {
  const given = claimOf(row);
  if (given) return given;
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const { document, selection } = editor;
  const { line, character } = selection.active;
  const place = { uri: document.uri.toString(), position: { line, character } };
  const claims = (await server.run("tajuk.claims", place)) as Marked[] | undefined;
  return claims?.[0] && { uri: document.uri, claim: claims[0] };
}

async function markClaim(server: Server, row: unknown): Promise<void> {
  const found = await claimAt(server, row);
  if (!found) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("There is no claim at the caret. Put it on a statement, or choose one among the claims."),
    );
    return;
  }
  const { uri, claim } = found;
  const state = await vscode.window.showQuickPick(
    [
      { label: vscode.l10n.t("$(pass) Supported"), state: "supported" },
      { label: vscode.l10n.t("$(error) Disputed"), state: "disputed" },
      { label: vscode.l10n.t("$(question) Needs a source"), state: "needs-source" },
      { label: vscode.l10n.t("$(circle-slash) Not a claim"), state: "not-a-claim" },
      { label: vscode.l10n.t("$(circle-large-outline) Unchecked: take the mark away"), state: "unchecked" },
    ].filter((it) => it.state !== claim.state),
    { title: vscode.l10n.t("Mark Claim"), placeHolder: claim.text },
  );
  if (!state) return;
  const note =
    state.state === "unchecked"
      ? ""
      : await vscode.window.showInputBox({
          title: vscode.l10n.t("Mark Claim"),
          prompt: vscode.l10n.t(
            "A note for those who read it later: where it was looked up, what was found. May be empty.",
          ),
        });
  if (note === undefined) return;
  const mark = {
    uri: uri.toString(),
    claim: claim.id,
    state: state.state,
    ...(note.trim() ? { note: note.trim() } : {}),
  };
  // Why it could not be done, the server says itself.
  await vscode.commands.executeCommand("tajuk.claim.set", mark).then(undefined, () => {});
}

/** What may be added of the name at the caret; where there is more than one way, VS Code lets choose. */
async function addToKnowledgeBase(): Promise<void> {
  await vscode.commands.executeCommand("editor.action.codeAction", { kind: "quickfix.tajuk.facts", apply: "ifSingle" });
}

interface Reports {
  items: { uri: string; items?: unknown[] }[];
}

/** All articles of the folder are read; what is found stands among the problems. */
async function checkWorkspace(server: Server): Promise<void> {
  const title = vscode.l10n.t("Tajuk reads the articles of this folder");
  const location = vscode.ProgressLocation.Notification;
  const answer = await vscode.window.withProgress({ location, title, cancellable: true }, async (_, token) =>
    server.ask("workspace/diagnostic", { identifier: "tajuk", previousResultIds: [] }, token),
  );
  if (!answer) return;
  const reports = (answer as Reports).items;
  const count = reports.reduce((sum, { items }) => sum + (items?.length ?? 0), 0);
  await vscode.commands.executeCommand("workbench.actions.view.problems");
  void vscode.window.showInformationMessage(
    vscode.l10n.t("Articles read: {0}. Findings: {1}, among the problems.", reports.length, count),
  );
}

/** An article with faults in it, to try everything on. */
async function openSample(context: vscode.ExtensionContext): Promise<void> {
  const name = vscode.env.language.startsWith("id") ? "contoh.md" : "sample.md";
  const file = vscode.Uri.joinPath(context.extensionUri, "samples", name);
  const content = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  const document = await vscode.workspace.openTextDocument({ language: "markdown", content });
  await vscode.window.showTextDocument(document);
}
