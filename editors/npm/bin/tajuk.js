#!/usr/bin/env node
// Starts the program that one of the packages tajuk-SYSTEM-PROCESSOR carries.
"use strict";
const { spawnSync } = require("node:child_process");

const system = `${process.platform}-${process.arch}`;
const name = process.platform === "win32" ? "tajuk.exe" : "tajuk";
let program;
try {
  program = require.resolve(`tajuk-${system}/${name}`);
} catch {
  console.error(`error: there is no tajuk for ${system} among the installed packages`);
  console.error(" help: install without --omit=optional; if your system is not served, cargo can build it");
  process.exit(2);
}
const { status, signal, error } = spawnSync(program, process.argv.slice(2), { stdio: "inherit" });
if (error) {
  console.error(`error: ${program} cannot be started: ${error.message}`);
  process.exit(2);
}
if (signal) process.kill(process.pid, signal);
process.exit(status ?? 2);
