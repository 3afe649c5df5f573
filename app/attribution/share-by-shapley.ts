/** How many conversions came from shoppers who met exactly these sources, in whatever order. */
export interface CoalitionCount {
  readonly sources: readonly string[];
  readonly converted: number;
}

/**
 * The Shapley value of each source, in conversions, as exact fractions. The worth of a set of sources is the number of conversions whose
 * sources all lie in it. Then each conversion's worth is a unanimity game, whose Shapley value is equal parts among its members (Shapley,
 * "A Value for n-Person Games", 1953, the lemma on symmetric carrier games), and values add up: so a conversion met by n distinct sources
 * gives each of them 1/n, and no sum over all 2^n sets is needed. For sales this is the reading of Zhao, Mahboobi and Bagheri, "Shapley
 * Value Methods for Attribution Modeling in Online Advertising" (arXiv 1804.05327).
 *
 * @returns by source, in order of name: numerator and denominator in lowest terms. They sum to all conversions.
 */
export function shareByShapley(counts: readonly CoalitionCount[]): Map<string, Fraction> {
  const values = new Map<string, Fraction>();
  for (const { sources, converted } of counts) {
    const distinct = [...new Set(sources)];
    const part = lowest(BigInt(converted), BigInt(Math.max(distinct.length, 1)));
    for (const source of distinct) values.set(source, addFractions(values.get(source) ?? ZERO, part));
  }
  return new Map([...values].sort(([one], [other]) => (one < other ? -1 : 1)));
}

export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const ZERO: Fraction = { numerator: 0n, denominator: 1n };

function addFractions(one: Fraction, other: Fraction): Fraction {
  return lowest(
    one.numerator * other.denominator + other.numerator * one.denominator,
    one.denominator * other.denominator,
  );
}

function lowest(numerator: bigint, denominator: bigint): Fraction {
  let [a, b] = [numerator, denominator];
  while (b !== 0n) [a, b] = [b, a % b];
  return { numerator: numerator / a, denominator: denominator / a };
}
