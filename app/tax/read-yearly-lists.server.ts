import { convertPart } from "#app/currencies/exchange-rate.ts";
import { findRate } from "#app/currencies/rate-store.server.ts";
import type { Outcome } from "#app/kit/outcome.ts";
import { findCreatorNames } from "#app/payees/payee-store.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { standingOf, type TaxFormFacts } from "./tax-form.ts";
import { findHomeCountries, findLatestForms, formOf, type TaxFormRow } from "./tax-form-store.server.ts";
import { findArrivedPayouts, type ArrivedPayout } from "./tax-payment-store.server.ts";
import { dayIn } from "./tax-year.ts";
import { composeDac7List, type Dac7List, type QuarterlyPayment } from "./yearly-dac7.ts";
import { composeNecList, type NecList, type YearlyPayment } from "./yearly-nec.ts";

const DOLLAR = "USD";
const WHOLE = { numerator: 1n, denominator: 1n } as const;

/** A rate that is needed to say what a payment was in US dollars. */
export interface MissingRate {
  readonly currency: string;
  readonly day: string;
}

export interface YearlyLists {
  readonly year: number;
  readonly nec: Outcome<NecList, "no-threshold">;
  readonly dac7: Dac7List;
  /** Payments in currencies whose rate of the day is not known: they are in no sum of the 1099 list, and it is not exported. */
  readonly missingRates: readonly MissingRate[];
  readonly names: ReadonlyMap<string, string>;
  readonly forms: ReadonlyMap<string, readonly TaxFormRow[]>;
}

/** Both lists of a year as things stand now. */
export function readYearlyLists(services: Services, year: number): Promise<YearlyLists> {
  return services.db.inPlatform((tx) => readYearlyListsIn(services, tx, year));
}

export async function readYearlyListsIn(services: Services, tx: Tx, year: number): Promise<YearlyLists> {
  const { timeZone } = services.taxPayer;
  // A time zone is at most 14 hours off, so two days more on either side hold the whole year of any of them.
  const arrived = await findArrivedPayouts(tx, new Date(Date.UTC(year, 0, -1)), new Date(Date.UTC(year + 1, 0, 3)));
  const creatorIds = [...new Set(arrived.map(({ creatorId }) => creatorId))];
  const forms = await findLatestForms(tx, creatorIds);
  const homes = await findHomeCountries(tx, creatorIds);
  const people = creatorIds.map((creatorId) => {
    const own = forms.get(creatorId);
    return {
      creatorId,
      residence: own?.[0]?.country ?? homes.get(creatorId) ?? "",
      w9: formOf(own, "w-9"),
      hasW8: countedIn(year, formOf(own, "w-8ben")) || countedIn(year, formOf(own, "w-8ben-e")),
      dac7: formOf(own, "dac7"),
    };
  });
  const { payments, missingRates } = await inDollars(tx, arrived, timeZone, year);
  const quarterly = arrived
    .filter(({ returnedAt }) => returnedAt === null)
    .map((payout): QuarterlyPayment => ({ ...payout, paidOn: dayIn(timeZone, payout.settledAt) }));
  return {
    year,
    nec: composeNecList(year, payments, people),
    dac7: composeDac7List(year, quarterly, people),
    missingRates,
    names: await findCreatorNames(tx, creatorIds),
    forms,
  };
}

/** Whether a W-8 counted at the end of a year. */
function countedIn(year: number, form: TaxFormFacts | null): boolean {
  return standingOf(form, `${year}-12-31`) === "valid";
}

/** Payments in US dollars, at the rate they were converted at or that of the day they arrived. */
async function inDollars(
  tx: Tx,
  arrived: readonly ArrivedPayout[],
  timeZone: string,
  year: number,
): Promise<{ payments: YearlyPayment[]; missingRates: MissingRate[] }> {
  const known = new Map<string, string | null>();
  const payments: YearlyPayment[] = [];
  const missing = new Map<string, MissingRate>();
  for (const payout of arrived) {
    const { payoutId, creatorId, currency, settledAt, returnedAt } = payout;
    const paidOn = dayIn(timeZone, settledAt);
    if (!paidOn.startsWith(String(year))) continue;
    const rate = await dollarRateOf(tx, payout, known);
    if (rate === null) {
      const day = settledAt.toISOString().slice(0, 10);
      missing.set(`${currency} ${day}`, { currency, day });
      continue;
    }
    const convert = (minor: bigint) =>
      currency === DOLLAR ? minor : convertPart(minor, { from: currency, to: DOLLAR, rate }, WHOLE);
    payments.push({
      ...{ payoutId, creatorId, paidOn, returnedOn: returnedAt && dayIn(timeZone, returnedAt) },
      amountMinor: convert(payout.amountMinor),
      withheldMinor: convert(payout.withheldMinor),
    });
  }
  return { payments, missingRates: [...missing.values()] };
}

async function dollarRateOf(
  tx: Tx,
  { currency, paidCurrency, rate, settledAt }: ArrivedPayout,
  known: Map<string, string | null>,
): Promise<string | null> {
  if (currency === DOLLAR) return "1";
  if (paidCurrency === DOLLAR && rate !== null) return rate;
  const key = `${currency} ${settledAt.toISOString().slice(0, 10)}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const loaded = (await findRate(tx, currency, DOLLAR, settledAt))?.rate ?? null;
  known.set(key, loaded);
  return loaded;
}
