import type { Services } from "#app/platform/services.server.ts";
import type { IntakeResult } from "#app/sales/order-facts.ts";
import { recordOrder } from "#app/sales/record-order.server.ts";
import { recordRefund } from "#app/sales/record-refund.server.ts";
import { countSalesAnew } from "#db/count-sales-anew.server.ts";
import type { SimulatedBrand } from "./prepare-brand.server.ts";
import type { BookEvent } from "./retail-book.ts";
import { orderFactsOf, refundFactsOf, type OrderTrace } from "./retail-facts.ts";

export interface RunSettings {
  /** How many events are recorded at the same time. */
  readonly workerCount: number;
  readonly traces: ReadonlyMap<string, OrderTrace>;
  /** Called after each event with how many are done. */
  readonly onProgress: (doneCount: number) => void;
}

/** After so many events, and eight times as many again, the database looks at how large its tables have become. */
const FIRST_COUNTED = 500;
const COUNTED_AGAIN = 8;

const noTrace: OrderTrace = { codes: [], clickIds: [] };

/**
 * Records every event through the pipeline, each in a transaction of its own. The events of one customer stay in order, one after the
 * other; everybody else's go on beside. Returns what was not simply processed, by sentence.
 */
export async function runEvents(
  services: Services,
  brand: SimulatedBrand,
  events: readonly BookEvent[],
  settings: RunSettings,
): Promise<Map<string, number>> {
  const oddities = new Map<string, number>();
  let doneCount = 0;
  let countedAt = FIRST_COUNTED;
  const lanes = lanesOf(events, settings.workerCount);
  const work = async (lane: readonly BookEvent[]) => {
    for (const event of lane) {
      const result = await recordEvent(services, brand, event, settings.traces);
      if (result.status !== "processed") {
        const oddity = `${result.status}: ${result.sentence}`;
        oddities.set(oddity, (oddities.get(oddity) ?? 0) + 1);
      }
      settings.onProgress((doneCount += 1));
      if (doneCount < countedAt) continue;
      countedAt = doneCount * COUNTED_AGAIN;
      await services.db.inBrand(brand.brandId, countSalesAnew);
    }
  };
  await Promise.all(lanes.map(work));
  return oddities;
}

function recordEvent(
  services: Services,
  { brandId, storeId }: SimulatedBrand,
  event: BookEvent,
  traces: ReadonlyMap<string, OrderTrace>,
): Promise<IntakeResult> {
  return services.db.inBrand(brandId, (tx) =>
    event.kind === "order"
      ? recordOrder(services, tx, brandId, storeId, orderFactsOf(event, traces.get(event.invoice) ?? noTrace))
      : recordRefund(services, tx, brandId, storeId, refundFactsOf(event)),
  );
}

/** Deals the events out: a customer's all to the lane that got their first, the next customer to the lane with least to do. */
function lanesOf(events: readonly BookEvent[], laneCount: number): BookEvent[][] {
  const chains = new Map<string, BookEvent[]>();
  for (const event of events) {
    const chain = event.customerId ?? `invoice ${event.invoice}`;
    const known = chains.get(chain);
    if (known) known.push(event);
    else chains.set(chain, [event]);
  }
  const lanes = Array.from({ length: laneCount }, () => ({ events: [] as BookEvent[], lineCount: 0 }));
  for (const chain of chains.values()) {
    const lane = lanes.reduce((least, other) => (other.lineCount < least.lineCount ? other : least));
    lane.events.push(...chain);
    lane.lineCount += chain.reduce((sum, event) => sum + event.lines.length + LINES_PER_EVENT, 0);
  }
  return lanes.map((lane) => lane.events);
}

/** What an event costs beside its lines, in lines. */
const LINES_PER_EVENT = 20;
