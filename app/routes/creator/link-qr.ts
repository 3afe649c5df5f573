import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireCreator } from "#app/access/guards.server.ts";
import { drawQrPrint, drawQrSvg } from "#app/links/draw-qr.server.ts";
import { linkIdOf, noLink } from "#app/links/link-address.server.ts";
import { scannedAddress } from "#app/links/link-address.ts";
import { qrPrints, type QrPrintName } from "#app/links/qr-prints.ts";
import { partnershipIdOf } from "#app/partnerships/partnership-address.server.ts";
import { readShareKit } from "#app/partnerships/read-share-kit.server.ts";

/** The QR code of a link: `code.svg`, or `card.png` and its like for print. Scans carry a sign of their own. */
export async function loader(args: LoaderFunctionArgs): Promise<Response> {
  const { services, creator } = await requireCreator(args);
  const view = await readShareKit(services, creator, partnershipIdOf(args), linkIdOf(args));
  if (!view) throw noLink();
  const address = scannedAddress(view.address);
  const file = args.params["file"] ?? "";
  if (file === "code.svg") return picture(await drawQrSvg(address), "image/svg+xml");
  const name = file.replace(/\.png$/, "");
  if (!file.endsWith(".png") || !Object.hasOwn(qrPrints, name)) throw noLink();
  return picture(await drawQrPrint(address, qrPrints[name as QrPrintName]), "image/png");
}

function picture(body: string | Buffer, type: string): Response {
  return new Response(typeof body === "string" ? body : new Uint8Array(body), {
    headers: {
      "Content-Type": type,
      "Cache-Control": "private, no-cache",
      "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    },
  });
}
