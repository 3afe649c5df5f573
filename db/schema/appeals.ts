import { sql } from "drizzle-orm";
import { foreignKey, index, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { appealAnswers, appealSides, appealStatuses } from "../../app/appeals/appeal.ts";
import { users } from "./access.ts";
import { brandId, instant, listed, word } from "./columns.ts";
import { commissionDecisions, commissions } from "./commissions.ts";
import { creators } from "./creators.ts";

/** A creator's answer to a decline, within the days they have for it, and what came of it. One per decline. */
export const appeals = pgTable(
  "appeals",
  {
    brandId: brandId(),
    id: uuid("id").notNull(),
    creatorId: uuid("creator_id")
      .notNull()
      .references(() => creators.id),
    commissionId: uuid("commission_id").notNull(),
    /** The decline it is about. */
    decisionId: uuid("decision_id").notNull(),
    /** The creator's own words. */
    message: text("message").notNull(),
    /** Where proof can be seen; https only. */
    proofUrl: text("proof_url"),
    openedAt: instant("opened_at").notNull(),
    /** Until when it should be answered. */
    dueAt: instant("due_at").notNull(),
    status: word("status", appealStatuses).notNull(),
    /** Null until it is answered. */
    answer: word("answer", appealAnswers),
    /** The reason, to the creator, word for word. */
    answerNote: text("answer_note"),
    answeredBy: uuid("answered_by").references(() => users.id),
    /** On whose side the person stood who answered. */
    answeredFor: word("answered_for", appealSides),
    answeredAt: instant("answered_at"),
    /** When those who answer were reminded, and when everybody was told that the deadline had passed; null before. */
    remindedAt: instant("reminded_at"),
    overdueToldAt: instant("overdue_told_at"),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.id] }),
    uniqueIndex("appeals_decision_unique").on(table.brandId, table.decisionId),
    index("appeals_commission").on(table.brandId, table.commissionId),
    index("appeals_due").on(table.brandId, table.status, table.dueAt),
    index("appeals_creator").on(table.creatorId, table.openedAt),
    // What finance and the daily job look for, over all brands.
    index("appeals_open")
      .on(table.dueAt)
      .where(sql`status = 'open'`),
    foreignKey({ columns: [table.brandId, table.commissionId], foreignColumns: [commissions.brandId, commissions.id] }),
    foreignKey({
      columns: [table.brandId, table.decisionId],
      foreignColumns: [commissionDecisions.brandId, commissionDecisions.id],
    }),
    listed("appeals_status", table.status, appealStatuses),
    listed("appeals_answer", table.answer, appealAnswers),
    listed("appeals_answered_for", table.answeredFor, appealSides),
  ],
);
