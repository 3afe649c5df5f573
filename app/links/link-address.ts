/** A tracked link as people type it: on the brand's short domain once that leads to us, else on our own address. */
export function linkAddress(origin: string, slug: string, shortHost: string | null): string {
  return shortHost === null ? `${origin}/r/${slug}` : `https://${shortHost}/${slug}`;
}

/** The address in a QR code. `q=1` tells a scan from a tap, whatever the placement. */
export function scannedAddress(address: string): string {
  return `${address}?q=1`;
}

/** The link with the placement that the redirect reads from `?p=`. */
export function linkWithPlacement(address: string, placement: string): string {
  return `${address}?p=${encodeURIComponent(placement)}`;
}
