import { v7 } from "uuid";
import { announceTerms } from "#app/campaigns/announce-terms.server.ts";
import { endCampaign } from "#app/campaigns/end-campaign.server.ts";
import { pauseCampaign } from "#app/campaigns/pause-campaign.server.ts";
import { addDays, MS_PER_DAY, SettableClock } from "#app/kit/clock.ts";
import { DrainedQueue } from "#app/platform/drained-queue.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { Agenda } from "./demo-agenda.ts";
import { openDemoRedirects } from "./demo-clicks.ts";
import { payInAgain, payInFirst } from "./demo-funding.ts";
import {
  bookBankAnswer,
  bookPaypalAnswer,
  loadDemoRates,
  prepareEuroBatch,
  releaseBatch,
  reviewMatured,
} from "./demo-finance.ts";
import { applyTo, foundDemoWorld, mustDo, type Founded, type FoundedBrand } from "./demo-founding.ts";
import { missOneSale } from "./demo-inquiry.ts";
import { liveDay, type DemoLife } from "./demo-life.ts";
import { makeFirstLinks, makeLateLinks } from "./demo-links.ts";
import { DEMO_PASSWORD, demoPeople } from "./demo-people.ts";
import { declareTax, invoiceArrived } from "./demo-tax.ts";
import { createRandom } from "./random.ts";

const SEED = 20_261_121;
const DAYS = 63;
const TOP_UP_DAY = 30;
const FIRST_REVIEW_DAY = 40;
const LATE_TOP_UP_DAY = 55;
const TAX_DAY = 35;
const BANK_ANSWER_DAY = 43;
const INVOICE_DAY = 44;
const HARVEST_END_DAY = 30;
const GIFT_PAUSE_DAY = 45;
const RATE_CUT_DAY = 58;
const LATE_LINKS_DAY = 59;
const APPLICATIONS_DAY = 60;
/** What matures after it still waits in the review queue, and the batch for its approver. */
const SECOND_REVIEW_DAY = 61;
const MISSED_SALE_DAY = 62;

export interface DemoSignIn {
  readonly who: string;
  readonly email: string;
  readonly password: string;
}

/** Who can sign in and how, as `npm start` prints them. */
export const demoSignIns: readonly DemoSignIn[] = demoPeople.map(({ does, email }) => ({
  who: does,
  email,
  password: DEMO_PASSWORD,
}));

export interface DemoWorld {
  /** The demo brand's key for `/api/v1`, shown this once. */
  readonly apiKey: string;
}

/**
 * Nine weeks in the life of three brands and twelve creators, told through the product's own use cases on a clock of its own that ends
 * now. The same seed tells the same story; only its dates follow the day on which it is told.
 */
export async function seedDemoWorld(services: Services): Promise<DemoWorld> {
  const now = services.clock.now();
  const firstDay = addDays(new Date(Math.floor(now.getTime() / MS_PER_DAY) * MS_PER_DAY), -DAYS);
  const clock = new SettableClock(addDays(firstDay, -3));
  const queue = new DrainedQueue();
  const random = createRandom(SEED);
  const world: Services = {
    ...services,
    clock,
    queue,
    newId: () => v7({ msecs: clock.now().getTime(), random: Uint8Array.from({ length: 16 }, () => random.below(256)) }),
    origin: services.origin,
    isDemo: true,
  };
  const founded = await foundDemoWorld(world);
  await makeFirstLinks(world, founded);
  const redirects = await openDemoRedirects(world);
  try {
    const life: DemoLife = { services: world, agenda: new Agenda(), random, redirects, founded };
    for (let day = 0; day <= DAYS; day += 1) {
      const today = addDays(firstDay, day);
      const dayEnd = day === DAYS ? now : addDays(today, 1);
      await happenOn(day, world, founded);
      await liveDay(life, today);
      await life.agenda.runUntil(dayEnd, clock, () => queue.drain(world));
    }
  } finally {
    await redirects.stop();
  }
  return { apiKey: founded.apiKey };
}

let sentBatchId = "";
let paypalBatchId = "";

/** The turns of the story. */
async function happenOn(day: number, world: Services, founded: Founded): Promise<void> {
  const [lumen, fjell] = founded.brands;
  if (!lumen || !fjell) return;
  const actor = { brandId: lumen.brandId, userId: lumen.ownerId };
  if (day === HARVEST_END_DAY)
    mustDo("end a campaign", await endCampaign(world, actor, campaignOf(lumen, "Harvest weeks")));
  if (day === GIFT_PAUSE_DAY)
    mustDo("pause a campaign", await pauseCampaign(world, actor, campaignOf(lumen, "Gift boxes")));
  if (day === FIRST_REVIEW_DAY) {
    await reviewMatured(world, founded);
    await loadDemoRates(world, addDays(world.clock.now(), -FIRST_REVIEW_DAY), addDays(world.clock.now(), DAYS));
    sentBatchId = await prepareEuroBatch(world, founded);
    paypalBatchId = await prepareEuroBatch(world, founded, "paypal-file");
    const achBatchId = await prepareEuroBatch(world, founded, "nacha");
    for (const batchId of [sentBatchId, paypalBatchId, achBatchId]) await releaseBatch(world, founded, batchId);
  }
  if (day === TAX_DAY) await declareTax(world, founded);
  if (day === INVOICE_DAY) await invoiceArrived(world);
  if (day === TOP_UP_DAY) await payInFirst(world, founded);
  if (day === LATE_TOP_UP_DAY) await payInAgain(world, founded);
  if (day === SECOND_REVIEW_DAY) {
    await reviewMatured(world, founded);
    await prepareEuroBatch(world, founded);
  }
  if (day === MISSED_SALE_DAY) await missOneSale(world, founded);
  if (day === BANK_ANSWER_DAY) {
    await bookBankAnswer(world, founded, sentBatchId);
    await bookPaypalAnswer(world, founded, paypalBatchId);
  }
  if (day === RATE_CUT_DAY) await cutRate(world, lumen);
  if (day === LATE_LINKS_DAY) await makeLateLinks(world, founded);
  if (day === APPLICATIONS_DAY) {
    for (const brand of founded.brands) {
      for (const campaign of brand.cast.campaigns) {
        for (const handle of campaign.applicants ?? []) await applyTo(world, brand, campaign, founded.creators, handle);
      }
    }
  }
}

function campaignOf(brand: FoundedBrand, name: string): string {
  const id = brand.campaignIds.get(name);
  if (!id) throw new Error(`The demo world knows no campaign ${name}.`);
  return id;
}

/** Lumen Tea pays less for new customers from now on; running partnerships keep the old rate for the notice period. */
async function cutRate(world: Services, lumen: FoundedBrand): Promise<void> {
  const terms = {
    kind: "percent" as const,
    newCustomerRateBps: 1000,
    returningCustomerRateBps: 600,
    newCustomerAmountMinor: 0n,
    returningCustomerAmountMinor: 0n,
    currency: "EUR",
    rulebook: null,
    holdDays: 14,
  };
  const actor = { brandId: lumen.brandId, userId: lumen.ownerId };
  const announcement = { campaignId: campaignOf(lumen, "Morning ritual"), terms, afterVersion: 1 };
  mustDo("announce new terms", await announceTerms(world, actor, announcement));
}
