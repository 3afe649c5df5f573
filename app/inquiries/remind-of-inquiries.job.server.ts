import { z } from "zod";
import { addDays } from "#app/kit/clock.ts";
import type { Job } from "#app/platform/queue.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { REMIND_DAYS } from "./inquiry.ts";
import { tellBrandOfInquiry, tellCreatorOfOverdue } from "./inquiry-mails.server.ts";
import { listInquiriesToTell, lockInquiry, updateInquiry } from "./inquiry-store.server.ts";

/** More than that wait for the next run. */
const MOST_PER_RUN = 500;

const payload = z.object({});

/** Once a day: reminds brands of inquiries whose deadline is near, and tells both sides of those whose deadline has passed; each once. */
export const remindOfInquiriesJob: Job<z.infer<typeof payload>> = {
  name: "remind-of-inquiries",
  payload,
  schedule: { cron: "0 7 * * *", payload: {} },
  async run(services) {
    const now = services.clock.now();
    const near = await services.db.inPlatform((tx) =>
      listInquiriesToTell(tx, now, addDays(now, REMIND_DAYS), MOST_PER_RUN),
    );
    for (const { brandId, inquiryId } of near) await tellOf(services, brandId, inquiryId);
  },
};

/** What was told is written down in the transaction that adds the mails, so that a second run says nothing twice. */
async function tellOf(services: Services, brandId: string, inquiryId: string): Promise<void> {
  await services.db.inBrand(brandId, async (tx) => {
    const now = services.clock.now();
    const inquiry = await lockInquiry(tx, brandId, inquiryId);
    if (inquiry?.status !== "open") return;
    if (inquiry.dueAt <= now && inquiry.overdueToldAt === null) {
      await tellBrandOfInquiry(services, tx, inquiry, "overdue");
      await tellCreatorOfOverdue(services, tx, inquiry);
      await updateInquiry(tx, brandId, inquiryId, { overdueToldAt: now });
    } else if (inquiry.dueAt > now && inquiry.remindedAt === null) {
      await tellBrandOfInquiry(services, tx, inquiry, "due");
      await updateInquiry(tx, brandId, inquiryId, { remindedAt: now });
    }
  });
}
