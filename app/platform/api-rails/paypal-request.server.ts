import type { Clock } from "#app/kit/clock.ts";
import { OutgoingError, sendOutgoing, type OutgoingAnswer } from "../outgoing-http.server.ts";
import { tokenShape } from "./paypal-shapes.ts";

/** What signs in to PayPal, and where it answers. */
export interface PaypalAccess {
  readonly origin: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Any other address than the one money moves at. */
  readonly isTestMode: boolean;
  /** How long an answer may take. */
  readonly timeoutMs: number;
}

export type PaypalAnswer =
  | { readonly kind: "answered"; readonly status: number; readonly content: unknown }
  | { readonly kind: "unknown"; readonly problem: string };

export interface Paypal {
  /** A body as text goes as it is. */
  ask(method: "GET" | "POST", path: string, body?: object | string): Promise<PaypalAnswer>;
}

/** A page of 1,000 items takes about 1 MB. */
const MAX_ANSWER_BYTES = 4_000_000;
const MS_PER_SECOND = 1_000;
/** A token is renewed this long before it ends. */
const TOKEN_RESERVE_MS = 60_000;

/**
 * PayPal with a token kept until it ends. Whatever says nothing about whether PayPal acted is `unknown`: no answer, a fault of its own, too
 * many requests, credentials it does not take.
 */
export function openPaypal(access: PaypalAccess, clock: Clock): Paypal {
  let token: { readonly text: string; readonly endsAtMs: number } | null = null;

  const send = (method: "GET" | "POST", path: string, headers: Record<string, string>, body?: string) =>
    sendOutgoing({
      url: `${access.origin}${path}`,
      method,
      headers: { accept: "application/json", "user-agent": "Fairshare", ...headers },
      ...(body === undefined ? {} : { body }),
      timeoutMs: access.timeoutMs,
      maxAnswerBytes: MAX_ANSWER_BYTES,
      isTrusted: true,
    });

  const signIn = async (): Promise<string | null> => {
    const now = clock.now().getTime();
    if (token !== null && now < token.endsAtMs) return token.text;
    const basic = Buffer.from(`${access.clientId}:${access.clientSecret}`).toString("base64");
    const headers = { authorization: `Basic ${basic}`, "content-type": "application/x-www-form-urlencoded" };
    const answer = await send("POST", "/v1/oauth2/token", headers, "grant_type=client_credentials");
    const parsed = tokenShape.safeParse(readJson(answer));
    if (answer.status !== 200 || !parsed.success) return null;
    const { access_token: text, expires_in: seconds } = parsed.data;
    token = { text, endsAtMs: now + seconds * MS_PER_SECOND - TOKEN_RESERVE_MS };
    return text;
  };

  return {
    async ask(method, path, body) {
      try {
        const bearer = await signIn();
        if (bearer === null) return { kind: "unknown", problem: "PayPal did not accept our credentials." };
        const headers = { authorization: `Bearer ${bearer}`, "content-type": "application/json" };
        const answer = await send(method, path, headers, typeof body === "object" ? JSON.stringify(body) : body);
        const { status } = answer;
        if (status === 401) {
          token = null;
          return { kind: "unknown", problem: "PayPal did not accept our credentials." };
        }
        if (status === 429) return { kind: "unknown", problem: "PayPal asked us to slow down." };
        if (status >= 500) return { kind: "unknown", problem: `PayPal had a fault of its own (${status}).` };
        return { kind: "answered", status, content: readJson(answer) };
      } catch (error) {
        if (error instanceof OutgoingError) return { kind: "unknown", problem: "PayPal did not answer." };
        throw error;
      }
    },
  };
}

function readJson({ body }: OutgoingAnswer): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return null;
  }
}
