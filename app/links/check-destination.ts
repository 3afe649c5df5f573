/** Why an address cannot be a link's destination. */
export type DestinationRefusal = "not-an-address" | "not-https" | "has-credentials" | "too-long" | "not-a-brand-domain";

export interface DestinationRules {
  /** The brand's registered hosts, lower case, without port. Their subdomains are covered. */
  readonly hosts: readonly string[];
  /** Plain http on this machine: for the demo and for tests only. */
  readonly allowsLoopback: boolean;
}

export const MAX_DESTINATION_LENGTH = 2_000;

const loopbackHosts: ReadonlySet<string> = new Set(["localhost", "127.0.0.1"]);

/**
 * Checks a destination against what the brand registered, and writes it the one way it is stored and sent: WHATWG serialised,
 * plain ASCII, so that no control character or backslash survives into a Location header.
 */
export function checkDestination(
  text: string,
  rules: DestinationRules,
): { readonly ok: true; readonly url: string } | { readonly ok: false; readonly refusal: DestinationRefusal } {
  if (text.length > MAX_DESTINATION_LENGTH) return { ok: false, refusal: "too-long" };
  // The parser would quietly drop tabs and line ends and turn backslashes into slashes; an honest address has none.
  if (/[\u0000-\u0020\\\u007f]/.test(text) || !/^https?:\/\//i.test(text))
    return { ok: false, refusal: "not-an-address" };
  const url = URL.parse(text);
  if (!url) return { ok: false, refusal: "not-an-address" };
  if (url.username !== "" || url.password !== "") return { ok: false, refusal: "has-credentials" };
  if (url.href.length > MAX_DESTINATION_LENGTH) return { ok: false, refusal: "too-long" };
  if (rules.allowsLoopback && loopbackHosts.has(url.hostname)) return { ok: true, url: url.href };
  if (url.protocol !== "https:") return { ok: false, refusal: "not-https" };
  const isRegistered = rules.hosts.some((host) => url.hostname === host || url.hostname.endsWith(`.${host}`));
  return isRegistered ? { ok: true, url: url.href } : { ok: false, refusal: "not-a-brand-domain" };
}
