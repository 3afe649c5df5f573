import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireCreator } from "#app/access/guards.server.ts";
import { drawQrSvg } from "#app/links/draw-qr.server.ts";
import { noPartnership, partnershipIdOf } from "#app/partnerships/partnership-address.server.ts";
import { readPartnership } from "#app/partnerships/read-partnership.server.ts";

/** The QR code of a partnership's link, with the placement `qr`, so that scans can be told from taps. */
export async function loader(args: LoaderFunctionArgs): Promise<Response> {
  const { services, creator } = await requireCreator(args);
  const view = await readPartnership(services, creator.id, partnershipIdOf(args));
  if (!view?.link) throw noPartnership();
  return new Response(await drawQrSvg(`${view.link.url}?p=qr`), {
    headers: {
      "Content-Type": "image/svg+xml",
      "Cache-Control": "private, no-cache",
      "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    },
  });
}
