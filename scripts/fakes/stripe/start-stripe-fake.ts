import { signAsStripe } from "#app/platform/stripe-signature.server.ts";
import { startFakeShop, type FakeOptions, type FakeShop } from "../fake-shop.ts";
import { StripeShelf } from "./stripe-shelf.ts";
import { stripeProvider } from "./stripe-provider.ts";

/** The secret the stand-in signs its webhooks with. */
export const STRIPE_FAKE_WEBHOOK_SECRET = "whsec_stand_in_for_demo_and_tests";

/** One signed delivery, as it goes over the wire. */
export interface StripeDelivery {
  readonly body: string;
  readonly signature: string;
}

export interface StripeFake extends FakeShop {
  /** What it keeps about money; tests look in here, and pay, refund or dispute with the functions of this folder. */
  readonly books: StripeShelf;
  /** Hands every waiting event to the receiver, in order; one it does not take with 2xx waits for the next time. Returns how many were taken. */
  deliverWaiting(receive: (delivery: StripeDelivery) => Promise<number>): Promise<number>;
}

export interface StripeFakeOptions extends FakeOptions {
  /** Where what it knows about money is kept; null forgets it at the end. */
  readonly booksFile?: string | null;
  readonly now?: () => Date;
}

/** Starts the stand-in for Stripe: promotion codes, Checkout, Connect, balance and webhooks over real HTTP. */
export async function startStripeFake(options: StripeFakeOptions = {}): Promise<StripeFake> {
  const books = new StripeShelf(options.booksFile ?? null, options.now ?? (() => new Date()));
  const shop = await startFakeShop(stripeProvider(books), options);
  books.origin = shop.origin;
  return Object.assign(shop, {
    books,
    async deliverWaiting(receive: (delivery: StripeDelivery) => Promise<number>) {
      let taken = 0;
      for (const event of [...books.contents.waitingEvents]) {
        const body = JSON.stringify(event);
        const status = await receive({ body, signature: signAsStripe(STRIPE_FAKE_WEBHOOK_SECRET, body, books.now()) });
        if (status < 200 || status > 299) continue;
        books.contents.waitingEvents = books.contents.waitingEvents.filter(({ id }) => id !== event.id);
        books.save();
        taken += 1;
      }
      return taken;
    },
  });
}
