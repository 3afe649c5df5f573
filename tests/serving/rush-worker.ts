import { serveForPrimary } from "#scripts/web-worker.ts";
import { startRedirects } from "./redirect-server.ts";

// For these processes it is always a rush: every click goes to the spool first, and to the database a little later.
await serveForPrimary((options) => startRedirects(options, { rushClicksPerSecond: 0, rushWaitMs: 300 }));
