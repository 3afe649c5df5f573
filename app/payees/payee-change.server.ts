import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { confirmPassword } from "#app/access/confirm-password.server.ts";
import { endAllSessions, startSession } from "#app/access/sessions.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import { enqueueMail } from "#app/notices/enqueue-mail.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { payeeOf, type PayeeChange, type PayeeChangeRefusal } from "./payee-change.ts";
import { usableFromOf } from "./payee-cooling-off.ts";
import { accountEnding, accountInWords, accountText, type PayeeAccount } from "./payee-kinds.ts";
import { openPayeeText, sealAccount, sealPayeeText } from "./payee-secrets.server.ts";
import { findPayeeVersions, insertPayeeDetails, lockCreator } from "./payee-store.server.ts";

/** The first version may be used at once, a change after the cooling-off. */
export interface AddedPayee {
  readonly isFirst: boolean;
  readonly usableFrom: Date;
}

/** A change ends every session; the person who gave the password goes on with this one. Null when nothing was ended. */
export interface ChangedPayee extends AddedPayee {
  readonly sessionToken: string | null;
}

/**
 * Adds a version of a creator's payee details after the password was given again. The first may be used at once, a change after the
 * cooling-off. The address on file is told, so that a change its owner did not make is noticed in time.
 */
export async function changePayeeDetails(
  services: Services,
  command: PayeeChange & { readonly creatorId: string; readonly userId: string },
): Promise<Outcome<ChangedPayee, PayeeChangeRefusal>> {
  const { creatorId, userId, holderName, password } = command;
  const confirmed = await confirmPassword(services, { userId, password });
  if (!confirmed.ok) return confirmed;
  const { account, currency } = payeeOf(command);
  return services.db.inPlatform(async (tx) => {
    const added = await addPayeeVersion(services, tx, { creatorId, userId, holderName, account, currency });
    if (!added.ok) return added;
    const sessionToken = added.value.isFirst ? null : await startSession(services, tx, userId);
    return done({ ...added.value, sessionToken });
  });
}

export interface NewPayee {
  readonly creatorId: string;
  readonly userId: string;
  readonly holderName: string;
  readonly account: PayeeAccount;
  /** What they want to be paid in; null for whatever they earned. */
  readonly currency: string | null;
}

/**
 * Adds a version inside the caller's transaction, for a person who has given their password again. Cooling-off, audit, the end of every
 * session at a change and the notice to the address on file are the same for every kind of account.
 */
export async function addPayeeVersion(
  services: Services,
  tx: Tx,
  { creatorId, userId, holderName, account, currency }: NewPayee,
): Promise<Outcome<AddedPayee, "same-details" | "unknown-creator">> {
  const creator = await lockCreator(tx, creatorId);
  if (!creator) return refused("unknown-creator");
  const [latest] = await findPayeeVersions(tx, creatorId);
  const isSame =
    latest !== undefined &&
    latest.kind === account.kind &&
    latest.currency === currency &&
    openPayeeText(services, latest.accountEncrypted) === accountText(account) &&
    openPayeeText(services, latest.holderNameEncrypted) === holderName;
  if (isSame) return refused("same-details");
  const now = services.clock.now();
  const isFirst = latest === undefined;
  const usableFrom = usableFromOf(isFirst, now);
  const version = (latest?.version ?? 0) + 1;
  await insertPayeeDetails(tx, {
    id: services.newId(),
    creatorId,
    version,
    holderNameEncrypted: sealPayeeText(services, holderName),
    kind: account.kind,
    accountEncrypted: sealAccount(services, account),
    accountEnding: accountEnding(account),
    currency,
    createdAt: now,
    usableFrom,
  });
  if (!isFirst) await endAllSessions(services, tx, userId);
  await recordAuditEvent(services, tx, {
    brandId: null,
    actorUserId: userId,
    action: isFirst ? "payee-details.added" : "payee-details.changed",
    subjectId: creatorId,
    detail: { version, kind: account.kind },
  });
  await enqueueMail(services, tx, "payee-changed", creator.email, {
    creatorName: creator.name,
    isFirst,
    account: accountInWords(account.kind, accountEnding(account)),
    usableFrom: usableFrom.toISOString(),
  });
  return done({ isFirst, usableFrom });
}
