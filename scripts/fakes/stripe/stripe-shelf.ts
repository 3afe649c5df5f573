import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import {
  newBalanceTransaction,
  secondsOf,
  type StripeAccount,
  type StripeBalanceTransaction,
  type StripeCharge,
  type StripeDispute,
  type StripeEvent,
  type StripePaymentIntent,
  type StripeRefund,
  type StripeSession,
  type StripeTransfer,
} from "./stripe-shapes.ts";

/** Everything one Stripe account of the stand-in knows. */
interface Contents {
  nextNumber: number;
  readonly accounts: StripeAccount[];
  readonly sessions: StripeSession[];
  readonly paymentIntents: StripePaymentIntent[];
  readonly charges: StripeCharge[];
  readonly refunds: StripeRefund[];
  readonly disputes: StripeDispute[];
  readonly transfers: StripeTransfer[];
  /** What Stripe paid out of connected accounts to their banks. */
  readonly bankPayouts: { readonly account: string; readonly currency: string; readonly amount: number }[];
  /** The oldest first. */
  readonly balanceTransactions: StripeBalanceTransaction[];
  /** Not yet taken by the webhook's receiver, the oldest first. */
  waitingEvents: StripeEvent[];
}

const NUMBER_WIDTH = 8;

function emptyContents(): Contents {
  return {
    nextNumber: 1,
    accounts: [],
    sessions: [],
    paymentIntents: [],
    charges: [],
    refunds: [],
    disputes: [],
    transfers: [],
    bankPayouts: [],
    balanceTransactions: [],
    waitingEvents: [],
  };
}

/** What the stand-in for Stripe keeps about money: with a file it outlives a restart. */
export class StripeShelf {
  readonly #file: string | null;
  readonly #now: () => Date;
  readonly contents: Contents;
  /** Where the stand-in answers; its hosted pages are below it. Known once it listens. */
  origin = "";

  constructor(file: string | null, now: () => Date) {
    this.#file = file;
    this.#now = now;
    // Only this class writes the file.
    const kept = file !== null && existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Partial<Contents>) : {};
    this.contents = { ...emptyContents(), ...kept };
  }

  now(): Date {
    return this.#now();
  }

  seconds(): number {
    return secondsOf(this.#now());
  }

  /** `tr_fake00000012`. */
  newId(prefix: string): string {
    const number = this.contents.nextNumber;
    this.contents.nextNumber += 1;
    return `${prefix}_fake${String(number).padStart(NUMBER_WIDTH, "0")}`;
  }

  /** What the platform can send in a currency now. */
  availableIn(currency: string): number {
    return this.contents.balanceTransactions
      .filter((one) => one.currency === currency)
      .reduce((sum, one) => sum + one.net, 0);
  }

  /** What a connected account holds of what was transferred to it. */
  availableAt(account: string, currency: string): number {
    const { transfers, bankPayouts } = this.contents;
    const received = transfers.filter((one) => one.destination === account && one.currency === currency);
    const left = bankPayouts.filter((one) => one.account === account && one.currency === currency);
    return (
      received.reduce((sum, one) => sum + one.amount - one.amount_reversed, 0) -
      left.reduce((sum, one) => sum + one.amount, 0)
    );
  }

  move(move: Parameters<typeof newBalanceTransaction>[2]): StripeBalanceTransaction {
    const moved = newBalanceTransaction(this.newId("txn"), this.seconds(), move);
    this.contents.balanceTransactions.push(moved);
    return moved;
  }

  /** Puts an event on its way, with the object as it is now. */
  tell(type: string, object: object, account?: string): void {
    this.contents.waitingEvents.push({
      id: this.newId("evt"),
      object: "event",
      api_version: null,
      created: this.seconds(),
      data: { object: structuredClone(object) },
      livemode: false,
      pending_webhooks: 1,
      request: { id: null, idempotency_key: null },
      type,
      ...(account === undefined ? {} : { account }),
    });
  }

  /** Written beside and moved into place, so that a stop in between leaves the last whole state. */
  save(): void {
    if (this.#file === null) return;
    mkdirSync(path.dirname(this.#file), { recursive: true });
    const fresh = `${this.#file}.new`;
    writeFileSync(fresh, JSON.stringify(this.contents, null, 1));
    renameSync(fresh, this.#file);
  }
}
