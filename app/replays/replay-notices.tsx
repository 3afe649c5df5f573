import { Notice } from "../ui/notice.tsx";
import { formatMoment } from "../ui/moment.tsx";
import type { readReplay } from "./read-replay.server.ts";

type Replay = NonNullable<Awaited<ReturnType<typeof readReplay>>>;

/** What became of the replay, where that is more than its status says. */
export function ReplayNotices({
  replay,
}: {
  replay: Pick<Replay, "status" | "failure" | "appliedAt" | "applyReason" | "isUnlikeWhatIf">;
}) {
  const { status, failure, appliedAt, applyReason, isUnlikeWhatIf } = replay;
  if (status === "failed") return <Notice kind="problem">{failure}</Notice>;
  if (status === "cancelled") {
    return <Notice kind="note">This what-if was stopped before it was worked out. Nothing was posted.</Notice>;
  }
  if (status !== "applied" || appliedAt === null) return null;
  return (
    <>
      <Notice kind="done" title={`Applied on ${formatMoment(appliedAt)}`}>
        The figures below are what was posted. The reason given to the creators: {applyReason}
      </Notice>
      {isUnlikeWhatIf && (
        <Notice kind="note">
          It was posted by the facts of the day it was applied. They had changed since the what-if was worked out, so
          these figures differ from what it said.
        </Notice>
      )}
    </>
  );
}
