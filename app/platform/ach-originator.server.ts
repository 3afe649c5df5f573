import type { Environment } from "./env.server.ts";

/** Who originates ACH payments, and through which bank, as a NACHA file names them. */
export interface AchOriginator {
  /** Nine digits: the bank the file is handed to, which originates the entries. */
  readonly bankRouting: string;
  readonly bankName: string;
  /** Ten characters the bank gave us, mostly 1 and the employer's identification number. */
  readonly companyId: string;
  readonly companyName: string;
}

/** An example bank that does not exist; no money can move through it. */
const demoOriginator: AchOriginator = {
  bankRouting: "021000021",
  bankName: "Example Bank",
  companyId: "1123456789",
  companyName: "Fairshare Demo",
};

/** The configured originator, or the example one in the demo; null when any of the four settings is missing. */
export function achOriginatorOf(environment: Environment): AchOriginator | null {
  const { PAYOUT_ACH_BANK_ROUTING: bankRouting, PAYOUT_ACH_BANK_NAME: bankName } = environment;
  const { PAYOUT_ACH_COMPANY_ID: companyId, PAYOUT_ACH_COMPANY_NAME: companyName } = environment;
  if (bankRouting && bankName && companyId && companyName) return { bankRouting, bankName, companyId, companyName };
  return environment.DEMO === "on" ? demoOriginator : null;
}
