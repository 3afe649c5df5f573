import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { TENANTS_PASSWORD } from "#tests/world/tenant-cast.ts";
import { journeyPorts, logFileOf } from "./servers.ts";
import { PASSWORD } from "./people.ts";

/** E-mail addresses, bank accounts, API keys, secrets of shops and providers, and tokens of sessions and links. */
const shapes = [
  /[\w.+-]+@[\w-]+\.\w{2,}/g,
  /\b[A-Z]{2}\d{2}[A-Z0-9]{11,30}\b/g,
  /\b(?:fs|shpss|whsec|sk_test|sk_live)_[A-Za-z0-9_-]{8,}/g,
  /\b[0-9a-f]{64}\b/g,
  /\b[a-z0-9]{40}\b/g,
];

/** Runs when every other journey has: what their servers wrote at their most talkative, errors included. */
for (const [world, port] of Object.entries(journeyPorts)) {
  test(`after all journeys the log of the server of ${world} holds no secret, token, IBAN or e-mail [A36]`, () => {
    const log = readFileSync(logFileOf(port), "utf8");
    expect(log).toContain("listening");
    const found = shapes.flatMap((shape) => log.match(shape) ?? []);
    expect([...found, ...[PASSWORD, TENANTS_PASSWORD].filter((secret) => log.includes(secret))]).toEqual([]);
  });
}
