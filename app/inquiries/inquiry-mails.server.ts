import { listMembers } from "#app/access/member-store.server.ts";
import { reachesRole } from "#app/access/role-rank.ts";
import { enqueueMail } from "#app/notices/enqueue-mail.server.ts";
import { findSides } from "#app/partnerships/partnership-store.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import type { Inquiry } from "./inquiry-store.server.ts";

/** To everybody of the brand who may answer: it was opened, its deadline is near, or the deadline has passed. */
export async function tellBrandOfInquiry(
  services: Services,
  tx: Tx,
  { brandId, creatorId, id, orderNumber, dueAt }: Inquiry,
  moment: "opened" | "due" | "overdue",
): Promise<void> {
  const { brandSlug, creatorName } = await findSides(tx, brandId, creatorId);
  const members = await listMembers(tx, brandId);
  for (const { email } of members.filter(({ role }) => reachesRole(role, "manager"))) {
    const props = { brandSlug, creatorName, orderNumber, inquiryId: id, dueAt: dueAt.toISOString(), moment };
    await enqueueMail(services, tx, "inquiry-waiting", email, props);
  }
}

/** To the creator: the brand's answer, word for word, or that it took a credit back. */
export async function tellCreatorOfAnswer(
  services: Services,
  tx: Tx,
  { brandId, creatorId, orderNumber, saleId }: Pick<Inquiry, "brandId" | "creatorId" | "orderNumber" | "saleId">,
  { outcome, note }: { readonly outcome: "credited" | "stands" | "credit-withdrawn"; readonly note: string },
): Promise<void> {
  const { creatorEmail, creatorName, brandName } = await findSides(tx, brandId, creatorId);
  const shown = outcome === "credited" ? saleId : null;
  const props = { creatorName, brandName, orderNumber, outcome, note, saleId: shown };
  await enqueueMail(services, tx, "inquiry-answered", creatorEmail, props);
}

/** To the creator: the brand let its deadline pass. */
export async function tellCreatorOfOverdue(
  services: Services,
  tx: Tx,
  { brandId, creatorId, orderNumber, dueAt }: Inquiry,
): Promise<void> {
  const { creatorEmail, creatorName, brandName } = await findSides(tx, brandId, creatorId);
  const props = { creatorName, brandName, orderNumber, dueAt: dueAt.toISOString() };
  await enqueueMail(services, tx, "inquiry-overdue", creatorEmail, props);
}
