/** ISO 3166-1 alpha-2 codes that can be chosen. */
export const countries = [
  "AD", "AE", "AL", "AM", "AR", "AT", "AU", "AZ", "BA", "BD", "BE", "BG", "BH", "BO", "BR", "CA", "CH", "CL", "CN", "CO", "CR", "CY",
  "CZ", "DE", "DK", "DO", "DZ", "EC", "EE", "EG", "ES", "FI", "FR", "GB", "GE", "GH", "GR", "GT", "HK", "HR", "HU", "ID", "IE", "IL",
  "IN", "IS", "IT", "JM", "JO", "JP", "KE", "KR", "KW", "KZ", "LB", "LI", "LK", "LT", "LU", "LV", "MA", "MC", "MD", "ME", "MK", "MT",
  "MX", "MY", "NG", "NL", "NO", "NZ", "OM", "PA", "PE", "PH", "PK", "PL", "PT", "PY", "QA", "RO", "RS", "SA", "SE", "SG", "SI", "SK",
  "SN", "TH", "TN", "TR", "TW", "TZ", "UA", "UG", "US", "UY", "VN", "ZA",
] as const; // prettier-ignore
export type Country = (typeof countries)[number];

export function isCountry(code: string): code is Country {
  return (countries as readonly string[]).includes(code);
}

/** Names in English, by name: loaders hand them on, because a browser may know a country by another one. */
export function countryOptions(): { value: Country; label: string }[] {
  return countries
    .map((value) => ({ value, label: countryName(value) }))
    .sort((left, right) => left.label.localeCompare(right.label, "en"));
}

export function countryName(code: string): string {
  return new Intl.DisplayNames("en", { type: "region" }).of(code) ?? code;
}
