import type { OrderFacts } from "#app/sales/order-facts.ts";
import { Auditor, type Batch, type Commission, type Payout } from "#tests/auditor/auditor.ts";
import { differenceBetween, reportOf } from "#tests/auditor/report.ts";
import type { Product } from "./product.ts";
import { settings, type RealDeal } from "./product.ts";

/** An order with what is needed to state it to the product anew. */
export interface ToldOrder {
  readonly deal: RealDeal;
  facts: OrderFacts;
  /** The dispute the bank has not decided; null for none. */
  openDispute: string | null;
}

/** What the auditor knows, and how the product calls it. */
export interface Model {
  readonly auditor: Auditor;
  readonly orders: Map<string, ToldOrder>;
  readonly clicks: { readonly deal: RealDeal; readonly id: string; readonly at: number }[];
  readonly batchIds: Map<Batch, string>;
  /** What happened so far, a sentence per step. */
  readonly story: string[];
  /** Numbers orders, refunds and disputes. */
  count: number;
}

export function newModel(): Model {
  return { auditor: new Auditor(settings), orders: new Map(), clicks: [], batchIds: new Map(), story: [], count: 0 };
}

/** The product and the auditor no longer agree. The message tells the whole story up to here. */
export class DisagreementError extends Error {
  constructor(story: readonly string[], difference: string) {
    const told = story.map((sentence, index) => `${String(index + 1).padStart(4)}. ${sentence}`).join("\n");
    super(
      `The auditor and the product disagree.\n\nWhat happened:\n${told}\n\nWhat they disagree about:\n${difference}`,
    );
    this.name = "DisagreementError";
  }
}

/** Compares all books after a step. */
export async function compare(model: Model, product: Product): Promise<void> {
  const difference = differenceBetween(reportOf(model.auditor), await product.report());
  if (difference !== null) throw new DisagreementError(model.story, difference);
}

/** The product's answer to a wish must be the auditor's. */
export function expectAnswer(model: Model, expected: boolean, answered: boolean): void {
  if (expected === answered) return;
  const say = (isDone: boolean) => (isDone ? "this may be done" : "this must be refused");
  throw new DisagreementError(model.story, `the auditor says: ${say(expected)}\nthe product says: ${say(answered)}`);
}

/** The one a number points to, whatever the number; undefined where there is none. */
export function pick<Item>(items: readonly Item[], number: number): Item | undefined {
  return items[number % Math.max(1, items.length)];
}

export function dealOf(model: Model, { orderName, deal }: Commission): { told: ToldOrder; deal: RealDeal } {
  const told = model.orders.get(orderName);
  if (!told) throw new Error(`Order ${orderName} was never told.`);
  return { told, deal: deal as RealDeal };
}

export function payoutsOf(auditor: Auditor): Payout[] {
  return auditor.batches.flatMap(({ payouts }) => [...payouts]);
}
