import { addDays } from "../kit/clock.ts";

/** open: somebody has to answer. answered: somebody did. Overdue is open past its deadline. */
export const appealStatuses = ["open", "answered"] as const;
export type AppealStatus = (typeof appealStatuses)[number];

/** upheld: the decline stands. overturned: the commission counts again. */
export const appealAnswers = ["upheld", "overturned"] as const;
export type AppealAnswer = (typeof appealAnswers)[number];

/** Both the brand and finance may answer. */
export const appealSides = ["brand", "finance"] as const;
export type AppealSide = (typeof appealSides)[number];

/** How long after a decline its creator may appeal (PRODUCT rules). */
export const APPEAL_DAYS = 30;
/** How long the brand and finance have to answer. */
export const ANSWER_DAYS = 14;
/** How long before the deadline those who answer are reminded. */
export const REMIND_DAYS = 2;

/** The instant from which a decline can no longer be appealed. */
export function appealDeadlineOf(declinedAt: Date): Date {
  return addDays(declinedAt, APPEAL_DAYS);
}

/** How an appeal stands at an instant. */
export type AppealStanding = AppealStatus | "overdue";

/** An open appeal is overdue from the instant its deadline has passed. */
export function appealStandingOf(
  { status, dueAt }: { readonly status: AppealStatus; readonly dueAt: Date },
  now: Date,
): AppealStanding {
  return status === "open" && now > dueAt ? "overdue" : status;
}
