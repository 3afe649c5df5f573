import { readEnvironment } from "#app/platform/env.server.ts";
import { prepareDatabase } from "#db/prepare.server.ts";
import { runCommand, say } from "./command.ts";

const help = `
npm run migrate

Brings the database up to date: tables, job queue, roles and rules. Doing it again changes nothing. It works on the embedded
database, or on DATABASE_URL as the role of DATABASE_OWNER_URL. With DATABASE_URL alone, its role owns the tables and makes the
application's role itself.
`;

await runCommand(help, async () => {
  const environment = readEnvironment();
  const database = await prepareDatabase({
    databaseUrl: environment.DATABASE_URL,
    ownerUrl: environment.DATABASE_OWNER_URL,
    dataDir: environment.DATA_DIR,
  });
  await database.stop();
  say(`The database (${database.place}) is up to date.`);
});
