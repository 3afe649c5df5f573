import { readFileSync } from "node:fs";
import path from "node:path";
import { test, type Browser, type BrowserContext } from "@playwright/test";
import type { TwoTenants } from "#tests/world/two-tenants.ts";

/** Where a server of the journeys writes down who lives in its world. */
export function tenantsFileOf(port: number | string): string {
  return path.resolve(`.cache/journeys/tenants-${port}.json`);
}

export type Resident = "owner" | "creator" | "otherCreator" | "preparer" | "approver" | "admin";

export interface InhabitedWorld {
  readonly tenants: TwoTenants;
  /** Session tokens: these people are signed in already. */
  readonly sessions: Readonly<Record<Resident, string>>;
  readonly resetToken: string;
  readonly invitationToken: string;
}

/** The world of the server the running test belongs to. */
export function readWorld(): InhabitedWorld {
  return JSON.parse(readFileSync(tenantsFileOf(new URL(ownOrigin()).port), "utf8")) as InhabitedWorld;
}

/** The address of the server the running test belongs to, as browsers name it on a form. */
export function ownOrigin(): string {
  return new URL(test.info().project.use.baseURL ?? "").origin;
}

/** A browser in which this person is signed in; null is a stranger. */
export async function openAs(browser: Browser, who: Resident | null): Promise<BrowserContext> {
  const context = await browser.newContext();
  if (who) {
    await context.addCookies([
      { name: "session", value: readWorld().sessions[who], url: ownOrigin(), httpOnly: true, sameSite: "Lax" },
    ]);
  }
  return context;
}
