import type { ActionFunctionArgs, LoaderFunctionArgs, ServerBuild } from "@remix-run/node";
import { sqlStateOf } from "#db/client.server.ts";

/** PostgreSQL's text holds no NUL: https://www.postgresql.org/docs/18/errcodes-appendix.html, character_not_in_repertoire. */
const UNSTORABLE_TEXT = "22021";
const formTypes = /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i;
/** Routes for machines read their bodies themselves; a beacon of the pixel is text. */
const machineRoutes = /^routes\/((hooks|api)\/|public\/pixel-visits$)/;

type Answering<Args> = ((args: Args) => unknown) | undefined;

/**
 * The pages with what no form of ours sends refused in one place, instead of a fault in each: a body that is no form, and text with a
 * character that cannot be kept.
 */
export function refuseAtEdge(build: ServerBuild): ServerBuild {
  const routes = Object.entries(build.routes).map(([id, route]) => {
    const { loader, action } = (route?.module ?? {}) as {
      loader?: Answering<LoaderFunctionArgs>;
      action?: Answering<ActionFunctionArgs>;
    };
    const module = {
      ...route?.module,
      ...(loader ? { loader: (args: LoaderFunctionArgs) => answer(loader, args) } : {}),
      ...(action ? { action: (args: ActionFunctionArgs) => answerForm(action, args, machineRoutes.test(id)) } : {}),
    };
    return [id, { ...route, module }];
  });
  return { ...build, routes: Object.fromEntries(routes) as ServerBuild["routes"] };
}

function answerForm(
  action: (args: ActionFunctionArgs) => unknown,
  args: ActionFunctionArgs,
  isMachine: boolean,
): Promise<unknown> {
  const type = args.request.headers.get("content-type") ?? "";
  if (!isMachine && !formTypes.test(type)) {
    throw new Response("Only forms can be sent here, so nothing was done.", { status: 415 });
  }
  return answer(action, args);
}

async function answer<Args>(answering: (args: Args) => unknown, args: Args): Promise<unknown> {
  try {
    return await answering(args);
  } catch (error) {
    if (sqlStateOf(error) !== UNSTORABLE_TEXT) throw error;
    throw new Response(
      "A text holds a character that nobody can see and that cannot be kept. Type the text again instead of pasting it.",
      { status: 422 },
    );
  }
}
