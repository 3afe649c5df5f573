import type { z } from "zod";
import { ShopTrouble, strangeAnswer, type CodeStore, type CodeTerms, type ShopCode } from "./code-store.ts";
import { askShop } from "./shop-request.server.ts";
import {
  checkAnswer,
  checkQuery,
  createCodeAnswer,
  createCodeMutation,
  deleteCodeAnswer,
  deleteCodeMutation,
  graphqlAnswer,
  readCodeAnswer,
  readCodeQuery,
  SHOPIFY_API_VERSION,
  type BasicDiscount,
  type DiscountNode,
} from "./shopify-code-shapes.ts";

export interface ShopifyAccess {
  readonly kind: "shopify";
  /** `lumen-tea.myshopify.com`. */
  readonly address: string;
  /** The Admin API access token of an app with read_discounts and write_discounts. */
  readonly accessToken: string;
}

const SHOP = "Shopify";
const TITLE_PREFIX = "Fairshare ";
const BPS_PER_WHOLE = 10_000;
const MS_PER_SECOND = 1_000;
const NEEDED_SCOPE = "write_discounts";
/** What waiting is worth when Shopify does not say how much of the budget is missing. */
const DEFAULT_THROTTLE_MS = 2_000;

/** Discount codes through Shopify's Admin GraphQL API. @param origin of a stand-in for Shopify; null for Shopify itself. */
export function shopifyCodes(access: ShopifyAccess, origin: string | null, now: () => Date): CodeStore {
  const shopOrigin = origin === null ? `https://${access.address}` : `${origin}/${access.address}`;
  const url = `${shopOrigin}/admin/api/${SHOPIFY_API_VERSION}/graphql.json`;

  async function ask<Shape extends z.ZodType>(shape: Shape, query: string, variables: object): Promise<z.infer<Shape>> {
    const { status, content } = await askShop(SHOP, {
      ...{ url, method: "POST", isTrusted: origin !== null },
      headers: { "x-shopify-access-token": access.accessToken },
      body: { query, variables },
    });
    if (status === 404) throw new ShopTrouble("refused", `${SHOP} knows no shop at ${access.address}.`);
    const answer = graphqlAnswer.safeParse(content);
    if (!answer.success) throw strangeAnswer(SHOP);
    throwErrors(answer.data);
    const read = shape.safeParse(answer.data.data);
    if (!read.success) throw strangeAnswer(SHOP);
    return read.data;
  }

  return {
    abilities: { limitsOncePerCustomer: true },
    async check() {
      const { currentAppInstallation } = await ask(checkAnswer, checkQuery, {});
      const scopes = currentAppInstallation.accessScopes.map(({ handle }) => handle);
      if (!scopes.includes(NEEDED_SCOPE)) {
        throw new ShopTrouble(
          "not-allowed",
          `The app lacks the scope ${NEEDED_SCOPE}. Add it in Shopify and install the app again.`,
        );
      }
    },
    async read(code) {
      const { codeDiscountNodeByCode: node } = await ask(readCodeAnswer, readCodeQuery, { code });
      return node && toShopCode(node, code);
    },
    async create(terms, mark) {
      const { discountCodeBasicCreate: made } = await ask(createCodeAnswer, createCodeMutation, {
        discount: toInput(terms, mark, now()),
      });
      throwUserErrors(made.userErrors, terms.code);
      if (!made.codeDiscountNode) throw strangeAnswer(SHOP);
      return toShopCode(made.codeDiscountNode, terms.code);
    },
    async remove(externalId) {
      const { discountCodeDelete: deleted } = await ask(deleteCodeAnswer, deleteCodeMutation, { id: externalId });
      // Shopify says so of what is gone already; that is what was wanted.
      const errors = deleted.userErrors.filter(({ message }) => !/does not exist/i.test(message));
      throwUserErrors(errors, externalId);
    },
  };
}

/** https://shopify.dev/docs/api/admin-graphql/2026-01/input-objects/DiscountCodeBasicInput */
function toInput(terms: CodeTerms, mark: string, startsAt: Date) {
  return {
    title: TITLE_PREFIX + mark,
    code: terms.code,
    context: { all: "ALL" },
    customerGets: { value: { percentage: terms.discountBps / BPS_PER_WHOLE }, items: { all: true } },
    startsAt: startsAt.toISOString(),
    endsAt: terms.endsAt?.toISOString() ?? null,
    usageLimit: terms.usageLimit,
    appliesOncePerCustomer: terms.isOncePerCustomer,
  };
}

function toShopCode({ id, codeDiscount }: DiscountNode, code: string): ShopCode {
  if (!isBasic(codeDiscount)) {
    // A free-shipping or buy-one-get-one code: there, but nothing of what we ask for.
    const unknown = { discountBps: null, usageLimit: null, isOncePerCustomer: false, endsAt: null, usedCount: 0 };
    return { externalId: id, code, ...unknown, isActive: true, mark: null };
  }
  const { value, items } = codeDiscount.customerGets;
  const isWhole = value.percentage !== undefined && items.__typename === "AllDiscountItems";
  return {
    externalId: id,
    code: codeDiscount.codes.nodes[0]?.code ?? code,
    discountBps: isWhole ? Math.round((value.percentage ?? 0) * BPS_PER_WHOLE) : null,
    usageLimit: codeDiscount.usageLimit,
    isOncePerCustomer: codeDiscount.appliesOncePerCustomer,
    endsAt: codeDiscount.endsAt === null ? null : new Date(codeDiscount.endsAt),
    isActive: codeDiscount.status !== "EXPIRED",
    usedCount: codeDiscount.asyncUsageCount,
    mark: codeDiscount.title.startsWith(TITLE_PREFIX) ? codeDiscount.title.slice(TITLE_PREFIX.length) : null,
  };
}

function isBasic(discount: DiscountNode["codeDiscount"]): discount is BasicDiscount {
  return discount.__typename === "DiscountCodeBasic";
}

function throwErrors({ errors, extensions }: z.infer<typeof graphqlAnswer>): void {
  if (!errors || errors.length === 0) return;
  const list = typeof errors === "string" ? [{ message: errors, extensions: null }] : errors;
  const codes = list.map((error) => error.extensions?.code ?? "");
  if (codes.includes("THROTTLED")) {
    throw new ShopTrouble("throttled", `${SHOP} asked us to slow down.`, readThrottleMs(extensions?.cost));
  }
  if (codes.includes("ACCESS_DENIED")) {
    throw new ShopTrouble(
      "not-allowed",
      `The app may not read and write discounts. Give it the scope ${NEEDED_SCOPE}.`,
    );
  }
  throw new ShopTrouble("refused", `${SHOP} refused: ${list.map(({ message }) => message).join(" ")}`);
}

/** How long until the bucket holds what the query costs: it refills by `restoreRate` points each second. */
function readThrottleMs(
  cost: NonNullable<NonNullable<z.infer<typeof graphqlAnswer>["extensions"]>["cost"]> | null | undefined,
): number {
  const status = cost?.throttleStatus;
  if (!status || status.restoreRate <= 0) return DEFAULT_THROTTLE_MS;
  const missing = Math.max(0, (cost.requestedQueryCost ?? 0) - status.currentlyAvailable);
  return Math.ceil((missing / status.restoreRate) * MS_PER_SECOND) || DEFAULT_THROTTLE_MS;
}

function throwUserErrors(errors: readonly { code?: string | null | undefined; message: string }[], code: string): void {
  if (errors.length === 0) return;
  if (errors.some((error) => error.code === "TAKEN")) {
    throw new ShopTrouble("refused", `The shop already has a code ${code} of its own.`);
  }
  throw new ShopTrouble("refused", errors.map(({ message }) => message).join(" "));
}
