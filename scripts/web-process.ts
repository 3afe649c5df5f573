import path from "node:path";
import { pathToFileURL } from "node:url";
import type * as server from "#app/server.ts";
import { serveForPrimary } from "./web-worker.ts";

// One of the processes of `npm start` with WEB_PROCESSES above 1: the built product.
await serveForPrimary(async (options) => {
  process.env.NODE_ENV = options.environment.NODE_ENV;
  const built = (await import(pathToFileURL(path.resolve("build/server/index.js")).href)) as typeof server;
  return built.startServer(options);
});
