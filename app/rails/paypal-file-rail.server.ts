import type { FileRail } from "./rail-port.ts";
import { writePaypalFiles } from "./write-paypal-file.server.ts";

/** Files for PayPal's payouts page. */
export const paypalFileRail: FileRail = { kind: "file", name: "paypal-file", isReady: true, write: writePaypalFiles };
