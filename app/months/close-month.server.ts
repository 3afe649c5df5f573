import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import type { StaffRole } from "#app/access/roles.ts";
import { addDays } from "#app/kit/clock.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import { readMonth, type StatementMonth } from "#app/statements/statement.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { checkMonthJob } from "./check-month.job.server.ts";
import type { MonthRefusal } from "./close-month.ts";
import { CLOSABLE_AFTER_DAYS } from "./month.ts";
import { checklistOf, type ChecklistItem } from "./month-checklist.ts";
import { countUnreconciled } from "./month-reconciliation.server.ts";
import {
  countForMonth,
  findLatestClosed,
  insertClosing,
  lockClosing,
  saveClosedBefore,
  sealStatements,
  updateClosing,
  type Closing,
} from "./month-store.server.ts";

export type MonthOutcome = Outcome<{ readonly closingId: string }, MonthRefusal>;

/** A person of finance at a closing. */
export interface AtClosing {
  readonly closingId: string;
  readonly userId: string;
  readonly roles: readonly StaffRole[];
}

/** The first of two people asks to close a month; the checks of the books begin at once. */
export async function proposeClosing(
  services: Services,
  { month, userId }: { readonly month: StatementMonth; readonly userId: string },
): Promise<MonthOutcome> {
  const now = services.clock.now();
  if (now < addDays(month.until, CLOSABLE_AFTER_DAYS)) return refused("not-over");
  return services.db.inPlatform(async (tx): Promise<MonthOutcome> => {
    const latest = await findLatestClosed(tx);
    if (latest !== null && latest >= month.name) return refused("closed-already");
    const closingId = services.newId();
    const closing = { id: closingId, month: month.name, proposedBy: userId, proposedAt: now };
    if ((await insertClosing(tx, closing)) === "exists") return refused("proposed-already");
    await record(services, tx, { closingId, userId }, "month.close-proposed", { month: month.name });
    await services.queue.enqueue(tx, checkMonthJob, { closingId });
    return done({ closingId });
  });
}

/** Has the checks of the books run again, for a closing that waits. */
export function checkAgain(services: Services, { closingId, userId }: AtClosing): Promise<MonthOutcome> {
  return atClosing(services, closingId, async (tx, closing) => {
    if (closing.status !== "proposed") return refused("not-proposed");
    await record(services, tx, { closingId, userId }, "month.checks-asked", {});
    await services.queue.enqueue(tx, checkMonthJob, { closingId });
    return done({ closingId });
  });
}

/** Takes a proposal back. */
export function withdrawClosing(services: Services, { closingId, userId }: AtClosing): Promise<MonthOutcome> {
  return atClosing(services, closingId, async (tx, closing) => {
    if (closing.status !== "proposed") return refused("not-proposed");
    await updateClosing(tx, closingId, { status: "withdrawn" });
    await record(services, tx, { closingId, userId }, "month.withdrawn", {});
    return done({ closingId });
  });
}

/**
 * The second person closes the month, and every month before it. From this transaction on nothing is booked as having happened in it, and
 * the hash of each creator's statement is kept.
 */
export function confirmClosing(services: Services, { closingId, userId, roles }: AtClosing): Promise<MonthOutcome> {
  if (!roles.includes("approver")) return Promise.resolve(refused("not-an-approver"));
  return atClosing(services, closingId, async (tx, closing, month) => {
    if (closing.status !== "proposed") return refused("not-proposed");
    if (closing.proposedBy === userId) return refused("your-own-proposal");
    // First of all: whoever is booking into the month finishes, and nobody begins.
    await saveClosedBefore(tx, month.until);
    const open = (await readChecklist(services, tx, closing, month)).filter((item) => item.isRequired && !item.isClear);
    if (open.length > 0) {
      await restoreClosedBefore(tx);
      return refused("checklist-open", open.map(({ sentence }) => sentence).join(" "));
    }
    const closedAt = services.clock.now();
    await updateClosing(tx, closingId, { status: "closed", closedBy: userId, closedAt });
    const statements = await sealStatements(tx, closingId, month);
    await record(services, tx, { closingId, userId }, "month.closed", { month: month.name, statements });
    return done({ closingId });
  });
}

/** The first of two people asks to reopen the latest closed month, with a reason. It stays closed meanwhile. */
export function proposeReopening(
  services: Services,
  { closingId, userId, reason }: AtClosing & { readonly reason: string },
): Promise<MonthOutcome> {
  return atClosing(services, closingId, async (tx, closing) => {
    if (closing.status !== "closed") return refused("not-closed");
    if ((await findLatestClosed(tx)) !== closing.month) return refused("not-the-latest");
    const asked = { reopenProposedBy: userId, reopenProposedAt: services.clock.now(), reopenReason: reason };
    await updateClosing(tx, closingId, { status: "reopening", ...asked });
    await record(services, tx, { closingId, userId }, "month.reopening-proposed", { reason });
    return done({ closingId });
  });
}

/** The month stays closed after all. */
export function keepClosed(services: Services, { closingId, userId }: AtClosing): Promise<MonthOutcome> {
  return atClosing(services, closingId, async (tx, closing) => {
    if (closing.status !== "reopening") return refused("not-reopening");
    const nothing = { reopenProposedBy: null, reopenProposedAt: null, reopenReason: null };
    await updateClosing(tx, closingId, { status: "closed", ...nothing });
    await record(services, tx, { closingId, userId }, "month.kept-closed", {});
    return done({ closingId });
  });
}

/** The second person reopens the month. What was sealed stays kept with the closing; the month is closed anew with new seals. */
export function confirmReopening(services: Services, { closingId, userId, roles }: AtClosing): Promise<MonthOutcome> {
  if (!roles.includes("approver")) return Promise.resolve(refused("not-an-approver"));
  return atClosing(services, closingId, async (tx, closing) => {
    if (closing.status !== "reopening") return refused("not-reopening");
    if (closing.reopenProposedBy === userId) return refused("your-own-proposal");
    if ((await findLatestClosed(tx)) !== closing.month) return refused("not-the-latest");
    await updateClosing(tx, closingId, { status: "reopened", reopenedBy: userId, reopenedAt: services.clock.now() });
    await restoreClosedBefore(tx);
    await record(services, tx, { closingId, userId }, "month.reopened", {
      month: closing.month,
      reason: closing.reopenReason,
    });
    return done({ closingId });
  });
}

/** The checklist of a month, as it stands now. */
export async function readChecklist(
  services: Services,
  tx: Tx,
  closing: Pick<Closing, "checks" | "checkedAt"> | null,
  month: StatementMonth,
): Promise<ChecklistItem[]> {
  const now = services.clock.now();
  const counts = await countForMonth(tx, month, now);
  const reconciled = await countUnreconciled(tx, month);
  const { checks, checkedAt } = closing ?? { checks: null, checkedAt: null };
  return checklistOf({ ...counts, ...reconciled, checks, checkedAt }, now);
}

async function restoreClosedBefore(tx: Tx): Promise<void> {
  const latest = await findLatestClosed(tx);
  await saveClosedBefore(tx, latest === null ? null : (readMonth(latest)?.until ?? null));
}

function atClosing(
  services: Services,
  closingId: string,
  step: (tx: Tx, closing: Closing, month: StatementMonth) => Promise<MonthOutcome>,
): Promise<MonthOutcome> {
  return services.db.inPlatform(async (tx) => {
    const closing = await lockClosing(tx, closingId);
    const month = readMonth(closing?.month);
    return closing && month ? step(tx, closing, month) : refused("not-proposed");
  });
}

async function record(
  services: Services,
  tx: Tx,
  { closingId, userId }: Pick<AtClosing, "closingId" | "userId">,
  action: string,
  detail: Record<string, string | number | null>,
): Promise<void> {
  await recordAuditEvent(services, tx, { brandId: null, actorUserId: userId, action, subjectId: closingId, detail });
}
