import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { Services } from "#app/platform/services.server.ts";
import { say } from "./command.ts";

/** A person of the demo world and how to sign in as them. */
export interface DemoSignIn {
  /** Such as `Brand owner (Lumen Tea)`. */
  readonly who: string;
  readonly email: string;
  readonly password: string;
}

/** What db/seed/demo-world.ts exports. */
interface DemoWorld {
  readonly demoSignIns: readonly DemoSignIn[];
  seedDemoWorld(services: Services): Promise<void>;
}

const DEMO_WORLD_FILE = "db/seed/demo-world.ts";

/** Fills a database without people with the demo world. Returns the sign-ins. */
export async function seedIfEmpty(services: Services): Promise<readonly DemoSignIn[]> {
  if (!existsSync(DEMO_WORLD_FILE)) return [];
  const demoWorld = (await import(pathToFileURL(DEMO_WORLD_FILE).href)) as DemoWorld;
  const [somebody] = await services.db.sql`select from users limit 1`;
  if (!somebody) {
    say("Filling the empty database with the demo world…");
    await demoWorld.seedDemoWorld(services);
  }
  return demoWorld.demoSignIns;
}
