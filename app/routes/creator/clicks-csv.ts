import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireCreator } from "#app/access/guards.server.ts";
import { answerExport } from "#app/clicks/answer-export.server.ts";

/** The creator's clicks one by one as a file, under the same filter as the screen. */
export async function loader(args: LoaderFunctionArgs): Promise<Response> {
  const { services, creator } = await requireCreator(args);
  return answerExport(services, args.request, { creatorId: creator.id }, creator.handle);
}
