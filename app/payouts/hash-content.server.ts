import { sha256 } from "#app/platform/keys.server.ts";
import { canonicalContentOf, type BatchContent } from "./batch-content.ts";
import { compareText } from "#app/kit/compare-text.ts";
import type { PayeeRow } from "#app/payees/payee-store.server.ts";

/**
 * One hash of what a batch pays to whom and where to: the accounts and their holders are in it as they lie sealed, so that one which is
 * altered in its place voids the approval as a further version does.
 */
export function hashContent(content: BatchContent, payees: ReadonlyMap<string, PayeeRow>): string {
  const accounts = [...new Set(content.payouts.map(({ creatorId }) => creatorId))]
    .sort(compareText)
    .map((creatorId) => {
      const payee = payees.get(creatorId);
      return payee ? [payee.id, payee.kind, payee.accountEncrypted, payee.holderNameEncrypted] : [creatorId];
    });
  return sha256(`${canonicalContentOf(content)}\n${JSON.stringify(accounts)}`);
}
