import { z } from "zod";
import { appointStaff } from "#app/access/appoint-staff.server.ts";
import { staffRoles } from "#app/access/roles.ts";
import { emailField } from "#app/access/sign-in.ts";
import { personNameField } from "#app/access/sign-up.ts";
import { readEnvironment } from "#app/platform/env.server.ts";
import { CommandError, runCommand, say } from "./command.ts";
import { openServices } from "./open-services.ts";

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
    throw new CommandError(
      `${given.error.issues.map((issue) => issue.message).join(" ")} See: npm run create-staff -- --help`,
    );
  }
  const opened = await openServices({ ...readEnvironment(), LOG_LEVEL: "warn" });
  const { services } = opened;
  try {
    const { link, isNew } = await appointStaff(services, given.data);
    say(`${given.data.email} ${isNew ? "has an account now and is" : "is now"} ${given.data.roles.join(", ")}.`);
    say(`To choose a password, open within an hour: ${services.origin}${link}`);
    say("The same link is mailed as soon as the server runs.");
  } finally {
    await opened.stop();
  }
});
