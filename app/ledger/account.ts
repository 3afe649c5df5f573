/**
 * Accounts of the books. Each belongs to one brand, so that every transaction stays within one brand.
 * Amounts are from the owner's view: positive is owed to the account's owner.
 */

/** The positions a creator's money at one brand can be in. */
export const creatorPositions = ["held", "payable", "in_transit"] as const;
export type CreatorPosition = (typeof creatorPositions)[number];

/** What the brand owes for commissions: its side of every commission. Negative: the brand owes. */
export function brandCommissionsAccount(brandId: string): string {
  return `brand:${brandId}:commissions`;
}

/** A creator's money at one brand. */
export function creatorAccount(creatorId: string, brandId: string, position: CreatorPosition): string {
  return `creator:${creatorId}@brand:${brandId}:${position}`;
}

/** Money that left for a creator of this brand over a rail. Positive: paid out. */
export function railAccount(rail: string, brandId: string): string {
  return `rail:${rail}@brand:${brandId}:paid`;
}

/** What the platform holds for the brand. Creators are paid from it. Never below zero. */
export function brandFundsAccount(brandId: string): string {
  return `brand:${brandId}:funds`;
}

/** What the brand owes because a top-up was taken back after it had been paid on. Negative: the brand owes. */
export function brandShortfallAccount(brandId: string): string {
  return `brand:${brandId}:shortfall`;
}

/** The brand's money as it came in, by source (`stripe`, `bank`). Negative: so much came from there. */
export function fundingAccount(source: string, brandId: string): string {
  return `funding:${source}@brand:${brandId}:received`;
}

/** What the platform earned at this brand. */
export function platformFeesAccount(brandId: string): string {
  return `platform:fees@brand:${brandId}:charged`;
}

/** VAT on what the platform earned at this brand, owed to the tax office. */
export function platformVatAccount(brandId: string): string {
  return `platform:vat@brand:${brandId}:charged`;
}

/** Kept back of payouts at this brand and owed to the tax office in the creators' names. */
export function withheldTaxAccount(brandId: string): string {
  return `tax:withheld@brand:${brandId}:owed`;
}

/** Where a payout changes currency: what was earned comes in, what arrives goes out, at the rate the payout keeps. */
export function exchangeAccount(brandId: string): string {
  return `exchange@brand:${brandId}:converted`;
}

/** Why money moves. One code per kind of business event; the sentence of the transaction says the rest. */
export const ledgerEventCodes = [
  "commission.earned",
  "commission.reversed",
  "commission.approved",
  "commission.frozen",
  "commission.declined",
  "commission.reinstated",
  "commission.clawed-back",
  "payout.sent",
  "payout.settled",
  "payout.returned",
  "funding.received",
  "funding.refunded",
  "funding.reversed",
  "funding.reinstated",
  "fee.charged",
  "fee.returned",
  "vat.charged",
  "vat.returned",
] as const;
export type LedgerEventCode = (typeof ledgerEventCodes)[number];
