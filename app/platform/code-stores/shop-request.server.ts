import { OutgoingError, sendOutgoing, type OutgoingAnswer, type OutgoingRequest } from "../outgoing-http.server.ts";
import { ShopTrouble, strangeAnswer } from "./code-store.ts";

const TIMEOUT_MS = 15_000;
const MAX_ANSWER_BYTES = 1_000_000;
const MS_PER_SECOND = 1_000;
/** A shop that asks for more is tried again all the same after a day. */
const MAX_RETRY_AFTER_SECONDS = 86_400;

export interface ShopRequest extends Pick<OutgoingRequest, "url" | "method" | "headers" | "isTrusted"> {
  /** Sent as JSON. */
  readonly body?: unknown;
  /** The largest answer that is read, where it may be more than one resource has. */
  readonly maxAnswerBytes?: number;
}

export interface ShopAnswer {
  readonly status: number;
  /** Parsed JSON; null for an answer that is none. */
  readonly content: unknown;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Asks a shop and throws what every shop has in common: no answer, a fault of its own, too often, not allowed. */
export async function askShop(shop: string, request: ShopRequest): Promise<ShopAnswer> {
  const answer = await send(shop, request);
  const { status } = answer;
  if (status === 429) {
    throw new ShopTrouble(
      "throttled",
      `${shop} asked us to slow down.`,
      readRetryAfterMs(answer.headers["retry-after"]),
    );
  }
  if (status === 401 || status === 403) {
    throw new ShopTrouble("not-allowed", `${shop} did not accept the credentials, or they lack a permission.`);
  }
  if (status >= 500) {
    const retryAfterMs = readRetryAfterMs(answer.headers["retry-after"]);
    throw new ShopTrouble("unreachable", `${shop} had a fault of its own (${status}).`, retryAfterMs);
  }
  if (status >= 300 && status < 400) {
    throw new ShopTrouble(
      "refused",
      `${shop} sends us to another address. Connect the store under the address it has now.`,
    );
  }
  return { status, content: parseJson(shop, answer), headers: answer.headers };
}

async function send(shop: string, { body, headers, ...request }: ShopRequest): Promise<OutgoingAnswer> {
  try {
    return await sendOutgoing({
      ...request,
      headers: { accept: "application/json", "user-agent": "Fairshare", ...jsonType(body), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      timeoutMs: TIMEOUT_MS,
      maxAnswerBytes: request.maxAnswerBytes ?? MAX_ANSWER_BYTES,
    });
  } catch (error) {
    // The reason may name addresses of our own network: it is not for the brand.
    if (error instanceof OutgoingError) throw new ShopTrouble("unreachable", `${shop} did not answer.`);
    throw error;
  }
}

function jsonType(body: unknown): Record<string, string> {
  return body === undefined ? {} : { "content-type": "application/json" };
}

function parseJson(shop: string, { body, status }: OutgoingAnswer): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    if (status < 300) throw strangeAnswer(shop);
    return null;
  }
}

/** `Retry-After` in whole seconds; Shopify writes them with a decimal point. Null for none or for a date. */
export function readRetryAfterMs(header: string | undefined): number | null {
  const seconds = header !== undefined && /^\d{1,6}(\.\d+)?$/.test(header.trim()) ? Number(header) : null;
  return seconds === null ? null : Math.ceil(Math.min(seconds, MAX_RETRY_AFTER_SECONDS) * MS_PER_SECOND);
}
