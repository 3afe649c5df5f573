import { MAX_PLACEMENT_LENGTH } from "../clicks/read-redirect-url.ts";
import type { Network } from "../creators/creator.ts";
import type { LinkSpot } from "./link.ts";
import { wordsOf } from "./name-letters.ts";
import { fitWords } from "./propose-names.ts";

const MAX_NUMBER_LENGTH = 5;

/**
 * The readable word a link's clicks are listed by, from network, spot and title: `instagram-story-sunday-bread`. With a number behind
 * it when the partnership has that word already. A title in a script other than Latin adds nothing.
 */
export function proposePlacement(
  link: { readonly network: Network | null; readonly spot: LinkSpot; readonly title: string },
  taken: ReadonlySet<string>,
): string {
  const { network, spot } = link;
  const spotWord = spot === "general" || spot === network ? [] : [spot];
  const words = [...(network ? [network] : []), ...spotWord, ...wordsOf(link.title)];
  const base = fitWords(words.length > 0 ? words : ["link"], MAX_PLACEMENT_LENGTH - MAX_NUMBER_LENGTH);
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}
