import type { Tx } from "#db/client.server.ts";
import { postTransactions } from "#app/ledger/post-transaction.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { saveCommissionLines, saveCommissions } from "./commission-store.server.ts";
import type { CommissionMove } from "./draft-move.ts";

/**
 * Posts the differences and writes positions and lines in the same transaction, one statement however many commissions move. The caller
 * holds the commissions' locks.
 */
export async function saveMoves(
  services: Services,
  tx: Tx,
  brandId: string,
  moves: readonly CommissionMove[],
): Promise<void> {
  await Promise.all([
    saveCommissions(
      tx,
      moves.map(({ row }) => row),
    ),
    saveCommissionLines(
      tx,
      moves.flatMap(({ lines }) => lines),
    ),
    postTransactions(
      services,
      tx,
      brandId,
      moves.flatMap(({ postings, at }) => postings.map((posting) => ({ posting, recordedAt: at }))),
    ),
  ]);
}
