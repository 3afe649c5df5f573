import type { PathClass } from "./buying-paths.ts";

/** Each way of buying as the screens name it, and what it means. */
export const pathWords: Readonly<Record<PathClass, { readonly label: string; readonly meaning: string }>> = {
  impulse: { label: "Impulse", meaning: "Bought within an hour of the creator’s first click." },
  considered: { label: "Considered", meaning: "Bought within days of it." },
  saved: { label: "Saved for later", meaning: "Bought a week or more after it." },
  returning: { label: "Returning", meaning: "Had bought from you before, whatever brought them this time." },
  unseen: { label: "By code alone", meaning: "No click came before, so nobody saw when they first heard of you." },
};
