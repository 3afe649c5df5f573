import { z } from "zod";
import { addDays } from "../kit/clock.ts";
import { emailHashText, instantText, phoneText, tokenText } from "../stores/field-shapes.ts";
import { malformed, problem, readShape, understood, type FieldProblem, type Reading } from "../stores/reading.ts";
import { normalisePhone } from "../sales/normalise-phone.ts";
import { readPage, readRefererHost } from "./visit.ts";

const MAX_CODE_LENGTH = 100;
const MAX_ADDRESS_LENGTH = 2_000;

const apiVisitShape = z.object({
  id: z.uuid({ message: "must be a UUID that you make, the same when you try again." }),
  click_id: z.uuid({ message: "must be the fs_click of a landing page." }).nullish(),
  code: z.string().trim().min(1).max(MAX_CODE_LENGTH).nullish(),
  customer: z
    .object({ email: z.string().nullish(), email_sha256: emailHashText.nullish(), phone: phoneText.nullish() })
    .nullish(),
  cart_token: tokenText.nullish(),
  visitor_id: z.string().min(1).max(MAX_CODE_LENGTH).nullish(),
  occurred_at: instantText,
  page_url: z.string().max(MAX_ADDRESS_LENGTH).nullish(),
  referer: z.string().max(MAX_ADDRESS_LENGTH).nullish(),
});

/** A visit as a brand's own server tells it, before anybody looks up whose it is. */
export interface ToldVisit {
  readonly id: string;
  readonly clickId: string | null;
  /** As entered. */
  readonly code: string | null;
  readonly customerEmail: string | null;
  readonly customerEmailSha256: string | null;
  /** As told; only a number with its country is used. */
  readonly customerPhone: string | null;
  readonly cartTokens: readonly string[];
  readonly visitorId: string | null;
  readonly occurredAt: Date;
  readonly pageHost: string;
  readonly pagePath: string;
  readonly refererHost: string;
}

/**
 * Reads the body of `POST /api/v1/visits`: a shopper your own server saw. One of click_id, code and customer is needed.
 *
 * ```json
 * {
 *   "id": "019ac0de-0000-7000-8000-000000000001",   a UUID of yours; the same id again is the same visit
 *   "click_id": "…",                                the fs_click of the landing page
 *   "code": "MARA10",                               or a code the shopper holds
 *   "customer": { "email": "…" },                   or who it is: stored only as a keyed hash
 *   "customer": { "email_sha256": "…" },            the same, when the e-mail shall not leave your server: SHA-256, as 64
 *                                                   hexadecimal digits, of the e-mail without spaces around it, in lower case
 *   "customer": { "phone": "+44 20 7946 0958" },    a phone with its country, beside or instead of the e-mail: kept as a keyed hash too
 *   "cart_token": "…",                              optional: the shop's token of the cart; an order that names it is the same shopper's
 *   "visitor_id": "…",                              optional: your own id of the browser; stored only as a keyed hash
 *   "occurred_at": "2026-06-01T09:00:00Z",
 *   "page_url": "https://shop.example/tea",         optional: kept without query
 *   "referer": "https://blog.example/tea"           optional: its host is kept
 * }
 * ```
 */
export function readApiVisit(body: unknown, receivedAt: Date): Reading<ToldVisit> {
  const shape = readShape(apiVisitShape, body);
  if (!shape.ok) return shape;
  const { id, click_id, code, customer, visitor_id, occurred_at, page_url, referer, cart_token } = shape.value;
  const email = customer?.email?.trim() || null;
  const page = page_url == null ? { host: "", path: "" } : readPage(page_url);
  const problems: FieldProblem[] = [];
  if (!click_id && !code && !email && !customer?.email_sha256 && !normalisePhone(customer?.phone ?? ""))
    problems.push(problem("", "must say whose visit it is: by click_id, code or customer."));
  if (occurred_at > addDays(receivedAt, 1)) problems.push(problem("occurred_at", "lies in the future."));
  if (!page) problems.push(problem("page_url", "is not an address that starts with https://."));
  if (problems.length > 0 || !page) return malformed(problems);
  return understood({
    id: id.toLowerCase(),
    clickId: click_id?.toLowerCase() ?? null,
    code: code ?? null,
    customerEmail: email,
    customerEmailSha256: customer?.email_sha256 ?? null,
    customerPhone: customer?.phone ?? null,
    cartTokens: cart_token ? [cart_token] : [],
    visitorId: visitor_id ?? null,
    occurredAt: occurred_at,
    pageHost: page.host,
    pagePath: page.path,
    refererHost: readRefererHost(referer ?? ""),
  });
}
