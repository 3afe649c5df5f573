import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { availableParallelism } from "node:os";
import { text } from "node:stream/consumers";
import { buildIfChanged } from "./build-if-changed.ts";
import { CommandError, runCommand, say } from "./command.ts";
import {
  type FailedTest,
  failedInPlaywright,
  failedInVitest,
  type PlaywrightReport,
  type VitestReport,
} from "./failed-tests.ts";
import { findOrInstallChromium } from "./find-chromium.ts";

const help = `
npm test

Runs everything that has to hold before a change is merged: formatting, lint, types, the direction of imports, unused code, the unit,
property, database and http tests, then builds and runs the journeys in Chromium. A step that fails does not stop the next. Before the
last line each failed test is told once more; the last line counts: a check of the code counts as one, a test as one.

One step alone: npm run format:check, lint, typecheck, directions, unused, test:unit, test:journeys.
TEST_DATABASE_URL takes an outside PostgreSQL, FAIRSHARE_CHROMIUM another browser, FAIRSHARE_FIXTURES the folder of recorded payloads.
`;

interface Tally {
  passed: number;
  failed: number;
  /** Which of them failed, where the runner told. */
  failures?: readonly FailedTest[];
}

interface Step {
  name: string;
  run(): Promise<Tally>;
}

interface CheckResult {
  readonly status: number;
  readonly said: string;
}

let startedChecks: ReadonlyMap<string, Promise<CheckResult>> | null = null;

const REPORT_DIR = ".cache/reports";

/** Empty rooms are not built: a folder that does not exist yet has nothing to check. */
const importingFolders = ["app", "db", "emails", "scripts", "tests"].filter((folder) => existsSync(folder));

/** The checks of the code: program and arguments, as the npm scripts of the same names run them. */
const codeChecks: Record<string, string[]> = {
  "format:check": ["prettier/bin/prettier.cjs", "--check", "."],
  lint: ["eslint/bin/eslint.js", "."],
  typecheck: ["typescript/bin/tsc", "--noEmit"],
  directions: ["dependency-cruiser/bin/dependency-cruise.mjs", ...importingFolders],
  unused: ["knip/bin/knip.js"],
};

const chosen = process.argv.slice(2).filter((argument) => !argument.startsWith("-"));
const isChosen = (name: string) => chosen.length === 0 || chosen.includes(name);

const steps: Step[] = [
  ...Object.keys(codeChecks).map((name) => ({ name, run: () => sayCheck(name) })),
  { name: "test:unit", run: runVitest },
  { name: "test:journeys", run: runJourneys },
];

await runCommand(help, async () => {
  const unknown = chosen.find((name) => !steps.some((step) => step.name === name));
  if (unknown)
    throw new CommandError(`There is no step "${unknown}": choose from ${steps.map(({ name }) => name).join(", ")}.`);
  mkdirSync(REPORT_DIR, { recursive: true });
  const total: Tally = { passed: 0, failed: 0 };
  const failedSteps: string[] = [];
  const failures: FailedTest[] = [];
  for (const step of steps) {
    if (!isChosen(step.name)) continue;
    say(`\n▸ ${step.name}`);
    const tally = await step.run();
    total.passed += tally.passed;
    total.failed += tally.failed;
    failures.push(...(tally.failures ?? []));
    if (tally.failed > 0) failedSteps.push(step.name);
  }
  if (failedSteps.length > 0) {
    for (const { name, reason } of failures) say(`\n✗ ${name}\n${reason}`);
    say(`\nFailed: ${failedSteps.join(", ")}`);
    process.exitCode = 1;
  }
  say(`${total.passed} passed, ${total.failed} failed`);
});

/** The checks of the code wait for nothing but the processor: one per core at a time, and each is told of in its turn. */
async function sayCheck(name: string): Promise<Tally> {
  startedChecks ??= startChecks(Object.keys(codeChecks).filter(isChosen));
  const result = await startedChecks.get(name);
  if (result?.said) say(result.said.trimEnd());
  return tallyOfExit(result?.status ?? 1);
}

function startChecks(names: readonly string[]): ReadonlyMap<string, Promise<CheckResult>> {
  const lanes: Promise<unknown>[] = Array.from({ length: availableParallelism() }, () => Promise.resolve());
  return new Map(
    names.map((name, index) => {
      const lane = index % lanes.length;
      const result = (lanes[lane] ?? Promise.resolve()).then(() => runCheck(codeChecks[name] ?? []));
      lanes[lane] = result;
      return [name, result];
    }),
  );
}

async function runCheck([program = "", ...programArguments]: readonly string[]): Promise<CheckResult> {
  const child = spawn(process.execPath, [`node_modules/${program}`, ...programArguments], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { FORCE_COLOR: process.stdout.isTTY ? "1" : "0", ...process.env },
  });
  const status = new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { status: await status, said: out + errors };
}

async function runVitest(): Promise<Tally> {
  const report = `${REPORT_DIR}/vitest.json`;
  rmSync(report, { force: true });
  const status = await run("vitest/vitest.mjs", [
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ]);
  if (!existsSync(report)) return tallyOfExit(status);
  const told = JSON.parse(readFileSync(report, "utf8")) as VitestReport;
  const tally = { passed: told.numPassedTests, failed: told.numFailedTests, failures: failedInVitest(told) };
  return withExit(status, tally);
}

async function runJourneys(): Promise<Tally> {
  // Named in playwright.config.ts.
  const report = ".cache/journeys/report.json";
  rmSync(report, { force: true });
  let env: Record<string, string>;
  try {
    await buildIfChanged();
    env = {
      FAIRSHARE_CHROMIUM: findOrInstallChromium(),
      JOURNEYS_PORT: String(await freePort()),
    };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    say(error.message);
    return { passed: 0, failed: 1 };
  }
  const status = await run("@playwright/test/cli.js", ["test"], env);
  if (!existsSync(report)) return tallyOfExit(status);
  const told = JSON.parse(readFileSync(report, "utf8")) as PlaywrightReport;
  const failed = told.stats.unexpected + told.stats.flaky;
  return withExit(status, { passed: told.stats.expected, failed, failures: failedInPlaywright(told) });
}

function tallyOfExit(status: number): Tally {
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** A run that failed outside its tests (a file that does not load, a server that does not start) counts as one failure. */
function withExit(status: number, tally: Tally): Tally {
  return status !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

/** Runs a program of node_modules on this Node and lets it write to the terminal. */
function run(program: string, programArguments: string[], env: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [`node_modules/${program}`, ...programArguments], {
      stdio: "inherit",
      env: { ...process.env, ...env },
    });
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
