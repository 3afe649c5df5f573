import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import type { ApiRail, Parcel, ReverseAnswer } from "#app/platform/api-rails/api-rail.ts";
import type { Services } from "#app/platform/services.server.ts";
import { openParcel } from "./open-parcel.server.ts";
import { lockParcel } from "./parcel-store.server.ts";
import { lockBatchOfPayout } from "./payout-store.server.ts";
import { railNamed } from "#app/rails/rails.server.ts";
import { returnPayoutIn } from "./return-payout.server.ts";
import { findTravel, lockTakeBack, updateTakeBack, type TakeBackRow } from "./take-back-store.server.ts";

/** How a run of the job ended. */
export type TakeBackResult = "taken-back" | "refused" | "unknown" | "ended-before" | "not-configured";

interface Taken {
  readonly takeBack: TakeBackRow;
  readonly rail: ApiRail;
  readonly parcel: Parcel;
  readonly parcelReference: string;
  readonly railReference: string;
}

/**
 * Asks a provider to take one confirmed payment back. As with sending, it is written down before the call that the outcome is unknown, so
 * that a process that dies at any point leaves a request whose fate is asked first.
 */
export async function takeBackPayout(services: Services, takeBackId: string): Promise<TakeBackResult> {
  const taken = await take(services, takeBackId);
  if (typeof taken === "string") return taken;
  return keepAnswer(services, taken.takeBack, await askRail(taken));
}

async function take(services: Services, takeBackId: string): Promise<Taken | "ended-before" | "not-configured"> {
  return services.db.inPlatform(async (tx) => {
    const takeBack = await lockTakeBack(tx, takeBackId);
    if (takeBack?.status !== "confirmed") return "ended-before";
    const travel = await findTravel(tx, takeBack.payoutId);
    const row = travel && (await lockParcel(tx, travel.parcelId));
    const rail = row && railNamed(services, row.rail);
    if (!row || rail?.kind !== "api" || row.railReference === null) return "not-configured";
    const parcel = await openParcel(services, tx, row);
    const now = services.clock.now();
    await updateTakeBack(tx, takeBackId, { firstTriedAt: takeBack.firstTriedAt ?? now, lastTriedAt: now });
    return { takeBack, rail, parcel, parcelReference: row.railReference, railReference: travel.railReference };
  });
}

/**
 * The first try asks at once, every other one what became of those before. A refusal may be about a payment that an earlier try took back
 * already, so that it counts only where the provider says that the money is still there.
 */
async function askRail(taken: Taken): Promise<ReverseAnswer> {
  const { takeBack, rail, railReference } = taken;
  if (takeBack.firstTriedAt !== null && (await readStanding(taken)) === "returned") return { kind: "reversed" };
  const answer = await rail.reverse({ railReference, key: takeBack.id });
  if (answer.kind !== "refused") return answer;
  const standing = await readStanding(taken);
  if (standing === "returned") return { kind: "reversed" };
  return standing === null ? { kind: "unknown", problem: answer.reason } : answer;
}

/** What became of the payment; null where the provider could not be asked. */
async function readStanding({ takeBack, rail, parcel, parcelReference }: Taken) {
  const standings = await rail.follow(parcel, parcelReference);
  return standings.find(({ payoutId }) => payoutId === takeBack.payoutId)?.standing ?? null;
}

async function keepAnswer(
  services: Services,
  { id, payoutId, reason }: TakeBackRow,
  answer: ReverseAnswer,
): Promise<TakeBackResult> {
  return services.db.inPlatform(async (tx) => {
    // The batch first, as everything that settles or returns.
    const batch = await lockBatchOfPayout(tx, payoutId);
    const now = await lockTakeBack(tx, id);
    if (!batch || now?.status !== "confirmed") return "ended-before";
    switch (answer.kind) {
      case "unknown":
        await updateTakeBack(tx, id, { problem: answer.problem });
        return "unknown";
      case "refused": {
        await updateTakeBack(tx, id, { status: "refused", problem: answer.reason, endedAt: services.clock.now() });
        const event = { brandId: null, actorUserId: null, subjectId: batch.batchId };
        const detail = { payoutId, reason: answer.reason };
        await recordAuditEvent(services, tx, { ...event, action: "payout.take-back-refused", detail });
        return "refused";
      }
      case "reversed": {
        const returned = await returnPayoutIn(services, tx, { payoutId, reason, userId: null });
        if (!returned.ok) throw new Error(`A payment was taken back that cannot be returned: ${returned.refusal}.`);
        return "taken-back";
      }
    }
  });
}
