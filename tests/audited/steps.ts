import type fc from "fast-check";
import { compare, payoutsOf, type Model } from "./told-story.ts";
import type { Product } from "./product.ts";
import { orderSteps } from "./order-steps.ts";
import { payoutSteps } from "./payout-steps.ts";

/**
 * One kind of thing that happens. `run` does it to the product and tells the auditor; it returns the sentence for the story, or null when
 * there is nothing to do it to, such as a refund before the first order. Numbers pick from what there is.
 */
export interface Step<Numbers> {
  readonly numbers: fc.Arbitrary<Numbers>;
  /** How often it happens beside the others. */
  readonly weight: number;
  run(model: Model, product: Product, numbers: Numbers, tell: (sentence: string) => void): Promise<void>;
}

type Command = fc.AsyncCommand<Model, Product>;

const MS_PER_MINUTE = 60_000;

/** How many steps really happened, and what was seen on the way: a run that never comes to the hard places proves nothing about them. */
export interface Walk {
  steps: number;
  readonly seen: Map<Sight, number>;
}

export const sights = {
  "a sale shared by two": (model: Model) => [...model.auditor.orders.values()].some(({ deals }) => deals.length === 2),
  "money payable": (model: Model) => commissionsOf(model).some(({ payable }) => payable > 0n),
  "money on its way": (model: Model) => commissionsOf(model).some(({ travelling }) => travelling > 0n),
  "money paid out": (model: Model) => commissionsOf(model).some(({ paid }) => paid > 0n),
  "a debt after paying out": (model: Model) => commissionsOf(model).some(({ payable, paid }) => payable < 0n && paid > 0n),
  "a debt taken off a payout": (model: Model) => partsOf(model).some(({ amount }) => amount < 0n),
  "an approved commission frozen": (model: Model) => commissionsOf(model).some(({ status, held }) => status === "approved" && held > 0n),
  "a debt with an open dispute": (model: Model) =>
    commissionsOf(model).some(({ payable, orderName }) => payable < 0n && model.auditor.orders.get(orderName)?.isDisputed === true),
  "a declined commission that was paid": (model: Model) => commissionsOf(model).some(({ status, paid }) => status === "declined" && paid > 0n),
  "a payout that came back": (model: Model) => payoutsOf(model.auditor).some(({ status }) => status === "returned"),
  "payable money that waits for its brand's": (model: Model) => currenciesOf(model).some((currency) => {
    const waiting = commissionsOf(model).filter(({ deal, payable }) => deal.currency === currency && payable > 0n);
    return waiting.length > 0 && waiting.some(({ deal }) => model.auditor.fundsOf(deal.brand, currency) === 0n);
  }),
  "a fee charged": (model: Model) => [...model.auditor.spent().values()].some(({ fees }) => fees > 0n),
  "a batch cancelled": (model: Model) => model.auditor.batches.some(({ status }) => status === "cancelled"),
} as const; // prettier-ignore
export type Sight = keyof typeof sights;

const commissionsOf = ({ auditor }: Model) => auditor.commissions;
const currenciesOf = ({ auditor }: Model) => [...new Set(auditor.commissions.map(({ deal }) => deal.currency))];
const partsOf = ({ auditor }: Model) => payoutsOf(auditor).flatMap(({ parts }) => parts);

function commandOf<Numbers>(name: string, step: Step<Numbers>, walk: Walk): fc.Arbitrary<Command> {
  return step.numbers.map((numbers) => ({
    check: () => true,
    async run(model, product) {
      // No two things happen at the same instant: their order in time is the order of the story.
      product.world.clock.advanceMs(MS_PER_MINUTE);
      const before = model.story.length;
      await step.run(model, product, numbers, (sentence) => model.story.push(sentence));
      if (model.story.length === before) return;
      walk.steps += 1;
      for (const [sight, isSeen] of Object.entries(sights) as [Sight, (model: Model) => boolean][]) {
        if (isSeen(model)) walk.seen.set(sight, (walk.seen.get(sight) ?? 0) + 1);
      }
      await compare(model, product);
    },
    toString: () => name,
  }));
}

/** Every step, as often as its weight says. A further kind of step is one more line in one of the lists. */
export function allCommands(walk: Walk): fc.Arbitrary<Command>[] {
  return Object.entries({ ...orderSteps, ...payoutSteps }).flatMap(([name, step]) => {
    const command = commandOf(name, step as Step<unknown>, walk);
    return Array.from({ length: step.weight }, () => command);
  });
}
