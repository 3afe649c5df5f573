/** What the two buttons under a join send. */
export const partingIntents = ["part", "rejoin"] as const;
export type PartingIntent = (typeof partingIntents)[number];

export const MAX_PARTING_REASON_LENGTH = 500;

export const partingRefusals = {
  "no-such-sign": "This order or visit no longer carries that sign. Open the page again.",
  "already-so": "Somebody has done that already. Open the page again.",
} as const;
export type PartingRefusal = keyof typeof partingRefusals;
