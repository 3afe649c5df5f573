import { z } from "zod";
import { niches } from "../creators/creator.ts";
import { MS_PER_DAY } from "#app/kit/clock.ts";
import { formatDecimal } from "#app/kit/money.ts";
import { claimModes, type CampaignFacts, type CampaignProduct, type CodeRules } from "./campaign.ts";
import { codeRulesShape, readCodeRules } from "./code-rules-form.ts";
import {
  campaignCurrencies,
  DEFAULT_DISCLOSURE,
  MAX_BRIEF_LENGTH,
  MAX_DISCLOSURE_LENGTH,
  MAX_DISCOUNT_BPS,
  MAX_NAME_LENGTH,
  MAX_PRODUCTS,
  MAX_URL_LENGTH,
  type CampaignDraft,
} from "./campaign-draft.ts";
import { toPath, type AddIssue } from "./form-path.ts";
import { judgeUtmTemplate } from "../links/utm-template.ts";
import { utmFaultSentences } from "../links/utm-words.ts";
import { parseAmount, parseRate } from "./rate-text.ts";
import { policyShape, readPolicy } from "./policy-form.ts";
import { readTerms, termsShape } from "./terms-form.ts";

const text = (max: number, what: string) => z.string().trim().max(max, `${what} has at most ${max} characters.`);
const dayField = (sentence: string) => z.string().regex(/^\d{4}-\d{2}-\d{2}$/, sentence);

/** A web address that a browser may be sent to or load from. */
const httpsField = (sentence: string) =>
  text(MAX_URL_LENGTH, "An address").refine((value) => value.startsWith("https://") && URL.canParse(value), sentence);

const NEEDS_PAGE = "Give the product's page, beginning with https://.";

const productShape = z.object({
  title: text(MAX_NAME_LENGTH, "A product's name").default(""),
  url: httpsField(NEEDS_PAGE).optional(),
  imageUrl: httpsField("Give the picture's address, beginning with https://, or leave it empty.").optional(),
  price: z.string().trim().max(20, "That number is too long.").default(""),
});

/** What stays open after publishing. */
const openShape = {
  brief: text(MAX_BRIEF_LENGTH, "The brief").default(""),
  products: z.array(productShape).max(MAX_PRODUCTS, `At most ${MAX_PRODUCTS} products.`).default([]),
  budget: z.string().trim().max(20, "That number is too long.").default(""),
  startsOn: dayField("Give the first day as year-month-day.").optional(),
  endsOn: dayField("Give the last day as year-month-day.").optional(),
  utmTemplate: z.string().trim().default(""),
  ...codeRulesShape,
  fallbackUrl: httpsField("Give the address of the page, beginning with https://, or leave it empty.").optional(),
};

const formShape = z.object({
  ...openShape,
  name: z
    .string({ error: "Give the campaign a name: creators see it first." })
    .trim()
    .max(MAX_NAME_LENGTH, `A name has at most ${MAX_NAME_LENGTH} characters.`),
  disclosure: text(MAX_DISCLOSURE_LENGTH, "The disclosure").default(DEFAULT_DISCLOSURE),
  niches: z.array(z.enum(niches, { error: "Choose niches from the list." })).default([]),
  // Colleagues meet it as a link while the campaign is still a draft, so it is never anything but a web address.
  destinationUrl: httpsField("Give the address of the page, beginning with https://.").default(""),
  claimMode: z.enum(claimModes, { error: "Choose who may start." }).default("by-approval"),
  discount: z.string().trim().max(20, "That number is too long.").default(""),
  currency: z.enum(campaignCurrencies, { error: "Choose a currency from the list." }).default("EUR"),
  ...termsShape,
  ...policyShape,
});

/** What may change after publishing; nothing here touches what creators were promised to be paid. */
export interface PublishedEdit extends CodeRules {
  readonly brief: string;
  readonly products: readonly CampaignProduct[];
  readonly budgetMinor: bigint | null;
  readonly startsAt: Date;
  readonly endsAt: Date | null;
  readonly utmTemplate: string;
  readonly fallbackUrl: string | null;
}

type OpenFields = z.output<z.ZodObject<typeof openShape>>;

function readOpenFields(form: OpenFields, currency: string, today: Date, addIssue: AddIssue): PublishedEdit {
  const products = form.products.flatMap((product, position) => readProduct(product, position, currency, addIssue));
  const budgetMinor = form.budget === "" ? null : parseAmount(form.budget, currency);
  if (form.budget !== "" && (budgetMinor === null || budgetMinor <= 0n)) {
    addIssue(
      "budget",
      `Write the budget in ${currency}, such as ${formatDecimal(250_000n, currency)}, or leave it empty for no limit.`,
    );
  }
  const startsAt = form.startsOn === undefined ? today : new Date(`${form.startsOn}T00:00:00Z`);
  const endsAt = form.endsOn === undefined ? null : endOfDay(form.endsOn);
  if (Number.isNaN(startsAt.getTime())) addIssue("startsOn", "That day does not exist.");
  if (endsAt && Number.isNaN(endsAt.getTime())) addIssue("endsOn", "That day does not exist.");
  if (endsAt && endsAt <= startsAt) addIssue("endsOn", "The last day is before the first one.");
  // As copied from an address, with the question mark.
  const utmTemplate = form.utmTemplate.replace(/^[?&]/, "");
  const utmFault = judgeUtmTemplate(utmTemplate);
  if (utmFault) addIssue("utmTemplate", utmFaultSentences[utmFault]);
  const fallbackUrl = form.fallbackUrl ?? null;
  return {
    brief: form.brief,
    products,
    budgetMinor,
    startsAt,
    endsAt,
    utmTemplate,
    fallbackUrl,
    ...readCodeRules(form, addIssue),
  };
}

/** A row left wholly empty is no product. */
function readProduct(
  product: z.output<typeof productShape>,
  position: number,
  currency: string,
  addIssue: AddIssue,
): CampaignProduct[] {
  const { title, url, imageUrl, price } = product;
  if (title === "" && price === "" && url === undefined && imageUrl === undefined) return [];
  const priceMinor = price === "" ? null : parseAmount(price, currency);
  if (title === "") addIssue(`products[${position}].title`, "Name the product, or remove its row.");
  if (url === undefined) addIssue(`products[${position}].url`, NEEDS_PAGE);
  if (price !== "" && (priceMinor === null || priceMinor < 0n)) {
    addIssue(
      `products[${position}].price`,
      `Write the price in ${currency}, such as ${formatDecimal(1450n, currency)}.`,
    );
  }
  return [{ title, url: url ?? "", imageUrl: imageUrl ?? null, priceMinor }];
}

/** The last day counts in full: a campaign until 30 June ends as 1 July begins, in UTC. */
function endOfDay(day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) + MS_PER_DAY);
}

/** The whole form of a draft. `today` is the first day when none is given. */
export function campaignFormSchema(today: Date) {
  return formShape.transform((form, context): CampaignDraft => {
    const addIssue: AddIssue = (field, message) => context.addIssue({ code: "custom", path: toPath(field), message });
    const { currency } = form;
    const open = readOpenFields(form, currency, today, addIssue);
    const discountBps = form.discount === "" ? 0 : parseRate(form.discount);
    if (discountBps === null || discountBps < 0 || discountBps > MAX_DISCOUNT_BPS) {
      addIssue("discount", `Write a percentage from 0 to ${MAX_DISCOUNT_BPS / 100}.`);
    }
    const { products, ...openFacts } = open;
    const facts: CampaignFacts = {
      ...openFacts,
      name: form.name,
      disclosure: form.disclosure,
      niches: form.niches,
      destinationUrl: form.destinationUrl,
      claimMode: form.claimMode,
      discountBps: discountBps ?? 0,
      currency,
    };
    return {
      facts,
      products,
      terms: readTerms(form, currency, addIssue),
      policy: readPolicy(form, currency, addIssue),
    };
  });
}

/** The shorter form of a campaign that is published. */
export function publishedEditSchema(currency: string, today: Date) {
  return z
    .object(openShape)
    .transform((form, context): PublishedEdit =>
      readOpenFields(form, currency, today, (field, message) =>
        context.addIssue({ code: "custom", path: toPath(field), message }),
      ),
    );
}
