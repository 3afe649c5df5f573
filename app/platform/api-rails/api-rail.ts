/** Providers that are paid through by calls to their API. */
export type ApiRailName = "stripe" | "paypal";

/** One payment inside a parcel. */
export interface ParcelPayment {
  readonly payoutId: string;
  /** Where it goes, in the provider's own terms: a connected account's id, an e-mail address. Never logged. */
  readonly destination: string;
  readonly amountMinor: bigint;
}

/** What one call to a provider carries: one payout, or all payouts of a batch in one currency. */
export interface Parcel {
  /** The same at every try: what the provider knows a repetition by. */
  readonly id: string;
  readonly batchId: string;
  readonly batchName: string;
  readonly currency: string;
  /** At least one; exactly one where a rail's parcel is a payout. In the order of the payouts' ids. */
  readonly payments: readonly ParcelPayment[];
}

/**
 * accepted: the provider has it. refused: it will not pay, and has paid nothing of it. unknown: it may have acted; what became of it is
 * asked before anything is tried again.
 */
export type ParcelAnswer =
  | {
      readonly kind: "accepted";
      readonly railReference: string;
      /** True where accepting is arriving, as for a transfer between balances. */
      readonly hasArrived: boolean;
    }
  | { readonly kind: "refused"; readonly reason: string }
  | { readonly kind: "unknown"; readonly problem: string };

/** not-found: sending with the same id is safe, because the provider has nothing or knows the id. */
export type FoundParcel = ParcelAnswer | { readonly kind: "not-found" };

/** What became of one accepted payment. */
export interface PaymentStanding {
  readonly payoutId: string;
  /** The provider's own name for this payment. */
  readonly railReference: string;
  readonly standing: "waiting" | "arrived" | "returned";
  /** The provider's words for a return; empty otherwise. */
  readonly reason: string;
}

export type ReverseAnswer =
  | { readonly kind: "reversed" }
  | { readonly kind: "refused"; readonly reason: string }
  | { readonly kind: "unknown"; readonly problem: string };

/** A provider that pays by API. No method throws for what the other side does: silence and faults are the answer `unknown`. */
export interface ApiRail {
  readonly kind: "api";
  readonly name: ApiRailName;
  /** What one call carries. */
  readonly parcel: "payout" | "batch";
  /** A stand-in or the provider's own test mode: no money moves, and screens say so. */
  readonly isTestMode: boolean;
  /** Asks the provider to pay, under the parcel's id. */
  send(parcel: Parcel): Promise<ParcelAnswer>;
  /** What the provider knows of a parcel that may have reached it at the given instant; asked before every repetition. */
  find(parcel: Parcel, firstTriedAt: Date): Promise<FoundParcel>;
  /** What became of the payments of an accepted parcel; a payment the provider could not be asked about is left out. */
  follow(parcel: Parcel, railReference: string): Promise<readonly PaymentStanding[]>;
  /** Which payments can be taken back: those that arrived, or those that still wait for their recipient. */
  readonly takesBack: "arrived" | "waiting";
  /** Takes one payment back, in full; asked twice it is taken back once. `key` is the same at every try. */
  reverse(payment: { readonly railReference: string; readonly key: string }): Promise<ReverseAnswer>;
}

/** The API rails that are configured. */
export type ApiRails = Readonly<Partial<Record<ApiRailName, ApiRail>>>;
