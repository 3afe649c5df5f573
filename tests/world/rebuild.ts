import type { Sql } from "postgres";
import { approveCommission, declineCommission } from "#app/commissions/decide-commission.server.ts";
import type { DeclineReason } from "#app/commissions/commission.ts";
import { processInboxEvent } from "#app/stores/process-inbox-event.server.ts";
import { openTestWorld, type TestWorld } from "./test-world.ts";

/** Who and what there is, what was agreed, clicked and sent: everything the books follow from. In an order that foreign keys allow. */
const firstFacts = [
  ...["users", "brands", "creators", "stores", "campaigns", "campaign_terms", "attribution_policies", "partnerships"],
  ...["links", "link_slugs", "codes", "clicks", "click_tallies", "exchange_rates", "sale_keys", "inbox_events"],
];

/** What people decided about a commission, named by its sale and partnership: a rebuilt commission has an id of its own. */
interface PersonsDecision {
  readonly brand_id: string;
  readonly sale_id: string;
  readonly partnership_id: string;
  readonly kind: "approve" | "hold" | "decline";
  readonly reason: DeclineReason | null;
  readonly note: string;
  readonly decided_by: string;
  readonly decided_at: Date;
}

/**
 * An empty database with the first facts of another one, into which the whole inbox is played again in the order in which it arrived,
 * people's decisions in between at their times. Sales, decisions, commissions and the ledger come to be anew.
 */
export async function rebuild(source: TestWorld): Promise<TestWorld> {
  const target = await openTestWorld();
  for (const table of firstFacts) await copyTable(source.database.ownerSql, target.database.ownerSql, table);
  const to = target.database.ownerSql;
  await to`update inbox_events set status = 'received', outcome = null, external_order_id = null, attempts = 0,
    processed_at = null where status <> 'dismissed'`;
  const events = await to<{ brand_id: string; id: string; received_at: Date }[]>`
    select brand_id, id, received_at from inbox_events order by received_at, id`;
  const decisions = await source.database.ownerSql<PersonsDecision[]>`
    select d.brand_id, c.sale_id, c.partnership_id, d.kind, d.reason, d.note, d.decided_by, d.decided_at
    from commission_decisions d join commissions c on c.brand_id = d.brand_id and c.id = d.commission_id order by d.decided_at, d.id`;
  const steps = [
    ...events.map((event) => ({
      at: event.received_at,
      run: () => processInboxEvent(target.services, event.brand_id, event.id),
    })),
    ...decisions.map((decision) => ({ at: decision.decided_at, run: () => decideAgain(target, decision) })),
  ].sort((one, other) => one.at.getTime() - other.at.getTime());
  for (const { at, run } of steps) {
    target.clock.moveTo(at);
    await run();
    await target.drain();
  }
  return target;
}

async function decideAgain({ services, database }: TestWorld, decision: PersonsDecision): Promise<void> {
  const [commission] = await database.ownerSql<{ id: string }[]>`
    select id from commissions where sale_id = ${decision.sale_id} and partnership_id = ${decision.partnership_id}`;
  const by = { brandId: decision.brand_id, commissionId: commission?.id ?? "", userId: decision.decided_by };
  const { note, reason } = decision;
  const decided =
    decision.kind === "approve"
      ? await approveCommission(services, { ...by, note })
      : await declineCommission(services, { ...by, note, ...(reason ? { reason } : {}) });
  if (!decided.ok) throw new Error(`The decision cannot be taken again: ${decided.refusal}.`);
}

async function copyTable(from: Sql<{ bigint: bigint }>, to: Sql<{ bigint: bigint }>, table: string): Promise<void> {
  const [rows] = await from<{ all: string }[]>`
    select coalesce(jsonb_agg(to_jsonb(t)), '[]')::text as all from ${from(table)} t`;
  await to`insert into ${to(table)} select * from jsonb_populate_recordset(null::${to(table)}, ${rows?.all ?? "[]"}::text::jsonb)`;
}
