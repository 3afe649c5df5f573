import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireApiKey } from "#app/access/guards.server.ts";
import { formatDecimal } from "#app/kit/money.ts";
import { errorAnswer } from "#app/stores/answer-call.server.ts";
import { findApiSale } from "#app/stores/find-api-sale.server.ts";
import type { SaleStanding } from "#app/stores/sale-standing-store.server.ts";

/** GET /api/v1/sales/:externalId: the sale with its explanation: who is credited, by which rule, and why every other candidate lost. */
export async function loader(args: LoaderFunctionArgs): Promise<Response> {
  const { services, brandId } = await requireApiKey(args);
  const outcome = await findApiSale(services, brandId, args.params["externalId"] ?? "");
  if (!outcome.ok) return errorAnswer(404, outcome.refusal, "The API brought no sale of this id to this brand.");
  return Response.json(toJson(outcome.value));
}

function toJson(sale: SaleStanding) {
  const decimal = (amountMinor: bigint) => formatDecimal(amountMinor, sale.currency);
  return {
    sale_id: sale.id,
    external_id: sale.externalId,
    name: sale.externalName,
    currency: sale.currency,
    net: decimal(sale.netMinor),
    total: decimal(sale.totalMinor),
    placed_at: sale.placedAt.toISOString(),
    payment_status: sale.paymentStatus,
    cancelled_at: sale.cancelledAt?.toISOString() ?? null,
    discrepancy: sale.discrepancy,
    attribution: sale.decision && {
      rule: sale.decision.rule,
      sentence: sale.decision.sentence,
      candidates: sale.decision.candidates.map(({ kind, evidence, occurredAt, creatorName, verdict, sentence }) => ({
        kind, evidence, occurred_at: occurredAt, creator: creatorName, verdict, sentence,
      })), // prettier-ignore
    },
    credits: sale.credits.map(({ creator, shareBps, touchKind }) => ({
      creator,
      share_bps: shareBps,
      touch: touchKind,
    })),
    commissions: sale.commissions.map(({ status, earnedMinor, currency }) => ({
      status,
      earned: formatDecimal(earnedMinor, currency),
      currency,
    })),
  };
}
