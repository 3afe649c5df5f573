import { writeFileSync } from "node:fs";
import { inviteMember } from "#app/access/invite.server.ts";
import { insertMember } from "#app/access/member-store.server.ts";
import { requestPasswordReset } from "#app/access/request-password-reset.server.ts";
import { startSession } from "#app/access/sessions.server.ts";
import { SettableClock } from "#app/kit/clock.ts";
import { createServices } from "#app/platform/create-services.server.ts";
import { DrainedQueue } from "#app/platform/drained-queue.server.ts";
import type { Environment } from "#app/platform/env.server.ts";
import { createLogger } from "#app/platform/logger.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { createDatabase } from "#db/client.server.ts";
import { openTwoTenants, TENANTS_STORY_MS, type TwoTenants } from "#tests/world/two-tenants.ts";
import { tenantsFileOf, type InhabitedWorld } from "./inhabited-world.ts";

/** Tells the story of two tenants on the journeys' database, and writes down who is signed in and which links were mailed. */
export async function tellTenants(environment: Environment, databaseUrl: string): Promise<void> {
  const db = createDatabase(databaseUrl, { isRefillable: true });
  const [clock, queue] = [new SettableClock(new Date(Date.now() - TENANTS_STORY_MS)), new DrainedQueue()];
  const log = createLogger("silent");
  const services = createServices(environment, {
    db,
    queue,
    clock,
    log,
    origin: () => `http://localhost:${environment.PORT}`,
  });
  const tenants = await openTwoTenants({ services, clock, queue });
  const { lumen, staff } = tenants;
  await inviteMember(services, {
    brand: { id: lumen.brandId, name: lumen.slug },
    inviter: lumen.members.owner,
    email: "new@lumentea.example",
    role: "analyst",
  });
  const second = {
    brandId: lumen.brandId,
    userId: staff.admin.userId,
    role: "analyst" as const,
    createdAt: clock.now(),
  };
  await db.inBrand(lumen.brandId, (tx) => insertMember(tx, second));
  await requestPasswordReset(services, { email: tenants.lumen.members.analyst.email, clientAddress: "198.51.100.3" });
  await queue.drain(services);
  const world: InhabitedWorld = {
    tenants,
    sessions: await signEverybodyIn(services, tenants),
    resetToken: await findInMails(services, /\/reset-password\/([0-9a-f]{64})/),
    // The newest mail of its kind: the first invitations have run out by the end of the story.
    invitationToken: await findInMails(services, /\/invitations\/([0-9a-f]{64})/),
  };
  writeFileSync(tenantsFileOf(environment.PORT), JSON.stringify(world));
  await db.close();
}

async function signEverybodyIn(
  services: Services,
  { lumen, fell, staff }: TwoTenants,
): Promise<InhabitedWorld["sessions"]> {
  const enter = (person: { userId: string }) =>
    services.db.inPlatform((tx) => startSession(services, tx, person.userId));
  return {
    owner: await enter(lumen.members.owner),
    creator: await enter(lumen.creator),
    otherCreator: await enter(fell.creator),
    preparer: await enter(staff.preparer),
    approver: await enter(staff.approver),
    admin: await enter(staff.admin),
  };
}

async function findInMails(services: Services, link: RegExp): Promise<string> {
  const mails = await services.mailer.outbox(50);
  for (const { text } of mails) {
    const token = link.exec(text)?.[1];
    if (token) return token;
  }
  throw new Error(`No mail holds ${link.source}.`);
}
