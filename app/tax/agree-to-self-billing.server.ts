import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { confirmPassword } from "#app/access/confirm-password.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import { lockCreator } from "#app/payees/payee-store.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import type { Supplier } from "./invoice.ts";
import { supplierOf, type AgreeToSelfBilling } from "./self-billing.ts";
import { findAgreement, insertAgreement } from "./self-billing-store.server.ts";
import { SELF_BILLING_WORDING } from "./self-billing-texts.ts";
import { sealSupplier } from "./tax-secrets.server.ts";

interface Who {
  readonly creatorId: string;
  readonly userId: string;
}

/** A creator lets brands write their invoices, as this supplier, from now on. Agreeing again changes the supplier. */
export async function agreeToSelfBilling(
  services: Services,
  command: Who & { readonly form: AgreeToSelfBilling },
): Promise<Outcome<{ version: number }, "wrong-password" | "too-many-tries" | "unknown-creator">> {
  const confirmed = await confirmPassword(services, { userId: command.userId, password: command.form.password });
  if (!confirmed.ok) return confirmed;
  return services.db.inPlatform((tx) => addAgreement(services, tx, command, supplierOf(command.form)));
}

/** From now on nothing is invoiced in the creator's name; what was stays. */
export async function withdrawSelfBilling(
  services: Services,
  who: Who,
): Promise<Outcome<{ version: number }, "unknown-creator" | "not-agreed">> {
  return services.db.inPlatform(async (tx) => {
    const latest = await findAgreement(tx, who.creatorId);
    if (!latest?.isAgreed) return refused("not-agreed");
    return addAgreement(services, tx, who, null);
  });
}

/** Adds a version inside the caller's transaction; a supplier of null is a withdrawal. */
export async function addAgreement(
  services: Services,
  tx: Tx,
  { creatorId, userId }: Who,
  supplier: Supplier | null,
): Promise<Outcome<{ version: number }, "unknown-creator">> {
  const creator = await lockCreator(tx, creatorId);
  if (!creator) return refused("unknown-creator");
  const version = ((await findAgreement(tx, creatorId))?.version ?? 0) + 1;
  await insertAgreement(tx, {
    creatorId,
    version,
    isAgreed: supplier !== null,
    wording: SELF_BILLING_WORDING.name,
    supplierEncrypted: supplier === null ? null : sealSupplier(services, supplier),
    createdAt: services.clock.now(),
  });
  await recordAuditEvent(services, tx, {
    brandId: null,
    actorUserId: userId,
    action: supplier === null ? "self-billing.withdrawn" : "self-billing.agreed",
    subjectId: creatorId,
    detail: { version, wording: SELF_BILLING_WORDING.name },
  });
  return done({ version });
}
