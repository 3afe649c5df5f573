import {
  approveByRule,
  approveCommission,
  declineCommission,
  holdCommission,
} from "#app/commissions/decide-commission.server.ts";
import { reinstateCommission } from "#app/commissions/reinstate-commission.server.ts";
import type { CommissionDecisionKind, DeclineReason } from "#app/commissions/commission.ts";
import { lockPositions, movePositions, type PositionColumn } from "#app/payouts/position-store.server.ts";
import { partJoin } from "#app/shoppers/part-join.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { lockForSettling } from "#app/sales/lock-for-settling.server.ts";
import { settleSale } from "#app/sales/settle-sale.server.ts";
import type { Sql } from "#db/client.server.ts";
import { copyFeeVats, copyRows } from "./copy-tables.ts";

/** The two databases of a rebuild, by their owners, and the services of the new one. */
export interface RebuildSides {
  readonly from: Sql;
  readonly to: Sql;
  readonly services: Services;
  /** Runs the jobs that wait. */
  drain(): Promise<unknown>;
}

/** Something a person decided or a bank did, which is done again at its time. */
export interface PersonsAct {
  readonly at: Date;
  run(): Promise<void>;
}

/** Everything people did to commissions, sales and payouts, in order of time. */
export async function listPersonsActs(sides: RebuildSides): Promise<PersonsAct[]> {
  const acts = [
    ...(await decisionsOf(sides)),
    ...(await awardsOf(sides)),
    ...(await payoutMovesOf(sides)),
    ...(await partingsOf(sides)),
  ];
  return acts.sort((one, other) => one.at.getTime() - other.at.getTime());
}

/** A commission has an id of its own in the new database: it is named by its sale and partnership. */
interface Decision {
  readonly brand_id: string;
  readonly sale_id: string;
  readonly partnership_id: string;
  readonly kind: CommissionDecisionKind;
  readonly reason: DeclineReason | null;
  readonly note: string;
  /** Null where an approval rule decided. */
  readonly decided_by: string | null;
  readonly rule_id: string | null;
  readonly decided_at: Date;
}

/** Decides again as it was decided: by a person, by a rule that held then, or on appeal. */
async function decideAgain(services: Services, decision: Decision, commissionId: string): Promise<void> {
  const { brand_id: brandId, kind, note, reason, decided_by: userId, rule_id: ruleId } = decision;
  if (userId === null) {
    if (ruleId === null) throw new Error(`Nobody and no rule decided on the commission ${commissionId}.`);
    await approveByRule(services, { brandId, commissionId, ruleId, note, fits: () => Promise.resolve(true) });
    return;
  }
  const by = { brandId, commissionId, userId, note };
  if (kind === "reinstate") {
    await services.db.inBrand(brandId, (tx) => reinstateCommission(services, tx, by));
    return;
  }
  const decide = { approve: approveCommission, hold: holdCommission, decline: declineCommission };
  await decide[kind](services, { ...by, ...(reason ? { reason } : {}) });
}

async function decisionsOf({ from, to, services }: RebuildSides): Promise<PersonsAct[]> {
  const decisions = await from<Decision[]>`
    select d.brand_id, c.sale_id, c.partnership_id, d.kind, d.reason, d.note, d.decided_by, d.rule_id, d.decided_at
    from commission_decisions d join commissions c on c.brand_id = d.brand_id and c.id = d.commission_id order by d.decided_at, d.id`;
  return decisions.map((decision) => ({
    at: decision.decided_at,
    async run() {
      const [commission] = await to<{ id: string }[]>`
        select id from commissions where brand_id = ${decision.brand_id} and sale_id = ${decision.sale_id}
          and partnership_id = ${decision.partnership_id}`;
      // What cannot be decided again shows as a difference of the commission.
      if (!commission) return;
      await decideAgain(services, decision, commission.id);
    },
  }));
}

interface Parting {
  readonly brand_id: string;
  readonly source_id: string;
  readonly sign_key: string;
  readonly is_parted: boolean;
  readonly reason: string;
  readonly decided_by: string;
  readonly decided_at: Date;
}

/** Signs that a person parted from an order or visit, or put back. */
async function partingsOf({ from, services }: RebuildSides): Promise<PersonsAct[]> {
  const partings = await from<Parting[]>`
    select brand_id, source_id, sign_key, is_parted, reason, decided_by, decided_at from shopper_partings order by decided_at, id`;
  return partings.map((parting) => ({
    at: parting.decided_at,
    async run() {
      const { brand_id: brandId, source_id: sightingId, sign_key: signKey, decided_by: userId, reason } = parting;
      const intent = parting.is_parted ? "part" : "rejoin";
      await partJoin(services, { brandId, userId }, { intent, sightingId, signKey, reason });
    },
  }));
}

interface Award {
  readonly brand_id: string;
  readonly id: string;
  readonly sale_id: string;
  readonly inquiry_id: string;
  readonly awarded_at: Date;
  readonly withdrawn_at: Date | null;
}

async function awardsOf(sides: RebuildSides): Promise<PersonsAct[]> {
  const awards = await sides.from<Award[]>`
    select brand_id, id, sale_id, inquiry_id, awarded_at, withdrawn_at from sale_awards order by awarded_at, id`;
  const nobody = { withdrawn_by: null, withdrawn_at: null, withdraw_reason: null };
  return awards.flatMap((award): PersonsAct[] => {
    const give = async () => {
      const [known] = await sides.to`select 1 from inquiries where id = ${award.inquiry_id}`;
      if (!known) await copyRows(sides.from, sides.to, "inquiries", [award.inquiry_id]);
      await copyRows(sides.from, sides.to, "sale_awards", [award.id], nobody);
      await settleWithAward(sides, award, award.id);
    };
    const takeBack = async () => {
      const [withdrawn] = await sides.from<{ by: string; reason: string }[]>`
        select withdrawn_by as by, withdraw_reason as reason from sale_awards where id = ${award.id}`;
      await sides.to`update sale_awards set withdrawn_by = ${withdrawn?.by ?? null}, withdrawn_at = ${award.withdrawn_at},
        withdraw_reason = ${withdrawn?.reason ?? null} where id = ${award.id}`;
      await settleWithAward(sides, award, null);
    };
    const acts: PersonsAct[] = [{ at: award.awarded_at, run: give }];
    return award.withdrawn_at === null ? acts : [...acts, { at: award.withdrawn_at, run: takeBack }];
  });
}

async function settleWithAward({ to, services }: RebuildSides, award: Award, awardId: string | null): Promise<void> {
  const { brand_id: brandId, sale_id: saleId } = award;
  await to`update sales set award_id = ${awardId}, facts_version = facts_version + 1 where brand_id = ${brandId} and id = ${saleId}`;
  await services.db.inBrand(brandId, async (tx) => {
    if (await lockForSettling(tx, brandId, saleId)) await settleSale(services, tx, brandId, saleId);
  });
}

interface Payout {
  readonly id: string;
  readonly batch_id: string;
  readonly sent_at: Date | null;
  readonly settled_at: Date | null;
  readonly returned_at: Date | null;
}

async function payoutMovesOf(sides: RebuildSides): Promise<PersonsAct[]> {
  const payouts = await sides.from<Payout[]>`
    select p.id, p.batch_id, b.sent_at, p.settled_at, p.returned_at
    from payouts p join batches b on b.id = p.batch_id where b.sent_at is not null order by b.sent_at, p.id`;
  return payouts.flatMap((payout): PersonsAct[] => {
    const { sent_at: sentAt, settled_at: settledAt, returned_at: returnedAt } = payout;
    const move = (at: Date, source: PositionColumn, target: PositionColumn): PersonsAct => ({
      at,
      run: () => movePayout(sides, payout.id, source, target),
    });
    return [
      ...(sentAt ? [{ at: sentAt, run: () => copyPayout(sides, payout.id, payout.batch_id) }] : []),
      ...(sentAt ? [move(sentAt, "payable", "inTransit")] : []),
      ...(settledAt ? [move(settledAt, "inTransit", "paid")] : []),
      ...(returnedAt ? [move(returnedAt, settledAt ? "paid" : "inTransit", "payable")] : []),
    ];
  });
}

/** Payouts are facts: what was paid to whom for which sales. Their lines name the commissions of the new database. */
export async function copyPayout({ from, to }: RebuildSides, payoutId: string, batchId: string): Promise<void> {
  const [known] = await to`select 1 from batches where id = ${batchId}`;
  if (!known) {
    await copyRows(from, to, "batches", [batchId]);
    const parcels = await from<{ id: string }[]>`select id from payout_parcels where batch_id = ${batchId}`;
    await copyRows(
      from,
      to,
      "payout_parcels",
      parcels.map(({ id }) => id),
    );
  }
  await copyRows(from, to, "payouts", [payoutId]);
  await copyFeeVats(from, to, payoutId);
  const lines = await from<Record<string, string | boolean>[]>`
    select l.brand_id, c.sale_id, c.partnership_id, l.amount_minor::text as amount, l.is_open
    from payout_lines l join commissions c on c.brand_id = l.brand_id and c.id = l.commission_id where l.payout_id = ${payoutId}`;
  await to`insert into payout_lines (brand_id, payout_id, commission_id, amount_minor, is_open)
    select c.brand_id, ${payoutId}::uuid, c.id, line.amount::bigint, line.is_open
    from jsonb_to_recordset(${JSON.stringify(lines)}::text::jsonb)
      as line (brand_id uuid, sale_id uuid, partnership_id uuid, amount text, is_open boolean)
    join commissions c on c.brand_id = line.brand_id and c.sale_id = line.sale_id and c.partnership_id = line.partnership_id`;
}

/** What a payout moved in the books was copied with them; its commissions follow. */
function movePayout(
  { services }: RebuildSides,
  payoutId: string,
  from: PositionColumn,
  to: PositionColumn,
): Promise<void> {
  return services.db.inPlatform(async (tx) => {
    await lockPositions(tx, [payoutId]);
    await movePositions(tx, [payoutId], from, to, services.clock.now());
  });
}
