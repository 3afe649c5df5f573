export const REDIRECT_PATH = "/r/";
export const MAX_PLACEMENT_LENGTH = 64;

export interface RedirectUrl {
  /** In lower case; shaped like a slug, known or not. */
  readonly slug: string;
  /** From `?p=`; null when absent or not an allowed placement. */
  readonly placement: string | null;
  /** `?q=1`, which QR codes carry: scanned, not tapped. */
  readonly isScan: boolean;
  /** Where on this host the visitor's cookie is of use. */
  readonly cookiePath: string;
}

/** Bounded, so that no long address is ever scanned or remembered. Nothing here is decoded: a slug needs no escapes. */
const MAX_URL_LENGTH = 2_048;
const slugPattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const placementPattern = /^[a-z0-9][a-z0-9._-]*$/;

/**
 * Reads `/r/{slug}?p={placement}&q=1` from a request line. Null for everything else. Every other parameter is ignored,
 * `url`, `to` and their like above all: where a redirect leads is never in the query.
 */
export function readRedirectUrl(url: string): RedirectUrl | null {
  return readUnder(REDIRECT_PATH, url);
}

/** The same under a brand's short domain: `/{slug}`. */
export function readShortUrl(url: string): RedirectUrl | null {
  return readUnder("/", url);
}

function readUnder(prefix: string, url: string): RedirectUrl | null {
  if (url.length > MAX_URL_LENGTH || !url.startsWith(prefix)) return null;
  const queryStart = url.indexOf("?");
  const path = queryStart === -1 ? url : url.slice(0, queryStart);
  const slug = path.slice(prefix.length, path.endsWith("/") ? -1 : undefined).toLowerCase();
  if (!slugPattern.test(slug)) return null;
  if (queryStart === -1) return { slug, placement: null, isScan: false, cookiePath: prefix };
  const pairs = url.slice(queryStart + 1).split("&");
  return { slug, placement: readPlacement(pairs), isScan: pairs.includes("q=1"), cookiePath: prefix };
}

function readPlacement(pairs: readonly string[]): string | null {
  for (const pair of pairs) {
    if (!pair.startsWith("p=")) continue;
    const placement = pair.slice(2).toLowerCase();
    return placement.length <= MAX_PLACEMENT_LENGTH && placementPattern.test(placement) ? placement : null;
  }
  return null;
}
