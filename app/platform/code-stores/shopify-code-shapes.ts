import { z } from "zod";

/** https://shopify.dev/docs/api/usage/versioning: a version is served for at least twelve months. */
export const SHOPIFY_API_VERSION = "2026-01";

/** https://shopify.dev/docs/api/admin-graphql/2026-01/objects/DiscountCodeBasic; other kinds of discount come with their type alone. */
const discountFields = `
  __typename
  ... on DiscountCodeBasic {
    title status endsAt usageLimit appliesOncePerCustomer asyncUsageCount
    codes(first: 1) { nodes { code } }
    customerGets {
      value { __typename ... on DiscountPercentage { percentage } }
      items { __typename }
    }
  }`;

export const readCodeQuery = `query ReadCode($code: String!) {
  codeDiscountNodeByCode(code: $code) { id codeDiscount { ${discountFields} } }
}`;

export const createCodeMutation = `mutation CreateCode($discount: DiscountCodeBasicInput!) {
  discountCodeBasicCreate(basicCodeDiscount: $discount) {
    codeDiscountNode { id codeDiscount { ${discountFields} } }
    userErrors { field code message }
  }
}`;

export const deleteCodeMutation = `mutation DeleteCode($id: ID!) {
  discountCodeDelete(id: $id) { deletedCodeDiscountId userErrors { field code message } }
}`;

/** Asks for what reading codes needs, and for the scopes that were granted: https://shopify.dev/docs/api/admin-graphql/2026-01/objects/AppInstallation */
export const checkQuery = `query CheckAccess {
  currentAppInstallation { accessScopes { handle } }
}`;

const basicDiscount = z.object({
  __typename: z.literal("DiscountCodeBasic"),
  title: z.string(),
  status: z.enum(["ACTIVE", "EXPIRED", "SCHEDULED"]),
  endsAt: z.iso.datetime({ offset: true }).nullable(),
  usageLimit: z.number().int().nullable(),
  appliesOncePerCustomer: z.boolean(),
  asyncUsageCount: z.number().int(),
  codes: z.object({ nodes: z.array(z.object({ code: z.string() })) }),
  customerGets: z.object({
    /** The share of the price taken off, from 0 to 1. */
    value: z.object({ __typename: z.string(), percentage: z.number().optional() }),
    items: z.object({ __typename: z.string() }),
  }),
});

export const discountNode = z.object({
  id: z.string(),
  codeDiscount: z.union([basicDiscount, z.object({ __typename: z.string() })]),
});

export type DiscountNode = z.infer<typeof discountNode>;
export type BasicDiscount = z.infer<typeof basicDiscount>;

const userErrors = z.array(z.object({ code: z.string().nullish(), message: z.string() }));

export const readCodeAnswer = z.object({ codeDiscountNodeByCode: discountNode.nullable() });
export const createCodeAnswer = z.object({
  discountCodeBasicCreate: z.object({ codeDiscountNode: discountNode.nullable(), userErrors }),
});
export const deleteCodeAnswer = z.object({ discountCodeDelete: z.object({ userErrors }) });
export const checkAnswer = z.object({
  currentAppInstallation: z.object({ accessScopes: z.array(z.object({ handle: z.string() })) }),
});

/** Throttling is told in a 200: https://shopify.dev/docs/api/usage/rate-limits#graphql-admin-api-rate-limits */
export const graphqlAnswer = z.object({
  data: z.unknown().optional(),
  errors: z
    .union([
      z.string(),
      z.array(z.object({ message: z.string(), extensions: z.object({ code: z.string().nullish() }).nullish() })),
    ])
    .nullish(),
  extensions: z
    .object({
      cost: z
        .object({
          requestedQueryCost: z.number().nullish(),
          throttleStatus: z.object({ currentlyAvailable: z.number(), restoreRate: z.number() }).nullish(),
        })
        .nullish(),
    })
    .nullish(),
});
