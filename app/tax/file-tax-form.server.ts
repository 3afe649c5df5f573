import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { confirmPassword } from "#app/access/confirm-password.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import { enqueueMail } from "#app/notices/enqueue-mail.server.ts";
import { lockCreator } from "#app/payees/payee-store.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { declarationOf, type FileTaxForm, type FileTaxFormRefusal } from "./file-tax-form.ts";
import { validUntilOf, type TaxDeclaration, type TaxFormKind } from "./tax-form.ts";
import { findFormVersions, insertTaxForm } from "./tax-form-store.server.ts";
import { tinEnding } from "./tax-numbers.ts";
import { sealDeclaration } from "./tax-secrets.server.ts";
import { dayIn } from "./tax-year.ts";

/** Adds a version of a creator's tax data after the password was given again. Older versions stay as they are. */
export async function fileTaxForm(
  services: Services,
  command: { readonly creatorId: string; readonly userId: string; readonly form: FileTaxForm },
): Promise<Outcome<{ formId: string; kind: TaxFormKind }, FileTaxFormRefusal>> {
  const { creatorId, userId, form } = command;
  const confirmed = await confirmPassword(services, { userId, password: form.password });
  if (!confirmed.ok) return confirmed;
  const declaration = declarationOf(form);
  return services.db.inPlatform((tx) =>
    addTaxForm(services, tx, { creatorId, userId, residence: form.residence, declaration }),
  );
}

export interface NewTaxForm {
  readonly creatorId: string;
  readonly userId: string;
  /** Country of tax residence. */
  readonly residence: string;
  readonly declaration: TaxDeclaration;
}

/** Adds a version inside the caller's transaction, for a person who has given their password again; its owner is told by mail. */
export async function addTaxForm(
  services: Services,
  tx: Tx,
  { creatorId, userId, residence, declaration }: NewTaxForm,
): Promise<Outcome<{ formId: string; kind: TaxFormKind }, "unknown-creator">> {
  const creator = await lockCreator(tx, creatorId);
  if (!creator) return refused("unknown-creator");
  const { kind } = declaration;
  const [latest] = await findFormVersions(tx, creatorId);
  const now = services.clock.now();
  const signedOn = dayIn(services.taxPayer.timeZone, now);
  const formId = services.newId();
  const version = (latest?.version ?? 0) + 1;
  await insertTaxForm(tx, {
    id: formId,
    creatorId,
    version,
    kind,
    country: residence,
    declarationEncrypted: sealDeclaration(services, declaration),
    tinEnding: tinEnding(declaration.tin),
    classification: declaration.kind === "w-9" ? declaration.classification : null,
    isToldToWithhold: declaration.kind === "w-9" && declaration.isToldToWithhold,
    signedOn,
    validUntil: validUntilOf(kind, signedOn),
    createdAt: now,
  });
  await recordAuditEvent(services, tx, {
    brandId: null,
    actorUserId: userId,
    action: "tax-form.filed",
    subjectId: creatorId,
    detail: { kind, version, country: residence },
  });
  await enqueueMail(services, tx, "tax-form-filed", creator.email, { creatorName: creator.name, kind });
  return done({ formId, kind });
}
