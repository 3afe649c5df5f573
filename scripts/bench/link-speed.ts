import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { say } from "#scripts/command.ts";
import { below, exactly, type BenchFigure } from "./bench-report.ts";
import { insertManyLinks, manySlug } from "./bench-links-store.server.ts";
import type { BenchWorld } from "./bench-world.server.ts";
import { applyPacedLoad } from "./paced-load.ts";
import { startProduct } from "./redirect-speed.ts";
import { shoppersOn } from "./shoppers.ts";

const MANY_LINKS = 1_000_000;
const QUICK_LINKS = 10_000;
const COLD_PER_SECOND = 400;
const COLD_SECONDS = 10;
const WARM_UP_SECONDS = 3;
const BYTES_PER_MB = 1_000_000;

/** A million links: what the first click on each waits for, and what they take in the memory of a process that knows them all. */
export async function measureManyLinks(world: BenchWorld, isQuick: boolean): Promise<BenchFigure[]> {
  const linkCount = isQuick ? QUICK_LINKS : MANY_LINKS;
  await insertManyLinks(world.superuserUrl, world.brandId, linkCount);
  say(`${linkCount} links stored`);
  const product = await startProduct(world);
  const cold = await measureColdLinks(product.port, linkCount).finally(() => product.stop());
  say("cold links measured; now reading all of them into memory");
  const memory = await promisify(execFile)(
    process.execPath,
    ["--expose-gc", "--import", "tsx", "scripts/bench/link-memory.ts", String(linkCount)],
    { env: { ...process.env, DATABASE_URL: world.databaseUrl } },
  );
  const { bytes } = JSON.parse(memory.stdout) as { bytes: number };
  return [
    { key: "links", label: "links", value: linkCount },
    { key: "coldP50Ms", label: "p50 of the first click on a link, ms", value: cold.p50Ms, digits: 1 },
    { key: "coldP99Ms", label: "p99 of the first click on a link, ms", value: cold.p99Ms, digits: 1, target: below(25) },
    { key: "coldFailed", label: "first clicks that were no redirect", value: cold.failed, target: exactly(0) },
    { key: "memoryMb", label: "memory of all links in the cache, MB", value: bytes / BYTES_PER_MB, target: below(400) },
  ]; // prettier-ignore
}

/**
 * Every request asks for another link, none of them twice, each before anybody asked for it. The process itself has just started: links of
 * their own let it open its connections and compile what runs first.
 */
async function measureColdLinks(port: number, linkCount: number) {
  const load = (seconds: number, firstLink: number) => {
    const count = COLD_PER_SECOND * seconds;
    // Even, so that loads which begin one apart share no link.
    const step = 2 * Math.floor(linkCount / count / 2);
    const requests = shoppersOn([""], count).map((request, index) => ({
      ...request,
      path: `/r/${manySlug(index * step + firstLink)}`,
    }));
    return applyPacedLoad({ port, connections: 64, seconds, perSecond: COLD_PER_SECOND, requests });
  };
  await load(WARM_UP_SECONDS, 1);
  return load(COLD_SECONDS, 0);
}
