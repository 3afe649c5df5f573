import { sql } from "drizzle-orm";
import { foreignKey, index, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { inquiryAnswers, inquiryStatuses } from "../../app/inquiries/inquiry.ts";
import { missingSaleAnswers } from "../../app/inquiries/missing-sale-answer.ts";
import { users } from "./access.ts";
import { brandId, instant, listed, word } from "./columns.ts";
import { creators } from "./creators.ts";
import { partnerships } from "./partnerships.ts";
import { sales } from "./sales.ts";

/** A creator asks the brand to look again at a sale they miss: what they were told at once, what they say, and the brand's answer. */
export const inquiries = pgTable(
  "inquiries",
  {
    brandId: brandId(),
    id: uuid("id").notNull(),
    creatorId: uuid("creator_id")
      .notNull()
      .references(() => creators.id),
    /** As the creator entered it. */
    orderNumber: text("order_number").notNull(),
    /** As it is compared (app/inquiries/order-number.ts). */
    orderKey: text("order_key").notNull(),
    /** Null while no store of the brand has told of such an order. */
    saleId: uuid("sale_id"),
    /** What the product itself answered at once. */
    toldAnswer: word("told_answer", missingSaleAnswers).notNull(),
    toldSentence: text("told_sentence").notNull(),
    /** The creator's own words. */
    message: text("message").notNull(),
    /** Where proof can be seen; https only. */
    proofUrl: text("proof_url"),
    openedAt: instant("opened_at").notNull(),
    /** Until when the brand should answer. */
    dueAt: instant("due_at").notNull(),
    status: word("status", inquiryStatuses).notNull(),
    /** Null until it is answered. */
    answer: word("answer", inquiryAnswers),
    /** The brand's reason, to the creator, word for word. */
    answerNote: text("answer_note"),
    answeredBy: uuid("answered_by").references(() => users.id),
    answeredAt: instant("answered_at"),
    /** When the brand was reminded of the deadline, and when both were told that it had passed; null before. */
    remindedAt: instant("reminded_at"),
    overdueToldAt: instant("overdue_told_at"),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.id] }),
    uniqueIndex("inquiries_open_unique")
      .on(table.brandId, table.creatorId, table.orderKey)
      .where(sql`status = 'open'`),
    index("inquiries_due").on(table.brandId, table.status, table.dueAt),
    index("inquiries_creator").on(table.creatorId, table.openedAt),
    // What the daily job looks for, over all brands.
    index("inquiries_open")
      .on(table.dueAt)
      .where(sql`status = 'open'`),
    foreignKey({ columns: [table.brandId, table.saleId], foreignColumns: [sales.brandId, sales.id] }),
    listed("inquiries_told_answer", table.toldAnswer, missingSaleAnswers),
    listed("inquiries_status", table.status, inquiryStatuses),
    listed("inquiries_answer", table.answer, inquiryAnswers),
  ],
);

/**
 * The brand's own word: this creator brought this sale. The decision takes it before every rule. A row is never deleted; withdrawn, it
 * counts no more. `sales.award_id` names the one in force.
 */
export const saleAwards = pgTable(
  "sale_awards",
  {
    brandId: brandId(),
    id: uuid("id").notNull(),
    saleId: uuid("sale_id").notNull(),
    partnershipId: uuid("partnership_id").notNull(),
    /** The inquiry it answers. */
    inquiryId: uuid("inquiry_id").notNull(),
    reason: text("reason").notNull(),
    awardedBy: uuid("awarded_by")
      .notNull()
      .references(() => users.id),
    awardedAt: instant("awarded_at").notNull(),
    withdrawnBy: uuid("withdrawn_by").references(() => users.id),
    withdrawnAt: instant("withdrawn_at"),
    withdrawReason: text("withdraw_reason"),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.id] }),
    // A sale is awarded to one creator at a time.
    uniqueIndex("sale_awards_in_force_unique")
      .on(table.brandId, table.saleId)
      .where(sql`withdrawn_at is null`),
    index("sale_awards_inquiry").on(table.brandId, table.inquiryId),
    foreignKey({ columns: [table.brandId, table.saleId], foreignColumns: [sales.brandId, sales.id] }),
    foreignKey({
      columns: [table.brandId, table.partnershipId],
      foreignColumns: [partnerships.brandId, partnerships.id],
    }),
    foreignKey({ columns: [table.brandId, table.inquiryId], foreignColumns: [inquiries.brandId, inquiries.id] }),
  ],
);
