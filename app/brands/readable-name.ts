const MAX_LENGTH = 40;

/** A name as it stands in addresses: "Café Lumière & Co." is cafe-lumiere-co. Empty when no letter or digit is left. */
export function readableName(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/ß/g, "ss")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, MAX_LENGTH)
    .replace(/^-|-$/g, "");
}
