import fc from "fast-check";
import type { Model } from "./told-story.ts";
import { compare } from "./told-story.ts";
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

/** How many steps really happened, over all runs. */
export const walked = { steps: 0 };

function commandOf<Numbers>(name: string, step: Step<Numbers>): fc.Arbitrary<Command> {
  return step.numbers.map((numbers) => ({
    check: () => true,
    async run(model, product) {
      // No two things happen at the same instant: their order in time is the order of the story.
      product.world.clock.advanceMs(MS_PER_MINUTE);
      const before = model.story.length;
      await step.run(model, product, numbers, (sentence) => model.story.push(sentence));
      if (model.story.length === before) return;
      walked.steps += 1;
      await compare(model, product);
    },
    toString: () => name,
  }));
}

/** Every step, as often as its weight says. A further kind of step is one more line in one of the lists. */
export function allCommands(): fc.Arbitrary<Command>[] {
  return Object.entries({ ...orderSteps, ...payoutSteps }).flatMap(([name, step]) => {
    const command = commandOf(name, step as Step<unknown>);
    return Array.from({ length: step.weight }, () => command);
  });
}
