import { creatorAccount, railAccount, type LedgerEventCode } from "#app/ledger/account.ts";
import { postTransactions } from "#app/ledger/post-transactions.server.ts";
import type { Posting } from "#app/ledger/posting.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import type { PayoutToPost } from "./payout-store.server.ts";

/** sent: payable to in transit. settled: in transit to the rail. returned: back to payable, from wherever the money was. */
export type PayoutMove =
  | { readonly kind: "sent" | "settled"; readonly batchName: string; readonly rail: string; readonly occurredAt: Date }
  | {
      readonly kind: "returned";
      readonly batchName: string;
      readonly rail: string;
      readonly occurredAt: Date;
      /** The bank had already said that it arrived. */
      readonly wasSettled: boolean;
      readonly reason: string;
    };

const eventCodes: Readonly<Record<PayoutMove["kind"], LedgerEventCode>> = {
  sent: "payout.sent",
  settled: "payout.settled",
  returned: "payout.returned",
};

/**
 * Books a move of payouts, one transaction per payout and brand under the key `payout:{id}:{kind}`, so that a second try books nothing.
 * A payout whose lines cancel each other out at a brand moves nothing there.
 */
export async function postPayouts(
  services: Services,
  tx: Tx,
  payouts: readonly PayoutToPost[],
  move: PayoutMove,
): Promise<void> {
  const postings = new Map<string, Posting[]>();
  for (const payout of payouts) {
    for (const { brandId, amountMinor, lineCount } of payout.brands) {
      if (amountMinor === 0n) continue;
      const accountOf = (place: "payable" | "in_transit" | "rail") =>
        place === "rail" ? railAccount(move.rail, brandId) : creatorAccount(payout.creatorId, brandId, place);
      const [from, to] = placesOf(move);
      const ofBrand = postings.get(brandId) ?? [];
      postings.set(brandId, ofBrand);
      ofBrand.push({
        idempotencyKey: `payout:${payout.id}:${move.kind}`,
        eventCode: eventCodes[move.kind],
        sentence: sentenceOf(move, lineCount, amountMinor),
        occurredAt: move.occurredAt,
        payoutId: payout.id,
        entries: [
          { account: accountOf(from), currency: payout.currency, amountMinor: -amountMinor },
          { account: accountOf(to), currency: payout.currency, amountMinor },
        ],
      });
    }
  }
  for (const [brandId, ofBrand] of postings) await postTransactions(services, tx, brandId, ofBrand);
}

function placesOf(move: PayoutMove): readonly ["payable" | "in_transit" | "rail", "payable" | "in_transit" | "rail"] {
  switch (move.kind) {
    case "sent":
      return ["payable", "in_transit"];
    case "settled":
      return ["in_transit", "rail"];
    case "returned":
      return [move.wasSettled ? "rail" : "in_transit", "payable"];
  }
}

/** At a brand where more was clawed back than earned the payout is smaller by the difference, and the sentence says so. */
function sentenceOf(move: PayoutMove, lineCount: number, amountMinor: bigint): string {
  const sales = `${lineCount} ${lineCount === 1 ? "sale" : "sales"}`;
  const payout = `the payout of batch ${move.batchName}`;
  if (amountMinor < 0n) {
    const came = { sent: "", settled: ", which arrived", returned: ", which came back and is owed again" }[move.kind];
    return `Clawed back and taken off ${payout} for ${sales}${came}.`;
  }
  switch (move.kind) {
    case "sent":
      return `Paid out with batch ${move.batchName} for ${sales}.`;
    case "settled":
      return `The payout of batch ${move.batchName} for ${sales} arrived.`;
    case "returned":
      return `The payout of batch ${move.batchName} for ${sales} came back: ${move.reason}`;
  }
}
