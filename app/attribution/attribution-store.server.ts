import { and, desc, eq, gt, inArray, isNotNull, lte, or, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { rowHashOf } from "#db/row-hash.server.ts";
import { attributions, credits } from "#db/schema/attribution.ts";
import { attributionPolicies, campaigns } from "#db/schema/campaigns.ts";
import { clicks, visits } from "#db/schema/clicks.ts";
import { creators } from "#db/schema/creators.ts";
import { partnerships } from "#db/schema/partnerships.ts";
import { addDays, addMinutes } from "#app/kit/clock.ts";
import type { Credit, Decision } from "./decision.ts";
import type { ClickEvidence, TouchedPartnership } from "./sale-evidence.ts";

/** How far back another click of the same visitor is looked for. No policy has a longer window. */
export const MAX_LOOK_BACK_DAYS = 400;
/** The most other clicks of one visitor that are weighed for one sale, newest first. */
export const MAX_VISITOR_CLICKS = 100;

const clickColumns = {
  id: clicks.id,
  partnershipId: sql<string>`${clicks.partnershipId}`,
  occurredAt: clicks.occurredAt,
  class: clicks.class,
  placement: clicks.placement,
};

/** The clicks an order names, and other counted clicks of the same visitor before the sale. */
export async function findClicks(
  tx: Tx,
  brandId: string,
  clickIds: readonly string[],
  placedAt: Date,
): Promise<ClickEvidence[]> {
  if (clickIds.length === 0) return [];
  const named = and(eq(clicks.brandId, brandId), inArray(clicks.id, [...clickIds]), isNotNull(clicks.partnershipId));
  const sameVisitor = and(
    eq(clicks.brandId, brandId),
    inArray(clicks.visitorKey, tx.select({ visitorKey: clicks.visitorKey }).from(clicks).where(named)),
    gt(clicks.occurredAt, addDays(placedAt, -MAX_LOOK_BACK_DAYS)),
    lte(clicks.occurredAt, placedAt),
    eq(clicks.isCounted, true),
  );
  const [onOrder, others] = await Promise.all([
    tx.select(clickColumns).from(clicks).where(named),
    tx
      .select(clickColumns)
      .from(clicks)
      .where(sameVisitor)
      .orderBy(desc(clicks.occurredAt), clicks.id)
      .limit(MAX_VISITOR_CLICKS),
  ]);
  const known = new Set(onOrder.map(({ id }) => id));
  return [...onOrder, ...others.filter(({ id }) => !known.has(id))];
}

/** The clicks of these ids, whenever they were made. */
export async function findClicksById(tx: Tx, brandId: string, clickIds: readonly string[]): Promise<ClickEvidence[]> {
  if (clickIds.length === 0) return [];
  return tx
    .select(clickColumns)
    .from(clicks)
    .where(and(eq(clicks.brandId, brandId), inArray(clicks.id, [...clickIds]), isNotNull(clicks.partnershipId)));
}

/** A checkout that began earlier than this before the order was left and taken up again: whoever led the shopper back brought them. */
export const MAX_CHECKOUT_MINUTES = 60;

/**
 * When the shopper began the checkout that ended in this order: the earliest visit to a checkout page in the hour before it, by a visitor
 * whom the pixel saw with one of the order's clicks, or whom the shop named as its customer. Null when nobody saw it.
 */
export async function findCheckoutStart(
  tx: Tx,
  brandId: string,
  clickIds: readonly string[],
  customerKey: string | null,
  placedAt: Date,
): Promise<Date | null> {
  const visitors = tx
    .select({ visitorKey: visits.visitorKey })
    .from(visits)
    .where(and(eq(visits.brandId, brandId), inArray(visits.clickId, [...clickIds])));
  const byClick = clickIds.length === 0 ? undefined : inArray(visits.visitorKey, visitors);
  const byCustomer = customerKey === null ? undefined : eq(visits.customerKey, customerKey);
  const [row] = await tx
    .select({ startedAt: visits.occurredAt })
    .from(visits)
    .where(
      and(
        eq(visits.brandId, brandId),
        gt(visits.occurredAt, addMinutes(placedAt, -MAX_CHECKOUT_MINUTES)),
        lte(visits.occurredAt, placedAt),
        // Shopify checks out on /checkouts/…, WooCommerce on /checkout/, either below the path of a language.
        sql`${visits.pagePath} ~ '(^|/)checkouts?(/|$)'`,
        or(byClick, byCustomer),
      ),
    )
    .orderBy(visits.occurredAt)
    .limit(1);
  return row?.startedAt ?? null;
}

/** The partnerships with their campaigns and all versions of the policies. */
export async function findTouchedPartnerships(
  tx: Tx,
  brandId: string,
  ids: readonly string[],
): Promise<TouchedPartnership[]> {
  if (ids.length === 0) return [];
  const chosen = and(eq(partnerships.brandId, brandId), inArray(partnerships.id, [...ids]));
  const ofCampaigns = tx.select({ campaignId: partnerships.campaignId }).from(partnerships).where(chosen);
  const [rows, policies] = await Promise.all([
    tx
      .select({
        id: partnerships.id,
        campaignId: partnerships.campaignId,
        creatorId: partnerships.creatorId,
        creatorName: creators.name,
        status: partnerships.status,
        activatedAt: partnerships.activatedAt,
        endedAt: partnerships.endedAt,
        campaign: {
          startsAt: campaigns.startsAt,
          endsAt: campaigns.endsAt,
          endedAt: campaigns.endedAt,
          currency: campaigns.currency,
        },
      })
      .from(partnerships)
      .innerJoin(campaigns, and(eq(campaigns.brandId, partnerships.brandId), eq(campaigns.id, partnerships.campaignId)))
      .innerJoin(creators, eq(creators.id, partnerships.creatorId))
      .where(chosen),
    tx
      .select()
      .from(attributionPolicies)
      .where(and(eq(attributionPolicies.brandId, brandId), inArray(attributionPolicies.campaignId, ofCampaigns))),
  ]);
  return rows.map((row) => ({ ...row, policies: policies.filter(({ campaignId }) => campaignId === row.campaignId) }));
}

/** The decision a sale points to: enough to tell whether a new one differs. */
export interface StandingDecision {
  readonly sequence: number;
  readonly fingerprint: string;
  readonly credits: readonly Credit[];
}

export async function findStandingDecision(
  tx: Tx,
  brandId: string,
  attributionId: string,
): Promise<StandingDecision | null> {
  const [[decision], shares] = await Promise.all([
    tx
      .select({ sequence: attributions.sequence, fingerprint: attributions.fingerprint })
      .from(attributions)
      .where(and(eq(attributions.brandId, brandId), eq(attributions.id, attributionId))),
    tx
      .select({
        partnershipId: credits.partnershipId,
        shareBps: credits.shareBps,
        policyId: credits.policyId,
        touchKind: credits.touchKind,
        placement: credits.placement,
      })
      .from(credits)
      .where(and(eq(credits.brandId, brandId), eq(credits.attributionId, attributionId))),
  ]);
  if (!decision) return null;
  return {
    ...decision,
    credits: shares.map((share) => ({ ...share, touchKind: share.touchKind as Credit["touchKind"] })),
  };
}

/** A decision as it is appended. */
export interface NewDecision {
  readonly id: string;
  readonly saleId: string;
  readonly sequence: number;
  readonly factsVersion: number;
  readonly fingerprint: string;
  readonly decidedAt: Date;
}

/** Appends a decision with its credits. */
export async function insertDecision(tx: Tx, brandId: string, decision: Decision, row: NewDecision): Promise<void> {
  const { rule, sentence, candidates } = decision;
  const stored: Omit<typeof attributions.$inferSelect, "rowHash"> = {
    brandId,
    ...row,
    rule,
    sentence,
    candidates: [...candidates],
  };
  await tx.insert(attributions).values({ ...stored, rowHash: rowHashOf(stored) });
  if (decision.credits.length === 0) return;
  await tx.insert(credits).values(decision.credits.map((credit) => ({ brandId, attributionId: row.id, ...credit })));
}
