import { appendFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { appointStaff } from "#app/access/appoint-staff.server.ts";
import type { StaffRole } from "#app/access/roles.ts";
import { readEnvironment } from "#app/platform/env.server.ts";
import type { startServer as StartServer } from "#app/server.ts";
import { startEmbedded } from "#db/embedded.server.ts";
import { migrate } from "#db/migrate.server.ts";
import { logFileOf } from "./servers.ts";
import { STAFF_LINKS_FILE, type StaffLinks } from "./staff-links.ts";
import { tellTenants } from "./tell-tenants.ts";

/**
 * Starts the built server on a database of its own, for the browser: an empty one, or with the word `tenants` one in which two brands
 * have lived for three weeks. Playwright starts and stops it.
 */
const isInhabited = process.argv[2] === "tenants";
const dataDir = path.resolve(".cache/journeys", `world-${process.env["PORT"] ?? ""}`);
rmSync(dataDir, { recursive: true, force: true });
keepErrors(logFileOf(Number(process.env["PORT"])));
const embedded = await startEmbedded({ dataDir, isDisposable: true });
const databaseUrl = await migrate(embedded.ownerUrl);
const environment = readEnvironment({ PORT: process.env["PORT"], DATA_DIR: dataDir, DEMO: "on", LOG_LEVEL: "trace" });
// The story is told before the server listens, so that whoever finds it healthy finds it whole.
if (isInhabited) await tellTenants(environment, databaseUrl);
const built = (await import(path.resolve("build/server/index.js"))) as { startServer: typeof StartServer };
process.env.NODE_ENV = "production";
const server = await built.startServer({ environment, databaseUrl });
console.log(`listening on ${server.address}`);

/** Staff come to be by a command, never by signing up; the links to choose their passwords go to the journeys. */
async function appoint(personName: string, email: string, role: StaffRole): Promise<string> {
  return (await appointStaff(server.services, { personName, email, roles: [role] })).link;
}
if (!isInhabited) {
  const links: StaffLinks = {
    preparer: await appoint("Priya Nair", "priya@fairshare.example", "preparer"),
    approver: await appoint("Arthur Bell", "arthur@fairshare.example", "approver"),
    admin: await appoint("Ada Novak", "ada@fairshare.example", "admin"),
  };
  writeFileSync(STAFF_LINKS_FILE, JSON.stringify(links));
}

process.once("SIGTERM", () => {
  void server
    .stop()
    .then(() => embedded.stop())
    // The next run has other ports, and would leave this world for ever.
    .then(() => rmSync(dataDir, { recursive: true, force: true }))
    .then(() => process.exit(0));
});

/** What is printed as an error goes to the terminal, for whoever wonders why a journey failed, and to the log beside it. */
function keepErrors(logFile: string): void {
  const write = process.stderr.write.bind(process.stderr) as (...words: unknown[]) => boolean;
  process.stderr.write = (...words: unknown[]) => {
    appendFileSync(logFile, String(words[0]));
    return write(...words);
  };
}
