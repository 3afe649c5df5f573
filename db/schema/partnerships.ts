import { foreignKey, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { partnershipStatuses } from "../../app/partnerships/partnership.ts";
import { brandId, instant, listed, word } from "./columns.ts";
import { campaigns } from "./campaigns.ts";
import { creators } from "./creators.ts";

/** One creator × one campaign, with the version of the terms they accepted. */
export const partnerships = pgTable(
  "partnerships",
  {
    brandId: brandId(),
    id: uuid("id").notNull(),
    campaignId: uuid("campaign_id").notNull(),
    creatorId: uuid("creator_id")
      .notNull()
      .references(() => creators.id),
    status: word("status", partnershipStatuses).notNull(),
    /** What the creator agreed to with the claim or application; null for an invitation not yet answered. */
    acceptedTermsVersion: integer("accepted_terms_version"),
    /** What the creator wrote with the application. */
    message: text("message").notNull(),
    createdAt: instant("created_at").notNull(),
    activatedAt: instant("activated_at"),
    endedAt: instant("ended_at"),
    /** What the brand answered to a declined application. */
    declineNote: text("decline_note"),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.id] }),
    uniqueIndex("partnerships_id_unique").on(table.id),
    uniqueIndex("partnerships_campaign_creator_unique").on(table.brandId, table.campaignId, table.creatorId),
    index("partnerships_creator").on(table.creatorId),
    foreignKey({ columns: [table.brandId, table.campaignId], foreignColumns: [campaigns.brandId, campaigns.id] }),
    listed("partnerships_status", table.status, partnershipStatuses),
  ],
);
