import type { Tx } from "#db/client.server.ts";
import { isId } from "#app/kit/ids.ts";
import { findCodes } from "#app/links/code-store.server.ts";
import { normaliseCode } from "#app/links/normalise-code.ts";
import { sha256 } from "#app/platform/keys.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import {
  findClicks,
  findTouchedPartnerships,
  type NewDecision,
  type StandingDecision,
} from "./attribution-store.server.ts";
import { awaitClicks } from "./awaited-click-store.server.ts";
import { decideCredit } from "./decide-credit.ts";
import { fingerprintTextOf, type Decision } from "./decision.ts";
import type { BindingEvidence, SaleEvidence } from "./sale-evidence.ts";

/** The most codes and click ids of one order that are looked up; an order with more is not one of a shopper. */
const MAX_CODES = 20;
const MAX_CLICK_IDS = 20;
/** Unverified text is cut before it is stored as evidence. */
const MAX_EVIDENCE_LENGTH = 64;

export interface AttributableSale {
  readonly id: string;
  readonly placedAt: Date;
  readonly codes: readonly string[];
  readonly clickIds: readonly string[];
  readonly factsVersion: number;
}

export interface AttributedSale {
  readonly decision: Decision;
  /** What to append; null when the facts decide as before. */
  readonly newDecision: NewDecision | null;
}

/** Decides on one sale from all evidence stored about it, and says whether that differs from the decision that stands. */
export async function attributeSale(
  services: Services,
  tx: Tx,
  brandId: string,
  sale: AttributableSale,
  binding: BindingEvidence | null,
  standing: StandingDecision | null,
): Promise<AttributedSale> {
  const evidence = await collectEvidence(tx, brandId, sale, binding);
  // A click may be sorted in after the order that names it: the sale is settled again then.
  await awaitClicks(tx, brandId, sale.id, evidence.unknownClickIds.filter(isId), services.clock.now());
  const decision = decideCredit(evidence);
  const fingerprint = sha256(fingerprintTextOf(decision));
  if (standing?.fingerprint === fingerprint) return { decision, newDecision: null };
  const newDecision: NewDecision = {
    id: services.newId(),
    saleId: sale.id,
    sequence: (standing?.sequence ?? 0) + 1,
    factsVersion: sale.factsVersion,
    fingerprint,
    decidedAt: services.clock.now(),
  };
  return { decision, newDecision };
}

async function collectEvidence(
  tx: Tx,
  brandId: string,
  sale: AttributableSale,
  binding: BindingEvidence | null,
): Promise<SaleEvidence> {
  const entered = new Map(
    sale.codes.slice(0, MAX_CODES).map((code) => [normaliseCode(code), code.slice(0, MAX_EVIDENCE_LENGTH)]),
  );
  entered.delete("");
  const named = [...new Set(sale.clickIds.slice(0, MAX_CLICK_IDS).map((id) => id.trim().toLowerCase()))];
  const [owned, clicks] = await Promise.all([
    findCodes(tx, brandId, [...entered.keys()]),
    findClicks(tx, brandId, named.filter(isId), sale.placedAt),
  ]);
  // A replaced code goes on belonging to its owner; whether it still credits is judged by the time of the order.
  const owners = new Map(owned.map((code) => [code.codeKey, code]));
  const known = new Set(clicks.map(({ id }) => id));
  const partnershipIds = new Set([
    ...owned.map(({ partnershipId }) => partnershipId),
    ...clicks.map(({ partnershipId }) => partnershipId),
  ]);
  if (binding) partnershipIds.add(binding.partnershipId);
  return {
    placedAt: sale.placedAt,
    codes: [...entered].map(([key, code]) => ({
      entered: code,
      partnershipId: owners.get(key)?.partnershipId ?? null,
      creditsUntil: owners.get(key)?.creditsUntil ?? null,
    })),
    clicks,
    unknownClickIds: named.filter((id) => !known.has(id)).map((id) => id.slice(0, MAX_EVIDENCE_LENGTH)),
    binding,
    partnerships: await findTouchedPartnerships(tx, brandId, [...partnershipIds]),
  };
}
