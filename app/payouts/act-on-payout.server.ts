import type { StaffRole } from "#app/access/roles.ts";
import type { Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import { confirmTakeBack, withdrawTakeBack } from "./ask-take-back.server.ts";
import type { BatchRefusal } from "./batch-refusals.ts";
import { settlePayout } from "./settle-payout.server.ts";

/** The buttons of a payout's page that need no words, by what is said when it is done. */
const intents = { settle: "settled", "confirm-take-back": "confirmed", "withdraw-take-back": "withdrawn" } as const;
type PayoutIntent = keyof typeof intents;

export function isPayoutIntent(text: unknown): text is PayoutIntent {
  return typeof text === "string" && Object.hasOwn(intents, text);
}

interface PayoutAction {
  readonly payoutId: string;
  readonly intent: PayoutIntent;
  readonly userId: string;
  readonly roles: readonly StaffRole[];
}

/** Does what a button of a payout's page says, for somebody of finance; each use case checks the rest itself. */
export async function actOnPayout(
  services: Services,
  { intent, ...acting }: PayoutAction,
): Promise<Outcome<(typeof intents)[PayoutIntent], BatchRefusal>> {
  const outcome: Outcome<unknown, BatchRefusal> =
    intent === "settle"
      ? await settlePayout(services, acting)
      : intent === "confirm-take-back"
        ? await confirmTakeBack(services, acting)
        : await withdrawTakeBack(services, acting);
  return outcome.ok ? { ok: true, value: intents[intent] } : outcome;
}
