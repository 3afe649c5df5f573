import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect } from "vitest";
import type { TestDatabase } from "#tests/database/test-database.ts";
import { bundlePrograms } from "./serve.ts";

/** More talk than one run of any program needs. */
const MOST_WAITS = 200;

const BUNDLE_TIMEOUT_MS = 120_000;

/** The program of this folder that a file's tests run and kill, made ready once for all of them. Called at the top of the file. */
export function programToKill(name: string): () => string {
  let bundle = "";
  beforeAll(async () => {
    bundle = await bundlePrograms([name], true);
  }, BUNDLE_TIMEOUT_MS);
  afterAll(() => rmSync(bundle, { recursive: true, force: true }));
  return () => path.join(bundle, `${name}.js`);
}

const LOOK_EVERY_MS = 5;

interface Rounds {
  /** Where the program works: what it said to it last is done or undone there before anybody recovers. */
  readonly database: TestDatabase;
  /** Gets ready what one run works on, and says its arguments. */
  prepare(round: number): Promise<string[]>;
  recover(round: number, isWhole: boolean): Promise<void>;
}

/**
 * Runs a program again and again, each time killed where it waits once later, until a run comes to its end. Its last argument says after
 * which of its words it is killed. What a process has heard dies with it: killed before its next words it leaves behind what it leaves
 * after its last ones. Returns in how many places it was.
 */
export async function killAtEachWait(program: string, { database, prepare, recover }: Rounds): Promise<number> {
  for (let killAt = 1; killAt < MOST_WAITS; killAt += 1) {
    const words = [...(await prepare(killAt)), String(killAt)];
    const startedAt = await timeOf(database);
    const child = spawn(process.execPath, [program, ...words], {
      stdio: "inherit",
      env: { ...process.env, NODE_COMPILE_CACHE: path.resolve(".cache/compiled") },
    });
    const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
    const isWhole = code === 0;
    if (!isWhole) expect(signal).toBe("SIGKILL");
    await untilForgotten(database, startedAt);
    await recover(killAt, isWhole);
    if (isWhole) return killAt - 1;
  }
  throw new Error(`${program} never came to its end.`);
}

async function timeOf({ superuserSql }: TestDatabase): Promise<string> {
  const [row] = await superuserSql<{ now: string }[]>`select clock_timestamp()::text as now`;
  return row?.now ?? "";
}

/** Resolves when the server has ended every connection begun since: a commit that was heard goes on after who said it is dead. */
async function untilForgotten({ superuserSql }: TestDatabase, startedAt: string): Promise<void> {
  for (;;) {
    const [row] = await superuserSql<{ count: number }[]>`
      select count(*)::int from pg_stat_activity
      where datname = current_database() and backend_type = 'client backend' and backend_start > ${startedAt}::timestamptz
        and pid <> pg_backend_pid()`;
    if (row?.count === 0) return;
    await pause(LOOK_EVERY_MS);
  }
}
