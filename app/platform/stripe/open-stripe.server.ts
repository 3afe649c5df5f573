import Stripe from "stripe";
import type { z } from "zod";
import { addressOfStripe } from "./stripe-address.ts";
import { reverseTransfer, sendTransfer } from "./send-transfer.server.ts";
import { StripeTrouble, type ConnectedAccount, type StripeGateway, type StripeMovement } from "./stripe-gateway.ts";
import {
  accountLinkShape,
  accountShape,
  disputesShape,
  movementShape,
  paymentShape,
  sessionShape,
  transferListShape,
} from "./stripe-shapes.ts";

export interface StripeAccess {
  readonly secretKey: string;
  /** Where a stand-in answers; null is Stripe itself. */
  readonly origin: string | null;
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 15_000;
const MS_PER_SECOND = 1_000;
/** The most rows Stripe gives at once. */
const PAGE_ROWS = 100;

/** The platform's Stripe account through the stripe package, which fixes the API version. It never tries again by itself. */
export function openStripe({ secretKey, origin, timeoutMs = TIMEOUT_MS }: StripeAccess): StripeGateway {
  const stripe = new Stripe(secretKey, {
    ...addressOfStripe(origin),
    ...{ timeout: timeoutMs, maxNetworkRetries: 0, telemetry: false },
  });
  return {
    isTestMode: origin !== null || secretKey.includes("_test_"),
    ...checkoutOf(stripe),
    ...accountsOf(stripe),
    transfer: (order) => sendTransfer(stripe, order),
    findTransfer: (payoutId) =>
      asking(async () => {
        const query = { transfer_group: payoutId, limit: 1 };
        const [transfer] = parse(transferListShape, await stripe.transfers.list(query)).data;
        if (!transfer) return null;
        return {
          transferId: transfer.id,
          amountMinor: BigInt(transfer.amount),
          reversedMinor: BigInt(transfer.amount_reversed),
          currency: transfer.currency.toUpperCase(),
        };
      }),
    reverseTransfer: (transferId, idempotencyKey) => reverseTransfer(stripe, transferId, idempotencyKey),
    listMovements: (from, before) =>
      asking(async () => {
        const created = { gte: secondsOf(from), lt: secondsOf(before) };
        const rows: z.infer<typeof movementShape>[] = [];
        const asked = { created, limit: PAGE_ROWS, expand: ["data.source"] };
        for await (const row of stripe.balanceTransactions.list(asked)) rows.push(parse(movementShape, row));
        return rows.map(toMovement);
      }),
  };
}

function toMovement({ source, ...row }: z.infer<typeof movementShape>): StripeMovement {
  const read = typeof source === "string" ? null : source;
  const isTransfer = read?.object === "transfer";
  return {
    movementId: row.id,
    category: row.reporting_category,
    sourceId: typeof source === "string" ? source : (source?.id ?? null),
    paymentId: read?.payment_intent ?? null,
    transferId: isTransfer ? read.id : (read?.transfer ?? null),
    payoutId: isTransfer ? (read.transfer_group ?? null) : null,
    amountMinor: BigInt(row.amount),
    feeMinor: BigInt(row.fee),
    currency: row.currency.toUpperCase(),
    occurredAt: new Date(row.created * MS_PER_SECOND),
  };
}

function checkoutOf(stripe: Stripe): Pick<StripeGateway, "openCheckout" | "readCheckout" | "readPayment"> {
  return {
    openCheckout: (order) =>
      asking(async () => {
        const price = {
          currency: order.currency.toLowerCase(),
          unit_amount: Number(order.amountMinor),
          product_data: { name: order.title },
        };
        const session = await stripe.checkout.sessions.create(
          {
            mode: "payment",
            line_items: [{ price_data: price, quantity: 1 }],
            customer_email: order.email,
            client_reference_id: order.topUpId,
            metadata: { top_up_id: order.topUpId },
            success_url: order.successUrl,
            cancel_url: order.cancelUrl,
          },
          { idempotencyKey: `top-up:${order.topUpId}` },
        );
        const { id, url } = parse(sessionShape, session);
        if (url === null) throw new StripeTrouble("Stripe opened a Checkout page without an address.");
        return { sessionId: id, url };
      }),
    readCheckout: (sessionId) =>
      asking(async () => {
        const session = parse(sessionShape, await stripe.checkout.sessions.retrieve(sessionId));
        return {
          status: session.status,
          isPaid: session.payment_status === "paid",
          topUpId: session.client_reference_id,
          amountMinor: BigInt(session.amount_total),
          currency: session.currency.toUpperCase(),
          paymentId: session.payment_intent,
        };
      }),
    readPayment: (paymentId) =>
      asking(async () => {
        const expanded = await stripe.paymentIntents.retrieve(paymentId, { expand: ["latest_charge"] });
        const payment = parse(paymentShape, expanded);
        const disputes = parse(disputesShape, await stripe.disputes.list({ payment_intent: paymentId }));
        // Every withdrawal and every return of a dispute is a movement of its own; what they sum to is what is gone.
        const moved = disputes.data.flatMap((dispute) => dispute.balance_transactions);
        return {
          currency: payment.currency.toUpperCase(),
          receivedMinor: BigInt(payment.amount_received),
          refundedMinor: BigInt(payment.latest_charge?.amount_refunded ?? 0),
          disputedMinor: moved.reduce((sum, one) => sum - BigInt(one.amount), 0n),
        };
      }),
  };
}

function accountsOf(stripe: Stripe): Pick<StripeGateway, "createAccount" | "linkOnboarding" | "readAccount"> {
  return {
    createAccount: ({ creatorId, email, country }) =>
      asking(async () => {
        const account = await stripe.accounts.create(
          {
            type: "express",
            country,
            email,
            capabilities: { transfers: { requested: true } },
            metadata: { creator_id: creatorId },
          },
          { idempotencyKey: `account:${creatorId}` },
        );
        return toConnectedAccount(account);
      }),
    linkOnboarding: (accountId, { returnUrl, refreshUrl }) =>
      asking(async () => {
        const link = await stripe.accountLinks.create({
          account: accountId,
          type: "account_onboarding",
          return_url: returnUrl,
          refresh_url: refreshUrl,
        });
        return parse(accountLinkShape, link).url;
      }),
    readAccount: (accountId) => asking(async () => toConnectedAccount(await stripe.accounts.retrieve(accountId))),
  };
}

function toConnectedAccount(answer: unknown): ConnectedAccount {
  const account = parse(accountShape, answer);
  return {
    accountId: account.id,
    creatorId: account.metadata?.["creator_id"] ?? null,
    canBePaid: account.payouts_enabled && account.capabilities?.transfers === "active",
    hasAnswered: account.details_submitted,
  };
}

function secondsOf(instant: Date): number {
  return Math.floor(instant.getTime() / MS_PER_SECOND);
}

/** Errors of the package are told as ours: without the request, which carries the key. */
async function asking<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) {
      throw new StripeTrouble(`Stripe answered ${error.statusCode ?? "nothing"}: ${error.code ?? error.type}.`);
    }
    throw error;
  }
}

function parse<Shape extends z.ZodType>(shape: Shape, answer: unknown): z.infer<Shape> {
  const read = shape.safeParse(answer);
  if (read.success) return read.data;
  const fields = read.error.issues.map((issue) => issue.path.join(".")).join(", ");
  throw new StripeTrouble(`Stripe's answer is not as its documentation says: ${fields}.`);
}
