/** How a discount code is matched, whatever the shopper typed: upper case, without spaces and dashes. */
export function normaliseCode(code: string): string {
  return code
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\-–—_]+/g, "");
}
