import { createHash } from "node:crypto";
import { canonicalJsonOf } from "#app/kit/canonical-json.ts";

/**
 * SHA-256 over every column of a row but the hash itself, by the names of the schema. Written with the row and recomputed by
 * `npm run verify`: whoever changes a byte past the database's protection leaves a row that no longer matches. Null columns are left out,
 * so that a nullable column added later does not change the hash of the rows before it.
 */
export function rowHashOf(row: object): string {
  const stated = Object.entries(row).filter(([name, value]) => name !== "rowHash" && value !== null);
  return hashOf(canonicalJsonOf(Object.fromEntries(stated)));
}

/** SHA-256 as 64 hexadecimal digits. */
export function hashOf(content: string): string {
  return createHash("sha256").update(content).digest("hex");
}
