import { and, asc, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { commissions } from "#db/schema/commissions.ts";
import { codes } from "#db/schema/links.ts";
import { riskFlags, riskSettings } from "#db/schema/risk.ts";
import { sales } from "#db/schema/sales.ts";
import { MOST_BASELINE_WEEKS } from "./detect-leak.ts";
import type { Finding } from "./flag.ts";
import type { RiskFacts } from "./score-risk.ts";

/** What is known of a commission for its score, before the buyer's pseudonym is compared with the creator's. */
export interface CollectedFacts extends Omit<RiskFacts, "isOwnPurchase"> {
  readonly commissionId: string;
  readonly storeId: string;
  readonly customerKey: string | null;
  readonly creatorEmail: string;
}

/** A sale that a code alone is credited with: no click of the partnership among its candidates. */
const byCodeAlone = sql`exists (select from sales cs
    join attributions ca on ca.brand_id = cs.brand_id and ca.id = cs.attribution_id
    join credits cc on cc.brand_id = ca.brand_id and cc.attribution_id = ca.id and cc.partnership_id = other.partnership_id
    where cs.brand_id = other.brand_id and cs.id = other.sale_id and cc.touch_kind = 'code'
      and not ca.candidates @> jsonb_build_array(jsonb_build_object('kind', 'click', 'partnershipId', other.partnership_id)))`;

/** The facts behind the scores of some commissions of one brand. One statement, whatever their number. */
export async function collectFacts(
  tx: Tx,
  brandId: string,
  commissionIds: readonly string[],
): Promise<CollectedFacts[]> {
  if (commissionIds.length === 0) return [];
  const rows = await tx.execute<Record<string, string | null>>(sql`
    select c.id as commission_id, s.store_id, s.customer_key, u.email as creator_email, s.currency, s.net_minor,
      (select count(distinct d.commission_id) from commissions other
        join commission_decisions d on d.brand_id = other.brand_id and d.commission_id = other.id and d.kind = 'approve'
        where other.creator_id = c.creator_id and other.id <> c.id) as approved_count,
      orders.order_count, orders.average_minor, sold.sale_count, sold.came_back_count, clicked.click_count, clicked.bot_count,
      other.is_by_code, used.recent_count, used.baseline_count,
      floor(extract(epoch from (c.sale_occurred_at - interval '7 days' - p.created_at)) / 604800) as age_weeks
    from commissions c
    join sales s on s.brand_id = c.brand_id and s.id = c.sale_id
    join partnerships p on p.brand_id = c.brand_id and p.id = c.partnership_id
    join creators cr on cr.id = c.creator_id
    join users u on u.id = cr.user_id
    cross join lateral (select count(*) as order_count, coalesce(round(avg(o.net_minor)), 0)::bigint as average_minor from sales o
      where o.brand_id = c.brand_id and o.currency = s.currency and o.id <> s.id and o.cancelled_at is null
        and o.placed_at > c.sale_occurred_at - interval '90 days' and o.placed_at <= c.sale_occurred_at) orders
    cross join lateral (select count(*) as sale_count, count(*) filter (where
        exists (select from refunds r where r.brand_id = other.brand_id and r.sale_id = other.sale_id and r.status = 'counted')
        or exists (select from disputes d where d.brand_id = other.brand_id and d.sale_id = other.sale_id and d.status <> 'won'))
        as came_back_count
      from commissions other where other.creator_id = c.creator_id and other.brand_id = c.brand_id
        and other.sale_occurred_at > c.sale_occurred_at - interval '90 days') sold
    cross join lateral (select coalesce(sum(h.click_count), 0) as click_count,
        coalesce(sum(h.click_count) filter (where h.class in ('bot', 'empty-agent', 'head')), 0) as bot_count
      from click_hours h where h.brand_id = c.brand_id and h.partnership_id = c.partnership_id
        and h.hour_at > c.sale_occurred_at - interval '30 days' and h.hour_at <= c.sale_occurred_at) clicked
    cross join lateral (select exists (select from commissions other
      where other.brand_id = c.brand_id and other.id = c.id and ${byCodeAlone}) as is_by_code) other
    cross join lateral (select
        count(*) filter (where other.sale_occurred_at > c.sale_occurred_at - interval '7 days') as recent_count,
        count(*) filter (where other.sale_occurred_at <= c.sale_occurred_at - interval '7 days') as baseline_count
      from commissions other where other.brand_id = c.brand_id and other.creator_id = c.creator_id
        and other.partnership_id = c.partnership_id and other.sale_occurred_at <= c.sale_occurred_at
        and other.sale_occurred_at > c.sale_occurred_at - interval '7 days' * ${MOST_BASELINE_WEEKS + 1}
        and ${byCodeAlone}) used
    where c.brand_id = ${brandId} and ${inArray(sql`c.id`, [...commissionIds])}`);
  return rows.map((row) => ({
    commissionId: String(row["commission_id"]),
    storeId: String(row["store_id"]),
    customerKey: row["customer_key"] ?? null,
    creatorEmail: String(row["creator_email"]),
    currency: String(row["currency"]),
    netMinor: BigInt(row["net_minor"] ?? 0),
    approvedCount: Number(row["approved_count"]),
    brandOrderCount: Number(row["order_count"]),
    averageNetMinor: BigInt(row["average_minor"] ?? 0),
    saleCount: Number(row["sale_count"]),
    cameBackCount: Number(row["came_back_count"]),
    clickCount: Number(row["click_count"]),
    botCount: Number(row["bot_count"]),
    codeUse: row["is_by_code"]
      ? {
          recentCount: Number(row["recent_count"]),
          baselineCount: Number(row["baseline_count"]),
          baselineWeeks: Math.max(0, Math.min(MOST_BASELINE_WEEKS, Number(row["age_weeks"]))),
        }
      : null,
  }));
}

/** Commissions of all brands to look at: held ones that changed since, that were never looked at, or that have matured since. The nearest to maturing first. */
export async function listToAssess(tx: Tx, now: Date, limit: number) {
  return tx
    .select({ brandId: commissions.brandId, commissionId: commissions.id })
    .from(commissions)
    .where(
      and(
        eq(commissions.status, "held"),
        sql`(${commissions.riskAssessedAt} is null or ${commissions.riskAssessedAt} < ${commissions.updatedAt}
          or (${commissions.holdUntil} <= ${now.toISOString()} and ${commissions.riskAssessedAt} < ${commissions.holdUntil}))`,
      ),
    )
    .orderBy(asc(commissions.holdUntil), asc(commissions.id))
    .limit(limit);
}

/** Flags that stand on some commissions, the heaviest first. */
export async function listStandingFlags(tx: Tx, brandId: string, commissionIds: readonly string[]) {
  if (commissionIds.length === 0) return [];
  return tx
    .select()
    .from(riskFlags)
    .where(
      and(
        eq(riskFlags.brandId, brandId),
        inArray(riskFlags.commissionId, [...commissionIds]),
        isNull(riskFlags.clearedAt),
      ),
    )
    .orderBy(desc(riskFlags.points), asc(riskFlags.kind));
}

/** All flags a commission ever had, those that stand first. */
export async function listFlags(tx: Tx, brandId: string, commissionId: string) {
  return tx
    .select()
    .from(riskFlags)
    .where(and(eq(riskFlags.brandId, brandId), eq(riskFlags.commissionId, commissionId)))
    .orderBy(sql`${riskFlags.clearedAt} is not null`, desc(riskFlags.points), desc(riskFlags.raisedAt));
}

export async function clearFlags(tx: Tx, brandId: string, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(riskFlags)
    .set({ clearedAt: at })
    .where(and(eq(riskFlags.brandId, brandId), inArray(riskFlags.id, [...ids])));
}

export async function insertFlag(
  tx: Tx,
  brandId: string,
  flag: Finding & { readonly id: string; readonly commissionId: string; readonly raisedAt: Date },
): Promise<void> {
  await tx
    .insert(riskFlags)
    .values({ ...flag, brandId, clearedAt: null })
    .onConflictDoNothing();
}

/** Writes the score beside the commission. `updated_at` stays: nothing of the commission itself changed. */
export async function savePoints(
  tx: Tx,
  brandId: string,
  commissionId: string,
  risk: { readonly points: number; readonly at: Date },
): Promise<void> {
  await tx
    .update(commissions)
    .set({ riskPoints: risk.points, riskAssessedAt: risk.at })
    .where(and(eq(commissions.brandId, brandId), eq(commissions.id, commissionId)));
}

/** Shown codes of partnerships with a standing leak among these commissions, each with the codes entered on such a sale. */
export async function listSuspectedCodes(tx: Tx, brandId: string, commissionIds: readonly string[]) {
  if (commissionIds.length === 0) return [];
  return tx
    .select({ codeId: codes.id, codeKey: codes.codeKey, entered: sales.codes })
    .from(riskFlags)
    .innerJoin(commissions, and(eq(commissions.brandId, riskFlags.brandId), eq(commissions.id, riskFlags.commissionId)))
    .innerJoin(sales, and(eq(sales.brandId, commissions.brandId), eq(sales.id, commissions.saleId)))
    .innerJoin(
      codes,
      and(
        eq(codes.brandId, commissions.brandId),
        eq(codes.partnershipId, commissions.partnershipId),
        eq(codes.kind, "shared"),
        isNull(codes.replacedAt),
      ),
    )
    .where(
      and(
        eq(riskFlags.brandId, brandId),
        eq(riskFlags.kind, "leaked-code"),
        isNull(riskFlags.clearedAt),
        inArray(riskFlags.commissionId, [...commissionIds]),
      ),
    );
}

/** Whether the brand has leaked codes replaced at once. The default is yes: it hurts nobody but the coupon page. */
export async function findRotatesLeakedCodes(tx: Tx, brandId: string): Promise<boolean> {
  const [row] = await tx
    .select({ rotates: riskSettings.rotatesLeakedCodes })
    .from(riskSettings)
    .where(eq(riskSettings.brandId, brandId));
  return row?.rotates ?? true;
}

export async function saveRiskSettings(tx: Tx, row: typeof riskSettings.$inferInsert): Promise<void> {
  const { rotatesLeakedCodes, setBy, setAt } = row;
  await tx
    .insert(riskSettings)
    .values(row)
    .onConflictDoUpdate({ target: riskSettings.brandId, set: { rotatesLeakedCodes, setBy, setAt } });
}
