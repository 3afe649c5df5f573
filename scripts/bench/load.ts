import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { quantileOf } from "./bench-report.ts";

/** One request of the load; all connections together go round the list. */
export interface LoadRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface LoadWishes {
  readonly port: number;
  readonly seconds: number;
  readonly connections: number;
  readonly requests: readonly LoadRequest[];
  /** How many come each second, evenly, whether earlier ones are answered or not; without it, each connection asks again once answered. */
  readonly perSecond?: number;
}

export interface LoadResult {
  readonly perSecond: number;
  /** From the instant a request was due, whether or not a connection was free to send it: shoppers do not wait for each other. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly redirected: number;
  /** Any other answer, and connections that were cut. */
  readonly failed: number;
}

const MS_PER_SECOND = 1_000;
const HEAD_END = Buffer.from("\r\n\r\n");
const REDIRECT_STATUS = Buffer.from("HTTP/1.1 302 ");

/**
 * Sends requests over connections that stay open and waits for all answers. Written for redirects, whose head is the whole answer: it
 * takes a third of the processor time of a client that parses HTTP (measured against autocannon 9), and on two cores what the client
 * takes is taken from the server and its database, which in the world outside have theirs alone.
 */
export async function applyLoad(wishes: LoadWishes): Promise<LoadResult> {
  const { connections, port, requests } = wishes;
  const heads = requests.map(headOf);
  const sockets = await Promise.all(
    Array.from({ length: connections }, async () => {
      const socket = connect({ port, host: "127.0.0.1", noDelay: true });
      await once(socket, "connect");
      return socket;
    }),
  );
  const load = new Load(heads, sockets);
  const startedMs = performance.now();
  await (wishes.perSecond === undefined
    ? load.goRound(wishes.seconds)
    : load.keepPace(wishes.perSecond, wishes.seconds));
  const tookSeconds = (performance.now() - startedMs) / MS_PER_SECOND;
  for (const socket of sockets) socket.destroy();
  const { latenciesMs, redirected, failed } = load;
  return {
    ...{ perSecond: redirected / tookSeconds, redirected, failed },
    ...{ p50Ms: quantileOf(latenciesMs, 0.5), p99Ms: quantileOf(latenciesMs, 0.99) },
  };
}

/** What is under way on some open connections. */
class Load {
  readonly latenciesMs: number[] = [];
  redirected = 0;
  failed = 0;
  readonly #heads: readonly Buffer[];
  readonly #dueMs = new Map<Socket, number>();
  readonly #idle: Socket[];
  #sent = 0;
  #isAnswered: (socket: Socket) => void = () => undefined;

  constructor(heads: readonly Buffer[], sockets: readonly Socket[]) {
    this.#heads = heads;
    this.#idle = [...sockets];
    for (const socket of sockets) {
      socket.on("data", (part) => this.#take(socket, part));
      socket.on("error", () => (this.failed += 1));
    }
  }

  /** Each connection asks again as soon as it is answered, until the time is over. */
  async goRound(seconds: number): Promise<void> {
    const endMs = performance.now() + seconds * MS_PER_SECOND;
    await new Promise<void>((resolve) => {
      let running = this.#idle.length;
      this.#isAnswered = (socket) => {
        const nowMs = performance.now();
        if (nowMs < endMs) return this.#send(socket, nowMs);
        running -= 1;
        if (running === 0) resolve();
      };
      for (const socket of this.#idle) this.#send(socket, performance.now());
    });
  }

  /** Requests become due evenly over the time; one that finds no free connection waits for one, and its wait counts. */
  async keepPace(perSecond: number, seconds: number): Promise<void> {
    const total = Math.floor(perSecond * seconds);
    const startedMs = performance.now();
    const dueMsOf = (index: number) => startedMs + (index * MS_PER_SECOND) / perSecond;
    const waiting: number[] = [];
    this.#isAnswered = (socket) => {
      const dueMs = waiting.shift();
      if (dueMs === undefined) this.#idle.push(socket);
      else this.#send(socket, dueMs);
    };
    await new Promise<void>((resolve) => {
      let due = 0;
      const tick = () => {
        for (; due < total && dueMsOf(due) <= performance.now(); due += 1) {
          const socket = this.#idle.pop();
          if (socket) this.#send(socket, dueMsOf(due));
          else waiting.push(dueMsOf(due));
        }
        if (this.redirected + this.failed >= total) resolve();
        else setTimeout(tick, 1);
      };
      tick();
    });
  }

  #send(socket: Socket, dueMs: number): void {
    this.#dueMs.set(socket, dueMs);
    const head = this.#heads[this.#sent % this.#heads.length];
    if (head) socket.write(head);
    this.#sent += 1;
  }

  #take(socket: Socket, part: Buffer): void {
    // A redirect fits into one packet; what does not end like one is an answer of another kind.
    if (
      part.subarray(0, REDIRECT_STATUS.length).equals(REDIRECT_STATUS) &&
      part.subarray(-HEAD_END.length).equals(HEAD_END)
    )
      this.redirected += 1;
    else this.failed += 1;
    this.latenciesMs.push(performance.now() - (this.#dueMs.get(socket) ?? 0));
    this.#isAnswered(socket);
  }
}

function headOf({ path, headers }: LoadRequest): Buffer {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${lines.join("")}\r\n`);
}
