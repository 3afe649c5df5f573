import { and, asc, desc, eq, isNull, sql, type SQL } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { brands } from "#db/schema/brands.ts";
import { campaigns } from "#db/schema/campaigns.ts";
import { approvalRules, commissions } from "#db/schema/commissions.ts";
import { neverByRule, type ApprovalRule } from "./approval-rule.ts";

export async function insertRule(tx: Tx, rule: typeof approvalRules.$inferInsert): Promise<void> {
  await tx.insert(approvalRules).values(rule);
}

/** The versions in force: the latest of each scope and currency, on or off. @param brandId undefined for all scopes, null for the platform's. */
export async function listRulesInForce(
  tx: Tx,
  brandId?: string | null,
): Promise<(ApprovalRule & { readonly setAt: Date })[]> {
  const scope =
    brandId === undefined
      ? undefined
      : brandId === null
        ? isNull(approvalRules.brandId)
        : eq(approvalRules.brandId, brandId);
  return tx
    .selectDistinctOn([approvalRules.brandId, approvalRules.currency])
    .from(approvalRules)
    .where(scope)
    .orderBy(approvalRules.brandId, approvalRules.currency, desc(approvalRules.setAt), desc(approvalRules.id));
}

/** The rule for commissions of a brand in a currency: its own latest, else the platform's; null where nobody ever set one. */
export async function findRuleFor(tx: Tx, brandId: string, currency: string): Promise<ApprovalRule | null> {
  const [row] = await tx
    .select()
    .from(approvalRules)
    .where(
      and(
        sql`(${approvalRules.brandId} = ${brandId} or ${approvalRules.brandId} is null)`,
        eq(approvalRules.currency, currency),
      ),
    )
    .orderBy(sql`${approvalRules.brandId} is null`, desc(approvalRules.setAt), desc(approvalRules.id))
    .limit(1);
  return row ?? null;
}

export async function findBrandName(tx: Tx, brandId: string): Promise<string> {
  const [row] = await tx.select({ name: brands.name }).from(brands).where(eq(brands.id, brandId));
  return row?.name ?? "the brand";
}

/** Brands by name, to choose whose rules to set. */
export async function listBrandNames(tx: Tx): Promise<{ id: string; name: string }[]> {
  return tx.select({ id: brands.id, name: brands.name }).from(brands).orderBy(asc(brands.name), asc(brands.id));
}

/** Currencies that anything is earned in, at a brand or (null) anywhere: those of its campaigns. Euros where there is none yet. */
export async function listCurrencies(tx: Tx, brandId: string | null): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ currency: campaigns.currency })
    .from(campaigns)
    .where(brandId === null ? undefined : eq(campaigns.brandId, brandId))
    .orderBy(campaigns.currency);
  return rows.length > 0 ? rows.map(({ currency }) => currency) : ["EUR"];
}

/** A person of finance looked at it last and keeps it waiting. */
export const isKeptWaiting = sql<boolean>`coalesce((select d.kind = 'hold' from commission_decisions d
  where d.brand_id = ${commissions.brandId} and d.commission_id = ${commissions.id}
  order by d.decided_at desc, d.id desc limit 1), false)`;

const isFlaggedForPeople = sql<boolean>`exists (select from risk_flags f where f.brand_id = ${commissions.brandId}
  and f.commission_id = ${commissions.id} and f.cleared_at is null
  and f.kind in (${sql.join(neverByRule.map((kind) => sql`${kind}`), sql`, `)}))`; // prettier-ignore

/** Matured commissions in the rule's currency that the rule is asked about: of its brand, or for the platform's of brands without one of their own. */
function ruledBy({ brandId, currency }: Pick<ApprovalRule, "brandId" | "currency">, now: Date): SQL {
  const scope =
    brandId === null
      ? sql`not exists (select from approval_rules r where r.brand_id = ${commissions.brandId} and r.currency = ${commissions.currency})`
      : eq(commissions.brandId, brandId);
  return sql`${scope} and ${commissions.status} = 'held' and ${commissions.holdUntil} <= ${now.toISOString()}
    and ${commissions.currency} = ${currency} and ${commissions.heldMinor} > 0`;
}

function approvedBy(rule: Omit<ApprovalRule, "id" | "isOn">): SQL {
  return sql`${commissions.blockedBy} is null and ${commissions.riskAssessedAt} is not null
    and ${commissions.riskPoints} < ${rule.belowPoints} and ${commissions.heldMinor} < ${rule.belowMinor.toString()}::bigint
    and not ${isKeptWaiting} and not ${isFlaggedForPeople}`;
}

/** Those a rule would approve as they were last looked at, the longest matured first. */
export async function listFitting(tx: Tx, rule: Omit<ApprovalRule, "id" | "isOn">, now: Date, limit: number) {
  return tx
    .select({
      brandId: commissions.brandId,
      commissionId: commissions.id,
      heldMinor: commissions.heldMinor,
      riskPoints: commissions.riskPoints,
      brandName: brands.name,
      creatorName: sql<string>`(select cr.name from creators cr where cr.id = ${commissions.creatorId})`,
      orderName: sql<string>`(select s.external_name from sales s where s.brand_id = ${commissions.brandId} and s.id = ${commissions.saleId})`,
    })
    .from(commissions)
    .innerJoin(brands, eq(brands.id, commissions.brandId))
    .where(sql`${ruledBy(rule, now)} and ${approvedBy(rule)}`)
    .orderBy(asc(commissions.holdUntil), asc(commissions.id))
    .limit(limit);
}

/** Of all matured ones: how many the rule would approve, their sum, and why the others wait for a person, each counted under the first reason. */
export async function countByRule(tx: Tx, rule: Omit<ApprovalRule, "id" | "isOn">, now: Date) {
  const count = (condition: SQL) => sql<number>`(count(*) filter (where ${condition}))::int`;
  const fits = approvedBy(rule);
  const isSmall = sql`${commissions.heldMinor} < ${rule.belowMinor.toString()}::bigint`;
  const isOpen = sql`${commissions.blockedBy} is null and not ${isKeptWaiting}`;
  const [row] = await tx
    .select({
      fitting: count(fits),
      fittingMinor: sql<string>`coalesce(sum(${commissions.heldMinor}) filter (where ${fits}), 0)`,
      blocked: count(sql`${commissions.blockedBy} is not null`),
      kept: count(sql`${commissions.blockedBy} is null and ${isKeptWaiting}`),
      large: count(sql`${isOpen} and not ${isSmall}`),
      risky: count(sql`${isOpen} and ${isSmall} and ${commissions.riskAssessedAt} is not null and not (${fits})`),
      unseen: count(sql`${isOpen} and ${isSmall} and ${commissions.riskAssessedAt} is null`),
    })
    .from(commissions)
    .where(ruledBy(rule, now));
  const { fittingMinor, ...counts } = row ?? {
    fitting: 0,
    fittingMinor: "0",
    blocked: 0,
    kept: 0,
    large: 0,
    risky: 0,
    unseen: 0,
  };
  return { ...counts, fittingMinor: BigInt(fittingMinor) };
}

/** Whether finance keeps this one waiting, read under its lock. */
export async function readIsKept(tx: Tx, brandId: string, commissionId: string): Promise<boolean> {
  const [row] = await tx
    .select({ isKept: isKeptWaiting })
    .from(commissions)
    .where(and(eq(commissions.brandId, brandId), eq(commissions.id, commissionId)));
  return row?.isKept ?? false;
}
