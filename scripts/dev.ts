import { createServer } from "vite";
import type * as server from "#app/server.ts";
import { readEnvironment } from "#app/platform/env.server.ts";
import { prepareDatabase } from "#db/prepare.server.ts";
import { runCommand, say } from "./command.ts";

const help = `
npm run dev

Serves on PORT (3000) with hot reload: a change of a page is in the browser at once, a change of the server's own start needs a new
start. Uses the same database as npm start (DATA_DIR, or DATABASE_URL) and fills nothing; the demo tools are on.
`;

await runCommand(help, async () => {
  const environment = readEnvironment({ DEMO: "on", ...process.env, NODE_ENV: "development" });
  const database = await prepareDatabase({
    databaseUrl: environment.DATABASE_URL,
    ownerUrl: environment.DATABASE_OWNER_URL,
    dataDir: environment.DATA_DIR,
  });
  const vite = await createServer({ server: { middlewareMode: true } });
  const { startServer } = (await vite.ssrLoadModule("./app/server.ts")) as typeof server;
  const running = await startServer({
    environment,
    databaseUrl: database.appUrl,
    developmentAssets: (request, response, next) => vite.middlewares(request, response, next),
  });
  say(`\nFairshare is at ${running.address}, with hot reload. Ctrl-C stops it.`);
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => resolve());
  });
  await running.stop();
  await vite.close();
  await database.stop();
});
process.exit();
