import { z } from "zod";
import { addMinutes } from "#app/kit/clock.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import { enqueueMail } from "#app/notices/enqueue-mail.server.ts";
import type { Job } from "#app/platform/queue.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { recordAuditEvent } from "./audit-store.server.ts";
import { linkId, linkToken } from "./link-token.server.ts";
import type { Person } from "./person.ts";
import { insertReset } from "./reset-store.server.ts";
import { addressGroup, limits, spendTry } from "./throttle.server.ts";
import { findUserByEmail } from "./user-store.server.ts";

export const RESET_MINUTES = 60;

const payload = z.object({ email: z.email(), seed: z.uuid() });

/** Looks for the account and mails the link. The seed is the request's own, so that a second run makes the same link. */
export const mailPasswordResetJob: Job<z.infer<typeof payload>> = {
  name: "mail-password-reset",
  payload,
  async run(services, { email, seed }) {
    await services.db.inPlatform(async (tx) => {
      const user = await findUserByEmail(tx, email);
      if (user) await offerReset(services, tx, user, seed);
    });
  },
};

/**
 * Asks for a link to choose a new password. Whether anybody has this e-mail is found out later, by the job: the answer and the work
 * before it are the same. `too-many-tries` carries the seconds to wait.
 */
export async function requestPasswordReset(
  services: Services,
  { email, clientAddress }: { email: string; clientAddress: string },
): Promise<Outcome<null, "too-many-tries">> {
  const perAddress = await spendTry(services, limits.resetMailsPerAddress, addressGroup(clientAddress));
  if (!perAddress.ok) return refused("too-many-tries", String(perAddress.waitSeconds));
  const perAccount = await spendTry(services, limits.resetMailsPerAccount, email);
  if (!perAccount.ok) return refused("too-many-tries", String(perAccount.waitSeconds));
  await services.db.inPlatform((tx) =>
    services.queue.enqueue(tx, mailPasswordResetJob, { email, seed: services.newId() }),
  );
  return done(null);
}

/** Makes the link behind this seed valid from now on and mails it. */
export async function offerReset(services: Services, tx: Tx, user: Person, seed: string): Promise<void> {
  const now = services.clock.now();
  await insertReset(tx, {
    id: linkId(linkToken(services, "password-reset", seed)),
    userId: user.userId,
    createdAt: now,
    expiresAt: addMinutes(now, RESET_MINUTES),
  });
  await enqueueMail(services, tx, "password-reset", user.email, { personName: user.name, seed });
  await recordAuditEvent(services, tx, {
    brandId: null,
    actorUserId: null,
    action: "password-reset.requested",
    subjectId: user.userId,
  });
}
