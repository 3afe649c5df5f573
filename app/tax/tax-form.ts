import { isInEu } from "../kit/country.ts";
import type { TaxPayer } from "../platform/tax-payer.ts";

/** The declarations a creator signs. w-9: a US person. w-8ben, w-8ben-e: a foreign person or entity. dac7: what the EU asks of sellers. */
export const taxFormKinds = ["w-9", "w-8ben", "w-8ben-e", "dac7"] as const;
export type TaxFormKind = (typeof taxFormKinds)[number];

export function isTaxFormKind(text: unknown): text is TaxFormKind {
  return typeof text === "string" && (taxFormKinds as readonly string[]).includes(text);
}

/** Who a creator is for tax: a person, or an entity such as a company. */
export const taxpayerKinds = ["person", "entity"] as const;
export type TaxpayerKind = (typeof taxpayerKinds)[number];

/** Line 3a of Form W-9 (Rev. March 2024); llc-*: a limited liability company by what it is taxed as. */
export const classifications = [
  "individual",
  "c-corporation",
  "s-corporation",
  "partnership",
  "trust",
  "llc-c",
  "llc-s",
  "llc-p",
] as const;
export type Classification = (typeof classifications)[number];

export const usTinKinds = ["ssn", "ein"] as const;
export type UsTinKind = (typeof usTinKinds)[number];

export interface Address {
  readonly street: string;
  readonly city: string;
  /** Region or state; empty where there is none. */
  readonly region: string;
  readonly postalCode: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

/** What was declared, in the clear: sealed at rest, never logged, its numbers only ever shown by their last four. */
export type TaxDeclaration =
  | {
      readonly kind: "w-9";
      readonly name: string;
      readonly businessName: string;
      readonly classification: Classification;
      readonly address: Address;
      readonly tinKind: UsTinKind;
      /** Nine digits. */
      readonly tin: string;
      /** The person was told by the Internal Revenue Service that payments are subject to backup withholding (item 2 crossed out). */
      readonly isToldToWithhold: boolean;
      readonly signature: string;
    }
  | {
      readonly kind: "w-8ben" | "w-8ben-e";
      readonly name: string;
      readonly address: Address;
      /** A foreign tax number; empty where the country gives none. */
      readonly tin: string;
      /** Year-month-day; empty for an entity. */
      readonly birthDate: string;
      readonly signature: string;
    }
  | {
      readonly kind: "dac7";
      readonly taxpayer: TaxpayerKind;
      readonly name: string;
      readonly address: Address;
      /** Year-month-day; empty for an entity. */
      readonly birthDate: string;
      /** Of an entity; empty for a person. */
      readonly registrationNumber: string;
      readonly tin: string;
      /** Empty where there is none. */
      readonly vatId: string;
    };

/** missing: never given. valid: counts. expired: its time is over. invalid: the tax office or finance found it wrong. */
export const taxStandings = ["missing", "valid", "expired", "invalid"] as const;
export type TaxStanding = (typeof taxStandings)[number];

/** What may be known of a form without opening it. */
export interface TaxFormFacts {
  readonly kind: TaxFormKind;
  /** Country of tax residence as it was declared. */
  readonly country: string;
  /** The last day it counts; null for one without an end. */
  readonly validUntil: string | null;
  /** Why it does not count though signed; null while it does. */
  readonly rejection: string | null;
  readonly classification: Classification | null;
  readonly isToldToWithhold: boolean;
}

export function standingOf(form: TaxFormFacts | null | undefined, today: string): TaxStanding {
  if (!form) return "missing";
  if (form.rejection !== null) return "invalid";
  return form.validUntil !== null && form.validUntil < today ? "expired" : "valid";
}

/**
 * A W-8 counts to the last day of the third year after the one it was signed in (Instructions for Form W-8BEN, "Expiration of Form
 * W-8BEN"; Treas. Reg. 1.1441-1(e)(4)(ii)). The others count until they are replaced.
 */
export function validUntilOf(kind: TaxFormKind, signedOn: string): string | null {
  if (kind !== "w-8ben" && kind !== "w-8ben-e") return null;
  return `${Number(signedOn.slice(0, 4)) + 3}-12-31`;
}

/** Which forms are asked of a creator: by where they are resident for tax and where the payer is. */
export function formsAskedOf(residence: string, taxpayer: TaxpayerKind, payer: TaxPayer): TaxFormKind[] {
  const asked: TaxFormKind[] = [];
  if (payer.country === "US") {
    if (residence === "US") asked.push("w-9");
    else asked.push(taxpayer === "person" ? "w-8ben" : "w-8ben-e");
  }
  if (isInEu(residence)) asked.push("dac7");
  return asked;
}

/** Corporations, and companies taxed as such, are neither reported on Form 1099-NEC nor withheld from (Treas. Reg. 1.6041-3(p)(1)). */
export function isCorporation(classification: Classification | null): boolean {
  return classification !== null && ["c-corporation", "s-corporation", "llc-c", "llc-s"].includes(classification);
}
