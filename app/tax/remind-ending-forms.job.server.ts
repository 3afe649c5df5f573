import { z } from "zod";
import { addDays } from "#app/kit/clock.ts";
import { enqueueMail } from "#app/notices/enqueue-mail.server.ts";
import type { Job } from "#app/platform/queue.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { findEndingForms, insertReminder } from "./tax-form-store.server.ts";
import { dayIn } from "./tax-year.ts";

/** Creators are told so many days before a form ends, each once. */
const REMIND_DAYS_BEFORE = [60, 14, 1] as const;

/** Tells creators whose form is about to end. One that starts late gets the next reminder, not all that were missed. */
export async function remindOfEndingForms(services: Services): Promise<void> {
  const { clock, taxPayer } = services;
  const now = clock.now();
  const today = dayIn(taxPayer.timeZone, now);
  await services.db.inPlatform(async (tx) => {
    for (const daysBefore of [...REMIND_DAYS_BEFORE].reverse()) {
      const until = dayIn(taxPayer.timeZone, addDays(now, daysBefore));
      for (const form of await findEndingForms(tx, today, until, daysBefore)) {
        if (form.validUntil === null || !(await insertReminder(tx, form.id, daysBefore, now))) continue;
        const { creatorName, kind, validUntil } = form;
        await enqueueMail(services, tx, "tax-form-ending", form.creatorEmail, { creatorName, kind, validUntil });
      }
    }
  });
}

export const remindOfEndingFormsJob: Job<Record<string, never>> = {
  name: "tax.remind-of-ending-forms",
  payload: z.object({}),
  schedule: { cron: "20 8 * * *", payload: {} },
  run: remindOfEndingForms,
};
