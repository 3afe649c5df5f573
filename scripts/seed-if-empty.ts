import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Services } from "#app/platform/services.server.ts";
import { createDatabase } from "#db/client.server.ts";
import { demoSignIns, seedDemoWorld, type DemoSignIn } from "#db/seed/demo-world.ts";
import { connectDemoShops } from "./connect-demo-shops.ts";
import { CommandError, say } from "./command.ts";

export interface DemoAccess {
  readonly signIns: readonly DemoSignIn[];
  /** The demo brand's key for `/api/v1`; null when the world was not made by this data folder. */
  readonly apiKey: string | null;
}

/** Fills a database without people with the demo world. Returns how to get in; nothing for a database that holds something else. */
export async function seedIfEmpty(
  services: Services,
  { databaseUrl, dataDir }: { readonly databaseUrl: string; readonly dataDir: string },
): Promise<DemoAccess> {
  const keyFile = path.resolve(dataDir, "demo-api-key");
  const [somebody] = await services.db.sql`select from users limit 1`;
  if (!somebody) {
    say("Filling the empty database with the demo world (nine weeks of three brands)…");
    const db = createDatabase(databaseUrl, { isRefillable: true });
    const { apiKey } = await seedDemoWorld({ ...services, origin: services.origin, db }).finally(() => db.close());
    await connectDemoShops(services);
    writeFileSync(keyFile, `${apiKey}\n`, { mode: 0o600 });
  } else if (!(await isDemoWorld(services))) {
    return { signIns: [], apiKey: null };
  } else if (!existsSync(keyFile)) {
    throw new CommandError(
      `The demo world in this database was not finished: remove the folder ${path.resolve(dataDir)} and start again.`,
    );
  }
  return { signIns: demoSignIns, apiKey: readFileSync(keyFile, "utf8").trim() };
}

async function isDemoWorld(services: Services): Promise<boolean> {
  const [known] = await services.db.sql`select from users where email = ${demoSignIns[0]?.email ?? ""}`;
  return known !== undefined;
}
