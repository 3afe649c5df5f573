import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import type { DeclineReason } from "#app/commissions/commission.ts";

/** How a brand has paid since an instant. */
export interface PaymentReliability {
  /** Median of the days from the sale until its commission arrived; null while nothing has arrived. */
  readonly medianDays: number | null;
  readonly paidCount: number;
  /** Commissions that finance approved or declined. */
  readonly decidedCount: number;
  /** The declined ones among them, by reason, the most frequent first. */
  readonly declined: readonly { readonly reason: DeclineReason; readonly count: number }[];
}

/** Reads what a brand's creators were paid and declined since an instant. Payouts that came back do not count as paid. */
export async function findReliability(tx: Tx, brandId: string, since: Date): Promise<PaymentReliability> {
  const from = since.toISOString();
  const [paid] = await tx.execute<{ days: number | null; count: number }>(sql`
    select percentile_cont(0.5) within group (order by extract(epoch from p.settled_at - s.placed_at) / 86400)::float8 as days,
      count(*)::int as count
    from payout_lines l
    join payouts p on p.id = l.payout_id and p.status = 'settled' and p.settled_at >= ${from}
    join commissions c on c.brand_id = l.brand_id and c.id = l.commission_id
    join sales s on s.brand_id = c.brand_id and s.id = c.sale_id
    where l.brand_id = ${brandId} and l.amount_minor > 0`);
  const decided = await tx.execute<{ kind: string; reason: DeclineReason | null; count: number }>(sql`
    select kind, reason, count(*)::int as count from (
      select distinct on (commission_id) commission_id, kind, reason
      from commission_decisions
      where brand_id = ${brandId} and kind in ('approve', 'decline') and decided_at >= ${from}
      order by commission_id, decided_at desc, id desc
    ) latest
    group by kind, reason
    order by count desc, reason`);
  return {
    medianDays: paid?.days ?? null,
    paidCount: paid?.count ?? 0,
    decidedCount: decided.reduce((sum, row) => sum + row.count, 0),
    declined: decided.flatMap(({ kind, reason, count }) =>
      kind === "decline" && reason !== null ? [{ reason, count }] : [],
    ),
  };
}
