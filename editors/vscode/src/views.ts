import * as vscode from "vscode";
import { type Claim, type Person, rangeOf } from "./lists";
import type { Reader, Reading } from "./reader";

/** The two views beside the text: who is named, and what is claimed. */
export function showViews(reader: Reader): vscode.Disposable {
  const people = new Tree(reader, peopleOf);
  const claims = new Tree(reader, claimsOf);
  const peopleView = vscode.window.createTreeView("tajuk.view.people", { treeDataProvider: people });
  const claimsView = vscode.window.createTreeView("tajuk.view.claims", { treeDataProvider: claims });
  const listener = reader.onDidChange((reading) => {
    people.refresh();
    claims.refresh();
    const count = reading?.claims.filter(({ isSourced }) => !isSourced).length ?? 0;
    claimsView.badge = count > 0 ? { value: count, tooltip: vscode.l10n.t("Without a source: {0}", count) } : undefined;
    const nobody = reading && reading.people.length === 0;
    peopleView.message = nobody ? vscode.l10n.t("Nobody is named that Tajuk knows.") : "";
    const nothing = reading && reading.claims.length === 0;
    claimsView.message = nothing ? vscode.l10n.t("Nothing is claimed that could be checked.") : "";
  });
  reader.isSeen = () => peopleView.visible || claimsView.visible;
  const seen = [peopleView, claimsView].map((view) =>
    view.onDidChangeVisibility(({ visible }) => visible && reader.soon(0)),
  );
  return vscode.Disposable.from(peopleView, claimsView, listener, ...seen, people, claims);
}

/** Nobody reads a longer list, and the editor would have to keep it. */
const most = 500;

/** The first rows, and how many more there are. */
function cut<T>(all: T[], rowOf: (it: T, at: number) => Row): Row[] {
  const rows = all.slice(0, most).map(rowOf);
  const rest = all.length - rows.length;
  if (rest > 0) rows.push({ item: new vscode.TreeItem(vscode.l10n.t("… and {0} more", rest)), below: [] });
  return rows;
}

/** A row of a view. */
interface Row {
  item: vscode.TreeItem;
  below: Row[];
  claim?: { uri: vscode.Uri; claim: Claim };
}

/** The row that a command is run on from the view's menu. */
export const claimOf = (row: unknown) => (row as Row | undefined)?.claim;

class Tree implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;

  constructor(
    private readonly reader: Reader,
    private readonly rows: (reading: Reading) => Row[],
  ) {}

  refresh(): void {
    this.changed.fire();
  }

  dispose(): void {
    this.changed.dispose();
  }

  getTreeItem({ item }: Row): vscode.TreeItem {
    return item;
  }

  getChildren(row?: Row): Row[] {
    if (row) return row.below;
    return this.reader.reading ? this.rows(this.reader.reading) : [];
  }
}

function peopleOf({ document, people }: Reading): Row[] {
  return cut(people, (person) => {
    const item = row(person.name, `${person.mentions.length}× · ${person.detail}`, document, person.mentions[0]);
    item.id = person.id;
    item.iconPath = new vscode.ThemeIcon("person");
    item.collapsibleState = vscode.TreeItemCollapsibleState.Collapsed;
    return { item, below: mentionsOf(person, document) };
  });
}

function mentionsOf(person: Person, document: vscode.TextDocument): Row[] {
  return cut(person.mentions, (range, at) => {
    const { start, end } = rangeOf(range);
    const line = document.lineAt(Math.min(start.line, document.lineCount - 1)).text;
    const from = Math.max(0, start.character - 20);
    const before = (from > 0 ? "…" : "") + line.slice(from, start.character).trimStart();
    const last = end.line === start.line ? end.character : line.length;
    const label = `${before}${line.slice(start.character, last)}${line.slice(last, last + 60)}`;
    const marked: [number, number] = [before.length, before.length + last - start.character];
    const item = row({ label, highlights: [marked] }, String(start.line + 1), document, range);
    item.id = `${person.id} ${at}`;
    return { item, below: [] };
  });
}

const icons: Record<string, [string, string?]> = {
  unchecked: ["circle-large-outline"],
  supported: ["pass", "testing.iconPassed"],
  disputed: ["error", "testing.iconFailed"],
  "needs-source": ["question", "list.warningForeground"],
  stale: ["history", "list.warningForeground"],
  "not-a-claim": ["circle-slash", "disabledForeground"],
};

function claimsOf({ document, claims }: Reading): Row[] {
  const groups: [string, string, Claim[]][] = [
    ["without", vscode.l10n.t("Without a source"), claims.filter(({ isSourced }) => !isSourced)],
    ["with", vscode.l10n.t("With a source"), claims.filter(({ isSourced }) => isSourced)],
  ];
  return groups
    .filter(([, , members]) => members.length > 0)
    .map(([id, label, members]) => {
      const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Expanded);
      item.id = id;
      item.description = String(members.length);
      return { item, below: cut(members, (claim) => claimRow(claim, document)) };
    });
}

function claimRow(claim: Claim, document: vscode.TextDocument): Row {
  const item = row(claim.text, claim.detail, document, claim.range);
  const [icon, color] = icons[claim.state] ?? ["circle-large-outline"];
  item.id = claim.id;
  item.iconPath = new vscode.ThemeIcon(icon, color ? new vscode.ThemeColor(color) : undefined);
  item.contextValue = "claim";
  return { item, below: [], claim: { uri: document.uri, claim } };
}

function row(
  label: string | vscode.TreeItemLabel,
  description: string,
  document: vscode.TextDocument,
  range: Person["mentions"][number] | undefined,
): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.description = description;
  const text = typeof label === "string" ? label : label.label;
  item.tooltip = `${text}\n${description}`;
  if (range) {
    const title = vscode.l10n.t("Show");
    item.command = { command: "tajuk.show", title, arguments: [document.uri, rangeOf(range)] };
  }
  return item;
}
