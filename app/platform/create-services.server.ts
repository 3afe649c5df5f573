import path from "node:path";
import type { Database } from "#db/client.server.ts";
import type { Clock } from "#app/kit/clock.ts";
import { achOriginatorOf } from "./ach-originator.server.ts";
import { openApiRails, openPaypalEvents } from "./api-rails/open-api-rails.server.ts";
import { createCodeStores } from "./code-stores/open-code-stores.server.ts";
import type { Environment } from "./env.server.ts";
import { newUuid } from "./ids.server.ts";
import { createKeys, loadOrCreateSecret } from "./keys.server.ts";
import type { Logger } from "./logger.server.ts";
import { createOutboxMailer, createSmtpMailer } from "./mailer.server.ts";
import { payoutDebtorOf } from "./payout-debtor.server.ts";
import type { Queue } from "./queue.server.ts";
import type { Services } from "./services.server.ts";
import { sellerOf } from "./seller.server.ts";
import { taxPayerOf } from "./tax-payer.server.ts";
import { openStripe } from "./stripe/open-stripe.server.ts";

/** What a process opens itself; everything else of the services follows from the settings. */
export interface OpenedParts {
  readonly db: Database;
  readonly queue: Queue;
  readonly clock: Clock;
  readonly log: Logger;
  /** Asked each time: a server knows its port only once it listens. */
  readonly origin: () => string;
}

/** So that the demo's invoices have something on them. */
const DEMO_FEE_BPS = 500;

/** Puts the services of one process together: the web server's, a command's. */
export function createServices(environment: Environment, { db, queue, clock, log, origin }: OpenedParts): Services {
  const dataDir = path.resolve(environment.DATA_DIR);
  const stripe = environment.STRIPE_SECRET_KEY
    ? openStripe({ secretKey: environment.STRIPE_SECRET_KEY, origin: environment.STRIPE_API_ORIGIN ?? null })
    : null;
  return {
    ...{ db, queue, clock, log },
    newId: newUuid,
    mailer: environment.SMTP_URL
      ? createSmtpMailer(environment.SMTP_URL, environment.MAIL_FROM)
      : createOutboxMailer(path.join(dataDir, "outbox")),
    keys: createKeys(loadOrCreateSecret(environment.SECRET_KEY, dataDir)),
    codeStores: createCodeStores(
      {
        shopify: environment.SHOPIFY_API_ORIGIN ?? null,
        stripe: environment.STRIPE_API_ORIGIN ?? null,
        woocommerce: environment.WOOCOMMERCE_API_ORIGIN ?? null,
      },
      clock,
    ),
    get origin() {
      return origin();
    },
    isDemo: environment.DEMO === "on",
    clickRetentionDays: environment.CLICK_RETENTION_DAYS,
    payoutDebtor: payoutDebtorOf(environment),
    achOriginator: achOriginatorOf(environment),
    apiRails: openApiRails(environment, clock, stripe),
    paypalEvents: openPaypalEvents(environment, clock),
    stripe,
    stripeWebhookSecrets: environment.STRIPE_WEBHOOK_SECRETS,
    platformFeeBps: environment.PLATFORM_FEE_BPS ?? (environment.DEMO === "on" ? DEMO_FEE_BPS : 0),
    seller: sellerOf(environment),
    taxPayer: taxPayerOf(environment),
  };
}
