import { processEvents, processInboxEvent } from "#app/stores/process-inbox-event.server.ts";
import type { SettableClock } from "#app/kit/clock.ts";
import { groupedBy } from "#app/kit/grouped.ts";
import { countSalesAnew } from "#db/count-sales-anew.server.ts";
import { copyBookedByPeople, copyFirstFacts } from "./copy-tables.ts";
import { copyPayout, listPersonsActs, type RebuildSides } from "./persons-acts.ts";

const EVENTS_PER_TRANSACTION = 500;

interface PlayedEvent {
  readonly id: string;
  readonly brand_id: string;
  /** When it was turned into facts. */
  readonly at: Date;
}

/**
 * Fills an empty database with the first facts of another one and plays the whole inbox into it again, together where nothing depends on
 * the other; what people decided and banks did in between, each at its time. Sales, decisions, commissions and the ledger come to be anew.
 *
 * @param clock of the new side's services.
 */
export async function rebuildBooks(
  sides: RebuildSides,
  clock: SettableClock,
  onProgress: (doneCount: number, totalCount: number) => void = () => undefined,
): Promise<void> {
  const { from, services } = sides;
  await copyFirstFacts(from, sides.to);
  await copyBookedByPeople(from, sides.to);
  const events = await from<PlayedEvent[]>`
    select id, brand_id, coalesce(processed_at, received_at) as at from inbox_events where status <> 'dismissed'
    order by coalesce(processed_at, received_at), received_at, id`;
  let doneCount = 0;
  let countedAt = EVENTS_PER_TRANSACTION;
  const playUntil = async (until: Date | null) => {
    let end = doneCount;
    while (end < events.length && (until === null || (events[end]?.at ?? until) <= until)) end += 1;
    const stretch = events.slice(doneCount, end);
    for (const ofBrand of groupedBy(stretch, ({ brand_id }) => brand_id).values()) {
      for (let start = 0; start < ofBrand.length; start += EVENTS_PER_TRANSACTION) {
        const some = ofBrand.slice(start, start + EVENTS_PER_TRANSACTION);
        await playTogether(sides, clock, some);
        await sides.drain();
        doneCount += some.length;
        onProgress(doneCount, events.length);
        if (doneCount < countedAt) continue;
        countedAt = doneCount * 8;
        await services.db.inPlatform(countSalesAnew);
      }
    }
  };
  for (const act of await listPersonsActs(sides)) {
    await playUntil(act.at);
    clock.moveTo(act.at);
    await act.run();
    await sides.drain();
  }
  await playUntil(null);
  await copyUnsentPayouts(sides);
}

/** When one of them fails, each goes by itself, and the one that fails stays in the inbox with a sentence. */
async function playTogether(
  { services }: RebuildSides,
  clock: SettableClock,
  events: readonly PlayedEvent[],
): Promise<void> {
  const [first] = events;
  const last = events.at(-1);
  if (!first || !last) return;
  const ats = new Map(events.map(({ id, at }) => [id, at]));
  clock.moveTo(last.at);
  try {
    await services.db.inBrand(first.brand_id, (tx) =>
      processEvents(
        services,
        tx,
        first.brand_id,
        events.map(({ id }) => id),
        (event) => ats.get(event.id) ?? event.receivedAt,
      ),
    );
  } catch {
    for (const { id, brand_id, at } of events) {
      clock.moveTo(at);
      await processInboxEvent(services, brand_id, id).catch(() => undefined);
    }
  }
}

/** What was prepared and not sent moved no money. */
async function copyUnsentPayouts(sides: RebuildSides): Promise<void> {
  const payouts = await sides.from<{ id: string; batch_id: string }[]>`
    select p.id, p.batch_id from payouts p join batches b on b.id = p.batch_id where b.sent_at is null order by p.id`;
  for (const { id, batch_id } of payouts) await copyPayout(sides, id, batch_id);
}
