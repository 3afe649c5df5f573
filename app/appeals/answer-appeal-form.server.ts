import { parseWithZod } from "@conform-to/zod/v4";
import { data, redirect } from "@remix-run/node";
import { malformed, refusedForm } from "#app/access/form-answer.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { answerAppeal, type AppealAnswerer } from "./answer-appeal.server.ts";
import { answerAppealSchema, answerRefusals } from "./answer-appeal.ts";

/** Answers an appeal with what a form says; the two pages of it differ only in who answers. */
export async function answerAppealByForm(
  services: Services,
  answerer: AppealAnswerer,
  appealId: string,
  { form, page }: { readonly form: FormData; readonly page: string },
) {
  const submission = parseWithZod(form, { schema: answerAppealSchema });
  if (submission.status !== "success") return malformed(submission);
  const outcome = await answerAppeal(services, answerer, appealId, submission.value);
  if (outcome.ok) return redirect(`${page}?done=${outcome.value.answer}`);
  if (outcome.refusal === "not-found")
    return data(submission.reply({ formErrors: [answerRefusals["not-found"]] }), { status: 404 });
  const status = outcome.refusal === "your-own-decline" ? 403 : 409;
  return refusedForm(submission, answerRefusals[outcome.refusal], undefined, status);
}

/** What is said after an answer, by the word in the address. */
export const answerConfirmations: Readonly<Record<string, string>> = {
  overturned: "Overturned. The difference is posted, and the creator has been told.",
  upheld: "Answered: the decline stands. The creator has been told, with your reason.",
};
