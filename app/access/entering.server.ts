import { redirect } from "@remix-run/node";
import { writeOwnCookie } from "#app/clicks/own-people.server.ts";
import type { RouteArgs } from "#app/platform/request-context.ts";
import type { Services } from "#app/platform/services.server.ts";
import { isSecure, readCookie, writeCookie } from "./cookies.server.ts";
import type { Entered, Visitor } from "./sign-in.server.ts";

/** What a sign-in is told about the browser it comes from. */
export function visitorOf(args: RouteArgs): Visitor {
  const { services, clientAddress } = args.context;
  return { clientAddress, deviceToken: readCookie(services, args.request, "device") };
}

/** Gives the browser its session and sends it on. `to` is a checked path; without one it is where the person's work is. */
export function enterRedirect(services: Services, entered: Entered, to: string | null = null): Response {
  const headers = new Headers();
  headers.append("Set-Cookie", writeCookie(services, "session", entered.sessionToken));
  headers.append("Set-Cookie", writeCookie(services, "device", entered.deviceToken));
  headers.append("Set-Cookie", writeOwnCookie(services.keys, entered.belongings, isSecure(services)));
  return redirect(to ?? entered.landing, { headers });
}
