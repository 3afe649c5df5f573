import { chaseParcels } from "#app/payouts/chase-parcels.server.ts";
import { sendBatch } from "#app/payouts/send-batch.server.ts";
import { openRail } from "./payout-rails.ts";
import { killAtWords, openServicesToKill } from "./killed-process.ts";

/** Takes one payout a part of its way, and is killed there: `send` sends its approved batch, `pay` asks the rail and follows up. */
const [url = "", railName = "", origin = "", now = "", part = "", batchId = "", petra = "", killAt = "", side = ""] =
  process.argv.slice(2);
const opened = openServicesToKill(url, new Date(now));
const services = { ...opened, ...openRail(railName, origin, opened.clock) };

killAtWords(Number(killAt), side);
if (part === "send") {
  const sent = await sendBatch(services, { batchId, userId: petra });
  if (!sent.ok) throw new Error(sent.refusal);
} else {
  await chaseParcels(services);
}
process.exit(0);
