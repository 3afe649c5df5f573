import type { CampaignTerms } from "../campaigns/campaign.ts";
import { countsProgress, type Rulebook } from "../campaigns/rulebook.ts";
import type { ExchangeRate } from "../currencies/exchange-rate.ts";
import type { Conversion, EarnedLine } from "./earning.ts";

/** The currency a commission is kept in, and what it was converted at; nulls where nothing was converted. */
export interface KeptCurrency {
  readonly currency: string;
  /** 0 until it has moved money. */
  readonly revision: number;
  readonly exchangeRate: string | null;
  readonly exchangeRateDay: string | null;
  readonly exchangeRateSource: string | null;
}

export interface ChosenCurrency {
  readonly currency: string;
  /** Null where the sale is in the commission's currency, or earns a fixed amount. */
  readonly conversion: Conversion | null;
}

/** Finds the rate between two currencies on the day of an instant; null when none is known. */
export type RateOf = (from: string, to: string, at: Date) => Promise<ExchangeRate | null>;

/**
 * The currency a commission is in is its campaign's. Percent of a sale in another one is converted at the rate of the sale's day, which is
 * kept with the commission from then on. A commission that has moved money stays in the currency it was begun in.
 *
 * @param known the commission as it stands; undefined for one that is only begun.
 */
export async function chooseCurrency(
  sale: { readonly currency: string; readonly placedAt: Date },
  terms: CampaignTerms,
  known: KeptCurrency | undefined,
  rateOf: RateOf,
): Promise<ChosenCurrency> {
  const to = known && known.revision > 0 ? known.currency : terms.currency;
  const from = sale.currency;
  if (to === from || !needsRate(terms)) return { currency: to, conversion: null };
  const { exchangeRate = null, exchangeRateDay = null, exchangeRateSource = null } = known ?? {};
  const rate =
    exchangeRate === null
      ? await rateOf(from, to, sale.placedAt)
      : { from, to, rate: exchangeRate, day: exchangeRateDay ?? "", source: exchangeRateSource ?? "" };
  const day = sale.placedAt.toISOString().slice(0, "2026-06-01".length);
  return { currency: to, conversion: { to, day, rate } };
}

/** Whether anything in the terms is measured in the currency of the sale: a percentage, or steps and bonuses by net. */
function needsRate({ kind, rulebook }: CampaignTerms): boolean {
  return kind === "percent" || (rulebook?.rules ?? []).some(({ pays }) => pays === "percent") || measuresNet(rulebook);
}

function measuresNet(rulebook: Rulebook | null): boolean {
  return rulebook !== null && rulebook.measure === "net" && countsProgress(rulebook);
}

/** Whether the commission waits for a rate: one is missing, and a line earns a percentage or the net of the sale is counted. */
export function awaitsRate(
  { conversion }: ChosenCurrency,
  { rulebook }: CampaignTerms,
  lines: readonly Pick<EarnedLine, "rateBps">[],
): boolean {
  if (conversion?.rate !== null) return false;
  return lines.some(({ rateBps }) => rateBps !== null) || measuresNet(rulebook);
}

/** A commission in the currency chosen for it, with the rate it is converted at. */
export function inCurrency<Commission extends KeptCurrency>(
  commission: Commission,
  { currency, conversion }: ChosenCurrency,
): Commission {
  if (!conversion) return { ...commission, currency };
  const { rate } = conversion;
  return {
    ...commission,
    currency,
    exchangeRate: rate?.rate ?? null,
    exchangeRateDay: rate?.day ?? null,
    exchangeRateSource: rate?.source ?? null,
  };
}
