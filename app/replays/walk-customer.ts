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
  /** Null for a sale that is not settled again, because nothing that it depends on is another. */
  readonly judgement: Judgement | null;
  /** An earlier sale binds the customer to somebody else than it did, so this one is settled again too. */
  readonly isFollowing: boolean;
}

/**
 * Decides one customer's sales again in the order in which they were placed. A sale inside the period is judged by the other rules; what it
 * decides binds the customer from there on, as it would have then, and the sales after it are judged with that binding. A sale before
 * the period stays as it was decided. One after it is judged by its own rules, and only when an earlier one binds the customer to somebody else
 * than it did. Whether a buyer is new depends on orders alone, never on who was credited with them.
 *
 * @param sales of one customer, in order of time.
 * @param sees where several customers turned out to be one: which earlier sales each sale has in its history. All of them when not given.
 */
export function walkCustomer<Sale extends WalkedSale, Judgement extends { readonly credits: readonly WalkedCredit[] }>(
  sales: readonly Sale[],
  judge: (sale: Sale, standing: Standing) => Judgement,
  sees?: (sale: Sale, earlier: Sale) => boolean,
): WalkedStep<Sale, Judgement>[] {
  let isFollowing = false;
  let whole = NO_HISTORY;
  const counted: Counted<Sale>[] = [];
  return sales.map((sale) => {
    const history = sees
      ? counted.filter((earlier) => sees(sale, earlier.sale)).reduce(afterCounted, NO_HISTORY)
      : whole;
    const { hasEarlierSale, binding } = history;
    const standing = { isReturningCustomer: hasEarlierSale || sale.isReturningCustomer === true, binding };
    const isJudged = sale.when === "inside" || (sale.when === "after" && isFollowing);
    const judgement = isJudged ? judge(sale, standing) : null;
    const step = { sale, standing, judgement, isFollowing };
    if (sale.counts) {
      const bindsTo = bindingPartnershipOf(judgement?.credits ?? sale.credits);
      isFollowing ||= bindsTo !== bindingPartnershipOf(sale.credits);
      if (sees) counted.push({ sale, bindsTo });
      else whole = afterCounted(whole, { sale, bindsTo });
    }
    return step;
  });
}

/** A sale that counts, with whom it would bind its customer to. */
interface Counted<Sale> {
  readonly sale: Sale;
  readonly bindsTo: string | null;
}

interface History {
  readonly hasEarlierSale: boolean;
  readonly binding: BindingEvidence | null;
}

const NO_HISTORY: History = { hasEarlierSale: false, binding: null };

function afterCounted({ binding }: History, { sale, bindsTo }: Counted<WalkedSale>): History {
  return { hasEarlierSale: true, binding: afterSale(binding, sale, bindsTo) };
}

/** The earliest sale that a code or click decided binds; each further order counts against a binding of so many orders. */
function afterSale(binding: BindingEvidence | null, sale: WalkedSale, bindsTo: string | null): BindingEvidence | null {
  if (binding) return { ...binding, ordersSince: binding.ordersSince + 1 };
  if (bindsTo === null) return null;
  return { saleId: sale.id, partnershipId: bindsTo, occurredAt: sale.placedAt, ordersSince: 0 };
}
