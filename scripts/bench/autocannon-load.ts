import autocannon from "autocannon";
import type { LoadResult, LoadWishes } from "./load.ts";

const REQUESTS_PER_CONNECTION = 200;

/** Sends requests with the client autocannon as fast as the server answers them. Every connection starts at another place of the list. */
export async function loadWithAutocannon(wishes: LoadWishes): Promise<LoadResult> {
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
