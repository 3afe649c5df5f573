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
