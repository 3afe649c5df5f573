import { allocate, formatDecimal, sumMinor } from "../kit/money.ts";
import type { EarnedLine } from "./earning.ts";

/** A line with what it was granted: what the terms give, or less where the campaign's budget was used up. */
export interface GrantedLine extends EarnedLine {
  readonly earnedMinor: bigint;
}

/** What the campaign's budget still has for this commission. `limitMinor` null: no limit. */
export interface BudgetRoom {
  readonly limitMinor: bigint | null;
  /** The currency the budget is kept in. */
  readonly currency: string;
}

/** In the sentence of every line that was granted less than its terms give. */
export const GRANTED_LESS = "was granted:";

/**
 * Grants what the terms give, up to what the budget has left. A commission that does not fit whole is spread over its lines by largest
 * remainder, and each line says so. A budget in another currency than the sale grants nothing: there is no rate to count it with.
 */
export function grantFromBudget(lines: readonly EarnedLine[], saleCurrency: string, room: BudgetRoom): GrantedLine[] {
  const calculated = sumMinor(lines.map((line) => line.calculatedMinor));
  if (room.limitMinor === null || calculated <= room.limitMinor) {
    return lines.map((line) => ({ ...line, earnedMinor: line.calculatedMinor }));
  }
  const limitMinor = room.limitMinor < 0n ? 0n : room.limitMinor;
  const parts = allocate(
    limitMinor,
    lines.map((line) => line.calculatedMinor),
  );
  const amount = (minor: bigint) => `${formatDecimal(minor, saleCurrency)} ${saleCurrency}`;
  const why =
    room.currency === saleCurrency
      ? "the campaign's budget had no more"
      : `the campaign's budget is kept in ${room.currency} and this sale was in ${saleCurrency}`;
  return lines.map((line, index) => {
    const earnedMinor = parts[index] ?? 0n;
    if (earnedMinor === line.calculatedMinor) return { ...line, earnedMinor };
    const sentence = `${line.sentence} Of these ${amount(line.calculatedMinor)}, ${amount(earnedMinor)} ${GRANTED_LESS} ${why}.`;
    return { ...line, earnedMinor, sentence };
  });
}
