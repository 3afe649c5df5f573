import { z } from "zod";
import { appointStaff } from "#app/access/appoint-staff.server.ts";
import { staffRoles } from "#app/access/roles.ts";
import { emailField } from "#app/access/sign-in.ts";
import { personNameField } from "#app/access/sign-up.ts";
import { systemClock } from "#app/platform/clock.server.ts";
import { createServices } from "#app/platform/create-services.server.ts";
import { readEnvironment } from "#app/platform/env.server.ts";
import { createLogger } from "#app/platform/logger.server.ts";
import { createJobRunner } from "#app/platform/queue.server.ts";
import { jobs } from "#app/worker.ts";
import { createDatabase } from "#db/client.server.ts";
import { prepareDatabase } from "#db/prepare.server.ts";
import { CommandError, runCommand, say } from "./command.ts";

const help = `
npm run create-staff -- EMAIL "NAME" ROLE [ROLE…]

Gives somebody roles of the platform's staff: ${staffRoles.join(", ")}. Whoever has no account yet gets one. A link to choose a
password is mailed and printed; it works once, for one hour. This is how the first admin comes to be; all others can be invited
at /admin/staff.

  npm run create-staff -- ada@fairshare.example "Ada Novak" admin
`;

const argumentsSchema = z.object({
  email: emailField,
  personName: personNameField,
  roles: z.array(z.enum(staffRoles, `A role is one of ${staffRoles.join(", ")}.`)).min(1, "Name at least one role."),
});

await runCommand(help, async () => {
  const [email, personName, ...roles] = process.argv.slice(2);
  const given = argumentsSchema.safeParse({ email, personName, roles });
  if (!given.success) {
    throw new CommandError(`${given.error.issues.map((issue) => issue.message).join(" ")} See: npm run create-staff -- --help`);
  }
  const environment = readEnvironment();
  const prepared = await prepareDatabase({
    databaseUrl: environment.DATABASE_URL,
    ownerUrl: environment.DATABASE_OWNER_URL,
    dataDir: environment.DATA_DIR,
  });
  const log = createLogger("warn");
  const db = createDatabase(prepared.appUrl);
  const queue = await createJobRunner(prepared.appUrl, jobs, log);
  try {
    const origin = () => environment.PUBLIC_ORIGIN ?? `http://localhost:${environment.PORT}`;
    const services = createServices(environment, { db, queue, clock: systemClock, log, origin });
    const { link, isNew } = await appointStaff(services, given.data);
    say(`${given.data.email} ${isNew ? "has an account now and is" : "is now"} ${given.data.roles.join(", ")}.`);
    say(`To choose a password, open within an hour: ${services.origin}${link}`);
    say("The same link is mailed as soon as the server runs.");
  } finally {
    await queue.stop();
    await db.close();
    await prepared.stop();
  }
});
