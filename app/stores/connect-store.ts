import { z } from "zod";
import { storeKinds, type StoreKind } from "./store.ts";

const NAME_LENGTH = 80;
const ADDRESS_LENGTH = 200;
const MIN_SECRET_LENGTH = 8;
const MAX_SECRET_LENGTH = 500;

const text = z.string().trim();

/** A webhook secret as the shop shows it. */
const secretField = text
  .min(MIN_SECRET_LENGTH, { message: `The secret has at least ${MIN_SECRET_LENGTH} characters. Copy all of it.` })
  .max(MAX_SECRET_LENGTH, { message: "The secret is too long. Copy the webhook secret alone." })
  .regex(/^\S+$/, { message: "The secret holds no spaces. Copy it again." });

/** The form and the command to connect a store. `storeId` is made before, because the webhook's address names it. */
export const connectStoreSchema = z
  .object({
    storeId: z.uuid({ message: "Open this page again from the list of stores." }),
    kind: z.enum(storeKinds, { message: "Choose what kind of store it is." }),
    name: text
      .min(1, { message: "Give the store a name." })
      .max(NAME_LENGTH, { message: `The name has at most ${NAME_LENGTH} characters.` }),
    address: text.max(ADDRESS_LENGTH, { message: "The address is too long." }).default(""),
    secret: text.default(""),
  })
  .superRefine((store, context) => {
    const addressFault = faultOfAddress(store.kind, store.address);
    if (addressFault) context.addIssue({ code: "custom", path: ["address"], message: addressFault });
    const secretFault = faultOfSecret(store.kind, store.secret);
    if (secretFault) context.addIssue({ code: "custom", path: ["secret"], message: secretFault });
  });

export type ConnectStore = z.infer<typeof connectStoreSchema>;

/** Why an address cannot be the one of a store of this kind; null when it can. */
export function faultOfAddress(kind: StoreKind, address: string): string | null {
  const normal = normaliseAddress(kind, address);
  if (kind === "shopify" && !/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/.test(normal)) {
    return "Give the shop's own address at Shopify, such as lumen-tea.myshopify.com.";
  }
  if (kind === "woocommerce" && !/^[a-z0-9.-]+\.[a-z]{2,}(\/.*)?$/.test(normal)) {
    return "Give the address of the shop, such as https://shop.lumentea.example.";
  }
  return null;
}

/** Why a secret cannot be the one of a store of this kind; null when it can, or when the kind has none. */
export function faultOfSecret(kind: StoreKind, secret: string): string | null {
  if (kind === "api" || kind === "csv") return null;
  const result = secretField.safeParse(secret);
  if (!result.success) return result.error.issues[0]?.message ?? "The secret is missing.";
  if (kind === "stripe" && !secret.trim().startsWith("whsec_")) return "Stripe's signing secret begins with whsec_.";
  return null;
}

/** One spelling per shop: lower case, without scheme and trailing slash. Empty for kinds that have no address. */
export function normaliseAddress(kind: StoreKind, address: string): string {
  if (kind === "api" || kind === "csv") return "";
  return address
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, "")
    .replace(/\/+$/, "");
}
