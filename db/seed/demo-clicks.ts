import { createServer, get } from "node:http";
import type { AddressInfo } from "node:net";
import { drainClicks } from "#app/clicks/drain-clicks.server.ts";
import { createRedirector } from "#app/clicks/redirector.server.ts";
import type { Services } from "#app/platform/services.server.ts";

/** A shopper's browser as far as a redirect sees it. */
export interface Browser {
  readonly visitorId: string;
  readonly userAgent: string;
  /** Where it stands: the redirect sees it as behind a proxy of our own. */
  readonly address: string;
}

export interface DemoRedirects {
  /**
   * Follows `/r/{slug}` at the world's present instant, over HTTP like anybody; `query` is empty or begins with `?`. Returns the
   * click's id, or null where none was given.
   */
  follow(slug: string, query: string, browser: Browser): Promise<string | null>;
  stop(): Promise<void>;
}

const REQUEST_TIMEOUT_MS = 10_000;

/** The product's own redirector on a port of its own, so that the demo's clicks are judged and stored like real ones. */
export async function openDemoRedirects(services: Services): Promise<DemoRedirects> {
  const redirector = createRedirector({
    services,
    trustedProxyHops: 1,
    limits: { linkMaxAgeMs: 0, unknownLinkMaxAgeMs: 0 },
  });
  const server = createServer((request, response) => redirector.answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    async follow(slug, query, browser) {
      const path = `/r/${slug}${query}`;
      const headers = {
        "user-agent": browser.userAgent,
        "x-forwarded-for": browser.address,
        ...(browser.userAgent.startsWith("Mozilla") ? { cookie: `fs_v=${browser.visitorId}` } : {}),
      };
      const clickId = await new Promise<string | null>((resolve, reject) => {
        const request = get({ host: "127.0.0.1", port, path, headers, timeout: REQUEST_TIMEOUT_MS }, (response) => {
          response.resume();
          const location = response.headers.location;
          resolve(location === undefined ? null : new URL(location).searchParams.get("fs_click"));
        });
        request.once("error", reject);
      });
      await drainClicks(services);
      return clickId;
    },
    async stop() {
      await redirector.stop();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}
