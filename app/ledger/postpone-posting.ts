import type { Posting } from "./posting.ts";

const monthNames = "January February March April May June July August September October November December".split(" ");

/** The first instant of the UTC month an instant lies in. */
export function startOfMonth(instant: Date): Date {
  return new Date(Date.UTC(instant.getUTCFullYear(), instant.getUTCMonth(), 1));
}

/** What happened in a closed month is booked as of an instant of the open one, and says so: the closed month stays as it was signed. */
export function postponePosting(posting: Posting, bookedAt: Date): Posting {
  const why = `It happened on ${dayInWords(posting.occurredAt)}, in a month that is closed, so it is booked on ${dayInWords(bookedAt)}.`;
  return { ...posting, occurredAt: bookedAt, sentence: `${posting.sentence} ${why}` };
}

function dayInWords(instant: Date): string {
  return `${instant.getUTCDate()} ${monthNames[instant.getUTCMonth()]} ${instant.getUTCFullYear()}`;
}
