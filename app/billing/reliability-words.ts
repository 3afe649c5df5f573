/** How far back a brand's payments are looked at. */
export const RELIABILITY_DAYS = 365;
/** Fewer say nothing about a brand's habits. */
const LEAST_PAID = 3;

/** How fast a brand pays, in one sentence. */
export function paceInWords({
  medianDays,
  paidCount,
}: {
  readonly medianDays: number | null;
  readonly paidCount: number;
}): string {
  if (medianDays === null || paidCount < LEAST_PAID)
    return "Too new to say: fewer than three commissions have been paid.";
  const days = Math.round(medianDays);
  return `Half of all commissions arrived within ${days === 1 ? "1 day" : `${days} days`} of the sale, the hold included.`;
}
