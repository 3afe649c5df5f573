import { countryChoices, countryName } from "#app/kit/country.ts";
import type { Services } from "#app/platform/services.server.ts";
import { EARNERS_SHOWN, INVOICES_SHOWN } from "./page-sizes.ts";
import { listEarners, findCreator } from "./tax-payment-store.server.ts";
import {
  formsAskedOf,
  standingOf,
  type Address,
  type TaxFormKind,
  type TaxpayerKind,
  type TaxStanding,
} from "./tax-form.ts";
import { findFormVersions, findLatestForms, type TaxFormRow } from "./tax-form-store.server.ts";
import { findAgreement, listInvoices } from "./self-billing-store.server.ts";
import { openDeclaration, openSupplier } from "./tax-secrets.server.ts";
import { dayIn } from "./tax-year.ts";

/** One form as its owner sees it: what was declared, the tax number by its last four. */
export interface OwnForm {
  readonly id: string;
  readonly kind: TaxFormKind;
  readonly name: string;
  readonly country: string;
  readonly tinEnding: string;
  readonly signedOn: string;
  readonly validUntil: string | null;
  readonly rejection: string | null;
  readonly standing: TaxStanding;
}

/** Everything of a creator's tax page. */
export async function readOwnTax(
  services: Services,
  creatorId: string,
  chosen: { readonly residence: string | null; readonly taxpayer: TaxpayerKind | null },
  page: number,
) {
  return services.db.inPlatform(async (tx) => {
    const versions = await findFormVersions(tx, creatorId);
    const creator = await findCreator(tx, creatorId);
    const declared = versions[0] ?? null;
    const residence = chosen.residence ?? declared?.country ?? creator?.home ?? "";
    const taxpayer = chosen.taxpayer ?? taxpayerOf(services, versions);
    const agreement = await findAgreement(tx, creatorId);
    const forms = versions.map((row) => ownForm(services, row));
    return {
      residence,
      residenceName: countryName(residence),
      countries: countryChoices(),
      taxpayer,
      isDeclared: declared !== null,
      payer: services.taxPayer.country === null ? null : countryName(services.taxPayer.country),
      asked: formsAskedOf(residence, taxpayer, services.taxPayer).map((kind) => {
        const form = forms.find((each) => each.kind === kind && each.country === residence) ?? null;
        return { kind, form, standing: form?.standing ?? ("missing" as const) };
      }),
      given: forms,
      known: versions[0] ? knownOf(services, versions[0]) : null,
      agreement: agreement && {
        isAgreed: agreement.isAgreed,
        since: agreement.createdAt,
        supplier: agreement.supplierEncrypted === null ? null : openSupplier(services, agreement.supplierEncrypted),
      },
      invoices: await listInvoices(tx, creatorId, { offset: (page - 1) * INVOICES_SHOWN, limit: INVOICES_SHOWN }),
    };
  });
}

function ownForm(services: Services, row: TaxFormRow): OwnForm {
  const { id, kind, country, tinEnding, signedOn, validUntil, rejection } = row;
  const { name } = openDeclaration(services, row.declarationEncrypted);
  const standing = standingOf(row, dayIn(services.taxPayer.timeZone, services.clock.now()));
  return { id, kind, name, country, tinEnding, signedOn, validUntil, rejection, standing };
}

/** Name and address of the latest form, so that the next one need not be typed whole. */
function knownOf(services: Services, row: TaxFormRow): { name: string } & Omit<Address, "country"> {
  const { name, address } = openDeclaration(services, row.declarationEncrypted);
  const { street, city, region, postalCode } = address;
  return { name, street, city, region, postalCode };
}

/** What the latest form says a creator is; a person where none says. */
function taxpayerOf(services: Services, versions: readonly TaxFormRow[]): TaxpayerKind {
  for (const row of versions) {
    if (row.kind === "w-8ben-e") return "entity";
    if (row.kind === "w-8ben") return "person";
    if (row.kind !== "dac7") continue;
    const declaration = openDeclaration(services, row.declarationEncrypted);
    return declaration.kind === "dac7" ? declaration.taxpayer : "person";
  }
  return "person";
}

/** How a creator stands, as finance sees it: never a number, never what was declared beside country and kind. */
export interface TaxStandingRow {
  readonly id: string;
  readonly name: string;
  readonly residence: string;
  readonly isDeclared: boolean;
  readonly forms: readonly { readonly kind: TaxFormKind; readonly standing: TaxStanding }[];
}

/** One page of creators who earned anything, with where they stand. */
export async function readTaxStandings(services: Services, named: string, page: number) {
  return services.db.inPlatform(async (tx) => {
    const { rows, total } = await listEarners(tx, named, { offset: (page - 1) * EARNERS_SHOWN, limit: EARNERS_SHOWN });
    const forms = await findLatestForms(
      tx,
      rows.map(({ id }) => id),
    );
    return { rows: rows.map((row) => standingRow(services, row, forms.get(row.id) ?? [])), total };
  });
}

function standingRow(
  services: Services,
  { id, name, home }: { id: string; name: string; home: string },
  own: readonly TaxFormRow[],
): TaxStandingRow {
  const residence = own[0]?.country ?? home;
  const today = dayIn(services.taxPayer.timeZone, services.clock.now());
  const taxpayer = own.some(({ kind }) => kind === "w-8ben-e") ? "entity" : "person";
  const forms = formsAskedOf(residence, taxpayer, services.taxPayer).map((kind) => ({
    kind,
    standing: standingOf(
      own.find((form) => form.kind === kind && form.country === residence),
      today,
    ),
  }));
  return { id, name, residence: countryName(residence), isDeclared: own.length > 0, forms };
}

/** One creator for finance: where they stand and every version that was given, without what it says. Null for an unknown one. */
export async function readTaxStanding(services: Services, creatorId: string) {
  return services.db.inPlatform(async (tx) => {
    const creator = await findCreator(tx, creatorId);
    if (!creator) return null;
    const versions = await findFormVersions(tx, creatorId);
    const latest = (await findLatestForms(tx, [creatorId])).get(creatorId) ?? [];
    const today = dayIn(services.taxPayer.timeZone, services.clock.now());
    return {
      creator: standingRow(services, creator, latest),
      versions: versions.map(({ id, version, kind, country, signedOn, validUntil, rejection, createdAt }) => ({
        ...{ id, version, kind, country: countryName(country), signedOn, validUntil, rejection, createdAt },
        isLatest: latest.some((each) => each.id === id),
        standing: standingOf(
          versions.find((each) => each.id === id),
          today,
        ),
      })),
    };
  });
}
