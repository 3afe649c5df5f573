import type { LoaderFunctionArgs } from "@remix-run/node";

/** 200 while the database answers; a load balancer takes the process out otherwise. */
export async function loader({ context }: LoaderFunctionArgs): Promise<Response> {
  try {
    await context.services.db.sql`select 1`;
    return Response.json({ status: "ok" });
  } catch {
    return Response.json({ status: "database-away" }, { status: 503 });
  }
}
