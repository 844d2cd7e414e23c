import type * as vscode from "vscode";
import type { ClientCapabilities, StaticFeature } from "vscode-languageclient/node";

interface Declared {
  semanticTokenTypes: { id: string }[];
  semanticTokenModifiers: { id: string }[];
}

/** Tells the server that this editor has colours for all that it tells apart: what package.json declares. */
export function ownColours(context: vscode.ExtensionContext): StaticFeature {
  const declared: Declared = context.extension.packageJSON.contributes;
  return {
    fillClientCapabilities({ textDocument }: ClientCapabilities) {
      const tokens = textDocument?.semanticTokens;
      tokens?.tokenTypes.push(...declared.semanticTokenTypes.map(({ id }) => id));
      tokens?.tokenModifiers.push(...declared.semanticTokenModifiers.map(({ id }) => id));
    },
    initialize() {},
    getState: () => ({ kind: "static" }),
    clear() {},
  };
}
