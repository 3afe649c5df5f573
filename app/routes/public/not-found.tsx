import { servicesOf } from "#app/access/guards.server.ts";
import type { LoaderFunctionArgs } from "@remix-run/node";

/** Every address that no route answers. The page itself is the error page of root.tsx. */
export function loader(args: LoaderFunctionArgs): never {
  servicesOf(args).log.debug({ path: new URL(args.request.url).pathname }, "no such address");
  throw new Response(null, { status: 404 });
}

export default function NotFound() {
  return null;
}
