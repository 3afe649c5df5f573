import { formatAmount } from "#app/kit/amount-text.ts";
import { creatorAccount, railAccount, withheldTaxAccount, type LedgerEventCode } from "#app/ledger/account.ts";
import { postTransaction } from "#app/ledger/post-transaction.server.ts";
import type { PostingEntry } from "#app/ledger/posting.ts";
import type { Services } from "#app/platform/services.server.ts";
import { splitWithheld, withheldInWords } from "#app/tax/withholding.ts";
import type { Tx } from "#db/client.server.ts";
import { openPayoutFunding } from "./payout-funding.server.ts";
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
 * A payout whose lines cancel each other out at a brand moves nothing there. Sending takes the commissions and the platform's fee from
 * the brand's balance, a return puts both back: call those with the positions locked, and for sending the funds.
 */
export async function postPayouts(
  services: Services,
  tx: Tx,
  payouts: readonly PayoutToPost[],
  move: PayoutMove,
): Promise<void> {
  const funding = move.kind === "settled" ? null : await openPayoutFunding(services, tx, payouts, move);
  for (const payout of payouts) {
    const withheld = withheldByBrand(payout);
    for (const { brandId, amountMinor, lineCount } of payout.brands) {
      if (amountMinor === 0n) continue;
      const withheldMinor = withheld.get(brandId) ?? 0n;
      // What is withheld never travels: between payable and the rail it waits for the tax office.
      const minorAt = (place: string) => (place === "payable" ? amountMinor : amountMinor - withheldMinor);
      const accountOf = (place: "payable" | "in_transit" | "rail") =>
        place === "rail" ? railAccount(move.rail, brandId) : creatorAccount(payout.creatorId, brandId, place);
      const [from, to] = placesOf(move);
      await postTransaction(services, tx, brandId, {
        idempotencyKey: `payout:${payout.id}:${move.kind}`,
        eventCode: eventCodes[move.kind],
        sentence: sentenceOf(move, lineCount, amountMinor) + withheldSentence(move, payout, withheldMinor),
        occurredAt: move.occurredAt,
        payoutId: payout.id,
        entries: [
          { account: accountOf(from), currency: payout.currency, amountMinor: -minorAt(from) },
          { account: accountOf(to), currency: payout.currency, amountMinor: minorAt(to) },
          ...taxEntries(brandId, payout.currency, minorAt(from) - minorAt(to)),
          ...(funding?.entriesFor(payout, brandId, amountMinor) ?? []),
        ],
      });
      await funding?.postFee(payout, brandId, amountMinor);
    }
  }
}

/** Above zero: so much more is owed to the tax office. */
function taxEntries(brandId: string, currency: string, amountMinor: bigint): PostingEntry[] {
  return amountMinor === 0n ? [] : [{ account: withheldTaxAccount(brandId), currency, amountMinor }];
}

/** Each brand's part of what is kept back of a payout, by its id. */
function withheldByBrand({ brands, withheld }: PayoutToPost): Map<string, bigint> {
  const parts = splitWithheld(
    brands.map(({ amountMinor }) => amountMinor),
    withheld?.minor ?? 0n,
  );
  return new Map(brands.map(({ brandId }, index) => [brandId, parts[index] ?? 0n]));
}

function withheldSentence(move: PayoutMove, { withheld, currency }: PayoutToPost, minor: bigint): string {
  if (withheld === null || minor === 0n || move.kind === "settled") return "";
  return move.kind === "sent"
    ? ` Of it ${withheldInWords({ ...withheld, minor }, currency)}.`
    : ` What had been withheld for tax (${formatAmount(minor, currency)}) is owed again with it.`;
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

/** The brands that pay for these payouts. */
export function brandsOf(payouts: readonly PayoutToPost[]): string[] {
  return [...new Set(payouts.flatMap(({ brands }) => brands.map(({ brandId }) => brandId)))];
}
