import { z } from "zod";
import { isCurrencyCode } from "#app/kit/currency.ts";

/** Longer texts are cut: they are for people to read, not for deciding. */
const SHOWN_TEXT_LENGTH = 300;
const CLICK_ID_LENGTH = 100;
const MOST_CLICK_IDS = 20;
const CODE_LENGTH = 100;
const PHONE_LENGTH = 100;
const TOKEN_LENGTH = 300;
const MOST_CODES = 20;

/** A provider's id, whatever it is in JSON, as text. */
export const idText = z.union([z.string().min(1), z.number().int().nonnegative()]).transform((id) => String(id));

/** An instant with its offset, such as 2026-06-01T09:00:00+02:00. */
export const instantText = z
  .string()
  .refine((text) => /\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/.test(text) && !Number.isNaN(Date.parse(text)), {
    message: "must be an instant with its offset, such as 2026-06-01T09:00:00Z.",
  })
  .transform((text) => new Date(text));

/** An ISO 4217 code in any case. */
export const currencyText = z
  .string()
  .transform((text) => text.trim().toUpperCase())
  .refine(isCurrencyCode, { message: "must be a currency of three letters, such as EUR." });

export const shownText = z
  .string()
  .nullish()
  .transform((text) => (text ?? "").trim().slice(0, SHOWN_TEXT_LENGTH));

/** SHA-256 of an e-mail without spaces around it, in lower case: 64 hexadecimal digits, in any case. */
export const emailHashText = z
  .string()
  .transform((text) => text.trim().toLowerCase())
  .refine((text) => /^[0-9a-f]{64}$/.test(text), {
    message: "must be the SHA-256 of the e-mail in lower case, as 64 hexadecimal digits.",
  });

/** A phone as somebody entered it. It is only ever stored as a keyed hash. */
export const phoneText = z
  .string()
  .max(PHONE_LENGTH, { message: `must be at most ${PHONE_LENGTH} characters.` })
  .transform((text) => text.trim());

/** An id that a shop or a browser made for a cart, a checkout or a visitor. It is only ever stored as a keyed hash. */
export const tokenText = z
  .string()
  .trim()
  .min(1)
  .max(TOKEN_LENGTH, { message: `must be at most ${TOKEN_LENGTH} characters.` });

/** The tokens found, each once, without empty or overlong ones. */
export function collectTokens(found: readonly unknown[]): string[] {
  const texts = found.filter((token): token is string => typeof token === "string").map((token) => token.trim());
  return [...new Set(texts)].filter((token) => token !== "" && token.length <= TOKEN_LENGTH);
}

/** The first of an e-mail or phone as given, trimmed; null for nothing. It is only ever stored as a keyed hash. */
export function firstText(...candidates: readonly (string | null | undefined)[]): string | null {
  for (const candidate of candidates) {
    const text = candidate?.trim();
    if (text) return text;
  }
  return null;
}

/** The click ids found, each once, without empty or overlong ones. */
export function collectClickIds(found: readonly unknown[]): string[] {
  const texts = found.filter((id): id is string => typeof id === "string").map((id) => id.trim());
  return [...new Set(texts)].filter((id) => id !== "" && id.length <= CLICK_ID_LENGTH).slice(0, MOST_CLICK_IDS);
}

/** Discount codes as entered, each once. */
export function collectCodes(found: readonly (string | null | undefined)[]): string[] {
  const texts = found.map((code) => code?.trim() ?? "");
  return [...new Set(texts)].filter((code) => code !== "" && code.length <= CODE_LENGTH).slice(0, MOST_CODES);
}

/** `fs_click` in the query of an address, which may lack its host. */
export function clickIdOfAddress(address: unknown): string | null {
  return parseAddress(address)?.searchParams.get("fs_click") ?? null;
}

/** The host of an address, in lower case; empty when it has none. */
export function hostOfAddress(address: unknown): string {
  const host = parseAddress(address)?.hostname ?? "";
  return host === PLACEHOLDER_HOST ? "" : host;
}

/** True for the names under which shops carry a click id. */
export function isClickIdName(name: unknown): boolean {
  return typeof name === "string" && /^_?fs_click$/i.test(name.trim());
}

/** True for the names under which shops carry the pixel's visitor. */
export function isVisitorName(name: unknown): boolean {
  return typeof name === "string" && /^_?fs_visitor$/i.test(name.trim());
}

/** The pixel's visitor among what a shop carried; null for nothing that the pixel could have made. */
export function visitorOrNull(found: readonly unknown[]): string | null {
  return found.find((id): id is string => typeof id === "string" && /^[0-9a-f]{32}$/.test(id)) ?? null;
}

// Reserved by RFC 2606, so that it is never a real referer.
const PLACEHOLDER_HOST = "relative.invalid";

function parseAddress(address: unknown): URL | null {
  if (typeof address !== "string" || address === "") return null;
  try {
    return new URL(address, `https://${PLACEHOLDER_HOST}`);
  } catch {
    return null;
  }
}
