import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import path from "node:path";
import { signUpBrand } from "#app/access/sign-up.server.ts";
import { createBrandSchema } from "#app/brands/create-brand.ts";
import { addDays } from "#app/kit/clock.ts";
import { mintLinkAndCode } from "#app/links/mint-link-and-code.server.ts";
import { systemClock } from "#app/platform/clock.server.ts";
import { createServices } from "#app/platform/create-services.server.ts";
import { DrainedQueue } from "#app/platform/drained-queue.server.ts";
import { readEnvironment } from "#app/platform/env.server.ts";
import { createLogger } from "#app/platform/logger.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { createDatabase } from "#db/client.server.ts";
import { startEmbedded } from "#db/embedded.server.ts";
import { migrate } from "#db/migrate.server.ts";
import { insertCampaign, insertCreator } from "#scripts/simulation/simulated-brand-store.server.ts";

/** A brand that is open for traffic, in a database of its own on this machine's disk, with every safety a real one has. */
export interface BenchWorld {
  readonly services: Services;
  readonly dataDir: string;
  readonly databaseUrl: string;
  readonly superuserUrl: string;
  readonly brandId: string;
  readonly brandSlug: string;
  readonly owner: { readonly email: string; readonly password: string };
  readonly partnerships: readonly BenchPartnership[];
  close(): Promise<void>;
}

export interface BenchPartnership {
  readonly partnershipId: string;
  readonly linkId: string;
  readonly slug: string;
}

const CREATOR_COUNT = 200;
const DAYS_RUNNING = 100;

/** Boots a fresh database in the folder and founds a brand with a campaign of 200 creators. The folder goes when the world closes. */
export async function openBenchWorld(dataDir: string): Promise<BenchWorld> {
  rmSync(dataDir, { recursive: true, force: true });
  const embedded = await startEmbedded({ dataDir });
  const databaseUrl = await migrate(embedded.ownerUrl);
  const environment = readEnvironment({ DATA_DIR: dataDir });
  const db = createDatabase(databaseUrl);
  const services = createServices(environment, {
    ...{ db, queue: new DrainedQueue(), clock: systemClock, log: createLogger("warn") },
    origin: () => "http://localhost",
  });
  const founded = await found(services);
  return {
    ...{ services, dataDir: path.resolve(dataDir), databaseUrl, superuserUrl: embedded.superuserUrl, ...founded },
    async close() {
      await db.close();
      await embedded.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function found(services: Services) {
  const owner = { email: "owner@bench.example", password: `bench ${randomBytes(12).toString("hex")}` };
  const company = createBrandSchema.parse({ companyName: "Bench", website: "bench.example" });
  const account = { personName: "The owner", ...owner };
  const outcome = await signUpBrand(services, { account, company, clientAddress: "127.0.0.1" });
  if (!outcome.ok) throw new Error(`The brand could not be founded: ${outcome.refusal}.`);
  const { brandId } = outcome.value;
  const at = addDays(services.clock.now(), -DAYS_RUNNING);
  const destinationUrl = "https://bench.example/products/tea";
  const campaignId = services.newId();
  return services.db.inBrand(brandId, async (tx) => {
    await insertCampaign(tx, brandId, {
      ...{ id: campaignId, termsId: services.newId(), policyId: services.newId(), destinationUrl, startsAt: at },
      ...{ currency: "EUR", discountBps: 1_000, newCustomerRateBps: 1_000, returningCustomerRateBps: 500 },
      clickWindowDays: 30,
    });
    const partnerships: BenchPartnership[] = [];
    for (let index = 0; index < CREATOR_COUNT; index += 1) {
      const partnershipId = services.newId();
      const ids = { creatorId: services.newId(), userId: services.newId(), partnershipId, campaignId };
      const handle = `creator-${index}`;
      await insertCreator(tx, brandId, { ...ids, name: `Creator ${index}`, handle, at });
      const minted = await mintLinkAndCode(services, tx, brandId, {
        ...{ partnershipId, creatorHandle: handle, brandSlug: "bench", discountBps: 1_000, destinationUrl },
      });
      partnerships.push({ partnershipId, linkId: minted.linkId, slug: minted.slug });
    }
    return { brandId, brandSlug: "bench", owner, partnerships };
  });
}
