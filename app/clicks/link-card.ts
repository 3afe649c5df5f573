import { formatAmount, formatRate } from "../kit/amount-text.ts";

/** What a network's preview of a shared link shows (Open Graph). Plain text: whoever writes it into a page escapes it. */
export interface LinkCard {
  readonly title: string;
  readonly description: string;
  /** https; null when there is no picture. */
  readonly imageUrl: string | null;
  /** The link itself: networks remember previews by it. */
  readonly canonicalUrl: string;
  /** The brand. */
  readonly siteName: string;
}

/** What a card is written from. */
export interface CardFacts {
  /** The link's own; empty for none. */
  readonly title: string;
  readonly productTitle: string | null;
  readonly productImageUrl: string | null;
  /** In minor units of `currency`. */
  readonly productPriceMinor: bigint | null;
  readonly currency: string;
  readonly brandName: string;
  readonly creatorName: string;
  readonly discountBps: number;
  /** What the creator must say, word for word, such as "#ad". */
  readonly disclosure: string;
}

/** Whether a link says something of its own. */
export function hasCard({ title, productTitle }: Pick<CardFacts, "title" | "productTitle">): boolean {
  return Boolean(title || productTitle);
}

/**
 * The card of a link that says something of its own; null for one without product and title, whose previews are the shop's. The
 * disclosure stands first: what networks show of a description is cut at its end.
 */
export function cardOf(facts: CardFacts, canonicalUrl: string): LinkCard | null {
  const title = facts.title || facts.productTitle;
  if (!title) return null;
  const price = facts.productPriceMinor === null ? "" : formatAmount(facts.productPriceMinor, facts.currency);
  const product = facts.productTitle && facts.productTitle !== title ? `${facts.productTitle}, ${price}` : price;
  const sentences = [
    facts.disclosure,
    product === "" ? "" : `${product.replace(/, $/, "")} at ${facts.brandName}.`,
    facts.discountBps > 0 ? `${formatRate(facts.discountBps)} off with the code of ${facts.creatorName}.` : "",
    product === "" && facts.discountBps === 0 ? `Recommended by ${facts.creatorName} at ${facts.brandName}.` : "",
  ];
  return {
    title,
    description: sentences.filter((sentence) => sentence !== "").join(" "),
    imageUrl: facts.productImageUrl,
    canonicalUrl,
    siteName: facts.brandName,
  };
}
