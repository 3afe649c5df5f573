import type { SettableClock } from "#app/kit/clock.ts";

interface Happening {
  readonly at: Date;
  readonly run: () => Promise<void>;
}

/** What happens when in a world with its own clock. Happenings may put further ones, which come later, on the agenda. */
export class Agenda {
  #happenings: Happening[] = [];

  add(at: Date, run: () => Promise<void>): void {
    this.#happenings.push({ at, run });
  }

  /** Moves the clock from happening to happening up to an instant, and leaves it there. `after` is called after each. */
  async runUntil(until: Date, clock: SettableClock, after: () => Promise<unknown>): Promise<void> {
    for (;;) {
      const next = this.#takeNext(until);
      if (!next) break;
      if (next.at.getTime() > clock.now().getTime()) clock.moveTo(next.at);
      await next.run();
      await after();
    }
    clock.moveTo(until);
  }

  #takeNext(until: Date): Happening | undefined {
    let earliest: Happening | undefined;
    for (const happening of this.#happenings) {
      if (happening.at.getTime() > until.getTime()) continue;
      if (!earliest || happening.at.getTime() < earliest.at.getTime()) earliest = happening;
    }
    if (earliest) this.#happenings.splice(this.#happenings.indexOf(earliest), 1);
    return earliest;
  }
}
