/** First-party, on the redirect's own host: the visitor, as an id that means nothing anywhere else. */
export const VISITOR_COOKIE = "fs_v";

/** One year from the first click, not extended: within the 13 months that the CNIL allows audience measurement. */
export const VISITOR_COOKIE_SECONDS = 365 * 24 * 60 * 60;

const visitorPattern = /(?:^|;)\s*fs_v=([A-Za-z0-9_-]{16,64})\s*(?:;|$)/;

/** The visitor id of a Cookie header; null without one or when it is not shaped like one of ours. */
export function readVisitorCookie(header: string | undefined): string | null {
  return header === undefined ? null : (visitorPattern.exec(header)?.[1] ?? null);
}

/** The Set-Cookie that gives a visitor an id. No script can read it, and it is sent only to links: those are under `path`. */
export function writeVisitorCookie(visitorId: string, isSecure: boolean, path: string): string {
  const attributes = `Max-Age=${VISITOR_COOKIE_SECONDS}; Path=${path}; HttpOnly; SameSite=Lax`;
  return `${VISITOR_COOKIE}=${visitorId}; ${attributes}${isSecure ? "; Secure" : ""}`;
}
