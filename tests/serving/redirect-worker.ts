import { serveForPrimary } from "#scripts/web-worker.ts";
import { startRedirects } from "./redirect-server.ts";

await serveForPrimary((options) => startRedirects(options));
