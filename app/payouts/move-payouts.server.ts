import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import type { PayoutToPost } from "./payout-store.server.ts";
import { lockPositions, movePositions, type PositionColumn } from "./position-store.server.ts";
import { postPayouts, type PayoutMove } from "./post-payouts.server.ts";

/** Books a move of payouts and moves their lines' amounts from one position of the commissions to another. */
export async function movePayouts(
  services: Services,
  tx: Tx,
  payouts: readonly PayoutToPost[],
  move: PayoutMove,
): Promise<void> {
  const payoutIds = payouts.map(({ id }) => id);
  await lockPositions(tx, payoutIds);
  await postPayouts(services, tx, payouts, move);
  const [from, to] = positionsOf(move);
  await movePositions(tx, payoutIds, from, to, move.occurredAt);
}

function positionsOf(move: PayoutMove): readonly [PositionColumn, PositionColumn] {
  switch (move.kind) {
    case "sent":
      return ["payable", "inTransit"];
    case "settled":
      return ["inTransit", "paid"];
    case "returned":
      return [move.wasSettled ? "paid" : "inTransit", "payable"];
  }
}
