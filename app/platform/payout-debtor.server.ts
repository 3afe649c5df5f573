import type { Environment } from "./env.server.ts";

/** Whose account a bank file takes the money from. */
export interface PayoutDebtor {
  readonly name: string;
  readonly iban: string;
  readonly bic: string;
}

/** The example account of the IBAN registry; no money can move on it. */
const demoDebtor: PayoutDebtor = { name: "Fairshare Demo", iban: "DE89370400440532013000", bic: "COBADEFFXXX" };

/** The configured account, or the example one in the demo; null when any of the three settings is missing. */
export function payoutDebtorOf(environment: Environment): PayoutDebtor | null {
  const { PAYOUT_DEBTOR_NAME: name, PAYOUT_DEBTOR_IBAN: iban, PAYOUT_DEBTOR_BIC: bic } = environment;
  if (name && iban && bic) return { name, iban, bic };
  return environment.DEMO === "on" ? demoDebtor : null;
}
