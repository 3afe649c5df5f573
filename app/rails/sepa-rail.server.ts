import type { PayoutDebtor } from "#app/platform/payout-debtor.server.ts";
import type { FileRail } from "./rail-port.ts";
import { painVersions, writePainFile } from "./write-pain-file.server.ts";

/** A SEPA credit transfer, in both versions banks take. */
export function sepaRail(debtor: PayoutDebtor | null): FileRail {
  return {
    kind: "file",
    name: "sepa",
    isReady: debtor !== null,
    write(batch) {
      if (debtor === null) throw new Error("A SEPA batch was to be written without the account it is paid from.");
      return painVersions.map((version) => ({
        format: version,
        part: "",
        content: writePainFile(version, batch, debtor),
      }));
    },
  };
}
