import type { Classification, TaxFormKind, TaxStanding, UsTinKind } from "./tax-form.ts";

/** What each form is called on screens and in mails. */
export const taxFormNames: Readonly<Record<TaxFormKind, string>> = {
  "w-9": "Form W-9",
  "w-8ben": "Form W-8BEN",
  "w-8ben-e": "Form W-8BEN-E",
  dac7: "DAC7 seller details",
};

/** Why it is asked, in a sentence. */
export const taxFormPurposes: Readonly<Record<TaxFormKind, string>> = {
  "w-9":
    "Tells us that you are a US person, and your tax number. Without it 24 % of each payout goes to the US tax office.",
  "w-8ben": "Tells us that you are not a US person, so that nothing is reported to the US tax office for you.",
  "w-8ben-e": "Tells us that your company is not a US person, so that nothing is reported to the US tax office for it.",
  dac7: "The European Union asks every marketplace who its sellers are and what they were paid in each quarter.",
};

export const standingWords: Readonly<
  Record<TaxStanding, { readonly word: string; readonly tone: "good" | "waiting" | "bad" }>
> = {
  missing: { word: "Missing", tone: "waiting" },
  valid: { word: "Valid", tone: "good" },
  expired: { word: "Expired", tone: "bad" },
  invalid: { word: "Does not count", tone: "bad" },
};

export const classificationWords: Readonly<Record<Classification, string>> = {
  individual: "Individual or sole proprietor",
  "c-corporation": "C corporation",
  "s-corporation": "S corporation",
  partnership: "Partnership",
  trust: "Trust or estate",
  "llc-c": "LLC taxed as a C corporation",
  "llc-s": "LLC taxed as an S corporation",
  "llc-p": "LLC taxed as a partnership",
};

export const tinKindWords: Readonly<Record<UsTinKind, string>> = {
  ssn: "Social Security number",
  ein: "Employer identification number",
};

export const tinLabels: Readonly<Record<TaxFormKind, string>> = {
  "w-9": "Tax number (TIN)",
  "w-8ben": "Tax number of your country, if it gives one",
  "w-8ben-e": "Tax number of your country, if it gives one",
  dac7: "Tax number",
};

/** What is certified under penalty of perjury, in our words; the forms of the tax office are the law. */
export const certifications: Readonly<Record<Exclude<TaxFormKind, "dac7">, string>> = {
  "w-9":
    "Under penalties of perjury I certify that this number is mine, that I am a US person, and that I am not subject to backup withholding unless I say so above.",
  "w-8ben":
    "Under penalties of perjury I certify that I am the person named, that I am not a US person, and that I work outside the United States. I say within 30 days when this changes.",
  "w-8ben-e":
    "Under penalties of perjury I certify that the company named is not a US person and works outside the United States, and that I may sign for it. I say within 30 days when this changes.",
};
