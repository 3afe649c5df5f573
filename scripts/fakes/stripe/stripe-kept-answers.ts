import type { FakeAnswer, FakeRequest } from "../fake-provider.ts";
import { refuse } from "./stripe-answers.ts";

/** Stripe may forget a key after at least 24 hours: https://docs.stripe.com/api/idempotent_requests */
const KEPT_MS = 24 * 3_600_000;
const UNAUTHORISED = 401;
const CONFLICT = 409;

interface KeptAnswer {
  readonly asked: string;
  readonly answer: FakeAnswer;
  readonly atMs: number;
}

/**
 * The same key again gets the stored answer, also a 500; with other parameters an error; after a day it is as if it had never been
 * used. What never began to act is not kept: https://docs.stripe.com/api/idempotent_requests
 */
export class KeptAnswers {
  readonly #now: () => Date;
  readonly #kept = new Map<string, KeptAnswer>();

  constructor(now: () => Date) {
    this.#now = now;
  }

  answerOnce(request: FakeRequest, act: () => FakeAnswer): FakeAnswer {
    const key = request.headers["idempotency-key"];
    if (typeof key !== "string" || request.method !== "POST") return act();
    const asked = `${request.path}\n${request.body}`;
    const known = this.#kept.get(key);
    if (known && this.#now().getTime() - known.atMs < KEPT_MS) {
      if (known.asked === asked) return { ...known.answer, headers: { "idempotent-replayed": "true" } };
      const sentence =
        "Keys for idempotent requests can only be used with the same parameters they were first used with.";
      return refuse(400, "idempotency_error", sentence);
    }
    const answer = act();
    if (answer.status !== UNAUTHORISED && answer.status !== CONFLICT) {
      this.#kept.set(key, { asked, answer: structuredClone(answer), atMs: this.#now().getTime() });
    }
    return answer;
  }
}
