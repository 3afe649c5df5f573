/** How many amounts there are in a currency, and what they add up to. */
export interface CurrencySum {
  readonly currency: string;
  readonly count: number;
  readonly minor: bigint;
}

/** Adds amounts, each currency for itself, by currency. */
export function sumByCurrency(
  amounts: readonly { readonly currency: string; readonly minor: bigint }[],
): CurrencySum[] {
  const sums = new Map<string, CurrencySum>();
  for (const { currency, minor } of amounts) {
    const sum = sums.get(currency) ?? { currency, count: 0, minor: 0n };
    sums.set(currency, { currency, count: sum.count + 1, minor: sum.minor + minor });
  }
  return [...sums.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1));
}
