import type { Tx } from "#db/client.server.ts";
import { addMinutes } from "#app/kit/clock.ts";
import { isId } from "#app/kit/ids.ts";
import { findCodes } from "#app/links/code-store.server.ts";
import { sha256 } from "#app/platform/keys.server.ts";
import type { JoinedClick } from "#app/shoppers/shopper-of-sale.ts";
import {
  findCheckoutStarts,
  findClicksById,
  findClicksOfOrders,
  MAX_CHECKOUT_MINUTES,
  type NewDecision,
  type StandingDecision,
} from "./attribution-store.server.ts";
import { findTouchedPartnerships } from "./touched-partnership-store.server.ts";
import { findAwards } from "./award-store.server.ts";
import { codeKeysOf, nothingForeseen, type ForeseenTouches } from "./foresee-touches.server.ts";
import { decideCredit } from "./decide-credit.ts";
import { fingerprintTextOf, type Decision } from "./decision.ts";
import { enteredCodes, MAX_EVIDENCE_LENGTH } from "./entered-codes.ts";
import { isExcluded } from "./refuse-by-limits.ts";
import type {
  AwardEvidence,
  BindingEvidence,
  ClickEvidence,
  CodeEvidence,
  OrderFacts,
  SaleEvidence,
} from "./sale-evidence.ts";

/** The most click ids of one order that are looked up; an order with more is not one of a shopper. */
export const MAX_CLICK_IDS = 20;

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

/** A sale with what its order and its customer's earlier ones say. */
export interface EvidencedSale {
  readonly sale: AttributableSale;
  readonly order: OrderFacts;
  readonly binding: BindingEvidence | null;
  readonly touches: SaleTouches;
}

/** What is stored about the codes and clicks of one order, and the brand's own word on it. */
export interface SaleTouches {
  readonly codes: readonly CodeEvidence[];
  /** Keys of codes that work for one order alone and were not used before this one. */
  readonly usesUp: readonly string[];
  readonly clicks: readonly ClickEvidence[];
  /** Click ids on the order, as they are looked up. */
  readonly named: readonly string[];
  /** Those that could be clicks and are none yet, the shopper's other ones included: they may be sorted in after the order. */
  readonly awaited: readonly string[];
  readonly award: AwardEvidence | null;
}

/** Decides on one sale from its evidence, and says whether that differs from the decision that stands. */
export function attributeSale(
  sale: AttributableSale,
  evidence: SaleEvidence,
  standing: StandingDecision | null,
  { id, decidedAt }: { readonly id: string; readonly decidedAt: Date },
): AttributedSale {
  const decision = decideCredit(evidence);
  const fingerprint = sha256(fingerprintTextOf(decision));
  const attributed = { decision, isExcluded: exclusionOf(decision, evidence) };
  if (standing?.fingerprint === fingerprint) return { ...attributed, newDecision: null };
  const sequence = (standing?.sequence ?? 0) + 1;
  const { id: saleId, factsVersion } = sale;
  return { ...attributed, newDecision: { id, saleId, sequence, factsVersion, fingerprint, decidedAt } };
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
  const [touches] = await gatherTouches(tx, brandId, [sale]);
  if (!touches) throw new Error("A sale was asked for, and nothing was answered.");
  const [evidence] = await completeEvidence(tx, brandId, [{ sale, order, binding, touches }]);
  if (!evidence) throw new Error("A sale was asked for, and nothing was answered.");
  return evidence;
}

/** The codes, clicks and awards of many sales, in a statement each. In the order of the sales. */
export async function gatherTouches(
  tx: Tx,
  brandId: string,
  sales: readonly AttributableSale[],
  foreseen: ForeseenTouches = nothingForeseen,
): Promise<SaleTouches[]> {
  const named = sales.map(({ clickIds }) => [
    ...new Set(clickIds.slice(0, MAX_CLICK_IDS).map((id) => id.trim().toLowerCase())),
  ]);
  const entered = sales.map(({ codes }) => enteredCodes(codes));
  const joined = sales.map(({ joinedClicks = [] }) => joinedClicks);
  const [owned, clicks, joinedClicks, awards] = await Promise.all([
    foreseen.codes ?? findCodes(tx, brandId, codeKeysOf(sales)),
    findClicksOfOrders(
      tx,
      brandId,
      sales.map(({ placedAt }, index) => ({ placedAt, clickIds: (named[index] ?? []).filter(isId) })),
    ),
    findClicksById(tx, brandId, [...new Set(joined.flat().map(({ clickId }) => clickId))]),
    findAwards(
      tx,
      brandId,
      sales.flatMap(({ awardId }) => (awardId === null ? [] : [awardId])),
    ),
  ]);
  // A replaced code goes on belonging to its owner; whether it still credits is judged by the time of the order.
  const owners = new Map(owned.map((code) => [code.codeKey, code]));
  const joinable = new Map(joinedClicks.map((click) => [click.id, click]));
  return sales.map(({ awardId }, index): SaleTouches => {
    const codes = [...(entered[index] ?? [])];
    const own = clicks[index] ?? [];
    const ownIds = new Set(own.map(({ id }) => id));
    const others = (joined[index] ?? []).filter(({ clickId }) => !ownIds.has(clickId));
    const missing = others.filter(({ clickId }) => !joinable.has(clickId)).map(({ clickId }) => clickId);
    return {
      codes: codes.map(([key, code]) => {
        const { partnershipId = null, creditsUntil = null, createdAt = null } = owners.get(key) ?? {};
        return { entered: code, partnershipId, creditsUntil, createdAt };
      }),
      usesUp: codes.flatMap(([key]) => (owners.get(key)?.isUnusedSingle === true ? [key] : [])),
      clicks: [
        ...own,
        ...others.flatMap(({ clickId, by }) => {
          const click = joinable.get(clickId);
          return click ? [{ ...click, joinedBy: by }] : [];
        }),
      ],
      named: named[index] ?? [],
      awaited: [...(named[index] ?? []).filter((id) => isId(id) && !ownIds.has(id)), ...missing],
      award: awardId === null ? null : (awards.get(awardId) ?? null),
    };
  });
}

/** Adds what is known about everybody the touches of these sales lead to. In the order of the sales. */
export async function completeEvidence(
  tx: Tx,
  brandId: string,
  sales: readonly EvidencedSale[],
  foreseen: ForeseenTouches = nothingForeseen,
): Promise<SaleEvidence[]> {
  const known = new Map(foreseen.partnerships.map((one) => [one.id, one]));
  const unknownIds = [...new Set(sales.flatMap(touchedPartnershipIds))].filter((id) => !known.has(id));
  const [partnerships, checkoutStarts] = await Promise.all([
    findTouchedPartnerships(tx, brandId, unknownIds),
    findCheckoutStartsOf(tx, brandId, sales),
  ]);
  for (const one of partnerships) known.set(one.id, one);
  return sales.map((one): SaleEvidence => {
    const { codes, clicks, named, award } = one.touches;
    const found = new Set(clicks.map(({ id }) => id));
    return {
      placedAt: one.sale.placedAt,
      order: one.order,
      checkoutStartedAt: checkoutStarts.get(one) ?? null,
      codes,
      clicks,
      unknownClickIds: named.filter((id) => !found.has(id)).map((id) => id.slice(0, MAX_EVIDENCE_LENGTH)),
      binding: one.binding,
      partnerships: touchedPartnershipIds(one).flatMap((id) => known.get(id) ?? []),
      award,
    };
  });
}

/** Everybody that evidence about a sale leads to, each once. */
export function touchedPartnershipIds({ touches, binding }: Pick<EvidencedSale, "touches" | "binding">): string[] {
  const ids = [...touches.codes, ...touches.clicks].flatMap(({ partnershipId }) => partnershipId ?? []);
  if (binding) ids.push(binding.partnershipId);
  if (touches.award) ids.push(touches.award.partnershipId);
  return [...new Set(ids)];
}

/** A click from before every checkout that could be this order's cannot be late, so nobody asks when it began. */
async function findCheckoutStartsOf(
  tx: Tx,
  brandId: string,
  sales: readonly EvidencedSale[],
): Promise<Map<EvidencedSale, Date | null>> {
  const late = sales.filter(({ sale, touches }) => {
    const since = addMinutes(sale.placedAt, -MAX_CHECKOUT_MINUTES);
    return touches.clicks.some(({ occurredAt }) => occurredAt > since);
  });
  const orders = late.map(({ sale: { placedAt, customerKey }, touches }) => {
    return { placedAt, customerKey, clickIds: touches.named.filter(isId) };
  });
  const starts = await findCheckoutStarts(tx, brandId, orders);
  return new Map(late.map((one, index) => [one, starts[index] ?? null]));
}
