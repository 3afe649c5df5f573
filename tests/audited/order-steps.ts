import fc from "fast-check";
import type { OrderFacts, OrderLineFacts } from "#app/sales/order-facts.ts";
import type { Line } from "#tests/auditor/order.ts";
import { paidFor } from "#tests/auditor/order.ts";
import { disputeOf, lineOf, orderOf, refundOf } from "#tests/world/tea-orders.ts";
import type { Product, RealDeal } from "./product.ts";
import type { Step } from "./steps.ts";
import { pick, type Model, type ToldOrder } from "./told-story.ts";

const anyNumber = fc.nat(9_999);
const CLICK_WINDOW_MS = 30 * 86_400_000;
const PER_MILLE = 1_000n;

const goods = fc.array(
  fc.record({
    pieces: fc.integer({ min: 1, max: 5 }),
    price: fc.bigInt({ min: 0n, max: 90_000n }),
    isGiftCard: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
  }),
  { minLength: 1, maxLength: 4 },
);

type Goods = readonly { readonly pieces: number; readonly price: bigint; readonly isGiftCard: boolean }[];

function linesOf(stated: Goods, from = 0): OrderLineFacts[] {
  return stated.map(({ pieces, price, isGiftCard }, index) => {
    const id = `line-${from + index + 1}`;
    const paid = { grossMinor: price, netMinor: isGiftCard ? 0n : price };
    return lineOf({ externalId: id, productId: id, sku: id, quantity: pieces, ...paid, isCommissionable: !isGiftCard });
  });
}

function auditedLine(line: OrderLineFacts, isGone = false): Line {
  const { externalId, quantity, grossMinor, isCommissionable } = line;
  return { id: externalId, pieces: quantity, price: grossMinor, isGiftCard: !isCommissionable, isGone };
}

const sumOf = (lines: readonly OrderLineFacts[], shipping: bigint) =>
  lines.reduce((sum, line) => sum + line.grossMinor, shipping);

/** How the buyer was led to the shop: nothing, a code, a click, or both. */
const ways = ["nothing", "code", "click", "both"] as const;

interface Touches {
  readonly codes: string[];
  readonly clickIds: string[];
  readonly credited: RealDeal[];
}

/** The rules of PRODUCT.md in the auditor's words: a code beats a click; where all touches share, each partnership has an equal part. */
function touchesOf(
  model: Model,
  product: Product,
  deal: RealDeal,
  way: (typeof ways)[number],
  number: number,
): Touches {
  // Mostly a fresh one: buyers come soon.
  const clicks = model.clicks
    .filter(({ deal: { campaign } }) => campaign === deal.campaign)
    .toReversed()
    .slice(0, 4);
  const click = way === "click" || way === "both" ? pick(clicks, number) : undefined;
  const code = way === "code" || way === "both" ? deal : undefined;
  const isFresh = click !== undefined && product.now() - click.at <= CLICK_WINDOW_MS;
  const led = [...(code ? [code] : []), ...(isFresh ? [click.deal] : [])];
  const credited = deal.isShared ? product.deals.filter((one) => led.includes(one)) : led.slice(0, 1);
  return { codes: code ? [code.name] : [], clickIds: click ? [click.id] : [], credited };
}

async function restate(product: Product, told: ToldOrder, change: Partial<OrderFacts>): Promise<void> {
  told.facts = { ...told.facts, ...change, providerUpdatedAt: product.world.clock.now() };
  await product.order(told.deal, told.facts, 1);
}

/** Every second time one whose commission has left or is about to, where there is one: what happens late is what is hard. */
function someOrder(model: Model, number: number): { name: string; told: ToldOrder } | undefined {
  const late = model.auditor.commissions.filter(({ status }) => status === "approved");
  const lateNames = new Set(late.map(({ orderName }) => orderName));
  const orders = [...model.orders];
  const lateOrders = orders.filter(([name]) => lateNames.has(name));
  const found = pick(number % 2 === 0 && lateOrders.length > 0 ? lateOrders : orders, number >> 1);
  return found && { name: found[0], told: found[1] };
}

/** The lines the shop states now, and those that are gone, as the auditor keeps them. */
function linesAfter(model: Model, name: string, stated: readonly OrderLineFacts[]): Line[] {
  const known = model.auditor.orders.get(name)?.lines ?? [];
  const now = new Map(stated.map((line) => [line.externalId, line]));
  const kept = known.map((line) => {
    const fresh = now.get(line.id);
    return fresh ? auditedLine(fresh) : { ...line, isGone: true };
  });
  const added = stated.filter(({ externalId }) => !known.some(({ id }) => id === externalId));
  return [...kept, ...added.map((line) => auditedLine(line))];
}

export const orderSteps = {
  click: {
    weight: 4,
    numbers: anyNumber,
    async run(model, product, number, tell) {
      const deal = pick(product.deals, number)!;
      model.clicks.push({ deal, id: await product.click(deal), at: product.now() });
      tell(`Somebody clicks on the link of ${deal.name}.`);
    },
  } satisfies Step<number>,

  order: {
    weight: 6,
    numbers: fc.record({
      ...{ deal: anyNumber, click: anyNumber, way: fc.constantFrom(...ways, "code" as const, "both" as const), goods },
      ...{ shipping: fc.bigInt({ min: 0n, max: 900n }), isPaid: fc.integer({ min: 0, max: 4 }).map((number) => number > 0), times: fc.integer({ min: 1, max: 2 }) },
    }),
    async run(model, product, numbers, tell) {
      const deal = pick(product.deals, numbers.deal)!;
      const { codes, clickIds, credited } = touchesOf(model, product, deal, numbers.way, numbers.click);
      model.count += 1;
      const name = `#${model.count}`;
      const lines = linesOf(numbers.goods);
      const facts = orderOf(product.world.clock.now(), {
        ...{ externalId: name, externalName: name, currency: deal.currency, lines, codes, clickIds },
        ...{ shippingMinor: numbers.shipping, totalMinor: sumOf(lines, numbers.shipping) },
        paymentStatus: numbers.isPaid ? "paid" : "pending",
      });
      tell(
        `${deal.brand} sells ${name} for ${facts.totalMinor} ${deal.currency} (${numbers.shipping} of it shipping) in ${lines.length} lines, ` +
          `by ${numbers.way}, ${facts.paymentStatus}, credited to ${credited.map((one) => one.name).join(" and ") || "nobody"}.`,
      );
      await product.order(deal, facts, numbers.times);
      model.orders.set(name, { deal, facts, openDispute: null });
      const goodsNow = { lines: lines.map((line) => auditedLine(line)), shipping: numbers.shipping };
      const order = { ...goodsNow, isCancelled: false, isPaid: numbers.isPaid, moneyBack: [] };
      model.auditor.order(name, order, credited, product.now());
    },
  } satisfies Step<{ deal: number; click: number; way: (typeof ways)[number]; goods: Goods; shipping: bigint; isPaid: boolean; times: number }>,

  edit: {
    weight: 2,
    numbers: fc.record({ order: anyNumber, line: anyNumber, what: fc.constantFrom("price", "drop", "add"), goods }),
    async run(model, product, { order, line, what, goods: fresh }, tell) {
      const found = someOrder(model, order);
      if (!found) return;
      const { name, told } = found;
      const lines = told.facts.lines;
      const chosen = pick(lines, line);
      const known = model.auditor.orders.get(name)?.lines.length ?? 0;
      const changed =
        what === "add"
          ? [...lines, ...linesOf(fresh.slice(0, 1), known)]
          : what === "drop"
            ? lines.filter((one) => one !== chosen)
            : lines.map((one) => (one === chosen ? { ...one, ...linesOf(fresh.slice(0, 1))[0], externalId: one.externalId } : one));
      tell(`The shop changes ${name} (${what} ${chosen?.externalId ?? "a line"}): ${changed.map((one) => `${one.externalId} ${one.quantity} for ${one.grossMinor}`).join(", ") || "no lines"}.`);
      model.auditor.restate(name, { lines: linesAfter(model, name, changed) });
      await restate(product, told, { lines: changed, totalMinor: sumOf(changed, told.facts.shippingMinor) });
    },
  } satisfies Step<{ order: number; line: number; what: string; goods: Goods }>,

  pay: {
    weight: 2,
    numbers: anyNumber,
    async run(model, product, number, tell) {
      const pending = [...model.orders].filter(([, told]) => told.facts.paymentStatus === "pending");
      const [name, told] = pick(pending, number) ?? [];
      if (name === undefined || !told) return;
      tell(`The buyer of ${name} pays.`);
      model.auditor.restate(name, { isPaid: true });
      await restate(product, told, { paymentStatus: "paid" });
    },
  } satisfies Step<number>,

  cancelOrder: {
    weight: 1,
    numbers: anyNumber,
    async run(model, product, number, tell) {
      const found = someOrder(model, number);
      if (!found || found.told.facts.cancelledAt !== null) return;
      tell(`${found.name} is cancelled.`);
      model.auditor.restate(found.name, { isCancelled: true });
      await restate(product, found.told, { cancelledAt: product.world.clock.now() });
    },
  } satisfies Step<number>,

  refund: {
    weight: 4,
    numbers: fc.record({ order: anyNumber, perMille: fc.bigInt({ min: 1n, max: 1_100n }), times: fc.integer({ min: 1, max: 2 }) }),
    async run(model, product, { order, perMille, times }, tell) {
      const found = someOrder(model, order);
      const audited = found && model.auditor.orders.get(found.name);
      if (!found || !audited) return;
      const amount = (paidFor(audited) * perMille) / PER_MILLE;
      if (amount <= 0n) return;
      model.count += 1;
      const id = `R${model.count}`;
      tell(`${amount} of ${found.name} goes back to the buyer.`);
      model.auditor.moneyBack(found.name, { at: product.now(), amount, pieces: [] });
      const facts = { externalId: id, externalOrderId: found.name, currency: found.told.facts.currency };
      await product.refund(found.told.deal, refundOf(product.world.clock.now(), amount, facts), times);
    },
  } satisfies Step<{ order: number; perMille: bigint; times: number }>,

  refundPieces: {
    weight: 3,
    numbers: fc.record({ order: anyNumber, line: anyNumber, count: fc.integer({ min: 1, max: 3 }), perMille: fc.option(fc.bigInt({ min: 0n, max: 1_200n }), { nil: null }) }),
    async run(model, product, { order, line, count, perMille }, tell) {
      const found = someOrder(model, order);
      const audited = found && model.auditor.orders.get(found.name);
      const chosen = pick(audited?.lines ?? [], line);
      if (!found || !audited || !chosen) return;
      model.count += 1;
      const price = perMille === null ? null : (chosen.price * perMille) / PER_MILLE;
      const amount = (price ?? chosen.price) + 1n;
      tell(`${count} of ${chosen.id} of ${found.name} come back${price === null ? "" : ` for ${price}`}.`);
      model.auditor.moneyBack(found.name, { at: product.now(), amount, pieces: [{ lineId: chosen.id, count, price }] });
      const lines = [{ externalLineId: chosen.id, quantity: count, netMinor: price }];
      const facts = { externalId: `R${model.count}`, externalOrderId: found.name, currency: found.told.facts.currency, lines };
      await product.refund(found.told.deal, refundOf(product.world.clock.now(), amount, facts), 1);
    },
  } satisfies Step<{ order: number; line: number; count: number; perMille: bigint | null }>,

  dispute: {
    weight: 3,
    numbers: anyNumber,
    async run(model, product, number, tell) {
      const found = someOrder(model, number);
      if (!found || found.told.openDispute !== null) return;
      const { name, told } = found;
      model.count += 1;
      told.openDispute = `D${model.count}`;
      tell(`The buyer of ${name} disputes the charge.`);
      model.auditor.dispute(name);
      await product.dispute(told.deal, disputeFacts(product, name, told, "open", told.facts.totalMinor));
    },
  } satisfies Step<number>,

  disputeEnds: {
    weight: 2,
    numbers: fc.record({ order: anyNumber, isWon: fc.boolean(), perMille: fc.bigInt({ min: 1n, max: 1_000n }) }),
    async run(model, product, { order, isWon, perMille }, tell) {
      const open = [...model.orders].filter(([, told]) => told.openDispute !== null);
      const [name, told] = pick(open, order) ?? [];
      if (name === undefined || !told) return;
      const amount = (told.facts.totalMinor * perMille) / PER_MILLE;
      tell(isWon ? `${told.deal.brand} wins the dispute about ${name}.` : `${told.deal.brand} loses the dispute about ${name}: ${amount} goes back.`);
      model.auditor.disputeEnds(name, isWon ? null : { at: product.now(), amount, pieces: [] });
      await product.dispute(told.deal, disputeFacts(product, name, told, isWon ? "won" : "lost", amount));
      told.openDispute = null;
    },
  } satisfies Step<{ order: number; isWon: boolean; perMille: bigint }>,
}; // prettier-ignore

function disputeFacts(product: Product, name: string, told: ToldOrder, status: "open" | "won" | "lost", amountMinor: bigint) {
  const now = product.world.clock.now();
  const named = { externalId: told.openDispute ?? "", externalOrderId: name, currency: told.facts.currency };
  return disputeOf(now, { ...named, status, amountMinor, providerUpdatedAt: now });
} // prettier-ignore
