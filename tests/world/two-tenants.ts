import type { Person } from "#app/access/person.ts";
import { fundBrand } from "./fund-brand.ts";
import { insertStaffRole } from "#app/access/member-store.server.ts";
import type { BrandRole, StaffRole } from "#app/access/roles.ts";
import { openInquiry } from "#app/inquiries/open-inquiry.server.ts";
import { approveCommission } from "#app/commissions/decide-commission.server.ts";
import { MS_PER_DAY, MS_PER_HOUR, type SettableClock } from "#app/kit/clock.ts";
import { claimOffer } from "#app/partnerships/claim-offer.server.ts";
import { approveBatch } from "#app/payouts/approve-batch.server.ts";
import { prepareBatch } from "#app/payouts/prepare-batch.server.ts";
import { sendBatch } from "#app/payouts/send-batch.server.ts";
import type { DrainedQueue } from "#app/platform/drained-queue.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { extraKeyOf } from "#app/reconciliation/finding.ts";
import { uploadStatement } from "#app/reconciliation/upload-statement.server.ts";
import { uploadStatementSchema } from "#app/reconciliation/upload-statement.ts";
import { camtStatement } from "./bank-statement.ts";
import { addPerson, fellCast, lumenCast, must, type TenantCast } from "./tenant-cast.ts";
import {
  foundAppeal,
  foundBrand,
  foundCampaigns,
  foundCreator,
  foundCodePage,
  foundLink,
  foundReplay,
  foundShop,
} from "./tenant-founding.ts";
import { foundInvoice } from "./tenant-invoice.ts";
import { findSale, follow, sell } from "./tenant-orders.ts";

/** A brand with its people and shop, and the creator who works with it. */
export interface Tenant {
  readonly cast: TenantCast;
  readonly brandId: string;
  readonly slug: string;
  readonly members: Readonly<Record<BrandRole, Person>>;
  readonly creator: Person;
  readonly creatorId: string;
  readonly channelId: string;
  readonly storeId: string;
  /** A file of orders, imported into a store of its own. */
  readonly fileId: string;
  readonly eventId: string;
  readonly apiKey: string;
  readonly apiKeyId: string;
  /** What an application programme calls its own sale. */
  readonly apiSaleId: string;
  readonly invitationId: string;
  /** Published and claimed; published and applied to; published and free; a draft. */
  readonly campaigns: Readonly<Record<"claimed" | "applied" | "free" | "draft", string>>;
  readonly partnershipId: string;
  /** A link of a story, made by the creator beside the general one. */
  readonly linkId: string;
  readonly applicationId: string;
  /** Of a link of the creator's that hands out single-use codes. */
  readonly codePageSlug: string;
  /** The creator's discount code. */
  readonly codeId: string;
  /** Paid to the creator; a second one, order #1003, waits for finance. */
  readonly creditedSaleId: string;
  readonly uncreditedSaleId: string;
  readonly commissionId: string;
  /** What the last click would have made of the month, worked out and not applied. */
  readonly replayId: string;
  /** The creator misses a sale that no store has told of, and waits for the brand. */
  readonly inquiryId: string;
  /** The creator appeals that finance declined their commission on order #1004, and waits for the answer. */
  readonly appealId: string;
}

export interface TwoTenants {
  readonly lumen: Tenant;
  readonly fell: Tenant;
  readonly staff: Readonly<Record<StaffRole, Person>>;
  /** Sent, with a payout to each creator. */
  readonly batchId: string;
  /** The creators' payouts, by their creator. */
  readonly payoutIds: Readonly<Record<string, string>>;
  /** A self-billing invoice for each of these payouts, by its creator. */
  readonly invoiceIds: Readonly<Record<string, string>>;
  /** A bank statement of one payment, which none of the batches sent: a difference. */
  readonly statementId: string;
  readonly findingKey: string;
  /** The month of the credited sales, as in the address of a statement. */
  readonly month: string;
}

interface Stage {
  readonly services: Services;
  readonly clock: SettableClock;
  readonly queue: DrainedQueue;
}

const DAYS_TO_PAYOUT = 20;

/** How long the story takes on its clock: who wants it to end now starts that much earlier. */
export const TENANTS_STORY_MS = DAYS_TO_PAYOUT * MS_PER_DAY + 2 * MS_PER_HOUR;

/** Two brands that know nothing of each other, each with a creator, sales and money that was paid; and the people of the platform. */
export async function openTwoTenants(
  stage: Stage,
  casts: readonly [TenantCast, TenantCast] = [lumenCast, fellCast],
): Promise<TwoTenants> {
  const { services, clock, queue } = stage;
  const staff = {
    preparer: await addStaff(services, "Priya Nair", "preparer"),
    approver: await addStaff(services, "Arthur Bell", "approver"),
    admin: await addStaff(services, "Ada Novak", "admin"),
  };
  const month = clock.now().toISOString().slice(0, 7);
  const lumen = await openTenant(stage, casts[0], staff.preparer);
  const fell = await openTenant(stage, casts[1], staff.preparer);
  for (const { brandId } of [lumen, fell]) await fundBrand(services, brandId);
  clock.advanceDays(DAYS_TO_PAYOUT);
  for (const { brandId, commissionId } of [lumen, fell]) {
    must("approve", await approveCommission(services, { brandId, commissionId, userId: staff.preparer.userId }));
  }
  const batch = must(
    "prepare",
    await prepareBatch(services, { rail: "sepa", currency: "EUR", userId: staff.preparer.userId }),
  );
  const { batchId } = batch;
  must(
    "approve the batch",
    await approveBatch(services, { batchId, userId: staff.approver.userId, roles: ["approver"] }),
  );
  must("send", await sendBatch(services, { batchId, userId: staff.approver.userId }));
  await queue.drain(services);
  const payouts = await services.db.sql<{ id: string; creator_id: string }[]>`
    select id, creator_id from payouts where batch_id = ${batchId}`;
  const payoutIds = Object.fromEntries(payouts.map((payout) => [payout.creator_id, payout.id]));
  const invoiceIds: Record<string, string> = {};
  for (const { cast, brandId, creatorId } of [lumen, fell]) {
    const payoutId = payoutIds[creatorId] ?? "";
    invoiceIds[creatorId] = await foundInvoice(services, cast, { brandId, creatorId, payoutId });
  }
  const { statementId } = must(
    "keep a statement",
    await uploadStatement(services, {
      ...uploadStatementSchema.parse({ rail: "sepa" }),
      ...{
        name: "bank.xml",
        text: camtStatement([{ reference: "BANK-FEE", amount: "3.00" }]),
        userId: staff.preparer.userId,
      },
    }),
  );
  const findingKey = extraKeyOf(statementId, 0);
  return { lumen, fell, staff, batchId, payoutIds, invoiceIds, statementId, findingKey, month };
}

async function openTenant({ services, clock, queue }: Stage, cast: TenantCast, preparer: Person): Promise<Tenant> {
  const brand = await foundBrand(services, cast);
  const creator = await foundCreator(services, cast);
  const shop = await foundShop(services, cast, brand);
  const campaigns = await foundCampaigns(services, cast, brand);
  const claim = {
    creatorId: creator.creatorId,
    userId: creator.person.userId,
    termsVersion: 1,
    message: `I would love to. ${cast.words.pair}`,
  };
  const { partnershipId } = must("claim", await claimOffer(services, { ...claim, campaignId: campaigns.claimed }));
  const codePageSlug = await foundCodePage(services, cast, { ...claim, partnershipId });
  const linkId = await foundLink(services, cast, { ...claim, partnershipId });
  const application = must("apply", await claimOffer(services, { ...claim, campaignId: campaigns.applied }));
  const { code, clickId } = await follow({ services, clock }, cast, brand.brandId, partnershipId);
  clock.advanceMs(MS_PER_HOUR);
  const eventId = await sell(services, cast, brand.brandId, shop.storeId, [
    { id: 1, name: `#1001 ${cast.words.pair}`, title: `Sampler ${cast.words.pair}`, code, clickId },
    { id: 3, name: `#1003 ${cast.words.pair}`, title: `Gift card ${cast.words.pair}`, code, clickId: null },
    { id: 4, name: `#1004 ${cast.words.pair}`, title: `Strainer ${cast.words.pair}`, code, clickId: null },
    { id: 2, name: `#1002 ${cast.words.house}`, title: `Large box ${cast.words.house}`, code: null, clickId: null },
  ]);
  await queue.drain(services);
  const replayId = await foundReplay(services, brand);
  await queue.drain(services);
  const saleOf = (externalId: string) => findSale(services, brand.brandId, externalId);
  const credited = await saleOf("1");
  const [commission] = await services.db.sql<{ id: string }[]>`select id from commissions where sale_id = ${credited}`;
  const inquiry = must(
    "ask the brand",
    await openInquiry(
      services,
      { creatorId: creator.creatorId, userId: creator.person.userId },
      inquiryOf(cast, brand),
    ),
  );
  const appealId = await foundAppeal(services, cast, {
    ...{ brandId: brand.brandId, saleId: await saleOf("4"), preparerId: preparer.userId },
    ...{ creatorId: creator.creatorId, userId: creator.person.userId },
  });
  const [shownCode] = await services.db.sql<{ id: string }[]>`
    select id from codes where partnership_id = ${partnershipId} and replaced_at is null`;
  return {
    ...{ cast, ...brand, ...shop, campaigns, partnershipId, linkId, eventId },
    ...{ creator: creator.person, creatorId: creator.creatorId, channelId: creator.channelId },
    applicationId: application.partnershipId,
    creditedSaleId: credited,
    uncreditedSaleId: await saleOf("2"),
    commissionId: commission?.id ?? "",
    inquiryId: inquiry.inquiryId,
    appealId,
    ...{ codeId: shownCode?.id ?? "", codePageSlug, replayId },
  };
}

/** About an order that no store has told of. */
function inquiryOf({ words }: TenantCast, { brandId }: { readonly brandId: string }) {
  const message = `A follower told me that she bought. ${words.pair}`;
  return { orderNumber: `#9009 ${words.pair}`, brandId, message, proofUrl: undefined };
}

async function addStaff(services: Services, personName: string, role: StaffRole): Promise<Person> {
  const person = await addPerson(services, personName, `${role}@fairshare.example`);
  await services.db.inPlatform((tx) =>
    insertStaffRole(tx, { userId: person.userId, role, createdAt: services.clock.now() }),
  );
  return person;
}
