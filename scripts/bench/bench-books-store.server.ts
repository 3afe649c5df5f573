import postgres from "postgres";
import { fingerprintTextOf } from "#app/attribution/decision.ts";
import { addDays } from "#app/kit/clock.ts";
import { brandCommissionsAccount, creatorAccount } from "#app/ledger/account.ts";
import { canonicalTextOf, type Posting } from "#app/ledger/posting.ts";
import type { Services } from "#app/platform/services.server.ts";
import { hashOf, rowHashOf } from "#db/row-hash.server.ts";

/** Of five commissions of a creator. */
const APPROVED_OF_FIVE = 2;
const SALES_PER_STEP = 2_500;
const LINE_NETS = [2_000n, 1_200n];
const RATE_BPS = 1_000n;
const WHOLE_BPS = 10_000n;

interface Deal {
  readonly partnershipId: string;
  readonly creatorId: string;
}

/** The campaign all of it is of. */
export interface BooksCampaign {
  readonly brandId: string;
  readonly campaignId: string;
  readonly termsId: string;
  readonly policyId: string;
  readonly deals: readonly Deal[];
}

type Rows = Readonly<Record<string, readonly object[]>>;

/** Opens the database as its administrator, without triggers and foreign keys, for filling tables by the ten thousand. */
export async function openFiller(superuserUrl: string) {
  const sql = postgres(superuserUrl, { max: 1, onnotice: () => undefined });
  await sql`set synchronous_commit = off`;
  await sql`set session_replication_role = replica`;
  const known = new Map<string, Map<string, string>>();
  const typesOf = async (table: string, columns: readonly string[]) => {
    const types = known.get(table) ?? new Map((await sql<{ name: string; type: string }[]>`
      select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
      where attrelid = ${table}::regclass and attnum > 0`).map(({ name, type }) => [name, type]));
    known.set(table, types);
    return columns.map((column) => types.get(column) ?? "text");
  };
  return {
    /** One statement per table; columns that are not named stay empty. */
    async insert(rows: Rows): Promise<void> {
      for (const [table, list] of Object.entries(rows)) {
        const names = Object.keys(list[0] ?? {});
        const columns = names.map((name) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
        const types = await typesOf(table, columns);
        const typed = names.map((name, index) => `"${name}" ${types[index]}`).join();
        const text = JSON.stringify(list, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
        await sql.unsafe(
          `insert into ${table} (${columns.join()}) select * from json_to_recordset($1::text::json) as row (${typed})`,
          [text],
        );
      }
    },
    run: (statement: string) => sql.unsafe(statement),
    end: () => sql.end(),
  };
} // prettier-ignore

export type Filler = Awaited<ReturnType<typeof openFiller>>;

/** Founds a campaign of so many creators, each with an account that may be paid to. */
export async function insertCampaignOfMany(
  filler: Filler,
  services: Services,
  brandId: string,
  creatorCount: number,
  payeeOf: (name: string) => object,
): Promise<BooksCampaign> {
  const at = addDays(services.clock.now(), -100);
  const ids = { brandId, campaignId: services.newId(), termsId: services.newId(), policyId: services.newId() };
  await filler.run(`
    insert into campaigns select (jsonb_populate_record(c, jsonb_build_object('id', '${ids.campaignId}', 'name', 'Many'))).* from campaigns c
      where brand_id = '${brandId}' limit 1;
    insert into campaign_terms select (jsonb_populate_record(t, jsonb_build_object('id', '${ids.termsId}', 'campaign_id', '${ids.campaignId}',
      'returning_customer_rate_bps', 1000, 'new_customer_rate_bps', 1000))).* from campaign_terms t where brand_id = '${brandId}' limit 1;
    insert into attribution_policies select (jsonb_populate_record(p, jsonb_build_object('id', '${ids.policyId}', 'campaign_id', '${ids.campaignId}'))).*
      from attribution_policies p where brand_id = '${brandId}' limit 1`);
  const people = Array.from({ length: creatorCount }, (_, index) => ({
    ...{ creatorId: services.newId(), userId: services.newId(), partnershipId: services.newId() },
    name: `Payee ${index}`,
    handle: `payee-${index}`,
  }));
  await filler.insert({
    users: people.map(({ userId, name, handle }) => ({ id: userId, email: `${handle}@bench.example`, name, createdAt: at })),
    creators: people.map(({ creatorId, userId, name, handle }) => ({
      ...{ id: creatorId, userId, name, handle, bio: "", niches: [], audienceCountries: [], country: "DE", createdAt: at },
    })),
    partnerships: people.map(({ partnershipId, creatorId }) => ({
      ...{ brandId, id: partnershipId, campaignId: ids.campaignId, creatorId, status: "active", acceptedTermsVersion: 1, message: "" },
      ...{ createdAt: at, activatedAt: at },
    })),
    payee_details: people.map(({ creatorId, name }) => ({
      ...{ id: services.newId(), creatorId, version: 1, createdAt: at, usableFrom: at, ...payeeOf(name) },
    })),
  });
  return { ...ids, deals: people };
} // prettier-ignore

/** Sales with their commissions and everything they follow from, hashed and booked as the product would have; a part is approved. */
export async function insertBookedSales(
  filler: Filler,
  services: Services,
  campaign: BooksCampaign,
  storeId: string,
  count: number,
  onProgress: (doneCount: number) => void,
): Promise<void> {
  for (let first = 0; first < count; first += SALES_PER_STEP) {
    const tables: Record<string, object[]> = {};
    const add = (table: string, ...rows: object[]) => (tables[table] ??= []).push(...rows);
    for (let number = first; number < Math.min(first + SALES_PER_STEP, count); number += 1) {
      addSale(add, services, campaign, storeId, number);
    }
    await filler.insert(tables);
    onProgress(Math.min(first + SALES_PER_STEP, count));
  }
  await filler.run(`vacuum analyze`);
}

type Add = (table: string, ...rows: object[]) => void;

function addSale(add: Add, services: Services, campaign: BooksCampaign, storeId: string, number: number): void {
  const { newId } = services;
  const { brandId, campaignId, termsId, policyId, deals } = campaign;
  const { partnershipId, creatorId } = deals[number % deals.length] ?? { partnershipId: "", creatorId: "" };
  const placedAt = new Date(addDays(services.clock.now(), -40).getTime() + (number % 1_000_000) * 800);
  const holdUntil = addDays(placedAt, 30);
  const [saleId, attributionId, commissionId] = [newId(), newId(), newId()];
  const externalId = `books-${number}`;
  const nets = LINE_NETS.map((net) => net + BigInt(number % 500) * 10n);
  const netMinor = nets.reduce((sum, net) => sum + net, 0n);
  const lines = nets.map((net, index) => ({ id: newId(), net, earned: (net * RATE_BPS) / WHOLE_BPS, index }));
  const earnedMinor = lines.reduce((sum, { earned }) => sum + earned, 0n);
  const isApproved = Math.floor(number / deals.length) % 5 < APPROVED_OF_FIVE;
  add("sales", {
    ...{ brandId, id: saleId, storeId, externalId, externalName: `#${number}`, currency: "EUR", placedAt, providerUpdatedAt: placedAt },
    ...{ paymentStatus: "paid", netMinor, discountMinor: 0n, taxMinor: 0n, shippingMinor: 0n, totalMinor: netMinor, codes: [], clickIds: [] },
    ...{ refererHost: "", factsHash: "", factsVersion: 1, attributionId, recordedAt: placedAt },
  });
  const credit = { partnershipId, shareBps: Number(WHOLE_BPS), policyId, touchKind: "code", placement: "" };
  const fingerprint = hashOf(fingerprintTextOf({ rule: "code", credits: [credit], candidates: [] }));
  const decision = { brandId, id: attributionId, saleId, sequence: 1, decidedAt: placedAt, factsVersion: 1, rule: "code", sentence: "By code.", candidates: [], fingerprint };
  add("attributions", { ...decision, rowHash: rowHashOf(decision) });
  add("credits", { brandId, attributionId, ...credit });
  add("sale_lines", ...lines.map(({ id, net, index }) => ({
    ...{ brandId, id, saleId, externalId: String(index), position: index, productId: "tea", sku: "TEA", title: "Tea", quantity: 1 },
    ...{ grossMinor: net, discountMinor: 0n, netMinor: net, isCommissionable: true },
  })));
  add("commissions", {
    ...{ brandId, id: commissionId, saleId, partnershipId, campaignId, creatorId, currency: "EUR", calculatedMinor: earnedMinor, earnedMinor },
    ...{ heldMinor: isApproved ? 0n : earnedMinor, payableMinor: isApproved ? earnedMinor : 0n, inTransitMinor: 0n, paidMinor: 0n },
    ...{ status: isApproved ? "approved" : "held", revision: isApproved ? 2 : 1, holdUntil, saleOccurredAt: placedAt, createdAt: placedAt, updatedAt: placedAt },
    ...{ countsAsSale: true, soldNetMinor: netMinor, soldEarnedMinor: earnedMinor, soldBonusMinor: 0n, riskPoints: 0 },
  });
  add("commission_lines", ...lines.map(({ id, net, earned }) => ({
    ...{ brandId, commissionId, saleLineId: id, termsId, originalNetMinor: net, remainingNetMinor: net, rateBps: Number(RATE_BPS) },
    ...{ calculatedMinor: earned, earnedMinor: earned, sentence: "10 % of the line.", part: "line" },
  })));
  const of = { saleId, commissionId };
  const [held, payable] = [creatorAccount(creatorId, brandId, "held"), creatorAccount(creatorId, brandId, "payable")];
  addPosting(add, services, brandId, {
    ...{ ...of, idempotencyKey: `commission:${commissionId}:0`, eventCode: "commission.earned", sentence: "Was earned.", occurredAt: placedAt },
    entries: [
      ...lines.map(({ id, earned }) => ({ account: brandCommissionsAccount(brandId), currency: "EUR", amountMinor: -earned, saleLineId: id })),
      ...lines.map(({ id, earned }) => ({ account: held, currency: "EUR", amountMinor: earned, saleLineId: id })),
    ],
  });
  if (!isApproved) return;
  const approval = { brandId, id: newId(), commissionId, kind: "approve", reason: null, note: "", decidedBy: creatorId, decidedAt: holdUntil };
  add("commission_decisions", { ...approval, rowHash: rowHashOf(approval) });
  addPosting(add, services, brandId, {
    ...{ ...of, idempotencyKey: `commission:${commissionId}:1`, eventCode: "commission.approved", sentence: "Became payable.", occurredAt: holdUntil },
    entries: [{ account: held, currency: "EUR", amountMinor: -earnedMinor }, { account: payable, currency: "EUR", amountMinor: earnedMinor }],
  });
} // prettier-ignore

function addPosting(add: Add, services: Services, brandId: string, posting: Posting): void {
  const id = services.newId();
  const { entries, ...stated } = posting;
  const row = {
    ...{ brandId, id, inputHash: hashOf(canonicalTextOf(posting)), recordedAt: stated.occurredAt, payoutId: null },
    ...stated,
  };
  add("ledger_transactions", { ...row, rowHash: rowHashOf(row) });
  add(
    "ledger_entries",
    ...entries.map((entry, position) => ({ saleLineId: null, ...entry, brandId, transactionId: id, position })),
  );
}

/** Further commissions that finance decided long ago, straight into their table: what a queue must not be slowed by. */
export async function insertOldCommissions(filler: Filler, brandId: string, count: number): Promise<void> {
  await filler.run(`
    insert into commissions (brand_id, id, sale_id, partnership_id, campaign_id, creator_id, currency, calculated_minor, earned_minor,
      held_minor, payable_minor, in_transit_minor, paid_minor, status, revision, hold_until, sale_occurred_at, created_at, updated_at)
    select '${brandId}', gen_random_uuid(), gen_random_uuid(), c.partnership_id, c.campaign_id, c.creator_id, 'EUR', 300, 300, 0, 0, 0, 300,
      'approved', 3, now() - interval '60 days', now() - interval '90 days', now() - interval '90 days', now() - interval '60 days'
    from generate_series(1, ${count}) as n
    join (select *, row_number() over () - 1 as place from (select * from commissions where brand_id = '${brandId}' limit 100) as few) as c
      on c.place = n % 100`);
  await filler.run("vacuum analyze commissions");
}

/** How many rows a table of the books has. */
export async function countRows(services: Services, table: "ledger_entries" | "commissions" | "seals"): Promise<number> {
  const [row] = await services.db.sql<{ count: number }[]>`select count(*)::int as count from ${services.db.sql(table)}`;
  return row?.count ?? 0;
} // prettier-ignore
