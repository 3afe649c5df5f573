import { setTimeout as pause } from "node:timers/promises";

export interface Repetition {
  /** Ends after the step that is under way; a rest ends at once. */
  stop(): Promise<void>;
}

/**
 * Runs a step again and again. Each says how many milliseconds to rest after it. A step deals with its failures itself: one that rejects
 * ends the repetition. Resting does not keep the process alive.
 */
export function repeat(step: () => Promise<number>, restBeforeMs = 0): Repetition {
  const stopping = new AbortController();
  const rest = (ms: number) => pause(ms, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);

  async function run(): Promise<void> {
    if (restBeforeMs > 0) await rest(restBeforeMs);
    while (!stopping.signal.aborted) await rest(await step());
  }

  const ended = run();
  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}
