/** Where a tier begins, in followers of the largest channel. The product's own bounds. */
const tiers = [
  { name: "mid", from: 100_000, below: 500_000 },
  { name: "micro", from: 10_000, below: 100_000 },
  { name: "nano", from: 1_000, below: 10_000 },
] as const;

export type Tier = (typeof tiers)[number]["name"];

/** The tier of a creator by their largest channel; null below nano and above mid. Followers of several channels overlap, so they are not added. */
export function tierOf(followers: readonly number[]): Tier | null {
  const largest = Math.max(0, ...followers);
  return tiers.find(({ from, below }) => largest >= from && largest < below)?.name ?? null;
}
