import { formatDecimal } from "#app/kit/money.ts";
import { DEFAULT_DISCLOSURE, defaultPolicy, type CampaignDraft } from "./campaign-draft.ts";
import { codeRulesToForm, defaultCodeRules } from "./code-rules-form-texts.ts";
import { formatRateText } from "./rate-text.ts";
import { rulebookToForm } from "./rulebook-form-texts.ts";
import { policyToForm } from "./policy-form-texts.ts";
import { termsToForm } from "./terms-form-texts.ts";

const toDay = (instant: Date) => instant.toISOString().slice(0, 10);

/** The texts that the form shows for a campaign that exists. */
export function draftToForm(draft: CampaignDraft) {
  const { facts } = draft;
  return {
    name: facts.name,
    brief: facts.brief,
    disclosure: facts.disclosure,
    niches: [...facts.niches],
    destinationUrl: facts.destinationUrl,
    claimMode: facts.claimMode,
    discount: formatRateText(facts.discountBps),
    currency: facts.currency,
    budget: facts.budgetMinor === null ? "" : formatDecimal(facts.budgetMinor, facts.currency),
    startsOn: toDay(facts.startsAt),
    endsOn: facts.endsAt === null ? "" : toDay(new Date(facts.endsAt.getTime() - 1)),
    products: draft.products.map((product) => ({
      title: product.title,
      url: product.url,
      imageUrl: product.imageUrl ?? "",
      price: product.priceMinor === null ? "" : formatDecimal(product.priceMinor, facts.currency),
    })),
    utmTemplate: facts.utmTemplate,
    ...codeRulesToForm(facts),
    fallbackUrl: facts.fallbackUrl ?? "",
    ...termsToForm(draft.terms),
    ...policyToForm(draft.policy, facts.currency),
  };
}

export type CampaignFormValue = ReturnType<typeof draftToForm>;

/** What the form of a new campaign starts with. */
export function emptyForm(today: Date): CampaignFormValue {
  return {
    ...{
      name: "",
      brief: "",
      disclosure: DEFAULT_DISCLOSURE,
      niches: [],
      destinationUrl: "",
      claimMode: "by-approval" as const,
    },
    ...{ discount: "10", currency: "EUR", budget: "", startsOn: toDay(today), endsOn: "" },
    ...{ utmTemplate: "", fallbackUrl: "" },
    ...codeRulesToForm(defaultCodeRules),
    products: [{ title: "", url: "", imageUrl: "", price: "" }],
    ...{
      kind: "percent",
      newCustomerRate: "12",
      returningCustomerRate: "6",
      newCustomerAmount: "",
      returningCustomerAmount: "",
      holdDays: "30",
      ...rulebookToForm(null, "EUR"),
    },
    ...policyToForm(defaultPolicy, "EUR"),
  };
}
