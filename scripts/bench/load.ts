import autocannon from "autocannon";

/** One request of the load; the client goes round its list. */
export interface LoadRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface LoadWishes {
  readonly port: number;
  readonly seconds: number;
  readonly connections: number;
  /** Every connection starts at another place of this list. */
  readonly requests: readonly LoadRequest[];
}

export interface LoadResult {
  readonly perSecond: number;
  /** Answers with a 3xx status. */
  readonly redirected: number;
  /** Answers with any other status, errors and time-outs. */
  readonly failed: number;
}

const REQUESTS_PER_CONNECTION = 200;

/** Sends requests with the client autocannon as fast as the server answers them. */
export async function applyLoad(wishes: LoadWishes): Promise<LoadResult> {
  const { port, seconds, connections, requests } = wishes;
  let place = 0;
  const result = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections,
    duration: seconds,
    setupClient(client) {
      const own = Array.from(
        { length: Math.min(REQUESTS_PER_CONNECTION, requests.length) },
        (_, index) => requests[(place + index) % requests.length],
      );
      place += REQUESTS_PER_CONNECTION;
      client.setRequests(own.flatMap((request) => (request ? [{ path: request.path, headers: request.headers }] : [])));
    },
  });
  return {
    perSecond: result.requests.total / result.duration,
    redirected: result["3xx"],
    failed: result.non2xx - result["3xx"] + result["2xx"] + result.errors + result.timeouts,
  };
}
