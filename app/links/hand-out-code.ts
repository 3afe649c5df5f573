/** Why a shopper gets no code. */
export type HandOutRefusal = "unknown-link" | "link-not-active" | "too-many" | "none-ready";

export const handOutRefusals: Readonly<Record<HandOutRefusal, string>> = {
  "unknown-link": "There is no such page. Follow the link again.",
  "link-not-active": "This offer is over, so there are no more codes. The shop is open all the same.",
  "too-many": "Many codes were asked for from here today. Try again tomorrow, or shop without one.",
  "none-ready": "All codes are given away for the moment. New ones are on their way: try again in a few minutes.",
};

/** First-party, on our own code pages alone: the browser that was given a code, as an id that means nothing anywhere else. */
const COOKIE = "fs_c";
const COOKIE_SECONDS = 90 * 86_400;
const cookiePattern = /(?:^|;)\s*fs_c=([A-Za-z0-9_-]{43})\s*(?:;|$)/;

/** The browser's id of a Cookie header; null without one or when it is not shaped like one of ours. */
export function readCodeCookie(header: string | null): string | null {
  return header === null ? null : (cookiePattern.exec(header)?.[1] ?? null);
}

/** The Set-Cookie that gives a browser an id. No script can read it, and it is sent to code pages only. */
export function writeCodeCookie(id: string, isSecure: boolean): string {
  return `${COOKIE}=${id}; Max-Age=${COOKIE_SECONDS}; Path=/codes/; HttpOnly; SameSite=Lax${isSecure ? "; Secure" : ""}`;
}
