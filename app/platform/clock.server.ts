import type { Clock } from "#app/kit/clock.ts";

export const systemClock: Clock = { now: () => new Date() };

/** The system's clock plus an offset that only the demo's `/dev/clock` moves, so that "thirty days later" can be shown. */
export class ShiftableClock implements Clock {
  #offsetMs = 0;
  now(): Date {
    return new Date(Date.now() + this.#offsetMs);
  }
  shift(ms: number): void {
    this.#offsetMs += ms;
  }
  get offsetMs(): number {
    return this.#offsetMs;
  }
}
