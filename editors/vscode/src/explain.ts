import * as vscode from "vscode";
import { ask } from "./program";
import type { Server } from "./server";

const scheme = "tajuk-rule";

interface Rule {
  id: string;
  group?: string;
  level?: string;
  summary?: string;
}

/** The rule's page, as the program prints it, in a Markdown preview (package.json associates the scheme with that editor). */
export function registerExplain(server: Server): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: async (uri) =>
        server.program ? ask(server.program, "explain", ruleOf(uri), "--format", "markdown") : "",
    }),
    vscode.commands.registerCommand("tajuk.explainRule", async (given?: string) => {
      const rule = given ?? (await chooseRule(server));
      if (rule) await vscode.commands.executeCommand("vscode.open", pageOf(rule));
    }),
  );
}

/** A finding's code, where the editor shows it, leads to the rule's page: no network, no other window. */
export function linkToRule(finding: vscode.Diagnostic): vscode.Diagnostic {
  const rule = codeOf(finding);
  if (rule) finding.code = { value: rule, target: pageOf(rule) };
  return finding;
}

const pageOf = (rule: string) => vscode.Uri.from({ scheme, path: `/${rule}.md` });
const ruleOf = (page: vscode.Uri) => page.path.slice(1, -".md".length);

function codeOf({ code, source }: vscode.Diagnostic): string | undefined {
  const value = typeof code === "object" ? code.value : code;
  return source === "tajuk" && value !== undefined ? String(value) : undefined;
}

/** The rule of the finding at the caret; else one from the list, those found in this article first. */
async function chooseRule(server: Server): Promise<string | undefined> {
  const editor = vscode.window.activeTextEditor;
  const found = editor ? vscode.languages.getDiagnostics(editor.document.uri) : [];
  const rulesOf = (findings: vscode.Diagnostic[]) => [
    ...new Set(findings.map(codeOf).filter((rule) => rule !== undefined)),
  ];
  const here = rulesOf(found.filter((finding) => editor && finding.range.contains(editor.selection.active)));
  if (here.length === 1) return here[0];
  if (!server.program) return undefined;

  const { rules }: { rules: Rule[] } = JSON.parse(await ask(server.program, "rules", "--format", "json"));
  const first = here.length > 0 ? here : rulesOf(found);
  const items = rules
    .map(({ id, group, level, summary }) => ({
      label: id,
      description: [group, level].filter(Boolean).join(" · "),
      ...(summary ? { detail: summary } : {}),
      rank: first.includes(id) ? 0 : 1,
    }))
    .sort((a, b) => a.rank - b.rank);
  const options = { placeHolder: vscode.l10n.t("Which rule?"), matchOnDescription: true, matchOnDetail: true };
  return (await vscode.window.showQuickPick(items, options))?.label;
}
