import { sumMinor } from "../kit/money.ts";
import type { Posting } from "../ledger/posting.ts";
import type { CommissionLineRow, CommissionRecord, CommissionRow } from "./commission-store.server.ts";
import type { CommissionStatus } from "./commission.ts";
import { draftPostings } from "./draft-postings.ts";
import type { GrantedLine } from "./grant-from-budget.ts";
import { placeMoney } from "./place-money.ts";

export interface CommissionTarget {
  /** What each line should have earned by now; for a declined commission what it would have. */
  readonly lines: readonly (GrantedLine & { readonly termsId: string })[];
  readonly status: CommissionStatus;
  readonly blockedBy: CommissionRecord["blockedBy"];
  readonly holdUntil: Date;
  /** Why, as a clause for the sentence of the posting. */
  readonly because: string;
  readonly occurredAt: Date;
  /** When it is moved. */
  readonly at: Date;
  /** The commission is not stored yet, and is inserted where it ends. */
  readonly isNew?: boolean;
}

/** What is written to bring one commission to its target. */
export interface CommissionMove {
  readonly postings: readonly Posting[];
  readonly row: CommissionRow;
  /** Those of its lines that change. */
  readonly lines: readonly CommissionLineRow[];
  readonly at: Date;
}

/**
 * How one commission comes from where it is to its target: the differences to post, line by line, and its positions and lines then. Null
 * for a commission that is there already.
 */
export function draftMove(commission: CommissionRecord, target: CommissionTarget): CommissionMove | null {
  const { brandId, id: commissionId, currency, creatorId, saleId } = commission;
  const known = new Map(commission.lines.map((line) => [line.saleLineId, line]));
  const lines = withMissingLines(target, commission.lines).map((line) =>
    target.status === "declined" ? declined(line) : line,
  );
  const earnedMinor = sumMinor(lines.map((line) => line.earnedMinor));
  const after = placeMoney(earnedMinor, target.status, target.blockedBy === "open-dispute", commission);
  const drafts = draftPostings({
    brandId,
    creatorId,
    currency,
    status: target.status,
    before: commission,
    after,
    lineDifferences: lines.map((line) => ({
      saleLineId: line.saleLineId,
      amountMinor: line.earnedMinor - (known.get(line.saleLineId)?.earnedMinor ?? 0n),
    })),
    because: target.because,
  });
  const postings = drafts.map((draft, index): Posting => {
    const idempotencyKey = `commission:${commissionId}:${commission.revision + index}`;
    return { ...draft, idempotencyKey, occurredAt: target.occurredAt, saleId, commissionId };
  });
  const changed = lines.filter((line) => hasChanged(line, known.get(line.saleLineId)));
  const { status, blockedBy, holdUntil, at } = target;
  const isSame =
    postings.length === 0 &&
    changed.length === 0 &&
    status === commission.status &&
    blockedBy === commission.blockedBy &&
    holdUntil.getTime() === commission.holdUntil.getTime();
  if (isSame && !target.isNew) return null;
  const { lines: _lines, ...row } = commission;
  return {
    postings,
    row: {
      ...{ ...row, ...after, earnedMinor, status, blockedBy, holdUntil },
      calculatedMinor: sumMinor(lines.map((line) => line.calculatedMinor)),
      revision: commission.revision + postings.length,
      updatedAt: at,
    },
    lines: changed.map((line) => ({ ...line, brandId, commissionId })),
    at,
  };
}

/** Lines that were posted for once and are not in the target any more have earned nothing. */
function withMissingLines(target: CommissionTarget, known: readonly CommissionLineRow[]): CommissionTarget["lines"] {
  const stated = new Set(target.lines.map(({ saleLineId }) => saleLineId));
  const missing = known.filter(({ saleLineId }) => !stated.has(saleLineId));
  return [
    ...target.lines,
    ...missing.map((line) => ({ ...line, remainingNetMinor: 0n, calculatedMinor: 0n, earnedMinor: 0n })),
  ];
}

const DECLINED_NOTE = " Declined by a person, so none of it is earned.";

function declined<Line extends GrantedLine>(line: Line): Line {
  return {
    ...line,
    earnedMinor: 0n,
    sentence: line.sentence.endsWith(DECLINED_NOTE) ? line.sentence : line.sentence + DECLINED_NOTE,
  };
}

function hasChanged(line: CommissionTarget["lines"][number], known: CommissionLineRow | undefined): boolean {
  return (
    known === undefined ||
    line.earnedMinor !== known.earnedMinor ||
    line.calculatedMinor !== known.calculatedMinor ||
    line.originalNetMinor !== known.originalNetMinor ||
    line.remainingNetMinor !== known.remainingNetMinor ||
    line.rateBps !== known.rateBps ||
    line.termsId !== known.termsId ||
    line.sentence !== known.sentence
  );
}
