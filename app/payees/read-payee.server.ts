import type { Services } from "#app/platform/services.server.ts";
import { accountInWords } from "./payee-kinds.ts";
import { openPayeeText } from "./payee-secrets.server.ts";
import { findPayeeVersions } from "./payee-store.server.ts";

/** A creator's versions of payee details, newest first, as they themselves see them: the holder's name and the end of the IBAN. */
export function readPayee(services: Services, creatorId: string) {
  return services.db.inPlatform(async (tx) => {
    const now = services.clock.now();
    const versions = (await findPayeeVersions(tx, creatorId)).map((row) => ({
      version: row.version,
      holderName: openPayeeText(services, row.holderNameEncrypted),
      kind: row.kind,
      account: accountInWords(row.kind, row.accountEnding),
      currency: row.currency,
      createdAt: row.createdAt,
      usableFrom: row.usableFrom,
      isUsable: row.usableFrom.getTime() <= now.getTime(),
    }));
    return { current: versions[0] ?? null, earlier: versions.slice(1) };
  });
}
