import type { Services } from "#app/platform/services.server.ts";
import { addTaxForm } from "#app/tax/file-tax-form.server.ts";
import type { Address, TaxDeclaration } from "#app/tax/tax-form.ts";
import type { NamedCreator } from "./payout-world.ts";

const austin: Address = { street: "12 Pecan Street", city: "Austin", region: "TX", postalCode: "78701", country: "US" };

export function w9Of(
  name: string,
  change: Partial<Extract<TaxDeclaration, { kind: "w-9" }>> = {},
): Extract<TaxDeclaration, { kind: "w-9" }> {
  return {
    kind: "w-9",
    name,
    businessName: "",
    classification: "individual",
    address: austin,
    tinKind: "ssn",
    tin: "123456789",
    isToldToWithhold: false,
    signature: name,
    ...change,
  };
}

/** A tax form as its creator signed it, without the password that the page asks for. */
export async function giveTaxForm(
  services: Services,
  creator: Pick<NamedCreator, "id" | "userId">,
  declaration: TaxDeclaration,
  residence: string = declaration.address.country,
): Promise<string> {
  const outcome = await services.db.inPlatform((tx) =>
    addTaxForm(services, tx, { creatorId: creator.id, userId: creator.userId, residence, declaration }),
  );
  if (!outcome.ok) throw new Error(outcome.refusal);
  return outcome.value.formId;
}
