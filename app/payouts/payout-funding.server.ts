import { openFeeVatBook } from "#app/billing/fee-vat-book.server.ts";
import { fundsEntries, moveFunds, type BrandFunds } from "#app/billing/draft-funding.ts";
import { findFunds, findTakenFor, lockFunds } from "#app/billing/funds-store.server.ts";
import { feeOf } from "#app/billing/platform-fee.ts";
import { formatRate } from "#app/kit/amount-text.ts";
import { brandCommissionsAccount, platformFeesAccount, platformVatAccount } from "#app/ledger/account.ts";
import type { Posting, PostingEntry } from "#app/ledger/posting.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import type { PayoutToPost } from "./payout-store.server.ts";

interface FundingMove {
  readonly kind: "sent" | "returned" | "settled";
  readonly batchName: string;
  readonly occurredAt: Date;
}

/** The brands' side of payouts that are sent or come back. */
export interface PayoutFunding {
  /** The brand's entries for one payout's move. */
  entriesFor(payout: PayoutToPost, brandId: string, amountMinor: bigint): PostingEntry[];
  /** The platform's fee on it and the VAT on that, transactions of their own, to be booked behind the move; empty where there is none. */
  feesFor(payout: PayoutToPost, brandId: string, amountMinor: bigint): Posting[];
  /** Keeps how VAT stood on the fees, once all are booked. */
  save(): Promise<void>;
}

/**
 * Opens the balances of the brands behind payouts and keeps count while these are booked. A return gives back exactly what the ledger
 * says the sending took, whatever the fee is now.
 */
export async function openPayoutFunding(
  services: Services,
  tx: Tx,
  payouts: readonly PayoutToPost[],
  move: FundingMove,
): Promise<PayoutFunding> {
  const isSending = move.kind === "sent";
  const brandIds = [...new Set(payouts.flatMap(({ brands }) => brands.map(({ brandId }) => brandId)))];
  await lockFunds(tx, brandIds);
  const standing = new Map<string, BrandFunds>();
  for (const currency of new Set(payouts.map((payout) => payout.currency))) {
    for (const [brandId, funds] of await findFunds(tx, brandIds, currency))
      standing.set(`${brandId} ${currency}`, funds);
  }
  const taken = new Map<string, Awaited<ReturnType<typeof findTakenFor>>>();
  for (const { id } of isSending ? [] : payouts) taken.set(id, await findTakenFor(tx, id, brandIds));

  const vatBook = await openFeeVatBook(services, tx, {
    kind: isSending ? "sent" : "returned",
    ...{ brandIds, payoutIds: payouts.map(({ id }) => id), occurredAt: move.occurredAt },
  });

  const change = ({ currency }: PayoutToPost, brandId: string, changeMinor: bigint): PostingEntry[] => {
    const from = standing.get(`${brandId} ${currency}`) ?? { fundsMinor: 0n, shortfallMinor: 0n };
    const to = moveFunds(from, changeMinor);
    if (isSending && to.shortfallMinor > from.shortfallMinor) {
      throw new Error("A payout was to be sent from money that its brand has not paid in.");
    }
    standing.set(`${brandId} ${currency}`, to);
    return fundsEntries(brandId, currency, from, to);
  };
  return {
    entriesFor(payout, brandId, amountMinor) {
      const paidMinor = isSending ? amountMinor : -(taken.get(payout.id)?.get(brandId)?.commissionsMinor ?? 0n);
      if (paidMinor === 0n) return [];
      const { currency } = payout;
      const owed = { account: brandCommissionsAccount(brandId), currency, amountMinor: paidMinor };
      return [...change(payout, brandId, -paidMinor), owed];
    },
    feesFor(payout, brandId, amountMinor) {
      const feeMinor = isSending
        ? feeOf(amountMinor, services.platformFeeBps)
        : -(taken.get(payout.id)?.get(brandId)?.feeMinor ?? 0n);
      if (feeMinor === 0n) return [];
      const { currency, id: payoutId } = payout;
      const ofPayout = (minor: bigint, account: string, words: FeeWords): Posting => ({
        idempotencyKey: `payout:${payoutId}:${isSending ? words.key : `${words.key}-returned`}`,
        eventCode: minor > 0n ? `${words.key}.charged` : `${words.key}.returned`,
        sentence: feeSentence(move, isSending, minor, words.what),
        occurredAt: move.occurredAt,
        payoutId,
        entries: [...change(payout, brandId, -minor), { account, currency, amountMinor: minor }],
      });
      const fee = ofPayout(feeMinor, platformFeesAccount(brandId), { key: "fee", what: "fee" });
      const vat = vatBook.vatOn({ brandId, payoutId, currency, feeMinor });
      if (vat === null || vat.vatMinor === 0n) return [fee];
      const what = `VAT of ${formatRate(vat.rateBps)} on the fee`;
      return [fee, ofPayout(vat.vatMinor, platformVatAccount(brandId), { key: "vat", what })];
    },
    save: () => vatBook.save(),
  };
}

interface FeeWords {
  readonly key: "fee" | "vat";
  /** As it goes into sentences. */
  readonly what: string;
}

function feeSentence({ batchName }: FundingMove, isSending: boolean, minor: bigint, what: string): string {
  if (!isSending) return `The ${what} on a payout of batch ${batchName} was taken back, because the payout came back.`;
  return minor > 0n
    ? `${what.charAt(0).toUpperCase()}${what.slice(1)} on a payout of batch ${batchName}.`
    : `${what.charAt(0).toUpperCase()}${what.slice(1)} given back on commissions that were clawed back with batch ${batchName}.`;
}
