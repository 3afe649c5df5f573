import { z } from "zod";
import type { CodeStoreAccess, CodeStoreKind } from "../platform/code-stores/open-code-stores.server.ts";
import type { StoreKind } from "./store.ts";

const MAX_KEY_LENGTH = 300;

/** A key as the shop shows it, with the beginning that tells it from others. */
const keyField = (pattern: RegExp, sentence: string) =>
  z
    .string({ error: sentence })
    .trim()
    .max(MAX_KEY_LENGTH, "That is too long for a key. Copy the key alone.")
    .regex(pattern, sentence);

const accessToken = keyField(/^shp[a-z]{2}_\w{8,}$/, "An Admin API access token begins with shpat_. Copy all of it.");
const secretKey = keyField(
  /^(rk|sk)_(test|live)_\w{8,}$/,
  "A key of Stripe begins with rk_live_ (or sk_live_). Copy all of it.",
);
const consumerKey = keyField(/^ck_\w{8,}$/, "The consumer key begins with ck_. Copy all of it.");
const consumerSecret = keyField(/^cs_\w{8,}$/, "The consumer secret begins with cs_. Copy all of it.");

/** The fields of each kind's form. They are what is kept, encrypted. */
export const credentialSchemas = {
  shopify: z.object({ accessToken }),
  stripe: z.object({ secretKey }),
  woocommerce: z.object({ consumerKey, consumerSecret }),
} as const;

export type CredentialKind = CodeStoreKind;
export type StoreCredentials = z.infer<(typeof credentialSchemas)[CredentialKind]>;

/** Whether stores of this kind take codes from us. */
export function takesCodes(kind: StoreKind): kind is CredentialKind {
  return kind in credentialSchemas;
}

/** The purpose under which credentials are encrypted at rest. */
export const CREDENTIALS_PURPOSE = "store-credentials";

/** What the shop is signed in to with: its address and the credentials that were kept as JSON. */
export function accessOf(kind: CredentialKind, address: string, kept: string): CodeStoreAccess {
  const content: unknown = JSON.parse(kept);
  switch (kind) {
    case "shopify":
      return { kind, address, ...credentialSchemas.shopify.parse(content) };
    case "stripe":
      return { kind, ...credentialSchemas.stripe.parse(content) };
    case "woocommerce":
      return { kind, address, ...credentialSchemas.woocommerce.parse(content) };
  }
}

export interface CredentialWords {
  /** What to do in the shop, in order, with the least permissions that are enough. */
  readonly steps: readonly string[];
  readonly fields: readonly { readonly name: string; readonly label: string; readonly example: string }[];
  /** What this kind of shop cannot limit; null when it can do all. */
  readonly limitation: string | null;
}

export const credentialWords: Readonly<Record<CredentialKind, CredentialWords>> = {
  shopify: {
    steps: [
      "In Shopify, open Settings, then Apps and sales channels, then Develop apps, and create an app named Fairshare.",
      "Under Configuration, Admin API, give it the scopes read_discounts, write_discounts and read_orders, and no others.",
      "Install the app. Shopify shows its Admin API access token once: copy it into the form.",
    ],
    fields: [{ name: "accessToken", label: "Admin API access token", example: "shpat_…" }],
    limitation: null,
  },
  stripe: {
    steps: [
      "In the Stripe Dashboard, open Developers, then API keys, and create a restricted key.",
      "Give it Write for Coupons and for Promotion Codes, and None for everything else.",
      "Copy the key into the form. In your Checkout or payment link, allow promotion codes.",
    ],
    fields: [{ name: "secretKey", label: "Restricted key", example: "rk_live_…" }],
    limitation: "Stripe cannot limit a code to once per customer: there it can be used again.",
  },
  woocommerce: {
    steps: [
      "In WordPress, open WooCommerce, then Settings, Advanced, REST API, and add a key.",
      "Choose a user who may manage coupons and see orders, and the permission Read/Write.",
      "WooCommerce shows key and secret once: copy both into the form.",
    ],
    fields: [
      { name: "consumerKey", label: "Consumer key", example: "ck_…" },
      { name: "consumerSecret", label: "Consumer secret", example: "cs_…" },
    ],
    limitation: null,
  },
};
