import type { PayeeAccount } from "./payee-kinds.ts";

/** One payment as a rail carries it, payee details in the clear. Never logged. */
export interface Payment {
  readonly payoutId: string;
  readonly creatorName: string;
  readonly holderName: string;
  readonly account: PayeeAccount;
  /** What arrives: after a conversion, where the creator is paid in another currency than they earned. */
  readonly currency: string;
  readonly amountMinor: bigint;
}

/** What a rail is told about the batch it carries. */
export interface PaymentBatch {
  readonly name: string;
  readonly sentAt: Date;
  readonly payments: readonly Payment[];
}

/** The reference a payment carries to the creator's bank and back: the payout's id without dashes, 32 of the 35 characters allowed. */
export function endToEndIdOf(payoutId: string): string {
  return payoutId.replaceAll("-", "");
}
