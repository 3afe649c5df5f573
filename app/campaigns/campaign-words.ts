import type { Tone } from "#app/ui/status.tsx";
import type { Campaign, CampaignStatus } from "./campaign.ts";
import type { CampaignRefusal } from "./campaign-refusal.ts";
import { gapSentences } from "./find-gaps.ts";

export const campaignStatusWords: Readonly<Record<CampaignStatus, { readonly word: string; readonly tone: Tone }>> = {
  draft: { word: "Draft", tone: "plain" },
  published: { word: "Published", tone: "good" },
  paused: { word: "Paused", tone: "waiting" },
  ended: { word: "Ended", tone: "stopped" },
};

/** What the status means for creators right now, in one sentence. */
export function describeStatus({ status, pauseReason, startsAt }: Campaign, now: Date): string {
  if (status === "draft") return "Only your brand sees it.";
  if (status === "ended") return "Nobody can join; earlier clicks and codes earn through the tail.";
  if (status === "paused") {
    const why = pauseReason === "budget" ? "The budget is used up" : "Your brand paused it";
    return `${why}. No new creators; running links and codes go on earning.`;
  }
  return startsAt > now ? "Creators see it from its first day." : "Creators can see and claim it.";
}

export const campaignRefusals: Readonly<Record<CampaignRefusal, string>> = {
  "not-found": "This campaign does not exist.",
  "not-a-draft":
    "The campaign is published already, so only its brief, products, links, codes, budget and dates can change.",
  "not-published": "The campaign is not published, so this cannot be done now.",
  "not-paused": "The campaign is not paused.",
  "already-ended": "The campaign has ended. Start a new one to go on.",
  "already-started": "The campaign has begun, so its first day stands.",
  "ends-in-the-past": "The last day is over already. To end the campaign today, use “End campaign” on its page.",
  "fallback-not-registered": gapSentences["fallback-not-registered"],
  "budget-below-spent":
    "Creators have already earned more than that. The budget can go down to what is spent, not below.",
  "budget-used-up": "The budget is used up. Raise it first; the campaign then goes on by itself.",
  "dates-over": "The last day is over. Move it first.",
  "no-change": "That is what holds already, so there is nothing to announce.",
  "unknown-partner": "An exclusive partner must be a creator who takes part in this campaign. Choose from the list.",
  "pays-nothing": "Give at least one rate or amount above 0: creators must earn something.",
  "changed-meanwhile": "Somebody of your brand announced other terms in the meantime. Look at them and decide again.",
};
