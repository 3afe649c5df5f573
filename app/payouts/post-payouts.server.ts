import { formatAmount } from "#app/kit/amount-text.ts";
import {
  creatorAccount,
  exchangeAccount,
  railAccount,
  withheldTaxAccount,
  type LedgerEventCode,
} from "#app/ledger/account.ts";
import { postTransactions } from "#app/ledger/post-transaction.server.ts";
import type { Posting, PostingEntry } from "#app/ledger/posting.ts";
import type { Services } from "#app/platform/services.server.ts";
import { splitWithheld, withheldInWords } from "#app/tax/withholding.ts";
import type { Tx } from "#db/client.server.ts";
import { splitPaid } from "./pay-out-in.ts";
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
 * A payout whose lines cancel each other out at a brand moves nothing there. Sending takes the commissions and the platform's fee with its VAT from
 * the brand's balance, a return puts both back: call those with the positions locked, and for sending the funds.
 */
export async function postPayouts(
  services: Services,
  tx: Tx,
  payouts: readonly PayoutToPost[],
  move: PayoutMove,
): Promise<void> {
  const funding = move.kind === "settled" ? null : await openPayoutFunding(services, tx, payouts, move);
  const postings = new Map<string, Posting[]>();
  const add = (brandId: string, posting: Posting) => {
    const ofBrand = postings.get(brandId) ?? [];
    postings.set(brandId, ofBrand);
    ofBrand.push(posting);
  };
  for (const payout of payouts) {
    const withheld = withheldByBrand(payout);
    const paidAt = paidByBrand(payout, withheld);
    for (const { brandId, amountMinor, lineCount } of payout.brands) {
      if (amountMinor === 0n) continue;
      const withheldMinor = withheld.get(brandId) ?? 0n;
      const accountOf = (place: "payable" | "in_transit" | "rail") =>
        place === "rail" ? railAccount(move.rail, brandId) : creatorAccount(payout.creatorId, brandId, place);
      const [from, to] = placesOf(move);
      add(brandId, {
        idempotencyKey: `payout:${payout.id}:${move.kind}`,
        eventCode: eventCodes[move.kind],
        sentence: sentenceOf(move, lineCount, amountMinor) + withheldSentence(move, payout, withheldMinor),
        occurredAt: move.occurredAt,
        payoutId: payout.id,
        entries: [
          ...entriesBetween(accountOf(from), accountOf(to), {
            ...{ brandId, amountMinor: amountMinor - withheldMinor, currency: payout.currency },
            ...{ paidCurrency: payout.paidCurrency, paidMinor: paidAt.get(brandId) ?? 0n },
          }),
          ...taxEntries(move, accountOf("payable"), brandId, payout.currency, withheldMinor),
          ...(funding?.entriesFor(payout, brandId, amountMinor) ?? []),
        ],
      });
      for (const fee of funding?.feesFor(payout, brandId, amountMinor) ?? []) add(brandId, fee);
    }
  }
  const recordedAt = services.clock.now();
  for (const [brandId, ofBrand] of postings) {
    const dated = ofBrand.map((posting) => ({ posting, recordedAt }));
    await postTransactions(services, tx, brandId, dated);
  }
  await funding?.save();
}

/** What is withheld never travels: it is owed to the tax office from the sending on, and to the creator again when the payout comes back. */
function taxEntries(
  move: PayoutMove,
  payable: string,
  brandId: string,
  currency: string,
  withheldMinor: bigint,
): PostingEntry[] {
  if (move.kind === "settled" || withheldMinor === 0n) return [];
  const amountMinor = move.kind === "sent" ? withheldMinor : -withheldMinor;
  return [
    { account: payable, currency, amountMinor: -amountMinor },
    { account: withheldTaxAccount(brandId), currency, amountMinor },
  ];
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

/** What arrives, split over the brands that pay it by what each really sends. */
function paidByBrand(
  { brands, amountMinor, paidMinor, withheld }: PayoutToPost,
  withheldAt: ReadonlyMap<string, bigint>,
): Map<string, bigint> {
  const split = splitPaid(
    brands.map((brand) => brand.amountMinor - (withheldAt.get(brand.brandId) ?? 0n)),
    amountMinor - (withheld?.minor ?? 0n),
    paidMinor,
  );
  return new Map(brands.map(({ brandId }, index) => [brandId, split[index] ?? 0n]));
}

interface MovedPart {
  readonly brandId: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly paidCurrency: string;
  readonly paidMinor: bigint;
}

/** The entries of a move. Where a payout was converted, the rail's side is in what arrived, and the exchange account has both sides. */
function entriesBetween(from: string, to: string, part: MovedPart): PostingEntry[] {
  const { brandId, amountMinor, currency, paidCurrency, paidMinor } = part;
  const isFromRail = from.startsWith("rail:");
  if (paidCurrency === currency || (!isFromRail && !to.startsWith("rail:"))) {
    if (amountMinor === 0n) return [];
    return [
      { account: from, currency, amountMinor: -amountMinor },
      { account: to, currency, amountMinor },
    ];
  }
  const exchange = exchangeAccount(brandId);
  const [creator, rail, sign] = isFromRail ? [to, from, -1n] : [from, to, 1n];
  const entries = [
    { account: creator, currency, amountMinor: -sign * amountMinor },
    { account: exchange, currency, amountMinor: sign * amountMinor },
    { account: exchange, currency: paidCurrency, amountMinor: -sign * paidMinor },
    { account: rail, currency: paidCurrency, amountMinor: sign * paidMinor },
  ];
  return entries.filter((entry) => entry.amountMinor !== 0n);
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
