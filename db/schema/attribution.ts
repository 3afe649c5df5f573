import { foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { Candidate } from "../../app/attribution/decision.ts";
import { brandId, instant } from "./columns.ts";
import { partnerships } from "./partnerships.ts";
import { sales } from "./sales.ts";

/** The decision on one sale. Append-only: a later decision adds a row with the next sequence and the sale points to it. */
export const attributions = pgTable(
  "attributions",
  {
    brandId: brandId(),
    id: uuid("id").notNull(),
    saleId: uuid("sale_id").notNull(),
    sequence: integer("sequence").notNull(),
    decidedAt: instant("decided_at").notNull(),
    factsVersion: integer("facts_version").notNull(),
    /** The rule that decided, such as `code-wins`, or why nobody was credited. */
    rule: text("rule").notNull(),
    /** The whole decision in one sentence. */
    sentence: text("sentence").notNull(),
    /** Every candidate touch with its verdict and sentence, in order of time. */
    candidates: jsonb("candidates").$type<Candidate[]>().notNull(),
    /** SHA-256 over rule, credits and candidates: the same facts decide the same, and add no row. */
    fingerprint: text("fingerprint").notNull(),
    /** SHA-256 over all other columns (db/row-hash.server.ts): `npm run verify` names the row when a byte of it was changed. */
    rowHash: text("row_hash").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.id] }),
    uniqueIndex("attributions_sequence_unique").on(table.brandId, table.saleId, table.sequence),
    foreignKey({ columns: [table.brandId, table.saleId], foreignColumns: [sales.brandId, sales.id] }),
  ],
);

/** Who was credited by a decision, in shares that sum to 10 000 basis points or to nothing. */
export const credits = pgTable(
  "credits",
  {
    brandId: brandId(),
    attributionId: uuid("attribution_id").notNull(),
    partnershipId: uuid("partnership_id").notNull(),
    shareBps: integer("share_bps").notNull(),
    /** Which version of which policy said so. */
    policyId: uuid("policy_id").notNull(),
    /** code, click or binding: the kind of touch that won. */
    touchKind: text("touch_kind").notNull(),
    /** The placement kept for the report, from the winner's click if there is one. */
    placement: text("placement").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.attributionId, table.partnershipId] }),
    index("credits_partnership").on(table.brandId, table.partnershipId),
    foreignKey({
      columns: [table.brandId, table.attributionId],
      foreignColumns: [attributions.brandId, attributions.id],
    }),
    foreignKey({
      columns: [table.brandId, table.partnershipId],
      foreignColumns: [partnerships.brandId, partnerships.id],
    }),
  ],
);
