import type { ActionFunctionArgs } from "@remix-run/node";
import { servicesOf } from "#app/access/guards.server.ts";
import { MAX_PIXEL_BYTES, takePixelVisit } from "#app/clicks/take-pixel-visit.server.ts";
import { pixelVisitSchema } from "#app/clicks/pixel-visit.ts";
import { readLimitedBody } from "#app/stores/body-limits.server.ts";
import { readJson } from "#app/stores/reading.ts";

/**
 * POST /pixel/visits: what public/pixel.js sends as text/plain, so that browsers ask no leave first. Nobody reads the answer but who
 * tries it by hand.
 */
export async function action(args: ActionFunctionArgs): Promise<Response> {
  const services = servicesOf(args);
  const { request, context } = args;
  const body = await readLimitedBody(request, MAX_PIXEL_BYTES);
  if (!body) return sentence(413, `A visit has at most ${MAX_PIXEL_BYTES} bytes.`);
  const json = readJson(body.toString("utf8"));
  const visit = json.ok ? pixelVisitSchema.safeParse(json.value) : null;
  if (!visit?.success) return sentence(422, "This is not a visit as the pixel sends it, so nothing was stored.");
  const { clientAddress } = context;
  const outcome = await takePixelVisit(services, visit.data, { origin: request.headers.get("origin"), clientAddress });
  if (outcome.ok) return new Response(null, { status: 204 });
  if (outcome.refusal === "too-many-visits")
    return sentence(429, "Too many visits from this address. Try again later.", { "Retry-After": outcome.detail ?? "" });
  return sentence(
    403,
    "This page is on no domain the brand has registered, so nothing was stored. Domains are in the brand's settings.",
  );
}

function sentence(status: number, text: string, headers: Record<string, string> = {}): Response {
  return new Response(`${text}\n`, { status, headers: { "Content-Type": "text/plain; charset=utf-8", ...headers } });
}
