import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireCreator } from "#app/access/guards.server.ts";
import { readClickFilter } from "#app/clicks/click-filter.ts";
import { reportOfCreator } from "#app/clicks/load-click-report.server.ts";

/** The counts of the creator's clicks alone, which the screen asks for again and again. */
export async function loader(args: LoaderFunctionArgs) {
  const { services, creator } = await requireCreator(args);
  const { filter } = readClickFilter(new URL(args.request.url).searchParams, services.clock.now());
  return reportOfCreator(services, creator.id, filter);
}
