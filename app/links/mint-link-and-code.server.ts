import type { Tx } from "#db/client.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { checkDestination, type DestinationRefusal } from "./check-destination.ts";
import { DEFAULT_CODE_PATTERN } from "./code-pattern.ts";
import { claimCode, findCodeRules, showCode } from "./code-store.server.ts";
import { claimSlug, insertLink, listBrandHosts, showSlug } from "./link-store.server.ts";
import { planCodeSyncs } from "./plan-code-syncs.server.ts";
import { proposeCodes, proposeSlugs } from "./propose-names.ts";

export interface MintRequest {
  readonly partnershipId: string;
  readonly creatorHandle: string;
  readonly brandSlug: string;
  /** The shopper's discount with the code; 0 for none. */
  readonly discountBps: number;
  /** As the campaign states it; checked again here. */
  readonly destinationUrl: string;
}

export interface Minted {
  readonly linkId: string;
  readonly slug: string;
  readonly code: string;
}

/** The campaign's destination is no longer one the brand registered. */
export class DestinationError extends Error {
  readonly refusal: DestinationRefusal;
  constructor(url: string, refusal: DestinationRefusal) {
    super(`A link cannot lead to ${url} (${refusal}): it must be https on a domain that the brand registered.`);
    this.refusal = refusal;
  }
}

/**
 * Gives a partnership its general link and its code, inside the transaction that makes it active.
 * Throws DestinationError for a destination outside the brand's domains.
 */
export async function mintLinkAndCode(
  services: Services,
  tx: Tx,
  brandId: string,
  request: MintRequest,
): Promise<Minted> {
  const hosts = await listBrandHosts(tx, brandId);
  const destination = checkDestination(request.destinationUrl, { hosts, allowsLoopback: services.isDemo });
  if (!destination.ok) throw new DestinationError(request.destinationUrl, destination.refusal);
  const { linkId, slug } = await mintLink(services, tx, brandId, request, destination.url);
  const code = await mintCode(services, tx, brandId, request);
  await planCodeSyncs(services, tx, brandId, { partnershipId: request.partnershipId });
  return { linkId, slug, code };
}

async function mintLink(services: Services, tx: Tx, brandId: string, request: MintRequest, destinationUrl: string) {
  const now = services.clock.now();
  const linkId = services.newId();
  const proposals = proposeSlugs(request.creatorHandle, request.brandSlug, services.newId);
  const { partnershipId } = request;
  // The slug's row names the link's, so the link comes first, with the slug it will most likely get.
  await insertLink(tx, brandId, {
    id: linkId,
    partnershipId,
    slug: proposals[0] ?? linkId,
    destinationUrl,
    placement: "",
    createdAt: now,
  });
  for (const slug of proposals) {
    if ((await claimSlug(tx, brandId, linkId, slug, now)) === "taken") continue;
    if (slug !== proposals[0]) await showSlug(tx, brandId, linkId, slug, now);
    return { linkId, slug };
  }
  throw new Error(
    `No slug was free for ${request.creatorHandle} at ${request.brandSlug} after ${proposals.length} tries.`,
  );
}

async function mintCode(services: Services, tx: Tx, brandId: string, request: MintRequest): Promise<string> {
  const now = services.clock.now();
  const { partnershipId } = request;
  const facts = { handle: request.creatorHandle, brandName: request.brandSlug, discountBps: request.discountBps };
  const rules = await findCodeRules(tx, brandId, partnershipId);
  const proposals = proposeCodes(rules?.codePattern ?? DEFAULT_CODE_PATTERN, facts, services.newId);
  for (const code of proposals) {
    const claim = await claimCode(tx, brandId, { id: services.newId(), partnershipId, code, createdAt: now });
    if (claim === "taken" || claim === "ended") continue;
    if (claim === "own") await showCode(tx, brandId, partnershipId, code, { now, creditsUntil: null });
    return code;
  }
  throw new Error(`No code was free for ${request.creatorHandle} after ${proposals.length} tries.`);
}
