import { Anchor } from "@mantine/core";
import { Link } from "@remix-run/react";
import { formatDay } from "../ui/moment.tsx";
import { Notice } from "../ui/notice.tsx";
import type { BatchSchedule } from "./batch-schedule.ts";
import { scheduleInWords } from "./payout-terms-words.ts";

/** Tells who prepares a batch on another day than the terms say. It is allowed: money that is late should not wait for a weekday. */
export function BatchDayNotice({
  schedule,
  isToday,
  nextAt,
}: {
  schedule: BatchSchedule;
  isToday: boolean;
  nextAt: Date;
}) {
  if (isToday) return null;
  return (
    <Notice kind="note">
      Today is no batch day. By the{" "}
      <Anchor component={Link} to="/finance/payout-terms" inherit underline="always">
        payout terms
      </Anchor>{" "}
      they go out {scheduleInWords(schedule)}, next on {formatDay(nextAt)}. You may still prepare one now.
    </Notice>
  );
}
