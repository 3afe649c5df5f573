import type { PayeeAccount } from "../payees/payee-kinds.ts";

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

const ACH_REFERENCE_LENGTH = 15;
const PAYPAL_REFERENCE_LENGTH = 30;

/** The reference of an ACH entry: the last 15 digits of the payout's id, capitals, which are random (UUIDv7). */
export function achReferenceOf(payoutId: string): string {
  return endToEndIdOf(payoutId).slice(-ACH_REFERENCE_LENGTH).toUpperCase();
}

/** The customer id of a row of a PayPal file, which holds 30 characters. */
export function paypalReferenceOf(payoutId: string): string {
  return endToEndIdOf(payoutId).slice(-PAYPAL_REFERENCE_LENGTH);
}
