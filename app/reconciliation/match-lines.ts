import { sumMinor } from "../kit/money.ts";
import { payoutLineKinds, type RailLine } from "./rail-statement.ts";

/** A sent payout that a line of a statement may name. */
export interface NameablePayout {
  readonly payoutId: string;
  readonly batchName: string;
  readonly currency: string;
  readonly paidMinor: bigint;
  readonly railReference: string | null;
}

/** Lengths of the ends of a payout's id that files carry: the ACH entry's and the PayPal row's. */
const END_LENGTHS = [15, 30] as const;
const ID_LENGTH = 32;

/** A reference as our ids are written without dashes, in small letters; null where it is none of them nor an end of one. */
export function plainIdOf(reference: string): string | null {
  const plain = reference.replaceAll("-", "").trim().toLowerCase();
  const isOne =
    /^[0-9a-f]+$/.test(plain) && (plain.length === ID_LENGTH || END_LENGTHS.some((length) => plain.length === length));
  return isOne ? plain : null;
}

/** Whether a line is of money that was paid out, and not of what else moves the balance at a provider. */
export function isOfPayout({ kind }: RailLine): boolean {
  return payoutLineKinds.some((each) => each === kind);
}

/** Everything that may name the payment of a line. */
export function namesOf({ reference, names = [] }: RailLine): string[] {
  return [reference, ...names];
}

/** A line with the payout it names; null for a payment we know nothing of. */
export interface MatchedLine extends RailLine {
  readonly payoutId: string | null;
}

/**
 * Finds for each line the payout it names. A line that names a batch and is its sum is one line per payout of it, because banks book a file
 * as one; a line that names a batch and is not its sum names no payout.
 */
export function matchLines(lines: readonly RailLine[], payouts: readonly NameablePayout[]): MatchedLine[] {
  const byName = new Map<string, string>();
  const batches = new Map<string, NameablePayout[]>();
  for (const payout of payouts) {
    const plain = payout.payoutId.replaceAll("-", "").toLowerCase();
    byName.set(plain, payout.payoutId);
    for (const length of END_LENGTHS) byName.set(plain.slice(-length), payout.payoutId);
    if (payout.railReference !== null) byName.set(payout.railReference, payout.payoutId);
    batches.set(payout.batchName, [...(batches.get(payout.batchName) ?? []), payout]);
  }
  return lines.flatMap((line): MatchedLine[] => {
    if (!isOfPayout(line)) return [{ ...line, payoutId: null }];
    const payoutId = namesOf(line)
      .map((name) => byName.get(name) ?? byName.get(plainIdOf(name) ?? ""))
      .find((id) => id !== undefined);
    if (payoutId !== undefined) return [{ ...line, payoutId }];
    const batch = (batches.get(line.reference) ?? []).filter(({ currency }) => currency === line.currency);
    const isWholeBatch = batch.length > 0 && sumMinor(batch.map(({ paidMinor }) => paidMinor)) === line.amountMinor;
    if (!isWholeBatch) return [{ ...line, payoutId: null }];
    return batch.map((payout) => ({ ...line, payoutId: payout.payoutId, amountMinor: payout.paidMinor }));
  });
}
