import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { confirmPassword } from "#app/access/confirm-password.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import { enqueueMail } from "#app/notices/enqueue-mail.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { PayeeChange, PayeeChangeRefusal } from "./payee-change.ts";
import { usableFromOf } from "./payee-cooling-off.ts";
import { openPayeeText, sealPayeeText } from "./payee-secrets.server.ts";
import { findPayeeVersions, insertPayeeDetails, lockCreator } from "./payee-store.server.ts";

const IBAN_ENDING_LENGTH = 4;

/**
 * Adds a version of a creator's payee details after the password was given again. The first may be used at once, a change after the
 * cooling-off. The address on file is told, so that a change its owner did not make is noticed in time.
 */
export async function changePayeeDetails(
  services: Services,
  command: PayeeChange & { readonly creatorId: string; readonly userId: string },
): Promise<Outcome<{ isFirst: boolean; usableFrom: Date }, PayeeChangeRefusal>> {
  const { creatorId, userId, holderName, iban, password } = command;
  const confirmed = await confirmPassword(services, { userId, password });
  if (!confirmed.ok) return confirmed;
  return services.db.inPlatform(async (tx) => {
    const creator = await lockCreator(tx, creatorId);
    if (!creator) return refused("unknown-creator");
    const [latest] = await findPayeeVersions(tx, creatorId);
    const isSame =
      latest !== undefined &&
      openPayeeText(services, latest.ibanEncrypted) === iban &&
      openPayeeText(services, latest.holderNameEncrypted) === holderName;
    if (isSame) return refused("same-details");
    const now = services.clock.now();
    const isFirst = latest === undefined;
    const usableFrom = usableFromOf(isFirst, now);
    const ibanEnding = iban.slice(-IBAN_ENDING_LENGTH);
    const version = (latest?.version ?? 0) + 1;
    await insertPayeeDetails(tx, {
      id: services.newId(),
      creatorId,
      version,
      holderNameEncrypted: sealPayeeText(services, holderName),
      ibanEncrypted: sealPayeeText(services, iban),
      ibanEnding,
      createdAt: now,
      usableFrom,
    });
    await recordAuditEvent(services, tx, {
      brandId: null,
      actorUserId: userId,
      action: isFirst ? "payee-details.added" : "payee-details.changed",
      subjectId: creatorId,
      detail: { version },
    });
    await enqueueMail(services, tx, "payee-changed", creator.email, {
      creatorName: creator.name,
      isFirst,
      ibanEnding,
      usableFrom: usableFrom.toISOString(),
    });
    return done({ isFirst, usableFrom });
  });
}
