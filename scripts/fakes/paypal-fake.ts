import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { FakeAnswer, FakeProvider, FakeRequest } from "./fake-provider.ts";
import { showPayments, statusAskedFor } from "./paypal-admin.ts";
import { answerVerification, deliverAll, signAsPaypal, type PaypalDelivery } from "./paypal-webhooks.ts";

export const PAYPAL_FAKE_CLIENT_ID = "stand-in-client";
export const PAYPAL_FAKE_SECRET = "stand-in-secret-for-demo-and-tests";
const TOKEN = "A21AA-stand-in-token";
const TOKEN_SECONDS = 32_400;
/** https://developer.paypal.com/docs/api/payments.payouts-batch/v1/#payouts_post */
const ID_KNOWN_MS = 30 * 86_400_000;

/** Where a recipient's address begins decides what becomes of the money; everybody else gets it. */
const fates: Readonly<Record<string, { readonly status: string; readonly message: string }>> = {
  unclaimed: { status: "UNCLAIMED", message: "The recipient for this payout does not have an account." },
  closed: { status: "RETURNED", message: "The receiver's account is closed." },
};
/** An address PayPal refuses the whole batch for. */
const REFUSED_DESTINATION = "refused@";

const payoutBody = z.object({
  sender_batch_header: z.object({ sender_batch_id: z.string().min(1).max(256) }),
  items: z
    .array(
      z.object({
        recipient_type: z.literal("EMAIL"),
        receiver: z.string(),
        sender_item_id: z.string(),
        amount: z.object({ value: z.string().regex(/^\d+(\.\d+)?$/), currency: z.string().length(3) }),
      }),
    )
    .min(1)
    .max(15_000),
});

export interface PaidItem {
  readonly id: string;
  readonly senderItemId: string;
  readonly receiver: string;
  readonly value: string;
  readonly currency: string;
  status: string;
}

interface PaidBatch {
  readonly id: string;
  readonly senderBatchId: string;
  readonly at: number;
  readonly items: PaidItem[];
}

export interface PaypalFake {
  readonly provider: FakeProvider;
  /** Every item that was taken, batch after batch. */
  readonly items: () => readonly PaidItem[];
  /** PayPal, a recipient or time changes what became of an item, and PayPal tells of it. */
  change(itemId: string, status: string): void;
  /** Deliveries that were not taken yet, in order; tests reorder, repeat and forge them. */
  readonly waiting: PaypalDelivery[];
  /** Hands every waiting delivery to the receiver; one it does not take with 2xx waits for the next time. Returns how many were taken. */
  deliverWaiting(receive: (delivery: PaypalDelivery) => Promise<number>): Promise<number>;
}

interface PaypalFakeOptions {
  readonly now?: () => Date;
  /** Where its batches are kept; null forgets them at the end. */
  readonly stateFile?: string | null;
}

/** PayPal's Payouts API, version 1, as far as it is asked: tokens, batches, items, cancelling what is unclaimed, and its webhooks. */
export function createPaypalFake({ now = () => new Date(), stateFile = null }: PaypalFakeOptions = {}): PaypalFake {
  const batches: PaidBatch[] =
    stateFile !== null && existsSync(stateFile) ? (JSON.parse(readFileSync(stateFile, "utf8")) as PaidBatch[]) : [];
  const keep = (answer: FakeAnswer): FakeAnswer => {
    if (stateFile === null) return answer;
    mkdirSync(path.dirname(stateFile), { recursive: true });
    writeFileSync(stateFile, JSON.stringify(batches));
    return answer;
  };
  const waiting: PaypalDelivery[] = [];
  const items = () => batches.flatMap((batch) => batch.items);
  /** The same item and status are the same event, also after a restart. */
  const tell = (item: PaidItem): void => {
    const batch = batches.find((each) => each.items.includes(item));
    if (batch)
      waiting.push(signAsPaypal(JSON.stringify(eventOf(batch, item, now())), `${item.id}-${item.status}`, now()));
  };
  const change = (itemId: string, status: string): void => {
    const item = items().find(({ id }) => id === itemId);
    if (!item) return;
    item.status = status;
    tell(item);
    keep({ status: 200, body: null });
  };
  const pay = (request: FakeRequest): FakeAnswer => {
    const before = batches.length;
    const answer = takeBatch(batches, request, now());
    for (const { items: taken } of batches.slice(before)) taken.forEach(tell);
    return answer;
  };
  const provider: FakeProvider = {
    name: "PayPal",
    credentials: { "Client id": PAYPAL_FAKE_CLIENT_ID, Secret: PAYPAL_FAKE_SECRET },
    throttled: refuse(429, "RATE_LIMIT_REACHED", "Too many requests. Blocked due to rate limiting."),
    fault: refuse(500, "INTERNAL_SERVER_ERROR", "An internal server error occurred."),
    conflict: refuse(409, "RESOURCE_CONFLICT", "The server has detected a conflict while processing this request."),
    answer(_shelf, request) {
      if (request.path === "/v1/oauth2/token") return answerToken(request);
      if (request.headers.authorization !== `Bearer ${TOKEN}`) {
        return {
          status: 401,
          body: { error: "invalid_token", error_description: "Token signature verification failed" },
        };
      }
      if (request.path === "/v1/payments/payouts" && request.method === "POST") return keep(pay(request));
      if (request.path === "/v1/notifications/verify-webhook-signature") return answerVerification(request.body);
      const [, batchId] = /^\/v1\/payments\/payouts\/(\w+)$/.exec(request.path) ?? [];
      if (batchId !== undefined) return showBatch(batches, batchId, request);
      const [, itemId] = /^\/v1\/payments\/payouts-item\/(\w+)\/cancel$/.exec(request.path) ?? [];
      if (itemId !== undefined) return cancelItem(batches, itemId, change);
      const [, shownId] = /^\/v1\/payments\/payouts-item\/(\w+)$/.exec(request.path) ?? [];
      if (shownId !== undefined) return showItem(batches, shownId);
      return refuse(404, "RESOURCE_NOT_FOUND", "The specified resource does not exist.");
    },
  };
  return {
    provider: {
      ...provider,
      adminSections: () => showPayments(items()),
      actAsEmployee: (form) => {
        const item = items().find(({ id }) => id === form.get("id"));
        const status = item ? statusAskedFor(item, form.get("intent") ?? "") : null;
        if (item && status !== null) change(item.id, status);
      },
    },
    ...{ items, change, waiting },
    deliverWaiting: (receive) => deliverAll(waiting, receive),
  };
}

function answerToken({ headers, body }: FakeRequest): FakeAnswer {
  const basic = Buffer.from(`${PAYPAL_FAKE_CLIENT_ID}:${PAYPAL_FAKE_SECRET}`).toString("base64");
  if (headers.authorization !== `Basic ${basic}` || !body.includes("grant_type=client_credentials")) {
    return { status: 401, body: { error: "invalid_client", error_description: "Client Authentication failed" } };
  }
  return { status: 200, body: { access_token: TOKEN, token_type: "Bearer", expires_in: TOKEN_SECONDS } };
}

function takeBatch(batches: PaidBatch[], { body }: FakeRequest, now: Date): FakeAnswer {
  const parsed = payoutBody.safeParse(readJson(body));
  if (!parsed.success) return refuse(400, "VALIDATION_ERROR", "Invalid request - see details.");
  const { sender_batch_header: header, items } = parsed.data;
  const known = batches.find(
    ({ senderBatchId, at }) => senderBatchId === header.sender_batch_id && now.getTime() - at < ID_KNOWN_MS,
  );
  if (known) {
    const links = [{ href: `https://api-m.paypal.com/v1/payments/payouts/${known.id}`, rel: "self", method: "GET" }];
    return refuse(400, "USER_BUSINESS_ERROR", "User business error.", {
      details: [{ field: "SENDER_BATCH_ID", issue: "Batch with given sender_batch_id already exists" }],
      links,
    });
  }
  if (new Set(items.map(({ amount }) => amount.currency)).size > 1) {
    return refuse(400, "VALIDATION_ERROR", "All items of a batch have the same currency.");
  }
  if (items.some(({ receiver }) => receiver.startsWith(REFUSED_DESTINATION))) {
    return refuse(422, "INSUFFICIENT_FUNDS", "Sender does not have sufficient funds. Please add funds and retry.");
  }
  const batch: PaidBatch = {
    id: `BATCH${batches.length + 1}`,
    senderBatchId: header.sender_batch_id,
    at: now.getTime(),
    items: items.map((item, index) => ({
      id: `ITEM${batches.length + 1}X${index + 1}`,
      senderItemId: item.sender_item_id,
      receiver: item.receiver,
      ...item.amount,
      status: fates[fateOf(item.receiver)]?.status ?? "SUCCESS",
    })),
  };
  batches.push(batch);
  return { status: 201, body: { batch_header: headerOf(batch, "PENDING") } };
}

function fateOf(receiver: string): string {
  return /^[a-z]+/.exec(receiver)?.[0] ?? "";
}

function showBatch(batches: readonly PaidBatch[], id: string, { query }: FakeRequest): FakeAnswer {
  const batch = batches.find((each) => each.id === id);
  if (!batch) return refuse(404, "RESOURCE_NOT_FOUND", "The specified resource does not exist.");
  const pageSize = Number(query.get("page_size") ?? 1_000);
  const page = Number(query.get("page") ?? 1);
  return {
    status: 200,
    body: {
      total_items: batch.items.length,
      total_pages: Math.ceil(batch.items.length / pageSize),
      batch_header: headerOf(batch, "SUCCESS"),
      items: batch.items.slice((page - 1) * pageSize, page * pageSize).map((item) => toItem(batch, item)),
    },
  };
}

function findItem(batches: readonly PaidBatch[], id: string) {
  const batch = batches.find(({ items }) => items.some((item) => item.id === id));
  return { batch, item: batch?.items.find((each) => each.id === id) };
}

function showItem(batches: readonly PaidBatch[], id: string): FakeAnswer {
  const { batch, item } = findItem(batches, id);
  if (!batch || !item) return refuse(404, "RESOURCE_NOT_FOUND", "The specified resource does not exist.");
  return { status: 200, body: toItem(batch, item) };
}

function cancelItem(
  batches: readonly PaidBatch[],
  id: string,
  change: (itemId: string, status: string) => void,
): FakeAnswer {
  const { batch, item } = findItem(batches, id);
  if (!batch || !item) return refuse(404, "RESOURCE_NOT_FOUND", "The specified resource does not exist.");
  if (item.status !== "UNCLAIMED") {
    return refuse(400, "ITEM_INCORRECT_STATUS", "The item can be cancelled only while it is unclaimed.");
  }
  change(id, "RETURNED");
  return { status: 200, body: toItem(batch, item) };
}

function headerOf({ id, senderBatchId }: PaidBatch, status: string) {
  return { payout_batch_id: id, batch_status: status, sender_batch_header: { sender_batch_id: senderBatchId } };
}

function toItem(batch: PaidBatch, item: PaidItem) {
  const fate = fates[fateOf(item.receiver)];
  return {
    payout_item_id: item.id,
    transaction_status: item.status,
    payout_batch_id: batch.id,
    sender_batch_id: batch.senderBatchId,
    payout_item: {
      recipient_type: "EMAIL",
      amount: { value: item.value, currency: item.currency },
      receiver: item.receiver,
      sender_item_id: item.senderItemId,
    },
    ...(fate ? { errors: { name: item.status, message: fate.message } } : {}),
  };
}

/** The events of an item by its status, where the names differ: https://developer.paypal.com/payouts/webhooks */
const eventNames: Readonly<Record<string, string>> = { SUCCESS: "SUCCEEDED", ONHOLD: "HELD", REVERSED: "REFUNDED" };

function eventOf(batch: PaidBatch, item: PaidItem, at: Date) {
  return {
    id: `WH-${item.id}-${item.status}`,
    event_version: "1.0",
    create_time: at.toISOString(),
    resource_type: "payouts_item",
    event_type: `PAYMENT.PAYOUTS-ITEM.${eventNames[item.status] ?? item.status}`,
    summary: `A payout item is ${item.status.toLowerCase()}.`,
    resource: toItem(batch, item),
    links: [],
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function refuse(status: number, name: string, message: string, more: object = {}): FakeAnswer {
  return { status, body: { name, message, debug_id: "stand-in", ...more } };
}
