import type { Tx } from "#db/client.server.ts";
import { addMinutes } from "#app/kit/clock.ts";
import { isId } from "#app/kit/ids.ts";
import { findCodes } from "#app/links/code-store.server.ts";
import { normaliseCode } from "#app/links/normalise-code.ts";
import { sha256 } from "#app/platform/keys.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import {
  findCheckoutStart,
  findClicks,
  findClicksById,
  findTouchedPartnerships,
  MAX_CHECKOUT_MINUTES,
  type NewDecision,
  type StandingDecision,
} from "./attribution-store.server.ts";
import { findAward } from "./award-store.server.ts";
import { awaitClicks } from "./awaited-click-store.server.ts";
import { decideCredit } from "./decide-credit.ts";
import { fingerprintTextOf, type Decision } from "./decision.ts";
import { isExcluded } from "./refuse-by-limits.ts";
import type { JoinedClick } from "#app/shoppers/shopper-of-sale.ts";
import type { BindingEvidence, OrderFacts, SaleEvidence } from "./sale-evidence.ts";

/** The most codes and click ids of one order that are looked up; an order with more is not one of a shopper. */
export const MAX_CODES = 20;
export const MAX_CLICK_IDS = 20;
/** Unverified text is cut before it is stored as evidence. */
const MAX_EVIDENCE_LENGTH = 64;

export interface AttributableSale {
  readonly id: string;
  readonly placedAt: Date;
  readonly codes: readonly string[];
  readonly clickIds: readonly string[];
  readonly customerKey: string | null;
  readonly factsVersion: number;
  /** The brand's own word on whose sale it is; null for none. */
  readonly awardId: string | null;
  /** Clicks that the order does not name but the same shopper made; absent for none. */
  readonly joinedClicks?: readonly JoinedClick[];
}

export interface AttributedSale {
  readonly decision: Decision;
  /** What to append; null when the facts decide as before. */
  readonly newDecision: NewDecision | null;
  /** Whether the deciding policy lets a product earn nothing. */
  readonly isExcluded: (product: OrderFacts["products"][number]) => boolean;
}

/** Decides on one sale from all evidence stored about it, and says whether that differs from the decision that stands. */
export async function attributeSale(
  services: Services,
  tx: Tx,
  brandId: string,
  sale: AttributableSale,
  order: OrderFacts,
  binding: BindingEvidence | null,
  standing: StandingDecision | null,
): Promise<AttributedSale> {
  const evidence = await collectEvidence(tx, brandId, sale, order, binding);
  // A click may be sorted in after the order that names it: the sale is settled again then.
  const found = new Set(evidence.clicks.map(({ id }) => id));
  const joined = (sale.joinedClicks ?? []).map(({ clickId }) => clickId).filter((id) => !found.has(id));
  const awaited = [...evidence.unknownClickIds.filter(isId), ...joined];
  await awaitClicks(tx, brandId, sale.id, awaited, services.clock.now());
  const decision = decideCredit(evidence);
  const fingerprint = sha256(fingerprintTextOf(decision));
  const attributed = { decision, isExcluded: exclusionOf(decision, evidence) };
  if (standing?.fingerprint === fingerprint) return { ...attributed, newDecision: null };
  const newDecision: NewDecision = {
    id: services.newId(),
    saleId: sale.id,
    sequence: (standing?.sequence ?? 0) + 1,
    factsVersion: sale.factsVersion,
    fingerprint,
    decidedAt: services.clock.now(),
  };
  return { ...attributed, newDecision };
}

/** All credits of a decision are of one campaign, so one policy says what is excluded. */
function exclusionOf({ credits: [credit] }: Decision, { partnerships }: SaleEvidence): AttributedSale["isExcluded"] {
  const policies = partnerships.flatMap(({ policies: versions }) => versions);
  const excluded = policies.find(({ id }) => id === credit?.policyId)?.excludedProducts ?? [];
  return (product) => isExcluded(excluded, product);
}

/** Everything stored that may say who led to a sale. What-ifs read it too, and change nothing by that. */
export async function collectEvidence(
  tx: Tx,
  brandId: string,
  sale: AttributableSale,
  order: OrderFacts,
  binding: BindingEvidence | null,
): Promise<SaleEvidence> {
  const entered = new Map(
    sale.codes.slice(0, MAX_CODES).map((code) => [normaliseCode(code), code.slice(0, MAX_EVIDENCE_LENGTH)]),
  );
  entered.delete("");
  const named = [...new Set(sale.clickIds.slice(0, MAX_CLICK_IDS).map((id) => id.trim().toLowerCase()))];
  const joined = new Map((sale.joinedClicks ?? []).map(({ clickId, by }) => [clickId, by]));
  const [owned, ownClicks, joinedClicks, award] = await Promise.all([
    findCodes(tx, brandId, [...entered.keys()]),
    findClicks(tx, brandId, named.filter(isId), sale.placedAt),
    findClicksById(tx, brandId, [...joined.keys()]),
    sale.awardId === null ? null : findAward(tx, brandId, sale.awardId),
  ]);
  const ownIds = new Set(ownClicks.map(({ id }) => id));
  const clicks = [
    ...ownClicks,
    ...joinedClicks.filter(({ id }) => !ownIds.has(id)).map((click) => ({ ...click, joinedBy: joined.get(click.id) })),
  ];
  // A click from before every checkout that could be this order's cannot be late, so nobody asks when it began.
  const couldBeLate = clicks.some(({ occurredAt }) => occurredAt > addMinutes(sale.placedAt, -MAX_CHECKOUT_MINUTES));
  const checkoutStartedAt = couldBeLate
    ? await findCheckoutStart(tx, brandId, named.filter(isId), sale.customerKey, sale.placedAt)
    : null;
  // A replaced code goes on belonging to its owner; whether it still credits is judged by the time of the order.
  const owners = new Map(owned.map((code) => [code.codeKey, code]));
  const known = new Set(clicks.map(({ id }) => id));
  const partnershipIds = new Set([...owned, ...clicks].map(({ partnershipId }) => partnershipId));
  if (binding) partnershipIds.add(binding.partnershipId);
  if (award) partnershipIds.add(award.partnershipId);
  return {
    placedAt: sale.placedAt,
    order,
    checkoutStartedAt,
    codes: [...entered].map(([key, code]) => {
      const { partnershipId = null, creditsUntil = null, createdAt = null } = owners.get(key) ?? {};
      return { entered: code, partnershipId, creditsUntil, createdAt };
    }),
    clicks,
    unknownClickIds: named.filter((id) => !known.has(id)).map((id) => id.slice(0, MAX_EVIDENCE_LENGTH)),
    binding,
    partnerships: await findTouchedPartnerships(tx, brandId, [...partnershipIds]),
    award,
  };
}
