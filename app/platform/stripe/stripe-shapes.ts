import { z } from "zod";

/** The fields of Stripe's answers that are read; everything else is left alone. Amounts are minor units. */
const amount = z.number().int();
const metadata = z.record(z.string(), z.string());

export const sessionShape = z.object({
  id: z.string(),
  url: z.string().nullable(),
  status: z.enum(["open", "complete", "expired"]),
  payment_status: z.string(),
  amount_total: amount,
  currency: z.string(),
  client_reference_id: z.string().nullable(),
  payment_intent: z.string().nullable(),
});

export const paymentShape = z.object({
  currency: z.string(),
  amount_received: amount,
  latest_charge: z.object({ amount_refunded: amount }).nullable(),
});

export const disputesShape = z.object({
  data: z.array(z.object({ balance_transactions: z.array(z.object({ amount })) })),
});

export const accountShape = z.object({
  id: z.string(),
  payouts_enabled: z.boolean(),
  details_submitted: z.boolean(),
  capabilities: z.object({ transfers: z.string().optional() }).optional(),
  metadata: metadata.optional(),
});

export const accountLinkShape = z.object({ url: z.string() });

export const transferShape = z.object({
  id: z.string(),
  amount,
  amount_reversed: amount,
  currency: z.string(),
  transfer_group: z.string().nullable(),
});

export const transferListShape = z.object({ data: z.array(transferShape) });

const sourceShape = z.object({
  id: z.string(),
  object: z.string(),
  payment_intent: z.string().nullish(),
  transfer: z.string().nullish(),
  transfer_group: z.string().nullish(),
});

/** With its source in full where there is one that can be read. */
export const movementShape = z.object({
  id: z.string(),
  amount,
  fee: amount,
  currency: z.string(),
  reporting_category: z.string(),
  source: z.union([z.string(), sourceShape]).nullable(),
  created: z.number().int(),
});
