/** open: the brand has to answer. answered: it did. withdrawn: the creator took it back. Overdue is open past its deadline. */
export const inquiryStatuses = ["open", "answered", "withdrawn"] as const;
export type InquiryStatus = (typeof inquiryStatuses)[number];

/** credited: the brand credits the sale to the creator. stands: the decision on the sale stays as it is. */
export const inquiryAnswers = ["credited", "stands"] as const;
export type InquiryAnswer = (typeof inquiryAnswers)[number];

/** How long a brand has to answer. */
export const ANSWER_DAYS = 14;
/** How long before the deadline a brand is reminded. */
export const REMIND_DAYS = 2;

/** How an inquiry stands at an instant. */
export type InquiryStanding = InquiryStatus | "overdue";

/** An open inquiry is overdue from the instant its deadline has passed. */
export function inquiryStandingOf(
  { status, dueAt }: { readonly status: InquiryStatus; readonly dueAt: Date },
  now: Date,
): InquiryStanding {
  return status === "open" && now > dueAt ? "overdue" : status;
}
