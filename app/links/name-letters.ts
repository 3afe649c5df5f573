/** None of 0 O, 1 l I, 2 Z, 5 S, 6 G, 8 B, 9 q g: read off a photo each can only be itself; and no vowels, so that no word appears. */
const suffixAlphabet = "347cdfhjkmnprtvwxy";

/** A suffix made from the random last digits of a UUID, so that proposals are an argument's doing and repeatable in tests. */
export function suffixFrom(id: string, length: number): string {
  let random = BigInt(`0x${id.replaceAll("-", "").slice(-15)}`);
  let suffix = "";
  for (let index = 0; index < length; index += 1) {
    suffix += suffixAlphabet[Number(random % BigInt(suffixAlphabet.length))] ?? "";
    random /= BigInt(suffixAlphabet.length);
  }
  return suffix;
}

/** Any name as words of a–z and 0–9: accents fall off, everything else separates. */
export function wordsOf(name: string): string[] {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.split(/[^a-z0-9]+/).filter((word) => word !== "");
}
