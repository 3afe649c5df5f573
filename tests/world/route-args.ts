import type { RouteArgs } from "#app/platform/request-context.ts";
import type { Services } from "#app/platform/services.server.ts";

/** What a loader or action is given for one request. */
export function routeArgs(
  services: Services,
  path: string,
  {
    method = "GET",
    params = {},
    sessionToken,
    headers = {},
  }: {
    method?: string;
    params?: Record<string, string>;
    sessionToken?: string;
    headers?: Record<string, string>;
  } = {},
): RouteArgs {
  const cookie: Record<string, string> = sessionToken ? { cookie: `theme=dark; session=${sessionToken}` } : {};
  return {
    request: new Request(`http://localhost:3000${path}`, { method, headers: { ...cookie, ...headers } }),
    params,
    context: { services, cspNonce: "", requestId: "", clientAddress: "203.0.113.7" },
  };
}

/** The Response a guard threw, as status, place and sentence; fails when it let the request through. */
export async function answerOf(
  guarded: Promise<unknown>,
): Promise<{ status: number; location: string | null; body: string }> {
  const thrown: unknown = await guarded.then(
    () => "The guard let the request through.",
    (answer: unknown) => answer,
  );
  if (!(thrown instanceof Response)) throw thrown instanceof Error ? thrown : new Error(String(thrown));
  return { status: thrown.status, location: thrown.headers.get("location"), body: await thrown.text() };
}
