import type { PaypalItemFacts } from "./read-paypal-item.ts";

/** The headers of a delivery that PayPal's signature is in. */
export const paypalSignatureHeaders = {
  transmissionId: "paypal-transmission-id",
  transmissionTime: "paypal-transmission-time",
  transmissionSig: "paypal-transmission-sig",
  certUrl: "paypal-cert-url",
  authAlgo: "paypal-auth-algo",
} as const;

export type PaypalSignature = Readonly<Record<keyof typeof paypalSignatureHeaders, string>>;

/** found: as PayPal says now. not-found: PayPal has no such item. unknown: it could not be asked. */
export type FoundItem =
  | { readonly kind: "found"; readonly item: PaypalItemFacts }
  | { readonly kind: "not-found" }
  | { readonly kind: "unknown"; readonly problem: string };

/** What PayPal tells by itself, and how to find out whether it is true. Neither method throws for what the other side does. */
export interface PaypalEvents {
  /** Whether PayPal sent these very bytes; unknown where it could not be asked. */
  judge(rawBody: string, signature: PaypalSignature): Promise<"genuine" | "forged" | "unknown">;
  readItem(itemId: string): Promise<FoundItem>;
}
