import { setTimeout as sleep } from "node:timers/promises";
import * as vscode from "vscode";
import { CloseAction, ErrorAction, type ErrorHandler, type Message } from "vscode-languageclient/node";

/** Before the first new start, the second, … Behind the last one somebody must say so. */
export const pauses = [500, 1_000, 2_000, 4_000, 8_000];

/** A server that has run this long is well again. */
const healthy = 5 * 60_000;

/** Starts a server that crashed again, each time after a longer pause; in the end it is told. */
export class Recovery implements ErrorHandler {
  private crashes: number[] = [];

  constructor(
    private readonly log: vscode.LogOutputChannel,
    /** Whether this server is still the one that is wanted. */
    private readonly isWanted: () => boolean,
    private readonly giveUp: () => void,
  ) {}

  error(error: Error, message: Message | undefined, count: number | undefined) {
    this.log.error(`${error.message}${message ? ` (${JSON.stringify(message).slice(0, 200)})` : ""}`);
    return { action: (count ?? 0) <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown, handled: true };
  }

  async closed() {
    const now = Date.now();
    this.crashes = this.crashes.filter((at) => now - at < healthy);
    const pause = pauses[this.crashes.length];
    if (pause === undefined) {
      this.log.error(`the server stopped ${this.crashes.length + 1} times; it is not started again`);
      this.giveUp();
      return { action: CloseAction.DoNotRestart, handled: true };
    }
    this.crashes.push(now);
    this.log.warn(
      `the server stopped; it is started again in ${pause / 1_000} s (${this.crashes.length} of ${pauses.length})`,
    );
    await sleep(pause);
    return { action: this.isWanted() ? CloseAction.Restart : CloseAction.DoNotRestart, handled: true };
  }
}

/** One message, with the ways out. */
export async function tellOfCrashes(): Promise<void> {
  const restart = vscode.l10n.t("Restart");
  const log = vscode.l10n.t("Show Log");
  const text = vscode.l10n.t(
    "Tajuk stopped {0} times and is not started again by itself. Your text is not affected. The log tells what happened.",
    pauses.length + 1,
  );
  const chosen = await vscode.window.showErrorMessage(text, restart, log);
  if (chosen === restart) await vscode.commands.executeCommand("tajuk.restartServer");
  if (chosen === log) await vscode.commands.executeCommand("tajuk.showLog");
}
