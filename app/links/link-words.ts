import { networkWords } from "../creators/creator-words.ts";
import type { Tone } from "#app/ui/status.tsx";
import { destinationRefusals } from "./destination-words.ts";
import { slugRefusals } from "./name-words.ts";
import type { LinkRefusal } from "./link-form.ts";
import type { LinkSpot } from "./link.ts";
import { isGeneralLink, MAX_LINKS, type LinkStage, type TrackedLink } from "./tracked-link.ts";

export const spotWords: Readonly<Record<LinkSpot, string>> = {
  general: "Anywhere",
  bio: "Bio or profile",
  post: "Post",
  story: "Story or reel",
  video: "Video",
  newsletter: "Newsletter",
  print: "On paper",
};

export const stageWords: Readonly<Record<LinkStage, { readonly word: string; readonly tone: Tone }>> = {
  active: { word: "Live", tone: "good" },
  "not-yet": { word: "Scheduled", tone: "waiting" },
  over: { word: "Over", tone: "stopped" },
  retired: { word: "Retired", tone: "stopped" },
};

type Named = Pick<TrackedLink, "title" | "placement" | "network" | "spot">;

/** How a link is called on screens: by its title, else by where it is put. */
export function nameOfLink(link: Named): string {
  if (isGeneralLink(link)) return link.title || "General link";
  return link.title || describePlace(link);
}

/** "Instagram · Story or reel". */
export function describePlace({ network, spot }: Pick<Named, "network" | "spot">): string {
  const parts = [
    ...(network ? [networkWords[network]] : []),
    ...(spot === "general" || spot === network ? [] : [spotWords[spot]]),
  ];
  return parts.length > 0 ? parts.join(" · ") : "For anywhere";
}

/** Which field of the form a refusal is about; absent for the form as a whole. */
export const fieldOfRefusal: Partial<Record<LinkRefusal, string>> = {
  "too-short": "slug",
  "too-long": "slug",
  "not-allowed-characters": "slug",
  reserved: "slug",
  taken: "slug",
  "page-not-an-address": "page",
  "page-not-https": "page",
  "page-has-credentials": "page",
  "page-too-long": "page",
  "page-not-a-brand-domain": "page",
  "unknown-product": "productUrl",
  "ends-in-the-past": "expiresAt",
};

export const linkRefusals: Readonly<Record<LinkRefusal, string>> = {
  ...slugRefusals,
  "page-not-an-address": destinationRefusals["not-an-address"],
  "page-not-https": destinationRefusals["not-https"],
  "page-has-credentials": destinationRefusals["has-credentials"],
  "page-too-long": destinationRefusals["too-long"],
  "page-not-a-brand-domain": destinationRefusals["not-a-brand-domain"],
  "unknown-product": "This product is not part of the campaign any more. Choose another.",
  "ends-in-the-past": "The end is over already. Choose a later one, or leave it empty.",
  "not-running": "The partnership is not running, so its links stay as they are.",
  "too-many-links": `There are ${MAX_LINKS} links. Retire one that you no longer use: it goes on redirecting and earning.`,
  "general-link": "The general link leads where the campaign leads and stays. Make another one for a page of its own.",
};
