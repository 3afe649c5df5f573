import type { Services } from "#app/platform/services.server.ts";
import { agreeToSelfBilling } from "#app/tax/agree-to-self-billing.server.ts";
import { fileTaxForm } from "#app/tax/file-tax-form.server.ts";
import type { FileTaxForm } from "#app/tax/file-tax-form.ts";
import { issueInvoices } from "#app/tax/issue-invoices.server.ts";
import { rejectTaxForm } from "#app/tax/reject-tax-form.server.ts";
import { saveBrandInvoiceDetails } from "#app/tax/save-brand-invoice-details.server.ts";
import { mustDo, type Founded } from "./demo-founding.ts";
import { DEMO_PASSWORD } from "./demo-people.ts";

interface CastTaxpayer {
  readonly handle: string;
  readonly street: string;
  readonly city: string;
  readonly postalCode: string;
  readonly birthDate: string;
  readonly tin: string;
}

/** They have given what is asked; most of the others have not yet. */
const taxpayers: readonly CastTaxpayer[] = [
  {
    ...{ handle: "mara-bakes", street: "Bakgatan 2", city: "Malmö", postalCode: "211 20" },
    ...{ birthDate: "1991-04-23", tin: "910423-0000" },
  },
  {
    ...{ handle: "jonas-brews", street: "Mühlenweg 14", city: "Leipzig", postalCode: "04109" },
    ...{ birthDate: "1987-11-02", tin: "12 345 678 901" },
  },
  {
    ...{ handle: "luca-cucina", street: "Via dei Forni 5", city: "Bologna", postalCode: "40121" },
    ...{ birthDate: "1994-01-30", tin: "BNCLCU94A30A944X" },
  },
];

/** Before the first payouts: creators give their tax data, Mara agrees to self-billing, and the brands say who they are on invoices. */
export async function declareTax(world: Services, founded: Founded): Promise<void> {
  for (const cast of taxpayers) {
    const creator = founded.creators.get(cast.handle);
    if (!creator) continue;
    const { creatorId, userId } = creator;
    for (const form of formsOf(cast, creator.cast.name, creator.cast.country))
      mustDo("file a tax form", await fileTaxForm(world, { creatorId, userId, form }));
    if (cast !== taxpayers[0]) continue;
    const { street, city, postalCode } = cast;
    const supplier = { name: creator.cast.name, street, city, postalCode, country: creator.cast.country };
    const agreement = { ...supplier, vatStanding: "registered", vatId: "SE910423000001" } as const;
    const form = { ...agreement, agrees: "yes", password: DEMO_PASSWORD } as const;
    mustDo("agree to self-billing", await agreeToSelfBilling(world, { creatorId, userId, form }));
  }
  await declareWrongly(world, founded);
  for (const [index, brand] of founded.brands.entries()) {
    const place = { street: `Speicherstraße ${index + 3}`, city: "Hamburg", postalCode: "20457", country: "DE" };
    const details = { name: `${brand.cast.name} GmbH`, ...place, vatId: `DE${String(301_442_118 + index)}` };
    mustDo(
      "say who a brand is on invoices",
      await saveBrandInvoiceDetails(world, { brandId: brand.brandId, userId: brand.ownerId, details }),
    );
  }
}

/** Piotr is a US citizen in Poland whose Form W-9 does not fit the tax office's records: his payouts are withheld from. */
async function declareWrongly(world: Services, founded: Founded): Promise<void> {
  const piotr = founded.creators.get("piotr-outside");
  if (!piotr) return;
  const { creatorId, userId } = piotr;
  const address = { street: "ul. Długa 8", city: "Kraków", postalCode: "31-146" };
  const declared = { kind: "w-9", residence: "US", name: piotr.cast.name, classification: "individual" } as const;
  const signed = { tinKind: "ssn", tin: "219-09-9999", signature: piotr.cast.name, certifies: "yes" } as const;
  const form = { ...declared, ...address, ...signed, password: DEMO_PASSWORD };
  const { formId } = mustDo("file a Form W-9", await fileTaxForm(world, { creatorId, userId, form }));
  const reason = "The tax office says that name and number do not match.";
  mustDo("reject a form", await rejectTaxForm(world, { formId, reason, userId: founded.preparerId }));
}

/** What has arrived is invoiced. */
export async function invoiceArrived(world: Services): Promise<void> {
  await issueInvoices(world);
}

function formsOf(cast: CastTaxpayer, name: string, residence: string): FileTaxForm[] {
  const { street, city, postalCode, birthDate, tin } = cast;
  const shared = { residence, name, street, city, postalCode, birthDate, tin, password: DEMO_PASSWORD };
  return [
    { kind: "w-8ben", ...shared, signature: name, certifies: "yes" },
    { kind: "dac7", ...shared, taxpayer: "person" },
  ];
}
