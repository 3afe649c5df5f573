import { createServer, type Server } from "node:http";
import { Server as NetServer, type AddressInfo } from "node:net";
import path from "node:path";
import { createRequestHandler } from "@remix-run/express";
import compression from "compression";
import express from "express";
import type { ServerBuild } from "@remix-run/node";
import { createDatabase } from "#db/client.server.ts";
import { clientAddress } from "./clicks/client-address.server.ts";
import { startDrainLoop } from "./clicks/drain-loop.server.ts";
import { createRedirector } from "./clicks/redirector.server.ts";
import { ShiftableClock, systemClock } from "./platform/clock.server.ts";
import { createServices } from "./platform/create-services.server.ts";
import { refuseAtEdge } from "./platform/edge-refusals.server.ts";
import type { Environment } from "./platform/env.server.ts";
import { closeIdleConnections } from "./platform/idle-connections.server.ts";
import { createLogger } from "./platform/logger.server.ts";
import { createJobRunner } from "./platform/queue.server.ts";
import type { RequestContext } from "./platform/request-context.ts";
import type { Services } from "./platform/services.server.ts";
import {
  askForLength,
  identifyRequest,
  refuseForeignOrigins,
  refuseUnreadableAddress,
  securityHeaders,
} from "./platform/web-security.server.ts";
import { jobs } from "./worker.ts";

export interface RunningServer {
  /** Where it answers: http://localhost:3000. */
  readonly address: string;
  readonly services: Services;
  /** Follows the demo's clock where another process has moved it. */
  moveClock(offsetMs: number): void;
  /** Finishes what is under way, then closes everything. */
  stop(): Promise<void>;
}

export interface ServerOptions {
  readonly environment: Environment;
  /** The application's role. */
  readonly databaseUrl: string;
  /** False for a second process on the same port: one works on the jobs. */
  readonly runsJobs?: boolean;
  /** How far the demo's clock is ahead, and who hears when it is moved here. */
  readonly clockOffsetMs?: number;
  readonly onClockShift?: (offsetMs: number) => void;
  /** Serves assets during development. Absent: the built files. */
  readonly developmentAssets?: express.Handler;
}

const HEADERS_TIMEOUT_MS = 15_000;
const REQUEST_TIMEOUT_MS = 60_000;
const STOP_GRACE_MS = 10_000;
/** As long as a redirect takes at most: `linkDeadlineMs` to find a link and `answerDeadlineMs` to store its click. */
const IDLE_LOOK_MS = 10_000;
/** How long a connection on which nobody asks is kept after a stop was asked for. */
const QUIET_MS = 500;
const SWEEP_MS = 50;
const ASSET_MAX_AGE = "1y";
/** Shops load it by one address for ever: a day is how long a mended pixel takes to reach everybody. */
const PIXEL_MAX_AGE = "1d";

/** The web process: redirects first, then health, webhooks, API, assets and pages. It also runs the jobs. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { environment, runsJobs = true } = options;
  const log = createLogger(environment.LOG_LEVEL);
  const clock =
    environment.DEMO === "on" ? new ShiftableClock(options.clockOffsetMs, options.onClockShift) : systemClock;
  const db = createDatabase(options.databaseUrl);
  const runner = await createJobRunner(options.databaseUrl, jobs, log, runsJobs);
  let address = environment.PUBLIC_ORIGIN ?? "";
  const services = createServices(environment, { db, queue: runner, clock, log, origin: () => address });
  const redirector = createRedirector({
    services,
    trustedProxyHops: environment.TRUSTED_PROXY_HOPS,
    spoolDirectory: path.resolve(environment.DATA_DIR, "spool"),
  });
  let isStopping = false;
  const app = createApp(options, remixPages(services, environment.TRUSTED_PROXY_HOPS));
  const server = createServer(
    {
      requestTimeout: REQUEST_TIMEOUT_MS,
      headersTimeout: HEADERS_TIMEOUT_MS,
      // Without a stream for the body that a followed link does not have, a redirect takes a sixth less time: see `askForLength`.
      optimizeEmptyRequests: true,
    },
    (request, response) => {
      if (isStopping) response.shouldKeepAlive = false;
      // A redirect never meets the framework.
      if (redirector.isFor(request)) return redirector.answer(request, response);
      idle.hold(request, response);
      void app(request, response);
    },
  );
  const idle = closeIdleConnections(server, IDLE_LOOK_MS);
  await redirector.isReady;
  await listen(server, environment.PORT, environment.HOST);
  const port = (server.address() as AddressInfo).port;
  address ||= `http://localhost:${port}`;
  if (runsJobs) await runner.work(services, jobs);
  const drain = startDrainLoop(services, redirector.maySortLater);
  return {
    address,
    services,
    moveClock: (offsetMs) => clock instanceof ShiftableClock && clock.moveTo(offsetMs),
    async stop() {
      isStopping = true;
      await close(server);
      await redirector.stop();
      await drain.stop();
      await runner.stop();
      await db.close();
    },
  };
}

/** What answers a request in the end. */
type Pages = (request: express.Request, response: express.Response, next: express.NextFunction) => void | Promise<void>;

/** Everything a request passes before and until `pages` answers it. Tests pass pages of their own and need no build. */
export function createApp(options: Omit<ServerOptions, "databaseUrl">, pages: Pages): express.Express {
  const app = express();
  app.disable("x-powered-by");
  app.use(identifyRequest);
  app.use(
    securityHeaders({
      isHttps: options.environment.PUBLIC_ORIGIN?.startsWith("https:") ?? false,
      isDevelopment: options.developmentAssets !== undefined,
      stripeOrigin: options.environment.STRIPE_SECRET_KEY ? (options.environment.STRIPE_API_ORIGIN ?? null) : null,
    }),
  );
  app.use(refuseForeignOrigins(options.environment.PUBLIC_ORIGIN));
  app.use(askForLength);
  app.use(compression());
  if (options.developmentAssets) {
    app.use(options.developmentAssets);
  } else {
    const client = path.resolve("build/client");
    app.use(
      "/assets",
      express.static(path.join(client, "assets"), { immutable: true, maxAge: ASSET_MAX_AGE, fallthrough: false }),
    );
    app.get("/pixel.js", (_request, response) => {
      response.set("Access-Control-Allow-Origin", "*");
      response.sendFile(path.join(client, "pixel.js"), { maxAge: PIXEL_MAX_AGE });
    });
    app.use(express.static(client, { maxAge: "1h" }));
  }
  app.all("*", (request, response, next) => void pages(request, response, next));
  app.use(refuseUnreadableAddress);
  return app;
}

function remixPages(services: Services, trustedProxyHops: number): Pages {
  return createRequestHandler({
    build: async () => refuseAtEdge((await import("virtual:remix/server-build")) as ServerBuild),
    getLoadContext: (request, response) =>
      ({
        services,
        cspNonce: response.locals["cspNonce"] as string,
        requestId: response.locals["requestId"] as string,
        clientAddress: clientAddress(request.socket.remoteAddress, request.get("x-forwarded-for"), trustedProxyHops),
      }) satisfies RequestContext,
  });
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/**
 * Stops accepting and drops nothing: who has a connection is answered once more and told to close it. Connections on which nobody asks for a
 * while are closed, and after the grace the rest. (`http.Server.close` would close idle connections at once, and with them requests
 * that are on the wire already.)
 */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    let sweep: NodeJS.Timeout | undefined;
    const quiet = setTimeout(() => (sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS)), QUIET_MS);
    const cut = setTimeout(() => server.closeAllConnections(), STOP_GRACE_MS);
    NetServer.prototype.close.call(server, () => {
      clearTimeout(quiet);
      clearInterval(sweep);
      clearTimeout(cut);
      resolve();
    });
  });
}
