import { z } from "zod";
import {
  clickReaches,
  codeTies,
  customerLimits,
  policyPresets,
  touchKinds,
  touchModels,
  type PolicyRules,
  type TouchOrder,
} from "../attribution/policy.ts";
import { rulesOf } from "../attribution/preset-rules.ts";
import { formatDecimal } from "#app/kit/money.ts";
import { defaultPolicy, MAX_BINDING_WINDOW_DAYS, MAX_CLICK_WINDOW_DAYS, MAX_TAIL_DAYS } from "./campaign-draft.ts";
import { MAX_BINDING_ORDERS, NO_PLACE, placeOf, type PolicyFieldName } from "./policy-form-texts.ts";
import { parseAmount } from "./rate-text.ts";

export const MAX_HALF_LIFE_DAYS = 90;
/** Thirty days. */
export const MAX_EXCLUSIVE_HOURS = 720;
export const MAX_EXCLUSIVE_PARTNERS = 50;
export const MAX_EXCLUDED_PRODUCTS = 200;
const MAX_EXCLUDED_LENGTH = 10_000;

/** A whole number within bounds that may be left empty, with one sentence for each way to get it wrong. */
function numberField(what: string, unit: string, min: number, max: number) {
  const sentence = `${what} is a whole number of ${unit} from ${min} to ${max}.`;
  return z.number({ error: sentence }).int(sentence).min(min, sentence).max(max, sentence).optional();
}

const placeField = z.enum([NO_PLACE, "1", "2", "3"], { error: "Choose a place from the list." }).optional();

/** What is left empty is as the chosen preset has it, so that changing the preset alone changes all of it. */
export const policyShape = {
  preset: z
    .enum(policyPresets, { error: "Choose who is credited when several touches meet." })
    .default(defaultPolicy.preset),
  clickWindowDays: numberField("The click window", "days", 1, MAX_CLICK_WINDOW_DAYS),
  clickReach: z.enum(clickReaches, { error: "Choose whose clicks count from the list." }).optional(),
  bindingWindowDays: numberField("The binding of customers", "days", 0, MAX_BINDING_WINDOW_DAYS),
  bindingOrders: numberField("The binding of customers", "orders", 1, MAX_BINDING_ORDERS),
  tailDays: numberField("The tail of clicks", "days", 0, MAX_TAIL_DAYS),
  codeTailDays: numberField("The tail of codes", "days", 0, MAX_TAIL_DAYS),
  codePlace: placeField,
  clickPlace: placeField,
  bindingPlace: placeField,
  model: z.enum(touchModels, { error: "Choose who gets what from the list." }).optional(),
  halfLifeDays: numberField("The half-life", "days", 1, MAX_HALF_LIFE_DAYS),
  codeTie: z.enum(codeTies, { error: "Choose from the list." }).optional(),
  ownPlacement: z.enum(["kept", "dropped"], { error: "Choose from the list." }).optional(),
  lateClicks: z.enum(["weak", "full"], { error: "Choose from the list." }).optional(),
  customerLimit: z.enum(customerLimits, { error: "Choose whose orders are credited." }).optional(),
  excludedProducts: z.string().trim().max(MAX_EXCLUDED_LENGTH, "That list is too long.").default(""),
  minOrder: z.string().trim().max(20, "That number is too long.").default(""),
} satisfies Record<PolicyFieldName, z.ZodType>;

/** Only a campaign that runs has partners who could be exclusive. */
export const exclusiveShape = {
  exclusiveHours: numberField("The exclusive window", "hours", 1, MAX_EXCLUSIVE_HOURS),
  exclusivePartners: z
    .array(z.uuid("Choose partners from the list."))
    .max(MAX_EXCLUSIVE_PARTNERS, `At most ${MAX_EXCLUSIVE_PARTNERS} exclusive partners.`)
    .default([]),
};

const policyFields = z.object(policyShape);
type PolicyFields = z.output<typeof policyFields>;
const exclusiveFields = z.object(exclusiveShape);

type AddIssue = (field: string, message: string) => void;

/** Turns the fields into rules; says for each that cannot be read what is wrong. */
export function readPolicy(form: PolicyFields, currency: string, addIssue: AddIssue): PolicyRules {
  const preset = rulesOf(form.preset);
  const minOrderMinor = form.minOrder === "" ? null : parseAmount(form.minOrder, currency);
  if (form.minOrder !== "" && (minOrderMinor === null || minOrderMinor <= 0n)) {
    addIssue(
      "minOrder",
      `Write an amount in ${currency}, such as ${formatDecimal(2500n, currency)}, or leave it empty.`,
    );
  }
  const excludedProducts = [...new Set(form.excludedProducts.split(/[\n,;]/).map((name) => name.trim()))].filter(
    (name) => name !== "",
  );
  if (excludedProducts.length > MAX_EXCLUDED_PRODUCTS) {
    addIssue("excludedProducts", `At most ${MAX_EXCLUDED_PRODUCTS} products can be excluded.`);
  }
  return {
    ...preset,
    precedence: readPrecedence(form, preset.precedence, addIssue),
    model: form.model ?? preset.model,
    halfLifeDays: form.halfLifeDays ?? preset.halfLifeDays,
    clickWindowDays: form.clickWindowDays ?? preset.clickWindowDays,
    clickReach: form.clickReach ?? preset.clickReach,
    bindingWindowDays: form.bindingWindowDays ?? preset.bindingWindowDays,
    bindingOrders: form.bindingOrders ?? null,
    tailDays: form.tailDays ?? preset.tailDays,
    codeTailDays: form.codeTailDays ?? form.tailDays ?? preset.codeTailDays,
    codeTie: form.codeTie ?? preset.codeTie,
    keepsOwnPlacement: form.ownPlacement ? form.ownPlacement === "kept" : preset.keepsOwnPlacement,
    areLateClicksWeak: form.lateClicks ? form.lateClicks === "weak" : preset.areLateClicksWeak,
    customerLimit: form.customerLimit ?? preset.customerLimit,
    excludedProducts,
    minOrderMinor,
  };
}

const placeNames = { code: "codePlace", click: "clickPlace", binding: "bindingPlace" } as const;

function readPrecedence(form: PolicyFields, preset: TouchOrder, addIssue: AddIssue): TouchOrder {
  const places = touchKinds.map((kind) => ({ kind, place: form[placeNames[kind]] ?? placeOf(preset, kind) }));
  const used = places.filter(({ place }) => place !== NO_PLACE);
  if (!used.some(({ kind }) => kind !== "binding")) {
    addIssue("clickPlace", "Let codes or clicks earn: without them nobody can be credited with a first sale.");
  }
  const tiers = ["1", "2", "3"].map((place) => used.filter((one) => one.place === place).map(({ kind }) => kind));
  return tiers.filter((kinds) => kinds.length > 0);
}

/** The form of a change to a campaign that is published. */
export function changePolicySchema(currency: string) {
  return policyFields.extend(exclusiveFields.shape).transform((form, context): PolicyRules => {
    const addIssue: AddIssue = (field, message) => context.addIssue({ code: "custom", path: [field], message });
    const { exclusiveHours = 0, exclusivePartners } = form;
    if (exclusiveHours > 0 && exclusivePartners.length === 0) {
      addIssue("exclusivePartners", "Choose the partners who have the exclusive window, or leave the hours empty.");
    }
    if (exclusiveHours === 0 && exclusivePartners.length > 0) {
      addIssue("exclusiveHours", `Give the exclusive window in hours, from 1 to ${MAX_EXCLUSIVE_HOURS}.`);
    }
    return { ...readPolicy(form, currency, addIssue), exclusiveHours, exclusivePartnershipIds: exclusivePartners };
  });
}
