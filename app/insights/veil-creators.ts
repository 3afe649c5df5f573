/** What a creator reads in place of another creator's name. */
export const ANOTHER_CREATOR = "another creator";

/** What a creator reads in place of a code that is not theirs: it may name another creator, or be whatever a buyer typed. */
export const ANOTHER_CODE = "another code";

/**
 * Makes a function that takes other creators' names and codes out of a sentence, whatever wrote it. The reader's own names and
 * codes stay, also where they contain or are contained in another's.
 */
export function veilOf(
  own: readonly string[],
  otherNames: readonly string[],
  otherCodes: readonly string[],
): (sentence: string) => string {
  const replacements = new Map<string, string | null>();
  for (const text of otherCodes) replacements.set(text.toLowerCase(), ANOTHER_CODE);
  for (const text of otherNames) replacements.set(text.toLowerCase(), ANOTHER_CREATOR);
  for (const text of own) replacements.set(text.toLowerCase(), null);
  replacements.delete("");
  if (replacements.size === 0) return (sentence) => sentence;
  // The longest first: "Mara Lind" must not become "another creator Lind".
  const alternatives = [...replacements.keys()].sort((a, b) => b.length - a.length).map(escapePattern);
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(code )?(${alternatives.join("|")})(?![\\p{L}\\p{N}])`, "giu");
  return (sentence) => {
    const veiled = sentence.replace(pattern, (found, lead: string | undefined, text: string) => {
      const replacement = replacements.get(text.toLowerCase());
      if (replacement === null || replacement === undefined) return found;
      // "The code SUMMER10 belongs to no creator" reads on as "The code belongs to no creator".
      return lead !== undefined && replacement === ANOTHER_CODE ? lead.trim() : (lead ?? "") + replacement;
    });
    return veiled.charAt(0).toUpperCase() + veiled.slice(1);
  };
}

/** A veil for one creator over the words about a sale: the people and codes that were found there, their own left open. */
export function veilFor(
  creatorId: string,
  people: readonly { readonly creatorId: string | null; readonly creatorName: string | null }[],
  candidates: readonly { readonly kind: string; readonly evidence: string; readonly creatorId: string | null }[],
): (sentence: string) => string {
  const named = people.filter(({ creatorName }) => creatorName !== null);
  const namesOf = (isOwn: boolean) =>
    named.filter((person) => (person.creatorId === creatorId) === isOwn).map(({ creatorName }) => creatorName ?? "");
  const entered = candidates.filter(({ kind }) => kind === "code");
  const codesOf = (isOwn: boolean) =>
    entered.filter((code) => (code.creatorId === creatorId) === isOwn).map(({ evidence }) => evidence);
  return veilOf([...namesOf(true), ...codesOf(true)], namesOf(false), codesOf(false));
}

/**
 * The sentences of candidates speak to the creator they are about ("Your click came 34 days before the sale"). Everyone else
 * reads them in the third person.
 */
export function inThirdPerson(sentence: string): string {
  return sentence
    .replace(/\b(to|before|after|for|with|from|by) you\b/g, "$1 them")
    .replace(/\bYour\b/g, "Their")
    .replace(/\byour\b/g, "their")
    .replace(/\bYou\b/g, "They")
    .replace(/\byou\b/g, "they");
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
