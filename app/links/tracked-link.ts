import type { Network } from "../creators/creator.ts";
import type { LinkSpot } from "./link.ts";

/** What a creator decides about a link. */
export interface LinkChoices {
  /** What the creator calls it; previews show it. Empty for none. */
  readonly title: string;
  /** The network it is for; null for any. */
  readonly network: Network | null;
  readonly spot: LinkSpot;
  /** The campaign's product it shows, by its address; null for none. */
  readonly productUrl: string | null;
  readonly destinationUrl: string;
  /** Null from the beginning. */
  readonly startsAt: Date | null;
  /** The first instant after the link; null without end. */
  readonly expiresAt: Date | null;
  /** Leads to a page that hands each shopper a code that works once. */
  readonly handsOutCodes: boolean;
}

/** A tracked link of a partnership. */
export interface TrackedLink extends LinkChoices {
  readonly linkId: string;
  readonly slug: string;
  /** The readable word its clicks are listed by; empty for the general link. */
  readonly placement: string;
  readonly retiredAt: Date | null;
  readonly createdAt: Date;
}

/** Links that a partnership may list at once: enough for two a week through a year, and a stop for a script that runs wild. */
export const MAX_LINKS = 100;
/** Links a partnership may ever have, retired ones included: each goes on redirecting. */
export const MAX_LINKS_EVER = 1_000;
export const MAX_LINK_TITLE_LENGTH = 80;

/** Every partnership's first link: its own schedule and destination are the campaign's. */
export const isGeneralLink = ({ placement }: Pick<TrackedLink, "placement">): boolean => placement === "";

/** retired: the creator put it away. not-yet, active, over: by its own schedule. Campaign and partnership are looked at apart. */
export type LinkStage = "active" | "not-yet" | "over" | "retired";

export function stageOf(link: Pick<TrackedLink, "retiredAt" | "startsAt" | "expiresAt">, now: Date): LinkStage {
  if (link.retiredAt !== null) return "retired";
  if (link.expiresAt !== null && link.expiresAt <= now) return "over";
  return link.startsAt !== null && link.startsAt > now ? "not-yet" : "active";
}
