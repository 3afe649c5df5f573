import { z } from "zod";
import { isCountry } from "../kit/country.ts";
import { classifications, taxpayerKinds, usTinKinds, type TaxDeclaration } from "./tax-form.ts";
import { faultOfEin, faultOfForeignTin, faultOfSsn, faultOfVatId, normaliseTaxNumber } from "./tax-numbers.ts";

const MAX_NAME = 100;
const MAX_LINE = 100;
const MAX_TYPED_NUMBER = 40;
const MAX_PASSWORD = 200;
const FIRST_BIRTH_YEAR = 1900;

const needed = (sentence: string, max = MAX_LINE) =>
  z.string({ error: sentence }).trim().min(1, sentence).max(max, `Keep this under ${max} characters.`);
const optional = z.string().trim().max(MAX_LINE, `Keep this under ${MAX_LINE} characters.`).optional();
const typedNumber = (sentence: string) =>
  z.string({ error: sentence }).trim().max(MAX_TYPED_NUMBER, "This is too long for a tax number.");
const tickBox = (sentence: string) => z.literal("yes", { error: sentence });

const shared = {
  /** Country of tax residence. */
  residence: z.string({ error: "Choose your country." }).refine(isCountry, "Choose your country."),
  name: needed("Enter your name as your tax office knows it.", MAX_NAME),
  street: needed("Enter street and number."),
  city: needed("Enter the city."),
  region: optional,
  postalCode: needed("Enter the postal code.", 20),
  password: z.string({ error: "Enter your password." }).min(1, "Enter your password.").max(MAX_PASSWORD),
};
const signed = {
  signature: needed("Sign by writing your full name.", MAX_NAME),
  certifies: tickBox("Tick this: without your certification the form does not count."),
};
const dayPattern = /^(\d{4})-(\d\d)-(\d\d)$/;
const birthDate = z
  .string({ error: "Enter your date of birth." })
  .refine(isDay, "Enter your date of birth as year-month-day, such as 1990-04-23.");

function isDay(text: string): boolean {
  const match = dayPattern.exec(text);
  if (!match || Number(match[1]) < FIRST_BIRTH_YEAR) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** The forms a creator fills in, one at a time. The password is asked again: a borrowed session must not speak for its owner. */
export const fileTaxFormSchema = z
  .discriminatedUnion(
    "kind",
    [
      z.object({
        kind: z.literal("w-9"),
        ...shared,
        ...signed,
        businessName: optional,
        classification: z.enum(classifications, { error: "Choose what you are for tax." }),
        tinKind: z.enum(usTinKinds, { error: "Choose which number this is." }),
        tin: typedNumber("Enter your tax number."),
        isToldToWithhold: z.literal("yes").optional(),
      }),
      z.object({ kind: z.literal("w-8ben"), ...shared, ...signed, tin: typedNumber("").optional(), birthDate }),
      z.object({ kind: z.literal("w-8ben-e"), ...shared, ...signed, tin: typedNumber("").optional() }),
      z.object({
        kind: z.literal("dac7"),
        ...shared,
        taxpayer: z.enum(taxpayerKinds),
        birthDate: birthDate.optional(),
        registrationNumber: optional,
        tin: typedNumber("Enter your tax number as your tax office writes it."),
        vatId: typedNumber("").optional(),
      }),
    ],
    { error: "Choose which form this is." },
  )
  .superRefine((form, context) => {
    const wrong = (field: string, message: string | null) => {
      if (message !== null) context.addIssue({ code: "custom", path: [field], message });
    };
    if (form.kind === "w-9") {
      wrong("tin", form.tinKind === "ssn" ? faultOfSsn(form.tin) : faultOfEin(form.tin));
      if (form.residence !== "US") wrong("residence", "Form W-9 is for residents of the United States.");
      return;
    }
    if (form.kind !== "dac7" && form.residence === "US")
      wrong("residence", "Form W-8 is for people outside the United States.");
    if (form.kind === "dac7" || (form.tin ?? "") !== "") wrong("tin", faultOfForeignTin(form.tin ?? ""));
    if (form.kind !== "dac7") return;
    if ((form.vatId ?? "") !== "") wrong("vatId", faultOfVatId(form.vatId ?? "", form.residence));
    if (form.taxpayer === "person" && !form.birthDate) wrong("birthDate", "Enter your date of birth.");
    if (form.taxpayer === "entity" && !form.registrationNumber)
      wrong("registrationNumber", "Enter the number under which the company is registered.");
  });

export type FileTaxForm = z.infer<typeof fileTaxFormSchema>;

export type FileTaxFormRefusal = "wrong-password" | "too-many-tries" | "unknown-creator";

/** What a form declares, numbers as they are kept. */
export function declarationOf(form: FileTaxForm): TaxDeclaration {
  const { name, street, city, postalCode, residence: country } = form;
  const address = { street, city, region: form.region ?? "", postalCode, country };
  const tin = normaliseTaxNumber(form.tin ?? "");
  switch (form.kind) {
    case "w-9": {
      const { kind, classification, tinKind, signature } = form;
      const [businessName, isToldToWithhold] = [form.businessName ?? "", form.isToldToWithhold === "yes"];
      return { kind, name, businessName, classification, address, tinKind, tin, isToldToWithhold, signature };
    }
    case "w-8ben":
      return { kind: form.kind, name, address, tin, birthDate: form.birthDate, signature: form.signature };
    case "w-8ben-e":
      return { kind: form.kind, name, address, tin, birthDate: "", signature: form.signature };
    case "dac7": {
      const { kind, taxpayer } = form;
      const isPerson = taxpayer === "person";
      return {
        ...{ kind, taxpayer, name, address, tin, vatId: normaliseTaxNumber(form.vatId ?? "") },
        birthDate: isPerson ? (form.birthDate ?? "") : "",
        registrationNumber: isPerson ? "" : (form.registrationNumber ?? ""),
      };
    }
  }
}
