import type { Services } from "#app/platform/services.server.ts";

/** The one purpose under which holder names and IBANs are sealed. */
const PURPOSE = "payee-details";

export function sealPayeeText(services: Pick<Services, "keys">, plain: string): string {
  return services.keys.encrypt(PURPOSE, plain);
}

/** Throws when the text was altered. The result goes into a bank file or to its owner, never into a log. */
export function openPayeeText(services: Pick<Services, "keys">, sealed: string): string {
  return services.keys.decrypt(PURPOSE, sealed);
}
