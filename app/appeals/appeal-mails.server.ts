import { listMembers, listStaff } from "#app/access/member-store.server.ts";
import { reachesRole } from "#app/access/role-rank.ts";
import { enqueueMail } from "#app/notices/enqueue-mail.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import type { AppealAnswer } from "./appeal.ts";
import type { AppealRow } from "./appeal-store.server.ts";

/** To everybody who may answer, of the brand and of finance: it was opened, its deadline is near, or the deadline has passed. */
export async function tellOfAppeal(
  services: Services,
  tx: Tx,
  { appeal, brandSlug, creatorName, orderName, currency, calculatedMinor }: AppealRow,
  moment: "opened" | "due" | "overdue",
): Promise<void> {
  const members = await listMembers(tx, appeal.brandId);
  const staff = await listStaff(tx);
  const brandPath = `/brands/${brandSlug}/appeals/${appeal.id}`;
  const readers = new Map<string, string>();
  for (const { email, role } of staff) if (role !== "admin") readers.set(email, `/finance/appeals/${appeal.id}`);
  for (const { email, role } of members) if (reachesRole(role, "manager")) readers.set(email, brandPath);
  for (const [email, path] of readers) {
    await enqueueMail(services, tx, "appeal-waiting", email, {
      ...{ creatorName, orderNumber: orderName, path, dueAt: appeal.dueAt.toISOString(), moment },
      amount: { minor: calculatedMinor.toString(), currency },
    });
  }
}

/** To the creator: the answer, word for word. */
export async function tellCreatorOfAnswer(
  services: Services,
  tx: Tx,
  { brandName, creatorName, orderName, saleId, currency }: AppealRow,
  answer: {
    readonly email: string;
    readonly answer: AppealAnswer;
    readonly note: string;
    readonly earnedMinor: bigint;
  },
): Promise<void> {
  await enqueueMail(services, tx, "appeal-answered", answer.email, {
    ...{ creatorName, brandName, orderNumber: orderName, saleId, answer: answer.answer, note: answer.note },
    amount: { minor: answer.earnedMinor.toString(), currency },
  });
}

/** To the creator: nobody answered in time. */
export async function tellCreatorOfOverdue(
  services: Services,
  tx: Tx,
  { appeal, brandName, creatorName, orderName, saleId }: AppealRow,
  email: string,
): Promise<void> {
  const dueAt = appeal.dueAt.toISOString();
  await enqueueMail(services, tx, "appeal-overdue", email, {
    creatorName,
    brandName,
    orderNumber: orderName,
    saleId,
    dueAt,
  });
}
