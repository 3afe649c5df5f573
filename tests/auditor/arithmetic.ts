/** The auditor's own arithmetic on minor units. It imports nothing: a fault of the product's money must not be its fault too. */

/** Half a minor unit goes away from zero. Both sides of the fraction are zero or more here. */
export function roundHalfUp(top: bigint, bottom: bigint): bigint {
  const whole = top / bottom;
  const rest = top - whole * bottom;
  return rest + rest >= bottom ? whole + 1n : whole;
}

/**
 * Cuts an amount into parts as the weights are to each other. Everybody first gets the whole units of an exact part; the units left over
 * go one each to those who lost most by the cutting, the earlier one of two who lost the same.
 */
export function share(amount: bigint, weights: readonly bigint[]): bigint[] {
  const all = total(weights);
  if (all === 0n) return weights.map(() => 0n);
  const parts = weights.map((weight, place) => ({
    place,
    whole: (amount * weight) / all,
    lost: (amount * weight) % all,
  }));
  const short = amount - total(parts.map(({ whole }) => whole));
  const worst = [...parts].sort((a, b) => (a.lost > b.lost ? -1 : a.lost < b.lost ? 1 : a.place - b.place));
  const lucky = new Set(worst.slice(0, Number(short)).map(({ place }) => place));
  return parts.map(({ place, whole }) => whole + (lucky.has(place) ? 1n : 0n));
}

export function total(amounts: Iterable<bigint>): bigint {
  let sum = 0n;
  for (const amount of amounts) sum = sum + amount;
  return sum;
}

export function least(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}
