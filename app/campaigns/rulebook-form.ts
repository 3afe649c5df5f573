import { z } from "zod";
import { formatDecimal } from "#app/kit/money.ts";
import { MAX_RATE_BPS } from "./campaign-draft.ts";
import type { AddIssue } from "./form-path.ts";
import { areTied } from "./pick-rule.ts";
import { parseAmount, parseRate } from "./rate-text.ts";
import {
  MAX_BONUSES,
  MAX_COLLECTION_LENGTH,
  MAX_PRIORITY,
  MAX_PRODUCT_LENGTH,
  MAX_PRODUCTS_PER_RULE,
  MAX_PROGRESS_SALES,
  MAX_REPEAT_MONTHS,
  MAX_REPEAT_ORDERS,
  MAX_RULES,
  orPlain,
  progressMeasures,
  progressPeriods,
  ruleCustomers,
  rulePays,
  ruleScopes,
  type ProgressMeasure,
  type Rulebook,
  type TermsBonus,
  type TermsRule,
} from "./rulebook.ts";
import type { RulebookTexts } from "./rulebook-form-texts.ts";

const numberText = z.string().trim().max(20, "That number is too long.").default("");
const MAX_LIST_LENGTH = MAX_PRODUCTS_PER_RULE * (MAX_PRODUCT_LENGTH + 2);

const ruleShape = z.object({
  scope: z.enum(ruleScopes, { error: "Choose what the rule is for." }).default("campaign"),
  name: z
    .string()
    .trim()
    .max(MAX_COLLECTION_LENGTH, `A collection's name has at most ${MAX_COLLECTION_LENGTH} characters.`)
    .default(""),
  products: z.string().max(MAX_LIST_LENGTH, "That list is too long.").default(""),
  customer: z.enum(ruleCustomers, { error: "Choose whose sales the rule is for." }).default("any"),
  pays: z.enum(rulePays, { error: "Choose what the rule pays." }).default("percent"),
  rate: numberText,
  amount: numberText,
  fromProgress: numberText,
  priority: numberText,
});

export const rulebookShape = {
  rules: z.array(ruleShape).max(MAX_RULES, `At most ${MAX_RULES} rules.`).default([]),
  bonuses: z
    .array(z.object({ atProgress: numberText, amount: numberText }))
    .max(MAX_BONUSES, `At most ${MAX_BONUSES} bonuses.`)
    .default([]),
  measure: z.enum(progressMeasures, { error: "Choose what is counted." }).default("sales"),
  period: z.enum(progressPeriods, { error: "Choose a month or a quarter." }).default("month"),
  saleCap: numberText,
  periodCap: numberText,
  creatorCap: numberText,
  repeatMonths: numberText,
  repeatOrders: numberText,
} satisfies Record<keyof RulebookTexts, z.ZodType>;

type RulebookFields = z.output<z.ZodObject<typeof rulebookShape>>;

/** Reads one text of the form; reports what is wrong with it and goes on with null. An empty text is null too. */
type ReadText<T> = (field: string, text: string) => T | null;

/** Turns the texts of the form into a rulebook; null for one that says nothing. Says for each text that cannot be read what is wrong. */
export function readRulebookForm(form: RulebookFields, currency: string, addIssue: AddIssue): Rulebook | null {
  const amount: ReadText<bigint> = (field, text) => {
    if (text === "") return null;
    const minor = parseAmount(text, currency);
    if (minor !== null && minor > 0n) return minor;
    addIssue(field, `Write an amount above 0 in ${currency}, such as ${formatDecimal(250n, currency)}.`);
    return null;
  };
  const whole = (field: string, text: string, what: string, min: number, max: number): number | null => {
    if (text === "") return null;
    const number = Number(text);
    if (Number.isInteger(number) && number >= min && number <= max) return number;
    addIssue(field, `${what} is a whole number from ${min} to ${max}.`);
    return null;
  };
  const progress = progressReader(form.measure, amount, whole);
  const rules = form.rules.map((rule, index) =>
    readRule(rule, `rules[${index}]`, { amount, whole, progress, addIssue }),
  );
  reportTies(rules, addIssue);
  return orPlain({
    rules,
    bonuses: form.bonuses.flatMap((bonus, index) =>
      readBonus(bonus, `bonuses[${index}]`, { amount, progress, addIssue }),
    ),
    measure: form.measure,
    period: form.period,
    saleCapMinor: amount("saleCap", form.saleCap),
    periodCapMinor: amount("periodCap", form.periodCap),
    creatorCapMinor: amount("creatorCap", form.creatorCap),
    repeatMonths: whole("repeatMonths", form.repeatMonths, "The number of months", 1, MAX_REPEAT_MONTHS),
    repeatOrders: whole("repeatOrders", form.repeatOrders, "The number of orders", 0, MAX_REPEAT_ORDERS),
  });
}

type ReadWhole = (field: string, text: string, what: string, min: number, max: number) => number | null;

function progressReader(measure: ProgressMeasure, amount: ReadText<bigint>, whole: ReadWhole): ReadText<bigint> {
  if (measure === "net") return amount;
  return (field, text) => {
    const sales = whole(field, text, "The number of sales", 1, MAX_PROGRESS_SALES);
    return sales === null ? null : BigInt(sales);
  };
}

interface Readers {
  readonly amount: ReadText<bigint>;
  readonly whole: ReadWhole;
  readonly progress: ReadText<bigint>;
  readonly addIssue: AddIssue;
}

function readRule(rule: RulebookFields["rules"][number], at: string, read: Readers): TermsRule {
  const { scope, customer, pays } = rule;
  const products = scope === "campaign" ? [] : readProducts(rule.products, `${at}.products`, read.addIssue);
  if (scope === "collection" && rule.name === "") {
    read.addIssue(`${at}.name`, "Name the collection: creators read it in their terms.");
  }
  return {
    scope,
    name: scope === "collection" ? rule.name : "",
    products,
    customer,
    pays,
    rateBps: pays === "percent" ? readRate(rule.rate, `${at}.rate`, read.addIssue) : 0,
    amountMinor: pays === "per-sale" || pays === "per-unit" ? readRuleAmount(rule.amount, `${at}.amount`, read) : 0n,
    fromProgress: read.progress(`${at}.fromProgress`, rule.fromProgress) ?? 0n,
    priority: read.whole(`${at}.priority`, rule.priority, "The priority", -MAX_PRIORITY, MAX_PRIORITY) ?? 0,
  };
}

function readProducts(text: string, field: string, addIssue: AddIssue): string[] {
  const named = [...new Set(text.split(/[\n,;]/).map((name) => name.trim()))].filter((name) => name !== "");
  if (named.length === 0) addIssue(field, "Name at least one product by its id in the shop or its SKU, one per line.");
  if (named.length > MAX_PRODUCTS_PER_RULE) addIssue(field, `A rule names at most ${MAX_PRODUCTS_PER_RULE} products.`);
  if (named.some((name) => name.length > MAX_PRODUCT_LENGTH)) {
    addIssue(field, `A product id or SKU has at most ${MAX_PRODUCT_LENGTH} characters.`);
  }
  return named;
}

function readRate(text: string, field: string, addIssue: AddIssue): number {
  const bps = parseRate(text);
  if (bps !== null && bps > 0 && bps <= MAX_RATE_BPS) return bps;
  addIssue(field, `Write a percentage above 0 and up to ${MAX_RATE_BPS / 100}, or choose that the rule pays nothing.`);
  return 0;
}

function readRuleAmount(text: string, field: string, { amount, addIssue }: Readers): bigint {
  if (text === "") addIssue(field, "Write what the rule pays, or choose that it pays nothing.");
  return amount(field, text) ?? 0n;
}

/** A row left wholly empty is no bonus. */
function readBonus(
  bonus: RulebookFields["bonuses"][number],
  at: string,
  { amount, progress, addIssue }: Pick<Readers, "amount" | "progress" | "addIssue">,
): TermsBonus[] {
  if (bonus.atProgress === "" && bonus.amount === "") return [];
  if (bonus.atProgress === "") addIssue(`${at}.atProgress`, "Say when the bonus is reached.");
  if (bonus.amount === "") addIssue(`${at}.amount`, "Say how much the bonus is.");
  return [
    {
      atProgress: progress(`${at}.atProgress`, bonus.atProgress) ?? 1n,
      amountMinor: amount(`${at}.amount`, bonus.amount) ?? 0n,
    },
  ];
}

/** Of two rules that fit a line one must be more specific or go first: nobody should have to guess which. */
function reportTies(rules: readonly TermsRule[], addIssue: AddIssue): void {
  for (const [index, rule] of rules.entries()) {
    const tied = rules.slice(0, index).findIndex((earlier) => areTied(rule, earlier));
    if (tied === -1) continue;
    addIssue(
      `rules[${index}].priority`,
      `Rule ${tied + 1} is for the same sales and no less specific. Give one of the two a higher priority.`,
    );
  }
}
