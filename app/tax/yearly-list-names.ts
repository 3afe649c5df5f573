/** The lists that are filed for a year, as addresses name them. */
export const yearlyListNames = ["1099-nec", "dac7"] as const;
export type YearlyListName = (typeof yearlyListNames)[number];

export function isYearlyListName(text: unknown): text is YearlyListName {
  return typeof text === "string" && (yearlyListNames as readonly string[]).includes(text);
}
