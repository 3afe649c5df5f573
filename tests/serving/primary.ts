import path from "node:path";
import { createInterface } from "node:readline";
import { readEnvironment } from "#app/platform/env.server.ts";
import { startWebProcesses } from "#scripts/web-processes.ts";

// Serves with several web processes on the database of a test. Says where, and on every line it is sent, which processes serve.
const [databaseUrl = "", dataDir = "", count = "1", worker = "web-worker"] = process.argv.slice(2);
const environment = readEnvironment({ DATA_DIR: dataDir, PORT: "0", LOG_LEVEL: "warn", DEMO: "off" });
const script = path.join(import.meta.dirname, `${worker}.js`);
const serving = await startWebProcesses(script, Number(count), { environment, databaseUrl });

const say = (news: object) => process.stdout.write(`${JSON.stringify(news)}\n`);
say({ port: Number(new URL(serving.address).port) });
createInterface({ input: process.stdin }).on("line", () => say({ processIds: serving.processIds() }));
process.once("SIGTERM", () => void serving.stop().then(() => process.exit(0)));
