import type { Clock } from "#app/kit/clock.ts";

export const systemClock: Clock = { now: () => new Date() };

/** The system's clock plus an offset that only the demo's `/dev/clock` moves, so that "thirty days later" can be shown. */
export class ShiftableClock implements Clock {
  #offsetMs: number;
  readonly #onShift: (offsetMs: number) => void;
  /** `onShift` hears of every shift made here, so that other processes can follow with `moveTo`. */
  constructor(offsetMs = 0, onShift: (offsetMs: number) => void = () => undefined) {
    this.#offsetMs = offsetMs;
    this.#onShift = onShift;
  }
  now(): Date {
    return new Date(Date.now() + this.#offsetMs);
  }
  shift(ms: number): void {
    this.#offsetMs += ms;
    this.#onShift(this.#offsetMs);
  }
  moveTo(offsetMs: number): void {
    this.#offsetMs = offsetMs;
  }
  get offsetMs(): number {
    return this.#offsetMs;
  }
}
