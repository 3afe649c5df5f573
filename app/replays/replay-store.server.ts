import { and, count, desc, eq, inArray, lt, max, sql } from "drizzle-orm";
import { campaigns, replays, users } from "#db/schema/index.ts";
import type { Tx } from "#db/client.server.ts";
import { rulesFromText, rulesToText } from "./rules-text.ts";
import type { PolicyRules } from "#app/attribution/policy.ts";
import type { ReplayCursor, ReplayStatus } from "./replay.ts";

type Row = typeof replays.$inferSelect;

/** A replay as it is kept, its rules read back. */
export interface Replay extends Omit<Row, "rules"> {
  readonly rules: PolicyRules;
}

export async function insertReplay(tx: Tx, row: Omit<Replay, "number">): Promise<number> {
  const [last] = await tx
    .select({ number: max(replays.number) })
    .from(replays)
    .where(eq(replays.brandId, row.brandId));
  const number = (last?.number ?? 0) + 1;
  await tx.insert(replays).values({ ...row, number, rules: rulesToText(row.rules) });
  return number;
}

export async function findReplay(tx: Tx, brandId: string, replayId: string): Promise<Replay | null> {
  const [row] = await tx.select().from(replays).where(isReplay(brandId, replayId));
  return row ? replayOf(row) : null;
}

/** The replay, its row locked until the transaction ends. */
export async function lockReplay(tx: Tx, brandId: string, replayId: string): Promise<Replay | null> {
  const [row] = await tx.select().from(replays).where(isReplay(brandId, replayId)).for("no key update");
  return row ? replayOf(row) : null;
}

/** Whether a replay of the brand is being worked out or applied. */
export async function isAtWork(tx: Tx, brandId: string): Promise<boolean> {
  const rows = await tx
    .select({ id: replays.id })
    .from(replays)
    .where(and(eq(replays.brandId, brandId), inArray(replays.status, ["running", "applying"])))
    .limit(1);
  return rows.length > 0;
}

export async function updateReplay(
  tx: Tx,
  brandId: string,
  replayId: string,
  change: Partial<Omit<Row, "rules">>,
): Promise<void> {
  await tx.update(replays).set(change).where(isReplay(brandId, replayId));
}

/** Moves a replay one step on. False when somebody else has, or when it was stopped: then nothing of this step may be saved. */
export async function takeStep(
  tx: Tx,
  { brandId, id, step, status }: Pick<Replay, "brandId" | "id" | "step" | "status">,
  next: { readonly cursor: ReplayCursor; readonly doneCount: number; readonly updatedAt: Date },
): Promise<boolean> {
  const moved = await tx
    .update(replays)
    .set({ ...next, step: step + 1 })
    .where(and(isReplay(brandId, id), eq(replays.step, step), eq(replays.status, status)))
    .returning({ id: replays.id });
  return moved.length > 0;
}

/** Replays at work of any brand that nobody has moved since: their worker is gone. */
export async function listStuckReplays(
  tx: Tx,
  before: Date,
  most: number,
): Promise<{ brandId: string; replayId: string }[]> {
  return tx
    .select({ brandId: replays.brandId, replayId: replays.id })
    .from(replays)
    .where(and(inArray(replays.status, ["running", "applying"]), lt(replays.updatedAt, before)))
    .limit(most);
}

/** Gives up what-ifs that could not be moved for long, and says so. One that is being applied is never given up. */
export async function failLostReplays(tx: Tx, before: Date, now: Date, failure: string): Promise<void> {
  await tx
    .update(replays)
    .set({ status: "failed", failure, finishedAt: now, updatedAt: now })
    .where(and(eq(replays.status, "running"), lt(replays.updatedAt, before)));
}

const shown = {
  replay: replays,
  campaignName: campaigns.name,
  askedByName: users.name,
};

function shownReplays(tx: Tx) {
  return tx
    .select(shown)
    .from(replays)
    .innerJoin(users, eq(users.id, replays.askedBy))
    .leftJoin(campaigns, and(eq(campaigns.brandId, replays.brandId), eq(campaigns.id, replays.campaignId)));
}

/** A replay with who asked for it and the campaign's name; null for all campaigns. */
export interface ShownReplay extends Replay {
  readonly campaignName: string | null;
  readonly askedByName: string;
}

export async function findShownReplay(tx: Tx, brandId: string, replayId: string): Promise<ShownReplay | null> {
  const [row] = await shownReplays(tx).where(isReplay(brandId, replayId));
  return row ? { ...replayOf(row.replay), campaignName: row.campaignName, askedByName: row.askedByName } : null;
}

/** One page of a brand's replays, the newest first. `page` counts from 1. */
export async function listReplays(
  tx: Tx,
  brandId: string,
  page: number,
  pageSize: number,
): Promise<{ rows: ShownReplay[]; total: number }> {
  const ofBrand = eq(replays.brandId, brandId);
  const [counted] = await tx.select({ total: count() }).from(replays).where(ofBrand);
  const rows = await shownReplays(tx)
    .where(ofBrand)
    .orderBy(desc(replays.number))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  return {
    total: counted?.total ?? 0,
    rows: rows.map(({ replay, ...rest }) => ({ ...replayOf(replay), ...rest })),
  };
}

/** The campaigns of the brand that were ever published, with their currency: those a replay can apply its rules to. */
export async function listReplayedCampaigns(
  tx: Tx,
  brandId: string,
  campaignId: string | null,
): Promise<{ id: string; currency: string }[]> {
  const ofBrand = and(eq(campaigns.brandId, brandId), sql`${campaigns.publishedAt} is not null`);
  return tx
    .select({ id: campaigns.id, currency: campaigns.currency })
    .from(campaigns)
    .where(campaignId === null ? ofBrand : and(ofBrand, eq(campaigns.id, campaignId)))
    .orderBy(campaigns.id);
}

function isReplay(brandId: string, replayId: string) {
  return and(eq(replays.brandId, brandId), eq(replays.id, replayId));
}

function replayOf({ rules, ...row }: Row): Replay & { status: ReplayStatus } {
  return { ...row, rules: rulesFromText(rules) };
}
