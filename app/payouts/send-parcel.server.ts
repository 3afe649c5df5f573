import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { addDays } from "#app/kit/clock.ts";
import type { ApiRail, FoundParcel, Parcel, ParcelAnswer } from "#app/platform/api-rails/api-rail.ts";
import type { Services } from "#app/platform/services.server.ts";
import { PERSON_DECIDES_AFTER_DAYS } from "./awaited-payouts.server.ts";
import { openParcel } from "./open-parcel.server.ts";
import {
  keepRailReferences,
  lockParcel,
  markAnswered,
  markTried,
  noteProblem,
  type ParcelRow,
} from "./parcel-store.server.ts";
import { railNamed } from "#app/rails/rails.server.ts";
import { returnPayoutIn } from "./return-payout.server.ts";
import { settlePayoutsIn } from "./settle-payout.server.ts";

const TOO_LATE =
  "This was tried too long ago to be sent again. Look it up at the provider and settle or return it by hand.";

/** How a run of the job ended. */
export type SendResult = "accepted" | "refused" | "unknown" | "answered-before" | "not-configured";

/**
 * Asks a provider to pay one parcel. Before the call it is written down that the outcome is unknown, so that a process that dies at any
 * point leaves a parcel whose fate is asked first: nothing is paid twice, and nothing is taken for paid that was not.
 */
export async function sendParcel(services: Services, parcelId: string): Promise<SendResult> {
  const taken = await services.db.inPlatform(async (tx) => {
    const row = await lockParcel(tx, parcelId);
    if (!row || row.state === "accepted" || row.state === "refused") return "answered-before" as const;
    const rail = railNamed(services, row.rail);
    if (rail?.kind !== "api") return "not-configured" as const;
    const parcel = await openParcel(services, tx, row);
    await markTried(tx, row, services.clock.now());
    return { row, rail, parcel };
  });
  if (typeof taken === "string") return taken;
  const answer = await askRail(services, taken);
  return keepAnswer(services, taken.row, taken.parcel, answer);
}

/** The first try sends. Every other one asks what became of those before, and sends only what the provider does not have. */
async function askRail(
  services: Services,
  { rail, parcel, row: { firstTriedAt } }: { rail: ApiRail; parcel: Parcel; row: ParcelRow },
): Promise<ParcelAnswer> {
  if (firstTriedAt === null) return rail.send(parcel);
  const found: FoundParcel = await rail.find(parcel, firstTriedAt);
  if (found.kind !== "not-found") return found;
  const isTooLate = services.clock.now().getTime() >= addDays(firstTriedAt, PERSON_DECIDES_AFTER_DAYS).getTime();
  return isTooLate ? { kind: "unknown", problem: TOO_LATE } : rail.send(parcel);
}

/** Where accepting is arriving a parcel is one payment, and the provider's name for the parcel is the payment's. */
async function keepAnswer(
  services: Services,
  row: ParcelRow,
  parcel: Parcel,
  answer: ParcelAnswer,
): Promise<SendResult> {
  return services.db.inPlatform(async (tx) => {
    const now = await lockParcel(tx, row.id);
    if (now?.state !== "unknown") return "answered-before";
    const event = { brandId: null, actorUserId: null, subjectId: row.batchId };
    const call = { call: row.id, payouts: parcel.payments.length };
    switch (answer.kind) {
      case "unknown":
        await noteProblem(tx, row.id, answer.problem);
        return "unknown";
      case "accepted": {
        const { railReference } = answer;
        const answeredAt = services.clock.now();
        await markAnswered(tx, row.id, { state: "accepted", railReference, problem: null, answeredAt });
        await recordAuditEvent(services, tx, {
          ...event,
          action: "payout.accepted",
          detail: { ...call, railReference },
        });
        if (answer.hasArrived) {
          const payoutIds = new Set(parcel.payments.map(({ payoutId }) => payoutId));
          await keepRailReferences(
            tx,
            parcel.payments.map(({ payoutId }) => ({ payoutId, railReference })),
          );
          await settlePayoutsIn(services, tx, { batchId: row.batchId, payoutIds, userId: null });
        }
        return "accepted";
      }
      case "refused": {
        const { reason } = answer;
        const answeredAt = services.clock.now();
        await markAnswered(tx, row.id, { state: "refused", railReference: null, problem: reason, answeredAt });
        await recordAuditEvent(services, tx, { ...event, action: "payout.refused", detail: { ...call, reason } });
        for (const { payoutId } of parcel.payments)
          await returnPayoutIn(services, tx, { payoutId, reason, userId: null });
        return "refused";
      }
    }
  });
}
