import type { ActionFunctionArgs } from "@remix-run/node";
import { requireApiKey } from "#app/access/guards.server.ts";
import { readApiVisit } from "#app/clicks/read-api-visit.ts";
import { takeServerVisit } from "#app/clicks/take-server-visit.server.ts";
import { errorAnswer, malformedAnswer } from "#app/stores/answer-call.server.ts";
import { MAX_API_BYTES, readLimitedBody } from "#app/stores/body-limits.server.ts";
import { readJson } from "#app/stores/reading.ts";

const matchSentences = {
  click: "Stored. The click is known: the visit is its creator's.",
  code: "Stored. The code is known: the visit is its creator's.",
  none: "Stored. No click and no code of a creator led here, or the click is not sorted in yet.",
};

/** POST /api/v1/visits. The body's shape is told at `readApiVisit`. */
export async function action(args: ActionFunctionArgs): Promise<Response> {
  const { services, brandId } = await requireApiKey(args);
  if (args.request.method !== "POST") return errorAnswer(405, "method-not-allowed", "Send it with POST.");
  const body = await readLimitedBody(args.request, MAX_API_BYTES);
  if (!body) return errorAnswer(413, "too-large", `A body has at most ${MAX_API_BYTES} bytes.`);
  const json = readJson(body.toString("utf8"));
  const reading = json.ok ? readApiVisit(json.value, services.clock.now()) : json;
  if (!reading.ok) return malformedAnswer(reading.problems);
  const outcome = await takeServerVisit(services, brandId, reading.value);
  if (!outcome.ok)
    return errorAnswer(409, outcome.refusal, "A visit of this id came before with other content. Use a new id.");
  const { id, isReplay, matchedBy } = outcome.value;
  const message = matchSentences[matchedBy ?? "none"];
  return Response.json({ visit_id: id, matched_by: matchedBy, message }, { status: isReplay ? 200 : 201 });
}
