import type { ShopTrouble } from "../platform/code-stores/code-store.ts";

const FIRST_DELAY_MS = 20_000;
const LONGEST_DELAY_MS = 6 * 3_600_000;
/** About two days of trying. */
export const MAX_ATTEMPTS = 14;

/**
 * How long to wait after a try that failed in passing: doubled each time, spread so that many codes do not come back at once
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/), and never shorter than the shop asked for. Null: no
 * further try.
 *
 * @param attempts how often it was tried, this one included. @param jitter from 0 to 1.
 */
export function planRetryMs(
  trouble: Pick<ShopTrouble, "kind" | "retryAfterMs">,
  attempts: number,
  jitter: number,
): number | null {
  if (trouble.kind === "refused" || trouble.kind === "not-allowed") return null;
  // Being asked to slow down says nothing against the request: it is tried for as long as it takes.
  if (trouble.kind === "unreachable" && attempts >= MAX_ATTEMPTS) return null;
  const longest = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempts - 1));
  return Math.max(trouble.retryAfterMs ?? 0, Math.round(longest * (0.5 + jitter / 2)));
}

/** A number from 0 to 1 out of the random last digits of a UUID, so that waits are repeatable in tests. */
export function jitterFrom(id: string): number {
  return Number.parseInt(id.replaceAll("-", "").slice(-8), 16) / 0xffff_ffff;
}
