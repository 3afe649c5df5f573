import type { FileRail } from "./rail-port.ts";
import { writePaymentList } from "./write-payment-list.server.ts";

/** A list by which a person pays by hand, wherever and in whatever currency. */
export const manualRail: FileRail = {
  kind: "file",
  name: "manual",
  isReady: true,
  write: (batch) => [{ format: "csv", part: "", content: writePaymentList(batch) }],
};
