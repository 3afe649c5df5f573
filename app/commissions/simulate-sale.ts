import { z } from "zod";
import type { CampaignTerms } from "#app/campaigns/campaign.ts";
import { toPath } from "#app/campaigns/form-path.ts";
import { parseAmount } from "#app/campaigns/rate-text.ts";
import { formatDecimal, sumMinor, WHOLE_BPS } from "#app/kit/money.ts";
import type { EarnedLine, EarningLine } from "./earning.ts";
import { addMonths, noProgress, type Progress } from "./progress.ts";
import { shouldEarn } from "./should-earn.ts";
import { SIMULATED_LINES, type SimulationTexts } from "./simulation-texts.ts";

/** An invented sale, and where the creator stood before it. */
export interface Simulation {
  readonly isReturningCustomer: boolean;
  readonly lines: readonly Pick<EarningLine, "productId" | "quantity" | "netMinor">[];
  readonly progress: Omit<Progress, "customerSince">;
  /** Months since the customer's first credited order; null for none. */
  readonly monthsSince: number | null;
}

const MAX_COUNT = 100_000;
const MAX_QUANTITY = 1_000;
const text = (max: number) => z.string().trim().max(max, "That is too long.").default("");

const shape = z.object({
  customer: z.enum(["new", "returning"], { error: "Choose a new or a returning customer." }).default("new"),
  lines: z
    .array(z.object({ product: text(100), quantity: text(10), amount: text(20) }))
    .max(SIMULATED_LINES, `At most ${SIMULATED_LINES} lines.`)
    .default([]),
  salesBefore: text(10),
  netBefore: text(20),
  earnedBefore: text(20),
  earnedInAll: text(20),
  ordersBefore: text(10),
  monthsSince: text(10),
}) satisfies z.ZodType<SimulationTexts>;

/** The form of an invented sale, in the currency of the terms. */
export function simulationSchema(currency: string) {
  return shape.transform((form, context): Simulation => {
    const addIssue = (field: string, message: string) =>
      context.addIssue({ code: "custom", path: toPath(field), message });
    const amount = (field: string, value: string): bigint => {
      const minor = value === "" ? 0n : parseAmount(value, currency);
      if (minor !== null && minor >= 0n) return minor;
      addIssue(field, `Write an amount in ${currency}, such as ${formatDecimal(4000n, currency)}.`);
      return 0n;
    };
    const count = (field: string, value: string, fallback: number, max = MAX_COUNT): number => {
      const number = value === "" ? fallback : Number(value);
      if (Number.isInteger(number) && number >= 0 && number <= max) return number;
      addIssue(field, `Write a whole number from 0 to ${max}.`);
      return fallback;
    };
    const lines = form.lines.flatMap(({ product, quantity, amount: paid }, index) => {
      if (product === "" && paid === "") return [];
      const netMinor = amount(`lines[${index}].amount`, paid);
      return [{ productId: product, quantity: count(`lines[${index}].quantity`, quantity, 1, MAX_QUANTITY), netMinor }];
    });
    if (lines.length === 0) addIssue("lines[0].amount", "Write what the customer pays for at least one line.");
    const customerOrders = count("ordersBefore", form.ordersBefore, 0);
    return {
      isReturningCustomer: form.customer === "returning",
      lines,
      progress: {
        ...noProgress,
        salesInPeriod: count("salesBefore", form.salesBefore, 0),
        netInPeriodMinor: amount("netBefore", form.netBefore),
        earnedInPeriodMinor: amount("earnedBefore", form.earnedBefore),
        earnedInAllMinor: amount("earnedInAll", form.earnedInAll),
        customerOrders,
      },
      monthsSince: customerOrders === 0 ? null : count("monthsSince", form.monthsSince, 0, 1_200),
    };
  });
}

export interface SimulatedLine extends Pick<EarnedLine, "part" | "calculatedMinor" | "sentence"> {
  readonly id: string;
  readonly product: string;
  readonly netMinor: bigint;
}

export interface SimulatedSale {
  readonly currency: string;
  readonly lines: readonly SimulatedLine[];
  readonly netMinor: bigint;
  readonly earnsMinor: bigint;
}

/** What an invented sale of this moment would earn a creator by these terms, by the rules that real sales are settled by. */
export function simulateSale(terms: CampaignTerms, simulation: Simulation, now: Date): SimulatedSale {
  const { currency } = terms;
  const sold = simulation.lines.map((line, index): EarningLine => ({
    ...line,
    id: String(index),
    sku: "",
    remainingMinor: line.netMinor,
    isCommissionable: true,
    isRemoved: false,
    isExcluded: false,
  }));
  const customerSince = simulation.monthsSince === null ? null : addMonths(now, -simulation.monthsSince);
  const { lines } = shouldEarn(
    { currency, placedAt: now, isVoid: false, isReturningCustomer: simulation.isReturningCustomer, lines: sold },
    terms,
    { allBps: [WHOLE_BPS], index: 0 },
    null,
    { ...simulation.progress, bonusInPeriodMinor: bonusGiven(terms, simulation.progress), customerSince },
  );
  return {
    currency,
    netMinor: sumMinor(sold.map(({ netMinor }) => netMinor)),
    earnsMinor: sumMinor(lines.map(({ calculatedMinor }) => calculatedMinor)),
    lines: lines.map(({ saleLineId, part, calculatedMinor, sentence }) => {
      const line = sold[Number(saleLineId)];
      const isBonus = part === "bonus";
      return {
        ...{ id: `${saleLineId} ${part}`, part, calculatedMinor, sentence },
        product: isBonus ? "" : (line?.productId ?? ""),
        netMinor: isBonus ? 0n : (line?.netMinor ?? 0n),
      };
    }),
  };
}

/** The bonuses that the earlier sales of the period have brought already. */
function bonusGiven({ rulebook }: CampaignTerms, stood: Simulation["progress"]): bigint {
  if (!rulebook) return 0n;
  const reached = rulebook.measure === "net" ? stood.netInPeriodMinor : BigInt(stood.salesInPeriod);
  return sumMinor(
    rulebook.bonuses.filter(({ atProgress }) => atProgress <= reached).map(({ amountMinor }) => amountMinor),
  );
}
