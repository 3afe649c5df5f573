import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
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

interface Rounds {
  /** Gets ready what one run works on, and says its arguments. */
  prepare(round: number): Promise<string[]>;
  recover(round: number, isWhole: boolean): Promise<void>;
}

/**
 * Runs a program again and again, each time killed where it waits once later, until a run comes to its end. Its last argument says after
 * which of its words it is killed. What a process has heard dies with it: killed before its next words it leaves behind what it leaves
 * after its last ones. Returns in how many places it was.
 */
export async function killAtEachWait(program: string, { prepare, recover }: Rounds): Promise<number> {
  for (let killAt = 1; killAt < MOST_WAITS; killAt += 1) {
    const words = [...(await prepare(killAt)), String(killAt)];
    const child = spawn(process.execPath, [program, ...words], {
      stdio: "inherit",
      env: { ...process.env, NODE_COMPILE_CACHE: path.resolve(".cache/compiled") },
    });
    const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
    const isWhole = code === 0;
    if (!isWhole) expect(signal).toBe("SIGKILL");
    await recover(killAt, isWhole);
    if (isWhole) return killAt - 1;
  }
  throw new Error(`${program} never came to its end.`);
}
