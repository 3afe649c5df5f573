import type { Tx } from "#db/client.server.ts";
import { isId } from "#app/kit/ids.ts";
import { normaliseCode } from "#app/links/normalise-code.ts";
import { sha256 } from "#app/platform/keys.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import {
  findClicks,
  findCodeOwners,
  findTouchedPartnerships,
  insertDecision,
  type StandingDecision,
} from "./attribution-store.server.ts";
import { decideCredit } from "./decide-credit.ts";
import type { Decision } from "./decision.ts";
import type { BindingEvidence, SaleEvidence, TouchedPartnership } from "./sale-evidence.ts";

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
  /** The id of the new decision; null when the facts decide as before, and nothing was written. */
  readonly newAttributionId: string | null;
  readonly partnerships: readonly TouchedPartnership[];
}

/** Decides on one sale from all evidence stored about it and appends the decision when it differs from the one that stands. */
export async function attributeSale(
  services: Services,
  tx: Tx,
  brandId: string,
  sale: AttributableSale,
  binding: BindingEvidence | null,
  standing: StandingDecision | null,
): Promise<AttributedSale> {
  const evidence = await collectEvidence(tx, brandId, sale, binding);
  const decision = decideCredit(evidence);
  const { rule, credits, candidates } = decision;
  const fingerprint = sha256(JSON.stringify([rule, credits, candidates]));
  const { partnerships } = evidence;
  if (standing?.fingerprint === fingerprint) return { decision, newAttributionId: null, partnerships };
  const id = services.newId();
  await insertDecision(tx, brandId, decision, {
    id,
    saleId: sale.id,
    sequence: (standing?.sequence ?? 0) + 1,
    factsVersion: sale.factsVersion,
    fingerprint,
    decidedAt: services.clock.now(),
  });
  return { decision, newAttributionId: id, partnerships };
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
  const [owners, clicks] = await Promise.all([
    findCodeOwners(tx, brandId, [...entered.keys()]),
    findClicks(tx, brandId, named.filter(isId), sale.placedAt),
  ]);
  const known = new Set(clicks.map(({ id }) => id));
  const partnershipIds = new Set([...owners.values(), ...clicks.map(({ partnershipId }) => partnershipId)]);
  if (binding) partnershipIds.add(binding.partnershipId);
  return {
    placedAt: sale.placedAt,
    codes: [...entered].map(([key, code]) => ({ entered: code, partnershipId: owners.get(key) ?? null })),
    clicks,
    unknownClickIds: named.filter((id) => !known.has(id)).map((id) => id.slice(0, MAX_EVIDENCE_LENGTH)),
    binding,
    partnerships: await findTouchedPartnerships(tx, brandId, [...partnershipIds]),
  };
}
