import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { startDrainLoop } from "#app/clicks/drain-loop.server.ts";
import { createRedirector, type RedirectorLimits } from "#app/clicks/redirector.server.ts";
import { systemClock } from "#app/platform/clock.server.ts";
import { createServices } from "#app/platform/create-services.server.ts";
import { DrainedQueue } from "#app/platform/drained-queue.server.ts";
import { createLogger } from "#app/platform/logger.server.ts";
import type { RunningServer, ServerOptions } from "#app/server.ts";
import { createDatabase } from "#db/client.server.ts";

/** The part of a web process that answers links, so light that it can be killed and started again many times in one test. */
export async function startRedirects(
  { environment, databaseUrl }: ServerOptions,
  limits: Partial<RedirectorLimits> = {},
): Promise<RunningServer> {
  const db = createDatabase(databaseUrl);
  const log = createLogger(environment.LOG_LEVEL);
  const opened = { db, queue: new DrainedQueue(), clock: systemClock, log, origin: () => "http://localhost" };
  const services = createServices(environment, opened);
  const spoolDirectory = path.resolve(environment.DATA_DIR, "spool");
  const redirector = createRedirector({ services, spoolDirectory, limits });
  const drain = startDrainLoop(services, redirector.maySortLater);
  const server = createServer((request, response) => redirector.answer(request, response));
  await redirector.isReady;
  await new Promise<void>((resolve) => server.listen(environment.PORT, environment.HOST, resolve));
  return {
    address: `http://localhost:${(server.address() as AddressInfo).port}`,
    services,
    moveClock: () => undefined,
    async stop() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await redirector.stop();
      await drain.stop();
      await db.close();
    },
  };
}
