import { createServer } from "node:net";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type * as server from "#app/server.ts";
import { type Environment, readEnvironment } from "#app/platform/env.server.ts";
import { prepareDatabase } from "#db/prepare.server.ts";
import { buildIfChanged } from "./build-if-changed.ts";
import { CommandError, runCommand, say } from "./command.ts";
import { PAYPAL_FAKE_CLIENT_ID, PAYPAL_FAKE_SECRET } from "./fakes/paypal-fake.ts";
import { PAYPAL_FAKE_WEBHOOK_ID } from "./fakes/paypal-webhooks.ts";
import { STRIPE_FAKE_KEY } from "./fakes/stripe-fake.ts";
import { STRIPE_FAKE_WEBHOOK_SECRET } from "./fakes/stripe/start-stripe-fake.ts";
import { startFakes, type StartedFakes } from "./fakes/start-fakes.ts";
import { openServices } from "./open-services.ts";
import { type DemoAccess, seedIfEmpty } from "./seed-if-empty.ts";
import { startWebProcesses } from "./web-processes.ts";

const help = `
npm start

Builds what changed, boots the embedded PostgreSQL (or uses DATABASE_URL), migrates it, fills an empty database with the demo
world, and serves on PORT (3000), with WEB_PROCESSES processes (1). Ctrl-C stops the server and the database.

The demo world, its sign-ins and /dev are on when the server listens on this machine only and DATABASE_URL is not set; DEMO=on or
DEMO=off decides otherwise. With it stand-ins for Shopify, Stripe, WooCommerce and PayPal start on free ports; the shops' addresses show a
page to play the shop's employee, who changes and deletes codes. Without STRIPE_SECRET_KEY the one for Stripe also takes the brands'
payments and pays creators, in test mode. Every setting is explained in .env.example.
`;

await runCommand(help, async () => {
  const given = readSettings();
  await assertPortIsFree(given);
  await buildIfChanged();
  const stopAsked = waitForStop();
  const database = await prepareDatabase({
    databaseUrl: given.DATABASE_URL,
    ownerUrl: given.DATABASE_OWNER_URL,
    dataDir: given.DATA_DIR,
  });
  const fakes = given.DEMO === "on" ? await startFakes(given.DATA_DIR) : null;
  const environment = fakes ? withFakes(given, fakes) : given;
  try {
    const running = await serve({ environment, databaseUrl: database.appUrl });
    try {
      fakes?.deliverStripeEvents(`${running.address}/hooks/payments`, () => running.now());
      fakes?.deliverPaypalEvents(`${running.address}/hooks/paypal`);
      const demo = environment.DEMO === "on" ? await running.seedDemo() : null;
      say(`\nFairshare is at ${running.address}`);
      for (const { who, email, password } of demo?.signIns ?? [])
        say(`  ${who.padEnd(26)} ${email.padEnd(28)} ${password}`);
      for (const [shop, origin] of Object.entries(fakes?.origins ?? {}))
        say(`  ${`Stand-in for ${shop}`.padEnd(26)} ${origin}`);
      if (demo?.apiKey) say(`  ${"API key of Lumen Tea".padEnd(26)} ${demo.apiKey}`);
      say("\nCtrl-C stops it.");
      await stopAsked;
      say("Stopping…");
    } finally {
      await running.stop();
    }
  } finally {
    await fakes?.stop();
    await database.stop();
  }
});
// Nothing may hold the process once server and database are down.
process.exit();

function readSettings(): Environment {
  const given = readEnvironment();
  const isOwnMachineOnly = !given.DATABASE_URL && ["127.0.0.1", "::1", "localhost"].includes(given.HOST);
  return process.env["DEMO"] ? given : { ...given, DEMO: isOwnMachineOnly ? "on" : "off" };
}

/** The demo's stores and its money speak with the stand-ins, unless the settings name others. */
function withFakes(given: Environment, { origins }: StartedFakes): Environment {
  const stripe = {
    STRIPE_API_ORIGIN: given.STRIPE_API_ORIGIN ?? origins.Stripe,
    STRIPE_SECRET_KEY: STRIPE_FAKE_KEY,
    STRIPE_WEBHOOK_SECRETS: [STRIPE_FAKE_WEBHOOK_SECRET],
  };
  return {
    ...given,
    SHOPIFY_API_ORIGIN: given.SHOPIFY_API_ORIGIN ?? origins.Shopify,
    // Who names a Stripe account of their own means Stripe itself.
    ...(given.STRIPE_SECRET_KEY ? {} : stripe),
    WOOCOMMERCE_API_ORIGIN: given.WOOCOMMERCE_API_ORIGIN ?? origins.WooCommerce,
    ...(given.PAYPAL_CLIENT_ID ? {} : paypalStandIn(origins.PayPal)),
  };
}

function paypalStandIn(origin: string): Partial<Environment> {
  return {
    PAYPAL_API_ORIGIN: origin,
    PAYPAL_CLIENT_ID: PAYPAL_FAKE_CLIENT_ID,
    PAYPAL_CLIENT_SECRET: PAYPAL_FAKE_SECRET,
    PAYPAL_WEBHOOK_ID: PAYPAL_FAKE_WEBHOOK_ID,
  };
}

/** What serves, in this process or in several. */
interface Serving {
  readonly address: string;
  /** The clock of who serves, which the demo can move. */
  now(): Date;
  seedDemo(): Promise<DemoAccess>;
  stop(): Promise<void>;
}

async function serve(options: server.ServerOptions): Promise<Serving> {
  const { environment, databaseUrl } = options;
  const seeding = { databaseUrl, dataDir: environment.DATA_DIR };
  if (environment.WEB_PROCESSES > 1) {
    const processes = await startWebProcesses(
      path.join(import.meta.dirname, "web-process.ts"),
      environment.WEB_PROCESSES,
      options,
    );
    const seedDemo = async () => {
      const opened = await openServices(environment);
      return seedIfEmpty(opened.services, seeding).finally(() => opened.stop());
    };
    return { address: processes.address, now: () => processes.now(), seedDemo, stop: () => processes.stop() };
  }
  // React and Remix choose their production builds by this when they are first loaded.
  process.env.NODE_ENV = environment.NODE_ENV;
  const built = (await import(pathToFileURL("build/server/index.js").href)) as typeof server;
  const running = await built.startServer(options);
  return {
    address: running.address,
    now: () => running.services.clock.now(),
    seedDemo: () => seedIfEmpty(running.services, seeding),
    stop: () => running.stop(),
  };
}

function assertPortIsFree({ PORT, HOST }: Environment): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => {
      const reason = error.code === "EADDRINUSE" ? "is in use by another program" : `cannot be used (${error.message})`;
      reject(
        new CommandError(
          `Port ${PORT} ${reason}: stop that program or start with another, such as PORT=3001 npm start.`,
        ),
      );
    });
    probe.listen(PORT, HOST, () => probe.close(() => resolve()));
  });
}

/** Listens from now on, so that a signal while the database boots does not leave it behind, and a second one does not cut the clean-up short. */
function waitForStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => resolve());
  });
}
