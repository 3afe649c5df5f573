import type { Tx } from "#db/client.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { addLink } from "./add-link.server.ts";
import { checkDestination, type DestinationRefusal } from "./check-destination.ts";
import { DEFAULT_CODE_PATTERN } from "./code-pattern.ts";
import { claimCode, findCodeRules, showCode } from "./code-store.server.ts";
import { listBrandHosts } from "./link-store.server.ts";
import { planCodeSyncs } from "./plan-code-syncs.server.ts";
import { proposeCodes, proposeSlugs } from "./propose-names.ts";
import type { LinkChoices } from "./tracked-link.ts";

/** For any network and place, for as long as the campaign. */
const generalLink: Omit<LinkChoices, "destinationUrl"> = {
  ...{ title: "", network: null, spot: "general", productUrl: null },
  ...{ startsAt: null, expiresAt: null, handsOutCodes: false },
};

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
  return addLink(services, tx, brandId, {
    partnershipId: request.partnershipId,
    proposals: proposeSlugs(request.creatorHandle, request.brandSlug, services.newId),
    choices: { ...generalLink, destinationUrl },
    placement: "",
  });
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
