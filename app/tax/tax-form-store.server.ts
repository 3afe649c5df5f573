import { and, desc, eq, gte, isNull, lte, notExists, sql } from "drizzle-orm";
import { groupedBy } from "#app/kit/grouped.ts";
import type { Tx } from "#db/client.server.ts";
import { isAmong } from "#db/insert-rows.server.ts";
import { users } from "#db/schema/access.ts";
import { creators } from "#db/schema/creators.ts";
import { taxFormRejections, taxFormReminders, taxForms } from "#db/schema/tax.ts";
import type { TaxFormFacts, TaxFormKind } from "./tax-form.ts";

/** One version as it is stored, still sealed. */
export interface TaxFormRow extends TaxFormFacts {
  readonly id: string;
  readonly creatorId: string;
  readonly version: number;
  readonly declarationEncrypted: string;
  readonly tinEnding: string;
  readonly signedOn: string;
  readonly createdAt: Date;
}

const columns = {
  id: taxForms.id,
  creatorId: taxForms.creatorId,
  version: taxForms.version,
  kind: taxForms.kind,
  country: taxForms.country,
  declarationEncrypted: taxForms.declarationEncrypted,
  tinEnding: taxForms.tinEnding,
  classification: taxForms.classification,
  isToldToWithhold: taxForms.isToldToWithhold,
  signedOn: taxForms.signedOn,
  validUntil: taxForms.validUntil,
  createdAt: taxForms.createdAt,
  rejection: taxFormRejections.reason,
};

/** The latest form of each kind that each of these creators has given, latest version first; the first says where they are resident. */
export async function findLatestForms(tx: Tx, creatorIds: readonly string[]): Promise<Map<string, TaxFormRow[]>> {
  const rows = await tx
    .selectDistinctOn([taxForms.creatorId, taxForms.kind], columns)
    .from(taxForms)
    .leftJoin(taxFormRejections, eq(taxFormRejections.formId, taxForms.id))
    .where(isAmong(taxForms.creatorId, creatorIds))
    .orderBy(taxForms.creatorId, taxForms.kind, desc(taxForms.version));
  const found = groupedBy(rows, ({ creatorId }) => creatorId);
  for (const forms of found.values()) forms.sort((one, other) => other.version - one.version);
  return found;
}

/** Every version of one creator, newest first. */
export async function findFormVersions(tx: Tx, creatorId: string): Promise<TaxFormRow[]> {
  return tx
    .select(columns)
    .from(taxForms)
    .leftJoin(taxFormRejections, eq(taxFormRejections.formId, taxForms.id))
    .where(eq(taxForms.creatorId, creatorId))
    .orderBy(desc(taxForms.version));
}

/** Where creators say on their profile that they live, by id: what counts until they have declared anything. */
export async function findHomeCountries(tx: Tx, creatorIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx
    .select({ id: creators.id, country: creators.country })
    .from(creators)
    .where(isAmong(creators.id, creatorIds));
  return new Map(rows.map(({ id, country }) => [id, country]));
}

export async function insertTaxForm(tx: Tx, row: Omit<TaxFormRow, "rejection">): Promise<void> {
  await tx.insert(taxForms).values(row);
}

/** A form with whom it is of; undefined for an unknown one. */
export async function findForm(tx: Tx, formId: string) {
  const [row] = await tx
    .select({ ...columns, creatorName: creators.name, creatorEmail: users.email })
    .from(taxForms)
    .innerJoin(creators, eq(creators.id, taxForms.creatorId))
    .innerJoin(users, eq(users.id, creators.userId))
    .leftJoin(taxFormRejections, eq(taxFormRejections.formId, taxForms.id))
    .where(eq(taxForms.id, formId));
  return row;
}

/** False when it was rejected before. */
export async function insertRejection(tx: Tx, row: typeof taxFormRejections.$inferInsert): Promise<boolean> {
  const inserted = await tx
    .insert(taxFormRejections)
    .values(row)
    .onConflictDoNothing()
    .returning({ formId: taxFormRejections.formId });
  return inserted.length > 0;
}

/** Forms in force that end within days of a reminder which was not sent yet, with whom to tell. */
export async function findEndingForms(tx: Tx, today: string, until: string, daysBefore: number) {
  const newer = sql`exists (select from tax_forms n where n.creator_id = ${taxForms.creatorId} and n.version > ${taxForms.version}
    and (n.kind = ${taxForms.kind} or n.country <> ${taxForms.country}))`;
  return tx
    .select({
      id: taxForms.id,
      kind: taxForms.kind,
      validUntil: taxForms.validUntil,
      creatorName: creators.name,
      creatorEmail: users.email,
    })
    .from(taxForms)
    .innerJoin(creators, eq(creators.id, taxForms.creatorId))
    .innerJoin(users, eq(users.id, creators.userId))
    .leftJoin(taxFormRejections, eq(taxFormRejections.formId, taxForms.id))
    .where(
      and(
        gte(taxForms.validUntil, today),
        lte(taxForms.validUntil, until),
        isNull(taxFormRejections.formId),
        sql`not ${newer}`,
        notExists(
          tx
            .select({ one: sql`1` })
            .from(taxFormReminders)
            .where(and(eq(taxFormReminders.formId, taxForms.id), lte(taxFormReminders.daysBefore, daysBefore))),
        ),
      ),
    )
    .orderBy(taxForms.id);
}

/** False when this reminder was sent before. */
export async function insertReminder(tx: Tx, formId: string, daysBefore: number, sentAt: Date): Promise<boolean> {
  const inserted = await tx
    .insert(taxFormReminders)
    .values({ formId, daysBefore, sentAt })
    .onConflictDoNothing()
    .returning({ formId: taxFormReminders.formId });
  return inserted.length > 0;
}

/** The form of a kind among those found. */
export function formOf(forms: readonly TaxFormRow[] | undefined, kind: TaxFormKind): TaxFormRow | null {
  return forms?.find((form) => form.kind === kind) ?? null;
}
