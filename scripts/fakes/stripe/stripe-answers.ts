import type { FakeAnswer } from "../fake-provider.ts";
import type { Metadata } from "./stripe-shapes.ts";

export function found(body: unknown): FakeAnswer {
  return { status: 200, body };
}

export function refuse(status: number, type: string, message: string, code?: string): FakeAnswer {
  return { status, body: { error: { type, message, ...(code ? { code } : {}) } } };
}

export function badRequest(message: string, code?: string): FakeAnswer {
  return refuse(400, "invalid_request_error", message, code);
}

export function missing(what: string, id: string): FakeAnswer {
  return refuse(404, "invalid_request_error", `No such ${what}: '${id}'`, "resource_missing");
}

/** The pairs `metadata[name]=value` of a form-encoded body. */
export function metadataOf(form: URLSearchParams, under = "metadata"): Metadata {
  return Object.fromEntries(
    [...form].flatMap(([key, value]) => {
      const name = key.startsWith(`${under}[`) ? /^\[(\w+)\]$/.exec(key.slice(under.length))?.[1] : undefined;
      return name === undefined ? [] : [[name, value]];
    }),
  );
}

/** A whole amount of minor units above zero; null for anything else. */
export function amountOf(text: string | null): number | null {
  return text !== null && /^[1-9]\d{0,11}$/.test(text) ? Number(text) : null;
}

const MAX_PAGE_ROWS = 100;
const USUAL_PAGE_ROWS = 10;

/** A page of a list, the newest first, from `starting_after` on: https://docs.stripe.com/api/pagination */
export function pageOf<Row extends { readonly id: string }>(
  url: string,
  newestFirst: readonly Row[],
  query: URLSearchParams,
): FakeAnswer {
  const after = query.get("starting_after");
  const from = after === null ? 0 : newestFirst.findIndex(({ id }) => id === after) + 1;
  if (after !== null && from === 0) return missing("object", after);
  const limit = Math.min(MAX_PAGE_ROWS, Math.max(1, Number(query.get("limit") ?? USUAL_PAGE_ROWS)));
  const rows = newestFirst.slice(from, from + limit);
  return found({ object: "list", url, has_more: newestFirst.length > from + limit, data: rows });
}
