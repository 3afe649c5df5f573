/** active: clicks count. not-yet: before the link's first day. link-over: past the link's own end. past-tail: past the campaign's. */
export type LinkStanding = "active" | "not-yet" | "link-over" | "past-tail";

/** From when to when a link is active, in ms since 1970, and whose end it is. */
export interface ActiveTime {
  readonly activeFromMs: number;
  readonly activeUntilMs: number;
  readonly isLinkEnd: boolean;
}

/** How a link stands at an instant. Only an active one leads to its destination; all others lead to the fallback. */
export function standingOf(time: ActiveTime, nowMs: number): LinkStanding {
  if (nowMs >= time.activeUntilMs) return time.isLinkEnd ? "link-over" : "past-tail";
  return nowMs < time.activeFromMs ? "not-yet" : "active";
}

/** Why a person's click on a link that is not active is kept as expired: one clause each. */
export const expiredReasons: Readonly<Record<Exclude<LinkStanding, "active">, string>> = {
  "not-yet": "the link starts later, and nobody was to be sent on yet",
  "link-over": "the link is past the end that was set for it",
  "past-tail": "the partnership or its campaign is past its end and tail",
};
