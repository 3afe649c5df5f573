/** Where a creator reaches people. */
export const networks = [
  "instagram", "tiktok", "youtube", "pinterest", "facebook", "x", "twitch", "blog", "newsletter", "telegram", "vk", "other",
] as const; // prettier-ignore
export type Network = (typeof networks)[number];

/** What creators talk about and campaigns look for; one list for both, so that overlap means something. */
export const niches = [
  "tea-and-coffee", "baking", "cooking", "fitness", "running", "yoga", "outdoor", "travel", "fashion", "beauty",
  "skincare", "parenting", "home", "gardening", "diy", "books", "music", "gaming", "technology", "photography",
  "pets", "sustainability", "finance", "art", "cycling",
] as const; // prettier-ignore
export type Niche = (typeof niches)[number];

export interface Creator {
  readonly id: string;
  readonly name: string;
  readonly handle: string;
  readonly bio: string;
  readonly niches: readonly Niche[];
  /** ISO 3166-1 alpha-2, most important first. */
  readonly audienceCountries: readonly string[];
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

export interface Channel {
  readonly id: string;
  readonly network: Network;
  readonly url: string;
  readonly followers: number;
}
