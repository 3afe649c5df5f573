import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireCreator } from "#app/access/guards.server.ts";
import { formatAmount } from "#app/kit/amount-text.ts";
import { drawStory } from "#app/links/draw-story.server.ts";
import { linkIdOf, noLink } from "#app/links/link-address.server.ts";
import { scannedAddress } from "#app/links/link-address.ts";
import { partnershipIdOf } from "#app/partnerships/partnership-address.server.ts";
import { readShareKit } from "#app/partnerships/read-share-kit.server.ts";

const RETRY_AFTER_SECONDS = 5;

/** The story image of a link, drawn anew each time: names, prices and codes change. */
export async function loader(args: LoaderFunctionArgs): Promise<Response> {
  const { services, creator } = await requireCreator(args);
  const view = await readShareKit(services, creator, partnershipIdOf(args), linkIdOf(args));
  if (!view) throw noLink();
  const { link, product, address } = view;
  const priceMinor = product?.priceMinor ?? null;
  const image = await drawStory(
    {
      disclosure: view.disclosure,
      creatorName: view.creatorName,
      creatorHandle: view.creatorHandle,
      headline: link.title || product?.title || view.campaignName,
      brandName: view.brandName,
      price: priceMinor === null ? null : formatAmount(priceMinor, view.currency),
      // A code that everybody could read off the picture is no code of one's own.
      code: link.handsOutCodes ? null : view.code,
      discountBps: view.discountBps,
      shownAddress: address.replace(/^https?:\/\//, ""),
    },
    scannedAddress(address),
  );
  if (!image) {
    return new Response("Many images are being drawn. Try again in a few seconds.", {
      status: 503,
      headers: { "Retry-After": String(RETRY_AFTER_SECONDS) },
    });
  }
  return new Response(new Uint8Array(image), {
    headers: { "Content-Type": "image/png", "Cache-Control": "private, no-cache" },
  });
}
