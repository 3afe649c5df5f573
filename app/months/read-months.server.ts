import { listEventsOf } from "#app/access/audit-list-store.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { addDays } from "#app/kit/clock.ts";
import { readChecklist } from "./close-month.server.ts";
import { monthOf, type StatementMonth } from "#app/statements/statement.ts";
import { CLOSABLE_AFTER_DAYS, monthBefore, type ClosingStatus } from "./month.ts";
import { countSeals, findFirstInstant, findLatestClosed, listClosings } from "./month-store.server.ts";

/** The most months a list shows: twenty years. */
const MOST_MONTHS = 240;

export interface ListedMonth {
  readonly month: StatementMonth;
  readonly status: ClosingStatus | "open" | "running";
  readonly closedByName: string | null;
  readonly closedAt: Date | null;
}

/** Every month since the first brand came, the running one first. A month under a closed one is closed with it. */
export function readMonths(services: Services): Promise<ListedMonth[]> {
  return services.db.inPlatform(async (tx) => {
    const now = services.clock.now();
    const closings = await listClosings(tx);
    const latest = await findLatestClosed(tx);
    const first = monthOf((await findFirstInstant(tx)) ?? now);
    const months: ListedMonth[] = [];
    for (
      let month = monthOf(now);
      month.from >= first.from && months.length < MOST_MONTHS;
      month = monthBefore(month)
    ) {
      const own = closings.find(({ closing }) => closing.month === month.name);
      const isClosedWith = latest !== null && month.name <= latest;
      const standing = own?.closing.status ?? "open";
      const isOver = month.until <= now;
      months.push({
        month,
        status: !isOver ? "running" : isClosedWith && standing !== "reopening" ? "closed" : standing,
        closedByName: own?.closedByName ?? null,
        closedAt: own?.closing.closedAt ?? null,
      });
    }
    return months;
  });
}

/** Everything about one month: its standing closing, the checklist, who did what, and what comes next. */
export function readMonthPage(services: Services, month: StatementMonth) {
  return services.db.inPlatform(async (tx) => {
    const now = services.clock.now();
    const closings = await listClosings(tx, month.name);
    const standing =
      closings.find(({ closing }) => closing.status !== "withdrawn" && closing.status !== "reopened") ?? null;
    const latest = await findLatestClosed(tx);
    const isClosed = latest !== null && month.name <= latest;
    return {
      standing,
      isClosed,
      isLatestClosed: latest === month.name,
      closableFrom: addDays(month.until, CLOSABLE_AFTER_DAYS),
      isRunning: month.until > now,
      checklist: isClosed ? [] : await readChecklist(services, tx, standing?.closing ?? null, month),
      sealCount: isClosed && standing ? await countSeals(tx, standing.closing.id) : 0,
      events: await listEventsOf(
        tx,
        closings.map(({ closing }) => closing.id),
        "month.",
      ),
      now,
    };
  });
}

export type MonthPage = Awaited<ReturnType<typeof readMonthPage>>;
