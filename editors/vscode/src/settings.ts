import * as vscode from "vscode";

/** Settings of this extension alone; the server does not know them. */
const own = /^(server|trace)\./;

/**
 * What somebody has set, without the defaults: a default of ours must not stand above what a project's tajuk.toml says.
 */
export function settings(context: vscode.ExtensionContext): Record<string, unknown> {
  const tajuk = vscode.workspace.getConfiguration("tajuk");
  const declared = Object.keys(context.extension.packageJSON.contributes.configuration.properties);
  const res: Record<string, unknown> = {};
  for (const name of declared.map((key) => key.slice("tajuk.".length)).filter((name) => !own.test(name))) {
    const said = tajuk.inspect(name);
    const isSet = [said?.globalValue, said?.workspaceValue, said?.workspaceFolderValue].some((it) => it !== undefined);
    if (isSet) put(res, name.split("."), tajuk.get(name));
  }
  return res;
}

/** "style.quotes" is a member of a member. */
function put(res: Record<string, unknown>, [name, ...rest]: string[], value: unknown): void {
  if (name === undefined) return;
  if (rest.length > 0) {
    const inner = (res[name] ?? {}) as Record<string, unknown>;
    put(inner, rest, value);
    res[name] = inner;
  } else res[name] = value;
}
