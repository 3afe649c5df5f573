import { rmSync } from "node:fs";
import path from "node:path";
import { readEnvironment } from "#app/platform/env.server.ts";
import type { startServer as StartServer } from "#app/server.ts";
import { startEmbedded } from "#db/embedded.server.ts";
import { migrate } from "#db/migrate.server.ts";

/** Starts the built server on an empty database of its own, for the browser. Playwright starts and stops it. */
const dataDir = path.resolve(".cache/journeys/world");
rmSync(dataDir, { recursive: true, force: true });
const embedded = await startEmbedded({ dataDir, isDisposable: true });
const databaseUrl = await migrate(embedded.ownerUrl);
const built = (await import(path.resolve("build/server/index.js"))) as { startServer: typeof StartServer };
const server = await built.startServer({
  environment: readEnvironment({ PORT: process.env["PORT"], DATA_DIR: dataDir, DEMO: "on", LOG_LEVEL: "warn" }),
  databaseUrl,
});

process.once("SIGTERM", () => {
  void server
    .stop()
    .then(() => embedded.stop())
    .then(() => process.exit(0));
});
