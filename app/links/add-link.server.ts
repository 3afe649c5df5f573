import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { claimSlug, insertLink, showSlug } from "./link-store.server.ts";
import type { LinkChoices } from "./tracked-link.ts";

export interface LinkToAdd {
  readonly partnershipId: string;
  /** Slugs to try in turn, best first. */
  readonly proposals: readonly string[];
  readonly choices: LinkChoices;
  readonly placement: string;
}

/** Adds a link under the first slug that is free. Throws when none is. */
export async function addLink(
  services: Services,
  tx: Tx,
  brandId: string,
  { partnershipId, proposals, choices, placement }: LinkToAdd,
): Promise<{ readonly linkId: string; readonly slug: string }> {
  const now = services.clock.now();
  const linkId = services.newId();
  const [best] = proposals;
  // The slug's row names the link's, so the link comes first, with the slug it will most likely get.
  await insertLink(tx, brandId, {
    ...choices,
    id: linkId,
    partnershipId,
    slug: best ?? linkId,
    placement,
    createdAt: now,
  });
  for (const slug of proposals) {
    if ((await claimSlug(tx, brandId, linkId, slug, now)) === "taken") continue;
    if (slug !== best) await showSlug(tx, brandId, linkId, slug, now);
    return { linkId, slug };
  }
  throw new NoSlugFree(proposals);
}

/** Every proposed name belongs to somebody else; whoever threw this undoes the transaction. */
export class NoSlugFree extends Error {
  constructor(proposals: readonly string[]) {
    super(`No slug of ${proposals.join(", ")} was free.`);
  }
}
