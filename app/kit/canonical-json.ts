/**
 * A value as JSON text that is equal exactly when the values are: object keys in order, bigint as text, instants in ISO 8601.
 * A member that is `undefined` is left out, as JSON does. What comes back from a jsonb column, its keys in another order, reads the same.
 */
export function canonicalJsonOf(value: unknown): string {
  return JSON.stringify(value, inOrder);
}

function inOrder(_key: string, value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
