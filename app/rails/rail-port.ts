import type { PayeeAccount, PayeeKind } from "../payees/payee-kinds.ts";
import type { PaymentBatch } from "./payment.ts";
import type { FileFormat, FileRailName, Rail, SkipReason } from "../payouts/payout.ts";

/** One file of a batch. */
export interface RailFile {
  readonly format: FileFormat;
  /** Tells files of one format apart, such as `USD-1`; empty where there is one. */
  readonly part: string;
  readonly content: string;
}

/** A rail that is a file. The same batch gives the same files, byte for byte. */
export interface FileRail {
  readonly kind: "file";
  readonly name: FileRailName;
  /** False while the account the money leaves from is not configured. */
  readonly isReady: boolean;
  /** Throws a RangeError for what the other side would not take: no payment, a currency or account of another rail, an amount not above zero. */
  write(batch: PaymentBatch): readonly RailFile[];
}

/** Which accounts a rail reaches, and in which currencies; null for all. */
interface RailReach {
  readonly payeeKinds: readonly PayeeKind[] | null;
  readonly currencies: readonly string[] | null;
}

/**
 * Currencies PayPal pays out in, without those it takes no decimals of although they have some (HUF, TWD).
 * https://developer.paypal.com/docs/reports/reference/paypal-supported-currencies/
 */
const paypalCurrencies = "AUD BRL CAD CHF CZK DKK EUR GBP HKD ILS JPY MXN MYR NOK NZD PHP PLN SEK SGD THB USD".split(
  " ",
);

export const railReach: Readonly<Record<Rail, RailReach>> = {
  sepa: { payeeKinds: ["iban"], currencies: ["EUR"] },
  nacha: { payeeKinds: ["us-account"], currencies: ["USD"] },
  "paypal-file": { payeeKinds: ["paypal"], currencies: paypalCurrencies },
  manual: { payeeKinds: null, currencies: null },
  stripe: { payeeKinds: ["stripe"], currencies: null },
  paypal: { payeeKinds: ["paypal"], currencies: paypalCurrencies },
};

/** Why a rail does not reach an account in a currency; null where it does. */
export function reachFaultOf(
  rail: Rail,
  account: PayeeAccount,
  currency: string,
  isReachedBySepa: (iban: string) => boolean,
): SkipReason | null {
  const { payeeKinds, currencies } = railReach[rail];
  if (payeeKinds !== null && !payeeKinds.includes(account.kind)) return "other-rail";
  if (rail === "sepa" && account.kind === "iban" && !isReachedBySepa(account.iban)) return "account-outside-sepa";
  if (currencies !== null && !currencies.includes(currency)) return "other-currency";
  return null;
}
