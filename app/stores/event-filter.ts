/** Which of the events are listed that are not done with. */
export const eventsShown = ["waiting", "failed", "dismissed"] as const;
export type EventsShown = (typeof eventsShown)[number];

export interface EventFilter {
  readonly shown: EventsShown;
}

/** Anything that is no filter shows what waits. */
export function readEventFilter(search: URLSearchParams): EventFilter {
  return { shown: eventsShown.find((one) => one === search.get("shown")) ?? "waiting" };
}
