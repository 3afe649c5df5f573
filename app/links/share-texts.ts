import { formatRate } from "../kit/amount-text.ts";

export interface ShareMaterial {
  readonly brandName: string;
  readonly campaignName: string;
  /** What the link shows; null for no product. */
  readonly productTitle: string | null;
  /** What the creator calls the link; empty for none. */
  readonly title: string;
  /** What the creator must say, word for word, such as "#ad". */
  readonly disclosure: string;
  readonly linkUrl: string;
  /** Null when the partnership has no code. */
  readonly code: string | null;
  /** The shopper's discount with the code, in basis points; 0 for none. */
  readonly discountBps: number;
}

/**
 * A caption to start from. The disclosure stands first, because the FTC wants it where nobody has to tap "more" (16 CFR 255.5 and
 * "Disclosures 101 for Social Media Influencers").
 */
export function writeCaption(material: ShareMaterial): string {
  const { brandName, campaignName, productTitle, title, disclosure, linkUrl } = material;
  const subject = productTitle ?? campaignName;
  const opening = title === "" || title === subject ? "" : `${title}. `;
  return `${disclosure} ${opening}${subject} at ${brandName}. ${offerSentence(material)}${linkUrl}`;
}

function offerSentence({ code, discountBps }: ShareMaterial): string {
  if (code === null) return "";
  if (discountBps === 0) return `My code: ${code}. `;
  return `${formatRate(discountBps)} off with my code ${code}. `;
}

/** Where Instagram, the strictest, cuts a caption and shows "more". */
export const FOLD_CHARACTERS = 125;

/** missing: the caption does not say it. late: it says it only where people must tap "more". */
export type DisclosureFault = "missing" | "late";

/** Whether a caption carries the disclosure where it counts. Null when it does; a campaign without disclosure asks for none. */
export function judgeCaption(caption: string, disclosure: string): DisclosureFault | null {
  if (disclosure === "") return null;
  const plain = (text: string) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ");
  const at = plain(caption).indexOf(plain(disclosure));
  if (at === -1) return "missing";
  return at + disclosure.length > FOLD_CHARACTERS ? "late" : null;
}

/** X counts every address as 23 characters, whatever its length (docs.x.com, "Counting characters"). */
const X_ADDRESS_CHARACTERS = 23;
export const X_MAX_CHARACTERS = 280;

export function countForX(caption: string): number {
  return [...caption.replace(/https?:\/\/\S+/g, "x".repeat(X_ADDRESS_CHARACTERS))].length;
}
