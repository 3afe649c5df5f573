import { z } from "zod";

/** The parts of PayPal's Payouts API, version 1, that are read. */
export const tokenShape = z.object({ access_token: z.string().min(1), expires_in: z.number().int().positive() });

export const batchShape = z.object({
  batch_header: z.object({ payout_batch_id: z.string().min(1), batch_status: z.string() }),
});

export const itemShape = z.object({
  payout_item_id: z.string().min(1),
  transaction_status: z.string(),
  payout_item: z.object({
    sender_item_id: z.string(),
    amount: z.object({ value: z.string(), currency: z.string() }),
  }),
  errors: z.object({ message: z.string() }).optional(),
});

export type PaypalItem = z.infer<typeof itemShape>;

export const itemListShape = batchShape.extend({
  items: z.array(itemShape).default([]),
  total_pages: z.number().int().optional(),
});

export const errorShape = z.object({
  name: z.string(),
  message: z.string().default(""),
  details: z.array(z.object({ issue: z.string().optional() })).default([]),
  links: z.array(z.object({ href: z.string() })).default([]),
});
