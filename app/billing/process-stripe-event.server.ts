import { followTransfer } from "#app/payouts/follow-transfer.server.ts";
import { refreshStripeAccount } from "#app/payees/refresh-stripe-account.server.ts";
import { tellBankRefused } from "#app/payouts/tell-bank-refused.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { readStripeSubject, STRIPE_EVENT_PURPOSE, type StripeSubject } from "./stripe-event.ts";
import { findStripeEvent, saveStripeOutcome } from "./stripe-event-store.server.ts";
import { settleTopUp } from "./settle-top-up.server.ts";
import { findTopUpOf } from "./top-up-store.server.ts";

interface Processed {
  readonly status: "processed" | "ignored";
  readonly outcome: string;
}

const notOurs = (what: string): Processed => ({ status: "ignored", outcome: `${what} is none of ours.` });

/**
 * Acts on one event. Each use case behind it reads the facts from Stripe and is done once whatever arrives, so that the event may come
 * twice, late or out of order. What fails is noted on the event and thrown, so that the queue tries again.
 */
export async function processStripeEvent(services: Services, eventId: string): Promise<void> {
  const event = await services.db.inPlatform((tx) => findStripeEvent(tx, eventId));
  if (!event || event.status === "processed" || event.status === "ignored") return;
  const save = (outcome: Parameters<typeof saveStripeOutcome>[2]) =>
    services.db.inPlatform((tx) => saveStripeOutcome(tx, eventId, outcome));
  try {
    const body: unknown = JSON.parse(services.keys.decrypt(STRIPE_EVENT_PURPOSE, event.bodyEncrypted));
    const subject = readStripeSubject(event.type, body);
    const processed: Processed =
      subject === null
        ? { status: "ignored", outcome: "It is not written as Stripe writes this type of event." }
        : await act(services, event.type, subject);
    await save({ ...processed, processedAt: services.clock.now() });
  } catch (error) {
    const cause = error instanceof Error ? error.name : "unknown";
    services.log.error({ eventId, cause }, "an event of Stripe could not be processed");
    const outcome = `It could not be processed (${cause}) and is tried again by itself.`;
    await save({ status: "failed", outcome, processedAt: services.clock.now() });
    throw error;
  }
}

async function act(services: Services, type: string, subject: StripeSubject): Promise<Processed> {
  switch (subject.kind) {
    case "checkout":
    case "payment": {
      const topUp = await services.db.inPlatform((tx) => findTopUpOf(tx, subject));
      // A refund or dispute that comes before its payment is known is read from Stripe together with the payment.
      if (!topUp) return notOurs("This payment");
      const status = await settleTopUp(services, { brandId: topUp.brandId, topUpId: topUp.id });
      return { status: "processed", outcome: `The top-up is ${status}.` };
    }
    case "account": {
      const standing = await refreshStripeAccount(services, subject.accountId);
      if (standing === "unknown") return notOurs("This account");
      return { status: "processed", outcome: standing === "ready" ? "It can be paid." : "It cannot be paid yet." };
    }
    case "bank-payout-failed": {
      const isTold = await tellBankRefused(services, subject.accountId);
      return isTold ? { status: "processed", outcome: "Its creator was told." } : notOurs("This account");
    }
    case "transfer": {
      const standing = await followTransfer(services, subject.payoutId);
      if (standing === "unknown") return notOurs("This transfer");
      const outcome = standing === "returned" ? "The payout came back." : "A part came back: a person has to look.";
      return { status: "processed", outcome };
    }
    case "other":
      return { status: "ignored", outcome: `Nothing follows from ${type}.` };
  }
}
