import type { Database } from "#db/client.server.ts";
import type { Clock } from "#app/kit/clock.ts";
import type { NewId } from "#app/kit/ids.ts";
import type { AchOriginator } from "./ach-originator.server.ts";
import type { ApiRails } from "./api-rails/api-rail.ts";
import type { PaypalEvents } from "./api-rails/paypal-events.ts";
import type { CodeStores } from "./code-stores/open-code-stores.server.ts";
import type { Keys } from "./keys.server.ts";
import type { Logger } from "./logger.server.ts";
import type { Mailer } from "./mailer.server.ts";
import type { PayoutDebtor } from "./payout-debtor.server.ts";
import type { Queue } from "./queue.server.ts";
import type { TaxPayer } from "./tax-payer.ts";
import type { Seller } from "./seller.ts";
import type { StripeGateway } from "./stripe/stripe-gateway.ts";

/** What every use case is given first. Composition roots build it; tests build it with a movable clock and a queue they drain. */
export interface Services {
  readonly db: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly queue: Queue;
  readonly mailer: Mailer;
  readonly keys: Keys;
  /** The shops' own discount codes. */
  readonly codeStores: CodeStores;
  readonly log: Logger;
  /** The address people type, without a trailing slash: `https://fairshare.example`. */
  readonly origin: string;
  readonly isDemo: boolean;
  /** How many days raw clicks are kept. */
  readonly clickRetentionDays: number;
  /** The account payouts leave from; null where it is not configured, and then no bank file is written. */
  readonly payoutDebtor: PayoutDebtor | null;
  /** Who originates ACH payments; null where it is not configured, and then no NACHA file is written. */
  readonly achOriginator: AchOriginator | null;
  /** The providers payouts can be sent through by API. */
  readonly apiRails: ApiRails;
  /** PayPal's webhooks; null where none is configured, and then PayPal is only asked. */
  readonly paypalEvents: PaypalEvents | null;
  /** The platform's own Stripe account; null where none is configured, and then brands pay by bank transfer. */
  readonly stripe: StripeGateway | null;
  /** What signs the webhooks of that account; several, because connected accounts have one of their own. */
  readonly stripeWebhookSecrets: readonly string[];
  /** The platform's fee on commissions paid, in basis points. */
  readonly platformFeeBps: number;
  /** Who the platform is on invoices; null where it is not configured, and then they are statements without VAT. */
  readonly seller: Seller | null;
  /** Where payouts are paid from, as far as tax asks. */
  readonly taxPayer: TaxPayer;
}
