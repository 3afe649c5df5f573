import { formatDecimal, sumMinor } from "../kit/money.ts";
import { brandCommissionsAccount, creatorAccount, type LedgerEventCode } from "../ledger/account.ts";
import type { PostingEntry } from "../ledger/posting.ts";
import type { CommissionStatus } from "./commission.ts";
import type { Positions } from "./place-money.ts";

export interface CommissionChange {
  readonly brandId: string;
  readonly creatorId: string;
  readonly currency: string;
  readonly status: CommissionStatus;
  readonly before: Positions;
  readonly after: Positions;
  /** Per line what it should have earned more (or, below zero, less) than was posted for it. */
  readonly lineDifferences: readonly { readonly saleLineId: string; readonly amountMinor: bigint }[];
  /** Why, as a clause: "the sale was credited to you". */
  readonly because: string;
  /** A decline is overturned: what comes back is not earned anew. */
  readonly isReinstated?: boolean;
}

export interface DraftPosting {
  readonly eventCode: LedgerEventCode;
  readonly sentence: string;
  readonly entries: readonly PostingEntry[];
}

/**
 * The postings that lead from where a commission's money is to where it belongs: first what only moves between held and payable
 * (approved, or frozen by a dispute), then what is earned or taken back, line by line. Nothing to do: no posting.
 */
export function draftPostings(change: CommissionChange): DraftPosting[] {
  const heldMinor = change.after.heldMinor - change.before.heldMinor;
  const payableMinor = change.after.payableMinor - change.before.payableMinor;
  const movedMinor = heldMinor < 0n === payableMinor < 0n ? 0n : smaller(heldMinor, payableMinor);
  const toPayableMinor = payableMinor > 0n ? movedMinor : -movedMinor;
  const rest = { heldMinor: heldMinor + toPayableMinor, payableMinor: payableMinor - toPayableMinor };
  return [...draftMove(change, toPayableMinor), ...draftDifference(change, rest)];
}

function draftMove(change: CommissionChange, toPayableMinor: bigint): DraftPosting[] {
  if (toPayableMinor === 0n) return [];
  const { creatorId, brandId, currency } = change;
  const isApproved = toPayableMinor > 0n;
  const moved = `${formatDecimal(isApproved ? toPayableMinor : -toPayableMinor, currency)} ${currency}`;
  return [
    {
      eventCode: isApproved ? "commission.approved" : "commission.frozen",
      sentence: `${moved} became ${isApproved ? "payable" : "held again"}: ${change.because}.`,
      entries: [
        { account: creatorAccount(creatorId, brandId, "held"), currency, amountMinor: -toPayableMinor },
        { account: creatorAccount(creatorId, brandId, "payable"), currency, amountMinor: toPayableMinor },
      ],
    },
  ];
}

function draftDifference(change: CommissionChange, rest: { heldMinor: bigint; payableMinor: bigint }): DraftPosting[] {
  const lines = change.lineDifferences.filter(({ amountMinor }) => amountMinor !== 0n);
  const sum = sumMinor(lines.map(({ amountMinor }) => amountMinor));
  if (sum !== rest.heldMinor + rest.payableMinor) {
    throw new RangeError(`The lines change by ${sum}, the positions by ${rest.heldMinor + rest.payableMinor}.`);
  }
  if (lines.length === 0) return [];
  const { brandId, creatorId, currency } = change;
  const brand = lines.map(({ saleLineId, amountMinor }) => ({
    account: brandCommissionsAccount(brandId),
    currency,
    amountMinor: -amountMinor,
    saleLineId,
  }));
  // When all of the change is held there is no other place for a line that goes the other way.
  const isHeldAlone = rest.payableMinor === 0n && (rest.heldMinor !== 0n || change.status === "held");
  let heldLeft = rest.heldMinor;
  const creator = lines.flatMap(({ saleLineId, amountMinor }) => {
    const toHeld = amountMinor < 0n === heldLeft < 0n ? smaller(amountMinor, heldLeft) * signOf(heldLeft) : 0n;
    const heldPart = isHeldAlone ? amountMinor : toHeld;
    heldLeft -= heldPart;
    return [
      { account: creatorAccount(creatorId, brandId, "held"), currency, amountMinor: heldPart, saleLineId },
      {
        account: creatorAccount(creatorId, brandId, "payable"),
        currency,
        amountMinor: amountMinor - heldPart,
        saleLineId,
      },
    ].filter((entry) => entry.amountMinor !== 0n);
  });
  const eventCode = differenceCode(change, sum, rest.payableMinor);
  const amount = `${formatDecimal(sum < 0n ? -sum : sum, currency)} ${currency}`;
  const sentence =
    sum === 0n
      ? `The same sum now comes from other lines: ${change.because}.`
      : `${amount} ${verbs[eventCode]}: ${change.because}.`;
  return [{ eventCode, sentence, entries: [...brand, ...creator] }];
}

function differenceCode(change: CommissionChange, sum: bigint, payableMinor: bigint): keyof typeof verbs {
  if (change.status === "declined") return "commission.declined";
  if (sum >= 0n) return change.isReinstated ? "commission.reinstated" : "commission.earned";
  return payableMinor < 0n ? "commission.clawed-back" : "commission.reversed";
}

const verbs = {
  "commission.earned": "was earned",
  "commission.reinstated": "came back",
  "commission.reversed": "was taken back before it became payable",
  "commission.clawed-back": "was taken back after approval",
  "commission.declined": "was taken back by a decision",
} as const satisfies Partial<Record<LedgerEventCode, string>>;

function smaller(one: bigint, other: bigint): bigint {
  const left = one < 0n ? -one : one;
  const right = other < 0n ? -other : other;
  return left < right ? left : right;
}

function signOf(amount: bigint): bigint {
  return amount < 0n ? -1n : 1n;
}
