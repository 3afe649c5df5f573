import type { SubmissionResult } from "@conform-to/react";
import { data } from "@remix-run/node";
import { waitSentence } from "./wait-sentence.ts";

/** Never sent back to the browser, whatever was wrong. */
export const hiddenFields = ["password", "stripePassword"];

interface Repliable {
  reply(options?: {
    formErrors?: string[];
    fieldErrors?: Record<string, string[]>;
    hideFields?: string[];
  }): SubmissionResult<string[]>;
}

/** The form again, with a sentence under each field that was wrong. */
export function malformed(submission: Repliable) {
  return data(submission.reply({ hideFields: hiddenFields }), { status: 422 });
}

/** The form again, with the sentence of a refusal: above the form, or under the field it is about. */
export function refusedForm(submission: Repliable, sentence: string, field?: string, status = 422) {
  const errors = field ? { fieldErrors: { [field]: [sentence] } } : { formErrors: [sentence] };
  return data(submission.reply({ ...errors, hideFields: hiddenFields }), { status });
}

/** 429 with the seconds to wait, for people and for machines. `detail` is the refusal's own. */
export function tooManyTries(submission: Repliable, detail: string | undefined) {
  const waitSeconds = Number(detail ?? "60");
  return data(submission.reply({ formErrors: [waitSentence(waitSeconds)], hideFields: hiddenFields }), {
    status: 429,
    headers: { "Retry-After": String(waitSeconds) },
  });
}
