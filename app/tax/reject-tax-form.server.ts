import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import { enqueueMail } from "#app/notices/enqueue-mail.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { RejectTaxForm } from "./reject-tax-form.ts";
import { findForm, insertRejection } from "./tax-form-store.server.ts";

/** Says that a form does not count, for example after a notice that name and number do not match. The creator is told and gives it again. */
export async function rejectTaxForm(
  services: Services,
  { formId, reason, userId }: RejectTaxForm & { readonly userId: string },
): Promise<Outcome<null, "unknown-form" | "already-rejected">> {
  return services.db.inPlatform(async (tx) => {
    const form = await findForm(tx, formId);
    if (!form) return refused("unknown-form");
    const rejectedAt = services.clock.now();
    if (!(await insertRejection(tx, { formId, reason, rejectedBy: userId, rejectedAt })))
      return refused("already-rejected");
    const { creatorId, creatorName, creatorEmail, kind, version } = form;
    await recordAuditEvent(services, tx, {
      brandId: null,
      actorUserId: userId,
      action: "tax-form.rejected",
      subjectId: creatorId,
      detail: { kind, version, reason },
    });
    await enqueueMail(services, tx, "tax-form-rejected", creatorEmail, { creatorName, kind, reason });
    return done(null);
  });
}
