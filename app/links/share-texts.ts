import type { Network } from "../creators/creator.ts";

export interface ShareMaterial {
  readonly brandName: string;
  readonly campaignName: string;
  /** What the creator must say, word for word, such as "#ad". */
  readonly disclosure: string;
  /** The tracked link without placement, such as `https://fairshare.example/r/mara-lumen-tea`. */
  readonly linkUrl: string;
  /** Null when the partnership has no code. */
  readonly code: string | null;
  /** The shopper's discount with the code, in basis points; 0 for none. */
  readonly discountBps: number;
}

export interface ShareText {
  readonly network: Network;
  /** Ready to paste. The disclosure comes first. */
  readonly text: string;
  /** The link that tells this network's clicks apart. */
  readonly url: string;
}

/** The longest text a network takes, in characters; those not listed take more than we write. */
const maxCharacters: Partial<Record<Network, number>> = { x: 280 };

/** The link with the placement that the redirect reads from `?p=`. */
export function linkWithPlacement(linkUrl: string, placement: string): string {
  return `${linkUrl}?p=${encodeURIComponent(placement)}`;
}

/**
 * A text to paste per network. The disclosure stands first, because the FTC wants it where nobody has to tap "more"
 * (16 CFR 255.5 and "Disclosures 101 for Social Media Influencers").
 */
export function writeShareTexts(material: ShareMaterial, networks: readonly Network[]): ShareText[] {
  return networks.map((network) => {
    const url = linkWithPlacement(material.linkUrl, network);
    const offer = offerSentence(material);
    const full = `${material.disclosure} ${material.brandName}: ${material.campaignName}. ${offer}${url}`;
    const limit = maxCharacters[network];
    const text =
      limit === undefined || full.length <= limit ? full : `${material.disclosure} ${material.brandName} ${url}`;
    return { network, text, url };
  });
}

function offerSentence({ code, discountBps }: ShareMaterial): string {
  if (code === null) return "";
  if (discountBps === 0) return `My code: ${code}. `;
  return `${discountBps / 100} % off with my code ${code}. `;
}
