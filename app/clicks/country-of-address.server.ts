import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import ipaddr from "ipaddr.js";
import { Reader, type CountryResponse } from "maxmind";

/** What the database holds per network: the ISO 3166-1 alpha-2 code, such as DE. */
interface CountryRecord {
  readonly country_code?: string;
}

/** Registry records of all five regional registries, merged: IPv4 and IPv6 in one file. Licence and source in README.md. */
const COUNTRY_FILE = "@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb";

let reader: Reader<CountryResponse> | undefined;

/**
 * Reads the country database into memory, so that the first shopper need not wait for it: 8 MB, some 40 ms.
 * Doing it again changes nothing.
 */
export function openCountries(): Reader<CountryResponse> {
  reader ??= new Reader<CountryResponse>(readFileSync(createRequire(import.meta.url).resolve(COUNTRY_FILE)));
  return reader;
}

/**
 * The country an address is registered in, as ISO 3166-1 alpha-2; empty for what is no address on the public internet (private,
 * loopback, reserved) and for what the registries do not say. Asks nobody over the network.
 */
export function countryOfAddress(address: string): string {
  if (!ipaddr.isValid(address)) return "";
  const parsed = ipaddr.process(address);
  if (parsed.range() !== "unicast") return "";
  // The library's types know MaxMind's own files; this one is flatter.
  const record = openCountries().get(parsed.toString()) as CountryRecord | null;
  return record?.country_code ?? "";
}
