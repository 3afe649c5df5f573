import { say } from "#scripts/command.ts";
import { findProgram, installFromDebian } from "#scripts/system-programs.ts";
import { loadWithAutocannon } from "./autocannon-load.ts";
import { loadWithWrk } from "./wrk-load.ts";

/** One request of the load; the client goes round its list. */
export interface LoadRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface LoadWishes {
  readonly port: number;
  readonly seconds: number;
  readonly connections: number;
  readonly requests: readonly LoadRequest[];
}

export interface LoadResult {
  readonly perSecond: number;
  /** Answers that sent the client on. */
  readonly redirected: number;
  /** Other answers, errors and time-outs. */
  readonly failed: number;
}

/** A program that sends requests as fast as the server answers them. */
export interface LoadClient {
  readonly name: string;
  load(wishes: LoadWishes): Promise<LoadResult>;
}

/**
 * The client that measures: `wrk`, installed where that is possible, else `autocannon`. On two cores what the client takes is taken from the
 * server; wrk takes less than half as much for a request, so that more of what is measured is the server.
 */
export function findOrInstallLoadClient(): LoadClient {
  const wrk = findProgram(["wrk"]) ?? installWrk();
  if (wrk !== undefined) return { name: "wrk", load: (wishes) => loadWithWrk(wrk, wishes) };
  say(
    "The load client wrk is not here (on Debian: sudo apt-get install wrk): measuring with autocannon, which takes more of the processor.",
  );
  return { name: "autocannon", load: loadWithAutocannon };
}

function installWrk(): string | undefined {
  installFromDebian("wrk");
  return findProgram(["wrk"]);
}
