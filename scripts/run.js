// `npm run X` is `node scripts/run.js X`: installs what is missing and runs scripts/X.ts on the pinned Node.
// Plain JavaScript without packages: it runs on any Node from 18 on.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { ensureInstalled, fail, findNode, projectDir } from "./install.js";

const [command = "", ...commandArguments] = process.argv.slice(2);
const script = path.join(projectDir, "scripts", `${command}.ts`);
if (!/^[a-z-]+$/.test(command) || !existsSync(script))
  fail(`There is no command "${command}": see "scripts" in package.json.`);
ensureInstalled();

const node = findNode();
const settings = existsSync(path.join(projectDir, ".env")) ? ["--env-file=.env"] : [];
// Who is busy after a rest would collect the whole memory at once, as V8 lets it grow by a tenth only after one; so it may treble (DECISIONS.md 130).
const growth = ["--heap-growing-percent=200"];
const child = spawn(node, [...settings, ...growth, "--import", "tsx", script, ...commandArguments], {
  cwd: projectDir,
  stdio: "inherit",
  env: { ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ""}` },
});
// The command decides when to end; this process only passes the wish on and reports the result.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("error", (error) => fail(`${node} could not be started: ${error.message}`));
child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
