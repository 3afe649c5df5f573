import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { isSecure, readCookie, writeCookie } from "#app/access/cookies.server.ts";
import { servicesOf } from "#app/access/guards.server.ts";
import { signOut } from "#app/access/sign-out.server.ts";
import { writeOwnCookie } from "#app/clicks/own-people.server.ts";

/** Signing out is a POST: a link that signs people out could stand on any page of the web. */
export function loader(): Response {
  return redirect("/");
}

export async function action(args: ActionFunctionArgs): Promise<Response> {
  const services = servicesOf(args);
  const token = readCookie(services, args.request, "session");
  if (token) await signOut(services, token);
  const headers = new Headers();
  headers.append("Set-Cookie", writeCookie(services, "session", ""));
  headers.append("Set-Cookie", writeOwnCookie(services.keys, null, isSecure(services)));
  return redirect("/sign-in?done=signed-out", { headers });
}
