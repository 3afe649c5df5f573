/** Where "now" comes from. The server passes the system's clock, tests and the demo one they can move. */
export interface Clock {
  now(): Date;
}

export const MS_PER_MINUTE = 60_000;
export const MS_PER_HOUR = 3_600_000;
export const MS_PER_DAY = 86_400_000;

/** An instant a whole number of 24-hour days later (earlier when negative). Daylight saving does not exist in UTC. */
export function addDays(instant: Date, days: number): Date {
  return new Date(instant.getTime() + days * MS_PER_DAY);
}

export function addMinutes(instant: Date, minutes: number): Date {
  return new Date(instant.getTime() + minutes * MS_PER_MINUTE);
}

/** A clock that stands still until it is told to move. */
export class SettableClock implements Clock {
  #now: Date;
  constructor(start: Date) {
    this.#now = start;
  }
  now(): Date {
    return new Date(this.#now);
  }
  moveTo(instant: Date): void {
    this.#now = new Date(instant);
  }
  advanceDays(days: number): void {
    this.#now = addDays(this.#now, days);
  }
  advanceMs(ms: number): void {
    this.#now = new Date(this.#now.getTime() + ms);
  }
}
