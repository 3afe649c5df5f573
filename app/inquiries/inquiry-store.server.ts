import { and, count, desc, eq, gt, isNull, lte, or, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { brands } from "#db/schema/brands.ts";
import { creators } from "#db/schema/creators.ts";
import { inquiries, saleAwards } from "#db/schema/inquiries.ts";
import { users } from "#db/schema/access.ts";

export type Inquiry = typeof inquiries.$inferSelect;

const ofInquiry = (brandId: string, inquiryId: string) =>
  and(eq(inquiries.brandId, brandId), eq(inquiries.id, inquiryId));

/** Adds an inquiry unless this creator has an open one about the order: the unique key decides between two at once. */
export async function insertInquiry(tx: Tx, inquiry: Inquiry): Promise<"inserted" | "exists"> {
  const rows = await tx.insert(inquiries).values(inquiry).onConflictDoNothing().returning({ id: inquiries.id });
  return rows.length > 0 ? "inserted" : "exists";
}

/** Reads the inquiry and keeps every other change of it waiting until this transaction ends. */
export async function lockInquiry(tx: Tx, brandId: string, inquiryId: string): Promise<Inquiry | null> {
  const [row] = await tx.select().from(inquiries).where(ofInquiry(brandId, inquiryId)).for("no key update");
  return row ?? null;
}

type InquiryChange = Partial<
  Pick<
    Inquiry,
    "saleId" | "status" | "answer" | "answerNote" | "answeredBy" | "answeredAt" | "remindedAt" | "overdueToldAt"
  >
>;

export async function updateInquiry(tx: Tx, brandId: string, inquiryId: string, change: InquiryChange): Promise<void> {
  await tx.update(inquiries).set(change).where(ofInquiry(brandId, inquiryId));
}

/** The brand of a creator's own inquiry; null for anybody else's. */
export async function findBrandOfOwnInquiry(tx: Tx, creatorId: string, inquiryId: string): Promise<string | null> {
  const [row] = await tx
    .select({ brandId: inquiries.brandId })
    .from(inquiries)
    .where(and(eq(inquiries.id, inquiryId), eq(inquiries.creatorId, creatorId)));
  return row?.brandId ?? null;
}

export async function countOpenInquiries(tx: Tx, brandId: string): Promise<number> {
  const [row] = await tx
    .select({ total: count() })
    .from(inquiries)
    .where(and(eq(inquiries.brandId, brandId), eq(inquiries.status, "open")));
  return row?.total ?? 0;
}

interface PageOf {
  readonly page: number;
  readonly pageSize: number;
}

/** One page of a brand's inquiries: open ones first, the nearest deadline on top, then the answered ones, the newest first. */
export async function listInquiries(tx: Tx, brandId: string, isOpenOnly: boolean, { page, pageSize }: PageOf) {
  const condition = and(eq(inquiries.brandId, brandId), isOpenOnly ? eq(inquiries.status, "open") : undefined);
  const [counted] = await tx.select({ total: count() }).from(inquiries).where(condition);
  const rows = await tx
    .select({
      inquiry: inquiries,
      creatorName: creators.name,
      isTakenBack: sql<boolean>`${saleAwards.withdrawnAt} is not null`,
    })
    .from(inquiries)
    .innerJoin(creators, eq(creators.id, inquiries.creatorId))
    .leftJoin(saleAwards, and(eq(saleAwards.brandId, inquiries.brandId), eq(saleAwards.inquiryId, inquiries.id)))
    .where(condition)
    .orderBy(
      sql`${inquiries.status} <> 'open'`,
      sql`case when ${inquiries.status} = 'open' then ${inquiries.dueAt} end`,
      desc(inquiries.openedAt),
      inquiries.id,
    )
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  return { rows, total: counted?.total ?? 0 };
}

/** An inquiry as the brand's people read it; null when the brand has none of this id. */
export async function findInquiry(tx: Tx, brandId: string, inquiryId: string) {
  const [row] = await tx
    .select({ inquiry: inquiries, creatorName: creators.name, answeredByName: users.name, award: saleAwards })
    .from(inquiries)
    .innerJoin(creators, eq(creators.id, inquiries.creatorId))
    .leftJoin(users, eq(users.id, inquiries.answeredBy))
    .leftJoin(saleAwards, and(eq(saleAwards.brandId, inquiries.brandId), eq(saleAwards.inquiryId, inquiries.id)))
    .where(ofInquiry(brandId, inquiryId));
  return row ?? null;
}

/** One page of what a creator asked, the newest first, with what became of it. */
export async function listOwnInquiries(tx: Tx, creatorId: string, { page, pageSize }: PageOf) {
  const own = eq(inquiries.creatorId, creatorId);
  const [counted] = await tx.select({ total: count() }).from(inquiries).where(own);
  const rows = await tx
    .select({
      id: inquiries.id,
      orderNumber: inquiries.orderNumber,
      brandName: brands.name,
      saleId: inquiries.saleId,
      toldSentence: inquiries.toldSentence,
      message: inquiries.message,
      proofUrl: inquiries.proofUrl,
      openedAt: inquiries.openedAt,
      dueAt: inquiries.dueAt,
      status: inquiries.status,
      answer: inquiries.answer,
      answerNote: inquiries.answerNote,
      answeredAt: inquiries.answeredAt,
      withdrawnAt: saleAwards.withdrawnAt,
      withdrawReason: saleAwards.withdrawReason,
    })
    .from(inquiries)
    .innerJoin(brands, eq(brands.id, inquiries.brandId))
    .leftJoin(saleAwards, and(eq(saleAwards.brandId, inquiries.brandId), eq(saleAwards.inquiryId, inquiries.id)))
    .where(own)
    .orderBy(desc(inquiries.openedAt), inquiries.id)
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  return { rows, total: counted?.total ?? 0 };
}

/** Open inquiries whose brand is to be reminded by now, or whose deadline has passed without both having been told; over all brands. */
export async function listInquiriesToTell(tx: Tx, now: Date, remindBefore: Date, limit: number) {
  return tx
    .select({ brandId: inquiries.brandId, inquiryId: inquiries.id })
    .from(inquiries)
    .where(
      and(
        eq(inquiries.status, "open"),
        or(
          and(lte(inquiries.dueAt, remindBefore), gt(inquiries.dueAt, now), isNull(inquiries.remindedAt)),
          and(lte(inquiries.dueAt, now), isNull(inquiries.overdueToldAt)),
        ),
      ),
    )
    .orderBy(inquiries.dueAt)
    .limit(limit);
}
