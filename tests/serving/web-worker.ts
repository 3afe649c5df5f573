import { startServer } from "#app/server.ts";
import { serveForPrimary } from "#scripts/web-worker.ts";

// A web process as `npm start` runs it, but for the built pages.
await serveForPrimary(startServer);
