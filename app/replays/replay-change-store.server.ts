import { and, asc, count, eq, gt, or, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { attributions, replayChanges, sales } from "#db/schema/index.ts";
import type { Period } from "#app/insights/period.ts";
import { sumMinor } from "#app/kit/money.ts";
import type { ReplayedChange } from "./decide-batch.server.ts";
import type { ReplayPhase, ReplaySum } from "./replay.ts";

interface OfReplay {
  readonly brandId: string;
  readonly replayId: string;
  readonly phase: ReplayPhase;
}

/** Keeps the sales that change, all in one statement. One that is kept already stays as it is. */
export async function insertChanges(
  tx: Tx,
  { brandId, replayId, phase }: OfReplay,
  changes: readonly ReplayedChange[],
): Promise<void> {
  if (changes.length === 0) return;
  const content = changes.map(({ sale, rule, before, after }) => {
    const currency = (after[0] ?? before[0])?.currency ?? sale.currency;
    return {
      ...{ sale_id: sale.id, placed_at: sale.placedAt.toISOString(), currency, is_after_period: sale.when === "after" },
      ...{ attribution_id: sale.attributionId, rule_after: rule },
      ...{ credits_before: before.map(textOf), credits_after: after.map(textOf) },
      before_minor: sumIn(currency, before),
      after_minor: sumIn(currency, after),
    };
  });
  await tx.execute(sql`
    insert into replay_changes (brand_id, replay_id, phase, sale_id, placed_at, currency, is_after_period, attribution_id, rule_after,
      credits_before, credits_after, before_minor, after_minor)
    select ${brandId}::uuid, ${replayId}::uuid, ${phase}, change.* from jsonb_to_recordset(${JSON.stringify(content)}::jsonb) as change (
      sale_id uuid, placed_at timestamptz, currency text, is_after_period boolean, attribution_id uuid, rule_after text,
      credits_before jsonb, credits_after jsonb, before_minor bigint, after_minor bigint)
    on conflict do nothing`);
}

/** Campaigns that pay in several currencies may meet on one sale. It is listed in the one that is credited; the sums keep each apart. */
function sumIn(currency: string, credits: ReplayedChange["before"]): string {
  const own = credits.filter((credit) => credit.currency === currency);
  return sumMinor(own.map(({ earnedMinor }) => earnedMinor)).toString();
}

const textOf = ({ partnershipId, shareBps, currency, earnedMinor }: ReplayedChange["before"][number]) => ({
  partnershipId,
  shareBps,
  currency,
  earnedMinor: earnedMinor.toString(),
});

interface SumRow extends Record<string, unknown> {
  readonly partnership_id: string;
  readonly currency: string;
  readonly sales_now: string;
  readonly now_minor: string;
  readonly sales_difference: string;
  readonly difference_minor: string;
}

/**
 * How each partnership fares: all it was credited with in the period, and after it where a change reaches that far, before and after. What
 * the books say now is the state before for a what-if, and the state after for what was applied.
 */
export async function sumChanges(tx: Tx, of: OfReplay, period: Period): Promise<ReplaySum[]> {
  const { brandId, replayId, phase } = of;
  const [from, until] = [period.from.toISOString(), period.until.toISOString()];
  const rows = await tx.execute<SumRow>(sql`
    with parts as (
      select c.sale_id, part.*, c.is_after_period and part.counts_now as is_beyond
      from replay_changes c cross join lateral (
        select -1 as sign, p->>'partnershipId' as partnership_id, p->>'currency' as currency, (p->>'earnedMinor')::bigint as minor, ${phase === "what-if"}::boolean as counts_now
          from jsonb_array_elements(c.credits_before) p
        union all
        select 1, p->>'partnershipId', p->>'currency', (p->>'earnedMinor')::bigint, ${phase === "applied"}::boolean from jsonb_array_elements(c.credits_after) p
      ) part
      where c.brand_id = ${brandId} and c.replay_id = ${replayId} and c.phase = ${phase}
    ),
    standing as (
      select k.partnership_id::text as partnership_id, coalesce(m.currency, s.currency) as currency, count(*) as sale_count, coalesce(sum(m.earned_minor), 0) as minor
      from sales s
      join credits k on k.brand_id = s.brand_id and k.attribution_id = s.attribution_id
      left join commissions m on m.brand_id = s.brand_id and m.sale_id = s.id and m.partnership_id = k.partnership_id
      where s.brand_id = ${brandId} and s.placed_at >= ${from}::timestamptz and s.placed_at < ${until}::timestamptz
      group by 1, 2
    ),
    together as (
      select partnership_id, currency, sale_count as sales_now, minor as now_minor, 0 as sales_difference, 0 as difference_minor from standing
      union all
      select partnership_id, currency, case when is_beyond then 1 else 0 end, case when is_beyond then minor else 0 end, sign, sign * minor
      from parts
    )
    select partnership_id, currency, sum(sales_now) as sales_now, sum(now_minor) as now_minor,
      sum(sales_difference) as sales_difference, sum(difference_minor) as difference_minor
    from together group by partnership_id, currency order by partnership_id, currency`);
  return rows.map((row) => {
    const [now, difference] = [BigInt(row.now_minor), BigInt(row.difference_minor)];
    const [salesNow, salesDifference] = [Number(row.sales_now), Number(row.sales_difference)];
    const isBefore = phase === "what-if";
    return {
      partnershipId: row.partnership_id,
      currency: row.currency,
      salesBefore: isBefore ? salesNow : salesNow - salesDifference,
      salesAfter: isBefore ? salesNow + salesDifference : salesNow,
      beforeMinor: (isBefore ? now : now - difference).toString(),
      afterMinor: (isBefore ? now + difference : now).toString(),
    };
  });
}

const isOf = ({ brandId, replayId, phase }: OfReplay) =>
  and(eq(replayChanges.brandId, brandId), eq(replayChanges.replayId, replayId), eq(replayChanges.phase, phase));

export async function countChanges(tx: Tx, of: OfReplay): Promise<number> {
  const [row] = await tx.select({ total: count() }).from(replayChanges).where(isOf(of));
  return row?.total ?? 0;
}

/** A changed sale as a list shows it. Only what names nobody who bought it. */
export type ChangeRow = Awaited<ReturnType<typeof listChanges>>[number];

function changesWithNames(tx: Tx) {
  return tx
    .select({
      saleId: replayChanges.saleId,
      saleName: sales.externalName,
      placedAt: replayChanges.placedAt,
      currency: replayChanges.currency,
      isAfterPeriod: replayChanges.isAfterPeriod,
      ruleBefore: attributions.rule,
      ruleAfter: replayChanges.ruleAfter,
      creditsBefore: replayChanges.creditsBefore,
      creditsAfter: replayChanges.creditsAfter,
      beforeMinor: replayChanges.beforeMinor,
      afterMinor: replayChanges.afterMinor,
    })
    .from(replayChanges)
    .innerJoin(sales, and(eq(sales.brandId, replayChanges.brandId), eq(sales.id, replayChanges.saleId)))
    .leftJoin(
      attributions,
      and(eq(attributions.brandId, replayChanges.brandId), eq(attributions.id, replayChanges.attributionId)),
    );
}

/** One page of the changed sales, in order of time. */
export async function listChanges(tx: Tx, of: OfReplay, limit: number, offset: number) {
  return changesWithNames(tx)
    .where(isOf(of))
    .orderBy(asc(replayChanges.placedAt), asc(replayChanges.saleId))
    .limit(limit)
    .offset(offset);
}

/** The next changed sales after one, in order of time; for files, which read all of them in pieces. */
export async function listChangesAfter(
  tx: Tx,
  of: OfReplay,
  last: { readonly placedAt: Date; readonly saleId: string } | null,
  limit: number,
) {
  const after = last
    ? or(
        gt(replayChanges.placedAt, last.placedAt),
        and(eq(replayChanges.placedAt, last.placedAt), gt(replayChanges.saleId, last.saleId)),
      )
    : undefined;
  return changesWithNames(tx)
    .where(and(isOf(of), after))
    .orderBy(asc(replayChanges.placedAt), asc(replayChanges.saleId))
    .limit(limit);
}

/** What would be taken back of money that was approved or has left already, per currency: it becomes a negative balance. */
export async function sumLeftMoney(
  tx: Tx,
  { brandId, replayId, phase }: OfReplay,
): Promise<{ currency: string; minor: bigint }[]> {
  if (phase === "applied") return [];
  const rows = await tx.execute<{ currency: string; minor: string }>(sql`
    select m.currency, sum(least(m.paid_minor + m.in_transit_minor + m.payable_minor, lost.minor)) as minor
    from replay_changes c
    cross join lateral (
      select b->>'partnershipId' as partnership_id, (b->>'earnedMinor')::bigint - coalesce((
        select (a->>'earnedMinor')::bigint from jsonb_array_elements(c.credits_after) a
        where a->>'partnershipId' = b->>'partnershipId'), 0) as minor
      from jsonb_array_elements(c.credits_before) b
    ) lost
    join commissions m on m.brand_id = c.brand_id and m.sale_id = c.sale_id and m.partnership_id = lost.partnership_id::uuid
    where c.brand_id = ${brandId} and c.replay_id = ${replayId} and c.phase = ${phase} and lost.minor > 0 and m.status = 'approved'
    group by m.currency order by m.currency`);
  return rows.map(({ currency, minor }) => ({ currency, minor: BigInt(minor) })).filter(({ minor }) => minor > 0n);
}
