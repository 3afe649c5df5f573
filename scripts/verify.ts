import { readEnvironment } from "#app/platform/env.server.ts";
import { prepareDatabase } from "#db/prepare.server.ts";
import { runChecks } from "#db/run-checks.server.ts";
import { runCommand, say } from "./command.ts";

const help = `
npm run verify

Checks what must always hold in the books and the facts: every file of db/checks is a query that returns no rows. Prints each check
and the first rows of a finding, and ends with status 1 when there is one. Reads only, in one snapshot.
`;

await runCommand(help, async () => {
  const environment = readEnvironment();
  const database = await prepareDatabase({
    databaseUrl: environment.DATABASE_URL,
    ownerUrl: environment.DATABASE_OWNER_URL,
    dataDir: environment.DATA_DIR,
  });
  try {
    const results = await runChecks(database.ownerUrl);
    for (const { name, claim, findings, firstRows } of results) {
      say(`${findings === 0 ? "ok    " : "FOUND "} ${name}: ${claim}`);
      for (const row of firstRows) say(`         ${row}`);
      if (findings > firstRows.length) say(`         … and ${findings - firstRows.length} more`);
    }
    const broken = results.filter(({ findings }) => findings > 0).length;
    say(`${results.length} checks, ${broken} with findings.`);
    if (broken > 0) process.exitCode = 1;
  } finally {
    await database.stop();
  }
});
