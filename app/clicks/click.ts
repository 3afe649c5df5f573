/**
 * Why a redirect counts or not. Only `counted` is in the net figure; every one is in the gross figure.
 * repeat: same visitor and link within the hour. self: the creator or one of the brand's own people.
 * bot: known crawler. preview: a link-preview fetcher. prefetch: the browser guessed ahead. empty-agent: no user agent.
 * head: a HEAD request. expired: partnership, campaign or the link itself no longer earns, or not yet.
 * unknown: no link of that name at the brand's short domain.
 */
export const clickClasses = [
  "counted",
  "repeat",
  "self",
  "bot",
  "preview",
  "prefetch",
  "empty-agent",
  "head",
  "expired",
  "unknown",
] as const;
export type ClickClass = (typeof clickClasses)[number];

/** What a click was made with, as far as its user agent says. */
export const deviceKinds = ["phone", "tablet", "computer", "other"] as const;
export type DeviceKind = (typeof deviceKinds)[number];

/** By what the counts of clicks can be split. */
export const clickDimensions = ["placement", "network", "country", "device", "way", "class"] as const;
export type ClickDimension = (typeof clickDimensions)[number];
