import type { StaffRole } from "#app/access/roles.ts";
import type { Services } from "#app/platform/services.server.ts";
import { approveBatch } from "./approve-batch.server.ts";
import { answerOf, type BatchRefusal } from "./batch-refusals.ts";
import { cancelBatch, reprepareBatch } from "./cancel-batch.server.ts";
import { sendBatch } from "./send-batch.server.ts";
import { settlePayouts } from "./settle-payout.server.ts";

/** The buttons of a batch's page. */
const intents = ["approve", "send", "settle", "cancel", "reprepare"] as const;
export type BatchIntent = (typeof intents)[number];

export function isBatchIntent(text: unknown): text is BatchIntent {
  return intents.some((intent) => intent === text);
}

interface BatchAction {
  readonly batchId: string;
  readonly intent: BatchIntent;
  readonly userId: string;
  readonly roles: readonly StaffRole[];
}

export type BatchAnswer =
  | { readonly ok: true; readonly batchId: string; readonly done: BatchIntent }
  | { readonly ok: false; readonly status: number; readonly sentence: string };

const PREPARER_ONLY = {
  ok: false,
  status: 403,
  sentence: "Cancelling and preparing need the role preparer. An admin can give it to you.",
} as const;

/** Does what a button of a batch's page says, for somebody of finance; each use case checks the rest itself. */
export async function actOnBatch(
  services: Services,
  { batchId, intent, userId, roles }: BatchAction,
): Promise<BatchAnswer> {
  const command = { batchId, userId };
  const refusedWith = (refusal: BatchRefusal, detail?: string): BatchAnswer => ({
    ok: false,
    ...answerOf(refusal, detail),
  });
  if ((intent === "cancel" || intent === "reprepare") && !roles.includes("preparer")) return PREPARER_ONLY;
  if (intent === "reprepare") {
    const outcome = await reprepareBatch(services, command);
    if (!outcome.ok) return refusedWith(outcome.refusal, outcome.detail);
    return outcome.value
      ? { ok: true, batchId: outcome.value.batchId, done: intent }
      : { ok: true, batchId, done: "cancel" };
  }
  const outcome =
    intent === "approve"
      ? await approveBatch(services, { ...command, roles })
      : intent === "send"
        ? await sendBatch(services, command)
        : intent === "settle"
          ? await settlePayouts(services, command)
          : await cancelBatch(services, command);
  return outcome.ok ? { ok: true, batchId, done: intent } : refusedWith(outcome.refusal, outcome.detail);
}
