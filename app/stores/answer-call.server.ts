import type { Services } from "#app/platform/services.server.ts";
import { MAX_API_BYTES, readLimitedBody } from "./body-limits.server.ts";
import type { FieldProblem } from "./reading.ts";
import { receiveSale, type ApiAnswer, type ApiCall, type ApiRefusal } from "./receive-sale.server.ts";

const refusals: Readonly<Record<Exclude<ApiRefusal, "malformed">, { status: number; sentence: string }>> = {
  "missing-key": {
    status: 400,
    sentence: "Send the header Idempotency-Key: a text of at most 200 characters that is the same when you try again.",
  },
  "no-api-store": { status: 409, sentence: "The brand has no store of the kind API. Connect one under Stores first." },
  "key-reused": {
    status: 409,
    sentence: "This Idempotency-Key came before with another body. Use a new key for a new call.",
  },
};

/** Answers a call that brings a sale or refund: 201 the first time, 200 for a replay of the same key. */
export async function answerCall(
  { services, brandId }: { readonly services: Services; readonly brandId: string },
  request: Request,
  topic: ApiCall["topic"],
): Promise<Response> {
  if (request.method !== "POST") return errorAnswer(405, "method-not-allowed", "Send it with POST.");
  const rawBody = await readLimitedBody(request, MAX_API_BYTES);
  if (!rawBody) return errorAnswer(413, "too-large", `A body has at most ${MAX_API_BYTES} bytes.`);
  const idempotencyKey = request.headers.get("idempotency-key");
  const outcome = await receiveSale(services, { brandId, topic, idempotencyKey, body: rawBody.toString("utf8") });
  if (outcome.ok) return Response.json(toJson(outcome.value), { status: outcome.value.isReplay ? 200 : 201 });
  if (outcome.refusal === "malformed") return malformedAnswer(outcome.problems ?? []);
  const { status, sentence } = refusals[outcome.refusal];
  return errorAnswer(status, outcome.refusal, sentence);
}

/** The shape of every error of the API: a word for machines, a sentence for people, a sentence per field. */
export function errorAnswer(
  status: number,
  code: string,
  message: string,
  fields: Record<string, string> = {},
): Response {
  return Response.json({ error: { code, message, fields } }, { status });
}

/** 422 with a sentence per field. */
export function malformedAnswer(problems: readonly FieldProblem[]): Response {
  const fields: Record<string, string> = {};
  for (const { field, sentence } of problems) fields[field] = fields[field] ? `${fields[field]} ${sentence}` : sentence;
  const count = Object.keys(fields).length;
  const message = fields[""] ?? `${count === 1 ? "One field is" : `${count} fields are`} wrong; nothing was stored.`;
  delete fields[""];
  return errorAnswer(422, "malformed", message, fields);
}

function toJson(answer: ApiAnswer) {
  return {
    sale_id: answer.saleId,
    external_id: answer.externalId,
    status: answer.status,
    message: answer.sentence,
    attribution: answer.attribution,
  };
}
