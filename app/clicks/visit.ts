/** A shopper seen on the brand's site. Field meanings as in the table `visits`. */
export interface Visit {
  readonly id: string;
  readonly clickId: string | null;
  readonly partnershipId: string | null;
  readonly occurredAt: Date;
  readonly visitorKey: string;
  readonly customerKey: string | null;
  readonly codeKey: string | null;
  readonly pageHost: string;
  readonly pagePath: string;
  readonly refererHost: string;
  readonly source: "pixel" | "server";
}

const MAX_HOST_LENGTH = 100;
const MAX_PATH_LENGTH = 300;

/**
 * Host and path of a page, without query and fragment. A part of the path that looks like somebody's e-mail is cut out: visits hold
 * nobody's name. Null for what is no web address.
 */
export function readPage(address: string): { readonly host: string; readonly path: string } | null {
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol)) return null;
  const parts = url.pathname.split("/").map((part) => (/@|%40/i.test(part) ? "…" : part));
  return { host: url.hostname.slice(0, MAX_HOST_LENGTH), path: parts.join("/").slice(0, MAX_PATH_LENGTH) };
}

/** The host of where somebody came from, given as a host or a whole address; empty for anything else. */
export function readRefererHost(referer: string): string {
  const host = /^(?:https?:\/\/)?([a-z0-9.-]+)(?:[:/?#]|$)/i.exec(referer.trim())?.[1] ?? "";
  return host.slice(0, MAX_HOST_LENGTH).toLowerCase();
}
