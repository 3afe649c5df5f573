import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireBrandMember } from "#app/access/guards.server.ts";
import { answerExport } from "#app/clicks/answer-export.server.ts";

/** The clicks one by one as a file, under the same filter as the screen. */
export async function loader(args: LoaderFunctionArgs): Promise<Response> {
  const { services, brand } = await requireBrandMember(args, "analyst");
  return answerExport(services, args.request, { brandId: brand.id }, brand.slug);
}
