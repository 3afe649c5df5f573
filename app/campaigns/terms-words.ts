import { formatAmount, formatRate } from "#app/kit/amount-text.ts";
import { percentOf } from "#app/kit/money.ts";
import { exponentOf } from "#app/kit/currency.ts";
import type { TermsFacts, Worsening } from "./notice-rule.ts";
import { pickRule } from "./pick-rule.ts";
import { describeRulebook } from "./rulebook-words.ts";

/** "12 % of the sale", "€4.00 per sale": what one kind of customer earns. */
function wordsFor(terms: TermsFacts, customer: "new" | "returning"): string {
  const isNew = customer === "new";
  if (terms.kind === "percent") return formatRate(isNew ? terms.newCustomerRateBps : terms.returningCustomerRateBps);
  return formatAmount(isNew ? terms.newCustomerAmountMinor : terms.returningCustomerAmountMinor, terms.currency);
}

function paysNothing(terms: TermsFacts, customer: "new" | "returning"): boolean {
  return customer === "new"
    ? terms.newCustomerRateBps === 0 && terms.newCustomerAmountMinor === 0n
    : terms.returningCustomerRateBps === 0 && terms.returningCustomerAmountMinor === 0n;
}

/** "12 % for new customers, 6 % for returning ones", or "10 % of every sale" when both are the same. */
export function describeTerms(terms: TermsFacts): string {
  const newCustomer = wordsFor(terms, "new");
  const returning = wordsFor(terms, "returning");
  if (newCustomer === returning)
    return terms.kind === "percent" ? `${newCustomer} of every sale` : `${newCustomer} per sale`;
  const unit = terms.kind === "percent" ? "" : " per sale";
  const paid = (words: string, customer: "new" | "returning") =>
    paysNothing(terms, customer) ? "nothing" : words + unit;
  return `${paid(newCustomer, "new")} for new customers, ${paid(returning, "returning")} for returning ones`;
}

/** "14 days after the sale". */
export function describeHold(terms: TermsFacts): string {
  if (terms.holdDays === 0) return "no hold: a commission can be approved right after the sale";
  return `held for ${terms.holdDays} ${terms.holdDays === 1 ? "day" : "days"} after the sale, while it can be returned`;
}

/** What a new version changes for somebody who earns by `current`, one sentence each; empty when nothing does. */
export function describeChanges(current: TermsFacts, next: TermsFacts): string[] {
  const changes: string[] = [];
  const [paidBefore, paidAfter] = [describeTerms(current), describeTerms(next)];
  if (paidBefore !== paidAfter) changes.push(`Commission: ${paidAfter}. Until then: ${paidBefore}.`);
  if (current.holdDays !== next.holdDays) {
    changes.push(`Commissions are held for ${next.holdDays} days after the sale instead of ${current.holdDays}.`);
  }
  const [saidBefore, saidAfter] = [current, next].map((terms) => describeRulebook(terms.rulebook, terms.currency));
  const isIn = (sentences: readonly string[] | undefined, sentence: string) => sentences?.includes(sentence) ?? false;
  changes.push(...(saidAfter ?? []).filter((one) => !isIn(saidBefore, one)).map((one) => `New: ${one}`));
  changes.push(...(saidBefore ?? []).filter((one) => !isIn(saidAfter, one)).map((one) => `No longer: ${one}`));
  return changes;
}

export const worseningSentences: Readonly<Record<Worsening, string>> = {
  kind: "It changes between a share, an amount per sale and an amount per unit. Which pays more depends on the order, so this counts as a cut.",
  "new-customer": "It pays less for new customers.",
  "returning-customer": "It pays less for returning customers.",
  products: "It pays less for some products.",
  steps: "It pays less from a step on.",
  counting:
    "It counts steps, bonuses or the cap otherwise. Which pays more depends on the sales, so this counts as a cut.",
  bonus: "It lowers a bonus, or sets it further away.",
  cap: "It caps what can be earned, or lowers a cap.",
  repeat: "It ends the earning on a customer’s later orders, or ends it earlier.",
  hold: "It holds commissions longer.",
};

/** 40 of a currency with cents, 4,000 of one without: an everyday order to count with where no product has a price. */
export function exampleOrderMinor(currency: string): bigint {
  return exponentOf(currency) === 0 ? 4_000n : 40n * 10n ** BigInt(exponentOf(currency));
}

/** What the terms pay for one order of a new customer, computed as a sale would be: on the net after the shopper's discount. */
export interface EarningExample {
  readonly orderMinor: bigint;
  readonly netMinor: bigint;
  readonly earnsMinor: bigint;
  readonly currency: string;
}

export function computeExample(terms: TermsFacts, discountBps: number, orderMinor: bigint): EarningExample {
  const netMinor = orderMinor - percentOf(orderMinor, discountBps);
  const { winner } = pickRule(terms, { productId: "", sku: "", isReturningCustomer: false, progress: 0n });
  const byRule = winner.pays === "percent" ? percentOf(netMinor, winner.rateBps) : winner.amountMinor;
  const capMinor = terms.rulebook?.saleCapMinor ?? null;
  const earnsMinor = capMinor !== null && byRule > capMinor ? capMinor : byRule;
  return { orderMinor, netMinor, earnsMinor, currency: terms.currency };
}

/** "€4.32 on a €40.00 order". */
export function describeExample({ earnsMinor, orderMinor, currency }: EarningExample): string {
  return `${formatAmount(earnsMinor, currency)} on a ${formatAmount(orderMinor, currency)} order`;
}
