import type { AnyJob, Job, Queue } from "./queue.server.ts";
import type { Services } from "./services.server.ts";

/**
 * A queue for worlds with a clock of their own, tests and the demo: it waits until it is told to drain. It keeps what was
 * enqueued in order and runs it on `drain`,
 * including the jobs that those jobs add. The real queue is pg-boss and is tested with a running server.
 */
export class DrainedQueue implements Queue {
  #waiting: { job: AnyJob; payload: object }[] = [];

  enqueue<Payload extends object>(_tx: unknown, job: Job<Payload>, payload: Payload): Promise<void> {
    this.#waiting.push({ job, payload });
    return Promise.resolve();
  }

  enqueueAll<Payload extends object>(_tx: unknown, job: Job<Payload>, payloads: readonly Payload[]): Promise<void> {
    this.#waiting.push(...payloads.map((payload) => ({ job, payload })));
    return Promise.resolve();
  }

  get waiting(): readonly { job: AnyJob; payload: object }[] {
    return this.#waiting;
  }

  /** Runs everything that waits, and what that adds. Returns how many jobs ran. */
  async drain(services: Services): Promise<number> {
    let count = 0;
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      await next.job.run(services, next.job.payload.parse(next.payload) as object);
      count += 1;
    }
    return count;
  }
}
