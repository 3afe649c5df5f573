import cluster, { type Worker } from "node:cluster";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import type { ServerOptions } from "#app/server.ts";
import { CommandError, say } from "./command.ts";
import type { PrimaryOrder, WorkerNews } from "./web-worker.ts";

export interface WebProcesses {
  readonly address: string;
  /** The clock of the processes, which the demo can move. */
  now(): Date;
  /** The process ids that serve now. */
  processIds(): number[];
  /** Every process finishes what is under way. */
  stop(): Promise<void>;
}

/** A process that dies at once again and again must not keep the machine busy. */
const RESTART_AFTER_MS = 500;

/**
 * Serves with several processes on one port (node:cluster). Only the first runs jobs. One that dies is started again, with the same
 * duties. `script` is what each of them runs: it calls `serveForPrimary`.
 */
export async function startWebProcesses(
  script: string,
  count: number,
  options: Omit<ServerOptions, "runsJobs">,
): Promise<WebProcesses> {
  cluster.setupPrimary({ exec: script, args: [] });
  const workers: (Worker | undefined)[] = [];
  const serving = new Set<Worker>();
  let clockOffsetMs = 0;
  let isStopping = false;

  function hear(news: WorkerNews, from: Worker): void {
    if (news.news !== "clock") return;
    ({ clockOffsetMs } = news);
    for (const worker of workers) if (worker !== from) send(worker, { order: "clock", clockOffsetMs });
  }

  async function launch(place: number): Promise<string> {
    const worker = cluster.fork();
    workers[place] = worker;
    worker.on("message", (news: WorkerNews) => hear(news, worker));
    worker.once("exit", (code, signal) => {
      serving.delete(worker);
      void replace(place, signal ?? `status ${code}`);
    });
    send(worker, { order: "start", options: { ...options, runsJobs: place === 0 }, clockOffsetMs });
    const address = await heardListening(worker);
    serving.add(worker);
    return address;
  }

  async function replace(place: number, how: string): Promise<void> {
    workers[place] = undefined;
    if (isStopping) return;
    say(`A web process ended (${how}); another one is started.`);
    await pause(RESTART_AFTER_MS);
    // Should it fail as well, its own end starts the next one.
    if (!isStopping) await launch(place).catch((error: unknown) => say(String(error)));
  }

  async function stop(): Promise<void> {
    isStopping = true;
    await Promise.all(
      workers.map(async (worker) => {
        if (!worker || worker.isDead()) return;
        const ended = once(worker, "exit");
        send(worker, { order: "stop" });
        await ended;
      }),
    );
  }

  try {
    // One after another: the first makes what all of them need, such as the key in DATA_DIR.
    const address = await launch(0);
    for (let place = 1; place < count; place += 1) await launch(place);
    const processIds = () => [...serving].flatMap((worker) => worker.process.pid ?? []);
    return { address, now: () => new Date(Date.now() + clockOffsetMs), processIds, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function send(worker: Worker | undefined, order: PrimaryOrder): void {
  if (worker?.isConnected()) worker.send(order);
}

function heardListening(worker: Worker): Promise<string> {
  return new Promise((resolve, reject) => {
    worker.on("message", (news: WorkerNews) => {
      if (news.news === "listening") resolve(news.address);
      else if (news.news === "failed") reject(new CommandError(`A web process could not start. ${news.sentence}`));
    });
    worker.once("exit", () => reject(new CommandError("A web process ended before it served.")));
  });
}
