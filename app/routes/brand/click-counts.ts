import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireBrandMember } from "#app/access/guards.server.ts";
import { readClickFilter } from "#app/clicks/click-filter.ts";
import { reportOfBrand } from "#app/clicks/load-click-report.server.ts";

/** The counts of the brand's clicks alone, which the screen asks for again and again. */
export async function loader(args: LoaderFunctionArgs) {
  const { services, brand } = await requireBrandMember(args, "analyst");
  const { filter } = readClickFilter(new URL(args.request.url).searchParams, services.clock.now());
  return reportOfBrand(services, brand.id, filter);
}
