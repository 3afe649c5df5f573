import type { Tx } from "#db/client.server.ts";
import { findTouchedPartnerships } from "#app/attribution/touched-partnership-store.server.ts";
import { partnershipUnder } from "#app/attribution/decide-under.ts";
import type { PolicyRules } from "#app/attribution/policy.ts";
import type { TouchedPartnership } from "#app/attribution/sale-evidence.ts";
import { findEarningPartnerships, type EarningPartnership } from "#app/commissions/earning-partnership-store.server.ts";
import type { ExchangeRate } from "#app/currencies/exchange-rate.ts";
import { findRate } from "#app/currencies/rate-store.server.ts";
import { isoDay } from "#app/insights/period.ts";

/**
 * The partnerships a replay has met, each read once: as they are, and as they would be judged under the other rules. A run keeps one
 * roster; what a campaign says meanwhile is seen by the next run.
 */
export class Roster {
  readonly #brandId: string;
  readonly #rules: PolicyRules;
  readonly #campaignId: string | null;
  readonly #known = new Map<string, { readonly asIs: TouchedPartnership; readonly replayed: TouchedPartnership }>();
  readonly #earning = new Map<string, EarningPartnership>();
  readonly #rates = new Map<string, ExchangeRate | null>();

  constructor(brandId: string, rules: PolicyRules, campaignId: string | null) {
    this.#brandId = brandId;
    this.#rules = rules;
    this.#campaignId = campaignId;
  }

  /** Reads those that are not known yet. */
  async meet(tx: Tx, ids: Iterable<string>): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => !this.#known.has(id));
    for (const asIs of await findTouchedPartnerships(tx, this.#brandId, missing)) {
      const isReplayed = this.#campaignId === null || this.#campaignId === asIs.campaignId;
      this.#known.set(asIs.id, { asIs, replayed: isReplayed ? partnershipUnder(asIs, this.#rules) : asIs });
    }
  }

  /** Reads what those earn by that are not known yet. */
  async meetEarning(tx: Tx, ids: Iterable<string>): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => !this.#earning.has(id));
    for (const one of await findEarningPartnerships(tx, this.#brandId, missing)) this.#earning.set(one.id, one);
  }

  /** @param isReplayed the sale lies in the period, so the other rules judge it. */
  partnership(id: string, isReplayed: boolean): TouchedPartnership {
    const known = this.#known.get(id);
    if (!known) throw new Error(`Partnership ${id} does not exist.`);
    return isReplayed ? known.replayed : known.asIs;
  }

  /** The rate between two currencies on the day of an instant, each read once. */
  async rate(tx: Tx, from: string, to: string, at: Date): Promise<ExchangeRate | null> {
    const key = `${from} ${to} ${isoDay(at)}`;
    const known = this.#rates.get(key);
    if (known !== undefined) return known;
    const rate = await findRate(tx, from, to, at);
    this.#rates.set(key, rate);
    return rate;
  }

  earning(id: string): EarningPartnership {
    const known = this.#earning.get(id);
    if (!known) throw new Error(`Partnership ${id} does not exist.`);
    return known;
  }
}
