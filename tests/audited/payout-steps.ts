import fc from "fast-check";
import type { Step } from "./steps.ts";
import type { Commission, Payout } from "#tests/auditor/auditor.ts";
import { dealOf, expectAnswer, payoutsOf, pick, type Model } from "./told-story.ts";

const anyNumber = fc.nat(9_999);
const currencies = fc.constantFrom("EUR", "EUR", "JPY", "KWD", "USD");

/** Three times of four one that the bank can still say something about, where there is one. */
function somePayout({ auditor }: Model, number: number): Payout | undefined {
  const all = payoutsOf(auditor);
  const live = all.filter(({ status }) => status === "travelling" || status === "settled");
  return pick(number % 4 > 0 && live.length > 0 ? live : all, number >> 2);
}

/** Every second time one whose money has left, where there is one. */
function someCommission({ auditor }: Model, number: number): Commission | undefined {
  const gone = auditor.commissions.filter(({ travelling, paid }) => travelling + paid > 0n);
  return pick(number % 2 === 0 && gone.length > 0 ? gone : auditor.commissions, number >> 1);
}

export const payoutSteps = {
  wait: {
    weight: 4,
    numbers: fc.integer({ min: 1, max: 40 }),
    run(_, product, days, tell) {
      tell(`${days} days pass.`);
      product.world.clock.advanceDays(days);
      return Promise.resolve();
    },
  } satisfies Step<number>,

  approve: {
    weight: 2,
    numbers: anyNumber,
    async run(model, product, number, tell) {
      const commission = pick(model.auditor.commissions, number);
      if (!commission) return;
      const { deal } = dealOf(model, commission);
      tell(`Anton wants to approve what ${deal.name} earned on ${commission.orderName}.`);
      const may = model.auditor.mayApprove(commission, product.now());
      expectAnswer(model, may, await product.approve(deal, commission.orderName));
      if (may) model.auditor.approve(commission);
    },
  } satisfies Step<number>,

  approveAll: {
    weight: 4,
    numbers: fc.constant(null),
    async run(model, product, _, tell) {
      const ripe = model.auditor.commissions.filter((one) => model.auditor.mayApprove(one, product.now()));
      if (ripe.length === 0) return;
      tell(`Anton approves all ${ripe.length} that are ripe.`);
      for (const commission of ripe) {
        const { deal } = dealOf(model, commission);
        expectAnswer(model, true, await product.approve(deal, commission.orderName));
        model.auditor.approve(commission);
      }
    },
  } satisfies Step<null>,

  /** Of money that was paid out already this is the clawback. */
  decline: {
    weight: 2,
    numbers: anyNumber,
    async run(model, product, number, tell) {
      const commission = someCommission(model, number);
      if (!commission) return;
      const { deal } = dealOf(model, commission);
      tell(`Anton declines what ${deal.name} earned on ${commission.orderName} (${commission.paid} of it is paid out).`);
      const may = model.auditor.mayDecline(commission);
      expectAnswer(model, may, await product.decline(deal, commission.orderName));
      if (may) model.auditor.decline(commission);
    },
  } satisfies Step<number>,

  /** Often less than is payable, so that some wait for their brand's money. */
  fund: {
    weight: 4,
    numbers: fc.record({ deal: anyNumber, amount: fc.bigInt({ min: 1_000n, max: 300_000n }) }),
    async run(model, product, { deal: number, amount }, tell) {
      const owing = product.deals.filter((one) =>
        model.auditor.commissions.some(({ deal: own, payable }) => own === one && payable > 0n),
      );
      const deal = pick(number % 4 > 0 && owing.length > 0 ? owing : product.deals, number >> 2)!;
      tell(`${deal.brand} pays in ${amount} ${deal.currency}.`);
      await product.fund(deal, amount);
      model.auditor.deposit(deal.brand, deal.currency, amount);
    },
  } satisfies Step<{ deal: number; amount: bigint }>,

  prepare: {
    weight: 2,
    numbers: currencies,
    async run(model, product, currency, tell) {
      tell(`Petra prepares a batch in ${currency}.`);
      const prepared = await product.prepare(currency);
      expectAnswer(model, model.auditor.payees(currency).length > 0, prepared !== null);
      if (!prepared) return;
      const batch = model.auditor.prepare(currency, (creator) => prepared.payouts.get(creator) ?? "missing");
      model.batchIds.set(batch, prepared.batchId);
    },
  } satisfies Step<string>,

  /** A whole pay day without trouble, so that money leaves often enough for trouble to come after it. */
  payDay: {
    weight: 5,
    numbers: currencies,
    async run(model, product, currency, tell) {
      const { auditor } = model;
      if (auditor.payees(currency).length === 0) return;
      tell(`Pay day in ${currency}: prepared, approved, sent.`);
      const prepared = await product.prepare(currency);
      const batch = auditor.prepare(currency, (creator) => prepared?.payouts.get(creator) ?? "missing");
      model.batchIds.set(batch, prepared?.batchId ?? "");
      expectAnswer(model, auditor.stillStands(batch), await product.approveBatch(prepared?.batchId ?? ""));
      expectAnswer(model, true, await product.send(prepared?.batchId ?? ""));
      auditor.send(batch, product.now());
    },
  } satisfies Step<string>,

  approveBatch: {
    weight: 3,
    numbers: anyNumber,
    async run(model, product, number, tell) {
      const { auditor } = model;
      const batch = pick(auditor.batches.filter(({ status }) => status === "prepared"), number);
      if (!batch) return;
      tell(`Anton looks at the prepared batch in ${batch.currency} and wants to approve it.`);
      const stands = auditor.stillStands(batch);
      expectAnswer(model, stands, await product.approveBatch(model.batchIds.get(batch) ?? ""));
      if (stands) batch.status = "approved";
    },
  } satisfies Step<number>,

  send: {
    weight: 3,
    numbers: anyNumber,
    async run(model, product, number, tell) {
      const { auditor } = model;
      const batch = pick(auditor.batches.filter(({ status }) => status !== "cancelled"), number);
      if (!batch) return;
      tell(`Petra wants to send the ${batch.status} batch in ${batch.currency}.`);
      const may = batch.status === "approved" && auditor.stillStands(batch);
      expectAnswer(model, may, await product.send(model.batchIds.get(batch) ?? ""));
      if (may) auditor.send(batch, product.now());
      else if (batch.status === "approved") batch.status = "prepared";
    },
  } satisfies Step<number>,

  settle: {
    weight: 2,
    numbers: anyNumber,
    async run(model, product, number, tell) {
      const payout = somePayout(model, number);
      if (!payout) return;
      tell(`The bank says that ${payout.creator}'s ${payout.status} payout in ${payout.currency} arrived.`);
      const may = payout.status === "travelling" || payout.status === "settled";
      expectAnswer(model, may, await product.settle(payout.name));
      if (payout.status === "travelling") model.auditor.settle(payout);
    },
  } satisfies Step<number>,

  settleAll: {
    weight: 2,
    numbers: anyNumber,
    async run(model, product, number, tell) {
      const batch = pick(model.auditor.batches.filter(({ status }) => status === "sent"), number);
      if (!batch) return;
      tell(`The bank says that all of a batch in ${batch.currency} arrived.`);
      expectAnswer(model, true, await product.settleAll(model.batchIds.get(batch) ?? ""));
      for (const payout of batch.payouts) if (payout.status === "travelling") model.auditor.settle(payout);
    },
  } satisfies Step<number>,

  /** On its way it failed; after it had arrived it came back. */
  returned: {
    weight: 3,
    numbers: anyNumber,
    async run(model, product, number, tell) {
      const payout = somePayout(model, number);
      if (!payout) return;
      tell(`The bank says that ${payout.creator}'s ${payout.status} payout in ${payout.currency} came back.`);
      const may = ["travelling", "settled", "returned"].includes(payout.status);
      expectAnswer(model, may, await product.return(payout.name));
      if (payout.status === "travelling" || payout.status === "settled") model.auditor.return(payout, product.now());
    },
  } satisfies Step<number>,

  cancelBatch: {
    weight: 1,
    numbers: anyNumber,
    async run(model, product, number, tell) {
      const batch = pick(model.auditor.batches, number);
      if (!batch) return;
      tell(`Petra wants to cancel the ${batch.status} batch in ${batch.currency}.`);
      const may = batch.status === "prepared" || batch.status === "approved";
      expectAnswer(model, may, await product.cancel(model.batchIds.get(batch) ?? ""));
      if (may) model.auditor.cancel(batch);
    },
  } satisfies Step<number>,
}; // prettier-ignore
