import { once } from "node:events";
import { createServer, request as sendRequest, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { rulesOf } from "#app/attribution/preset-rules.ts";
import { drainClicks } from "#app/clicks/drain-clicks.server.ts";
import { createRedirector, type RedirectorOptions } from "#app/clicks/redirector.server.ts";
import { mintLinkAndCode, type Minted } from "#app/links/mint-link-and-code.server.ts";
import { addDays } from "#app/kit/clock.ts";
import type { Tx } from "#db/client.server.ts";
import {
  attributionPolicies,
  brandDomains,
  brands,
  campaigns,
  creators,
  partnerships,
  users,
} from "#db/schema/index.ts";
import { openTestWorld, WORLD_START, type TestWorld } from "#tests/world/test-world.ts";

/** Lumen Tea's autumn campaign, shared by Mara who bakes: one partnership with its link and code. */
export interface LinkWorld extends TestWorld {
  readonly brandId: string;
  readonly campaignId: string;
  readonly mara: Sharer;
}

export interface Sharer extends Minted {
  readonly userId: string;
  readonly creatorId: string;
  readonly partnershipId: string;
}

export const DESTINATION = "https://shop.lumentea.example/autumn?size=tin#order";
export const WEBSITE = "https://lumentea.example/";
export const TAIL_DAYS = 7;

export async function openLinkWorld(): Promise<LinkWorld> {
  const world = await openTestWorld();
  const { services } = world;
  const brandId = services.newId();
  const campaignId = services.newId();
  const createdAt = addDays(WORLD_START, -10);
  await services.db.inPlatform(async (tx) => {
    await tx.insert(brands).values({ id: brandId, name: "Lumen Tea", slug: "lumen-tea", website: WEBSITE, createdAt });
    await tx.insert(brandDomains).values({ brandId, host: "lumentea.example", createdAt });
    await tx.insert(campaigns).values({
      ...{ brandId, id: campaignId, name: "Autumn tins", brief: "Tea for baking days.", disclosure: "#ad" },
      ...{ niches: ["baking"], destinationUrl: DESTINATION, claimMode: "at-once", discountBps: 1000, currency: "EUR" },
      ...{ startsAt: createdAt, status: "published", publishedAt: createdAt, createdAt, updatedAt: createdAt },
    });
    await tx.insert(attributionPolicies).values({
      ...{ ...rulesOf("code-wins"), brandId, id: services.newId(), campaignId, version: 1 },
      ...{ tailDays: TAIL_DAYS, codeTailDays: TAIL_DAYS, inForceFrom: createdAt },
    });
  });
  const mara = await addSharer(world, { brandId, campaignId, handle: "mara" });
  return { ...world, brandId, campaignId, mara };
}

/** One more creator who joined the campaign, with link and code. */
export async function addSharer(
  world: TestWorld,
  sharer: { readonly brandId: string; readonly campaignId: string; readonly handle: string },
): Promise<Sharer> {
  const { services } = world;
  return services.db.inPlatform(async (tx) => {
    const creator = await addCreator(world, tx, sharer.handle);
    const partnershipId = services.newId();
    const now = services.clock.now();
    await tx.insert(partnerships).values({
      ...{ brandId: sharer.brandId, id: partnershipId, campaignId: sharer.campaignId, creatorId: creator.creatorId },
      ...{ status: "active", acceptedTermsVersion: 1, message: "", createdAt: now, activatedAt: now },
    });
    const minted = await mintLinkAndCode(services, tx, sharer.brandId, {
      ...{ partnershipId, creatorHandle: sharer.handle, brandSlug: "lumen-tea", discountBps: 1000 },
      destinationUrl: DESTINATION,
    });
    return { ...creator, ...minted, partnershipId };
  });
}

let nameCount = 0;

async function addCreator({ services }: TestWorld, tx: Tx, handle: string) {
  const userId = services.newId();
  const creatorId = services.newId();
  const createdAt = services.clock.now();
  // Two creators may want the same readable name; their handles differ all the same.
  const own = `${handle}-${(nameCount += 1)}`;
  await tx.insert(users).values({ id: userId, email: `${own}@example.com`, name: handle, createdAt });
  await tx.insert(creators).values({
    ...{ id: creatorId, userId, name: handle, handle: own, bio: "", niches: ["baking"] },
    ...{ audienceCountries: ["DE"], country: "DE", createdAt },
  });
  return { userId, creatorId };
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface RedirectListener {
  readonly port: number;
  /** Sends one request as it is written: nothing is normalised on the way, no redirect is followed. */
  ask(path: string, asked?: { method?: string; headers?: Record<string, string> }): Promise<Answer>;
  /** Has the listener read now what changed about links, instead of waiting for the notice. */
  catchUp(): Promise<void>;
  /** Resolves when so many requests have reached the redirector. */
  untilArrived(count: number): Promise<void>;
  stop(): Promise<void>;
}

export const SAFARI =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";

/** A real listener on a free port with the redirector behind it, stopped when the test ends. */
export async function listenForLinks(
  world: TestWorld,
  options: Omit<RedirectorOptions, "services"> = {},
): Promise<RedirectListener> {
  const redirector = createRedirector({ services: world.services, ...options });
  let arrivedCount = 0;
  const server = createServer((request, response) => {
    arrivedCount += 1;
    redirector.answer(request, response);
    server.emit("arrived");
  });
  const untilArrived = async (count: number) => {
    while (arrivedCount < count) await once(server, "arrived");
  };
  const port = await listen(server);
  const stop = async () => {
    await redirector.stop();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  onTestFinished(stop);
  await redirector.isReady;
  const catchUp = () => redirector.catchUp();
  return { port, ask: (path, asked = {}) => ask(port, path, asked), catchUp, untilArrived, stop };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

function ask(
  port: number,
  path: string,
  asked: { method?: string; headers?: Record<string, string> },
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { "user-agent": SAFARI, ...asked.headers };
    const sent = sendRequest({ port, host: "127.0.0.1", path, method: asked.method ?? "GET", headers }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => (body += part));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    sent.on("error", reject);
    sent.end();
  });
}

/** Sorts the journal into the clicks until nothing waits. */
export async function sortClicks({ services }: TestWorld): Promise<void> {
  while ((await drainClicks(services)) > 0);
}

export interface StoredClick {
  readonly id: string;
  readonly class: string;
  readonly is_counted: boolean;
  readonly reason: string;
  readonly placement: string;
  readonly address_prefix: string;
  readonly referer_host: string;
  readonly visitor_key: string;
}

/** Every click there is, in order of arrival, once the journal is sorted. */
export async function storedClicks(world: TestWorld): Promise<StoredClick[]> {
  await sortClicks(world);
  return world.database.ownerSql<StoredClick[]>`select * from clicks order by id`;
}

/** The click id that a Location carries. */
export function clickIdOf(answer: Answer): string | null {
  return new URL(answer.headers.location ?? "").searchParams.get("fs_click");
}

/** What a browser would send back. */
export function cookieOf(answer: Answer): string {
  return (answer.headers["set-cookie"] ?? []).map((cookie) => cookie.split(";")[0]).join("; ");
}
