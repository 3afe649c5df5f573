/**
 * A value as JSON text that is equal exactly when the values are: object keys in order, bigint as text, instants in ISO 8601.
 * A member that is `undefined` is left out, as JSON does. What comes back from a jsonb column, its keys in another order, reads the same.
 */
export function canonicalJsonOf(value: unknown): string {
  if (typeof value === "bigint") return `"${value}"`;
  // A lone `undefined` has no JSON; in a list it is null, as JSON has it.
  if (value === null || value === undefined) return "null";
  if (typeof value !== "object" || value instanceof Date) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJsonOf).join()}]`;
  return objectTextOf(value as Readonly<Record<string, unknown>>, Object.keys(value));
}

/** Written together here rather than by a replacer: `npm run verify` writes every row there is. */
function objectTextOf(value: Readonly<Record<string, unknown>>, names: string[]): string {
  let text = "";
  for (const name of inOrder(names)) {
    const member = value[name];
    if (member !== undefined) text += `${text === "" ? "" : ","}${JSON.stringify(name)}:${canonicalJsonOf(member)}`;
  }
  return `{${text}}`;
}

const wholeNumber = /^(0|[1-9]\d*)$/;

/** Names that are whole numbers come first, in numeric order: an object keeps them so, and hashes were made of such texts. */
function inOrder(names: string[]): string[] {
  if (names[0] === undefined || !wholeNumber.test(names[0])) return names.sort();
  return Object.keys(Object.fromEntries(names.sort().map((name) => [name, null])));
}
