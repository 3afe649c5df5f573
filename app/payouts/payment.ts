/** One payment as a file carries it, payee details in the clear. Never logged. */
export interface Payment {
  readonly payoutId: string;
  readonly creatorName: string;
  readonly holderName: string;
  readonly iban: string;
  readonly amountMinor: bigint;
}

/** What a file says about the batch it was written for. */
export interface PaymentBatch {
  readonly name: string;
  readonly currency: string;
  readonly sentAt: Date;
  readonly payments: readonly Payment[];
}

/** The reference a payment carries to the creator's bank and back: the payout's id without dashes, 32 of the 35 characters allowed. */
export function endToEndIdOf(payoutId: string): string {
  return payoutId.replaceAll("-", "");
}
