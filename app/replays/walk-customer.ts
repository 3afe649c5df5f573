import { bindingPartnershipOf } from "../attribution/customer-of.ts";
import type { Credit } from "../attribution/decision.ts";
import type { BindingEvidence } from "../attribution/sale-evidence.ts";

/** One sale on a customer's way, as it stands. */
export interface WalkedSale {
  readonly id: string;
  readonly placedAt: Date;
  /** Neither cancelled nor voided: it makes a customer, and may bind them. */
  readonly counts: boolean;
  /** What the shop says about earlier orders of the buyer; null when it says nothing. */
  readonly isReturningCustomer: boolean | null;
  readonly when: "before" | "inside" | "after";
  /** By the decision it points to. */
  readonly credits: readonly WalkedCredit[];
}

export type WalkedCredit = Pick<Credit, "partnershipId" | "shareBps" | "touchKind">;

/** What the sales before this one make of it. */
export interface Standing {
  readonly isReturningCustomer: boolean;
  readonly binding: BindingEvidence | null;
}

export interface WalkedStep<Sale, Judgement> {
  readonly sale: Sale;
  readonly standing: Standing;
  /** Null for a sale that stays as it was decided, because nothing that it depends on is another. */
  readonly judgement: Judgement | null;
  /** An earlier sale of the customer binds them to somebody else than it did, so settling that one settles this one again. */
  readonly isFollowing: boolean;
}

/**
 * Decides one customer's sales again in the order in which they were placed. A sale inside the period is judged by the other rules; what it
 * decides binds the customer from there on, as it would have then, and the sales after it are judged with that binding. A sale before
 * the period stays as it was decided. One after it is judged by its own rules, and only when the binding it sees is another than the one
 * that its decision saw. Whether a buyer is new depends on orders alone, never on who was credited with them.
 *
 * @param sales of one customer, in order of time.
 */
export function walkCustomer<Sale extends WalkedSale, Judgement extends { readonly credits: readonly WalkedCredit[] }>(
  sales: readonly Sale[],
  judge: (sale: Sale, standing: Standing) => Judgement,
): WalkedStep<Sale, Judgement>[] {
  let hasEarlierSale = false;
  let isFollowing = false;
  let binding: BindingEvidence | null = null;
  let bindingBefore: BindingEvidence | null = null;
  return sales.map((sale) => {
    const standing = { isReturningCustomer: hasEarlierSale || sale.isReturningCustomer === true, binding };
    const isJudged = sale.when === "inside" || (sale.when === "after" && !isSameBinding(binding, bindingBefore));
    const judgement = isJudged ? judge(sale, standing) : null;
    const step = { sale, standing, judgement, isFollowing };
    if (sale.counts) {
      const bindsTo = bindingPartnershipOf(judgement?.credits ?? sale.credits);
      const boundTo = bindingPartnershipOf(sale.credits);
      hasEarlierSale = true;
      isFollowing ||= bindsTo !== boundTo;
      binding = afterSale(binding, sale, bindsTo);
      bindingBefore = afterSale(bindingBefore, sale, boundTo);
    }
    return step;
  });
}

/** The earliest sale that a code or click decided binds; each further order counts against a binding of so many orders. */
function afterSale(binding: BindingEvidence | null, sale: WalkedSale, bindsTo: string | null): BindingEvidence | null {
  if (binding) return { ...binding, ordersSince: binding.ordersSince + 1 };
  if (bindsTo === null) return null;
  return { saleId: sale.id, partnershipId: bindsTo, occurredAt: sale.placedAt, ordersSince: 0 };
}

function isSameBinding(one: BindingEvidence | null, other: BindingEvidence | null): boolean {
  return (
    one?.saleId === other?.saleId &&
    one?.partnershipId === other?.partnershipId &&
    one?.ordersSince === other?.ordersSince
  );
}
