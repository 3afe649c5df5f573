import { hash } from "node:crypto";
import { canonicalJsonOf } from "#app/kit/canonical-json.ts";

/**
 * SHA-256 over every column of a row but the hash itself, by the names of the schema. Written with the row and recomputed by
 * `npm run verify`: whoever changes a byte past the database's protection leaves a row that no longer matches. Null columns are left out,
 * so that a nullable column added later does not change the hash of the rows before it.
 */
export function rowHashOf(row: object): string {
  const stated: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(row)) if (name !== "rowHash" && value !== null) stated[name] = value;
  return hashOf(canonicalJsonOf(stated));
}

/** SHA-256 as 64 hexadecimal digits. */
export function hashOf(content: string): string {
  return hash("sha256", content);
}
