import path from "node:path";
import { readEnvironment } from "#app/platform/env.server.ts";
import type { startServer as StartServer } from "#app/server.ts";
import { sayListening } from "./server-process.ts";

/** The product as `npm start` serves it, on the database of the measurement. */
const environment = readEnvironment();
const built = (await import(path.resolve("build/server/index.js"))) as { startServer: typeof StartServer };
process.env.NODE_ENV = "production";
const server = await built.startServer({ environment, databaseUrl: environment.DATABASE_URL ?? "" });
sayListening(Number(new URL(server.address).port));
process.once("SIGTERM", () => void server.stop().then(() => process.exit(0)));
