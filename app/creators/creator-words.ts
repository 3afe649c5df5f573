import type { Network, Niche } from "./creator.ts";

export const networkWords: Readonly<Record<Network, string>> = {
  instagram: "Instagram", tiktok: "TikTok", youtube: "YouTube", pinterest: "Pinterest", facebook: "Facebook", x: "X", twitch: "Twitch",
  blog: "Blog", newsletter: "Newsletter", telegram: "Telegram", vk: "VK", other: "Other",
}; // prettier-ignore

/** "tea and coffee", "DIY": a niche inside a sentence. */
export function nicheWord(niche: Niche): string {
  return niche === "diy" ? "DIY" : niche.replaceAll("-", " ");
}

/** "Tea and coffee": a niche by itself. */
export function nicheLabel(niche: Niche): string {
  const word = nicheWord(niche);
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** "baking", "baking and yoga", "baking, yoga and pets". */
export function listInWords(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
}
