import type { IncomingMessage } from "node:http";
import type { CouponShelf } from "./coupon-shelf.ts";
import type { OrderShelf } from "./order-shelf.ts";

/**
 * What can go wrong on purpose. fault: 500. throttle: asked too often. conflict: 409. drop: acts, then hangs up without an answer.
 * late: acts and never answers. silence: never acts and never answers.
 */
export const fakeFailures = ["fault", "throttle", "conflict", "drop", "late", "silence"] as const;
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

/** A page for a person, or where it sends them. */
export type FakePage =
  | { readonly kind: "page"; readonly status: number; readonly html: string }
  | { readonly kind: "redirect"; readonly location: string };

/** How one provider answers, and how it says that it is asked too often. */
export interface FakeProvider {
  readonly name: string;
  /** What signs in to it, for the page of its admin. */
  readonly credentials: Readonly<Record<string, string>>;
  answer(shelf: CouponShelf, request: FakeRequest, orders: OrderShelf): FakeAnswer;
  readonly throttled: FakeAnswer;
  readonly fault: FakeAnswer;
  /** Where the provider never answers 409, the fault stands for it. */
  readonly conflict?: FakeAnswer;
  /** A provider that keeps its answers by key keeps a fault too. */
  answerFault?(request: FakeRequest): FakeAnswer;
  /** Pages for people beside the API; null for what is none. */
  answerPage?(request: FakeRequest): FakePage | null;
  /** What the page of its admin shows beside coupons, as HTML, and what its buttons do. */
  adminSections?(): string;
  actAsEmployee?(form: URLSearchParams): void;
}
