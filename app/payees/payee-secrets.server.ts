import type { Services } from "#app/platform/services.server.ts";
import { accountText, readAccountText, type PayeeAccount, type PayeeKind } from "./payee-kinds.ts";

/** The one purpose under which holder names and accounts are sealed. */
const PURPOSE = "payee-details";

export function sealPayeeText(services: Pick<Services, "keys">, plain: string): string {
  return services.keys.encrypt(PURPOSE, plain);
}

/** Throws when the text was altered. The result goes into a bank file or to its owner, never into a log. */
export function openPayeeText(services: Pick<Services, "keys">, sealed: string): string {
  return services.keys.decrypt(PURPOSE, sealed);
}

export function sealAccount(services: Pick<Services, "keys">, account: PayeeAccount): string {
  return sealPayeeText(services, accountText(account));
}

/** Throws when the text was altered. */
export function openAccount(
  services: Pick<Services, "keys">,
  { kind, accountEncrypted }: { readonly kind: PayeeKind; readonly accountEncrypted: string },
): PayeeAccount {
  return readAccountText(kind, openPayeeText(services, accountEncrypted));
}
