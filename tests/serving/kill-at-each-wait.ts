import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import path from "node:path";
import { expect, onTestFinished } from "vitest";
import { bundlePrograms } from "./serve.ts";

/** More talk than one run of any program needs. */
const MOST_WAITS = 200;

export const sides = ["before", "after"] as const;

/**
 * Runs a program of this folder again and again, each time killed where it waits once later, until a run comes to its end. Its last two
 * arguments say where it is killed. Returns in how many places it was.
 */
export async function killAtEachWait(
  program: string,
  side: (typeof sides)[number],
  {
    prepare,
    recover,
  }: { prepare: (round: number) => Promise<string[]>; recover: (round: number, isWhole: boolean) => Promise<void> },
): Promise<number> {
  const bundle = await bundlePrograms([program]);
  onTestFinished(() => rmSync(bundle, { recursive: true, force: true }));
  for (let killAt = 1; killAt < MOST_WAITS; killAt += 1) {
    const words = [...(await prepare(killAt)), String(killAt), side];
    const child = spawn(process.execPath, [path.join(bundle, `${program}.js`), ...words], {
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
