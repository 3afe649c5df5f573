import type { IncomingMessage } from "node:http";
import type { CouponShelf } from "./coupon-shelf.ts";
import type { OrderShelf } from "./order-shelf.ts";

/**
 * What can go wrong on purpose. fault: 500. throttle: asked too often. drop: acts, then hangs up without an answer.
 * silence: never acts and never answers.
 */
export const fakeFailures = ["fault", "throttle", "drop", "silence"] as const;
export type FakeFailure = (typeof fakeFailures)[number];

export interface FakeRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export interface FakeAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** How one provider answers, and how it says that it is asked too often. */
export interface FakeProvider {
  readonly name: string;
  /** What signs in to it, for the page of its admin. */
  readonly credentials: Readonly<Record<string, string>>;
  answer(shelf: CouponShelf, request: FakeRequest, orders: OrderShelf): FakeAnswer;
  readonly throttled: FakeAnswer;
  readonly fault: FakeAnswer;
}
