import { startEmbedded } from "#db/embedded.server.ts";

/** A process that uses the embedded database of the folder it is given until it is killed. For db/embedded.server.test.ts. */
await startEmbedded({ dataDir: process.argv[2] ?? "", isDisposable: true });
process.send?.("started");
setInterval(() => undefined, 60_000);
