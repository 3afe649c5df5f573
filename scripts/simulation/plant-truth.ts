import type { RetailBook } from "./retail-book.ts";

/** How a planted customer's orders show who brought them. */
export type PlantedBy = "click" | "code";

export interface PlantedCustomer {
  /** Which of the simulated creators, from 0. */
  readonly creator: number;
  readonly by: PlantedBy;
  /** How long before each order the click was, in minutes; inside the window. */
  readonly minutesBefore: number;
}

/** Who brought whom: known here, and nowhere told to the pipeline but through clicks and codes. */
export type GroundTruth = ReadonlyMap<string, PlantedCustomer>;

/** One customer of so many is brought by a creator. */
const PLANTED_ONE_IN = 8;
const MINUTES_PER_DAY = 1_440;

/** Chooses exactly an eighth (rounded down) of the customers that bought something; the same seed and file choose the same. */
export function plantTruth(book: RetailBook, creatorCount: number, seed: number, windowDays: number): GroundTruth {
  const random = randomFrom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const customers = new Set<string>();
  for (const event of book.events)
    if (event.kind === "order" && event.customerId !== null) customers.add(event.customerId);
  const left = [...customers].sort();
  const truth = new Map<string, PlantedCustomer>();
  const count = Math.floor(left.length / PLANTED_ONE_IN);
  for (let index = 0; index < count; index += 1) {
    const [customer] = left.splice(below(left.length), 1);
    if (customer === undefined) break;
    const by = index % 2 === 0 ? "click" : "code";
    truth.set(customer, {
      creator: below(creatorCount),
      by,
      minutesBefore: 1 + below(windowDays * MINUTES_PER_DAY - 1),
    });
  }
  return truth;
}

/** Mulberry32, a small generator with a 32-bit state: the same numbers on every machine. Not for secrets. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
