/**
 * Why a redirect counts or not. Only `counted` is in the net figure; every one is in the gross figure.
 * repeat: same visitor and link within the hour. bot: known crawler. preview: a link-preview fetcher.
 * prefetch: the browser guessed ahead. empty-agent: no user agent. head: a HEAD request.
 * inactive: the partnership or campaign no longer earns.
 */
export const clickClasses = [
  "counted",
  "repeat",
  "bot",
  "preview",
  "prefetch",
  "empty-agent",
  "head",
  "inactive",
] as const;
export type ClickClass = (typeof clickClasses)[number];
