import { Day } from "#app/ui/moment.tsx";
import { Notice } from "#app/ui/notice.tsx";
import type { PartnershipView } from "./read-partnership.server.ts";

/** Where a partnership stands when it is not simply active, and what that means for the creator. */
export function PartnershipStanding({ view: { partnership, tailEndsAt, campaign } }: { view: PartnershipView }) {
  if (partnership.status === "applied") {
    return (
      <Notice kind="note">
        The brand reads your application. You get a mail with its answer, and link and code when it says yes.
      </Notice>
    );
  }
  if (partnership.status === "declined")
    return (
      <Notice kind="note" title="This was declined">
        {partnership.declineNote ?? ""}
      </Notice>
    );
  if (partnership.status === "paused") {
    return <Notice kind="note">The brand asks you not to share for now. Your link and code go on earning.</Notice>;
  }
  if (partnership.status === "ended" && partnership.endedAt && tailEndsAt) {
    return (
      <Notice kind="note">
        It ended on <Day at={partnership.endedAt} />. Clicks from before and your code earn until{" "}
        <Day at={tailEndsAt} />.
      </Notice>
    );
  }
  if (campaign.status === "paused") {
    return (
      <Notice kind="note">The campaign takes no new creators at the moment. Your link and code go on earning.</Notice>
    );
  }
  return null;
}
