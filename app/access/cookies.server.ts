import type { Services } from "#app/platform/services.server.ts";

/**
 * The two cookies that open something, both HttpOnly, SameSite=Lax and for this host only (no Domain). With https they are Secure and
 * carry the prefix `__Host-`, so that no subdomain can plant one (RFC 6265bis, 4.1.3.2).
 */
export type CookieName = "session" | "device";

/** The longest a browser keeps a cookie (RFC 6265bis, 5.5). The session's own end is in its row. */
const COOKIE_MAX_AGE_SECONDS = 400 * 86_400;

/** With https, cookies are sent over https alone. */
export function isSecure(services: Services): boolean {
  return services.origin.startsWith("https:");
}

function fullName(services: Services, name: CookieName): string {
  return isSecure(services) ? `__Host-${name}` : name;
}

/** The cookie's value; null when the request has none. */
export function readCookie(services: Services, request: Request, name: CookieName): string | null {
  const prefix = `${fullName(services, name)}=`;
  const pairs = (request.headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(prefix))?.slice(prefix.length) || null;
}

/** The value of a Set-Cookie header. An empty value removes the cookie. */
export function writeCookie(services: Services, name: CookieName, value: string): string {
  return [
    `${fullName(services, name)}=${value}`,
    "Path=/",
    `Max-Age=${value === "" ? 0 : COOKIE_MAX_AGE_SECONDS}`,
    "HttpOnly",
    "SameSite=Lax",
    ...(isSecure(services) ? ["Secure"] : []),
  ].join("; ");
}
