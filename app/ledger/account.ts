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
  "commission.clawed-back",
  "payout.sent",
  "payout.settled",
  "payout.returned",
] as const;
export type LedgerEventCode = (typeof ledgerEventCodes)[number];
