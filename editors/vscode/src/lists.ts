import * as vscode from "vscode";
import type { Range } from "vscode-languageclient";
import type { Server } from "./server";

/** What the server's commands `tajuk.people`, `.claims`, `.sources` and `.article` answer. */
export interface Person {
  id: string;
  name: string;
  detail: string;
  mentions: Range[];
}
export interface Claim {
  id: string;
  text: string;
  detail: string;
  isSourced: boolean;
  state: string;
  range: Range;
}
export interface Source {
  name: string;
  detail: string;
  isNamed: boolean;
  places: Range[];
}
export interface Article {
  language: string;
  date: string;
}

/** Asks the server for a list of a document; nothing where there is none. */
export async function list<T>(server: Server, command: string, uri: vscode.Uri): Promise<T | undefined> {
  const answer = await server.run(`tajuk.${command}`, { uri: uri.toString() });
  return (answer ?? undefined) as T | undefined;
}

export const rangeOf = ({ start, end }: Range) =>
  new vscode.Range(start.line, start.character, end.line, end.character);

/** Shows a place of a document and puts the caret there. */
export async function show(uri: vscode.Uri, range: vscode.Range): Promise<void> {
  const editor = await vscode.window.showTextDocument(uri, { selection: range });
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
