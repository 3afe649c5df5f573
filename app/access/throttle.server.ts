import ipaddr from "ipaddr.js";
import { RateLimiterDrizzle, RateLimiterRes } from "rate-limiter-flexible";
import type { Services } from "#app/platform/services.server.ts";
import { throttleCounters } from "#db/schema/access.ts";

/** So many tries in so long a time, counted from the first of them. */
export interface Limit {
  readonly name: string;
  readonly tries: number;
  readonly windowSeconds: number;
}

const TEN_MINUTES = 600;
const ONE_HOUR = 3_600;

/**
 * Every limit on guessing. Only failures stay counted: what succeeds is given back. No limit locks anybody out for longer than its
 * window, and the owner of an account under attack keeps two ways in that the attacker cannot use up: a device they have signed in
 * on before, which counts by itself (https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies), and
 * the link of a reset mail.
 */
export const limits = {
  /** All unknown devices together, whatever their address: a hundred thousand addresses guess no faster than one. */
  signInPerAccount: { name: "sign-in-account", tries: 10, windowSeconds: TEN_MINUTES },
  /** A device that signed in to this account before: nobody else's tries count against it. */
  signInPerDevice: { name: "sign-in-device", tries: 10, windowSeconds: TEN_MINUTES },
  /** One password tried on many accounts. High enough for an office behind one address on a Monday morning. */
  signInPerAddress: { name: "sign-in-address", tries: 30, windowSeconds: TEN_MINUTES },
  /** Links of mails that do not exist. A token has 256 bits; this is against the load, not the luck. */
  codesPerAddress: { name: "code-address", tries: 20, windowSeconds: TEN_MINUTES },
  /** Nobody's mailbox is filled. Whoever asks for the mails, the owner has them. */
  resetMailsPerAccount: { name: "reset-account", tries: 3, windowSeconds: ONE_HOUR },
  resetMailsPerAddress: { name: "reset-address", tries: 20, windowSeconds: ONE_HOUR },
  /** Accounts made, and e-mails found to be taken, from one address. */
  signUpsPerAddress: { name: "sign-up-address", tries: 30, windowSeconds: ONE_HOUR },
  /** Order numbers a creator asks about and that are not credited to them: numbers are easily guessed, and a guess must not pay. */
  missingSalesPerCreator: { name: "missing-sale-creator", tries: 20, windowSeconds: ONE_HOUR },
  /** Giving the password again in a running session. */
  confirmationsPerPerson: { name: "confirm-person", tries: 10, windowSeconds: TEN_MINUTES },
} as const satisfies Record<string, Limit>;

export type Spent = { readonly ok: true } | { readonly ok: false; readonly waitSeconds: number };

/** Counts one try. Refused, with the seconds to wait, once the limit is used up; a refused try does not prolong the wait. */
export async function spendTry(services: Services, limit: Limit, who: string): Promise<Spent> {
  return withLimiter(services, limit, async (limiter) => {
    try {
      await limiter.consume(keyOf(services, who));
      return { ok: true };
    } catch (refusal) {
      // Caught inside the transaction, so that the try stays counted.
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      return { ok: false, waitSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) };
    }
  });
}

/** Takes one try back: it succeeded. */
export async function giveTryBack(services: Services, limit: Limit, who: string): Promise<void> {
  await withLimiter(services, limit, (limiter) => limiter.reward(keyOf(services, who)));
}

/** An address as the throttle sees it. IPv6 counts by /64, which is what one household or server is given (RFC 6177). */
export function addressGroup(address: string): string {
  if (!ipaddr.isValid(address)) return "unknown";
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv4") return parsed.toString();
  return ipaddr.fromByteArray([...parsed.toByteArray().slice(0, 8), ...new Array<number>(8).fill(0)]).toString();
}

/** Neither e-mails nor addresses stand in the table. */
function keyOf(services: Services, who: string): string {
  return services.keys.keyedHash("throttle", who);
}

/**
 * The limiter reads the machine's clock and not ours: guessing happens in real time, and the demo's moved clock must not forgive it.
 */
function withLimiter<T>(
  services: Services,
  limit: Limit,
  work: (limiter: RateLimiterDrizzle) => Promise<T>,
): Promise<T> {
  return services.db.inPlatform((tx) =>
    work(
      new RateLimiterDrizzle({
        storeClient: tx,
        schema: throttleCounters,
        keyPrefix: limit.name,
        points: limit.tries,
        duration: limit.windowSeconds,
        clearExpiredByTimeout: false,
      }),
    ),
  );
}
