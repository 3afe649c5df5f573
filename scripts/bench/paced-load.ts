import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { quantileOf } from "./bench-report.ts";
import type { LoadRequest } from "./load.ts";
import { headOf } from "./request-head.ts";

export interface PacedWishes {
  readonly port: number;
  readonly seconds: number;
  /** How many of these at the beginning are also timed apart from the rest. */
  readonly onsetSeconds?: number;
  readonly connections: number;
  readonly perSecond: number;
  readonly requests: readonly LoadRequest[];
}

export interface PacedResult {
  /** Of everything, from the first request to the last. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Of what was due in the onset; NaN without one. */
  readonly onsetP99Ms: number;
  /** Of what was due after it. */
  readonly settledP99Ms: number;
  readonly redirected: number;
  readonly failed: number;
}

const MS_PER_SECOND = 1_000;
const HEAD_END = "\r\n\r\n";
const REDIRECT_HEAD = "HTTP/1.1 302 ";

/**
 * Sends requests evenly over time, whether earlier ones are answered or not, and measures each from the instant it was due: shoppers
 * do not wait for each other. The client `autocannon` sends a second's share in one burst and then rests, which measures the burst.
 */
export async function applyPacedLoad(wishes: PacedWishes): Promise<PacedResult> {
  const { port, seconds, onsetSeconds = 0, connections, perSecond, requests } = wishes;
  const heads = requests.map(headOf);
  const latencies = createLatencies(onsetSeconds * MS_PER_SECOND);
  let startedMs = 0;
  const waitingDueMs: number[] = [];
  let failed = 0;
  let lost = 0;
  let sent = 0;
  const idle: Socket[] = [];
  const dueOf = new Map<Socket, number>();
  const send = (socket: Socket, dueMs: number) => {
    dueOf.set(socket, dueMs);
    socket.write(heads[sent % heads.length] ?? "");
    sent += 1;
  };
  const sockets = await Promise.all(
    Array.from({ length: connections }, async () => {
      const socket = connect(port, "127.0.0.1");
      await once(socket, "connect");
      socket.setNoDelay(true);
      let answer = "";
      socket.on("data", (part) => {
        answer += part.toString("latin1");
        // Redirects have no body: the head is the whole answer. Pages come whole in one packet.
        if (answer.startsWith(REDIRECT_HEAD) && !answer.endsWith(HEAD_END)) return;
        latencies.add((dueOf.get(socket) ?? 0) - startedMs, performance.now() - startedMs);
        dueOf.delete(socket);
        if (!answer.startsWith(REDIRECT_HEAD)) failed += 1;
        answer = "";
        const dueMs = waitingDueMs.shift();
        if (dueMs === undefined) idle.push(socket);
        else send(socket, dueMs);
      });
      socket.on("error", () => undefined);
      socket.once("close", () => {
        if (dueOf.has(socket)) lost += 1;
        else idle.splice(idle.indexOf(socket), 1);
      });
      return socket;
    }),
  );
  idle.push(...sockets);
  startedMs = performance.now();
  const total = Math.floor(perSecond * seconds);
  let due = 0;
  await new Promise<void>((resolve) => {
    const tick = () => {
      const nowMs = performance.now();
      for (; due < total && startedMs + (due * MS_PER_SECOND) / perSecond <= nowMs; due += 1) {
        const dueMs = startedMs + (due * MS_PER_SECOND) / perSecond;
        // The one that rested longest: a server closes connections that rest for seconds.
        const socket = idle.shift();
        if (socket) send(socket, dueMs);
        else waitingDueMs.push(dueMs);
      }
      if (latencies.count() + lost >= total) resolve();
      else setTimeout(tick, 1);
    };
    tick();
  });
  for (const socket of sockets) socket.destroy();
  return { ...latencies.quantiles(), redirected: latencies.count() - failed, failed: failed + lost };
}

/** How long answers took: of everything, and of what was due in the onset and after it. */
function createLatencies(onsetMs: number) {
  const inOnset: number[] = [];
  const afterwards: number[] = [];
  return {
    add: (dueMs: number, answeredMs: number) => void (dueMs < onsetMs ? inOnset : afterwards).push(answeredMs - dueMs),
    count: () => inOnset.length + afterwards.length,
    quantiles: () => {
      const all = [...inOnset, ...afterwards];
      return {
        p50Ms: quantileOf(all, 0.5),
        p99Ms: quantileOf(all, 0.99),
        onsetP99Ms: quantileOf(inOnset, 0.99),
        settledP99Ms: quantileOf(afterwards, 0.99),
      };
    },
  };
}
