/** What a shop is asked to honour: a percentage off the whole order for whoever types the code. */
export interface CodeTerms {
  /** As shown; shops match it whatever its case. */
  readonly code: string;
  /** The shopper's discount in basis points, above 0. */
  readonly discountBps: number;
  /** How often it may be used in all; null without limit. */
  readonly usageLimit: number | null;
  readonly isOncePerCustomer: boolean;
  /** From when on it no longer works, in whole seconds; null runs until it is removed. */
  readonly endsAt: Date | null;
}

/** A code as the shop has it now. */
export interface ShopCode {
  /** What the shop calls it. */
  readonly externalId: string;
  readonly code: string;
  /** Null when the shop gives something else than a percentage off the order. */
  readonly discountBps: number | null;
  readonly usageLimit: number | null;
  readonly isOncePerCustomer: boolean;
  readonly endsAt: Date | null;
  /** False for a code that was switched off, has ended or is used up. */
  readonly isActive: boolean;
  readonly usedCount: number;
  /** The id we left on it when we made it; null for a code of the shop's own. */
  readonly mark: string | null;
}

/** What a shop can limit. A term beyond it is left out of what is asked and of what is compared. */
export interface CodeAbilities {
  readonly limitsOncePerCustomer: boolean;
}

/** The codes of one shop. Each call is one or few requests to the shop; every failure is a ShopTrouble. */
export interface CodeStore {
  readonly abilities: CodeAbilities;
  /** Signs in and reads one page of codes: whether the credentials and their scopes are right. */
  check(): Promise<void>;
  /** The code as shoppers type it; null when the shop has no such code. */
  read(code: string): Promise<ShopCode | null>;
  /** Makes it. The mark tells later that it is ours. A name the shop uses already is refused. */
  create(terms: CodeTerms, mark: string): Promise<ShopCode>;
  /** Takes it away. What is gone already is no trouble. */
  remove(externalId: string): Promise<void>;
}

/**
 * unreachable: no answer, or a fault of the shop's; it may have acted all the same. throttled: asked too often. not-allowed: wrong
 * credentials or missing scopes. refused: the shop read the request and said no. Only the first two are worth another try.
 */
export type ShopTroubleKind = "unreachable" | "throttled" | "not-allowed" | "refused";

/** Why a shop did not do what it was asked, in a sentence for the brand. */
export class ShopTrouble extends Error {
  readonly kind: ShopTroubleKind;
  /** How long the shop wants to be left alone; null when it did not say. */
  readonly retryAfterMs: number | null;
  constructor(kind: ShopTroubleKind, sentence: string, retryAfterMs: number | null = null) {
    super(sentence);
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Whether trying again later may help. */
export function isPassing(trouble: ShopTrouble): boolean {
  return trouble.kind === "unreachable" || trouble.kind === "throttled";
}

/** What a shop answered in a shape we do not know: a fault of it, or of ours, and nothing to build on. */
export function strangeAnswer(shop: string): ShopTrouble {
  return new ShopTrouble("unreachable", `${shop} answered in a way we do not understand.`);
}
