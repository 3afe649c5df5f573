import type { AchOriginator } from "#app/platform/ach-originator.server.ts";
import type { FileRail } from "./rail-port.ts";
import { writeNachaFile } from "./write-nacha-file.ts";

/** ACH credits to accounts in the United States. */
export function nachaRail(originator: AchOriginator | null): FileRail {
  return {
    kind: "file",
    name: "nacha",
    isReady: originator !== null,
    write(batch) {
      if (originator === null) throw new Error("A NACHA batch was to be written without the bank it goes through.");
      return [{ format: "nacha", part: "", content: writeNachaFile(batch, originator) }];
    },
  };
}
