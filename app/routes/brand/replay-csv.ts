import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireBrandMember } from "#app/access/guards.server.ts";
import { exportChanges } from "#app/replays/export-changes.server.ts";
import { noReplay, replayIdOf } from "#app/replays/replay-address.server.ts";

/** Every sale that a replay changes, as a file. */
export async function loader(args: LoaderFunctionArgs): Promise<Response> {
  const { services, brand } = await requireBrandMember(args, "analyst");
  const file = await exportChanges(services, brand.id, replayIdOf(args));
  if (!file) throw noReplay();
  return new Response(file, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${brand.slug}-replay.csv"`,
      "Cache-Control": "private, no-store",
    },
  });
}
